"""How are reminders claimed and ended? By conditional updates: two workers never get the same one.

A claim is at most once: what a worker had claimed when it died is written down as unknown and never sent again, for a
second ring at a wrong moment costs more trust than a missing one. Critical things have a second call of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Case, F, Value, When

from supple.model import Channel, Reminder, ReminderState
from supple.store.models import PlannedRow, ReminderRow
from supple.store.reminders import COLUMNS, chunks, from_columns

CLAIM_LASTS = timedelta(minutes=5)
_LOOK_AT = 4  # so many rows are looked at for each person that is wanted: most have several at one time


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of reminders that a claim holds. `state` planned: they were not sent and are free again."""

    claim: UUID
    ids: tuple[int, ...]
    state: ReminderState


def claim(
    mine: UUID, now: datetime, *, people: int, without: Collection[UUID] = ()
) -> tuple[list[UUID], list[Reminder]]:
    """(so many people for whom something rings, what of it is this worker's alone to send now), the first first.

    What only stands on the page is nothing to send: see `stand_on_page`.

    Args:
        mine: a new name for this claim.
        without: people who are left for later.
    """
    due = ReminderRow.objects.filter(state=ReminderState.PLANNED, ring_at__lte=now)
    if without:
        due = due.exclude(person__in=list(without))
    first = due.order_by("ring_at").values_list("person_id", flat=True)[: people * _LOOK_AT]
    wanted = list(dict.fromkeys(first))[:people]
    if not wanted:
        return [], []  # asked every second: with nothing to ring nobody waits for the database
    with transaction.atomic():
        theirs = ReminderRow.objects.filter(person__in=wanted, state=ReminderState.PLANNED, ring_at__lte=now)
        theirs = theirs.exclude(channel=Channel.PAGE)
        ids = list(theirs.select_for_update(skip_locked=True).values_list("pk", flat=True))
        for chunk in chunks(ids):
            # The state stands in the statement's own condition too: whoever comes second changes nothing.
            ReminderRow.objects.filter(pk__in=chunk, state=ReminderState.PLANNED).update(
                state=ReminderState.CLAIMED, claim=mine, claimed_at=now
            )
    if not ids:
        return wanted, []
    rows = ReminderRow.objects.filter(pk__in=ids, state=ReminderState.CLAIMED, claim=mine).order_by("ring_at", "pk")
    return wanted, [from_columns(*row) for row in rows.values_list(*COLUMNS)]


def stand_on_page(person_ids: Collection[UUID], now: datetime) -> int:
    """What rings by now stands on these people's pages, or is over; how many. Nobody sends it: nobody claims it."""
    if not person_ids:
        return 0
    rows = ReminderRow.objects.filter(
        person__in=list(person_ids), state=ReminderState.PLANNED, ring_at__lte=now, channel=Channel.PAGE
    )
    with transaction.atomic():
        if connection.features.has_select_for_update:
            # Whoever plans for one of them just now is not waited for: the next round finds what is left.
            free = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
            rows = ReminderRow.objects.filter(pk__in=free, state=ReminderState.PLANNED)
        state = Case(
            When(until__lte=now, then=Value(ReminderState.TOO_LATE.value)), default=Value(ReminderState.SENT.value)
        )
        return rows.update(state=state, ended_at=now)


def give_up(person_id: UUID, now: datetime) -> int:
    """What rings by now for somebody cannot be sent: whether it is still needed nobody can tell."""
    rows = ReminderRow.objects.filter(person=person_id, state=ReminderState.PLANNED, ring_at__lte=now)
    return rows.update(state=ReminderState.FAILED, ended_at=now)


@transaction.atomic
def end(endings: Iterable[Ending], *, now: datetime) -> None:
    """Write down what became of reminders. Of those that a claim no longer holds nothing changes."""
    together: dict[tuple[UUID, ReminderState], list[int]] = {}
    for ending in endings:
        together.setdefault((ending.claim, ending.state), []).extend(ending.ids)
    _lock([each for ids in together.values() for each in ids])
    for (mine, state), ids in together.items():
        for chunk in chunks(ids):
            held = ReminderRow.objects.filter(pk__in=chunk, claim=mine, state=ReminderState.CLAIMED)
            if state is ReminderState.PLANNED:
                held.update(state=state, claim=None, claimed_at=None)
            else:
                held.update(state=state, ended_at=now)


def give_back(mine: UUID) -> None:
    """All that this claim holds is free again: nothing of it was sent."""
    ReminderRow.objects.filter(claim=mine, state=ReminderState.CLAIMED).update(
        state=ReminderState.PLANNED, claim=None, claimed_at=None
    )


def end_lost_claims(now: datetime) -> int:
    """Claims whose worker is gone: whether they rang nobody knows. A clock that was put back makes none of them old,
    one that was put on makes them old early; neither sends anything twice."""
    lost = ReminderRow.objects.filter(state=ReminderState.CLAIMED, claimed_at__lt=now - CLAIM_LASTS)
    return lost.update(state=ReminderState.UNKNOWN, ended_at=now) if lost.exists() else 0


def stale(person_ids: Collection[UUID]) -> set[UUID]:
    """Those among them whose diary or choices changed since their reminders were planned."""
    fresh: set[UUID] = set()
    for chunk in chunks(list(person_ids)):
        rows = PlannedRow.objects.filter(person__in=chunk, head=F("person__head"), chosen=F("person__chosen"))
        fresh.update(rows.values_list("person_id", flat=True))
    return set(person_ids) - fresh


def _lock(ids: Sequence[int]) -> None:
    """Always in the same order: whoever plans for the same person just now is waited for, and never waits for us."""
    if connection.features.has_select_for_update:
        for chunk in chunks(sorted(ids)):
            list(ReminderRow.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk"))
