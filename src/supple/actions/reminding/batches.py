"""What is one person told at one time, and how does it go out? One message on a channel, however much is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from supple.actions.views import PersonSettings
from supple.model import TRY, Channel, PushTarget, Reminder, ReminderState
from supple.store import people, pushes

# From so much lateness on a message says that it is late.
LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one person is told on one channel at one time, and where it goes.

    `is_firm`: a second call of something critical is among it. `late`: how many of it were due a while ago.
    `is_try`: somebody asked "did it ring?"; then nothing is due. `targets`, `mail_to`: what its channel needs.
    """

    person_id: UUID
    channel: Channel
    reminders: tuple[Reminder, ...]
    is_firm: bool
    late: int
    at: datetime
    is_try: bool = False
    targets: tuple[PushTarget, ...] = ()
    mail_to: str = ""


@dataclass(frozen=True, slots=True)
class Rang:
    """What the services of somebody's browsers said, by the browsers' numbers. `gone`: they never ring again."""

    rang: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rang)


# Sends one batch, in a thread of its own, so it asks the database nothing.
# True: it was handed over to somebody; False: nobody is there to be told on this channel.
Sender = Callable[[Batch], "Rang | bool"]


@dataclass(slots=True)
class Delivered:
    """What one round did: how many it claimed, what became of them, and how many seconds late the sent ones were."""

    claimed: int = 0
    counts: dict[ReminderState, int] = field(default_factory=lambda: defaultdict(int))
    lateness: list[float] = field(default_factory=list)

    def add(self, other: Delivered) -> None:
        """What another round did, too."""
        self.claimed += other.claimed
        for state, count in other.counts.items():
            self.counts[state] += count
        self.lateness += other.lateness


def batches_of(found: Collection[Reminder], at: datetime) -> list[Batch]:
    """The messages that these make. Read for everybody at once, as each is sent by a hand without a database."""
    together: dict[tuple[UUID, Channel, bool], list[Reminder]] = defaultdict(list)
    for each in found:
        together[each.person_id, each.planned.channel, each.planned.key.startswith(TRY)].append(each)
    targets = pushes.pushes_of({person_id for person_id, channel, _ in together if channel is Channel.PUSH})
    mailed = people.settings_of({person_id for person_id, channel, _ in together if channel is Channel.MAIL})
    return [
        Batch(
            person_id,
            channel,
            tuple(theirs),
            is_firm=any(each.planned.call == 2 for each in theirs),
            late=sum(at - each.planned.due_at > LATE and each.planned.call == 1 for each in theirs),
            at=at,
            is_try=is_try,
            targets=tuple(targets.get(person_id, ())) if channel is Channel.PUSH else (),
            mail_to=PersonSettings.from_stored(mailed.get(person_id, {})).mail_to if channel is Channel.MAIL else "",
        )
        for (person_id, channel, is_try), theirs in together.items()
    ]
