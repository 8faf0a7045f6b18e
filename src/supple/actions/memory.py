"""What was just computed? A small memory inside the process: each answer is worked out once, also when eight ask.

Keys name everything an answer was made from (a diary's head among it), so nothing here can be out of date; it can
only be forgotten. An answer holds words, so each language keeps its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from uuid import UUID

from supple import words

Made = TypeVar("Made")


class Memory(Generic[Made]):
    """Keeps the `most` answers used last. Whoever asks for one that is being made waits for it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, Hashable], Made] = OrderedDict()
        self._making: dict[tuple[str, Hashable], threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, asked: Hashable, make: Callable[[], Made]) -> Made:
        """The answer for the key, made now if it is not there."""
        key = (words.language(), asked)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                made = make()
                with self._lock:
                    self._kept[key] = made
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
                return made
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def latest_of(self, person_id: UUID) -> Made | None:
        """The answer about a person that was used last; of use to whoever makes the next one from it."""
        now = words.language()
        with self._lock:
            own = (key for key in reversed(self._kept) if key[0] == now and is_of(key[1], person_id))
            return next((self._kept[key] for key in own), None)

    def forget(self, person_id: UUID) -> None:
        """Drop the answers about an erased person."""
        with self._lock:
            for key in [key for key in self._kept if is_of(key[1], person_id)]:
                del self._kept[key]


def is_of(key: Hashable, person_id: UUID) -> bool:
    """Keys of what is about one person begin with that person."""
    return isinstance(key, tuple) and key[:1] == (person_id,)
