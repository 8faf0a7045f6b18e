"""What holds now? A person's events, in any order and any number of copies, become one Diary.

Rules (they hold whatever the order of arrival, since phones and files send late and twice):

- Events tied by `replaces` form one thread: an entry and its corrections. The shown version is the latest
  recorded (then the largest id) of those that nothing else in the thread replaces, so a correction of a
  correction wins over what it corrects even when a clock was wrong.
- A correction whose original has not arrived is shown by itself; when the original comes, it takes its place
  in the history.
- Two versions that nothing replaces are concurrent corrections: one is shown, the others stay in the
  history, and `conflicts` names the shown one.
- The same id with other content (a clash of ids, or a file that was changed and imported again): the later
  recorded, then the larger content, is shown; both stay in the history, and `conflicts` names it.
- A withdrawal takes the whole thread off the diary. Its history stays, under the withdrawal's id.
- Plan items and profile answers go through like anything else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.model import SLOT_ORDER_HOUR, Day, DaySlot, Diary, Event, Instant, When, event_to_json

NOBODY = UUID(int=0)
_DAY_ORDER_HOUR = 12  # a whole day is listed among its entries at noon; only an order, never a time


def fold(events: Iterable[Event], *, person_id: UUID | None = None) -> Diary:
    """The person's diary with corrections applied.

    Args:
        events: in any order; copies of one event count once.
        person_id: whose diary; may be left out when all events are one person's.

    Raises:
        ValueError: events of several people, and nobody said whose diary is meant.
    """
    versions = _by_id(events, person_id)
    whose = person_id or _only_person(versions)
    shown: list[Event] = []
    history: dict[UUID, tuple[Event, ...]] = {}
    conflicts: set[UUID] = set()
    tied, alone = _threads(versions)
    for event in alone:
        history[event.id] = (event,)
        if not event.withdrawn:
            shown.append(event)
    for thread in tied:
        every = sorted((event for one in thread for event in versions[one]), key=_version_order)
        best = _shown(thread, versions)
        history[best.id] = tuple(every)
        if len(every) > 1 and _is_contested(best, thread, versions):
            conflicts.add(best.id)
        if not best.withdrawn:
            shown.append(best)
    return Diary(
        person_id=whose,
        events=tuple(sorted(shown, key=_page_order)),
        history=history,
        conflicts=frozenset(conflicts),
    )


def _by_id(events: Iterable[Event], person_id: UUID | None) -> dict[UUID, list[Event]]:
    """Each id with its different contents (almost always one), the one to show last."""
    versions: dict[UUID, list[Event]] = {}
    for event in events:
        if person_id is not None and event.person_id != person_id:
            continue
        known = versions.setdefault(event.id, [])
        for i, other in enumerate(known):
            if other is event or _same_content(other, event):
                known[i] = min(other, event, key=_received_order)
                break
        else:
            known.append(event)
    for known in versions.values():
        if len(known) > 1:
            known.sort(key=_version_order)
    return versions


def _only_person(versions: Mapping[UUID, list[Event]]) -> UUID:
    people = {event.person_id for known in versions.values() for event in known}
    if len(people) > 1:
        raise ValueError(f"events of {len(people)} people: say whose diary is meant with person_id")
    return next(iter(people), NOBODY)


def _threads(versions: Mapping[UUID, list[Event]]) -> tuple[list[list[UUID]], list[Event]]:
    """Ids tied by `replaces`, by way of originals that have not arrived too; and the events tied to nothing."""
    neighbours: dict[UUID, set[UUID]] = defaultdict(set)
    for known in versions.values():
        for event in known:
            if event.replaces is not None:
                neighbours[event.id].add(event.replaces)
                neighbours[event.replaces].add(event.id)
    loose = [(one, known) for one, known in versions.items() if one not in neighbours]
    threads = [[one] for one, known in loose if len(known) > 1]
    seen: set[UUID] = set()
    for start in neighbours:
        if start in seen:
            continue
        thread, waiting = [], [start]
        seen.add(start)
        while waiting:
            one = waiting.pop()
            if one in versions:
                thread.append(one)
            fresh = neighbours[one] - seen
            seen |= fresh
            waiting.extend(fresh)
        threads.append(thread)
    return threads, [known[0] for _, known in loose if len(known) == 1]


def _tips(thread: list[UUID], versions: Mapping[UUID, list[Event]]) -> list[Event]:
    """The versions nothing else replaces. All of them when they replace each other in a ring (a broken client)."""
    replaced = {event.replaces for one in thread for event in versions[one] if event.replaces != event.id}
    return [versions[one][-1] for one in thread if one not in replaced] or [versions[one][-1] for one in thread]


def _shown(thread: list[UUID], versions: Mapping[UUID, list[Event]]) -> Event:
    return max(_tips(thread, versions), key=_version_order)


def _is_contested(best: Event, thread: list[UUID], versions: Mapping[UUID, list[Event]]) -> bool:
    """Is something kept beside the shown version that says otherwise and that nobody has settled?"""
    if any(len(versions[tip.id]) > 1 for tip in _tips(thread, versions)):
        return True
    return any(_says(tip) != _says(best) for tip in _tips(thread, versions))


def _says(event: Event) -> object:
    return "withdrawn" if event.withdrawn else (event.fact, event.when)


def _same_content(one: Event, other: Event) -> bool:
    """Alike in everything but when the store received it."""
    return one == other or replace(one, received_at=None) == replace(other, received_at=None)


def _content(event: Event) -> str:
    return json.dumps(event_to_json(event), sort_keys=True)


def _received_order(event: Event) -> tuple[bool, datetime]:
    return event.received_at is None, event.received_at or datetime.max.replace(tzinfo=UTC)


class _ByContent:
    """Compares contents only when recorded_at and id do not settle it, since writing them out is slow."""

    __slots__ = ("event",)

    def __init__(self, event: Event) -> None:
        self.event = event

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByContent) and _content(self.event) == _content(other.event)

    def __lt__(self, other: _ByContent) -> bool:
        return _content(self.event) < _content(other.event)

    __hash__ = None  # type: ignore[assignment]


def _version_order(event: Event) -> tuple[datetime, UUID, _ByContent]:
    return event.recorded_at, event.id, _ByContent(event)


def _page_order(event: Event) -> tuple[datetime, datetime, int]:
    return page_moment(event.when), event.recorded_at, event.id.int


def page_moment(when: When) -> datetime:
    """Where it stands on a page, in UTC: a slot at its middle, a whole day at noon, an interval at its end."""
    if isinstance(when, Instant):
        return when.at_utc
    if isinstance(when, DaySlot):
        return _wall_clock(when.local_day, SLOT_ORDER_HOUR[when.slot], when.zone)
    if isinstance(when, Day):
        return _wall_clock(when.local_day, _DAY_ORDER_HOUR, when.zone)
    return when.end_utc


@lru_cache(maxsize=4096)
def _wall_clock(local_day: date, hour: int, zone: str) -> datetime:
    try:
        return datetime.combine(local_day, time(hour), ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:  # the first and the last day that a date can be
        return datetime.combine(local_day, time(hour), UTC)
