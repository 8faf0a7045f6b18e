"""Which step of the prescriber's ladder is in force on a day? As written, with what was said on the way.

A hold stops the ladder's days from counting, so each later step moves by just its length. "Stay" and "back one
step" stop them with no end: after either, no further step comes into force until somebody enters that the
prescriber said to go on. No step is computed, proposed or skipped here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

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
    LadderStretch,
    Plan,
    PlanItem,
    PlanStatus,
    local_day_of,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Wait:
    """Days that do not count, up to but not including `until` (None: no end is entered)."""

    by: LadderEntry
    starts_on: date
    until: date | None


def course(ladder: Ladder) -> tuple[LadderStretch, ...]:
    """Every stretch of days on one step, in order; the last is open where nothing written ends it.

    Raises ValueError naming the field if the steps do not follow each other or a step back has no step before it.
    """
    return _walk(ladder)[0]


def step_in_force(ladder: Ladder, day: date) -> LadderState:
    """The step that holds on a local day, and the next one as written. Raises ValueError as `course` does."""
    stretches, waits = _walk(ladder)
    at = next(
        (index for index, s in enumerate(stretches) if s.starts_on <= day and (s.until is None or day < s.until)),
        None,
    )
    if at is None:
        if day >= ladder.starts_on:
            return LadderState(day, None, None, None, None, None, is_over=True)
        return LadderState(day, None, None, None, stretches[0].starts_on, stretches[0].step.words)
    here = stretches[at]
    after = stretches[at + 1] if at + 1 < len(stretches) else None
    wait = next((w for w in reversed(waits) if w.starts_on <= day and (w.until is None or day < w.until)), None)
    return LadderState(
        day=day,
        number=here.number,
        words=here.step.words,
        since=here.starts_on,
        next_on=after.starts_on if after else None,
        next_words=after.step.words if after else None,
        waits_by=wait.by if wait else None,
        waits_until=wait.until if wait else None,
    )


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
    found = _parts([*so_far, *itertools.takewhile(is_on_the_way, later)])
    return _read(found[-1]) if found and found[-1].until is None else None


def state_of(plan: Plan, medicine: str) -> LadderState | None:
    """The step in force on the plan's day; the next one only if no other words of the prescriber come before it.

    Returns None and raises ValueError as `ladder_of` does.
    """
    ladder = ladder_of(plan, medicine)
    if ladder is None:
        return None
    state = step_in_force(ladder, plan.day)
    gives_way = next((item.valid_from for item in _of(plan.later, medicine) if not is_on_the_way(item)), None)
    if gives_way is None:
        return state
    if state.next_on is not None and state.next_on < gives_way:
        return replace(state, gives_way_on=gives_way)
    return replace(state, next_on=None, next_words=None, gives_way_on=gives_way)


def step_days(items: Iterable[PlanItem]) -> tuple[tuple[date, str], ...]:
    """Days on which another step came into force, or the last was over, from the entries of one medicine.

    Args:
        items: oldest first.

    Returns:
        Each day with what came ("step 2", "last step over"). The first step's day is the entry's own and left out.
        A ladder that cannot be read has none.
    """
    days: list[tuple[date, str]] = []
    for part in _parts(items):
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


def _of(events: Iterable[Event], medicine: str) -> list[PlanItem]:
    key = plain_name(medicine)
    items = [event.fact for event in events if isinstance(event.fact, PlanItem)]
    return [item for item in items if item.item == "medicine" and plain_name(item.name) == key]


def _walk(ladder: Ladder) -> tuple[tuple[LadderStretch, ...], tuple[_Wait, ...]]:
    """Day by day, so that every rule is said once: what the day brings, then whether the step's time is up."""
    lengths = _lengths(ladder)
    entries = sorted(ladder.entries, key=lambda entry: entry.on)  # of one day: in the order given
    stretches: list[LadderStretch] = []
    waits: list[_Wait] = []
    index, days_run, day = 0, 0, ladder.starts_on
    begun = day
    is_running = False  # whether the day before counted
    while True:
        days_run += is_running
        until_then = index
        while entries and entries[0].on == day:
            entry = entries.pop(0)
            if waits and (waits[-1].until is None or waits[-1].until > day):
                is_endless = waits[-1].until is None
                until = waits[-1].until
                waits[-1] = replace(waits[-1], until=day)
            else:
                is_endless, until = False, None
            before = waits[-1] if waits else None
            if entry.move is LadderMove.GO_ON:
                continue
            if entry.move is LadderMove.HOLD and entry.days is not None and not is_endless:
                ends = day + _DAY * entry.days
                waits.append(_Wait(entry, day, max(ends, until) if until else ends))
                continue
            # A hold said while nothing goes on anyway ends no "stay": that takes a "go on".
            by = before.by if before and is_endless and entry.move is LadderMove.HOLD else entry
            waits.append(_Wait(by, day, None))
            if entry.move is LadderMove.BACK:
                if index == 0:
                    raise ValueError("“back” has no step before the first one")
                index, days_run = index - 1, 0
        is_waiting = bool(waits) and (waits[-1].until is None or day < waits[-1].until)
        length = lengths[index] if index < len(lengths) else None
        if not is_waiting and length is not None and days_run >= length:
            index, days_run = index + 1, 0
        if index != until_then:
            if until_then < len(lengths):
                stretches.append(LadderStretch(until_then + 1, ladder.steps[until_then], begun, day))
            begun = day
        is_running = not is_waiting
        is_open = index == len(lengths) or lengths[index] is None or (is_waiting and waits[-1].until is None)
        if is_open and not entries:
            break
        # Nothing more can happen until the next entry: go there at once.
        day = entries[0].on if is_open else day + _DAY
    if index < len(lengths):
        stretches.append(LadderStretch(index + 1, ladder.steps[index], begun, None))
    return tuple(s for s in stretches if s.until is None or s.starts_on < s.until), tuple(waits)


