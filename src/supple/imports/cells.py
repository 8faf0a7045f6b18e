"""What does a cell say? Days, times, numbers and yeses as people write them; what reads two ways is refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from supple.imports.problems import BadCell
from supple.model import Slot
from supple.model.check import EARLIEST, MAX_TEXT

LARGEST = 1e9
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
_NUMBER_WITH_COMMA = re.compile(r"[+-]?[0-9]+(,[0-9]+)?", re.ASCII)
_ISO = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_NUMERIC_DAY = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
_WORDS_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]+)[ .,-]+([0-9]{4})", re.ASCII)
_WORDS_MONTH_FIRST = re.compile(r"([a-z]+)\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})", re.ASCII)
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::[0-9]{2})? ?(am|pm|a\.m\.|p\.m\.)?", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NOON = 12
_WRITE_DAYS = "Write days as 2026-04-03 (year-month-day)."


def blank(cell: str) -> bool:
    return not cell.strip()


def number(cell: str, *, decimal_comma: bool) -> float:
    """A plain number. A decimal comma only where the separator leaves no doubt."""
    text = cell.strip()
    if decimal_comma and _NUMBER_WITH_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise BadCell(f"“{short(cell)}” is not a number.", _leave_blank(cell))
    value = float(text)
    if abs(value) > LARGEST:
        raise BadCell(f"“{short(cell)}” is too large a number.", "Correct it, or leave the cell empty.")
    return value


def whole_number(cell: str, *, decimal_comma: bool) -> int:
    """A count: 0, 1, 2 …"""
    value = number(cell, decimal_comma=decimal_comma)
    if value < 0:
        raise BadCell(f"{short(cell)} is below 0, and a count cannot be.", "Correct it, or leave the cell empty.")
    if value != int(value):
        raise BadCell(f"{short(cell)} is not a whole number, and a count must be.", "Correct it, or leave it empty.")
    return int(value)


def yes_no(cell: str) -> bool:
    """yes/no, y/n, true/false, 1/0."""
    text = cell.strip().casefold()
    if text in YES:
        return True
    if text in NO:
        return False
    raise BadCell(f"“{short(cell)}” is neither yes nor no.", "Write yes or no, or leave the cell empty.")


def is_yes_or_no(cell: str) -> bool:
    return cell.strip().casefold() in YES | NO


def day(cell: str, *, today: date) -> date:
    """A day that has been: 2026-04-03, 3 April 2026, 23/04/2026; never one that could be two days."""
    text = cell.strip().casefold()
    try:
        found = _day(text)
    except ValueError:
        raise BadCell(f"there is no such day as “{short(cell)}”.", _WRITE_DAYS) from None
    if found is None:
        raise BadCell(f"“{short(cell)}” is not a day Supple can read.", _WRITE_DAYS)
    if found < EARLIEST:
        raise BadCell(f"the day {found} is before {EARLIEST.year}.", "Correct the year.")
    if found > today:
        raise BadCell(f"the day {found} is in the future (today is {today}).", "Correct it, or remove the row.")
    return found


def _day(text: str) -> date | None:
    if match := _ISO.fullmatch(text):
        if not match[2] and len(match[3] + match[4]) != len("0403"):
            return None
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMERIC_DAY.fullmatch(text):
        one, other, year = int(match[1]), int(match[3]), int(match[4])
        if one != other and one <= len(_MONTHS) and other <= len(_MONTHS):
            raise BadCell(
                f"“{text}” could be {one} {_MONTHS[other - 1].title()} or {other} {_MONTHS[one - 1].title()}.",
                _WRITE_DAYS,
            )
        return date(year, other, one) if other <= len(_MONTHS) else date(year, one, other)
    if match := _WORDS_DAY.fullmatch(text):
        return _with_month(match[3], match[2], match[1])
    if match := _WORDS_MONTH_FIRST.fullmatch(text):
        return _with_month(match[3], match[1], match[2])
    return None


def _with_month(year: str, month: str, day_of_month: str) -> date | None:
    found = [i for i, name in enumerate(_MONTHS, 1) if name == month or (len(month) >= 3 and name.startswith(month))]
    return date(int(year), found[0], int(day_of_month)) if len(found) == 1 else None


def clock_or_slot(cell: str) -> time | Slot:
    """07:30, 7.30 pm, 3am, or a part of the day: waking, morning, lunchtime, afternoon, evening, bedtime, night."""
    text = cell.strip().casefold()
    if text in {slot.value for slot in Slot}:
        return Slot(text)
    match = _CLOCK.fullmatch(text)
    if match and (match[2] or match[3]):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
        if half and not 1 <= hour <= _NOON:
            match = None
        elif half:
            hour = hour % _NOON + (_NOON if half == "p" else 0)
    if not match or not (match[2] or match[3]) or hour > 23 or minute > 59:
        slots = ", ".join(slot.value for slot in Slot)
        raise BadCell(f"“{short(cell)}” is not a time of day.", f"Write 07:30, 3 pm, or one of: {slots}.")
    return time(hour, minute)


def moment(local_day: date, clock: time, zone: str) -> datetime:
    """The UTC moment of a wall clock. An hour that happens twice in autumn is read as the first of the two."""
    local = datetime.combine(local_day, clock, ZoneInfo(zone))
    at_utc = local.astimezone(UTC)
    if at_utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        later = (local + timedelta(hours=1)).time()
        raise BadCell(
            f"there was no {clock:%H:%M} on {local_day}: the clocks went forward that night.",
            f"Write the time the clock showed, for example {later:%H:%M}.",
        )
    return at_utc


def words(cell: str) -> str:
    """A note, as it stands."""
    text = cell.strip()
    if len(text) > MAX_TEXT:
        raise BadCell(
            f"this note has {len(text):,} letters; the most is {MAX_TEXT:,}.", "Split it over several days."
        )
    return text


def short(cell: str) -> str:
    """A cell to show in a message, cut where it is long."""
    text = " ".join(cell.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _leave_blank(cell: str) -> str:
    if cell.strip().casefold() in {"na", "n/a", "nan", "none", "null", "-", "–", "?", "x", "."}:
        return "Leave the cell empty where nothing was noted."
    return "Write digits, as in 7 or 6.5, or leave the cell empty."
