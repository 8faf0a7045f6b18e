"""From which day to which was one thing agreed for a medicine? Its days cut at every change and step, as written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supple.knowledge.changes import medicine_label
from supple.knowledge.medicine_names import plain_name
from supple.model import DatedChange, DoseStretch, Plan, PlanItem, PlanStatus
from supple.plan.ladder import is_on_the_way, step_days

_DAY = timedelta(days=1)


def stretches(plan: Plan, medicine: str, *, first: date, last: date) -> tuple[DoseStretch, ...]:
    """The stretches of a medicine that lie between two local days, oldest first; none for one nobody wrote down.

    Args:
        plan: with its events; changes after its day are not in it.
        medicine: by name, case and spaces aside.
        first: the first day asked for. Days before the medicine was written down are a stretch of their own.
        last: the last day asked for.
    """
    begins = _begins(plan, medicine)
    if not begins:
        return ()
    earliest = min(begins)
    cuts = {**begins}
    if first < earliest:
        cuts[first] = _Begin(f"Before {earliest.day} {earliest:%B %Y}", "Before")
    days = sorted(cuts)
    found = []
    for at, day in enumerate(days):
        until = days[at + 1] - _DAY if at + 1 < len(days) else last
        begun, ended = max(day, first), min(until, last)
        if begun <= ended:
            is_open = at + 1 == len(days)
            cut = cuts[day]
            found.append(DoseStretch(cut.title, begun, ended, cut.words, is_open=is_open, short=cut.short))
    return tuple(found)


def medicines_written_down(plan: Plan) -> tuple[str, ...]:
    """Every medicine that was ever in the plan, each once as it was written last, by name."""
    facts = [event.fact for event in plan.events]
    names = {plain_name(f.name): f.name for f in facts if isinstance(f, PlanItem) and f.item == "medicine"}
    return tuple(name for _, name in sorted(names.items()))


def is_about(change: DatedChange, medicine: str) -> bool:
    """Whether a dated change is one of this medicine."""
    name = change.label.rpartition(": ")[0]
    return change.kind == "dose" and plain_name(name) == plain_name(medicine)


def written_words(plan: Plan, change: DatedChange) -> str:
    """The words of the entry behind a change, as somebody wrote them; of a ladder's step, those of the step."""
    name, _, what = change.label.rpartition(": ")
    for event in reversed(plan.events):
        item = event.fact
        if not isinstance(item, PlanItem) or item.item == "stock":
            continue
        if plain_name(item.name or item.item) != plain_name(name):
            continue
        if item.valid_from == change.day and not item.detail.get("ladder"):
            return item.detail.get("step_1", "") or item.words
        if what.startswith("step ") and item.valid_from <= change.day and item.detail.get("step_1"):
            return item.detail.get(what.replace(" ", "_"), "")
    return ""


@dataclass(frozen=True, slots=True)
class _Begin:
    """What came to hold: as a title, in short, and in the words as written."""

    title: str
    short: str
    words: str = ""


def _begins(plan: Plan, medicine: str) -> dict[date, _Begin]:
    """The days on which something else came to hold. Of a day, the last holds."""
    key = plain_name(medicine)
    of_it = [
        event
        for event in plan.events
        if isinstance(event.fact, PlanItem) and event.fact.item == "medicine" and plain_name(event.fact.name) == key
    ]
    items = [event.fact for event in of_it if isinstance(event.fact, PlanItem)]
    written = [item for item in items if not is_on_the_way(item)]
    label = medicine_label(medicine)
    found: dict[date, _Begin] = {}
    before: PlanItem | None = None
    for item in written:
        is_over = item.status is PlanStatus.ENDED
        if before is not None and not is_over and _same(item, before):
            continue
        found[item.valid_from] = _begin(item, label, is_first=not found, is_again=bool(found) and before is None)
        before = None if is_over else item
    for day, what in step_days(of_it):
        if day > plan.day:
            continue
        in_force = next((item for item in reversed(written) if item.valid_from <= day), None)
        words = in_force.detail.get(what.replace(" ", "_"), "") if in_force else ""
        if what == "last step over":
            found[day] = _Begin("After the last step", "After it")
        else:
            found[day] = _Begin(f"{what.capitalize()} of the {label} ladder", what.capitalize(), words)
    return found


def _begin(item: PlanItem, label: str, *, is_first: bool, is_again: bool) -> _Begin:
    said = label[:1].upper() + label[1:]
    if item.status is PlanStatus.ENDED:
        return _Begin(f"After {label} ended", "Ended", item.words)
    if step := item.detail.get("step_1"):
        return _Begin(f"Step 1 of the {label} ladder", "Step 1", step)
    if is_first:
        return _Begin(f"{said} as first written down", "At first", item.words)
    if is_again:
        return _Begin(f"{said}, begun again", "Again", item.words)
    return _Begin(f"{said} as changed", "Changed", item.words)


def _same(item: PlanItem, before: PlanItem) -> bool:
    return (before.words, dict(before.detail)) == (item.words, dict(item.detail))
