"""`supple activity`: a walk, the bike, water, therapy, with how long and how it felt; or what was noted lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import Now, Person

if TYPE_CHECKING:
    from supple.actions import ActivityView


def activity(
    what: Annotated[
        str | None,
        typer.Argument(help="walk, bike, water, yoga, exercise, frame, pt, ot or homework. Without: the last weeks."),
    ] = None,
    minutes: Annotated[int | None, typer.Argument(help="For how many minutes, if you like.")] = None,
    felt: Annotated[str, typer.Option("--felt", help="good, eased, same, hard or hurt.")] = "",
    at: Annotated[str, typer.Option("--at", help="At what time, such as 10:30. Default: now.")] = "",
    day: Annotated[str | None, typer.Option("--day", help="An earlier day, such as 2026-11-19.")] = None,
    person: Person = None,
    now: Now = None,
) -> None:
    """Note a walk, a swim or therapy, or show the last weeks."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.activity import FELT, MOST_MINUTES
    from supple.knowledge.saying import say
    from supple.model import Day, Instant, Session, UserError, When, local_day_of
    from supple.plan.clock import read_clock

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if what is None:
        _print_weeks(actions.activity(opened.account, opened.person_id, now=moment))
        return
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise UserError(f"{minutes} is no number of minutes.", field="MINUTES", hint=f"Give 1 to {MOST_MINUTES}.")
    if felt and felt not in FELT:
        raise UserError(f"{felt!r} is not known.", field="--felt", hint=f"One of: {', '.join(FELT)}.")
    on, wall = day_or_none(day), read_clock(at) if at else None
    if at and wall is None:
        raise UserError(f"{at!r} is no time of day.", field="--at", hint="Write it like 10:30.")
    when: When = Instant(moment, opened.zone)
    if wall is not None:
        local = datetime.combine(on or moment.astimezone(ZoneInfo(opened.zone)).date(), wall, ZoneInfo(opened.zone))
        when = Instant(local.astimezone(UTC), opened.zone)
    elif on is not None:
        when = Day(on, opened.zone)
    if (isinstance(when, Instant) and when.at_utc > moment) or (on or local_day_of(when)) > local_day_of(
        Instant(moment, opened.zone)
    ):
        raise UserError("that has not come yet.", field="--day" if on else "--at", hint="Note it when it was done.")
    fact = Session(_code(what), minutes=None if minutes is None else float(minutes), felt=felt or None)
    actions.save_facts(opened.account, opened.person_id, [(fact, when)], now=moment, source="activity")
    print(f"Saved: {say(fact)}")


def _code(what: str) -> str:
    from supple.knowledge import load
    from supple.knowledge.activity import ACTIVITIES, SHORT
    from supple.model import UserError

    wanted = " ".join(what.split()).casefold()
    sessions = load().sessions
    for code in ACTIVITIES:
        if wanted in {code, sessions[code].label.casefold(), *sessions[code].aliases}:
            return code
    if wanted not in SHORT:
        known = ", ".join((*ACTIVITIES, *SHORT))
        raise UserError(f"{what!r} is no activity that is known here.", field="WHAT", hint=f"One of: {known}.")
    return SHORT[wanted]


def _print_weeks(view: ActivityView) -> None:
    from supple.knowledge.saying import say

    for day, event in view.sessions:
        print(f"  {day.isoformat()}  {say(event.fact)}")
    if not view.sessions:
        print("Nothing is noted in the last two weeks. That says nothing of what was done.")
    for week in view.weeks:
        said = "no minutes said" if week.minutes is None else f"{week.minutes:g} minutes"
        more = f", {week.without_minutes} with no minutes said" if week.minutes and week.without_minutes else ""
        nothing = "noted as not done" if week.said_no else "nothing noted"
        times = "1 time" if week.times == 1 else f"{week.times} times"
        print(f"  week of {week.monday.isoformat()}: {f'{times}, {said}{more}' if week.times else nothing}")
