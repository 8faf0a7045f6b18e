"""What followed a change, and what stood beside each step? The pure rooms asked once; nothing touches a database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean

from supple import insight
from supple import plan as plan_room
from supple.actions import folding
from supple.diary.days import diary_day
from supple.knowledge.changes import medicine_label, say_change
from supple.knowledge.medicine_names import plain_name
from supple.model import (
    Balance,
    ChangeReport,
    ChangeVerdict,
    DailyTable,
    DatedChange,
    NotedEffect,
    Plan,
    SideEffect,
    UserError,
)
from supple.words import _

BEGAN_BADLY = "began_badly:"  # the key of the answer, before the change's own name


def answer(
    table: DailyTable,
    column: str,
    change: DatedChange,
    others: Sequence[DatedChange],
    *,
    began_badly: bool | None = None,
) -> ChangeReport:
    """The insight room's answer, with changes said as people say them; the report names them as the plan does.

    `began_badly`: what the person said to "was it begun because things were bad?"; None: not asked, or not known.
    """
    said = {one: replace(one, label=say_change(one).noun) for one in (change, *others)}
    plain = {new: old for old, new in said.items()}
    made = insight.look_at_change(
        table, column, said[change], others=[said[one] for one in others], began_badly=began_badly
    )
    nearby = tuple(replace(one, change=plain.get(one.change, one.change)) for one in made.nearby)
    return replace(made, change=change, nearby=nearby)


def answers(
    table: DailyTable, column: str | None, others: Sequence[DatedChange], plan: Plan
) -> Callable[[DatedChange], str]:
    """For the report: one sentence about a change, "" where there is none. `plan`: for what was said of each."""

    def told(change: DatedChange) -> str:
        if column is None or change not in others:
            return ""
        made = answer(table, column, change, others, began_badly=began_badly(plan, change))
        if made.verdict is ChangeVerdict.CANNOT_TELL and made.effect is None:
            return _("Can’t tell yet: {reason}.").format(reason=made.reason)
        return made.sentence

    return told


def change_id(change: DatedChange) -> str:
    """How a change is named in an address and in the terminal: its day, and a few letters of its own."""
    digest = hashlib.sha256(f"{change.kind}\x1f{change.label}".encode()).hexdigest()[:6]
    return f"{change.day.isoformat()}-{digest}"


def began_badly(plan: Plan, change: DatedChange) -> bool | None:
    """What the person said to "was it begun because things were bad?"; None: nothing, or that nobody knows."""
    return {"yes": True, "no": False}.get(plan.answer(f"{BEGAN_BADLY}{change_id(change)}") or "")


def plain_means(table: DailyTable, report: ChangeReport) -> tuple[float | None, float | None]:
    """The means of the days counted on either side; what was left out just before the change is not in them."""
    first, last = report.first_day, report.last_day
    if first is None or last is None:
        return None, None
    noted = [
        (day, float(cell))
        for day, cell in zip(table.days, table.column(report.outcome), strict=True)
        if cell is not None and first <= day <= last
    ]
    before = [value for day, value in noted if day < report.change.day][: report.days_before]
    after = [value for day, value in noted if day >= report.change.day]
    return (fmean(before) if before else None), (fmean(after) if after else None)


def balance_of(folded: folding.Folded, medicine: str, *, day_starts_at_hour: int = 4) -> Balance:
    """The balance from a folded diary. Raises UserError where that medicine was never written down."""
    plan, table = folded.plan, folded.table
    names = plan_room.medicines_written_down(plan)
    name = next((each for each in names if plain_name(each) == plain_name(medicine)), None)
    if name is None:
        hint = (
            _("There are: {items}.").format(items=", ".join(names))
            if names
            else _("Write it down first, on the plan.")
        )
        raise UserError(
            _("{medicine!r} is no medicine in this plan.").format(medicine=medicine), field="medicine", hint=hint
        )
    days = table.days
    found = plan_room.stretches(plan, name, first=days[0], last=days[-1]) if days else ()
    others = [one for one in plan_room.changes(plan) if not plan_room.is_about(one, name)]
    effects = _effects(folded, day_starts_at_hour)
    return insight.balance(table, effects, found, medicine=name, label=medicine_label(name), changes=others)


def _effects(folded: folding.Folded, day_starts_at_hour: int) -> list[NotedEffect]:
    found = []
    for event in folded.diary.events:
        fact = event.fact
        day: date | None = diary_day(event, day_starts_at_hour) if isinstance(fact, SideEffect) else None
        if isinstance(fact, SideEffect) and day is not None:
            found.append(NotedEffect(day, fact.code, fact.present, fact.severity, fact.medicine or ""))
    return found
