"""`supple plan goal`, `visit`, `question`, `decided`, `aid`, `sheet`: what is agreed besides medicines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, Now, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from supple.cli.diary import Opened
    from supple.model import Event

app = typer.Typer(rich_markup_mode=None)

_On = Annotated[str | None, typer.Option("--on", help="The day, such as 2026-05-20. Default: today.")]


@app.command("goal")
def goal(
    words: Annotated[str | None, typer.Argument(help="The goal, in own words. Without it: list them.")] = None,
    area: Annotated[
        str,
        typer.Option("--area", help="walking, transfers, standing, dressing, hygiene, sleep, ease_of_care, other."),
    ] = "",
    agreed_with: Annotated[str, typer.Option("--with", help="With whom it was agreed.")] = "",
    by: Annotated[str | None, typer.Option("--by", help="By which day, such as 2026-12-01.")] = None,
    end: Annotated[bool, typer.Option("--end", help="Cross this goal off. It stays in the history.")] = False,
    put_right: Annotated[
        str | None,
        typer.Option("--put-right", help="Its words as they shall be. Those before stay in its history."),
    ] = None,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down a goal, or list the goals with how near life came to each."""
    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.agreeing import LEVELS

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if words is None:
        goals = actions.agreements(opened.account, opened.person_id, now=moment).goals
        for each in goals:
            print(f"{each.said}, since {each.agreed_on.isoformat()}")
            for on, before in each.said_before:
                print(f"  before, from {on.isoformat()}: {before}")
            for noted in each.attained:
                print(f"  {noted.on.isoformat()}: {noted.level:+d}, {LEVELS[noted.level]}")
            if not each.attained:
                print("  not noted yet how near it is")
        if not goals:
            print("No goal is written down.")
        return
    if put_right is not None:
        _put_right(opened, words, put_right, area=area, agreed_with=agreed_with, by=by, moment=moment)
        return
    if end:
        done = actions.end_agreed(opened.account, opened.person_id, "goal", words, now=moment, source="cli")
    else:
        done = actions.add_goal(
            opened.account,
            opened.person_id,
            words,
            area=area,
            agreed_with=agreed_with,
            by=day_or_none(by, "--by"),
            now=moment,
            source="cli",
        )
    _say(done)


def _put_right(
    opened: Opened, words: str, new: str, *, area: str, agreed_with: str, by: str | None, moment: datetime
) -> None:
    """What is not given stays as it is."""
    from supple import actions
    from supple.cli.clock import day_or_none
    from supple.plan import goal_named

    held = actions.agreements(opened.account, opened.person_id, now=moment)
    goal = goal_named(held.plan, words)
    known = {} if goal is None else goal.item.detail
    done = actions.put_goal_right(
        opened.account,
        opened.person_id,
        words,
        new,
        area=area or known.get("area", ""),
        agreed_with=agreed_with or known.get("agreed_with", ""),
        by=day_or_none(by or known.get("by"), "--by"),
        now=moment,
        source="cli",
    )
    if done:
        _say(done)
    else:
        print("It says so already. Nothing was changed.")


@app.command("attained", context_settings={"ignore_unknown_options": True})
def attained(
    goal_words: Annotated[str, typer.Argument(help="The goal, as it was written down.", metavar="GOAL")],
    level: Annotated[
        str,
        typer.Argument(help="-2 much less than hoped, -1 less, 0 as hoped, 1 more, 2 much more.", metavar="LEVEL"),
    ],
    on: _On = None,
    person: Person = None,
    now: Now = None,
) -> None:
    """Note how near life came to a goal: one of five levels, 0 is as hoped."""
    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError

    try:
        number = int(level)
    except ValueError:
        raise UserError(f"{level!r} is no level.", field="LEVEL", hint="Give -2, -1, 0, 1 or 2.") from None
    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    day = day_or_none(on, "--on")
    _say(
        actions.note_attained(opened.account, opened.person_id, goal_words, number, on=day, now=moment, source="cli")
    )


