"""How does a notification name what it was about without saying it? By a mark: a part of a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from uuid import UUID

from supple.model import Due

_LETTERS = 16


def mark_of(person_id: UUID, key: str) -> str:
    """64 bits: enough that two things due on one day never share one. Whoever does not know the plan learns nothing
    from it that the number of things due does not say; what is sent is encrypted besides."""
    return hashlib.sha256(f"{person_id}|{key}".encode()).hexdigest()[:_LETTERS]


def keys_marked(person_id: UUID, marks: Collection[str], dues: Iterable[Due]) -> list[str]:
    """The keys of those that the marks name."""
    return [due.key for due in dues if mark_of(person_id, due.key) in marks]
