"""`supple watch`: something is up? Tick signs and read at once what to do; nothing needs to be stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, Now, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from supple.watch import Explanation, First, HelpPage


def watch(
    sign: Annotated[
        list[str] | None,
        typer.Option("--sign", help="A sign that is new for you, such as fever. May be given several times."),
    ] = None,
    have: Annotated[
        list[str] | None,
        typer.Option(
            "--have",
            help="What rules should know: pump, toxin, catheter, baclofen, tizanidine … May be given several times.",
        ),
    ] = None,
    list_signs: Annotated[
        bool, typer.Option("--list", help="List all signs, emergencies first; with --have, first what then matters.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", help="For the stored diary: why this rule fired or not.")
    ] = None,
    taken: Annotated[
        str | None,
        typer.Option("--taken", help="Answer a question about a silence: doses of this medicine were taken."),
    ] = None,
    missed: Annotated[
        str | None,
        typer.Option("--missed", help="Answer a question about a silence: doses of this medicine were missed."),
    ] = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """When to call: tick signs, or see which rules your notes match. It never reassures."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.show import NO_RULE, NOT_REVIEWED, console, show_alerts
    from supple.model import alert_to_json

    to = console()
    if list_signs:
        _list(actions.help_signs(), actions.first_signs(), have or [], to)
        return
    if explain is not None:
        from supple.cli.diary import open_diary

        opened = open_diary(person)
        _explain(actions.explain_rule(opened.account, opened.person_id, explain, now=now_or(now, opened.zone)), to)
        return
    for medicine, answer in ((taken, "taken"), (missed, "missed")):
        if medicine is not None:
            _answer(medicine, answer, person=person, now=now, to=to if not as_json else None)
    if sign:
        alerts = actions.check_signs(tuple(sign), have=tuple(have or ()), now=now_or(now, zone_or_local(None)))
    else:
        from supple.cli.look import take_a_look

        alerts = take_a_look(None, outcome=None, person=person, now=now, zone=None, name=None).alerts
    if as_json:
        print(json.dumps([alert_to_json(alert) for alert in alerts], ensure_ascii=False, indent=2))
        return
    if alerts:
        show_alerts(alerts, to)
    else:
        to.print(NO_RULE)
    if not sign:
        _questions(person, now, to)
    to.print(f"\n[dim]{NOT_REVIEWED}[/dim]")


def _questions(person: str | None, now: str | None, to: Console) -> None:
    """Silences in the notes of doses, and how to answer; whoever does not note doses sees nothing."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    for gap in actions.gap_questions(opened.account, opened.person_id, now=now_or(now, opened.zone)):
        to.print(f"\nA question: {gap.words}", markup=False)
        to.print(
            f'  Answer with --taken "{gap.medicine}" or --missed "{gap.medicine}", or leave it open.', markup=False
        )


def _answer(medicine: str, answer: str, *, person: str | None, now: str | None, to: Console | None) -> None:
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    actions.answer_gap(opened.account, opened.person_id, medicine, answer, now=now_or(now, opened.zone), source="cli")
    if to is not None:
        to.print(f"Noted: {medicine}, {answer}.\n", markup=False)


def _list(page: HelpPage, firsts: Sequence[First], have: Sequence[str], to: Console) -> None:
    from supple.cli.show import TIER_WORDS

    mine = [(f"{first.trait.heading}, first", first.signs) for first in firsts if first.trait.id in have]
    for title, signs in (*mine, *((group.place.capitalize(), group.signs) for group in page.groups)):
        to.print(f"\n[bold]{title}[/bold]")
        for item in signs:
            to.print(f"  {item.code}: {item.label}. {TIER_WORDS[item.tier].capitalize()}.", markup=False)


def _explain(found: Explanation, to: Console) -> None:
    fired = f"fired at {found.tier.value}" if found.fired and found.tier else "did not fire"
    to.print(f"[bold]{found.rule}[/bold] {found.title}: {fired}")
    to.print(found.looks_for, markup=False)
    for level in found.levels:
        holds = {True: "holds", False: "does not hold", None: "cannot be told: something is not noted"}[level.holds]
        to.print(f"\n{level.tier.value}: {holds}", markup=False)
        for one in level.inputs:
            to.print(f"  {one.name}: {one.value}", markup=False)
    to.print(f"\nSource: {'; '.join(found.source)}. Reviewed by: {found.reviewed_by}.", markup=False)
