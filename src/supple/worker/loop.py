"""How does the reminder loop go round? Plan for whoever needs it, send what rings, wait a second, again.

All that matters is in the database: a loop that dies at any point, runs twice, or finds the clock moved goes on from
there. It keeps nothing in memory but its own pace, and what it could not write down while the database was away.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

from supple import store
from supple.actions import reminding
from supple.model import Channel

log = logging.getLogger("supple.worker")

POLL_SECONDS = 1.0
# After an error the loop waits longer, up to this: a database that is away must not fill the log, and what is due
# should not wait much once it is back.
MOST_WAIT_SECONDS = 15.0
# At the end what is being sent is finished first.
END_SECONDS = 15.0
_HOUSEKEEPING = timedelta(hours=6)
# So many are planned between two looks at what rings: planning may take long, what is due may not.
_SLICE = 8


class Loop:
    """One worker. `now` is its clock, `senders` are its channels, `hands` run them: threads, unless it is told."""

    def __init__(
        self,
        now: Callable[[], datetime],
        senders: Mapping[Channel, reminding.Sender],
        *,
        poll: float = POLL_SECONDS,
        hands: Executor | None = None,
    ) -> None:
        self._now = now
        self._poll = poll
        self._hands = hands or ThreadPoolExecutor(reminding.AT_ONCE, thread_name_prefix="ring")
        self._delivery = reminding.Delivery(now, senders, hands=self._hands)
        self._cleaned_at: datetime | None = None
        self._failed: dict[UUID, datetime] = {}

    def once(self) -> reminding.Delivered:
        """One round: everything that is old is planned again, and everything that rings by now is sent.

        Raises:
            store.AWAY: the database could not be asked for all of it. What it gave was sent all the same.
        """
        store.refresh_connections()
        total = reminding.Delivered()
        trouble: Exception | None = None
        planned = _SLICE
        while planned == _SLICE:
            try:
                planned = reminding.plan_all(self._now(), limit=_SLICE, failed=self._failed)
            except store.AWAY as error:
                trouble, planned = error, 0
            total.add(self._delivery.round())
        if trouble is not None:
            raise trouble
        self._clean(self._now())
        return total

    def run(self, stop: threading.Event) -> None:
        """Round after round until told to stop."""
        wait, said = self._poll, ""
        while not stop.is_set():
            try:
                self.once()
                wait, said = self._poll, ""
            except Exception as error:  # noqa: BLE001 -- reminders must go on once the reason is gone
                wait = min(max(wait, self._poll) * 2, MOST_WAIT_SECONDS)
                store.drop_connections()
                if said != type(error).__name__:  # once for each time that it is away, not each time it is asked
                    said = type(error).__name__
                    log.warning("a round of reminders failed: %s", said)
            stop.wait(wait)
        self.close()

    def close(self) -> None:
        """What is being sent is finished first; then the hands rest."""
        try:
            self._delivery.close(END_SECONDS)
        except store.AWAY as error:
            log.warning("at the end the database was away: %s", type(error).__name__)
        self._hands.shutdown(wait=False, cancel_futures=True)

    def _clean(self, now: datetime) -> None:
        # A clock that was put back cleans again: it costs nothing.
        if self._cleaned_at is None or not timedelta() <= now - self._cleaned_at < _HOUSEKEEPING:
            reminding.forget_old(now)
            self._cleaned_at = now
