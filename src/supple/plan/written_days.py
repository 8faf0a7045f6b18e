"""Which day does somebody mean by "12 May"? One that can be read in one way only; all others are asked about."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY_FIRST = re.compile(
    rf"(?:{_WEEKDAY}\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\.?(?:,?\s+(\d{{4}}))?"
)
_MONTH_FIRST = re.compile(rf"(?:{_WEEKDAY}\s+)?({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")

# A day with its month in the middle of other words: "on 12 May".
NAMES_A_DAY = rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b|\b(?:{_MONTH})\.?\s+\d{{1,2}}\b"
LOOKS_LIKE_A_DAY = re.compile(
    rf"\d|\b(?:{_MONTH})\b|\b{_WEEKDAY}\b|\b(?:today|tomorrow|next|week|month|now)\b", re.IGNORECASE
)


def read_day(text: str, after: date) -> date:
    """A day as people write it: "2026-05-12", "12 May", "May 12, 2026", "23/04/2026".

    Args:
        text: the words after "from".
        after: without a year, the next such day on or after this one, within a year of it.

    Raises ValueError with what to write instead. "03/04" could be two days and is asked about.
    """
    words = " ".join(text.casefold().split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return _made(int(words[:4]), int(words[5:7]), int(words[8:]), text)
    if found := _DAY_FIRST.fullmatch(words):
        return _of(int(found[1]), _MONTHS.index(found[2][:3]) + 1, found[3], after, text)
    if found := _MONTH_FIRST.fullmatch(words):
        return _of(int(found[2]), _MONTHS.index(found[1][:3]) + 1, found[3], after, text)
    if found := _SLASHED.fullmatch(words):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise ValueError(f"“{text}” could be two days. Write the month as a word, such as 3 April.")
        day, month = (first, second) if second <= 12 else (second, first)
        return _of(day, month, found[3], after, text)
    raise ValueError(f"“from {text}” could not be read as a day. Write it like “from 12 May” or “from 2026-05-12”.")


def _of(day: int, month: int, year: str | None, after: date, text: str) -> date:
    if year:
        return _made(int(year), month, day, text)
    for each in (after.year, after.year + 1):
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if found >= after:
            return found
    raise ValueError(f"“{text}” is no day of this year or the next. Write it with its year.")


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text}” is no day of the calendar. Look at it again.") from None
