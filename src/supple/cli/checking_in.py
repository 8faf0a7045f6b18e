"""`supple check-in`: how it is, by numbers and codes. What is not given stays unanswered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import Now, Person, Zone

if TYPE_CHECKING:
    from supple.actions import PersonSettings
    from supple.model import Fact, Side, When


def check_in(
    stiffness: Annotated[float | None, typer.Option("--stiffness", help="Now, 0 (none) to 10 (worst).")] = None,
    pain: Annotated[float | None, typer.Option("--pain", help="Now, 0 to 10.")] = None,
    sleep: Annotated[
        float | None, typer.Option("--sleep", help="Last night’s sleep, 0 (worst) to 10 (best).")
    ] = None,
    mood: Annotated[float | None, typer.Option("--mood", help="Now, 0 (worst) to 10 (best).")] = None,
    spasms_night: Annotated[int | None, typer.Option("--spasms-night", help="How many last night.")] = None,
    spasms_day: Annotated[int | None, typer.Option("--spasms-day", help="How many today.")] = None,
    part: Annotated[str | None, typer.Option("--part", help="Where the stiffness is, such as calf.")] = None,
    side: Annotated[str | None, typer.Option("--side", help="left, right or both.")] = None,
    hindered: Annotated[
        list[str] | None,
        typer.Option("--hindered", help="What it hindered, such as walking=4. May be given several times."),
    ] = None,
    helped: Annotated[
        list[str] | None,
        typer.Option(
            "--helped", help="Did stiffness help? standing=yes, walking=no, transfer=no. May be given several times."
        ),
    ] = None,
    factor: Annotated[
        list[str] | None,
        typer.Option("--factor", help="What was there today, such as heat. May be given several times."),
    ] = None,
    no_factor: Annotated[
        list[str] | None,
        typer.Option("--no-factor", help="What was explicitly not there. May be given several times."),
    ] = None,
    own: Annotated[
        list[str] | None,
        typer.Option("--own", help="A symptom of your own, such as “burning feet=4”. May be given several times."),
    ] = None,
    person: Person = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """Check in by numbers. What you leave out stays unanswered: it is not a no and not a zero."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.diary import open_diary
    from supple.knowledge.saying import say
    from supple.model import (
        Count,
        Day,
        DaySlot,
        Instant,
        Period,
        Rating,
        Recall,
        Slot,
        UserError,
        local_day_of,
        night_day_of,
    )

    opened = open_diary(person, zone)
    local = zone_or_local(zone) if zone else opened.zone
    moment = now_or(now, local)
    at = Instant(moment, local)
    today = Day(local_day_of(at), local)
    night = DaySlot(local_day_of(at) if at.local.hour >= 4 else night_day_of(at), Slot.NIGHT, local)
    facts: list[tuple[Fact, When]] = []
    for code, value in (("stiffness", stiffness), ("pain", pain), ("mood", mood)):
        if value is not None:
            where = (known_part(part), side_of(side)) if code == "stiffness" else (None, None)
            facts.append((Rating(code, _level(code, value), part=where[0], side=where[1]), at))
    if sleep is not None:
        facts.append((Rating("sleep_quality", _level("sleep", sleep), Recall.LAST_NIGHT), night))
    for option, count, period, when in (
        ("--spasms-night", spasms_night, Period.NIGHT, night),
        ("--spasms-day", spasms_day, Period.DAY, today),
    ):
        if count is not None:
            if not 0 <= count <= 500:
                raise UserError(f"{count} is not a count of spasms.", field=option, hint="Give 0 to 500.")
            facts.append((Count("spasms", count, period), when))
    facts += _from_pairs(hindered, helped, today)
    facts += _from_own(own, today, actions.settings(opened.account, opened.person_id) if own else None)
    facts += _from_factors(factor, no_factor, today, night)
    if not facts:
        raise UserError("nothing was given.", hint="Try: supple check-in --stiffness 6 --factor poor_sleep")
    actions.save_facts(opened.account, opened.person_id, facts, now=moment, source="check-in")
    for fact, _when in facts:
        print(f"  {say(fact)}")
    print("Noted.")


