"""What happens when something rings? Claimed by one worker, asked whether it is still needed, sent, written down."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from supple.actions.reminding.planning import try_to_plan
from supple.model import TRY, Channel, Reminder, ReminderState
from supple.store import reminders

log = logging.getLogger("supple.reminders")

# From so much lateness on a message says that it is late.
LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one person is told on one channel at one time: one message, however much is due.

    `is_firm`: a second call of something critical is among it. `late`: how many of it were due a while ago.
    `is_try`: somebody asked "did it ring?"; then nothing is due.
    """

    person_id: UUID
    channel: Channel
    reminders: tuple[Reminder, ...]
    is_firm: bool
    late: int
    at: datetime
    is_try: bool = False


# Sends one batch. True: it was handed over to somebody; False: nobody is there to be told on this channel.
Sender = Callable[[Batch], bool]


@dataclass(slots=True)
class Delivered:
    """What one round did: how many it claimed, what became of them, and how many seconds late the sent ones were."""

    claimed: int = 0
    counts: dict[ReminderState, int] = field(default_factory=lambda: defaultdict(int))
    lateness: list[float] = field(default_factory=list)


def deliver(now: Callable[[], datetime], senders: Mapping[Channel, Sender], *, limit: int = 500) -> Delivered:
    """One round: everything that rings by now, at most `limit` reminders of it.

    Args:
        now: the clock.
        senders: by channel; a channel with none has its reminders written down as failed. The page needs no sender.
    """
    done = Delivered()
    at = now()
    done.counts[ReminderState.UNKNOWN] += reminders.end_lost_claims(at)
    mine, claimed = reminders.claim(at, limit=limit)
    done.claimed = len(claimed)
    if not claimed:
        return done
    for person_id in reminders.stale({each.person_id for each in claimed}):
        # Noted or changed since it was planned: plan again, and let the next round claim what still holds.
        theirs = [each for each in claimed if each.person_id == person_id]
        claimed = [each for each in claimed if each.person_id != person_id]
        # Given back before it is planned again: what is planned then takes back what is not needed any more.
        reminders.give_back(mine, [each.id for each in theirs])
        if not try_to_plan(person_id, now=at):
            reminders.give_up([each.id for each in theirs], now=at)
            done.counts[ReminderState.FAILED] += len(theirs)
    over = [each for each in claimed if each.planned.until <= at]
    _end(done, mine, over, ReminderState.TOO_LATE, at)
    batches: dict[tuple[UUID, Channel, bool], list[Reminder]] = defaultdict(list)
    for each in claimed:
        if each.planned.until > at:
            batches[each.person_id, each.planned.channel, each.planned.key.startswith(TRY)].append(each)
    on_page = [each for (_, channel, _), found in batches.items() if channel is Channel.PAGE for each in found]
    _end(done, mine, on_page, ReminderState.SENT, at)
    for (person_id, channel, is_try), found in batches.items():
        if channel is not Channel.PAGE:
            batch = _batch(person_id, channel, found, at, is_try=is_try)
            _end(done, mine, found, _send(batch, senders.get(channel)), now())
    return done


def _batch(person_id: UUID, channel: Channel, found: Sequence[Reminder], at: datetime, *, is_try: bool) -> Batch:
    return Batch(
        person_id,
        channel,
        tuple(found),
        is_firm=any(each.planned.call == 2 for each in found),
        late=sum(at - each.planned.due_at > LATE and each.planned.call == 1 for each in found),
        at=at,
        is_try=is_try,
    )


def _send(batch: Batch, sender: Sender | None) -> ReminderState:
    if sender is None:
        return ReminderState.FAILED
    try:
        return ReminderState.SENT if sender(batch) else ReminderState.FAILED
    except Exception as error:  # noqa: BLE001 -- one that fails must not keep the others; its text may hold private words
        log.warning("a reminder could not be sent by %s: %s", batch.channel.value, type(error).__name__)
        return ReminderState.FAILED


def _end(done: Delivered, mine: UUID, found: Sequence[Reminder], state: ReminderState, at: datetime) -> None:
    reminders.end(mine, [each.id for each in found], state, now=at)
    done.counts[state] += len(found)
    if state is ReminderState.SENT:
        done.lateness += [each.late_seconds(at) for each in found]
