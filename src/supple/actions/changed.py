"""Did this change help, and what stood beside each step of a medicine? From a stored diary; neither advises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import fmean
from uuid import UUID

from supple import insight
from supple import plan as plan_room
from supple.actions import folding, looks
from supple.actions.access import require
from supple.actions.memory import Memory
from supple.actions.persons import settings_of
from supple.diary.days import diary_day
from supple.knowledge import BloodTest, load
from supple.knowledge.changes import SaidChange, medicine_label, say_change
from supple.knowledge.medicine_names import known_medicines, plain_name
from supple.model import (
    Account,
    Balance,
    ChangeReport,
    ChangeVerdict,
    DailyTable,
    DatedChange,
    NotedEffect,
    Plan,
    PlanItem,
    SideEffect,
    UserError,
)

BLOOD_TEST = "blood test"
_reports: Memory[ChangeReport] = Memory(64)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One dated change. `id` names it in an address and in the terminal: its day, and a few letters of its own."""

    id: str
    change: DatedChange
    said: SaidChange
    words: str = ""  # as the prescriber or the person wrote it down


@dataclass(frozen=True, slots=True)
class BloodTests:
    """What is written about blood tests for a medicine, and the clinic's own days where somebody typed them."""

    medicine: str
    written: tuple[BloodTest, ...]
    agreed: tuple[PlanItem, ...]


@dataclass(frozen=True)
class ChangesView:
    """Every dated change up to today, newest first; the medicines that have a balance; blood tests in force."""

    changes: tuple[ToldChange, ...]
    medicines: tuple[str, ...]
    blood_tests: tuple[BloodTests, ...]


@dataclass(frozen=True)
class ChangeView:
    """One change with its honest answer. `mean_before` and `mean_after` are the plain means of the days counted."""

    told: ToldChange
    report: ChangeReport
    table: DailyTable
    outcome_label: str
    others: tuple[DatedChange, ...]
    mean_before: float | None
    mean_after: float | None


@dataclass(frozen=True)
class BalanceView:
    """The balance of one medicine, and the blood tests written about it."""

    balance: Balance
    blood_tests: BloodTests | None


def changes(account: Account, person_id: UUID, *, now: datetime) -> ChangesView:
    """The dated changes of the plan that there is an answer to ask for."""
    member = require(account, "changes", person_id, now=now)
    seen = looks.see(member, now=now, outcome=None)
    plan = seen.folded.plan
    medicines = plan_room.medicines_written_down(plan)
    tests = (_blood_tests(plan, item.name) for item in plan.in_force("medicine"))
    return ChangesView(told_changes(plan), medicines, tuple(each for each in tests if each is not None))


def change_report(
    account: Account, person_id: UUID, change: str, *, now: datetime, outcome: str | None = None
) -> ChangeView:
    """What followed one change.

    Args:
        change: its id (`ToldChange.id`), or its day in ISO form where only one change has that day.
        outcome: the daily table's column to look at; None for the person's choice, else the stated rule.

    Raises:
        UserError: there is no such change, several have that day, or nothing of that outcome was noted.
    """
    member = require(account, "change_report", person_id, now=now)
    seen = looks.see(member, now=now, outcome=outcome)
    told = _find(told_changes(seen.folded.plan), change)
    column = seen.chosen.column or "stiffness"  # of an empty diary nothing can be told, and that is said of this
    table, every = seen.chosen.table, seen.chosen.changes
    report = _reports.get((person_id, seen.key, told.id), lambda: answer(table, column, told.change, every))
    before, after = _plain_means(table, report)
    return ChangeView(told, report, table, load().label(column), every, before, after)


def balance(account: Account, person_id: UUID, medicine: str, *, now: datetime) -> BalanceView:
    """What was noted on each step of a medicine.

    Raises:
        UserError: that medicine was never written down.
    """
    member = require(account, "balance", person_id, now=now)
    seen = looks.see(member, now=now, outcome=None)
    made = balance_of(seen.folded, medicine, day_starts_at_hour=settings_of(person_id).day_starts_at_hour)
    return BalanceView(made, _blood_tests(seen.folded.plan, made.medicine))


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    _reports.forget(lambda key: isinstance(key, tuple) and key[0] == person_id)


