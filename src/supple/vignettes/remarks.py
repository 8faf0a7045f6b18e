"""What was read in another way than it was written, or is of no use to any rule? Said in the output, never hidden."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Remarks:
    """Of one case. `read_as`: (field, how it was understood); `unused`: (field, why no rule looks at it)."""

    read_as: list[tuple[str, str]] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)


_OF_THIS_CASE: ContextVar[Remarks | None] = ContextVar("remarks", default=None)


@contextmanager
def collecting() -> Iterator[Remarks]:
    """What the readers remark while one case is read."""
    found = Remarks()
    token = _OF_THIS_CASE.set(found)
    try:
        yield found
    finally:
        _OF_THIS_CASE.reset(token)


def read_as(path: str, words: str) -> None:
    if (found := _OF_THIS_CASE.get()) is not None and (path, words) not in found.read_as:
        found.read_as.append((path, words))


def unused(path: str, words: str) -> None:
    if (found := _OF_THIS_CASE.get()) is not None and (path, words) not in found.unused:
        found.unused.append((path, words))
