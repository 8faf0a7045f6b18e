"""`supple check-triggers` and `supple team-questions`: answer a sheet, and read the card to say on the phone."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from supple.cli.options import AsJson, Now, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from supple.actions import SheetCardView, SheetView

_Items = list[str] | None
_Which = Annotated[
    _Items, typer.Option("--which", help="Under a yes: which trigger it was, such as heat. Several times.")
]
_Sign = Annotated[_Items, typer.Option("--sign", help="A sign from the sheet's list. Several times.")]
_Last = Annotated[bool, typer.Option("--last", help="Show the latest card, and ask nothing.")]


def check_triggers(
    found: Annotated[
        _Items, typer.Option("--found", help="Looked, and found: bladder, bowel … Several times.")
    ] = None,
    not_found: Annotated[_Items, typer.Option("--not-found", help="Looked, and not found. Several times.")] = None,
    which: _Which = None,
    sign: _Sign = None,
    last: _Last = False,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Extra stiff? Check the triggers. Without options: what to look at. What you leave out is "not looked at"."""
    answers = _answers({"yes": found, "no": not_found})
    _sheet("triggers", answers, which=which, sign=sign, words="", last=last, person=person, as_json=as_json, now=now)


def team_questions(
    yes: Annotated[_Items, typer.Option("--yes", help="A yes, such as fever. Several times.")] = None,
    no: Annotated[_Items, typer.Option("--no", help="A no. Several times.")] = None,
    unknown: Annotated[_Items, typer.Option("--unknown", help="I don't know. Several times.")] = None,
    which: _Which = None,
    sign: _Sign = None,
    words: Annotated[str, typer.Option("--words", help="In your own words: what happened, and since when.")] = "",
    last: _Last = False,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """New or worse? What the team will ask, and a summary to read out on the phone. It gives no verdict."""
    answers = _answers({"yes": yes, "no": no, "unknown": unknown})
    _sheet(
        "relapse", answers, which=which, sign=sign, words=words, last=last, person=person, as_json=as_json, now=now
    )


def _answers(given: Mapping[str, _Items]) -> dict[str, str]:
    from supple.model import UserError

    answers: dict[str, str] = {}
    for answer, items in given.items():
        for item in items or ():
            if answers.setdefault(item, answer) != answer:
                raise UserError(f"{item!r} has two answers.", hint="Give each question one answer, or none.")
    return answers


def _sheet(
    sheet_id: str,
    answers: Mapping[str, str],
    *,
    which: _Items,
    sign: _Items,
    words: str,
    last: bool,
    person: str | None,
    as_json: bool,
    now: str | None,
) -> None:
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.cli.show import console
    from supple.model import UserError

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    to = console()
    is_filled_in = bool(answers or sign or words.strip())
    if is_filled_in and last:
        raise UserError("--last shows a card and takes no answers.", hint="Leave --last out to save the answers.")
    if not is_filled_in and not last:
        view = actions.question_sheet(opened.account, opened.person_id, sheet_id, now=moment)
        if as_json:
            print(json.dumps(_sheet_json(view), ensure_ascii=False, indent=2))
        else:
            _ask(view, to)
        return
    group = None
    if is_filled_in:
        kept = actions.save_sheet(
            opened.account,
            opened.person_id,
            sheet_id,
            answers,
            now=moment,
            which=which or (),
            signs=sign or (),
            words=words,
        )
        group = kept[0].group
    found = actions.check_card(opened.account, opened.person_id, sheet_id, now=moment, group=group)
    if found is None:
        raise UserError("no sheet was filled in lately.", hint="Without --last the questions are shown.")
    if as_json:
        print(json.dumps(_card_json(found), ensure_ascii=False, indent=2))
    else:
        _show(found, to)


def _ask(view: SheetView, to: Console) -> None:
    sheet = view.sheet
    to.print(f"[bold]{sheet.title}[/bold]")
    to.print(sheet.words, markup=False)
    if sheet.ticks:
        to.print(f"\nWhat has changed? --sign {', '.join(sheet.ticks)}", markup=False)
    for item in view.items:
        to.print(f"\n[bold]{item.id}[/bold]: {item.question}")
        to.print(f"  {item.words}", markup=False)
        for name, codes in (("--which", item.factors if len(item.factors) > 1 else ()), ("--sign", item.ticks)):
            if codes:
                to.print(f"  {name} {', '.join(codes)}", markup=False)
    ways = "--found and --not-found" if sheet.id == "triggers" else "--yes, --no and --unknown"
    to.print(f"\nAnswer with {ways}. What you leave out stays: {sheet.open.lower()}.", markup=False)


def _show(found: SheetCardView, to: Console) -> None:
    from supple.cli.show import NOT_REVIEWED, show_alerts

    show_alerts(found.alerts, to)
    to.print(f"\n[bold]{found.card.title}[/bold], to read out on the phone:")
    for line in found.to_read_out:
        to.print(f"  {line}", markup=False)
    to.print(f"\n[dim]{NOT_REVIEWED}[/dim]")


def _sheet_json(view: SheetView) -> dict[str, Any]:
    return {
        "schema": "supple.sheet/1",
        "sheet": view.sheet.id,
        "title": view.sheet.title,
        "answers": [*view.sheet.answers],
        "items": [
            {
                "id": item.id,
                "question": item.question,
                "words": item.words,
                "which": _several(item.factors),
                "signs": list(item.ticks),
            }
            for item in view.items
        ],
    }


def _several(factors: Sequence[str]) -> list[str]:
    return list(factors) if len(factors) > 1 else []


def _card_json(found: SheetCardView) -> dict[str, Any]:
    card = found.card
    return {
        "schema": "supple.card/1",
        "sheet": card.sheet,
        "at": card.at.isoformat(),
        "lines": [
            {**asdict(line), "answer": line.answer or None, "detail": list(line.detail)} for line in card.lines
        ],
        "signs": list(card.signs),
        "words": card.words,
        "to_read_out": list(found.to_read_out),
        "rules": [alert.rule for alert in found.alerts],
    }
