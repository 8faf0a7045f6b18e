"""What did a file bring? The events it holds, what was left out and why, and how to say so in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supple.model import Event


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One record of an app's export that was not taken: its line and field, why, and what stood there."""

    line: int
    field: str
    why: str  # without the value, so that records left out for one reason can be counted
    value: str = ""


@dataclass(frozen=True)
class ImportResult:
    """Nothing is stored yet: whoever asked decides. `days` are the days the file speaks of, ascending."""

    format: str
    events: tuple[Event, ...]
    counts_by_kind: Mapping[str, int]
    left_out: tuple[LeftOut, ...] = ()
    days: tuple[date, ...] = ()
    file_name: str = ""
    warnings: tuple[str, ...] = field(default=())
