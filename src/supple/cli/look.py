"""`supple look`, `supple insight` and `supple mark`: the course, what goes with it, and what you say to that."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, DiaryFile, Name, Now, Outcome, Person, Zone

if TYPE_CHECKING:
    from supple.actions import CallBook
    from supple.model import Finding, Look, Mark

WithLuck = Annotated[
    bool,
    typer.Option("--luck", help="Also work out how lucky the findings could be. Takes a while, the first time."),
]


def look(
    file: DiaryFile = None,
    outcome: Outcome = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
    zone: Zone = None,
    name: Name = None,
) -> None:
    """See the course, what goes with worse and better days, when to call, and the gaps."""
    from supple.cli.show import console, show_look
    from supple.model import look_to_json

    found = take_a_look(file, outcome=outcome, person=person, now=now, zone=zone, name=name)
    if as_json:
        print(json.dumps(look_to_json(found), ensure_ascii=False, indent=2))
    else:
        show_look(found, console(), call_book(person, now) if file is None and found.alerts else None)


def insight(
    file: DiaryFile = None,
    outcome: Outcome = None,
    person: Person = None,
    prior: Annotated[
        Path | None,
        typer.Option("--prior", help="Let what was learnt from other people help: a file from supple cohort learn."),
    ] = None,
    luck: WithLuck = False,
    as_json: AsJson = False,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """See only what goes with worse and better days, every factor that was tried."""
    from supple.cli.show import console, show_findings
    from supple.model import report_to_json

    found = take_a_look(
        file, outcome=outcome, person=person, now=now, zone=zone, name=None, prior=prior, with_luck=luck
    )
    if as_json:
        told = report_to_json(found.triggers, marks=found.marks, luck=found.luck)
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        show_findings(found, console())


def mark(
    factor: Annotated[str, typer.Argument(help="Which finding, by its factor, such as poor_sleep or “poor sleep”.")],
    says: Annotated[
        str | None, typer.Argument(help="fits, doesn't-fit (or doesnt-fit) or watching.", metavar="MARK")
    ] = None,
    outcome: Outcome = None,
    person: Person = None,
    take_back: Annotated[bool, typer.Option("--take-back", help="Take back what was said.")] = False,
    now: Now = None,
) -> None:
    """Say to a finding that it fits, doesn't fit, or that you will watch it. It changes no number."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge import label
    from supple.model import UserError

    wanted = None if take_back and says is None else _mark(says)
    opened = open_diary(person)
    at = now_or(now, opened.zone)
    seen = actions.look(opened.account, opened.person_id, now=at, outcome=outcome)
    finding = _finding(seen, factor)
    about = f"{label(finding.factor)} and {seen.outcome_label}"
    if take_back:
        if finding.factor not in seen.mark_ids:
            raise UserError(f"nothing was said about {about} yet.", field="FACTOR")
        actions.withdraw(opened.account, opened.person_id, seen.mark_ids[finding.factor], now=at)
        print(f"Taken back: what was said about {about}.")
        return
    assert wanted is not None
    actions.mark_finding(
        opened.account,
        opened.person_id,
        outcome=finding.outcome,
        factor=finding.factor,
        mark=wanted,
        now=at,
        source="cli",
    )
    print(f"Kept beside the finding about {about}: {wanted.value}. It changes no number.")


def call_book(person: str | None, now: str | None) -> CallBook:
    """Whom the stored diary's person may ring."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    return actions.call_book(opened.account, opened.person_id, now=now_or(now, opened.zone))


def _mark(says: str | None) -> Mark:
    from supple.model import Mark, UserError

    words = {"fits": Mark.FITS, "doesnt-fit": Mark.DOES_NOT_FIT, "watching": Mark.WATCHING}
    plain = (says or "").casefold().replace("'", "").replace("’", "").replace(" ", "-")
    if plain not in words:
        problem = "nothing was said." if says is None else f"{says!r} is not a mark."
        raise UserError(problem, field="MARK", hint="Say fits, doesnt-fit or watching; or give --take-back.")
    return words[plain]


def _finding(seen: Look, factor: str) -> Finding:
    """The finding that is meant, by code or by plain words."""
    from supple.knowledge import label
    from supple.model import UserError

    findings = seen.triggers.findings if seen.triggers else ()
    plain = factor.strip().casefold()
    for finding in findings:
        if plain in {finding.factor.casefold(), label(finding.factor).casefold()}:
            return finding
    names = ", ".join(finding.factor for finding in findings)
    hint = f"There are: {names}." if names else "Nothing was looked at yet."
    raise UserError(f"there is no finding about {factor!r}.", field="FACTOR", hint=hint)


def take_a_look(
    file: Path | None,
    *,
    outcome: str | None,
    person: str | None,
    now: str | None,
    zone: str | None,
    name: str | None,
    prior: Path | None = None,
    with_luck: bool = False,
) -> Look:
    """From a file with no database, or of the stored diary. Progress shows on the terminal when it takes a while."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.progress import working

    if file is not None:
        local = zone_or_local(zone)
        with working("Reading and looking") as step:
            return actions.look_file(
                file,
                now=now_or(now, local),
                zone=local,
                outcome=outcome,
                name=name,
                prior=prior,
                with_luck=with_luck,
                progress=step,
            )
    if prior is not None:
        from supple.model import UserError

        raise UserError(
            "a prior from a file goes with a diary from a file.",
            field="--prior",
            hint="For the stored diary, install it once: supple cohort use FILE.",
        )
    from supple.cli.diary import open_diary

    opened = open_diary(person, zone)
    at = now_or(now, opened.zone)
    with working("Looking") as step:
        found = actions.look(opened.account, opened.person_id, now=at, outcome=outcome)
        if not with_luck:
            return found
        told = actions.luck(opened.account, opened.person_id, now=at, outcome=outcome, wait=True, progress=step)
    return replace(found, luck=told)