def told_changes(plan: Plan) -> tuple[ToldChange, ...]:
    """Newest first."""
    ordered = sorted(plan_room.changes(plan), key=lambda one: (one.day, one.kind, one.label), reverse=True)
    return tuple(ToldChange(_id(one), one, say_change(one), _written(plan, one)) for one in ordered)


def answer(table: DailyTable, column: str, change: DatedChange, others: Sequence[DatedChange]) -> ChangeReport:
    """The insight room's answer, with changes said as people say them; the report names them as the plan does."""
    said = {one: replace(one, label=say_change(one).noun) for one in (change, *others)}
    plain = {new: old for old, new in said.items()}
    made = insight.look_at_change(table, column, said[change], others=[said[one] for one in others])
    nearby = tuple(replace(one, change=plain.get(one.change, one.change)) for one in made.nearby)
    return replace(made, change=change, nearby=nearby)


def answers(table: DailyTable, column: str | None, others: Sequence[DatedChange]) -> Callable[[DatedChange], str]:
    """For the report: one sentence about a change, "" where there is none."""

    def told(change: DatedChange) -> str:
        if column is None or change not in others:
            return ""
        made = answer(table, column, change, others)
        if made.verdict is ChangeVerdict.CANNOT_TELL and made.effect is None:
            return f"Can’t tell yet: {made.reason}."
        return made.sentence

    return told


def balance_of(folded: folding.Folded, medicine: str, *, day_starts_at_hour: int = 4) -> Balance:
    """The balance from a folded diary. Raises UserError where that medicine was never written down."""
    plan, table = folded.plan, folded.table
    names = plan_room.medicines_written_down(plan)
    name = next((each for each in names if plain_name(each) == plain_name(medicine)), None)
    if name is None:
        hint = f"There are: {', '.join(names)}." if names else "Write it down first, on the plan."
        raise UserError(f"{medicine!r} is no medicine in this plan.", field="medicine", hint=hint)
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


def _blood_tests(plan: Plan, medicine: str) -> BloodTests | None:
    """None for a medicine about which nothing is written."""
    meant = known_medicines(medicine)
    written = tuple(test for test in load().blood_tests.values() if test.medicine in meant)
    if not written:
        return None
    agreed = [item for item in plan.in_force("visit") if BLOOD_TEST in plain_name(f"{item.name} {item.words}")]
    return BloodTests(medicine_label(medicine), written, tuple(sorted(agreed, key=lambda item: item.valid_from)))


def _find(told: Sequence[ToldChange], wanted: str) -> ToldChange:
    found = [one for one in told if wanted in {one.id, one.change.day.isoformat()}]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(
            f"no change is written down for {wanted!r}.", field="change", hint="See the list: supple plan changes"
        )
    names = ", ".join(f"{one.id} ({one.said.short})" for one in found)
    raise UserError("several things changed on that day.", field="change", hint=f"Name one of: {names}.")


def _id(change: DatedChange) -> str:
    digest = hashlib.sha256(f"{change.kind}\x1f{change.label}".encode()).hexdigest()[:6]
    return f"{change.day.isoformat()}-{digest}"


def _written(plan: Plan, change: DatedChange) -> str:
    """The words of the entry behind a change; of a ladder's step, those of the step."""
    name, _, what = change.label.rpartition(": ")
    for event in reversed(plan.events):
        item = event.fact
        if not isinstance(item, PlanItem) or plain_name(item.name or item.item) != plain_name(name):
            continue
        if item.valid_from == change.day and not item.detail.get("ladder"):
            return item.detail.get("step_1", "") or item.words
        if what.startswith("step ") and item.valid_from <= change.day and item.detail.get("step_1"):
            return item.detail.get(what.replace(" ", "_"), "")
    return ""


def _plain_means(table: DailyTable, report: ChangeReport) -> tuple[float | None, float | None]:
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
