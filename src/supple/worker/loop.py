"""How does the reminder loop go round? Plan for whoever needs it, send what rings, wait a second, again.

All that matters is in the database: a loop that dies at any point, runs twice, or finds the clock moved goes on from
there. It keeps nothing in memory but its own pace.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from supple.actions import reminding
from supple.model import Channel

log = logging.getLogger("supple.worker")

POLL_SECONDS = 1.0
# After an error the loop waits longer, up to this: a database that is away must not fill the log.
MOST_WAIT_SECONDS = 60.0
_HOUSEKEEPING = timedelta(hours=6)
_ROUND = 500


class Loop:
    """One worker. `now` is its clock, `senders` are its channels."""

    def __init__(
        self, now: Callable[[], datetime], senders: Mapping[Channel, reminding.Sender], *, poll: float = POLL_SECONDS
    ) -> None:
        self._now = now
        self._senders = senders
        self._poll = poll
        self._cleaned_at: datetime | None = None
        self._failed: dict[UUID, datetime] = {}

    def once(self) -> reminding.Delivered:
        """One round: everything that is old is planned again, then everything that rings by now is sent."""
        while reminding.plan_all(self._now(), limit=_ROUND, failed=self._failed) == _ROUND:
            pass
        total = reminding.Delivered()
        while True:
            done = reminding.deliver(self._now, self._senders, limit=_ROUND)
            for state, count in done.counts.items():
                total.counts[state] += count
            total.lateness += done.lateness
            if not done.claimed:
                break
        self._clean(self._now())
        return total

    def run(self, stop: threading.Event) -> None:
        """Round after round until told to stop."""
        wait = self._poll
        while not stop.is_set():
            try:
                self.once()
                wait = self._poll
            except Exception as error:  # noqa: BLE001 -- reminders must go on once the reason is gone
                wait = min(max(wait, self._poll) * 2, MOST_WAIT_SECONDS)
                log.warning("a round of reminders failed: %s", type(error).__name__)
            stop.wait(wait)

    def _clean(self, now: datetime) -> None:
        # A clock that was put back cleans again: it costs nothing.
        if self._cleaned_at is None or not timedelta() <= now - self._cleaned_at < _HOUSEKEEPING:
            reminding.forget_old(now)
            self._cleaned_at = now
