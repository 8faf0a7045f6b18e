"""Do sums and priors survive the journey, and is everything else refused with its place?"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from tests.unit.cohort.invented import CODES, True_, people
from tests.unit.cohort.test_learning import DAY

from supple.cohort import (
    learn,
    next_prior,
    prior_from_text,
    prior_to_text,
    sums_from_text,
    sums_of,
    sums_to_text,
)
from supple.model import UserError

FOUND = people(60, {code: True_(0.3) for code in CODES}, 31)
PRIOR = learn(FOUND, "stiffness", name="Northern clinics", made_on=DAY)
SUMS = sums_of(FOUND, "night_spasms", scale_max=None, prior=None)


def test_a_prior_comes_back_as_it_was() -> None:
    assert prior_from_text(prior_to_text(PRIOR), file="prior.json") == PRIOR


def test_sums_come_back_as_they_were_and_make_the_same_prior() -> None:
    back = sums_from_text(sums_to_text(SUMS), file="sums.json")
    assert (back.outcome, back.scale_max, back.people, back.under) == ("night_spasms", None, 60, "")
    assert next_prior([back], name="x", made_on=DAY) == next_prior([SUMS], name="x", made_on=DAY)


def test_the_scale_and_the_round_travel_along() -> None:
    sums = sums_of(FOUND, "stiffness", scale_max=3.0, prior=PRIOR)
    back = sums_from_text(sums_to_text(sums), file="sums.json")
    assert (back.scale_max, back.under) == (3.0, sums.under)
    assert back.under


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": "supple.look/1"}', "[" * 100_000, "\x00"])
def test_what_is_something_else_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"not a file of the kind supple\.cohort-prior/1"):
        prior_from_text(text, file="x.json")
    with pytest.raises(UserError, match=r"not a file of the kind supple\.cohort-sums/1"):
        sums_from_text(text, file="x.json")


def test_sums_are_not_a_prior_and_a_prior_is_not_sums() -> None:
    with pytest.raises(UserError, match="supple cohort learn"):
        prior_from_text(sums_to_text(SUMS), file="x.json")
    with pytest.raises(UserError, match="supple cohort sums"):
        sums_from_text(prior_to_text(PRIOR), file="x.json")


BAD_PRIORS: list[tuple[str, Any, str]] = [
    ("people", 9, "people"),
    ("people", True, "people"),
    ("people", "60", "people"),
    ("name", "", "name"),
    ("name", 3, "name"),
    ("name", "x" * 201, "name"),
    ("name", "two\nlines", "name"),
    ("made_on", "tomorrow", "made_on"),
    ("outcome", "own:my measure", "outcome"),
    ("outcome", "", "outcome"),
    ("scale_max", "ten", "scale_max"),
    ("factors", [], "factors"),
    ("factors", [1], "factors"),
    ("factors[0].factor", "own:Anna", "factors[0].factor"),
    ("factors[0].factor", "constipation", "factors[2]"),
    ("factors[0].share", 0, "factors[0].share"),
    ("factors[0].share", 1.2, "factors[0].share"),
    ("factors[0].share", None, "factors[0].share"),
    ("factors[0].size", 1e9, "factors[0].size"),
    ("factors[0].size", float("nan"), "factors[0].size"),
    ("factors[0].spread", 0, "factors[0].spread"),
    ("factors[0].is_number", "no", "factors[0].is_number"),
    ("factors[0].lags", 3, "factors[0].lags"),
    ("factors[0].lags", [2.0], "factors[0].lags"),
]
BAD_SUMS: list[tuple[str, Any, str]] = [
    ("people", 9, "people"),
    ("people", 10, "factors[0].people"),
    ("under", None, "under"),
    ("outcome", "own:my measure", "outcome"),
    ("factors[0].people", 9, "factors[0].people"),
    ("factors[0].factor", "own:Anna", "factors[0].factor"),
    ("factors[0].information", 61, "factors[0].information"),
    ("factors[0].mattering", 60, "factors[0].mattering"),
    ("factors[0].size_squared", -1, "factors[0].size_squared"),
    ("factors[0].slab_squared", 0, "factors[0].slab_squared"),
    ("factors[0].lags", ["x"], "factors[0].lags"),
]


def spoilt(text: str, place: str, value: object) -> str:
    whole = copy.deepcopy(json.loads(text))
    at, _, last = place.rpartition(".")
    (whole["factors"][0] if at else whole)[last] = value
    return json.dumps(whole)


@pytest.mark.parametrize(("place", "value", "field"), BAD_PRIORS)
def test_a_spoilt_prior_is_refused_with_its_place(place: str, value: object, field: str) -> None:
    with pytest.raises(UserError) as refused:
        prior_from_text(spoilt(prior_to_text(PRIOR), place, value), file="from-afar.json")
    assert refused.value.file == "from-afar.json"
    assert refused.value.field == field
    assert refused.value.hint


@pytest.mark.parametrize(("place", "value", "field"), BAD_SUMS)
def test_spoilt_sums_are_refused_with_their_place(place: str, value: object, field: str) -> None:
    with pytest.raises(UserError) as refused:
        sums_from_text(spoilt(sums_to_text(SUMS), place, value), file="from-afar.json")
    assert refused.value.file == "from-afar.json"
    assert refused.value.field == field
