"""What happened, and how was each day? Events → Diary → daily table, its gaps, and the column to look at."""

from supple.diary.fold import fold
from supple.diary.gaps import gaps, noted_days, without_silent_end
from supple.diary.notes import read_note, reading_to_json
from supple.diary.outcome import OutcomeChoice, choose_outcome
from supple.diary.table import daily_table

__all__ = [
    "OutcomeChoice",
    "choose_outcome",
    "daily_table",
    "fold",
    "gaps",
    "noted_days",
    "read_note",
    "reading_to_json",
    "without_silent_end",
]
