"""When should what ring? Worked out minute by minute from a wall clock and a list, with nothing of Supple's own.

The offsets of the two zones are written down here. Each minute the wall clock is read; what is written for that time
of that day rings then, unless it rang before. A time that the spring night leaves out rings an hour later by the
clock; what a journey leaves out rings on arrival.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

MINUTE = timedelta(minutes=1)
FIRST, LAST = datetime(2026, 10, 20, 5, tzinfo=UTC), datetime(2027, 4, 2, 5, tzinfo=UTC)
AUTUMN, SPRING = datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)
# At noon to New York, where it is seven in the morning; back after half past ten in the evening there.
OUT, BACK = datetime(2026, 12, 10, 12, tzinfo=UTC), datetime(2026, 12, 20, 3, 30, tzinfo=UTC)
SECOND_CALL = timedelta(minutes=30)

DOSES = {"baclofen": ("08:00", "20:00"), "cetirizine": ("22:00", "01:30")}
CRITICAL = {"baclofen"}
ROUTINES = {"calves": (("21:30",), range(7)), "pool": (("10:00",), (0, 3))}
BREAKS = ("14:30", "16:00")
CHECK_IN = "08:30"
STEPS = (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))
VISITS = {date(2026, 11, 12): "physio", date(2026, 12, 14): "neurologist", date(2027, 3, 29): "physio"}
# The injection, and from when until when its review is usual: four and six weeks later.
INJECTIONS = (date(2027, 1, 20), date(2027, 2, 17), date(2027, 3, 3))
FILLS = (date(2026, 11, 3), date(2026, 12, 7), date(2027, 1, 11), date(2027, 2, 15), date(2027, 3, 22))
FILL_LASTS = 36
MARKS = (30, 14, 7, 3, 1)


def wall(at: datetime) -> datetime:
    """What a clock on the wall shows there."""
    in_london = 1 if at < AUTUMN or at >= SPRING else 0
    return (at + timedelta(hours=-5 if OUT <= at < BACK else in_london)).replace(tzinfo=None)


@dataclass
class Ring:
    """One call that should come: at a minute; `may_fail`: it comes then or never."""

    at: datetime
    may_fail: bool = False


@dataclass
class Story:
    """All that should ring, by (what, call), and what the person and the machine do, by minute."""

    rings: dict[tuple[str, int], Ring] = field(default_factory=dict)
    done: dict[datetime, list[str]] = field(default_factory=dict)
    later: dict[datetime, list[str]] = field(default_factory=dict)
    filled: dict[datetime, date] = field(default_factory=dict)
    off: list[tuple[datetime, datetime]] = field(default_factory=list)


def of_day(day: date, clock: str) -> Iterator[tuple[str, bool]]:
    """What is written for this time of this diary day; and whether it is told again when nothing is noted."""
    for name, times in DOSES.items():
        if clock in times:
            yield f"dose|{name}|{day}T{clock}", name in CRITICAL
    for name, (times, weekdays) in ROUTINES.items():
        if clock in times and day.weekday() in weekdays:
            yield f"routine|{name}|{day}T{clock}", False
    if clock in BREAKS:
        yield f"break|{day}T{clock}", False
    if clock == CHECK_IN:
        yield f"check_in|{day}", False
    if clock == "09:00":
        yield from of_whole_day(day)


def of_whole_day(day: date) -> Iterator[tuple[str, bool]]:
    if day in STEPS:
        yield f"step|{day}", False
    for on in VISITS:
        if (on - day).days in (1, 0):
            yield f"visit|{on}|{(on - day).days}", False
    for on in INJECTIONS:
        if (on - day).days in (7, 1, 0):
            yield f"injection|{on}|{(on - day).days}", False
    filled = max((each for each in FILLS if each < day), default=None)
    if filled is not None:
        left = (filled + timedelta(days=FILL_LASTS) - day).days
        if left in MARKS:
            yield f"pump|{left}|{filled}", left <= 7


def told(story: Story, chance: random.Random) -> Story:
    """Fills the story: every minute of five months, what rings then, and what is done about it."""
    at, seen = FIRST, set[str]()
    while at < LAST:
        shown, before = wall(at), wall(at - MINUTE)
        skipped = int((shown - before) / MINUTE) - 1
        for n in range(max(skipped, 0) + 1):
            left_out = before + MINUTE * (n + 1)
            # On arrival at once; in the spring night as much later as the clock jumped.
            rings = at + MINUTE * n if at == SPRING and n < skipped else at
            day = (left_out - timedelta(hours=4)).date()
            for what, is_firm in of_day(day, f"{left_out:%H:%M}"):
                if what not in seen:
                    seen.add(what)
                    _lived(story, what, rings, is_firm, chance)
        at += MINUTE
    for filled in FILLS:
        noon = datetime(filled.year, filled.month, filled.day, 15, tzinfo=UTC)
        story.filled[noon] = filled
    return story


def _lived(story: Story, what: str, at: datetime, is_firm: bool, chance: random.Random) -> None:
    """The machine may be off, the person may note it before or after, ask for later, or leave it."""
    kind, mood = what.split("|")[0], chance.random()
    can_act = kind in {"dose", "routine"} and at - BACK not in (timedelta(), MINUTE)
    early, after = at - 20 * MINUTE, at + 10 * MINUTE
    if can_act and mood < 0.1 and _is_on(story, early, at):
        story.done.setdefault(early, []).append(what)
        return
    first = _ring(story, (what, 1), at)
    firm = at if first is None else first.at
    if can_act and 0.1 < mood < 0.2 and _is_on(story, at, after):
        story.done.setdefault(after, []).append(what)
        return
    if can_act and mood > 0.93 and _is_on(story, at, after):
        story.later.setdefault(after, []).append(what)
        again = after + 10 * MINUTE
        _ring(story, (what, 3), again)
        firm = again
    if is_firm:
        _ring(story, (what, 2), (firm if mood > 0.93 and can_act else at) + SECOND_CALL)


def _ring(story: Story, call: tuple[str, int], at: datetime) -> Ring:
    """Late where the machine is off then: a dose and a routine within the hour still help."""
    ring = Ring(at)
    for begins, ends in story.off:
        if begins <= at < ends:
            ring = Ring(ends, may_fail=not call[0].startswith(("dose", "routine")) or ends - at > 60 * MINUTE)
    story.rings[call] = ring
    return ring


def _is_on(story: Story, first: datetime, last: datetime) -> bool:
    return not any(begins <= last and first <= ends for begins, ends in story.off)
