"""`supple plan injection` and `supple plan cycles`: write an injection down, and lay past cycles over each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, DryRun, Now, Outcome, Person

if TYPE_CHECKING:
    from supple.actions import InjectionsView
    from supple.model import Injection, TypedMuscle

_OPTIONS = {
    "product": "PRODUCT",
    "on": "--on",
    "amount_words": "--amount",
    "guidance": "--guidance",
    "goals": "--goal",
    "aftercare": "--aftercare",
    "given_by": "--given-by",
    "review_day": "--review",
}


def injection(
    product: Annotated[str, typer.Argument(help="What was injected, as on the letter: Botox, phenol …")],
    on: Annotated[str, typer.Option("--on", help="The day, done or agreed for later, such as 2026-05-01.")],
    muscle: Annotated[
        list[str] | None,
        typer.Option(
            "--muscle",
            help="Muscle, side: units of this product, such as 'soleus, left: 50'. Side (left, right, both) and "
            "units may be left out; both means so many in each side. May be given several times.",
        ),
    ] = None,
    amount: Annotated[str, typer.Option("--amount", help="Anything else about amounts, as the letter says it.")] = "",
    guidance: Annotated[str, typer.Option("--guidance", help="How it was guided: ultrasound, emg or none.")] = "",
    goal: Annotated[str, typer.Option("--goal", help="What it is for, in your own words.")] = "",
    aftercare: Annotated[
        str, typer.Option("--aftercare", help="Stretching and positioning agreed for the weeks after.")
    ] = "",
    given_by: Annotated[str, typer.Option("--given-by", help="Who gave it.")] = "",
    review: Annotated[str, typer.Option("--review", help="The planned review day, such as 2026-06-05.")] = "",
    sure: Annotated[
        bool, typer.Option("--sure", help="The letter says both the units and the amount: it is no typing slip.")
    ] = False,
    person: Person = None,
    dry_run: DryRun = False,
    now: Now = None,
) -> None:
    """Write down an injection of botulinum toxin or a nerve block, as the clinic's letter says it."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import Day, Instant, TypedInjection, UserError, local_day_of

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    today = local_day_of(Instant(moment, opened.zone))
    typed = TypedInjection(
        product=product,
        on=on,
        muscles=tuple(_muscle(each) for each in muscle or ()),
        amount_words=amount,
        guidance=guidance.casefold(),
        goals=goal,
        aftercare=aftercare,
        given_by=given_by,
        review_day=review,
        is_sure=sure,
    )
    item, problems = actions.read_injection(typed, today=today)
    if item is None:
        name, words = next(iter(problems.items()))
        hints = {"guidance": "Give ultrasound, emg or none.", "sure": "If the letter says both, add: --sure"}
        hint = hints.get(name, "")
        raise UserError(words, field=_OPTIONS.get(name, "--muscle"), hint=hint)
    for line in _lines(item.name, item.valid_from.isoformat(), dict(item.detail)):
        print(line)
    if dry_run:
        print("Nothing was stored.")
        return
    when = Day(min(item.valid_from, today), opened.zone)
    actions.save_facts(opened.account, opened.person_id, [(item, when)], now=moment, source="cli")
    print("Noted.")


def cycles(
    outcome: Outcome = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Injections with their days, and past toxin cycles laid over each other from the injection day."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import cycles_to_json

    opened = open_diary(person)
    view = actions.injections(opened.account, opened.person_id, now=now_or(now, opened.zone), outcome=outcome)
    if as_json:
        print(json.dumps(cycles_to_json(view.overlay) if view.overlay else None, ensure_ascii=False, indent=2))
        return
    if not view.injections:
        print("No injection is written down. See: supple plan injection --help")
        return
    for one in view.injections:
        _show(one, view)
    for day, words in view.coming:
        print(f"To come: {day.isoformat()}, {words}")
    if view.newest:
        print(f"\n{view.spread.looks_for} {view.spread.words}")
    _show_overlay(view)


def _muscle(text: str) -> TypedMuscle:
    from supple import actions
    from supple.model import UserError

    try:
        return actions.read_muscle(text)
    except ValueError as error:
        raise UserError(f"{text!r} is not read: {error}.", field="--muscle") from None


def _lines(name: str, day: str, detail: dict[str, str]) -> list[str]:
    said = [f"  {name}, {day}"]
    if units := detail.pop("units", ""):
        said.append(f"  units of {name}: {units}")
    for key, words in detail.items():
        said.append(f"  {key.replace('units_words', 'amount').replace('_', ' ')}: {words}")
    return said


def _show(one: Injection, view: InjectionsView) -> None:
    print(f"{one.item.name} on {one.on.isoformat()}{', to come' if one.on > view.day else ''}")
    if one.item.detail.get("units"):
        print(f"  units of {one.item.name}: {one.item.detail['units']}")
    if one.muscles:
        print(f"  muscles: {'; '.join(one.muscles)}")
    if one.cycle is None:
        kind = "a nerve block" if one.kind == "nerve block" else "another injection"
        print(f"  {kind}, with no toxin dates")
        return
    if one in view.newest:
        print(f"  today is in week {one.week}")
    print(
        f"  review is usual from {one.cycle.review_from} to {one.cycle.review_until}; "
        f"earliest day of a repeat {one.cycle.earliest_repeat}"
    )
    if one.cycle.asks_clinic:
        print(f"  {one.cycle.asks_clinic}")


def _show_overlay(view: InjectionsView) -> None:
    report = view.overlay
    if report is None:
        return
    print(f"\n{report.sentence}")
    for words in (report.onset_words, report.best_words, report.wear_off_words, report.nearby_words):
        if words:
            print(words)
    for week in report.pooled:
        name = f"week {week.week}" if week.week > 0 else f"{-week.week} before"
        span = f"{week.difference:+.1f} ({week.low:+.1f} to {week.high:+.1f})"
        print(f"  {name:>9}  {span:26} {week.days} days in {week.cycles} cycle{'s' if week.cycles != 1 else ''}")