def _level(name: str, value: float) -> float:
    from supple.model import UserError

    if not 0 <= value <= 10:
        raise UserError(f"{value:g} is outside the scale.", field=f"--{name}", hint="Give 0 to 10.")
    return value


def side_of(text: str | None) -> Side | None:
    from supple.model import Side, UserError

    if text is None:
        return None
    try:
        return Side(text.casefold())
    except ValueError:
        raise UserError(f"{text!r} is not a side.", field="--side", hint="Give left, right or both.") from None


def known_part(text: str | None) -> str | None:
    from supple.knowledge import load

    return None if text is None else _known(text, load().body_parts, "--part")


def _known(text: str, entries: object, option: str) -> str:
    """The code meant by a code, a label or an alias."""
    from collections.abc import Mapping

    from supple.model import UserError

    assert isinstance(entries, Mapping)
    wanted = text.strip().casefold()
    for code, entry in entries.items():
        names = {code.casefold(), entry.label.casefold(), *(alias.casefold() for alias in entry.aliases)}
        if wanted in names or wanted.replace(" ", "_") in names:
            return str(code)
    raise UserError(f"{text!r} is not known.", field=option, hint=f"Known: {', '.join(sorted(entries))}.")


def _from_pairs(hindered: list[str] | None, helped: list[str] | None, today: When) -> list[tuple[Fact, When]]:
    from supple.model import Answer, Rating, Recall, UserError

    facts: list[tuple[Fact, When]] = []
    for pair in hindered or ():
        what, _, number = pair.partition("=")
        from supple.knowledge import load

        code = f"hindered.{_known(what, load().hindrances, '--hindered').removeprefix('hindered.')}"
        try:
            value = float(number)
        except ValueError:
            raise UserError(f"{pair!r} has no number.", field="--hindered", hint="Write it like walking=4.") from None
        facts.append((Rating(code, _level("hindered", value), Recall.LAST_24_H), today))
    for pair in helped or ():
        what, _, said = pair.partition("=")
        if what not in {"standing", "walking", "transfer"} or said not in {"yes", "no"}:
            raise UserError(
                f"{pair!r} is not an answer.", field="--helped", hint="Write standing=yes, walking=no or transfer=no."
            )
        facts.append((Answer(f"stiffness_helped_{what}", said == "yes"), today))
    return facts


def _from_own(own: list[str] | None, today: When, chosen: PersonSettings | None) -> list[tuple[Fact, When]]:
    from supple import actions
    from supple.model import Rating, Recall, UserError

    facts: list[tuple[Fact, When]] = []
    for pair in own or ():
        name, _, number = pair.rpartition("=")
        code = actions.symptom_named(chosen, name) if chosen is not None else None
        if code is None:
            raise UserError(
                f"{name or pair!r} is no symptom of your own.",
                field="--own",
                hint="Add it first: supple symptom --add “burning feet”. Then: --own “burning feet=4”.",
            )
        try:
            value = float(number)
        except ValueError:
            raise UserError(f"{pair!r} has no number.", field="--own", hint="Write it like burning feet=4.") from None
        facts.append((Rating(code, _level("own", value), Recall.LAST_24_H), today))
    return facts


def _from_factors(
    present: list[str] | None, absent: list[str] | None, today: When, night: When
) -> list[tuple[Fact, When]]:
    from supple.knowledge import load
    from supple.model import Factor, Session

    knowledge = load()
    facts: list[tuple[Fact, When]] = []
    for option, names, there in (("--factor", present, True), ("--no-factor", absent, False)):
        for name in names or ():
            if name.startswith("own:"):
                facts.append((Factor(name.casefold(), there), today))
                continue
            code = _known(name, {**knowledge.factors, **knowledge.sessions}, option)
            if code in knowledge.sessions:
                facts.append((Session(code, done=there), today))
            else:
                last_night = knowledge.factors[code].when_noted == "last_night"
                facts.append((Factor(code, there), night if last_night else today))
    return facts
