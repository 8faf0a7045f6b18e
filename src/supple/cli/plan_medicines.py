"""`supple plan medicine` and `supple plan ladder`: a medicine as prescribed, its steps, what was said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import DryRun, Now, Person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from supple.cli.diary import Opened
    from supple.model import MedicineCard, PlanItem, PlanReading

_OPTIONS = {
    "name": "NAME",
    "strength": "--strength",
    "strength_unit": "--unit",
    "each_time": "--each",
    "times": "--at",
    "food": "--food",
    "not_before_hours": "--not-before",
    "max_pieces_per_day": "--most",
    "pieces_per_day": "--pieces",
    "prescriber": "--by",
    "reason": "--reason",
    "from_day": "--from",
    "every_days": "--every",
    "steps": "--step",
    "ended_on": "--ended",
    "said_by": "--by",
    "said_on": "--said",
    "days": "--days",
    "move": "MOVE",
}
_NAME = Annotated[str, typer.Argument(help="The medicine, by its own name or a brand.", metavar="NAME")]


def medicine(
    name: _NAME,
    strength: Annotated[
        str | None, typer.Option("--strength", help="Of one piece: the number only, such as 10.")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="mg, g, mL, micrograms or sprays.")] = None,
    each: Annotated[
        str | None, typer.Option("--each", help="What is taken each time, in words: “one tablet”.")
    ] = None,
    at: Annotated[list[str] | None, typer.Option("--at", help="A time, such as 08:00. May be given often.")] = None,
    food: Annotated[str | None, typer.Option("--food", help="with, without or either.")] = None,
    as_needed: Annotated[bool, typer.Option("--as-needed", help="It is taken as needed, at no set times.")] = False,
    not_before: Annotated[
        str | None, typer.Option("--not-before", help="As needed: hours between two, at least, as prescribed.")
    ] = None,
    most: Annotated[
        str | None, typer.Option("--most", help="As needed: pieces in a day, at most, as prescribed.")
    ] = None,
    pieces: Annotated[str | None, typer.Option("--pieces", help="Pieces in a whole day, for the stock.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who prescribed it, or who said that it has ended.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="What it is for.")] = None,
    from_day: Annotated[
        str | None, typer.Option("--from", help="From which day, such as 2026-05-01. Default: today.")
    ] = None,
    step: Annotated[
        list[str] | None,
        typer.Option(
            "--step",
            help="One step as the prescriber wrote it; may end in “for 3 days”, “for 2 weeks” or “from 12 May”. "
            "May be given often, in order.",
        ),
    ] = None,
    every: Annotated[str | None, typer.Option("--every", help="Days of a step that says nothing else.")] = None,
    ended: Annotated[
        str | None, typer.Option("--ended", help="Its prescriber said that it has ended: the first day without it.")
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", help="What was asked about is what it says, such as strength_unit: keep as typed."),
    ] = None,
    person: Person = None,
    now: Now = None,
    dry_run: DryRun = False,
) -> None:
    """Write down a medicine as prescribed, or what was agreed anew: the whole of it. What is left out stays open."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if ended is not None:
        given = {"ended_on": ended, "said_by": by or ""}
        others = (strength, unit, each, at, food, not_before, most, pieces, reason, from_day, step, every)
        if as_needed or any(other is not None for other in others):
            raise UserError("with an end nothing else is written down.", field="--ended", hint="Give --by only.")
        reading = actions.read_ending(opened.account, opened.person_id, given, name, now=moment)
        _say_sudden(name)
    else:
        typed = {
            "name": name,
            "strength": strength or "",
            "strength_unit": unit or "",
            "each_time": each or "",
            "times": "; ".join(at or ()),
            "food": food or "",
            "as_needed": "yes" if as_needed else "",
            "not_before_hours": not_before or "",
            "max_pieces_per_day": most or "",
            "pieces_per_day": pieces or "",
            "prescriber": by or "",
            "reason": reason or "",
            "from_day": from_day or "",
            "steps": "\n".join(_one_line(each_step) for each_step in step or ()),
            "every_days": every or "",
        }
        confirmed = frozenset(confirm or ())
        reading = actions.read_prescription(opened.account, opened.person_id, typed, now=moment, confirmed=confirmed)
    _keep(opened, reading, moment, is_dry=dry_run, confirmed=frozenset(confirm or ()))


