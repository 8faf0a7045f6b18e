"""Which ladder of the prescriber is in force, with what was said on the way? Read from the plan's entries."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from supple.knowledge.medicine_names import plain_name
from supple.model import (
    LAST_STEP_OVER,
    MAX_STEPS,
    Event,
    Instant,
    Ladder,
    LadderEntry,
    LadderMove,
    LadderState,
    LadderStep,
    Plan,
    PlanItem,
    PlanStatus,
    local_day_of,
)
from supple.plan.ladder_course import course, step_in_force


def step_at(ladder: Ladder, now: datetime, zone: str) -> LadderState:
    """The step at a moment (aware): that of the diary day on the person's wall clock, which begins at 04:00.

    Dates are compared, never hours counted, so a clock change and a journey move no step.
    """
    return step_in_force(ladder, local_day_of(Instant(now, zone)))


def ladder_of(plan: Plan, medicine: str) -> Ladder | None:
    """The ladder of a medicine in force on the plan's day, with what is said already to hold later, up to new words.

    A plan entry with `step_1`, `step_1_days` or `step_1_from` and so on starts a ladder on its `valid_from`; a
    later one with `ladder` (hold, stay, back, go_on), `said_by`, `said_on` and, for a hold, `ladder_days` is said on
    the way.

    Returns:
        None when the medicine was ended, or its newest words have no steps. Raises ValueError naming the field.
    """
    so_far, later = _of(plan.events, medicine), _of(plan.later, medicine)
    found = _parts([*so_far, *itertools.takewhile(lambda each: is_on_the_way(each[1]), later)])
    return _read(found[-1]) if found and found[-1].until is None else None


def state_of(plan: Plan, medicine: str) -> LadderState | None:
    """The step in force on the plan's day; the next one only if no other words of the prescriber come before it.

    Returns None and raises ValueError as `ladder_of` does.
    """
    ladder = ladder_of(plan, medicine)
    if ladder is None:
        return None
    state = step_in_force(ladder, plan.day)
    gives_way = next(
        (item.valid_from for _, item in _of(plan.later, medicine) if not is_on_the_way(item)),
        None,
    )
    if gives_way is None:
        return state
    if state.next_on is not None and state.next_on < gives_way:
        return replace(state, gives_way_on=gives_way)
    until = gives_way if state.until is None else min(state.until, gives_way)
    return replace(state, next_on=None, next_words=None, gives_way_on=gives_way, until=until)


def step_days(events: Iterable[Event]) -> tuple[tuple[date, str], ...]:
    """Days on which another step came into force, or the last was over, from the entries of one medicine.

    Args:
        events: plan entries, oldest first.

    Returns:
        Each day with what came ("step 2", "last step over"). The first step's day is the entry's own and left out.
        A ladder that cannot be read has none.
    """
    days: list[tuple[date, str]] = []
    for part in _parts(_items(events)):
        try:
            stretches = course(_read(part))
        except ValueError:
            continue
        came = [(s.starts_on, f"step {s.number}") for s in stretches[1:]]
        if stretches and (over := stretches[-1].until) is not None:
            came.append((over, LAST_STEP_OVER))
        days += [(day, what) for day, what in came if part.until is None or day < part.until]
    return tuple(days)


def is_on_the_way(item: PlanItem) -> bool:
    """Whether a plan entry only says something about a ladder; the prescription itself stands as it was."""
    return item.item == "medicine" and item.status is not PlanStatus.ENDED and bool(item.detail.get("ladder"))


_Noted = tuple[datetime, PlanItem]  # when it was written down, and what


def _items(events: Iterable[Event]) -> list[_Noted]:
    return [(event.recorded_at, event.fact) for event in events if isinstance(event.fact, PlanItem)]


def _of(events: Iterable[Event], medicine: str) -> list[_Noted]:
    key = plain_name(medicine)
    return [each for each in _items(events) if each[1].item == "medicine" and plain_name(each[1].name) == key]


@dataclass(frozen=True, slots=True)
class _Part:
    """The entries of one ladder: the one that wrote it, those on the way, and the day on which it gave way."""

    written: PlanItem
    on_the_way: tuple[_Noted, ...] = ()
    until: date | None = None


def _parts(items: Iterable[_Noted]) -> list[_Part]:
    """Written again from the same first day it is the same ladder, a word put right: what was said since holds."""
    parts: list[_Part] = []
    since: date | None = None
    said: tuple[_Noted, ...] = ()
    for recorded_at, item in items:
        if is_on_the_way(item):
            said = (*said, (recorded_at, item))
            if parts and parts[-1].until is None:
                parts[-1] = replace(parts[-1], on_the_way=(*parts[-1].on_the_way, (recorded_at, item)))
            continue
        if parts and parts[-1].until is None:
            parts[-1] = replace(parts[-1], until=item.valid_from)
        if item.valid_from != since or item.status is PlanStatus.ENDED:
            said = ()  # else: said on that very day, before it was written again
        since = None if item.status is PlanStatus.ENDED else item.valid_from
        if since is not None and item.detail.get("step_1"):
            parts.append(_Part(item, said))
    return parts


def _read(part: _Part) -> Ladder:
    written = part.written
    steps = []
    for number in range(1, MAX_STEPS + 2):
        if not (words := written.detail.get(f"step_{number}", "").strip()):
            break
        days, starts_on = f"step_{number}_days", f"step_{number}_from"
        steps.append(LadderStep(words, _number(written.detail, days), _day(written.detail, starts_on)))
    return Ladder(
        medicine=written.name,
        starts_on=written.valid_from,
        steps=tuple(steps),
        entries=tuple(_entry(item, recorded_at) for recorded_at, item in part.on_the_way),
        prescriber=written.detail.get("prescriber", ""),
    )


def _entry(item: PlanItem, recorded_at: datetime) -> LadderEntry:
    try:
        move = LadderMove(item.detail["ladder"].strip())
    except ValueError:
        raise ValueError("“ladder” is none of hold, stay, back, go_on") from None
    said_on = _day(item.detail, "said_on")
    if said_on is None:
        raise ValueError("“said_on” is missing: write the day on which it was said")
    days = _number(item.detail, "ladder_days")
    return LadderEntry(move, item.valid_from, item.detail.get("said_by", ""), said_on, days, recorded_at)


def _number(detail: Mapping[str, str], field: str) -> int | None:
    text = detail.get(field, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise ValueError(f"“{field}” is no whole number of days")
    return int(text)


def _day(detail: Mapping[str, str], field: str) -> date | None:
    text = detail.get(field, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"“{field}” is no day") from None
