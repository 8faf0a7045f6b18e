"""What did a file bring? The events it holds, what was left out and why, and how to say so in JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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


def result_to_json(result: ImportResult) -> dict[str, Any]:
    """What `supple import --dry-run --json` shows, but for the daily rows (made from the events elsewhere)."""
    return {
        "schema": "supple.import/1",
        "file": result.file_name,
        "format": result.format,
        "events": len(result.events),
        "counts_by_kind": dict(result.counts_by_kind),
        "first_day": result.days[0].isoformat() if result.days else None,
        "last_day": result.days[-1].isoformat() if result.days else None,
        "days": len(result.days),
        "left_out": [
            {"line": one.line, "field": one.field, "why": one.why, "value": one.value} for one in result.left_out
        ],
        "left_out_by_reason": dict(Counter(one.why for one in result.left_out)),
        "warnings": list(result.warnings),
    }
