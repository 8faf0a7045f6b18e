"""What does a calendar get that opens a private link? What is due in the weeks ahead, while the link holds."""

from __future__ import annotations

from datetime import datetime

from supple import report as report_room
from supple.actions import ringing
from supple.actions.persons import settings_of
from supple.actions.reminding.choosing import channels_for
from supple.actions.reminding.planning import dues_of
from supple.model import Due, DueKind
from supple.store import queries


def calendar(token: str, *, now: datetime) -> bytes | None:
    """The calendar's file; None where the link opens nothing."""
    opened = ringing.opened_feed(token, now=now)
    if opened is None:
        return None
    feed, person = opened
    chosen = settings_of(person.id)
    found = dues_of(person, chosen, now=now, before_days=0, ahead_days=report_room.FEED_DAYS)
    told = [each for each in found if _rings(each) and len(channels_for(each, chosen)) > 1]
    return report_room.feed(
        person.id,
        told,
        zone=person.zone,
        now=now,
        is_private=feed.is_private,
        version=queries.head(person.id),
    )


def _rings(due: Due) -> bool:
    """A box's day moves with every note: a calendar would ring for days that are no longer true."""
    return due.kind is not DueKind.BOX
