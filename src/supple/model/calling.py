"""Whom does one ring, and what does one say? A contact of one's own team, a list to ring in order, a short script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DAY_MINUTES = 24 * 60
_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True, order=True)
class OpenSpan:
    """On `weekday` (0 is Monday) somebody answers from `opens_minute` (of that day's wall clock) for `minutes`.

    A span may run past midnight; one of 1440 minutes is a whole day.
    """

    weekday: int
    opens_minute: int
    minutes: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday < _WEEK_DAYS:
            raise ValueError("“weekday” is not 0 to 6")
        if not 0 <= self.opens_minute < _DAY_MINUTES:
            raise ValueError("“opens_minute” is not within a day (0 to 1439)")
        if not 1 <= self.minutes <= _DAY_MINUTES:
            raise ValueError("“minutes” is not 1 to 1440")


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody answers: at any time of day and night, or in `spans`, the week's, in order.

    `spans` empty and not `any_time`: not written down (or not readable), which is neither open nor closed.
    """

    any_time: bool = False
    spans: tuple[OpenSpan, ...] = ()

    @property
    def is_noted(self) -> bool:
        return self.any_time or bool(self.spans)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody of one's own team. `role` is a code of `knowledge` ("other" for a role it does not know).

    `role_words`, `phone` and `note` are as they were typed; `hours_words` too, where the hours could not be read.
    """

    name: str
    role: str
    role_words: str = ""
    phone: str = ""
    hours: Hours = Hours()
    hours_words: str = ""
    note: str = ""

    @property
    def dial(self) -> str:
        """What a `tel:` link needs; "" where no number is kept."""
        return dialled(self.phone)


class Answering(StrEnum):
    """Does somebody answer now? By the hours that were written down; nobody checked them."""

    ANY_TIME = "any time"
    OPEN = "open"
    CLOSED = "closed"
    NOT_NOTED = "not noted"


@dataclass(frozen=True, slots=True)
class CallLine:
    """One number to ring: who it is, the number as it was written, whether somebody answers now and in which words.

    `kind`: "emergency", "crisis", "medical" (the country's lines) or "team" (one's own).
    """

    kind: str
    name: str
    role: str
    phone: str
    answering: Answering
    words: str
    note: str = ""

    @property
    def dial(self) -> str:
        return dialled(self.phone)


@dataclass(frozen=True, slots=True)
class CallList:
    """Whom to ring about one alert, in this order. `missing` names roles that come first and have no number kept."""

    lines: tuple[CallLine, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallScript:
    """What to say on the phone, sentence by sentence, at most `MOST_SCRIPT_WORDS` words. It gives no verdict."""

    rule: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


MOST_SCRIPT_WORDS = 90


def dialled(number: str) -> str:
    """The signs a `tel:` link needs, and no others: "020 7946 0000 ext 12" rings as 02079460000.

    Words, and what stands behind them, are not dialled; of two numbers the first is. "(0)" behind a country's code
    is left out.
    """
    for run in _RUN.findall(number):
        first = run if _count(run) <= _MOST_DIGITS else run.split("/")[0]
        is_abroad = first.lstrip(" (").startswith("+")
        kept = "".join(sign for sign in (first.replace("(0)", "") if is_abroad else first) if sign in _DIALLED)
        if any(sign.isdigit() for sign in kept):
            return f"+{kept}" if is_abroad else kept
    return ""


_DIALLED = frozenset("0123456789*#")
_MOST_DIGITS = 15  # as long as any telephone number may be (ITU-T E.164)
_RUN = re.compile(r"[+0-9*#()./\s\u2010-\u2015-]+")


def _count(text: str) -> int:
    return sum(sign in "0123456789" for sign in text)
