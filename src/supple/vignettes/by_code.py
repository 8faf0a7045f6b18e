"""What does an entry say whose field is a code or its plain words? {"stiffness": 7}, {"fever": "yes"}."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from supple.model import (
    Answer,
    Fact,
    Factor,
    SideEffect,
    Sign,
)
from supple.vignettes.besides import Besides
from supple.vignettes.fields import number, yes_no
from supple.vignettes.in_words import (
    bowel,
    is_about_the_bowel,
    number_and_unit,
    phq_item_9,
)
from supple.vignettes.names import (
    code_by_own_words,
    code_or_none,
    kind_of,
    plain,
)
from supple.vignettes.other_words import BOWEL_DAYS, PHQ_ITEM_9
from supple.vignettes.remarks import unused
from supple.vignettes.values import measured, rated


def _says_days(value: Any) -> bool:
    return isinstance(value, str) and "day" in value


def _is_degrees(value: Any) -> bool:
    try:
        return float(number_and_unit(value)[0]) > 25
    except (TypeError, ValueError):
        return False


def by_code(path: str, name: str, value: Any, besides: Besides) -> list[Fact] | None:
    """A code or its plain words as the field's name: {"stiffness": 7}, {"fever": "yes"}. None: not a name we know."""
    own = _by_own_name(path, name, value, besides)
    if own is not None:
        return own
    found = kind_of(name)
    if found is not None:
        return rated(*found, path, value, besides)
    for others in (False, True):  # our own words for anything stand above other people's
        for kind, read in _YES_NO.items():
            code = code_or_none(kind, name, path) if others else code_by_own_words(kind, name)
            if code is not None:
                return read(code, path, value, besides)
    return None


def _by_own_name(path: str, name: str, value: Any, besides: Besides) -> list[Fact] | None:
    """Fields that are told in a way of their own."""
    if plain(name) in PHQ_ITEM_9:
        return phq_item_9(path, value)
    if plain(name) in BOWEL_DAYS or (is_about_the_bowel(name) and _says_days(value)):
        return bowel(path, value, besides)
    if plain(name) in {"diastolic", "diastolic bp", "dbp", "lower bp"}:
        number(value, path, high=300)
        unused(path, "no rule looks at the lower blood pressure")
        return []
    if plain(name) in {"oxygen", "spo2", "saturation", "respiratory rate", "glucose", "crp", "wbc", "bilirubin"}:
        unused(path, f"no rule looks at {plain(name)}")
        return []
    if plain(name) == "fever" and not isinstance(value, bool) and _is_degrees(value):
        return measured("temperature", path, value, besides)
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
