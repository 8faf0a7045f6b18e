"""Which aids were used before and are not now? Each as it last stood, with the day on which it ended."""

from __future__ import annotations

from supple.knowledge.medicine_names import plain_name
from supple.model import Plan, PlanItem, PlanStatus


def ended_aids(plan: Plan) -> tuple[PlanItem, ...]:
    """Aids whose newest entry up to the plan's day ends them, the latest first; `valid_from` is that day.

    Args:
        plan: from `plan_at`, so that corrections are applied.
    """
    newest: dict[str, PlanItem] = {}
    for event in plan.events:
        if isinstance(event.fact, PlanItem) and event.fact.item == "aid":
            newest[plain_name(event.fact.name)] = event.fact
    ended = [item for item in newest.values() if item.status is PlanStatus.ENDED]
    return tuple(sorted(ended, key=lambda item: item.valid_from, reverse=True))
