"""What does a quick note say? Plain words → facts. The word lists are data under `words/`."""

from supple.diary.notes.reader import read_note
from supple.diary.notes.to_json import READING_SCHEMA, reading_to_json

__all__ = ["READING_SCHEMA", "read_note", "reading_to_json"]
