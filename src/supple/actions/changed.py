"""Did this change help, and what stood beside each step of a medicine? From a stored diary; neither advises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supple import plan as plan_room
from supple.actions import folding, looks
from supple.actions.access import allows, require
from supple.actions.answering import BEGAN_BADLY, answer, balance_of, began_badly, change_id, plain_means
from supple.actions.check_in import save_facts
from supple.actions.memory import Memory
from supple.actions.persons import settings_of
from supple.knowledge import BloodTest, load
from supple.knowledge.changes import SaidChange, medicine_label, say_change
from supple.knowledge.medicine_names import known_medicines, plain_name
from supple.model import (
    Account,
    Balance,
    ChangeReport,
    DailyTable,
    DatedChange,
    Instant,
    Plan,
    PlanItem,
    Profile,
    Scope,
    UserError,
)
from supple.model.check import LATEST_AGREED
from supple.words import _

BLOOD_TEST = "blood test"
HOW_IT_BEGAN = ("yes", "no", "unknown")
_reports: Memory[ChangeReport] = Memory(64)
_balances: Memory[Balance] = Memory(16)


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
    """One change with its honest answer. `mean_before` and `mean_after` are the plain means of the days counted.

    `began`: the answer to "was it begun because things were bad?": yes, no, unknown, or "" where nothing was said.
    """

    told: ToldChange
    report: ChangeReport
    table: DailyTable
    outcome_label: str
    others: tuple[DatedChange, ...]
    mean_before: float | None
    mean_after: float | None
    began: str = ""


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
    tests = (_blood_tests(seen.folded, item.name) for item in plan.in_force("medicine"))
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
    began = began_badly(seen.folded.plan, told.change)
    report = _reports.get(
        (person_id, seen.key, told.id, began),
        lambda: answer(table, column, told.change, every, began_badly=began),
    )
    before, after = plain_means(table, report)
    said = seen.folded.plan.answer(f"{BEGAN_BADLY}{told.id}") or ""
    return ChangeView(told, report, table, load().label(column), every, before, after, said)


def say_how_it_began(
    account: Account,
    person_id: UUID,
    change: str,
    said: str,
    *,
    now: datetime,
    source: str,
    group: UUID | None = None,
) -> str:
    """Keep whether a change was begun because things were bad; the same again adds nothing. Returns the change's id.

    Args:
        change: as in `change_report`.
        said: "yes", "no", or "unknown".

    Raises:
        UserError: there is no such change, or the answer is none of the three.
    """
    member = require(account, "say_how_it_began", person_id)
    if said not in HOW_IT_BEGAN:
        raise UserError(_("say yes, no or unknown."), field="began")
    plan = looks.see(member, now=now, outcome=None).folded.plan
    try:
        told = _find(told_changes(plan), change)
    except UserError:
        if allows(member, Scope.LOOK):
            raise
        raise UserError(_("no such change is written down."), field="change") from None  # which there are is not told
    key = f"{BEGAN_BADLY}{told.id}"
    if plan.answer(key) != said:
        save_facts(
            account,
            person_id,
            [(Profile(key, said), Instant(now, member.person.zone))],
            now=now,
            source=source,
            group=group,
        )
    return told.id


def balance(account: Account, person_id: UUID, medicine: str, *, now: datetime) -> BalanceView:
    """What was noted on each step of a medicine.

    Raises:
        UserError: that medicine was never written down.
    """
    member = require(account, "balance", person_id, now=now)
    starts = settings_of(person_id).day_starts_at_hour
    folded, state = looks.fold_of(member, now=now, starts=starts)
    # A balance is made of more than findings are (side effects, the plan's own words): any new event makes it anew.
    made = _balances.get(
        (*state, plain_name(medicine)), lambda: balance_of(folded, medicine, day_starts_at_hour=starts)
    )
    return BalanceView(made, _blood_tests(folded, made.medicine))


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    for memory in (_reports, _balances):
        memory.forget(person_id)


def told_changes(plan: Plan) -> tuple[ToldChange, ...]:
    """Newest first."""
    ordered = sorted(plan_room.changes(plan), key=lambda one: (one.day, one.kind, one.label), reverse=True)
    return tuple(
        ToldChange(change_id(one), one, say_change(one), plan_room.written_words(plan, one)) for one in ordered
    )


def _blood_tests(folded: folding.Folded, medicine: str) -> BloodTests | None:
    """None for a medicine about which nothing is written."""
    meant = known_medicines(medicine)
    written = tuple(test for test in load().blood_tests.values() if test.medicine in meant)
    if not written:
        return None
    return BloodTests(medicine_label(medicine), written, _agreed_blood_tests(folded))


def _agreed_blood_tests(folded: folding.Folded) -> tuple[PlanItem, ...]:
    """Visits called a blood test, from today on, by day: one that was says nothing of the next."""
    visits = plan_room.visits_of(plan_room.plan_at(folded.diary.events, LATEST_AGREED).events)
    today = folded.plan.day
    return tuple(one for one in visits if BLOOD_TEST in plain_name(one.name) and one.valid_from >= today)


def _find(told: Sequence[ToldChange], wanted: str) -> ToldChange:
    found = [one for one in told if wanted in {one.id, one.change.day.isoformat()}]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(
            _("no change is written down for {wanted!r}.").format(wanted=wanted),
            field="change",
            hint=_("See the list: supple plan changes"),
        )
    names = ", ".join(f"{one.id} ({one.said.short})" for one in found)
    raise UserError(
        _("several things changed on that day."), field="change", hint=_("Name one of: {names}.").format(names=names)
    )
