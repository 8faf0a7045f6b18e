"""How do sums and priors travel between sites? As JSON that a person can read through before passing it on.

Reading trusts nothing: a file that is something else, is damaged or holds what must never leave is refused with the
field and what to do.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, NoReturn

from supple.cohort.sums import MIN_PEOPLE, publishable
from supple.model import CohortPrior, CohortSums, FactorPrior, FactorSums, UserError

PRIOR_SCHEMA = "supple.cohort-prior/1"
SUMS_SCHEMA = "supple.cohort-sums/1"
_HINT = {
    PRIOR_SCHEMA: "A prior is made with: supple cohort learn, or supple cohort merge.",
    SUMS_SCHEMA: "Sums are made with: supple cohort sums.",
}
_MOST_LETTERS, _MOST_FACTORS, _MOST_LAGS, _MOST_SIZE = 200, 1000, 30, 100.0
_OWN = "own:"


def prior_to_text(prior: CohortPrior) -> str:
    """The prior as JSON: numbers about factors, a name, a day; nothing of any person."""
    held = prior.prior
    factors = [
        {
            "factor": factor,
            "is_number": factor in (held.numbers or ()),
            "share": held.share[factor],
            "size": held.mean[factor],
            "spread": held.spread[factor],
            "lags": list(held.shapes.get(factor, ())),
        }
        for factor in sorted(held.share)
    ]
    whole = {
        "schema": PRIOR_SCHEMA,
        "name": prior.name,
        "made_on": prior.made_on.isoformat(),
        "outcome": prior.outcome,
        "scale_max": prior.scale_max,
        "people": held.people,
        "factors": factors,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def prior_from_text(text: str, *, file: str) -> CohortPrior:
    """The inverse of `prior_to_text`. Raises UserError naming the file and the field."""
    read = _Reader(text, PRIOR_SCHEMA, file)
    share: dict[str, float] = {}
    mean: dict[str, float] = {}
    spread: dict[str, float] = {}
    shapes: dict[str, tuple[float, ...]] = {}
    numbers: set[str] = set()
    for row, where in read.factors():
        factor = read.code(row, "factor", where)
        if factor in share:
            read.refuse("it stands there twice.", where)
        share[factor] = read.number(row, "share", where, 0.0001, 0.9999)
        mean[factor] = read.number(row, "size", where, -_MOST_SIZE, _MOST_SIZE)
        spread[factor] = read.number(row, "spread", where, 1e-6, _MOST_SIZE)
        shapes[factor] = read.lags(row, where, most=1.0)
        if read.flag(row, "is_number", where):
            numbers.add(factor)
    people = read.count(read.whole, "people", "", least=MIN_PEOPLE)
    held = FactorPrior(share, mean, spread, people, shapes, frozenset(numbers))
    return CohortPrior(read.words("name"), read.day("made_on"), read.outcome(), read.scale_max(), held)


def sums_to_text(sums: CohortSums) -> str:
    """The sums as JSON, without the small ones. Raises UserError where too few people are in them."""
    kept = publishable(sums)
    rows: list[dict[str, Any]] = []
    for one in kept.factors:
        row = {name: round(part, 6) if isinstance(part, float) else part for name, part in asdict(one).items()}
        rows.append({**row, "lags": [round(part, 6) for part in one.lags]})
    whole = {
        "schema": SUMS_SCHEMA,
        "outcome": kept.outcome,
        "scale_max": kept.scale_max,
        "people": kept.people,
        "under": kept.under,
        "factors": rows,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def sums_from_text(text: str, *, file: str) -> CohortSums:
    """The inverse of `sums_to_text`. Raises UserError naming the file and the field; also where people are few."""
    read = _Reader(text, SUMS_SCHEMA, file)
    people = read.count(read.whole, "people", "", least=MIN_PEOPLE)
    factors: dict[tuple[str, bool], FactorSums] = {}
    for row, where in read.factors():
        factor, is_number = read.code(row, "factor", where), read.flag(row, "is_number", where)
        if (factor, is_number) in factors:
            read.refuse("it stands there twice.", where)
        met = read.count(row, "people", where, least=MIN_PEOPLE)
        if met > people:
            read.refuse("more people than there are in the whole file.", f"{where}.people")
        told = read.number(row, "information", where, 0.0, met)
        mattering = read.number(row, "mattering", where, 1e-9, told)
        factors[factor, is_number] = FactorSums(
            factor=factor,
            is_number=is_number,
            people=met,
            information=told,
            mattering=mattering,
            size=read.number(row, "size", where, -_MOST_SIZE * met, _MOST_SIZE * met),
            magnitude=read.number(row, "magnitude", where, 0.0, _MOST_SIZE * met),
            size_squared=read.number(row, "size_squared", where, 0.0, _MOST_SIZE**2 * met),
            slab_mean=read.number(row, "slab_mean", where, -_MOST_SIZE * met, _MOST_SIZE * met),
            slab_squared=read.number(row, "slab_squared", where, 1e-9, _MOST_SIZE**2 * met),
            lags=read.lags(row, where, most=met),
        )
    under = read.words("under", may_be_empty=True)
    return CohortSums(read.outcome(), read.scale_max(), people, under, tuple(factors.values()))


class _Reader:
    """A file taken apart field by field; whatever is wrong is said with its place."""

    def __init__(self, text: str, schema: str, file: str) -> None:
        self.file, self.schema = file, schema
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            whole = None
        if not isinstance(whole, dict) or whole.get("schema") != schema:
            self.refuse(f"this is not a file of the kind {schema}.", "")
        self.whole: Mapping[str, Any] = whole

    def refuse(self, problem: str, field: str) -> NoReturn:
        raise UserError(problem, file=self.file, field=field or None, hint=_HINT[self.schema])

    def factors(self) -> list[tuple[Mapping[str, Any], str]]:
        rows = self.whole.get("factors")
        if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_FACTORS:
            self.refuse("there are no factors in it.", "factors")
        if not all(isinstance(row, dict) for row in rows):
            self.refuse("these are not factors.", "factors")
        return [(row, f"factors[{place}]") for place, row in enumerate(rows)]

    def code(self, row: Mapping[str, Any], name: str, where: str) -> str:
        code = row.get(name)
        if not isinstance(code, str) or not 0 < len(code) <= _MOST_LETTERS or not code.isprintable():
            self.refuse("a code is needed.", f"{where}.{name}".lstrip("."))
        if code.startswith(_OWN):
            self.refuse("it holds somebody’s own words, which must never travel.", f"{where}.{name}".lstrip("."))
        return code

    def outcome(self) -> str:
        return self.code(self.whole, "outcome", "")

    def words(self, name: str, *, may_be_empty: bool = False) -> str:
        words = self.whole.get(name)
        if not isinstance(words, str) or len(words) > _MOST_LETTERS or not words.isprintable():
            self.refuse("short words are needed.", name)
        if not words.strip() and not may_be_empty:
            self.refuse("it is empty.", name)
        return words.strip()

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(str(self.whole.get(name)))
        except ValueError:
            self.refuse("a day like 2026-08-01 is needed.", name)

    def scale_max(self) -> float | None:
        return None if self.whole.get("scale_max") is None else self.number(self.whole, "scale_max", "", 1.0, 1000.0)

    def number(self, row: Mapping[str, Any], name: str, where: str, least: float, most: float) -> float:
        return self._in_range(row.get(name), f"{where}.{name}".lstrip("."), least, most)

    def count(self, row: Mapping[str, Any], name: str, where: str, *, least: int) -> int:
        count, place = row.get(name), f"{where}.{name}".lstrip(".")
        if isinstance(count, bool) or not isinstance(count, int):
            self.refuse("a whole number is needed.", place)
        if count < least:
            self.refuse(f"fewer than {least} people: with so few, somebody could be told apart.", place)
        return count

    def flag(self, row: Mapping[str, Any], name: str, where: str) -> bool:
        flag = row.get(name)
        if not isinstance(flag, bool):
            self.refuse("true or false is needed.", f"{where}.{name}")
        return flag

    def lags(self, row: Mapping[str, Any], where: str, *, most: float) -> tuple[float, ...]:
        lags, place = row.get("lags"), f"{where}.lags"
        if not isinstance(lags, list) or len(lags) > _MOST_LAGS:
            self.refuse("a list of numbers is needed.", place)
        return tuple(self._in_range(lag, place, 0.0, most) for lag in lags)

    def _in_range(self, number: object, place: str, least: float, most: float) -> float:
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            self.refuse("a number is needed.", place)
        if not least <= number <= most + 1e-5:
            self.refuse(f"a number between {least:g} and {most:g} is needed.", place)
        return float(number)
