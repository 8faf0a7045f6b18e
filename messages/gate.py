"""May this translation be used? Its gaps are those of the English, and safety text carries its reviewer's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages import Catalog
from babel.messages.catalog import Message

from messages import finding
from supple import words

SIGNED = re.compile(r"reviewed_by:\s*(?P<who>[^,\s][^,]*),\s*(?P<role>[^,\s][^,]*),\s*(?P<day>\d{4}-\d{2}-\d{2})\s*")
NOBODY = {"nobody", "nobody yet", "none", "todo", "tbd", "?"}
_GAP = re.compile(r"({\w*)[^{}]*}|%\((\w+)\)s")
_TAG = re.compile(r"</?[a-z]+[^>]*>")


def problems(catalogue: Catalog, english: Catalog) -> list[str]:
    """Why this catalogue is refused: a line for each translation that may not be used."""
    return [why for message in catalogue if message.id for why in _wrong(message, english)]


def _wrong(message: Message, english: Catalog) -> Iterator[str]:
    said = [text for text in (message.string if isinstance(message.string, tuple) else (message.string,)) if text]
    if not said:
        return
    first = message.id if isinstance(message.id, str) else message.id[0]
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    gaps = {gap for text in asked for gap in _gaps(text)}
    for text in said:
        if message.fuzzy:
            yield f"“{_short(first)}” is marked as a guess (fuzzy): look at it, and take the mark away"
        if set(_gaps(text)) - gaps or (len(asked) == 1 and set(_gaps(text)) != gaps):
            yield f"“{_short(first)}” has other gaps in its translation: {sorted(set(_gaps(text)) ^ gaps)}"
        if Counter(_TAG.findall(text)) != Counter(_TAG.findall(asked[-1] if len(asked) > 1 else first)):
            yield f"“{_short(first)}” has other tags in its translation"
    if is_safety(message, english) and not is_signed(message):
        yield f"“{_short(first)}” is safety text and nobody signed its translation: reviewed_by: name, role, date"


def is_safety(message: Message, english: Catalog) -> bool:
    """By its context, or because a page or a module that says when to call holds it."""
    if message.context == words.SAFETY:
        return True
    known = english.get(message.id, message.context)
    return known is not None and finding.SAFETY_NOTE in known.auto_comments


def is_signed(message: Message) -> bool:
    signed = (SIGNED.fullmatch(line.strip()) for line in message.user_comments)
    return any(one is not None and one["who"].strip().casefold() not in NOBODY for one in signed)


def _gaps(text: str) -> list[str]:
    return [first or second for first, second in _GAP.findall(text)]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