def ladder(
    name: _NAME,
    move: Annotated[str, typer.Argument(help="What was said: hold, stay, back or go-on.", metavar="MOVE")],
    days: Annotated[str | None, typer.Option("--days", help="Of a hold: for how many days.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who said so.")] = None,
    said: Annotated[str | None, typer.Option("--said", help="On which day it was said. Default: today.")] = None,
    from_day: Annotated[
        str | None, typer.Option("--from", help="From which day it holds. Default: the day on which it was said.")
    ] = None,
    person: Person = None,
    now: Now = None,
    dry_run: DryRun = False,
) -> None:
    """Write down what your team said about the steps of a medicine. Supple proposes none of it."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import Instant, local_day_of

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    typed = {
        "move": move.strip().casefold().replace("-", "_").replace(" ", "_"),
        "days": days or "",
        "said_by": by or "",
        "said_on": said or local_day_of(Instant(moment, opened.zone)).isoformat(),
        "from_day": from_day or "",
    }
    reading = actions.read_move(opened.account, opened.person_id, typed, name, now=moment)
    _keep(opened, reading, moment, is_dry=dry_run)


def print_medicine(card: MedicineCard) -> None:
    """One medicine in force: a line of what is prescribed, then its step and the next one."""
    words = f" – {card.item.words}" if card.item.words else ""
    since = card.prescribed.starts_on if card.prescribed else card.item.valid_from
    print(f"  Medicine: {card.item.name}{words}, since {since.isoformat()}")
    for line in card.state_words:
        print(f"      {line}")
    if card.problem:
        print("      The steps cannot be read as they are. Write them down again.")


def _one_line(step: str) -> str:
    from supple.model import UserError

    if not step.strip():
        raise UserError("a step is empty.", field="--step", hint="Copy it as the prescriber wrote it.")
    return " ".join(step.split())


def _keep(
    opened: Opened,
    reading: PlanReading,
    moment: datetime,
    *,
    is_dry: bool,
    confirmed: frozenset[str] = frozenset(),
) -> None:
    """Print how it was read, and keep it unless it is a dry run. Raises UserError for what is open or wrong."""
    from supple import actions
    from supple.model import Day, Instant, UserError, local_day_of

    if reading.errors:
        _refuse(reading.errors)
    for question in reading.questions:
        if question.field not in confirmed:
            raise UserError(
                question.words,
                field=_OPTIONS[question.field],
                hint=f"If it is meant so, add: --confirm {question.field}",
            )
    item = reading.item
    assert item is not None
    first = item.valid_from
    print(f"{item.name}, {item.status.value}, from {first:%A} {first.day} {first:%B %Y}")
    print(f"  {item.words}" if item.words else "  Nothing but the name is written down.")
    for stretch in reading.course:
        end = "on, no end is written" if stretch.until is None else f"to {stretch.until - timedelta(days=1)}"
        print(f"  Step {stretch.number}, {stretch.starts_on} {end}: {stretch.step.words}")
    for note in reading.notes:
        print(f"  {note}")
    today = local_day_of(Instant(moment, opened.zone))
    if is_dry:
        print("Nothing was kept.")
        _say_meetings(opened, item, today, moment)
        return
    when = Day(min(item.valid_from, today), opened.zone)
    actions.save_facts(opened.account, opened.person_id, [(item, when)], now=moment, source="cli")
    print("Noted.")
    _say_meetings(opened, item, today, moment)


def _say_meetings(opened: Opened, item: PlanItem, today: date, moment: datetime) -> None:
    """What in the plan should not meet the medicine that was just written down."""
    from supple import actions
    from supple.model import PlanStatus

    if item.status is PlanStatus.ENDED or item.detail.get("ladder"):
        return
    held = actions.plan_on(opened.account, opened.person_id, max(item.valid_from, today), now=moment)
    for met in actions.interactions_with(item.name, held):
        print(f"\nThese two are in the plan: {met.first} and {met.second}. {met.title}.")
        print(f"  {met.words}")
        print(f"  Source: {'; '.join(met.source)}. Reviewed by a clinician: {met.reviewed_by}.")


def _refuse(errors: Mapping[str, str]) -> None:
    from supple.model import UserError

    (field, words), *others = errors.items()
    more = "".join(f"\n  {_OPTIONS.get(other, other)}: {said}" for other, said in others)
    raise UserError(words + more, field=_OPTIONS.get(field, field))


def _say_sudden(name: str) -> None:
    from supple.knowledge import load
    from supple.knowledge.medicine_names import known_medicines

    for each in sorted(known_medicines(name)):
        if words := load().medicines[each].sudden_stop_words:
            print(words)
