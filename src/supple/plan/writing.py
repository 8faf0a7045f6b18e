"""How does a prescription read that somebody copies from a letter or a label? Kept as typed, or asked about.

Nothing is put right here: a number that could be two is refused, a unit that looks wrong is asked about, and what is
then said to be so is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from supple.knowledge.loader import load
from supple.knowledge.medicine_names import known_medicines, plain_name
from supple.model import (
    UNITS,
    EntryQuestion,
    Event,
    Ladder,
    LadderStep,
    LadderStretch,
    Plan,
    PlanItem,
    PlanReading,
    PlanStatus,
)
from supple.model.check import LATEST_AGREED
from supple.plan.amounts import read_amount
from supple.plan.fold import fold_plan
from supple.plan.ladder import course, is_on_the_way, ladder_of, step_in_force
from supple.plan.ladder_words import read_steps
from supple.plan.prescription_fields import FOOD, read_times
from supple.plan.prescription_words import prescribed_words

EARLIEST = date(1950, 1, 1)
_MOST_AHEAD = timedelta(days=5 * 366)
_LONGEST = {"name": 120, "each_time": 200, "prescriber": 120, "reason": 300}
_AS_NEEDED = ("not_before_hours", "max_pieces_per_day")
_KEPT = (
    "strength", "strength_unit", "each_time", "times", "food", "as_needed", *_AS_NEEDED, "pieces_per_day",
    "prescriber", "reason",
)  # fmt: skip
UNKNOWN_NAME = "Supple does not know this name, so it looks for no pair."
_UNIT_WORDS = {"mg": "milligrams (mg)", "g": "grams", "ml": "millilitres (mL)"}


def read_prescription(
    typed: Mapping[str, str], events: Iterable[Event], *, today: date, confirmed: Collection[str] = ()
) -> PlanReading:
    """A medicine as prescribed, from a form or the terminal.

    Args:
        typed: `name`, `from_day`, the keys of a medicine's `detail`, `steps` (one a line) and `every_days`.
        events: what was agreed so far.
        today: the local day; the first day where `from_day` is empty.
        confirmed: the fields whose question was answered with "that is what it says".
    """
    said = {key: words.strip() for key, words in typed.items() if words.strip()}
    errors: dict[str, str] = {}
    starts_on = read_from(said, errors, today)
    _names_and_words(said, errors)
    _amounts(said, errors)
    _times(said, errors)
    steps = _steps(said, errors, starts_on)
    if errors:
        return PlanReading(errors=errors)
    noted = list(events)
    held = fold_plan(noted, starts_on)
    asked = [*_about_unit(said), *_about_times(said, steps), *_about_ladder(said["name"], steps, held, starts_on)]
    before = _in_force(held, said["name"])
    stretches = _course(said["name"], starts_on, steps, noted)
    if any(question.field not in confirmed for question in asked):
        return PlanReading(questions=tuple(asked), course=stretches)
    detail = {key: said[key] for key in _KEPT if key in said} | _ladder_detail(steps)
    if before is not None and before.words and not detail.keys() - {"prescriber", "reason"}:
        # It would take the place of the whole prescription: most likely somebody meant to look it up.
        return PlanReading(errors={"each_time": f"Write what is prescribed. Until then it was: {before.words}."})
    if asked:
        detail["confirmed"] = " ".join(question.field for question in asked)
    status = PlanStatus.AGREED if before is None else PlanStatus.CHANGED
    if before is not None and (before.valid_from, dict(before.detail)) == (starts_on, detail):
        status = before.status  # the same form sent twice says the same
    item = PlanItem("medicine", before.name if before else said["name"], status, starts_on, "", detail)
    item = PlanItem("medicine", item.name, status, starts_on, "; ".join(prescribed_words(item)), detail)
    return PlanReading(item, questions=tuple(asked), course=stretches, notes=tuple(_notes(item, before, held, noted)))


def read_from(said: Mapping[str, str], errors: dict[str, str], today: date, field: str = "from_day") -> date:
    """The day from which something holds; today's if none was given."""
    if field not in said:
        return today
    try:
        day = date.fromisoformat(said[field])
    except ValueError:
        errors[field] = "Choose a day, like 2026-05-31."
        return today
    if not EARLIEST <= day <= today + _MOST_AHEAD:
        errors[field] = "Look at the year of the day again."
    return day


