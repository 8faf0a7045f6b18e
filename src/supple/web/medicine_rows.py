"""How does a page say one medicine? Line by line as written, its steps with their days, and its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from supple.knowledge import load
from supple.knowledge.medicine_names import known_medicines
from supple.model import Event, LadderStretch, MedicineCard, PlanItem, PlanStatus
from supple.plan import own_words
from supple.web import fact_words
from supple.words import N_, _, later

_FOOD = later({"with": N_("With food"), "without": N_("Without food"), "either": N_("With food or without")})
_STATUS = later({PlanStatus.AGREED: N_("Agreed"), PlanStatus.CHANGED: N_("Changed"), PlanStatus.ENDED: N_("Ended")})


@dataclass(frozen=True)
class StepRow:
    """One stretch of days on a step. `until` is its last day, None where nothing written ends it."""

    number: int
    words: str
    since: date
    until: date | None
    is_now: bool


def rows(item: PlanItem) -> list[tuple[str, str]]:
    """What it is called and what was written; only what was written."""
    detail = item.detail
    strength = f"{detail.get('strength', '')} {detail.get('strength_unit', detail.get('unit', ''))}".strip()
    hours, most = detail.get("not_before_hours", ""), detail.get("max_pieces_per_day", "")
    as_needed = detail.get("as_needed") == "yes"
    said = (
        (_("Strength"), strength),
        (_("Each time"), detail.get("each_time", "")),
        (_("Times"), detail.get("times", "").replace(";", ",")),
        (_("As needed"), _("Yes") if as_needed else ""),
        (_("Not before"), _("{hours} hours have passed").format(hours=hours) if as_needed and hours else ""),
        (_("At most"), _("{most} in a day").format(most=most) if as_needed and most else ""),
        (_("Food"), _FOOD.get(detail.get("food", ""), "")),
        (_("Pieces a day"), detail.get("pieces_per_day", "")),
        (_("For"), detail.get("reason", "")),
        (_("Prescribed by"), detail.get("prescriber", "")),
    )
    found = [(label, words) for label, words in said if words]
    return [(_("As written"), words), *found] if (words := own_words(item)) else found


def step_rows(course: Iterable[LadderStretch], day: date) -> list[StepRow]:
    """Each stretch with its first and last day."""
    return [
        StepRow(
            each.number,
            each.step.words,
            each.starts_on,
            None if each.until is None else each.until - timedelta(days=1),
            each.starts_on <= day and (each.until is None or day < each.until),
        )
        for each in course
    ]


def history_rows(card: MedicineCard, zone: str) -> list[dict[str, object]]:
    """Every entry, newest first: from which day it holds, what it says, and who wrote it down when."""
    return [_history_row(event, zone) for event in reversed(card.history)]


def sudden_stop_words(name: str) -> list[str]:
    """What our knowledge says about sudden stopping, for every medicine that the name may mean."""
    known = load().medicines
    return [words for each in sorted(known_medicines(name)) if (words := known[each].sudden_stop_words)]


def _history_row(event: Event, zone: str) -> dict[str, object]:
    item = event.fact
    assert isinstance(item, PlanItem)
    return {
        "event": event,
        "from_day": item.valid_from,
        "what": _("Said") if item.detail.get("ladder") else _STATUS[item.status],
        "words": item.words or "; ".join(words for _ignored, words in rows(item)),
        "recorded": fact_words.moment_words(event.recorded_at, zone),
        "by": event.noted_by.name,
    }
