"""`supple watch`: something is up? Tick signs and read at once what to do; nothing needs to be stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from supple.cli.options import AsJson, Now, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from supple.model import Alert, Step
    from supple.watch import First, HelpPage


def _step(flag: str, said: str) -> Any:
    return typer.Option(flag, metavar="RULE", help=f"Note about the alert of this rule that {said}.")


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
        str | None,
        typer.Option(
            "--explain", help="For the stored diary: why this rule fired or not, such as R17; or all of them: all."
        ),
    ] = None,
    printout: Annotated[
        Path | None,
        typer.Option("--printout", help="Write every rule as a PDF here, for a clinician to read and sign."),
    ] = None,
    script: Annotated[
        str | None,
        typer.Option("--script", help="For the stored diary: what to say on the phone about this rule's alert."),
    ] = None,
    taken: Annotated[
        str | None,
        typer.Option("--taken", help="Answer a question about a silence: doses of this medicine were taken."),
    ] = None,
    missed: Annotated[
        str | None,
        typer.Option("--missed", help="Answer a question about a silence: doses of this medicine were missed."),
    ] = None,
    vignette: Annotated[
        Path | None,
        typer.Option(
            "--vignette",
            help="Run short cases from a JSON file (docs/reference/vignettes.md); - reads standard input.",
            metavar="FILE",
        ),
    ] = None,
    seen: Annotated[str | None, _step("--seen", "you have seen it")] = None,
    called: Annotated[str | None, _step("--called", "you called")] = None,
    waited: Annotated[str | None, _step("--waited", "you waited")] = None,
    not_needed: Annotated[str | None, _step("--not-needed", "a call was not needed")] = None,
    close: Annotated[str | None, _step("--close", "it is closed")] = None,
    note: Annotated[
        str | None, typer.Option("--note", help="A note beside --called, --waited … in your own words.")
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Everything that was raised, and what was done.")
    ] = False,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """When to call: tick signs, or see which rules your notes match. It never reassures."""
    from supple import actions
    from supple.cli.alert_steps import chosen_step
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.show import NO_RULE, NOT_REVIEWED, console, show_alerts
    from supple.model import Step, UserError, alert_to_json

    if vignette is not None:
        from supple.cli.vignettes import run_vignettes

        alone = {
            "--sign": sign,
            "--have": have,
            "--list": list_signs,
            "--explain": explain,
            "--taken": taken,
            "--missed": missed,
            "--person": person,
            "--now": now,
        }
        run_vignettes(vignette, as_json=as_json, beside=tuple(name for name, given in alone.items() if given))
        return
    to = console()
    if list_signs:
        _list(actions.help_signs(), actions.first_signs(), have or [], to)
        return
    if explain is not None:
        _explain(explain, person=person, now=now, as_json=as_json, to=to)
        return
    if printout is not None:
        _print_rules(printout, now)
        return
    for medicine, answer in ((taken, "taken"), (missed, "missed")):
        if medicine is not None:
            _answer(medicine, answer, person=person, now=now, to=to if not as_json else None)
    wanted = chosen_step(
        {
            Step.SEEN: seen,
            Step.CALLED: called,
            Step.WAITED: waited,
            Step.NOT_NEEDED: not_needed,
            Step.CLOSED: close,
        },
        note,
    )
    if not sign:
        _stored(wanted, note, script=script, history=history, person=person, now=now, as_json=as_json, to=to)
        return
    if wanted or history:
        raise UserError("ticking signs stores nothing, so there is no alert to answer.", field="--sign")
    alerts = actions.check_signs(tuple(sign), have=tuple(have or ()), now=now_or(now, zone_or_local(None)))
    if script is not None:
        _script(script, alerts, person=person, now=now, as_json=as_json)
        return
    if as_json:
        print(json.dumps([alert_to_json(alert) for alert in alerts], ensure_ascii=False, indent=2))
        return
    if alerts:
        show_alerts(alerts, to)
    else:
        to.print(NO_RULE)
    to.print(f"\n[dim]{NOT_REVIEWED}[/dim]")


def _stored(
    wanted: tuple[Step, str] | None,
    note: str | None,
    *,
    script: str | None,
    history: bool,
    person: str | None,
    now: str | None,
    as_json: bool,
    to: Console,
) -> None:
    """The stored diary: keep what was done, then show what fires, or everything that was raised."""
    from supple import actions
    from supple.cli.alert_steps import keep, show_history, show_lives
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.cli.look import call_book
    from supple.cli.show import NO_RULE, NOT_REVIEWED, show_extra_doses
    from supple.model import history_to_json, life_to_json

    opened = open_diary(person)
    at = now_or(now, opened.zone)
    if wanted is not None:
        kept = keep(opened, *wanted, note, at)
        if not as_json:
            to.print(kept, markup=False)
    if history:
        episodes = actions.raised_alerts(opened.account, opened.person_id, now=at)
        if as_json:
            print(json.dumps(history_to_json(episodes, now=at), ensure_ascii=False, indent=2))
        else:
            show_history(episodes, opened.zone, to)
        return
    lived = actions.alerts(opened.account, opened.person_id, now=at)
    if script is not None:
        _script(script, tuple(life.alert for life in lived), person=person, now=now, as_json=as_json)
        return
    if as_json:
        print(json.dumps([life_to_json(life) for life in lived], ensure_ascii=False, indent=2))
        return
    show_extra_doses(actions.today(opened.account, opened.person_id, now=at).extra_doses, to)
    if lived:
        show_lives(lived, opened.zone, to, call_book(person, now))
    else:
        to.print(NO_RULE)
    _questions(person, now, to)
    to.print(f"\n[dim]{NOT_REVIEWED}[/dim]")


def _script(rule: str, alerts: tuple[Alert, ...], *, person: str | None, now: str | None, as_json: bool) -> None:
    """What to say on the phone about one of the alerts."""
    from supple.cli.look import call_book
    from supple.model import UserError

    found = next((alert for alert in alerts if alert.rule.casefold() == rule.strip().casefold()), None)
    if found is None:
        names = ", ".join(dict.fromkeys(alert.rule for alert in alerts))
        hint = f"Now there is an alert of: {names}." if names else "No rule matched what was noted."
        raise UserError(f"no alert of the rule {rule!r} now.", field="--script", hint=hint)
    told = call_book(person, now).script(found)
    if as_json:
        print(
            json.dumps({"rule": told.rule, "sentences": list(told.sentences), "text": told.text}, ensure_ascii=False)
        )
    else:
        print(told.text)


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
            to.print(
                f"  {item.code}: {item.label}. {item.how_soon or TIER_WORDS[item.tier].capitalize()}.", markup=False
            )


def _explain(rule: str, *, person: str | None, now: str | None, as_json: bool, to: Console) -> None:
    from supple import actions, watch
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.cli.why import show_explanations

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if rule.strip().casefold() == "all":
        found = actions.explain_rules(opened.account, opened.person_id, now=moment)
    else:
        found = (actions.explain_rule(opened.account, opened.person_id, rule.strip(), now=moment),)
    if as_json:
        print(json.dumps(watch.explanations_to_json(found), ensure_ascii=False, indent=2))
    else:
        show_explanations(found, to)


def _print_rules(path: Path, now: str | None) -> None:
    from supple import report
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.reporting import write

    write(path, report.rules_to_pdf(now_or(now, zone_or_local(None)).date()))
    print(f"Written: {path}. No clinician has reviewed these rules yet: it is for one to read, comment on and sign.")
