"""When does somebody answer? "Mon–Fri 8:30–17:00; Sat 9–12" read as people write it, and written back one way.

What may mean two things ("9–5") is asked about, never guessed: a number taken for open at night would mislead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from supple.model import Hours, OpenSpan, UserError

ANY_TIME = "any time"
_DAY_MINUTES = 24 * 60
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ANY = re.compile(
    r"(?:at )?any ?time(?: of (?:the )?day(?: and night| or night)?)?|24\s*/\s*7|24 ?h(?:ou)?rs?|always|day and night"
    r"|(?:a)?round the clock"
)
_DASH = r"\s*(?:-|–|—|to|until|till)\s*"
_DAY = (
    r"mon(?:day)?s?|tue(?:s|sday|sdays)?|wed(?:nesday|nesdays|s)?|thu(?:r|rs|rsday|rsdays)?|fri(?:day|days)?"
    r"|sat(?:urday|urdays)?|sun(?:day|days)?"
)
_GROUPS = {
    "weekdays": range(5),
    "working days": range(5),
    "weekends": (5, 6),
    "weekend": (5, 6),
    "every day": range(7),
    "everyday": range(7),
    "daily": range(7),
}
_DAY_PART = re.compile(rf"({_DAY})(?:{_DASH}({_DAY}))?")
_TIME = r"(\d{1,2})(?:[:.h](\d{2})|h)?\s*(am|pm|a\.m\.|p\.m\.)?"
_SPAN = re.compile(rf"{_TIME}{_DASH}{_TIME}")
_HINT = "Write it like: Mon–Fri 8:30–17:00; Sat 9:00–12:00. Or: any time."


def read_hours(text: str) -> Hours:
    """The hours that a text means; an empty text is "not written down".

    Raises:
        UserError: it cannot be read, or may mean two things; the field is "hours".
    """
    plain = " ".join(text.casefold().split()).strip(" .;")
    if not plain:
        return Hours()
    if _ANY.fullmatch(plain):
        return Hours(any_time=True)
    spans: set[OpenSpan] = set()
    rest = plain
    while rest:
        days, rest = _days(rest)
        begun, rest = _times(rest)
        spans |= {OpenSpan(day, opens, minutes) for day in days for opens, minutes in begun}
    return Hours(spans=tuple(sorted(spans)))


def hours_text(hours: Hours) -> str:
    """The one way in which hours are kept and shown: "Mon–Fri 08:30–17:00; Sat 09:00–12:00"; "" if not noted."""
    if hours.any_time:
        return ANY_TIME
    by_day: dict[int, list[str]] = {}
    for span in sorted(hours.spans):
        by_day.setdefault(span.weekday, []).append(_span_text(span))
    runs: list[tuple[list[int], str]] = []
    for day, times in sorted(by_day.items()):
        words = ", ".join(times)
        if runs and runs[-1][1] == words and runs[-1][0][-1] == day - 1:
            runs[-1][0].append(day)
        else:
            runs.append(([day], words))
    return "; ".join(f"{_run_text(days)} {words}" for days, words in runs)


def _days(rest: str) -> tuple[list[int], str]:
    days: list[int] = []
    while True:
        for words, group in _GROUPS.items():
            if rest.startswith(words):
                days += group
                rest = rest[len(words) :]
                break
        else:
            found = _DAY_PART.match(rest)
            if found is None:
                break
            first, last = _day(found[1]), _day(found[2] or found[1])
            days += [(first + ahead) % 7 for ahead in range((last - first) % 7 + 1)]
            rest = rest[found.end() :]
        rest = re.sub(r"^(?:\s*(?:,|&|\+|and|:)\s*|\s+)", "", rest)
    if not days:
        raise UserError("Supple cannot tell on which days.", field="hours", hint=_HINT)
    return list(dict.fromkeys(days)), rest


def _times(rest: str) -> tuple[list[tuple[int, int]], str]:
    found: list[tuple[int, int]] = []
    while (span := _SPAN.match(rest)) is not None:
        found.append(_span(span))
        rest = re.sub(r"^(?:\s*(?:,|;|&|\+|and)\s*|\s+)", "", rest[span.end() :])
    if not found:
        raise UserError("Supple cannot read these times.", field="hours", hint=_HINT)
    return found, rest


def _span(found: re.Match[str]) -> tuple[int, int]:
    """(minute it opens, minutes it stays open) of "8:30–17:00", "9am–5pm", "18:00–8:00"."""
    h1, m1, half1, h2, m2, half2 = found.groups()
    if half2 and not half1 and int(h1) <= 12 and int(h2) <= 12:
        half1 = half2 if int(h1) % 12 < int(h2) % 12 else "am"  # "9–5pm" opens in the morning, "1–5pm" after noon
    opens, closes = _minute(h1, m1, half1), _minute(h2, m2, half2)
    # "10:00–02:00", written in full, is the 24-hour clock; "10–2" and "10:00–2:00" may be either.
    is_plain = not half1 and not half2 and not all((len(h1) == len(h2) == 2, m1, m2))
    is_early = is_plain and 1 <= opens // 60 < 6 and not h1.startswith("0")
    if opens == _DAY_MINUTES or (opens == closes % _DAY_MINUTES and closes != _DAY_MINUTES):
        raise UserError("these times begin and end together.", field="hours", hint=_HINT)
    if is_early or (is_plain and closes <= opens < 13 * 60):
        raise UserError(
            f"“{found.group().strip()}” may mean the morning or the afternoon.",
            field="hours",
            hint="Write 17:00 or 5pm for five in the afternoon.",
        )
    return opens, (closes - opens) % _DAY_MINUTES or _DAY_MINUTES


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    h, m = int(hour), int(minute or 0)
    if half:
        if not 1 <= h <= 12:
            raise UserError(f"“{hour} {half}” is no time of day.", field="hours", hint=_HINT)
        h = h % 12 + (12 if half.startswith("p") else 0)
    if m > 59 or h * 60 + m > _DAY_MINUTES:
        raise UserError(f"“{hour}{':' + minute if minute else ''}” is no time of day.", field="hours", hint=_HINT)
    return h * 60 + m


def _day(name: str) -> int:
    return next(number for number, short in enumerate(_NAMES) if name.startswith(short.casefold()))


def _span_text(span: OpenSpan) -> str:
    closes = span.opens_minute + span.minutes
    closes = closes if closes == _DAY_MINUTES else closes % _DAY_MINUTES
    return f"{_clock(span.opens_minute)}–{_clock(closes)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _run_text(days: Iterable[int]) -> str:
    each = list(days)
    if len(each) == len(_NAMES):
        return "every day"
    return _NAMES[each[0]] if len(each) == 1 else f"{_NAMES[each[0]]}–{_NAMES[each[-1]]}"
