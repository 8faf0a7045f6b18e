"""At what o'clock? "3am", "half past 3", "at 9", "3 in the morning", "1530" → an hour and a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple.diary.notes.small import small
from supple.diary.notes.tokens import Token

_AM_WORDS = frozenset({"morning", "night"})
_PM_WORDS = frozenset({"afternoon", "evening"})
_BEFORE = small("clock", "before")
# After a bare number these say that it is no time of day.
_NOT_A_CLOCK = small("clock", "not_a_clock")
# After these, "at 7" is a level: "stiffness at 7".
_BETWEEN_LEVEL_AND_NUMBER = small("clock", "between_level_and_number")
_RATED = small("clock", "rated")
_MAY_MEAN_HOW_MANY = small("clock", "may_mean_how_many")
_PLAIN_AFTER = small("clock", "plain_after")
NOON = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """Tokens `start`–`end` say `hour`:`minute`. `sure`: morning or afternoon was said, or the 24-hour clock used."""

    start: int
    end: int
    hour: int
    minute: int
    sure: bool
    slot_said: str = ""


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def word(self, i: int) -> str:
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""

    def number(self, i: int) -> float | None:
        return self.tokens[i].number if 0 <= i < len(self.tokens) else None

    def touching(self, i: int) -> bool:
        """Token i follows the one before with nothing between."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def half_of_day(self, i: int) -> tuple[int, str]:
        """From token i: "am", "in the morning" … → (tokens used, "am" or "pm" or "")."""
        first = self.word(i)
        if first in {"am", "pm"}:
            return 1, first
        if first in {"a", "p"} and self.word(i + 1) == "m":
            return 2, first + "m"
        if first in {"in", "at"}:
            skip = 2 if self.word(i + 1) in {"the", "this"} else 1
            said = self.word(i + skip)
            if said in _AM_WORDS | _PM_WORDS:
                return skip + 1, said
        if first in {"this", "yesterday", "tomorrow"} and self.word(i + 1) in _AM_WORDS | _PM_WORDS:
            return 0, self.word(i + 1)
        if first == "tonight":
            return 0, "evening"
        return 0, ""


def _hour24(hour: int, half: str) -> int | None:
    """An hour on the 12-hour clock with what was said beside it; None when it cannot be."""
    if half == "":
        return hour
    if hour > NOON:
        return hour
    if half == "am" or half == "morning":
        return hour % NOON
    if half == "night":  # ten at night, but three at night
        return hour % NOON + (NOON if 5 <= hour < NOON else 0)
    return hour % NOON + NOON


def _figures(r: _Reader, i: int) -> tuple[int, int, int] | None:
    """Hour and minute from figures at token i → (tokens used, hour, minute)."""
    number, token = r.number(i), r.tokens[i]
    if number is None:
        return None
    after = r.number(i + 2)
    if r.word(i + 1) in {":", "."} and r.touching(i + 1) and r.touching(i + 2) and after is not None:
        if len(r.word(i + 2)) == 2 and number < 24 and after < 60 and number == int(number):
            return 3, int(number), int(after)
        return None
    if token.figure and "." in token.norm:
        hours, _, minutes = token.norm.partition(".")
        if len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60:
            return 1, int(hours), int(minutes)
        return None
    if token.figure and len(token.norm) == 4 and number < 2400 and number % 100 < 60:
        return 1, int(number) // 100, int(number) % 100
    if number == int(number) and 0 <= number <= 24:
        return 1, int(number) % 24, 0
    return None


def _spoken(r: _Reader, i: int) -> tuple[int, int, int] | None:
    """ "Half past 3", "quarter to 4", "20 past 3", "half 3", "midnight", "noon" → (tokens used, hour, minute)."""
    first = r.word(i)
    if first in {"midnight", "noon"}:
        return 1, 0 if first == "midnight" else NOON, 0
    if first in {"half", "quarter"} or (r.number(i) in {5.0, 10.0, 20.0, 25.0} and r.word(i + 1) in {"past", "to"}):
        minutes = {"half": 30, "quarter": 15}.get(first) or int(r.number(i) or 0)
        joiner, hour = r.word(i + 1), r.number(i + 2)
        if joiner in {"past", "to"} and hour is not None and 1 <= hour <= NOON and hour == int(hour):
            if joiner == "to":
                return (3, (int(hour) - 1) or NOON, 60 - minutes) if first != "half" else None
            return 3, int(hour), minutes
        hour = r.number(i + 1)
        if first == "half" and hour is not None and 1 <= hour <= NOON and r.word(i + 2) not in _NOT_A_CLOCK:
            return 2, int(hour), 30
    return None


