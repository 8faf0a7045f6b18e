"""`supple tap`, `as-yesterday`, `catch-up`, `pause`: what the buttons on Today do, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import DryRun, Now, Person, Zone

if TYPE_CHECKING:
    from datetime import date, datetime

    from supple.cli.diary import Opened

WHAT = {"spasm": "spasms", "cramp": "cramps", "clonus": "clonus"}
STRENGTHS = {"mild": 1, "moderate": 2, "severe": 3}


def tap(
    what: Annotated[str, typer.Argument(help="spasm, cramp or clonus.")],
    part: Annotated[str | None, typer.Option("--part", help="Where it was, such as calf.")] = None,
    side: Annotated[str | None, typer.Option("--side", help="left, right or both.")] = None,
    strength: Annotated[str | None, typer.Option("--strength", help="mild, moderate or severe.")] = None,
    day: Annotated[str | None, typer.Option("--day", help="An earlier day, such as 2026-11-23.")] = None,
    person: Person = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """One more spasm, cramp or bout of clonus, now."""
    from supple import actions
    from supple.cli.checking_in import known_part, side_of
    from supple.knowledge.saying import say
    from supple.model import UserError

    code = WHAT.get(what.casefold().removesuffix("s")) or WHAT.get(what.casefold())
    if code is None:
        raise UserError(f"{what!r} cannot be counted by one tap.", hint=f"Known: {', '.join(WHAT)}.")
    if strength is not None and strength.casefold() not in STRENGTHS:
        raise UserError(f"{strength!r} is no strength.", field="--strength", hint=f"Known: {', '.join(STRENGTHS)}.")
    where = (known_part(part), side_of(side))
    if where[0] is None and side is not None:
        raise UserError("a side needs a place.", field="--side", hint="Add --part, such as --part calf.")
    opened, moment = _open(person, zone, now)
    on = _day(day)
    if on is not None:
        actions.check_past_day(on, _today(opened, moment))
    event = actions.tap(opened.account, opened.person_id, code, now=moment, day=on)
    assert event.group is not None
    fact = event.fact
    if where[0] is not None:
        said = actions.say_where(opened.account, opened.person_id, event.group, where[0], where[1], now=moment)
        fact = said[0].fact
    if strength is not None:
        level = STRENGTHS[strength.casefold()]
        fact = actions.say_how_strong(opened.account, opened.person_id, event.group, level, now=moment)[0].fact
    print(f"  {say(fact)}\nNoted.")


def as_yesterday(
    day: Annotated[str | None, typer.Option("--day", help="For an earlier day, as the day before it.")] = None,
    dry_run: DryRun = False,
    person: Person = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """Say yesterday’s answers again for today: how you are, never what happened."""
    from supple import actions
    from supple.knowledge.saying import say

    opened, moment = _open(person, zone, now)
    said = actions.as_yesterday(opened.account, opened.person_id, now=moment, day=_day(day), dry_run=dry_run)
    for fact, _ in said.kept:
        print(f"  {say(fact)}")
    for fact, _ in said.to_ask:
        print(f"  not said again, since it would change when to call: {say(fact)}")
    if said.to_ask:
        print("How is it now? Give the number: supple check-in --stiffness N")
    if said.kept:
        print(f"{'Would be noted' if dry_run else 'Noted'} for {said.day.isoformat()}, as the day before.")


def catch_up(
    day: Annotated[str | None, typer.Argument(help="The day, such as 2026-11-23. Without it: the last days.")] = None,
    stiffness: Annotated[float | None, typer.Option("--stiffness", help="Over the day, 0 to 10.")] = None,
    than_before: Annotated[
        str | None, typer.Option("--than-before", help="better, same or worse than the day before it.")
    ] = None,
    person: Person = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """Fill in an earlier day, or see which of the last days are open. A day you leave stays open."""
    from supple import actions
    from supple.knowledge.saying import say
    from supple.model import UserError

    opened, moment = _open(person, zone, now)
    on = _day(day)
    if on is None:
        if stiffness is not None or than_before is not None:
            raise UserError("for which day?", field="DAY", hint="Try: supple catch-up 2026-11-23 --than-before same")
        _show_days(opened, moment)
        return
    (event,) = actions.say_of_day(
        opened.account, opened.person_id, on, now=moment, stiffness=stiffness, change=than_before
    )
    print(f"  {on.isoformat()}: {say(event.fact)}\nNoted.")


def pause(
    since: Annotated[str | None, typer.Option("--since", help="The first day. Default: today.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day, if you know it.")] = None,
    end: Annotated[bool, typer.Option("--end", help="End the pause: today counts again.")] = False,
    person: Person = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """A sick day or a holiday: Supple asks about no day. Alerts are never paused."""
    from supple import actions
    from supple.knowledge.saying import say
    from supple.model import UserError

    if end and (since or until):
        raise UserError("--end takes no days.", field="--end", hint="Give it alone.")
    opened, moment = _open(person, zone, now)
    if end:
        ended = actions.end_pause(opened.account, opened.person_id, now=moment)
        print("The pause has ended." if ended else "No pause is running.")
        return
    event = actions.pause(opened.account, opened.person_id, now=moment, since=_day(since), until=_day(until))
    print(f"  {say(event.fact)}\nNoted. Alerts are worked out as ever. To end it: supple pause --end")


def _show_days(opened: Opened, moment: datetime) -> None:
    from supple import actions
    from supple.knowledge.saying import say

    found = actions.catch_up(opened.account, opened.person_id, now=moment)
    for each in found.days:
        said = "; ".join(say(entry.event.fact) for entry in each.said)
        words = said or ("a day of rest" if each.is_paused else "open" if each.is_open else "not asked")
        print(f"  {each.day:%a} {each.day.isoformat()}  {words}")
    print("A day you leave stays open. To fill one in: supple catch-up DAY --than-before same")


def _open(person: str | None, zone: str | None, now: str | None) -> tuple[Opened, datetime]:
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.diary import open_diary

    opened = open_diary(person, zone)
    return opened, now_or(now, zone_or_local(zone) if zone else opened.zone)


def _today(opened: Opened, moment: datetime) -> date:
    from supple import actions
    from supple.model import Instant, local_day_of

    starts = actions.settings(opened.account, opened.person_id).day_starts_at_hour
    return local_day_of(Instant(moment, opened.zone), starts)


def _day(text: str | None) -> date | None:
    from datetime import date

    from supple.model import UserError

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is not a day.", hint="Write it like 2026-11-23.") from None
