"""How are reminders planned, put off and remembered? How they are claimed and ended: `claims`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from supple.model import Channel, DueKind, Planned, Reminder, ReminderState, ReminderStep, StepTaken
from supple.model.due_key import short_key
from supple.store.models import PersonRow, PlannedRow, ReminderRow, ReminderStepRow

GRACE = timedelta(minutes=2)
_LONGEST = timedelta(days=14)  # no thing due is told for so long
_CHUNK = 400  # rows in one statement; SQLite takes some hundreds of variables


@dataclass(frozen=True, slots=True)
class Basis:
    """What reminders are planned from: how many events the diary had, and how often something was chosen."""

    head: int
    chosen: int


def people_to_plan(*, before: datetime, limit: int) -> list[UUID]:
    """Whose reminders were never planned, are planned from an older diary, or end before `before`."""
    rows = PersonRow.objects.filter(
        Q(planned__isnull=True)
        | ~Q(planned__head=F("head"))
        | ~Q(planned__chosen=F("chosen"))
        | Q(planned__until__lt=before)
    )
    return list(rows.order_by("created_at").values_list("pk", flat=True)[:limit])


def basis_of(person_id: UUID) -> Basis | None:
    """How the diary and what was chosen stand now; None where there is no such person."""
    found = PersonRow.objects.filter(pk=person_id).values_list("head", "chosen").first()
    return None if found is None else Basis(*found)


@transaction.atomic
def keep_plan(
    person_id: UUID,
    wanted: Callable[[Sequence[Reminder]], Sequence[Planned]],
    *,
    needless: Collection[str] = (),
    basis: Basis,
    until: datetime,
    now: datetime,
) -> None:
    """Make `wanted` all that shall still ring. What rang, failed or ended stays as it is; nothing comes twice.

    Args:
        wanted: gives what shall ring, from all that was asked for later and is not over. It is asked while nobody
            else can plan for the person or put anything off. What should have rung before now and was never planned
            does not ring any more, unless nobody planned then: Supple was off.
        basis: what it was planned from; it holds up to `until`. Where somebody planned from something newer
            meanwhile, nothing changes.
        needless: keys of what is done, skipped or resting: they are told apart from what the plan has no more.
    """
    if not _lock(person_id):
        return  # erased meanwhile
    before = PlannedRow.objects.filter(person=person_id).first()
    if before is not None and (before.head > basis.head or before.chosen > basis.chosen):
        return
    # Locked: a worker that claims one of them right now waits, and then finds how it stands.
    # Nothing that was due longer ago is still to be told: so the ledger of months is not read.
    rows = ReminderRow.objects.select_for_update().filter(person=person_id, until__gt=now, due_at__gt=now - _LONGEST)
    held = {(row.key, row.channel, row.call): row for row in rows.order_by("pk")}
    put_off = [reminder_of(row) for row in held.values() if row.call > 2 and row.state not in _TAKEN_BACK]
    asked = {(short_key(each.key), each.channel.value, each.call): each for each in wanted(put_off)}
    begins = min(now, before.until) - GRACE if before is not None else now - GRACE
    new, moved = [], []
    gone: dict[ReminderState, list[int]] = {ReminderState.WITHDRAWN: [], ReminderState.NOT_NEEDED: []}
    for name, each in asked.items():
        row = held.get(name)
        may_begin = each.ring_at > begins
        if row is None:
            new += [_row(person_id, each)] if may_begin else []
        elif row.state == ReminderState.PLANNED and not _moved(row, each):
            continue
        elif row.state == ReminderState.PLANNED or (may_begin and _may_ring(row)):
            row.due_at, row.ring_at, row.until = each.due_at, each.ring_at, each.until
            row.is_critical, row.state, row.ended_at = each.is_critical, ReminderState.PLANNED, None
            moved.append(row)
    for name, row in held.items():
        if name not in asked and row.state == ReminderState.PLANNED:
            gone[ReminderState.NOT_NEEDED if row.key in needless else ReminderState.WITHDRAWN].append(row.pk)
    ReminderRow.objects.bulk_create(new, batch_size=100, ignore_conflicts=True)
    ReminderRow.objects.bulk_update(
        moved, ["due_at", "ring_at", "until", "is_critical", "state", "ended_at"], batch_size=100
    )
    for state, ids in gone.items():
        for chunk in chunks(ids):
            ReminderRow.objects.filter(pk__in=chunk, state=ReminderState.PLANNED).update(state=state, ended_at=now)
    PlannedRow.objects.update_or_create(
        person_id=person_id, defaults={"head": basis.head, "chosen": basis.chosen, "until": until}
    )


def next_ring() -> datetime | None:
    """When the next one rings."""
    rows = ReminderRow.objects.filter(state=ReminderState.PLANNED).order_by("ring_at")
    return rows.values_list("ring_at", flat=True).first()


def ledger(person_id: UUID, *, since: datetime, until: datetime) -> tuple[list[Reminder], list[StepTaken]]:
    """What was due from `since` to `until`, latest first, and what was done with it."""
    rows = ReminderRow.objects.filter(person=person_id, due_at__gte=since, due_at__lt=until).order_by("-due_at", "pk")
    steps = ReminderStepRow.objects.filter(person=person_id, at__gte=since).order_by("-at", "-pk")
    return [reminder_of(row) for row in rows], [
        StepTaken(step.key, ReminderStep(step.step), step.by_way, step.at) for step in steps
    ]


def add_steps(person_id: UUID, keys: Iterable[str], step: ReminderStep, *, by_way: str, now: datetime) -> None:
    """Somebody did something with reminders. The same within a minute is one."""
    near = ReminderStepRow.objects.filter(person=person_id, step=step, at__gt=now - timedelta(minutes=1), at__lte=now)
    there = set(near.values_list("key", flat=True))
    new = [key for key in dict.fromkeys(map(short_key, keys)) if key not in there]
    ReminderStepRow.objects.bulk_create(
        [ReminderStepRow(person_id=person_id, key=key, step=step, by_way=by_way, at=now) for key in new]
    )


def calls_of(person_id: UUID, keys: Collection[str]) -> dict[str, int]:
    """The highest call that each of these has on any channel."""
    found: dict[str, int] = {}
    for chunk in chunks(sorted({short_key(key) for key in keys})):
        for key, call in ReminderRow.objects.filter(person=person_id, key__in=chunk).values_list("key", "call"):
            found[key] = max(call, found.get(key, 0))
    return found


@transaction.atomic
def ask_again(person_id: UUID, again: Sequence[Planned], *, now: datetime) -> None:
    """Rings asked for later take the place of all that would still ring for the same. Where somebody asked twice at
    once, the last one holds."""
    if not _lock(person_id):
        return
    keys = {short_key(each.key) for each in again}
    calls = calls_of(person_id, keys)
    for chunk in chunks(sorted(keys)):
        rows = ReminderRow.objects.select_for_update().filter(person=person_id, key__in=chunk).order_by("pk")
        ids = [row.pk for row in rows if row.state == ReminderState.PLANNED and row.channel != Channel.PAGE]
        ReminderRow.objects.filter(pk__in=ids).update(state=ReminderState.PUT_OFF, ended_at=now)
    new = [_row(person_id, each) for each in again]
    for row in new:
        row.call = max(row.call, calls.get(row.key, 0) + 1)
    ReminderRow.objects.bulk_create(new, ignore_conflicts=True)


def forget_old(before: datetime) -> int:
    """Drop what was due before: the diary keeps what was done, the ledger need not be kept for ever."""
    ended, _ = ReminderRow.objects.filter(due_at__lt=before).exclude(state=ReminderState.CLAIMED).delete()
    steps, _ = ReminderStepRow.objects.filter(at__lt=before).delete()
    return ended + steps


_TAKEN_BACK = frozenset({ReminderState.WITHDRAWN.value, ReminderState.NOT_NEEDED.value})


def _may_ring(row: ReminderRow) -> bool:
    """Taken back before it rang. Put off holds for the first call; the firmer one comes after what was asked for."""
    return row.state in _TAKEN_BACK or (row.state == ReminderState.PUT_OFF and row.call == 2)


def _lock(person_id: UUID) -> bool:
    """Nobody else plans for this person, or puts anything off, until this is written. False: no such person."""
    return bool(list(PersonRow.objects.select_for_update().filter(pk=person_id).values_list("pk")))


def _moved(row: ReminderRow, each: Planned) -> bool:
    return (row.due_at, row.ring_at, row.until, row.is_critical) != (
        each.due_at,
        each.ring_at,
        each.until,
        each.is_critical,
    )


def _row(person_id: UUID, each: Planned) -> ReminderRow:
    return ReminderRow(
        person_id=person_id,
        key=short_key(each.key),
        channel=each.channel,
        call=each.call,
        kind=each.kind,
        is_critical=each.is_critical,
        due_at=each.due_at,
        ring_at=each.ring_at,
        until=each.until,
        state=ReminderState.PLANNED,
    )


def reminder_of(row: ReminderRow) -> Reminder:
    """The row as a noun."""
    return from_columns(*(getattr(row, name) for name in COLUMNS))


COLUMNS = (
    *("pk", "person_id", "state", "ended_at"),
    *("key", "channel", "call", "kind", "is_critical", "due_at", "ring_at", "until"),
)


def from_columns(pk: int, person_id: UUID, state: str, ended_at: datetime | None, *planned: Any) -> Reminder:
    """The same from its columns, which for many rows is quicker to read."""
    key, channel, call, kind, *moments = planned
    each = Planned(key, Channel(channel), call, DueKind(kind), *moments)
    return Reminder(pk, person_id, each, ReminderState(state), ended_at)


def chunks(ids: Sequence[object]) -> Iterable[Sequence[object]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
