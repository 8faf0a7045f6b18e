"""What happened, and how was each day? Events → Diary → daily table, its gaps, and the column to look at.

The reader of quick notes is loaded on first use: a look at a diary does not wait for its word lists.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from supple.diary.as_before import as_before
from supple.diary.by_use import by_use
from supple.diary.fold import fold
from supple.diary.gaps import gaps, noted_days, without_silent_end
from supple.diary.marks import marks
from supple.diary.open_days import open_days, says_how_stiff
from supple.diary.outcome import OutcomeChoice, choose_outcome
from supple.diary.pauses import PausedStretch, pause_on, paused_days, pauses
from supple.diary.table import daily_table

if TYPE_CHECKING:
    from supple.diary.notes import read_note, reading_to_json

__all__ = [
    "OutcomeChoice",
    "PausedStretch",
    "as_before",
    "by_use",
    "choose_outcome",
    "daily_table",
    "fold",
    "gaps",
    "marks",
    "noted_days",
    "open_days",
    "pause_on",
    "paused_days",
    "pauses",
    "read_note",
    "reading_to_json",
    "says_how_stiff",
    "without_silent_end",
]


def __getattr__(name: str) -> Any:
    if name not in {"read_note", "reading_to_json"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("supple.diary.notes"), name)
