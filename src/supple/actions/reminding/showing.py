"""What is due now, what comes today, and what became of reminders? The page's and the terminal's view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.actions.reminding.choosing import NOTABLE
from supple.actions.reminding.planning import dues_of
from supple.actions.views import PersonCard, PersonSettings
from supple.model import Account, Due, DueKind, DueState, Reminder, ReminderStep, StepTaken
from supple.store import reminders as store_reminders

LEDGER_DAYS = 14
_ANSWERED = frozenset({DueState.DONE, DueState.SKIPPED, DueState.RESTING})
_SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One thing that was due, with what became of it on each channel and what was done with it.

    `due` is None where the plan has it no more: then only its kind and its time are told.
    """

    key: str
    due: Due | None
    kind: str
    due_at: datetime
    calls: tuple[Reminder, ...]
    steps: tuple[StepTaken, ...]


@dataclass(frozen=True, slots=True)
class RemindersView:
    """What is due, for one person at one moment."""

    person: PersonCard
    now: datetime
    settings: PersonSettings
    due_now: tuple[Due, ...]
    """Open, their time has come and is not over; critical ones first, then the latest."""
    coming: tuple[Due, ...]
    """Open, in the next day."""
    answered: tuple[Due, ...]
    """Done, skipped or resting, of the last day."""
    seen: tuple[Due, ...]
    """Told for days, and somebody said that they saw it. What is critical stays in `due_now` as well."""
    unclear: tuple[Due, ...]
    """Doses whose time has come where one was noted that may be this one or another: nobody is asked to take it."""
    ledger: tuple[LedgerLine, ...]
    """The last two weeks, latest first."""


def reminders(account: Account, person_id: UUID, *, now: datetime, with_ledger: bool = True) -> RemindersView:
    """What is due now and next, and what became of what was due."""
    member = require(account, "reminders", person_id, now=now)
    chosen = settings_of(person_id)
    found = dues_of(member.person, chosen, now=now, before_days=LEDGER_DAYS if with_ledger else 1)
    is_open = [each for each in found if each.state is DueState.OPEN]
    due_now = sorted((each for each in is_open if each.is_due_at(now)), key=_first)
    seen = _seen(person_id, due_now)
    return RemindersView(
        person=card_of(member),
        now=now,
        settings=chosen,
        due_now=tuple(each for each in due_now if each not in seen or each.is_critical),
        coming=tuple(each for each in is_open if now < each.at <= now + _SOON),
        answered=tuple(each for each in found if each.state in _ANSWERED and now - _SOON <= each.at <= now + _SOON),
        seen=seen,
        unclear=tuple(each for each in found if each.state is DueState.UNCLEAR and each.is_due_at(now)),
        ledger=_ledger(person_id, found, now) if with_ledger else (),
    )


def _seen(person_id: UUID, due_now: Sequence[Due]) -> tuple[Due, ...]:
    """Of what the diary has no answer for, what somebody said that they saw."""
    told = [each for each in due_now if each.kind not in {*NOTABLE, DueKind.CHECK_IN}]
    if not told:
        return ()
    since = min(each.at for each in told)
    _, steps = store_reminders.ledger(person_id, since=since, until=since)  # no rows: only the steps since then
    seen = {step.key for step in steps if step.step is ReminderStep.SEEN}
    return tuple(each for each in told if each.key in seen)


def _first(due: Due) -> tuple[bool, float]:
    return not due.is_critical, -due.at.timestamp()


def _ledger(person_id: UUID, found: tuple[Due, ...], now: datetime) -> tuple[LedgerLine, ...]:
    rows, steps = store_reminders.ledger(person_id, since=now - timedelta(days=LEDGER_DAYS), until=now)
    known = {each.key: each for each in found}
    by_key: dict[str, list[Reminder]] = {}
    for row in rows:
        by_key.setdefault(row.planned.key, []).append(row)
    taken: dict[str, list[StepTaken]] = {}
    for step in reversed(steps):
        taken.setdefault(step.key, []).append(step)
    return tuple(
        LedgerLine(
            key,
            known.get(key),
            calls[0].planned.kind.value,
            calls[0].planned.due_at,
            tuple(sorted(calls, key=lambda each: (each.planned.ring_at, each.planned.channel.value))),
            tuple(taken.get(key, ())),
        )
        for key, calls in by_key.items()
    )
