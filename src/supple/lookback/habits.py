"""How well has a habit held lately? A score that one missed day lowers a little and never breaks.

Each day pulls the score towards 1 where the habit held and towards 0 where it did not; half of a pull is gone after
`HALF_LIFE_DAYS`. So no single day moves it by more than `MOST_A_DAY`. One time holds for as many days as lie between
two times by the person's own usual (its rhythm): who stretches on Tuesdays and Fridays misses nothing on Wednesday.
A day in a pause is not there at all. A day with nothing noted lowers gently, and is said as "not noted".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from supple import knowledge
from supple.knowledge.medicine_names import plain_name
from supple.model import Event, Factor, HabitKept, HabitMark, Plan, Session
from supple.words import N_, _

HALF_LIFE_DAYS = 14
MOST_A_DAY = 1 - 0.5 ** (1 / HALF_LIFE_DAYS)
MOST_RHYTHM_DAYS = 7
# Done so often in the last four weeks it is a habit; what was agreed as a routine needs to be noted only once.
HABIT_DAYS, HABIT_TIMES = 28, 3
MOST_SHOWN = 4
NOTING = "noting"
NOTING_LABEL = N_("noting in the diary")
# What others do, and rest: a sick day is no gap in it.
NO_HABIT = frozenset({"rest", "massage"})


@dataclass
class _Done:
    yes: set[date] = field(default_factory=set)
    no: set[date] = field(default_factory=set)


def score(done: Collection[date], last: date, *, paused: Collection[date] = ()) -> float:
    """0 to 1 on `last`, beginning at 0 on the day before the habit was first done.

    Args:
        done: days on which it was noted as done.
        last: the day to tell it for; later days are not looked at.
        paused: days that count neither way.
    """
    held = 0.0
    for holds in _days_held(done, last, paused):
        held += (holds - held) * MOST_A_DAY
    return held


def _days_held(done: Collection[date], last: date, paused: Collection[date]) -> Iterator[float]:
    """1 or 0 for each day that counts. The rhythm is the one known on that day: who does it more often from now on
    has not done it too seldom before."""
    away = frozenset(paused)
    done_on = {day for day in done if day <= last} - away
    gaps: list[int] = []
    since = left = 0
    first = min(done_on, default=last)
    for n in range((last - first).days + 1 if done_on else 0):
        day = first + timedelta(days=n)
        if day in away:
            continue
        since, left = since + 1, left - 1
        if day in done_on:
            gaps += [since] if n else []
            since, left = 0, _rhythm(gaps)
        yield 1.0 if left > 0 else 0.0


def rhythm_of(done: Iterable[date], *, paused: Collection[date] = ()) -> int:
    """The usual number of days from one time to the next, pauses left out, from 1 to `MOST_RHYTHM_DAYS`."""
    away = frozenset(paused)
    days = sorted(set(done) - away)
    return _rhythm(
        [sum(a + timedelta(days=n) not in away for n in range(1, (b - a).days + 1)) for a, b in pairwise(days)]
    )


def _rhythm(gaps: Sequence[int]) -> int:
    return min(median_low(gaps), MOST_RHYTHM_DAYS) if gaps else 1


def habits(
    noted: Sequence[tuple[Event, date]],
    plan: Plan,
    week: Sequence[date],
    *,
    paused: Collection[date] = (),
    own_helpers: Collection[str] = (),
    is_open: bool = False,
) -> tuple[HabitKept, ...]:
    """What the person does, agreed routines first, then by how well each has held; noting is the last of them.

    Medicines are never among them: taking them is no game. `is_open`: the last day is not over, so that what is not
    noted on it lowers nothing yet.
    """
    last = week[-1]
    known = _known(noted, last, own_helpers)
    agreed = {plain_name(item.name) for item in plan.in_force("routine")}
    found = []
    for code, done in known.items():
        label = knowledge.label(code)
        is_agreed = code != NOTING and bool({plain_name(label), plain_name(_bare(label))} & agreed)
        lately = sum(day > last - timedelta(days=HABIT_DAYS) for day in done.yes)
        if lately >= (1 if is_agreed else HABIT_TIMES):
            found.append(_kept(code, label, done, week, paused, is_agreed=is_agreed, is_open=is_open))
    found.sort(key=lambda one: (one.code == NOTING, not one.is_agreed, -one.score, one.code))
    doing = [one for one in found if one.code != NOTING]
    return (*doing[:MOST_SHOWN], *(one for one in found if one.code == NOTING))


def _known(noted: Sequence[tuple[Event, date]], last: date, own_helpers: Collection[str]) -> Mapping[str, _Done]:
    known: dict[str, _Done] = {}
    for event, day in noted:
        if day > last or event.noted_by.role == "device":
            continue
        known.setdefault(NOTING, _Done()).yes.add(day)
        fact = event.fact
        if isinstance(fact, Session) and fact.code not in NO_HABIT:
            is_done = fact.done
        elif isinstance(fact, Factor) and fact.code in own_helpers:
            is_done = fact.present
        else:
            continue
        done = known.setdefault(fact.code, _Done())
        (done.yes if is_done else done.no).add(day)
    return known


def _kept(
    code: str,
    label: str,
    done: _Done,
    week: Sequence[date],
    paused: Collection[date],
    *,
    is_agreed: bool,
    is_open: bool,
) -> HabitKept:
    until = week[-2] if is_open and week[-1] not in done.yes else week[-1]
    return HabitKept(
        code=code,
        label=_(NOTING_LABEL) if code == NOTING else label,
        score=score(done.yes, until, paused=paused),
        rhythm_days=rhythm_of(done.yes, paused=paused),
        marks=tuple(_mark(day, done, paused) for day in week),
        is_agreed=is_agreed,
    )


def _mark(day: date, done: _Done, paused: Collection[date]) -> HabitMark:
    if day in done.yes:
        return HabitMark.DONE
    if day in paused:
        return HabitMark.PAUSED
    return HabitMark.NOT_DONE if day in done.no else HabitMark.NOT_NOTED


def _bare(label: str) -> str:
    """ "A bedtime stretch" is agreed as "bedtime stretch"."""
    return label.removeprefix("a ").removeprefix("an ")