def _names_and_words(said: Mapping[str, str], errors: dict[str, str]) -> None:
    for field, most in _LONGEST.items():
        if len(said.get(field, "")) > most:
            errors[field] = f"Keep it to {most} letters."
    name = said.get("name", "")
    if not any(letter.isalpha() for letter in name):
        errors["name"] = "Write the name of the medicine, as it stands on the box or in the letter."
        return
    known = known_medicines(name)
    if "baclofen_pump" in known:
        errors["name"] = (
            "A pump has its own place: its amounts are in micrograms. Here stand medicines that no pump gives."
        )
    elif any(load().medicines[each].unit.startswith("units") for each in known):
        errors["name"] = "Botulinum toxin is written down with the injections, in units of its own brand."
    elif "baclofen" in known and said.get("strength_unit") == "micrograms":
        errors["strength_unit"] = (
            "Baclofen by mouth is counted in milligrams (mg). Micrograms belong to a pump, and the two are 1000 "
            "apart. Look at the label again."
        )


def _amounts(said: Mapping[str, str], errors: dict[str, str]) -> None:
    is_as_needed = said.get("as_needed") == "yes"
    for field, what in (
        ("strength", "the strength"),
        ("not_before_hours", "the hours"),
        ("max_pieces_per_day", "the most in a day"),
        ("pieces_per_day", "the pieces in a day"),
    ):
        if field not in said:
            continue
        try:
            if read_amount(said[field], field) <= 0:
                errors[field] = f"Write {what} as a number above 0, or leave it open."
        except ValueError:
            errors[field] = (
                f"Write {what} as a plain number with no unit and no comma, such as 12 or 12.5. "
                "A comma could mean two things."
            )
    if "strength" in said and said.get("strength_unit", "") not in UNITS:
        errors["strength_unit"] = f"Choose the unit of the strength: {', '.join(UNITS)}."
    if "strength_unit" in said and "strength" not in said:
        errors["strength"] = "A unit is chosen. Write the number that goes with it, or leave both open."
    if said.get("food", "") not in {"", *FOOD}:
        errors["food"] = "Choose with food, without, either, or not said."
    for field in _AS_NEEDED:
        if field in said and not is_as_needed:
            errors[field] = "This goes with a medicine taken as needed. Choose “as needed”, or leave it open."
    if is_as_needed and "pieces_per_day" in said:
        errors["pieces_per_day"] = "A medicine taken as needed has no set number a day. Leave this open."


def _times(said: dict[str, str], errors: dict[str, str]) -> None:
    if "times" not in said:
        return
    unread: list[str] = []
    times = read_times(said, unread)
    if unread:
        errors["times"] = "Write each time like 08:00, up to 12 of them."
    elif said.get("as_needed") == "yes":
        errors["times"] = "A medicine taken as needed has no set times. Leave them open, or choose “At set times”."
    said["times"] = "; ".join(f"{each:%H:%M}" for each in times)


def _steps(said: Mapping[str, str], errors: dict[str, str], starts_on: date) -> tuple[LadderStep, ...]:
    every: int | None = None
    if "every_days" in said:
        if re.fullmatch(r"[0-9]{1,4}", said["every_days"]) and 1 <= int(said["every_days"]) <= 3660:
            every = int(said["every_days"])
        else:
            errors["every_days"] = "Write the days for each step as a whole number, such as 3."
    if "steps" not in said:
        if every is not None and "every_days" not in errors:
            errors["steps"] = "Days for each step are given, but no steps. Write one step a line."
        return ()
    if said.get("as_needed") == "yes":
        errors["steps"] = "Steps go with a medicine taken regularly. Choose “At set times”, or leave the steps open."
    reading = read_steps(said["steps"], starts_on, every)
    if reading.problems:
        errors["steps"] = " ".join(reading.problems)
    return reading.steps


def _about_unit(said: Mapping[str, str]) -> Iterable[EntryQuestion]:
    """Milligrams and micrograms differ 1000 times: another unit than the medicine's own is asked about."""
    unit = said.get("strength_unit", "").casefold()
    known = {load().medicines[each].unit.casefold() for each in known_medicines(said["name"])}
    known &= {each.casefold() for each in UNITS}
    if not unit or not known or unit in known:
        return
    usual = " or ".join(_UNIT_WORDS.get(each, each) for each in sorted(known))
    is_thousandfold = {unit, *known} <= {"mg", "g", "micrograms"}
    apart = " The two are at least 1000 apart." if is_thousandfold else ""
    yield EntryQuestion(
        "strength_unit",
        f"This says {said['strength']} {said['strength_unit']}. {said['name']} is known here in {usual}.{apart} "
        "A typing slip, or is it what the label says? If you have no label at hand, ask your pharmacist.",
        is_thousandfold,
    )


