"""What do the tables of reminders tell of how ringing goes? Counts and times over everybody; never what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from supple.model import Channel, ReminderState
from supple.store.models import PushRow, ReminderRow

_TOLD = (ReminderState.SENT, ReminderState.FAILED, ReminderState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class LastNotice:
    """The last notice that left, or should have left, the house."""

    channel: Channel
    at: datetime
    state: ReminderState


@dataclass(frozen=True, slots=True)
class RingingSeen:
    """`browsers` agreed to be rung, `failed` of them were not reached last. `mails` are planned.

    `overdue`: should have rung by now, to somebody who is there to be rung.
    """

    browsers: int
    failed: int
    overdue: int
    mails: int
    last: LastNotice | None


def look_at_ringing(*, now: datetime, overdue_before: datetime) -> RingingSeen:
    """As it stands now. What should have rung before `overdue_before`, and whose time is not over, is overdue."""
    away = ReminderRow.objects.exclude(channel=Channel.PAGE)
    planned = away.filter(state=ReminderState.PLANNED, until__gt=now)
    is_there = Q(channel=Channel.MAIL) | Q(person__pushes__isnull=False)
    told = away.filter(state__in=_TOLD, ended_at__isnull=False).order_by("-ended_at").first()
    last = None
    if told is not None and told.ended_at is not None:
        last = LastNotice(Channel(told.channel), told.ended_at, ReminderState(told.state))
    return RingingSeen(
        browsers=PushRow.objects.count(),
        failed=PushRow.objects.filter(failed_at__isnull=False).count(),
        overdue=planned.filter(is_there, ring_at__lt=overdue_before).distinct().count(),
        mails=planned.filter(channel=Channel.MAIL).count(),
        last=last,
    )