@app.command("visit")
def visit(
    name: Annotated[str | None, typer.Argument(help="With whom. Without it: list the visits.")] = None,
    on: _On = None,
    called_off: Annotated[bool, typer.Option("--called-off", help="This visit does not take place.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down a visit, or list the visits with what was decided."""
    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.agreeing import decided_words
    from supple.model import UserError

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if name is None:
        held = actions.agreements(opened.account, opened.person_id, now=moment)
        visits = sorted(dict.fromkeys((*held.past, *held.coming)), key=lambda each: (each.valid_from, each.name))
        for each in visits:
            decided = decided_words(each)
            print(f"{each.valid_from.isoformat()}  {each.name}" + (f": {decided}" if decided else ""))
        for question in held.questions:
            print(f"To ask: {question.words or question.name}")
        if not visits:
            print("No visit is written down.")
        return
    day = day_or_none(on, "--on")
    if day is None:
        raise UserError("on which day?", field="--on", hint="Write it like --on 2026-12-01.")
    if called_off:
        done = actions.end_agreed(opened.account, opened.person_id, "visit", name, on=day, now=moment, source="cli")
    else:
        done = actions.add_visit(opened.account, opened.person_id, name, day, now=moment, source="cli")
    _say(done)


@app.command("question")
def question(
    words: Annotated[str, typer.Argument(help="What to ask at the next visit.")],
    asked: Annotated[bool, typer.Option("--asked", help="Tick it off as asked.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down a question for the next visit, or tick it off."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if asked:
        done = actions.end_agreed(opened.account, opened.person_id, "question", words, now=moment, source="cli")
    else:
        done = actions.add_question(opened.account, opened.person_id, words, now=moment, source="cli")
    _say(done)


@app.command("decided")
def decided(
    what: Annotated[
        str,
        typer.Argument(
            help="medicine_changed, injection_agreed, referral, new_appointment, nothing_changed or other.",
            metavar="WHAT",
        ),
    ],
    words: Annotated[str, typer.Option("--words", help="In a few words.")] = "",
    visit_name: Annotated[str | None, typer.Option("--visit", help="With whom. Default: the last visit.")] = None,
    on: _On = None,
    person: Person = None,
    now: Now = None,
) -> None:
    """Keep what was decided at a visit: at the last one, if none is named."""
    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    day = day_or_none(on, "--on")
    past = actions.agreements(opened.account, opened.person_id, now=moment).past
    meant = [
        each
        for each in past
        if (day is None or each.valid_from == day)
        and (visit_name is None or each.name.casefold() == " ".join(visit_name.split()).casefold())
    ]
    if not meant:
        raise UserError(
            "no such visit is written down.", field="--visit", hint='Write it down: supple plan visit "NAME" --on DAY'
        )
    last = meant[0]
    if len(meant) > 1 and meant[1].valid_from == last.valid_from:
        names = ", ".join(each.name for each in meant if each.valid_from == last.valid_from)
        raise UserError("there were several visits on that day.", field="--visit", hint=f"Name one of: {names}.")
    code = what.strip().casefold().replace(" ", "_").replace("-", "_")
    _say(
        actions.decide(
            opened.account, opened.person_id, last.name, last.valid_from, code, words=words, now=moment, source="cli"
        )
    )


@app.command("aid")
def aid(
    name: Annotated[str | None, typer.Argument(help="The aid, in own words. Without it: list them.")] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            help="cushion, brace (or splint), strap, cane, walker, wheelchair, cooling, bed, pillows, other.",
        ),
    ] = "other",
    since: Annotated[
        str | None, typer.Option("--from", help="From which day, such as 2026-05-20. Default: today.")
    ] = None,
    advised_by: Annotated[str, typer.Option("--advised-by", help="Who advised it.")] = "",
    uses: Annotated[
        list[str] | None,
        typer.Option("--uses-stiffness", help="It uses stiffness for standing or transfers. May be given twice."),
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="It is no longer used, from --from on.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down an aid or a thing at home, or list them."""
    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.saying import say

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if name is None:
        aids = actions.agreements(opened.account, opened.person_id, now=moment).aids
        for each in aids:
            print(f"{say(each)}, since {each.valid_from.isoformat()}")
        if not aids:
            print("No aid is written down.")
        return
    day = day_or_none(since, "--from")
    if end:
        done = actions.end_agreed(opened.account, opened.person_id, "aid", name, on=day, now=moment, source="cli")
    else:
        done = actions.add_aid(
            opened.account,
            opened.person_id,
            name,
            "brace" if kind == "splint" else kind,
            since=day,
            advised_by=advised_by,
            uses_stiffness=tuple(uses or ()),
            now=moment,
            source="cli",
        )
    _say(done)


@app.command("sheet")
def sheet(
    out: Annotated[Path | None, typer.Option("--out", help="Write the PDF here.")] = None,
    as_json: AsJson = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Put everything that was agreed on one sheet, to print or hand over."""
    import json

    from supple import actions
    from supple import report as room
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.cli.reporting import write
    from supple.model import UserError, plan_sheet_to_json

    if out is None and not as_json:
        raise UserError("where to?", field="--out", hint="Add --out plan.pdf, or --json.")
    opened = open_diary(person)
    made = actions.plan_sheet(opened.account, opened.person_id, now=now_or(now, opened.zone))
    if as_json:
        print(json.dumps(plan_sheet_to_json(made), ensure_ascii=False, indent=2))
    if out is None:
        return
    write(out, room.sheet_to_pdf(made))
    if not as_json:
        print(f"Written: {out}. It holds private health notes.")


def _say(events: Sequence[Event]) -> None:
    from supple.knowledge.saying import say

    for event in events:
        print(f"  {say(event.fact)}")
    print("Noted.")
