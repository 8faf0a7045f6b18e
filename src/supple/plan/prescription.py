"""Which medicines are prescribed on a day, and which doses are due? Read from plan entries as they were typed."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from supple.knowledge.medicine_names import plain_name
from supple.model import DueDose, Plan, PlanItem, Prescription
from supple.plan.amounts import read_amount
from supple.plan.ladder import is_on_the_way, state_of
from supple.plan.pieces import is_one_amount
from supple.plan.prescription_fields import FOOD, read_times
from supple.plan.prescription_words import own_words

_BESIDES = frozenset({"prescriber", "reason", "confirmed"})


def prescriptions(plan: Plan) -> tuple[Prescription, ...]:
    """Every medicine in force on the plan's day, by name. What cannot be read is named in `unread`, never guessed."""
    return tuple(prescription(plan, item) for item in plan.in_force("medicine"))


def prescription(plan: Plan, item: PlanItem) -> Prescription:
    """One medicine in force, with its ladder's step of the plan's day."""
    unread: list[str] = []

    def number(field: str) -> Decimal | None:
        text = item.detail.get(field, "").strip()
        if not text:
            return None
        try:
            return read_amount(text, field)
        except ValueError:
            unread.append(field)
            return None

    try:
        step = state_of(plan, item.name)
    except ValueError:
        step = None
        unread.append("step_1")
    times = read_times(item.detail, unread)
    return Prescription(
        medicine=item.name,
        starts_on=_begun(plan, item),
        words=own_words(item),
        strength=number("strength"),
        unit=item.detail.get("strength_unit", "").strip(),
        each_time=item.detail.get("each_time", "").strip(),
        times=times,
        food=FOOD.get(item.detail.get("food", "").strip(), ""),
        as_needed=item.detail.get("as_needed", "").strip().casefold() == "yes",
        not_before_hours=number("not_before_hours"),
        most_a_day=number("max_pieces_per_day"),
        prescriber=item.detail.get("prescriber", "").strip(),
        reason=item.detail.get("reason", "").strip(),
        step=step,
        unread=tuple(unread),
    )


def doses_due(plan: Plan) -> tuple[DueDose, ...]:
    """The doses that the prescriptions have on the plan's day, by time, those with none last.

    None of as-needed medicines, of a ladder that has not begun, of one whose last step is over, or of a medicine of
    which only the name is written down: how often it is taken, nobody said.
    """
    due = []
    unsaid = set(only_named(plan))
    for one in prescriptions(plan):
        if one.medicine in unsaid or one.as_needed or (one.step is not None and one.step.number is None):
            continue
        due += [DueDose(one.medicine, plan.day, at, _words(one)) for at in one.times or (None,)]
    return tuple(sorted(due, key=lambda dose: (dose.at is None, dose.at or time(), plain_name(dose.medicine))))


def only_named(plan: Plan) -> tuple[str, ...]:
    """The medicines in force of which nothing says how they are taken: a name, who prescribed it and what for."""
    return tuple(
        item.name
        for item in plan.in_force("medicine")
        if not own_words(item) and all(key in _BESIDES for key, words in item.detail.items() if words.strip())
    )


def step_beside(one: Prescription) -> str:
    """The words of the step in force, where the doses at set times cannot say them: "5 mg at night" is no 08:00."""
    words = (one.step.words if one.step else None) or ""
    return words if one.times and not is_one_amount(words) else ""


def _words(one: Prescription) -> str:
    """What a row of one dose says. A step's words stand on it where they are of one dose, or no time is written."""
    if step_beside(one):
        return ""
    return (one.step.words if one.step else None) or one.each_time or one.words


def _begun(plan: Plan, item: PlanItem) -> date:
    """The day from which what is in force now holds; what was said on the way of a ladder changes no prescription."""
    key = plain_name(item.name)
    of_it = [
        event.fact
        for event in plan.events
        if isinstance(event.fact, PlanItem) and event.fact.item == "medicine" and plain_name(event.fact.name) == key
    ]
    held = [fact for fact in of_it if not is_on_the_way(fact)]
    return held[-1].valid_from if held else item.valid_from