def _lengths(ladder: Ladder) -> list[int | None]:
    """Days of each step as written; None for a last one with no end."""
    lengths: list[int | None] = []
    starts = ladder.starts_on
    for number, step in enumerate(ladder.steps, start=1):
        following = ladder.steps[number] if number < len(ladder.steps) else None
        written = following.starts_on if following else None
        days = step.days if written is None else (written - starts).days
        if written is not None and (days is None or days < 1):
            raise ValueError(f"“step_{number + 1}_from” is not after the step before it")
        if written is not None and step.days not in {None, days}:
            raise ValueError(f"“step_{number}_days” and “step_{number + 1}_from” do not agree: ask which is meant")
        if days is None and following is not None:
            raise ValueError(f"“step_{number}_days” is missing, and the next step has no date")
        lengths.append(days)
        starts += _DAY * (days or 0)
    return lengths


@dataclass(frozen=True, slots=True)
class _Part:
    """The entries of one ladder: the one that wrote it, those on the way, and the day on which it gave way."""

    written: PlanItem
    on_the_way: tuple[PlanItem, ...] = ()
    until: date | None = None


def _parts(items: Iterable[PlanItem]) -> list[_Part]:
    """Written again from the same first day it is the same ladder, a word put right: what was said since holds."""
    parts: list[_Part] = []
    since: date | None = None
    said: tuple[PlanItem, ...] = ()
    for item in items:
        if is_on_the_way(item):
            said = (*said, item)
            if parts and parts[-1].until is None:
                parts[-1] = replace(parts[-1], on_the_way=(*parts[-1].on_the_way, item))
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
        entries=tuple(_entry(item) for item in part.on_the_way),
        prescriber=written.detail.get("prescriber", ""),
    )


def _entry(item: PlanItem) -> LadderEntry:
    try:
        move = LadderMove(item.detail["ladder"].strip())
    except ValueError:
        raise ValueError("“ladder” is none of hold, stay, back, go_on") from None
    said_on = _day(item.detail, "said_on")
    if said_on is None:
        raise ValueError("“said_on” is missing: write the day on which it was said")
    days = _number(item.detail, "ladder_days")
    return LadderEntry(move, item.valid_from, item.detail.get("said_by", ""), said_on, days)


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