def _about_times(said: Mapping[str, str], steps: tuple[LadderStep, ...]) -> Iterable[EntryQuestion]:
    """A step may say "at night" and "twice a day" itself; set times beside it then mean another thing."""
    if steps and said.get("times"):
        times = said["times"].replace("; ", ", ")
        yield EntryQuestion(
            "times",
            f"With these times ({times}) there is a dose at each of them, at every step, whatever the step’s words "
            "say. Is that what was prescribed? If the steps say themselves when it is taken, leave the times open.",
        )


def _about_ladder(name: str, steps: tuple[LadderStep, ...], held: Plan, starts_on: date) -> Iterable[EntryQuestion]:
    """A change on the way of a ladder ends it; that the person means this is asked, never taken for granted."""
    try:
        running = ladder_of(held, name)
        if running is None or running.starts_on == starts_on or step_in_force(running, starts_on).is_over:
            return
    except ValueError:  # what cannot be read runs nowhere
        return
    since = f"{running.starts_on.day} {running.starts_on:%B %Y}"
    if not steps:
        yield EntryQuestion(
            "steps",
            f"There are steps running since {since}. Written like this, none of them comes any more. Is that what "
            "was said? If something else was to be put right, give that day as the first day and leave the steps in.",
        )
    elif [step.words for step in steps] == [step.words for step in running.steps]:
        yield EntryQuestion(
            "steps",
            f"These steps are running since {since}. Written like this, they begin again with the first one. Is that "
            "what was said? If something else was to be put right, give that day as the first day.",
        )


def _ladder_detail(steps: tuple[LadderStep, ...]) -> dict[str, str]:
    detail = {}
    for number, step in enumerate(steps, start=1):
        detail[f"step_{number}"] = step.words
        if step.days is not None:
            detail[f"step_{number}_days"] = str(step.days)
        if step.starts_on is not None:
            detail[f"step_{number}_from"] = step.starts_on.isoformat()
    return detail


def _course(
    name: str, starts_on: date, steps: tuple[LadderStep, ...], noted: list[Event]
) -> tuple[LadderStretch, ...]:
    """The days of the steps, as they will hold: written again from its first day, with what was said since."""
    if not steps:
        return ()
    plain = Ladder(name, starts_on, steps)
    try:
        running = ladder_of(fold_plan(noted, starts_on), name)
        if running is not None and running.starts_on == starts_on:
            return course(replace(plain, entries=running.entries))
    except ValueError:  # what was said cannot be read, or has no step in these steps: the page of it says so
        pass
    return course(plain)


def _in_force(plan: Plan, name: str) -> PlanItem | None:
    key = plain_name(name)
    return next((item for item in plan.in_force("medicine") if plain_name(item.name) == key), None)


def _notes(item: PlanItem, before: PlanItem | None, held: Plan, noted: list[Event]) -> Iterable[str]:
    """A brand is resolved for this hint only; the name stays as it was typed."""
    if before is not None and before.words:
        yield f"Until then it was: {before.words}."
    key = plain_name(item.name)
    for event in fold_plan(noted, LATEST_AGREED).events:
        later = event.fact
        is_later = isinstance(later, PlanItem) and later.item == "medicine" and later.valid_from > item.valid_from
        if isinstance(later, PlanItem) and is_later and plain_name(later.name) == key and not is_on_the_way(later):
            yield f"From {later.valid_from.day} {later.valid_from:%B %Y} on, what is written down for then holds."
            break
    known = known_medicines(item.name)
    if not known:
        yield UNKNOWN_NAME
    for each in sorted(known):
        label = load().medicines[each].label
        if plain_name(label) != plain_name(item.name):
            yield f"{item.name} is known here as {label}."
    for other in held.in_force("medicine"):
        if plain_name(other.name) != plain_name(item.name) and known & known_medicines(other.name):
            yield f"{other.name} is written down as well, since {other.valid_from.day} {other.valid_from:%B %Y}."
