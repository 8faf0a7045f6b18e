"""How are many stored events read quickly? Stored JSON → nouns, many at a time, sharing what repeats.

`model.event_from_json` is the definition; this is the same for text that `codec.encode` wrote, without checking
again what was checked when it came in. A property test holds the two together.
"""

from __future__ import annotations

import contextlib
import gc
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, SafeUUID

from supple.model import (
    FACT_TYPES,
    AlertStep,
    Author,
    Day,
    DaySlot,
    Dose,
    DoseStatus,
    Event,
    Instant,
    Interval,
    Mark,
    Pause,
    Period,
    PlanItem,
    Recall,
    Side,
    Slot,
    When,
    fact_from_json,
)

_DATE_OF = date.fromisoformat
_MOMENT_OF = datetime.fromisoformat
_ENUMS: dict[str, dict[str, Any]] = {
    name: {each.value: each for each in words}
    for name, words in (("side", Side), ("recall", Recall), ("period", Period), ("mark", Mark))
}
_DOSES = {each.value: each for each in DoseStatus}
_SLOTS = {each.value: each for each in Slot}

_new_uuid = object.__new__
_set = object.__setattr__
_UNKNOWN = SafeUUID.unknown


def decode(rows: Iterable[tuple[str, datetime]]) -> list[Event]:
    """Events from (payload, received_at); SQLite's `received_at` names no zone and is UTC."""
    pairs = list(rows)
    decoder = _Decoder()
    with _no_collecting():
        payloads = json.loads("[" + ",".join([payload for payload, _ in pairs]) + "]")
        return [
            decoder.event(raw, received if received.tzinfo else received.replace(tzinfo=UTC))
            for raw, (_, received) in zip(payloads, pairs, strict=True)
        ]


class _NoCollecting:
    """Python's search for reference cycles, paused: nothing made here has any, and looking doubles the time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._was_on = False

    @contextlib.contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if self._inside == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                if self._inside == 0 and self._was_on:
                    gc.enable()


_no_collecting = _NoCollecting()


class _Decoder:
    """One call's memory of what repeats: persons, groups, authors, days."""

    def __init__(self) -> None:
        self._ids: dict[str, UUID] = {}
        self._authors: dict[tuple[str, str], Author] = {}
        self._moments: dict[str, datetime] = {}
        self._days: dict[tuple[str, str], Day] = {}
        self._whens: dict[str, Callable[[dict[str, Any]], When]] = {
            "instant": self._instant,
            "interval": self._interval,
            "slot": lambda raw: DaySlot(_DATE_OF(raw["day"]), _SLOTS[raw["slot"]], raw["zone"]),
            "day": self._day,
        }

    def event(self, raw: dict[str, Any], received_at: datetime) -> Event:
        get = raw.get
        when = raw["when"]
        author = raw["noted_by"]
        replaces, group = get("replaces"), get("group")
        return Event(
            _uuid(raw["id"]),
            self._shared_id(raw["person_id"]),
            _fact(raw["fact"]),
            self._whens[when["precision"]](when),
            self.moment(raw["recorded_at"]),
            self._author(author["role"], author["name"]),
            raw["source"],
            None if replaces is None else _uuid(replaces),
            get("withdrawn", False),
            None if group is None else self._shared_id(group),
            get("guess", False),
            received_at,
        )

    def moment(self, text: str) -> datetime:
        found = self._moments.get(text)
        if found is None:
            found = self._moments[text] = _MOMENT_OF(text)
        return found

    def _shared_id(self, text: str) -> UUID:
        found = self._ids.get(text)
        if found is None:
            found = self._ids[text] = _uuid(text)
        return found

    def _author(self, role: str, name: str) -> Author:
        found = self._authors.get((role, name))
        if found is None:
            found = self._authors[role, name] = Author(role, name)
        return found

    def _day(self, raw: dict[str, Any]) -> Day:
        key = (raw["day"], raw["zone"])
        found = self._days.get(key)
        if found is None:
            found = self._days[key] = Day(_DATE_OF(raw["day"]), raw["zone"])
        return found

    def _instant(self, raw: dict[str, Any]) -> Instant:
        return Instant(self.moment(raw["at"]), raw["zone"])

    def _interval(self, raw: dict[str, Any]) -> Interval:
        return Interval(self.moment(raw["start"]), self.moment(raw["end"]), raw["zone"])


def _converters(cls: type) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Which fields of the fact are words of a fixed list, and what each word becomes."""
    names = {item.name for item in fields(cls)}
    found = [(name, words) for name, words in _ENUMS.items() if name in names]
    return (*found, ("status", _DOSES)) if cls is Dose else tuple(found)


_WHOLE = {PlanItem, AlertStep, Pause}  # few, and with dates in them: read by the definition itself
_FACTS = {kind: (cls, _converters(cls)) for kind, cls in FACT_TYPES.items() if cls not in _WHOLE}


def _fact(raw: dict[str, Any]) -> Any:
    known = _FACTS.get(raw["kind"])
    if known is None or "did" in raw:  # a list becomes a tuple: few sessions name their stretches
        return fact_from_json(raw)
    cls, converters = known
    del raw["kind"]
    for name, words in converters:
        if name in raw:
            raw[name] = words[raw[name]]
    return cls(**raw)


def _uuid(text: str) -> UUID:
    """`UUID(text)`, three times as fast: the text is our own and need not be checked."""
    made = _new_uuid(UUID)
    _set(made, "int", int(text.replace("-", ""), 16))
    _set(made, "is_safe", _UNKNOWN)
    return made
