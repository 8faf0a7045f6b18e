"""What can be said of these seven days? Better, courage, habits and the days noted become one look back.

What is told follows from what was noted, never from a blank, and never says what brought it. A hard week, or an alert
that asks for a call, leads: then nothing is called better, whatever the numbers say.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple.lookback import better as comparing
from supple.lookback.courage import wins
from supple.lookback.habits import NOTING, habits
from supple.model import (
    DAY_STARTS_AT_HOUR,
    Alert,
    AlertStep,
    Better,
    Comparison,
    DailyTable,
    Event,
    HabitKept,
    Hard,
    LookBack,
    Plan,
    Step,
    Tier,
    Win,
    WinKind,
)
from supple.words import N_, _, later, n_

MOST_LINES = 5
MOST_WINS = 3
# These rules are about a date in the plan or a result, not about how somebody is.
ABOUT_DATES = frozenset({"R05", "R30"})
LEADS = later(
    {
        Hard.ALERT: N_("A hard week."),
        Hard.RATING: N_("A hard week."),
        Hard.WAITS: N_("Something waits for a call."),
    }
)


@dataclass(frozen=True)
class Seen:
    """What a look back is made from: one person's shown entries, each with its day, and what was made of them.

    `noted` stand on a day; `beside` were agreed, or done about alerts, and stand on the day they are from. `alerts`
    are those that fire now, or passed with nobody's answer. `paused` are days of rest from being asked.
    `is_open`: the last day is today, and not over.
    """

    noted: Sequence[tuple[Event, date]]
    beside: Sequence[tuple[Event, date]]
    table: DailyTable
    plan: Plan
    alerts: Sequence[Alert] = ()
    paused: Collection[date] = frozenset()
    is_open: bool = False


def look_back(
    seen: Seen,
    last: date,
    *,
    main: str | None = None,
    own_helpers: Collection[str] = (),
    whose: str = "",
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> LookBack:
    """The seven days that end on `last`.

    Args:
        seen: what it is made from.
        last: the last of the seven days.
        main: the column that this person looks at first; stiffness when left out.
        own_helpers: codes of what the person does for themselves, in their own words.
        whose: the person's name, for a helper who reads it.
        day_starts_at_hour: as the person chose.
    """
    week = [last - timedelta(days=ago) for ago in range(comparing.WEEK_DAYS - 1, -1, -1)]
    compared = [
        one
        for column in comparing.looked_at(main)
        if (one := comparing.compare(seen.table, column, last)) is not None
    ]
    every = (*seen.noted, *seen.beside)
    took = wins(every, week, paused=seen.paused, whose=whose, day_starts_at_hour=day_starts_at_hour)
    hard = _hard(seen, week, comparing.was_hard(compared, main))
    went_better: tuple[Better, ...] = ()
    if hard is None:
        went_better = comparing.better(compared, said_worse=_said_worse(seen.noted, week))
    else:
        took = tuple(win for win in took if win.kind is not WinKind.GOAL)
    kept = habits(seen.noted, seen.plan, week, paused=seen.paused, own_helpers=own_helpers, is_open=seen.is_open)
    by_people = [(event, day) for event, day in seen.noted if day in week and event.noted_by.role != "device"]
    return LookBack(
        first=week[0],
        last=last,
        days_noted=len({day for _ignored, day in by_people}),
        hard=hard,
        lead=LEADS[hard] if hard else "",
        lines=_lines(went_better, took, kept if hard is None else (), _noted_words(by_people, whose)),
        better=went_better,
        habits=kept,
        wins=took,
    )


def _hard(seen: Seen, week: Sequence[date], is_worse: bool) -> Hard | None:
    """An alert above T3 that is there now or was raised in these days, unless somebody said no call was needed."""
    rules = {alert.rule for alert in seen.alerts if alert.tier is not Tier.T3}
    steps = [
        event.fact for event, day in seen.beside if isinstance(event.fact, AlertStep) and week[0] <= day <= week[-1]
    ]
    not_needed = {step.rule for step in steps if step.step is Step.NOT_NEEDED}
    rules |= {
        step.rule
        for step in steps
        if step.step is Step.RAISED and step.tier is not Tier.T3 and step.rule not in not_needed
    }
    if any(not _is_about_the_plan(rule) for rule in rules):
        return Hard.ALERT
    if is_worse:
        return Hard.RATING
    return Hard.WAITS if rules else None


def _is_about_the_plan(rule: str) -> bool:
    """Two medicines that should not meet (I01 …) say nothing about how a week was either."""
    return rule in ABOUT_DATES or rule.startswith("I")


def _said_worse(noted: Sequence[tuple[Event, date]], week: Sequence[date]) -> frozenset[str]:
    return frozenset(
        event.fact.code
        for event, day in noted
        if day in week and isinstance(event.fact, Comparison) and event.fact.change in {"worse", "much_worse"}
    )


def _lines(
    went_better: Sequence[Better], took: Sequence[Win], kept: Sequence[HabitKept], noted: str
) -> tuple[str, ...]:
    told = [one.words for one in went_better] + [one.words for one in took[:MOST_WINS]]
    done = [
        _("{label} on {days}").format(label=one.label, days=_days(one.days_done))
        for one in kept
        if one.days_done and one.code != NOTING
    ]
    if done:
        told.append(_("Done, and noted: {items}.").format(items=", ".join(done)))
    return (*told[: MOST_LINES - 1], noted)


def _noted_words(by_people: Sequence[tuple[Event, date]], whose: str) -> str:
    days = {day for _ignored, day in by_people}
    if not days:
        return _("Nothing was noted in these seven days. That says nothing about how they were.")
    count = _days(len(days))
    own = {day for event, day in by_people if event.noted_by.role == "self"}
    begin = (
        _("You noted on {count}.").format(count=count)
        if own == days and not whose
        else _("There are notes on {count}.").format(count=count)
    )
    return _("{begin} That is {count} {more} team can see.").format(
        begin=begin, count=count, more=_("the") if whose else _("your")
    )


def _days(count: int) -> str:
    return n_("{count} day", "{count} days", count).format(count=count)
