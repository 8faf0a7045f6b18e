"""What did somebody say about a medicine that is written down: hold, stay, back, go on, or that it has ended?

Only what was said is kept, with who said so and on which day. No move is proposed, and none follows by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from supple.knowledge.medicine_names import plain_name
from supple.model import Event, LadderEntry, LadderMove, PlanItem, PlanReading, PlanStatus
from supple.plan.fold import fold_plan
from supple.plan.ladder import course, ladder_of, step_in_force
from supple.plan.prescription_words import said_words
from supple.plan.writing import read_from

_MOST_LETTERS = 120


def read_move(typed: Mapping[str, str], events: Iterable[Event], name: str, *, today: date) -> PlanReading:
    """Something said about the steps of a medicine.

    Args:
        typed: `move` (hold, stay, back, go_on), `days` of a hold, `said_by`, `said_on`, and `from_day`, the day from
            which it holds (empty: the day on which it was said).
        events: what was agreed so far.
        name: the medicine's.
        today: the local day.
    """
    noted = list(events)
    said = {key: words.strip() for key, words in typed.items() if words.strip()}
    errors: dict[str, str] = {}
    move = next((each for each in LadderMove if each.value == said.get("move")), None)
    if move is None:
        errors["move"] = "Choose what was said: hold, stay, back one step, or go on."
    said_on = _said(said, errors, today)
    starts_on = read_from(said, errors, said_on)
    days = _days(said, errors, move)
    if errors or move is None:
        return PlanReading(errors=errors)
    try:
        ladder = ladder_of(fold_plan(noted, starts_on), name)
        is_over = ladder is not None and step_in_force(ladder, starts_on).is_over
    except ValueError:
        return PlanReading(errors={"move": "The steps written down cannot be read. Write them down anew first."})
    if ladder is None or starts_on < ladder.starts_on:
        return PlanReading(errors={"from_day": "No steps are written down for that day."})
    if is_over:
        return PlanReading(
            errors={"from_day": "The last step was over by that day. Write down what is prescribed now."}
        )
    entry = LadderEntry(move, starts_on, said["said_by"], said_on, days)
    detail = {"ladder": move.value, "said_by": said["said_by"], "said_on": said_on.isoformat()}
    if days is not None:
        detail["ladder_days"] = str(days)
    words = said_words(detail)
    item = PlanItem("medicine", ladder.medicine, PlanStatus.CHANGED, starts_on, words, detail)
    said_before = _is_noted(item, noted)
    try:
        return PlanReading(
            item,
            course=course(ladder if said_before else replace(ladder, entries=(*ladder.entries, entry))),
            notes=("This is written down already.",) if said_before else (),
        )
    except ValueError:
        return PlanReading(errors={"move": "On that day it is the first step: there is none to go back to."})


def read_ending(typed: Mapping[str, str], events: Iterable[Event], name: str, *, today: date) -> PlanReading:
    """That somebody said a medicine has ended: `ended_on` (the first day without it) and `said_by`."""
    said = {key: words.strip() for key, words in typed.items() if words.strip()}
    errors: dict[str, str] = {}
    if "ended_on" not in said:
        errors["ended_on"] = "Choose the day from which it is no longer prescribed."
    key = plain_name(name)
    _who(said, errors, "who said that it has ended")
    day = read_from(said, errors, today, "ended_on")
    if errors:
        return PlanReading(errors=errors)
    noted = list(events)
    held = next((each for each in fold_plan(noted, day).in_force("medicine") if plain_name(each.name) == key), None)
    known = next(
        (each.fact.name for each in noted if isinstance(each.fact, PlanItem) and _is_of(each.fact, key)), name
    )
    words = f"ended, said by {said['said_by']}"
    item = PlanItem(
        "medicine", held.name if held else known, PlanStatus.ENDED, day, words, {"said_by": said["said_by"]}
    )
    if held is None and not _is_noted(item, noted):
        return PlanReading(errors={"ended_on": "It was not written down as prescribed on that day."})
    return PlanReading(item)


def _is_noted(item: PlanItem, events: Iterable[Event]) -> bool:
    """The same form sent twice says the same, and is no second move."""
    return any(event.fact == item for event in events)


def _is_of(item: PlanItem, key: str) -> bool:
    return item.item == "medicine" and plain_name(item.name) == key


def _said(said: Mapping[str, str], errors: dict[str, str], today: date) -> date:
    _who(said, errors, "who said so")
    if "said_on" not in said:
        errors["said_on"] = "Choose the day on which it was said."
        return today
    day = read_from(said, errors, today, "said_on")
    if day > today:
        errors["said_on"] = "That day has not come yet. Choose the day on which it was said."
    return day


def _who(said: Mapping[str, str], errors: dict[str, str], what: str) -> None:
    if not said.get("said_by"):
        errors["said_by"] = f"Write {what}, such as MS nurse."
    elif len(said["said_by"]) > _MOST_LETTERS:
        errors["said_by"] = f"Keep it to {_MOST_LETTERS} letters."


def _days(said: Mapping[str, str], errors: dict[str, str], move: LadderMove | None) -> int | None:
    text = said.get("days", "")
    if move is LadderMove.HOLD:
        if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= 3660:
            return int(text)
        errors["days"] = "Write for how many days it is held, such as 7. With no end it is “stay at this step”."
    elif text and move is not None:
        errors["days"] = "Days go with “hold” only. Leave them open, or choose “hold”."
    return None
