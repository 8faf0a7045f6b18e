"""What happens when something rings? Claimed by one worker, asked whether it is still needed, sent, written down."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from supple import store
from supple.actions.reminding.batches import Batch, Delivered, Rang, Sender, batches_of
from supple.actions.reminding.planning import try_to_plan
from supple.model import Channel, Reminder, ReminderState
from supple.store import claims, pushes
from supple.store.claims import Ending

log = logging.getLogger("supple.reminders")

# So many people are told at once. One whose push service or mail server is slow takes one of these places, no more.
AT_ONCE = 64
# So long a round waits for what is on its way; then it looks again what is due.
PATIENCE_SECONDS = 1.0
_MOMENT_SECONDS = 0.03
# A diary that the database would not give is left alone for so long.
_REST = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _OnItsWay:
    claim: UUID
    batch: Batch
    result: Future[tuple[Rang | bool, datetime]]


class Delivery:
    """One worker's reminders on their way. What the database could not be told while it was away it is told later."""

    def __init__(
        self, now: Callable[[], datetime], senders: Mapping[Channel, Sender], *, hands: Executor | None = None
    ) -> None:
        """Begin with nothing on its way.

        Args:
            now: the clock.
            senders: by channel; a channel with none has its reminders written down as failed. The page needs none.
            hands: what runs the senders, several at once; without it they run one after another.
        """
        self._now = now
        self._senders = senders
        self._hands = hands
        self._places = 1 if hands is None else AT_ONCE
        self._on_its_way: list[_OnItsWay] = []
        self._untold: list[Ending] = []
        self._unclear: list[UUID] = []
        self._answers: list[Rang] = []
        self._resting: dict[UUID, datetime] = {}
        self._done = Delivered()

    def round(self) -> Delivered:
        """Everything that rings by now. Who is slow to take it is left to it: the next round hears of them."""
        self._done = Delivered()
        self._settle()
        while self._some():
            pass
        wait([each.result for each in self._on_its_way], PATIENCE_SECONDS)
        self._settle()
        return self._done

    def close(self, seconds: float) -> None:
        """What is on its way is finished first, if that takes no longer than this."""
        wait([each.result for each in self._on_its_way], seconds)
        self._settle()

    def _some(self) -> bool:
        """Claim for as many people as there are places, and hand over what is still needed. False: nothing is due."""
        if len(self._on_its_way) >= self._places:
            wait([each.result for each in self._on_its_way], PATIENCE_SECONDS, FIRST_COMPLETED)
        if len(self._on_its_way) > self._places // 2:
            # A moment more, and many are asked about together.
            wait([each.result for each in self._on_its_way], _MOMENT_SECONDS)
        self._settle()
        at = self._now()
        self._done.counts[ReminderState.UNKNOWN] += claims.end_lost_claims(at)
        places = self._places - len(self._on_its_way)
        if places <= 0:
            return False
        mine = uuid4()
        try:
            people, found = claims.claim(mine, at, people=places, without=self._left_alone(at))
        except BaseException:
            self._unclear.append(mine)  # it may have been written all the same, and nothing of it is sent
            raise
        if not people:
            return False
        unsent = {each.id: each for each in found}
        try:
            done = self._sort_out(mine, people, unsent, at)
        except BaseException:
            self._untold.append(Ending(mine, tuple(unsent), ReminderState.PLANNED))
            raise
        self._done.claimed += len(found) + done
        return bool(found) or done > 0

    def _sort_out(self, mine: UUID, people: Collection[UUID], unsent: dict[int, Reminder], at: datetime) -> int:
        """What of a claim is over, what is sent, what is on the page, and whose plan is too old to tell.

        Returns:
            How many stand on the page now or were planned again.
        """
        over = [each for each in unsent.values() if each.planned.until <= at]
        self._ended(mine, over, ReminderState.TOO_LATE, at, unsent)
        batches = batches_of(unsent.values(), at)
        # Last of all before anything is sent: what was noted a moment ago must not ring.
        old = claims.stale(people)
        for batch in batches:
            if batch.person_id in old:
                continue
            sender = self._senders.get(batch.channel)
            if sender is None:
                self._ended(mine, batch.reminders, ReminderState.FAILED, at, unsent)
            else:
                for each in batch.reminders:
                    del unsent[each.id]  # from here on it may have rung
                self._on_its_way.append(_OnItsWay(mine, batch, self._begun(batch, sender)))
        on_page = claims.stand_on_page(set(people) - old, at)
        if old:
            self._plan_again(mine, old, unsent, at)
        return on_page + len(old)

    def _plan_again(self, mine: UUID, people: Collection[UUID], unsent: dict[int, Reminder], at: datetime) -> None:
        """Noted or changed since it was planned: plan again, and claim anew what still holds."""
        # Given back before it is planned again: what is planned then takes back what is not needed any more.
        self._untold.append(Ending(mine, tuple(unsent), ReminderState.PLANNED))
        unsent.clear()
        self._settle()
        for person_id in people:
            try:
                is_planned = try_to_plan(person_id, now=at)
            except store.AWAY:
                self._resting[person_id] = at + _REST  # nothing is known of it: it stays planned
                continue
            if not is_planned:
                self._done.counts[ReminderState.FAILED] += claims.give_up(person_id, at)

    def _left_alone(self, at: datetime) -> set[UUID]:
        """One message at a time for one person; and whose diary the database would not give rests a little."""
        self._resting = {who: until for who, until in self._resting.items() if timedelta() < until - at <= _REST}
        return {each.batch.person_id for each in self._on_its_way} | set(self._resting)

    def _begun(self, batch: Batch, sender: Sender) -> Future[tuple[Rang | bool, datetime]]:
        if self._hands is not None:
            return self._hands.submit(self._send, batch, sender)
        result: Future[tuple[Rang | bool, datetime]] = Future()
        result.set_result(self._send(batch, sender))
        return result

    def _send(self, batch: Batch, sender: Sender) -> tuple[Rang | bool, datetime]:
        """In a thread of its own: it must not ask the database anything."""
        rang: Rang | bool = False
        try:
            rang = sender(batch)
        except Exception as error:  # noqa: BLE001 -- one that fails must not keep the others; its text may hold private words
            log.warning("a reminder could not be sent by %s: %s", batch.channel.value, type(error).__name__)
        return rang, self._now()

    def _settle(self) -> None:
        """Write down what became of what was sent. What cannot be written now is kept for the next time."""
        for each in [each for each in self._on_its_way if each.result.done()]:
            rang, at = each.result.result()
            self._on_its_way.remove(each)
            self._ended(each.claim, each.batch.reminders, ReminderState.SENT if rang else ReminderState.FAILED, at)
            if isinstance(rang, Rang):
                self._answers.append(rang)
        if self._untold:
            claims.end(self._untold, now=self._now())
            self._untold.clear()
        for mine in list(self._unclear):
            claims.give_back(mine)
            self._unclear.remove(mine)
        if self._answers:
            pushes.pushed(
                rang=[each for said in self._answers for each in said.rang],
                failed=[each for said in self._answers for each in said.failed],
                gone=[each for said in self._answers for each in said.gone],
                now=self._now(),
            )
            self._answers.clear()

    def _ended(
        self,
        mine: UUID,
        found: Collection[Reminder],
        state: ReminderState,
        at: datetime,
        unsent: dict[int, Reminder] | None = None,
    ) -> None:
        if not found:
            return
        self._untold.append(Ending(mine, tuple(each.id for each in found), state))
        self._done.counts[state] += len(found)
        if state is ReminderState.SENT:
            self._done.lateness += [each.late_seconds(at) for each in found]
        if unsent is not None:
            for each in found:
                del unsent[each.id]


def deliver(now: Callable[[], datetime], senders: Mapping[Channel, Sender]) -> Delivered:
    """One round with nothing kept afterwards: everything that rings by now, one after another."""
    return Delivery(now, senders).round()
