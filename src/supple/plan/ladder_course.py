"""Which step of the prescriber's ladder is in force on a day? As written, with what was said on the way.

A hold stops the ladder's days from counting, so each later step moves by just its length. "Stay" and "back one
step" stop them with no end: after either, no further step comes into force until somebody enters that the
prescriber said to go on, and said it after that: an older word never lifts a newer one, whatever day it was for.
No step is computed, proposed or skipped here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from supple.model import Ladder, LadderEntry, LadderMove, LadderState, LadderStretch

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Wait:
    """Days that do not count, up to but not including `until` (None: no end is entered)."""

    by: LadderEntry
    until: date | None
    lifted_by: LadderEntry | None = None

    def covers(self, day: date) -> bool:
        return self.by.on <= day and (self.until is None or day < self.until)


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
    wait = max((w for w in waits if w.covers(day)), key=_end, default=None)
    lifted = [w for w in waits if w.lifted_by and w.until is not None and here.starts_on < w.until <= day]
    went_on = wait or max(lifted, key=_end, default=None)
    return LadderState(
        day=day,
        number=here.number,
        words=here.step.words,
        since=here.starts_on,
        next_on=after.starts_on if after else None,
        next_words=after.step.words if after else None,
        waits_by=wait.by if wait else None,
        waits_until=wait.until if wait else None,
        until=here.until,
        goes_on_by=went_on.lifted_by if went_on else None,
    )


def said_last(one: LadderEntry, other: LadderEntry) -> bool:
    """Whether the first was said after the second; of one day, as they were written down. Of equals: yes."""
    return _said(one) >= _said(other)


def _said(entry: LadderEntry) -> tuple[date, datetime]:
    return entry.said_on, entry.recorded_at or datetime.max.replace(tzinfo=UTC)


def _end(wait: _Wait) -> tuple[date, date]:
    return wait.until or date.max, wait.by.on


def _waits_of(ladder: Ladder) -> tuple[_Wait, ...]:
    """Each hold, stay and step back with its own end. A “go on” ends those that were said before it, and no other."""
    in_order = [entry for _, entry in sorted(enumerate(ladder.entries), key=lambda each: (*_said(each[1]), each[0]))]
    waits = []
    for place, by in enumerate(in_order):
        if by.move is LadderMove.GO_ON:
            continue
        until = None if by.days is None else by.on + _DAY * by.days
        lifts = [
            each
            for each in in_order[place + 1 :]
            if each.move is LadderMove.GO_ON and each.on >= by.on and (until is None or each.on < until)
        ]
        lifted_by = min(lifts, key=lambda each: each.on, default=None)
        waits.append(_Wait(by, lifted_by.on if lifted_by else until, lifted_by))
    return tuple(waits)


def _walk(ladder: Ladder) -> tuple[tuple[LadderStretch, ...], tuple[_Wait, ...]]:
    """Day by day, so that every rule is said once: what the day brings, then whether the step's time is up."""
    lengths = _lengths(ladder)
    waits = _waits_of(ladder)
    backs = sorted(entry.on for entry in ladder.entries if entry.move is LadderMove.BACK)
    stretches: list[LadderStretch] = []
    index, days_run, day = 0, 0, ladder.starts_on
    begun = day
    is_running = False  # whether the day before counted
    while True:
        days_run += is_running
        until_then = index
        while backs and backs[0] == day:
            backs.pop(0)
            if index == 0:
                raise ValueError("“back” has no step before the first one")
            index, days_run = index - 1, 0
        wait = max((w for w in waits if w.covers(day)), key=_end, default=None)
        length = lengths[index] if index < len(lengths) else None
        if wait is None and length is not None and days_run >= length:
            index, days_run = index + 1, 0
        if index != until_then:
            if until_then < len(lengths):
                stretches.append(LadderStretch(until_then + 1, ladder.steps[until_then], begun, day))
            begun = day
        is_running = wait is None
        # Nothing more can happen until the wait ends, or the next step back: go there at once.
        is_last = index == len(lengths) or lengths[index] is None
        ahead = backs[:1]
        if not is_last and wait is None:
            ahead = [day + _DAY]
        elif not is_last and wait is not None and wait.until is not None:
            ahead = [*ahead, wait.until]
        if not ahead:
            break
        day = min(ahead)
    if index < len(lengths):
        stretches.append(LadderStretch(index + 1, ladder.steps[index], begun, None))
    return tuple(s for s in stretches if s.until is None or s.starts_on < s.until), waits


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
