"""`supple plan changes`, `change` and `balance`: did a change help, and what stood beside each step of a medicine?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, Now, Outcome, Person

if TYPE_CHECKING:
    from supple.actions import BloodTests

WHOSE_CALL = (
    "Made for the talk with your prescriber: which dose is right is their call. Any change to a medicine is agreed "
    "with them; some must never be ended all at once."
)


def changes(person: Person = None, now: Now = None) -> None:
    """See the dated changes of the plan, newest first. Each can be asked about: supple plan change DAY."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    view = actions.changes(opened.account, opened.person_id, now=now_or(now, opened.zone))
    for told in view.changes:
        words = f" – “{told.words}”" if told.words else ""
        print(f"  {told.said.sentence}{words}  [{told.id}]")
    if not view.changes:
        print("  No change with a date is written down.")
    for tests in view.blood_tests:
        _blood_tests(tests)


def change(
    day: Annotated[str, typer.Argument(help="The day of the change, or its name from the list.", metavar="DAY")],
    outcome: Outcome = None,
    began_badly: Annotated[
        str | None,
        typer.Option("--began-badly", help="Was it begun because things were bad? yes, no or unknown. It is kept."),
    ] = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Ask whether a change helped: the days before it beside the days since. What went with it is not proof."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError, change_to_json

    opened = open_diary(person)
    at = now_or(now, opened.zone)
    if began_badly is not None:
        said = began_badly.strip().casefold()
        if said not in {"yes", "no", "unknown"}:
            raise UserError(f"{began_badly!r} is no answer.", field="--began-badly", hint="Give yes, no or unknown.")
        day = actions.say_how_it_began(opened.account, opened.person_id, day, said, now=at, source="cli")
    view = actions.change_report(opened.account, opened.person_id, day, now=at, outcome=outcome)
    report = view.report
    if as_json:
        print(json.dumps(change_to_json(report), ensure_ascii=False, indent=2))
        return
    print(f"{view.told.said.sentence}: {report.verdict.value}")
    if view.began:
        print(f"  Was it begun because things were bad? {view.began}")
    for words in (report.sentence, report.patch_words, report.nearby_words, WHOSE_CALL):
        if words:
            print(f"  {words}")


def balance(
    medicine: Annotated[str, typer.Argument(help="The medicine, as it is called in the plan.", metavar="MEDICINE")],
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """See what was noted on each step of a medicine: stiffness and what you could do, beside the side effects."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import balance_to_json

    opened = open_diary(person)
    view = actions.balance(opened.account, opened.person_id, medicine, now=now_or(now, opened.zone))
    made = view.balance
    if as_json:
        print(json.dumps(balance_to_json(made), ensure_ascii=False, indent=2))
        return
    for number, step in enumerate(made.stretches, start=1):
        words = f" – “{step.words}”" if step.words else ""
        until = "today" if step.is_open else step.last.isoformat()
        print(f"{number}. {step.title}, {step.first.isoformat()} to {until}{words}")
    for row in made.rows:
        print(f"\n{row.label[:1].upper()}{row.label[1:]}")
        for number, cell in enumerate(row.cells, start=1):
            beside = f" – {cell.beside}" if cell.beside else ""
            print(f"  {number}. {cell.words}{beside}")
    if made.not_noted:
        print(f"\nNot noted on any step: {', '.join(made.not_noted)}. That is neither no nor zero.")
    if view.blood_tests is not None:
        _blood_tests(view.blood_tests)
    print(f"\n{WHOSE_CALL}")


def _blood_tests(tests: BloodTests) -> None:
    print(f"\nBlood tests with {tests.medicine}")
    for item in tests.agreed:
        print(f"  Written down in your plan: {item.name}, {item.valid_from.isoformat()}")
    if tests.agreed:
        return
    print("  Your clinic may have agreed blood tests with you. If you do not know of any, ask.")
    for test in tests.written:
        print(f"  {test.whose} says: {test.words} ({'; '.join(test.source)}; reviewed by {test.reviewed_by})")
