"""How do the single answers of a prescription read? Its times, and the words for food."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from supple.model import MAX_TIMES
from supple.plan.clock import read_clock

FOOD = {"with": "with food", "without": "without food", "either": "with food or not"}


def read_times(detail: Mapping[str, str], unread: list[str]) -> tuple[time, ...]:
    """ "08:00; 14:00; 22:00" in order; a field that holds anything else is named in `unread`."""
    parts = [part.strip() for part in detail.get("times", "").split(";") if part.strip()]
    read = [read_clock(part) for part in parts]
    times = sorted({at for at in read if at is not None})
    if None in read or len(times) > MAX_TIMES:
        times = []
        unread.append("times")
    return tuple(times)
