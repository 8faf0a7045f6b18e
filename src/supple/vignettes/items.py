"""What is noted? One small function for each kind of thing that an entry of a case may hold; each makes facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from supple.diary.days import NIGHT_RATINGS
from supple.knowledge import load
from supple.model import (
    Answer,
    Comparison,
    Count,
    Dose,
    DoseStatus,
    Fact,
    Factor,
    Measurement,
    Period,
    Rating,
    Recall,
    Session,
    Side,
    SideEffect,
    Sign,
)
from supple.vignettes.besides import Besides
from supple.vignettes.fields import is_blank, listed, number, shown, text, whole, yes_no
from supple.vignettes.names import code_of, kind_of, medicine_of, plain
from supple.vignettes.problems import CaseError

Reader = Callable[[str, Any, Besides], list[Fact]]

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


def signs(path: str, value: Any, besides: Besides) -> list[Fact]:
    """`present` don't know: nothing is noted."""
    present, new = _present(besides), besides.yes_no("new")
    if present is None:
        return []
    return [Sign(code_of("sign", each, path), present, new if present else None) for each in listed(value)]


def ticked(path: str, value: Any, besides: Besides) -> list[Fact]:
    """As on the page "Something is up": each is new."""
    del besides
    return [Sign(code_of("sign", each, path), True, True) for each in listed(value)]


def no_signs(path: str, value: Any, besides: Besides) -> list[Fact]:
    del besides
    return [Sign(code_of("sign", each, path), False) for each in listed(value)]


def factors(path: str, value: Any, besides: Besides) -> list[Fact]:
    present = _present(besides)
    level = besides.number("level", high=10)
    amount, unit = besides.number("amount"), besides.text("unit")
    if present is None:
        return []
    return [Factor(code_of("factor", each, path), present, level, amount, unit) for each in listed(value)]


def no_factors(path: str, value: Any, besides: Besides) -> list[Fact]:
    del besides
    return [Factor(code_of("factor", each, path), False) for each in listed(value)]


def side_effects(path: str, value: Any, besides: Besides) -> list[Fact]:
    present = _present(besides)
    severity = _one_of(besides, "rating", "severity", "value")
    medicine = besides.text("medicine")
    by = None if medicine is None else medicine_of(medicine, besides.path("medicine"))
    if present is None:
        return []
    return [SideEffect(code_of("side_effect", each, path), present, severity, by) for each in listed(value)]


def _present(besides: Besides) -> bool | None:
    """Left out: it was there. "Don't know": None, nothing is noted."""
    return besides.yes_no("present") if besides.there("present") else True


def _one_of(besides: Besides, *names: str) -> float | None:
    """A rating from 0 to 10 under one of these names."""
    found = [besides.number(name, high=10) for name in names]
    return next((value for value in found if value is not None), None)


def doses(status: str | None) -> Reader:
    """A reader of doses with this status; None: the entry names it beside."""

    def read(path: str, value: Any, besides: Besides) -> list[Fact]:
        said = status or besides.choice("status", {each.value: each.value for each in DoseStatus})
        if said is None:
            raise CaseError(path, "Was it taken or missed?", 'Write {"taken": "…"} or {"missed": "…"}.')
        amount = besides.number("amount_mg", high=100_000)
        words, due = besides.text("words"), besides.text("due_time")
        if due is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", due):
            raise CaseError(besides.path("due_time"), f"“{due}” is not a time.", "Write it like 08:00.")
        return [Dose(medicine_of(each, path), DoseStatus(said), amount, words, due) for each in listed(value)]

    return read


def sessions(path: str, value: Any, besides: Besides) -> list[Fact]:
    done = besides.yes_no("done")
    minutes = besides.number("minutes", high=1440)
    return [Session(code_of("session", each, path), done is not False, minutes) for each in listed(value)]


def answers(path: str, value: Any, besides: Besides) -> list[Fact]:
    yes = besides.yes_no("yes") if besides.said("yes") else besides.yes_no("value")
    if yes is None:
        return []
    return [Answer(code_of("answer", each, path), yes) for each in listed(value)]


def compared(path: str, value: Any, besides: Besides) -> list[Fact]:
    change = besides.choice("change", CHANGES)
    if change is None:
        raise CaseError(path, "How does it compare?", f"Write “change” beside it: {', '.join(CHANGES)}.")
    return [Comparison(_compared_code(each, path), change, **_beside_compared(besides)) for each in listed(value)]


def _compared_code(words: Any, path: str) -> str:
    found = kind_of(text(words, path))
    return found[1] if found is not None else code_of("rating", words, path)


