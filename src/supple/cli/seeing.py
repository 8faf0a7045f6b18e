"""`supple see`: the course, the clock, parts of the body, two stretches, and what comes with more days."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, Now, Person

if TYPE_CHECKING:
    from supple.model import Chart, SpanKind

app = typer.Typer(
    name="see",
    help="See the days in words and tables: the course, around the clock, parts of the body, two stretches.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
By = Annotated[str, typer.Option("--by", help="How long: day, week, month or year.")]
On = Annotated[str | None, typer.Option("--on", help="A day in it, such as 2026-05-20. Default: today.")]


@app.command("course")
def course(
    by: By = "week",
    on: On = None,
    what: Annotated[
        str, typer.Option("--what", help="One thing alone, by its column: stiffness, night_spasms …")
    ] = "",
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """See how a day, a week, a month or a year went, and what changed on the way."""
    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError

    opened = open_diary(person)
    view = actions.course(
        opened.account, opened.person_id, now=now_or(now, opened.zone), kind=_kind(by), on=day_or_none(on, "--on")
    )
    if what and what not in view.table.columns:
        names = ", ".join(view.columns) or "nothing"
        raise UserError(f"{what!r} was not noted in this time.", field="--what", hint=f"Noted was: {names}.")
    _show(actions.course_picture(view, what), as_json=as_json)


@app.command("hours")
def hours(
    what: Annotated[str, typer.Option("--what", help="spasms, cramps, clonus; stiffness or pain of 7 and more.")] = (
        "spasms"
    ),
    days: Annotated[int, typer.Option("--days", help="How many days back: 7, 28, 90 or 365.")] = 28,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """See at which hours of the clock it was noted. An hour with nothing noted is not known."""
    from supple import actions, charts
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    noted = actions.by_hour(opened.account, opened.person_id, now=now_or(now, opened.zone), code=what, days=days)
    _show(charts.dial(noted), as_json=as_json)


@app.command("body")
def body(
    by: Annotated[str, typer.Option("--by", help="How long: week, month or year.")] = "month",
    on: On = None,
    what: Annotated[str | None, typer.Option("--what", help="stiffness, spasms, pain …")] = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """See the parts of the body beside each other."""
    from supple import actions, charts
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError

    opened = open_diary(person)
    at, day = now_or(now, opened.zone), day_or_none(on, "--on")
    view = actions.by_part(opened.account, opened.person_id, now=at, kind=_kind(by), on=day, code=what)
    if what is not None and what not in view.codes:
        names = ", ".join(view.codes) or "nothing"
        raise UserError(f"no part of the body was noted for {what!r}.", field="--what", hint=f"Noted was: {names}.")
    _show(charts.body(view.strip, view.span.first, min(view.span.last, view.today)), as_json=as_json)


@app.command("compare")
def compare(
    one: Annotated[
        str | None, typer.Option("--one", help="First and last day of one stretch: 2026-05-01..2026-05-28.")
    ] = None,
    other: Annotated[str | None, typer.Option("--other", help="And of the other.")] = None,
    change: Annotated[
        str | None, typer.Option("--change", help="Before and after this change: its name from supple plan changes.")
    ] = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Set two stretches of days side by side. It shows what was noted, not why."""
    from supple import actions, charts
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    view = actions.two_stretches(
        opened.account,
        opened.person_id,
        now=now_or(now, opened.zone),
        one=_stretch(one, "--one"),
        other=_stretch(other, "--other"),
        change=change,
    )
    _show(charts.side_by_side(view.both), as_json=as_json)
    if not as_json:
        print("This shows what was noted. It does not say why.")
        if view.change is not None:
            print(f"Did it help? Ask:  supple plan change {view.change.id}")


@app.command("in-time")
def in_time(person: Person = None, as_json: AsJson = False, now: Now = None) -> None:
    """See what Supple can tell already, and what takes about how many more noted days."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import in_time_to_json

    opened = open_diary(person)
    told = actions.in_time(opened.account, opened.person_id, now=now_or(now, opened.zone))
    if as_json:
        print(json.dumps(in_time_to_json(told), ensure_ascii=False, indent=2))
        return
    print(told.sentence)
    for offer in told.offers:
        left = "there now" if offer.is_ready else f"in {offer.days_left} more noted days"
        print(f"  {offer.title}: {left}. {offer.words}")
    if told.questions:
        print(f"Still open about {told.outcome_label}. These are guesses; nobody can promise a finding.")
    for question in told.questions:
        print(f"  {', '.join(question.labels)}: {question.words}")


def _show(chart: Chart, *, as_json: bool) -> None:
    from rich.markup import escape
    from rich.table import Table

    from supple.cli.show import console
    from supple.model import chart_to_json

    if as_json:
        print(json.dumps(chart_to_json(chart), ensure_ascii=False, indent=2))
        return
    to = console()
    to.print(f"[bold]{escape(chart.title)}[/bold]")
    to.print(escape(chart.sentence))
    if chart.table_rows:
        table = Table(box=None, pad_edge=False)
        for head in chart.table_head:
            table.add_column(escape(head))
        for row in chart.table_rows:
            table.add_row(*map(escape, row))
        to.print(table)
    for letter, words in chart.key:
        to.print(f"{escape(letter)}  {escape(words)}")
    if chart.note:
        to.print(escape(chart.note))


def _kind(by: str) -> SpanKind:
    from supple.model import SpanKind, UserError

    try:
        return SpanKind(by)
    except ValueError:
        raise UserError(
            f"{by!r} is no length of time.", field="--by", hint="Give day, week, month or year."
        ) from None


def _stretch(text: str | None, option: str) -> tuple[date, date] | None:
    from supple.cli.clock import day_or_none
    from supple.model import UserError

    if text is None:
        return None
    first, dots, last = text.partition("..")
    if not dots:
        raise UserError(
            f"{text!r} is no stretch of days.", field=option, hint="Write it like 2026-05-01..2026-05-28."
        )
    days = day_or_none(first, option), day_or_none(last, option)
    assert days[0] is not None
    assert days[1] is not None
    return days[0], days[1]