def clocks(tokens: Sequence[Token], claimed: set[int], counted: set[int]) -> list[Clock]:
    """Every time of day said with a clock, in order. Bare numbers count only after "at", "about", "@" …

    `counted`: tokens where "about six" is how many rather than when.
    """
    r = _Reader(tokens)
    out: list[Clock] = []
    i = 0
    while i < len(tokens):
        found = None if i in claimed else _one(r, i, counting=i in counted)
        if found is None:
            i += 1
        else:
            out.append(found)
            i = found.end
    return out


def _one(r: _Reader, i: int, *, counting: bool) -> Clock | None:
    before = r.word(i - 1)
    spoken = _spoken(r, i)
    if spoken is not None:
        used, hour, minute = spoken
        if r.word(i) == "half" and used == 2 and before not in _BEFORE:
            return None
        return _finish(r, i, i + used, hour, minute, sure=r.word(i) in {"midnight", "noon"})
    figures = None if before == "/" else _figures(r, i)
    if figures is None:
        return None
    used, hour, minute = figures
    end = i + used
    half_used, half = r.half_of_day(end + (r.word(end) == "ish"))
    said_so = half in {"am", "pm"} or bool(half and half_used) or r.word(end) in {"o'clock", "oclock"} or used == 3
    written_so = (r.tokens[i].figure and len(r.tokens[i].norm) == 4) or "." in r.word(i)
    if half == "night" and used == 1 and not written_so and before not in _BEFORE:
        return None  # "spasms 2 in the night" counts them; "at 2 in the night" is a time
    if not said_so and before not in _BEFORE:
        return None
    if not said_so and not written_so and not _bare_hour(r, i, end, hour, counting=counting):
        return None
    return _finish(r, i, end, hour, minute, sure=False)


def _bare_hour(r: _Reader, i: int, end: int, hour: int, *, counting: bool) -> bool:
    """ "At 7" is a time of day, "about 7 spasms" and "stiffness at 7" are not."""
    before = r.word(i - 1)
    if r.word(end) in _NOT_A_CLOCK or _rated_before(r, i) or not 1 <= hour <= 23:
        return False
    if before == "about" and r.word(i - 2) in {"say", "call", "rate", "reckon", "give"}:
        return False
    if counting and before != "at":
        return False
    return before not in _MAY_MEAN_HOW_MANY or _plain(r, end)


def _rated_before(r: _Reader, i: int) -> bool:
    """ "Stiffness at 7", "stiffness was still at 7": a level, no time."""
    j = i - 2
    while r.word(j) in _BETWEEN_LEVEL_AND_NUMBER and i - j < 5:
        j -= 1
    return r.word(j) in _RATED


def _plain(r: _Reader, end: int) -> bool:
    """A bare number after "about" is a clock only when nothing that could be counted follows."""
    following = r.word(end + 1) if r.word(end) == "ish" else r.word(end)
    return not following[:1].isalpha() or following in _PLAIN_AFTER


def _finish(r: _Reader, start: int, end: int, hour: int, minute: int, *, sure: bool) -> Clock | None:
    if r.word(end) in {"o'clock", "oclock", "h"}:
        end += 1
    if r.word(end) == "ish":
        end += 1
    used, half = r.half_of_day(end)
    right = _hour24(hour, half)
    if right is None or right > 23:
        return None
    if half:
        sure = True
    if hour > NOON or hour == 0:
        sure = True
    if r.word(start - 1) in _BEFORE - {"past", "gone"} and start > 0:
        start -= 1
    return Clock(start, end + used, right, minute, sure, slot_said=half)
