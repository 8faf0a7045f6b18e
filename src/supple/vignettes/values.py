"""How much, or how it compares? A rating, a measurement or a count of a case, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supple.diary.days import NIGHT_RATINGS
from supple.knowledge import load
from supple.model import (
    Comparison,
    Count,
    Fact,
    Measurement,
    Period,
    Rating,
    Recall,
    Side,
)
from supple.vignettes.besides import Besides
from supple.vignettes.fields import is_blank, number, whole, yes_no
from supple.vignettes.in_words import (
    number_and_unit,
    times_the_limit,
)
from supple.vignettes.names import (
    code_of,
    plain,
)
from supple.vignettes.other_words import NUMBERS
from supple.vignettes.problems import CaseError
from supple.vignettes.remarks import read_as

CHANGES = {
    **{change: change for change in ("much_better", "better", "same", "worse", "much_worse")},
    "as_usual": "same",
    "usual": "same",
    "a_lot_worse": "much_worse",
    "a_lot_better": "much_better",
}
_THAN = {than: than for than in ("usual", "yesterday", "last_night", "before", "last_week")}
_RECALLS = {
    "now": Recall.NOW,
    "last_24_h": Recall.LAST_24_H,
    "day": Recall.LAST_24_H,
    "last_night": Recall.LAST_NIGHT,
}
_PERIODS = {"day": Period.DAY, "night": Period.NIGHT}
_SIDES = {side.value: side for side in Side}
_SOME = frozenset({"some", "a few", "several", "many", "happened", "not counted"})
# Unit as written → UCUM, for the few that people write.
_UNITS = {
    "c": "Cel",
    "°c": "Cel",
    "celsius": "Cel",
    "cel": "Cel",
    "f": "[degF]",
    "°f": "[degF]",
    "fahrenheit": "[degF]",
    "[degf]": "[degF]",
    "mmhg": "mm[Hg]",
    "mm hg": "mm[Hg]",
    "mm[hg]": "mm[Hg]",
    "hours": "h",
    "kilograms": "kg",
}
# What a body or a machine can show; beyond it something else was meant, often another unit.
_BOUNDS: Mapping[tuple[str, str], tuple[float, float]] = {
    ("temperature", "Cel"): (25, 45),
    ("temperature", "[degF]"): (77, 113),
    ("systolic", "mm[Hg]"): (30, 320),
    ("sleep_hours", "h"): (0, 24),
}


def was_there(besides: Besides) -> bool | None:
    """Left out: it was there. "Don't know": None, nothing is noted."""
    return besides.yes_no("present") if besides.there("present") else True


def beside_compared(besides: Besides) -> dict[str, Any]:
    return {"than": besides.choice("than", _THAN) or "usual", **_place(besides)}


def _place(besides: Besides) -> dict[str, Any]:
    part, side = besides.text("part"), besides.choice("side", _SIDES)
    if part is None:
        return {"part": None, "side": side}
    words = part.split()
    if len(words) > 1 and side is None and words[0].casefold() in _SIDES:  # "left calf"
        side, part = _SIDES[words[0].casefold()], " ".join(words[1:])
    return {"part": code_of("part", part, besides.path("part")), "side": side}


def rated(kind: str, code: str, path: str, value: Any, besides: Besides) -> list[Fact]:
    """A rating, a measurement or a count by its code: a number, or words that compare it with the usual."""
    if is_blank(value):
        return []
    if isinstance(value, str) and (change := CHANGES.get("_".join(plain(value).split()))) is not None:
        return [Comparison(code, change, **beside_compared(besides))]
    if kind == "rating":
        return [rating(code, path, value, besides)]
    if kind == "measurement":
        return measured(code, path, value, besides)
    return [count(code, path, value, besides)]


def measured(code: str, path: str, value: Any, besides: Besides) -> list[Fact]:
    """A measurement; of a liver result also the limit beside it, or how many times the limit it is."""
    limit = f"{code}_upper_limit"
    if limit not in load().measures:
        return [measurement(code, path, value, besides)]
    times = times_the_limit(value)
    given = besides.number("uln", low=1, high=1000)
    if times is not None:
        top = 40.0 if given is None else given
        read_as(path, f"{value} as {times * top:g} against a limit of {top:g}")
        return [Measurement(code, times * top, "U/L"), Measurement(limit, top, "U/L")]
    found: list[Fact] = [measurement(code, path, value, besides)]
    return found if given is None else [*found, Measurement(limit, given, "U/L")]


def rating(code: str, path: str, value: Any, besides: Besides) -> Rating:
    """Of the whole day unless `recall` says otherwise, so that ratings are one series; sleep of the night."""
    usual = Recall.LAST_NIGHT if code in NIGHT_RATINGS else Recall.LAST_24_H
    recall = besides.choice("recall", _RECALLS) or usual
    most = besides.number("scale_max", low=1, high=100) or 10.0
    return Rating(code, number(value, path, high=most), recall, scale_max=most, **_place(besides))


def measurement(code: str, path: str, value: Any, besides: Besides) -> Measurement:
    written = besides.text("unit")
    value, in_words = number_and_unit(value)
    written = written or in_words
    usual = load().measures[code].unit
    if code == "temperature" and written is None and 90 <= number(value, path, low=-1e6) <= 113:
        written = "F"
        read_as(path, f"{number(value, path):g} as Fahrenheit, {(number(value, path) - 32) * 5 / 9:.1f} °C")
    unit = usual if written is None else _UNITS.get(written.casefold(), written)
    low, high = _BOUNDS.get((code, unit), (0.0, 1e6))
    if (code, unit) not in _BOUNDS and any(each == code for each, _ in _BOUNDS):
        known = " or ".join(each for measured, each in _BOUNDS if measured == code)
        raise CaseError(besides.path("unit"), f"“{written}” is no unit of {plain(code)}.", f"Write {known}.")
    given = number(value, path, low=-1e6)
    if not low <= given <= high:
        raise CaseError(path, f"{given:g} is not between {low:g} and {high:g} ({unit}).", "Is the unit right?")
    return Measurement(code, given, unit)


def count(code: str, path: str, value: Any, besides: Besides) -> Count:
    """ "some" or yes: it happened, how often is not noted. No or none: nought."""
    period = besides.choice("period", _PERIODS)
    severity = besides.number("severity", low=1, high=3)
    how = None if severity is None else int(severity)
    number_of: int | None
    if isinstance(value, str) and plain(value) in _SOME:
        number_of = None
    elif isinstance(value, str) and plain(value.removesuffix("times")) in NUMBERS:
        number_of = NUMBERS[plain(value.removesuffix("times"))]
    elif isinstance(value, bool) or (isinstance(value, str) and not value.strip().isdigit()):
        number_of = None if yes_no(value, path) else 0
    else:
        number_of = whole(value, path)
    return Count(code, number_of, period, how, **_place(besides))