def _beside_compared(besides: Besides) -> dict[str, Any]:
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
        return [Comparison(code, change, **_beside_compared(besides))]
    if kind == "rating":
        return [rating(code, path, value, besides)]
    if kind == "measurement":
        return [measurement(code, path, value, besides)]
    return [count(code, path, value, besides)]


def rating(code: str, path: str, value: Any, besides: Besides) -> Rating:
    """Of the whole day unless `recall` says otherwise, so that ratings are one series; sleep of the night."""
    usual = Recall.LAST_NIGHT if code in NIGHT_RATINGS else Recall.LAST_24_H
    recall = besides.choice("recall", _RECALLS) or usual
    most = besides.number("scale_max", low=1, high=100) or 10.0
    return Rating(code, number(value, path, high=most), recall, scale_max=most, **_place(besides))


def measurement(code: str, path: str, value: Any, besides: Besides) -> Measurement:
    written = besides.text("unit")
    usual = load().measures[code].unit
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
    elif isinstance(value, bool) or (isinstance(value, str) and not value.strip().isdigit()):
        number_of = None if yes_no(value, path) else 0
    else:
        number_of = whole(value, path)
    return Count(code, number_of, period, how, **_place(besides))


def named(kind: str) -> Reader:
    """{"measure": "temperature", "value": 38.6}: the thing is named, its value stands beside."""

    def read(path: str, value: Any, besides: Besides) -> list[Fact]:
        code = code_of(kind, value, path)
        beside, given = besides.raw("value")
        if given is None and kind != "count":
            raise CaseError(path, f"{shown(value)} has no value.", "Write “value” beside it.")
        return rated(kind, code, beside or path, "some" if given is None else given, besides)

    return read


def blood_pressure(path: str, value: Any, besides: Besides) -> list[Fact]:
    """ "185/95": the upper number is kept, since no rule looks at the lower."""
    found = re.fullmatch(r"\s*(\d{2,3})\s*/\s*(\d{2,3})\s*", value) if isinstance(value, str) else None
    return [measurement("systolic", path, found[1] if found else value, besides)]


READERS: Mapping[str, Reader] = {
    **dict.fromkeys(("sign", "signs"), signs),
    **dict.fromkeys(("ticked", "ticks"), ticked),
    **dict.fromkeys(("no_sign", "no_signs", "not"), no_signs),
    **dict.fromkeys(("factor", "factors"), factors),
    **dict.fromkeys(("no_factor", "no_factors"), no_factors),
    **dict.fromkeys(("side_effect", "side_effects"), side_effects),
    "dose": doses(None),
    **{status.value: doses(status.value) for status in DoseStatus},
    **dict.fromkeys(("session", "sessions"), sessions),
    "answer": answers,
    "compare": compared,
    "measure": named("measurement"),
    "measurement": named("measurement"),
    "count": named("count"),
    "rating": named("rating"),
    "blood_pressure": blood_pressure,
}


def by_code(path: str, name: str, value: Any, besides: Besides) -> list[Fact] | None:
    """A code or its plain words as the field's name: {"stiffness": 7}, {"fever": "yes"}. None: not a name we know."""
    found = kind_of(name)
    if found is not None:
        return rated(*found, path, value, besides)
    for kind, read in _YES_NO.items():
        try:
            code = code_of(kind, name, path)
        except CaseError:
            continue
        return read(code, path, value, besides)
    return None


def _sign_by_code(code: str, path: str, value: Any, besides: Besides) -> list[Fact]:
    if isinstance(value, str) and plain(value) == "new":
        return [Sign(code, True, True)]
    present = yes_no(value, path)
    new = besides.yes_no("new")
    return [] if present is None else [Sign(code, present, new if present else None)]


def _factor_by_code(code: str, path: str, value: Any, besides: Besides) -> list[Fact]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [Factor(code, True, number(value, path, high=10))]
    present = yes_no(value, path)
    return [] if present is None else [Factor(code, present, besides.number("level", high=10))]


def _side_effect_by_code(code: str, path: str, value: Any, besides: Besides) -> list[Fact]:
    del besides
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [SideEffect(code, True, number(value, path, high=10))]
    present = yes_no(value, path)
    return [] if present is None else [SideEffect(code, present)]


def _answer_by_code(code: str, path: str, value: Any, besides: Besides) -> list[Fact]:
    del besides
    yes = yes_no(value, path)
    return [] if yes is None else [Answer(code, yes)]


_YES_NO: Mapping[str, Callable[[str, str, Any, Besides], list[Fact]]] = {
    "sign": _sign_by_code,
    "factor": _factor_by_code,
    "side_effect": _side_effect_by_code,
    "answer": _answer_by_code,
}
