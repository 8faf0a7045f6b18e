"""What shall ring in the next day and a half? Worked out anew whenever the diary, the plan or a choice changed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary, store
from supple import plan as plan_room
from supple.actions import folding
from supple.actions.persons import settings_of
from supple.actions.reminding.choosing import channels_for, choices_of, is_quiet_for, quiet_of
from supple.actions.views import PersonSettings
from supple.model import TRY, Channel, Due, DueState, Person, Planned, Reminder, ReminderState
from supple.store import people, queries, reminders

log = logging.getLogger("supple.reminders")

HORIZON = timedelta(hours=36)
TRY_AGAIN = timedelta(minutes=10)
SOON_AGAIN = timedelta(seconds=10)
# Planned anew this long before the plan ends, so that nothing near is ever missing.
RENEW = timedelta(hours=12)
LEDGER_KEPT = timedelta(days=90)
_LOOK_BACK_DAYS = 35  # so far back entries are read: the doses since a box was counted
_LEAST_SECOND, _MOST_SECOND = 10, 120


def forget_old(now: datetime) -> None:
    """Drop what is older than the ledger is kept."""
    reminders.forget_old(now - LEDGER_KEPT)


def plan_all(now: datetime, *, limit: int = 200, failed: dict[UUID, datetime] | None = None) -> int:
    """Plan for everybody whose plan is missing, old or ends soon; how many were planned.

    Args:
        failed: whose plan could not be made, and until when they are left alone: one diary that cannot be read must
            not keep everybody else's reminders from ringing. It is filled here.

    Raises:
        store.AWAY: the database is away, or would not give this one diary; then it is left alone for some seconds.
    """
    away = {} if failed is None else failed
    for person_id in [each for each, until in away.items() if not timedelta() < until - now <= TRY_AGAIN]:
        del away[person_id]
    ids = reminders.people_to_plan(before=now + RENEW, limit=limit + len(away))
    planned = 0
    for person_id in [each for each in ids if each not in away][:limit]:
        try:
            is_planned = try_to_plan(person_id, now=now)
        except store.AWAY:
            away[person_id] = now + SOON_AGAIN
            raise
        if is_planned:
            planned += 1
        else:
            away[person_id] = now + TRY_AGAIN
    return planned


def try_to_plan(person_id: UUID, *, now: datetime) -> bool:
    """Plan for one person; False where that failed. Of the error only its kind reaches the log.

    Raises:
        store.AWAY: the database is away: that says nothing of this diary.
    """
    try:
        plan_person(person_id, now=now)
    except store.AWAY:
        raise
    except Exception as error:  # noqa: BLE001 -- its text may hold private words, and others wait for theirs
        log.warning("reminders of one diary could not be planned: %s", type(error).__name__)
        return False
    return True


def plan_person(person_id: UUID, *, now: datetime) -> None:
    """Write down what rings for one person up to the horizon. Asks nobody: only Supple's own ledger changes."""
    # Read first: what changes meanwhile makes the plan old, never wrong for long.
    basis = reminders.basis_of(person_id)
    person = people.person(person_id)
    if person is None or basis is None:
        return
    chosen = settings_of(person_id)
    until = now + HORIZON
    found = dues_of(person, chosen, now=now)
    near = [each for each in found if each.until > now and each.at <= until]
    is_open = [each for each in near if each.state is DueState.OPEN]
    reminders.keep_plan(
        person_id,
        lambda put_off: _wanted(is_open, put_off, chosen, person.zone),
        needless={each.key for each in found if each.state is not DueState.OPEN},
        basis=basis,
        until=until,
        now=now,
    )


def _wanted(is_open: Sequence[Due], put_off: Sequence[Reminder], chosen: PersonSettings, zone: str) -> list[Planned]:
    """What shall still ring of what is open, and of what was asked for later."""
    keys = {each.key for each in is_open}
    rings: dict[str, datetime] = {}
    for each in put_off:
        rings[each.planned.key] = max(each.planned.ring_at, rings.get(each.planned.key, each.planned.ring_at))
    asked = [
        each.planned
        for each in put_off
        if each.state is ReminderState.PLANNED and (each.planned.key in keys or each.planned.key.startswith(TRY))
    ]
    return [*(row for each in is_open for row in _rows(each, chosen, zone, rings.get(each.key))), *asked]


def dues_of(
    person: Person, chosen: PersonSettings, *, now: datetime, before_days: int = 1, ahead_days: int = 2
) -> tuple[Due, ...]:
    """What is due around today, by the plan and the latest weeks of the diary."""
    starts = chosen.day_starts_at_hour
    today = folding.today_of(now, person.zone, starts)
    first, last = today - timedelta(days=before_days), today + timedelta(days=ahead_days)
    return _due(person, chosen, first, last)


def _due(person: Person, chosen: PersonSettings, first: date, last: date) -> tuple[Due, ...]:
    starts = chosen.day_starts_at_hour
    agreed = queries.agreed_events(person.id)
    recent = queries.recent_events(person.id, first - timedelta(days=_LOOK_BACK_DAYS))
    shown = diary.fold(recent, person_id=person.id).events
    rests = diary.pauses([*shown, *queries.events_of_kind(person.id, "pause")], starts)
    return plan_room.due(
        agreed,
        shown,
        first,
        last,
        zone=person.zone,
        choices=choices_of(chosen),
        paused=lambda day: diary.pause_on(rests, day) is not None,
        day_starts_at_hour=starts,
    )


def _rows(due: Due, chosen: PersonSettings, zone: str, put_off_to: datetime | None) -> Sequence[Planned]:
    """One for each channel, and the firmer second call of something critical. Somebody who asked for it later is told
    then; the firmer call comes after that, as it would have come after the first."""
    quiet = quiet_of(chosen) if is_quiet_for(due, chosen) else None
    after = timedelta(minutes=min(max(chosen.second_call_minutes, _LEAST_SECOND), _MOST_SECOND))

    def heard(at: datetime) -> datetime:
        return at if quiet is None else quiet.over_at(at, zone)

    rows = []
    for channel in channels_for(due, chosen):
        rings = due.at if channel is Channel.PAGE else heard(due.at)
        if rings < due.until and (channel is Channel.PAGE or put_off_to is None):
            rows.append(_planned(due, channel, 1, rings))
        second = heard(max(rings, put_off_to or rings) + after)
        if due.is_critical and channel is not Channel.PAGE and second < due.until:
            rows.append(_planned(due, channel, 2, second))
    return rows


def _planned(due: Due, channel: Channel, call: int, rings: datetime) -> Planned:
    return Planned(due.key, channel, call, due.kind, due.is_critical, due.at, rings, due.until)
