"""A reminder and its ledger: what was planned, rung, seen, done. It says on which channel, never what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from supple.model.due import DueKind
from supple.model.people import Account


class Channel(StrEnum):
    """A way by which a reminder reaches somebody."""

    PAGE = "page"  # it stands on the pages of Supple
    PUSH = "push"
    MAIL = "mail"


class ReminderState(StrEnum):
    """What became of it on its channel."""

    PLANNED = "planned"
    CLAIMED = "claimed"  # a worker is sending it right now
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"  # the worker ended while it sent: it may have rung or not, and is never sent again
    TOO_LATE = "too_late"  # its time was over before anything could ring
    NOT_NEEDED = "not_needed"  # done, skipped or resting before it rang
    PUT_OFF = "put_off"  # somebody asked for later before it rang
    WITHDRAWN = "withdrawn"  # the plan or a choice changed


# The key of a try ("did it ring?") begins so: it stands for nothing that is due.
TRY = "try|"


class ReminderStep(StrEnum):
    """What a person did with it. `SHOWN` is no answer: a page that was opened showed it."""

    SHOWN = "shown"
    SEEN = "seen"
    DONE = "done"
    SKIPPED = "skipped"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Planned:
    """What shall ring, when: `call` 2 is the firmer one of something critical, and above it those asked for later.

    `ring_at` is `due_at`, or later where it is quiet then or "later" was chosen; `until` as of what is due.
    """

    key: str
    channel: Channel
    call: int
    kind: DueKind
    is_critical: bool
    due_at: datetime
    ring_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A planned reminder as it stands in the ledger."""

    id: int
    person_id: UUID
    planned: Planned
    state: ReminderState
    ended_at: datetime | None = None

    def late_seconds(self, now: datetime) -> float:
        """How much later than planned."""
        return (now - self.planned.ring_at).total_seconds()


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A line of the ledger: what somebody did with a reminder, and from where (`page`, `push`, `mail`, `cli`)."""

    key: str
    step: ReminderStep
    by_way: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PushTarget:
    """A browser that agreed to be rung: where its push service is, and the keys that only it can read with."""

    endpoint: str
    public_key: str
    auth: str
    device: str = ""
    id: int = 0
    added_at: datetime | None = None
    rang_at: datetime | None = None
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A private link for a calendar, by a short name; the link itself is shown once and not kept."""

    name: str
    account: Account
    person_id: UUID
    is_private: bool
    made_at: datetime
    read_at: datetime | None = None
