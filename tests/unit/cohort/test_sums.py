"""What leaves a site? Sums that add and identify nobody; small numbers and own words never."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.cohort.invented import CODES, True_, evidence, people
from tests.unit.cohort.test_learning import DAY

from supple.cohort import MIN_PEOPLE, add, name_of, next_prior, publishable, sums_of, sums_to_text
from supple.model import CohortSums, FactorSums, UserError

FOUND = people(60, {code: True_(0.3, met=0.8) for code in CODES}, 21)
NUMBERS = ("information", "mattering", "size", "magnitude", "size_squared", "slab_mean", "slab_squared")


def by_factor(sums: CohortSums) -> dict[str, FactorSums]:
    return {one.factor: one for one in sums.factors}


@given(st.lists(st.integers(0, 3), min_size=len(FOUND), max_size=len(FOUND)))
def test_sums_over_sites_add_to_the_sums_over_all(site_of: list[int]) -> None:
    whole = by_factor(sums_of(FOUND, "stiffness"))
    sites = [[person for person, at in zip(FOUND, site_of, strict=True) if at == site] for site in range(4)]
    together = add([sums_of(site, "stiffness") for site in sites])
    assert together.people == sum(bool(person) for person in FOUND)
    assert by_factor(together).keys() == whole.keys()
    for factor, one in by_factor(together).items():
        assert one.people == whole[factor].people
        assert one.lags == pytest.approx(whole[factor].lags)
        for name in NUMBERS:
            assert getattr(one, name) == pytest.approx(getattr(whole[factor], name))


@pytest.mark.parametrize("count", [0, 1, MIN_PEOPLE - 1])
def test_too_few_people_never_leave(count: int) -> None:
    with pytest.raises(UserError, match=f"at least {MIN_PEOPLE} people"):
        publishable(sums_of([(evidence("heat", 1.0, 0.3),)] * count, "stiffness"))
    with pytest.raises(UserError, match=f"at least {MIN_PEOPLE} people"):
        sums_to_text(sums_of([(evidence("heat", 1.0, 0.3),)] * count, "stiffness"))


@pytest.mark.parametrize("count", [MIN_PEOPLE, MIN_PEOPLE + 1])
def test_enough_people_do(count: int) -> None:
    assert publishable(sums_of([(evidence("heat", 1.0, 0.3),)] * count, "stiffness")).people == count


@pytest.mark.parametrize(("met", "leaves"), [(1, False), (MIN_PEOPLE - 1, False), (MIN_PEOPLE, True), (11, True)])
def test_what_few_of_them_noted_is_left_out_with_its_name(met: int, leaves: bool) -> None:
    found = [
        (evidence("heat", 1.0, 0.3), *((evidence("bladder_infection", 1.0, 0.3),) if i < met else ()))
        for i in range(30)
    ]
    text = sums_to_text(sums_of(found, "stiffness"))
    assert ("bladder_infection" in text) is leaves
    assert "heat" in text


def test_somebody_with_no_evidence_does_not_count() -> None:
    found = [(evidence("heat", 1.0, 0.3),)] * 9
    with pytest.raises(UserError):
        publishable(sums_of([*found, (), ()], "stiffness"))


def test_own_words_and_unknown_names_never_leave() -> None:
    person = (
        evidence("own:my neighbour Anna", 1.0, 0.3),
        evidence("Anna came by", 1.0, 0.3),
        evidence("heat", 1.0, 0.3),
    )
    sums = sums_of([person] * 40, "stiffness")
    assert [one.factor for one in sums.factors] == ["heat"]
    assert "Anna" not in sums_to_text(sums)
    assert list(next_prior([sums], name="x", made_on=DAY).prior.share) == ["heat"]


def test_a_sums_file_holds_sums_and_nothing_else() -> None:
    """Field by field: no id, no date, no name of anybody, no list as long as the people."""
    whole = json.loads(sums_to_text(sums_of(FOUND, "stiffness")))
    assert set(whole) == {"schema", "outcome", "scale_max", "people", "under", "factors"}
    for row in whole["factors"]:
        assert set(row) == {"factor", "is_number", "people", "lags", *NUMBERS}
        assert row["factor"] in CODES
        assert len(row["lags"]) == 4
        assert row["people"] >= MIN_PEOPLE
    assert len(whole["factors"]) == len(CODES)
    text = json.dumps(whole)
    assert not re.search(r"\d{4}-\d{2}-\d{2}", text), "a date"
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text), "an id"


def test_what_does_not_belong_together_does_not_add() -> None:
    sums = sums_of(FOUND, "stiffness")
    prior = next_prior([sums], name="x", made_on=DAY)
    for other in (
        sums_of(FOUND, "pain"),
        sums_of(FOUND, "stiffness", scale_max=3.0),
        sums_of(FOUND, "stiffness", prior=prior),
    ):
        with pytest.raises(UserError):
            add([sums, other])
    with pytest.raises(UserError):
        add([])


def test_the_same_numbers_have_the_same_name_whoever_made_them() -> None:
    prior = next_prior([sums_of(FOUND, "stiffness")], name="x", made_on=DAY)
    assert name_of(prior) == name_of(replace(prior, name="y"))
    changed = replace(prior, prior=replace(prior.prior, share={**prior.prior.share, "heat": 0.5}))
    assert name_of(prior) != name_of(changed)
    assert name_of(None) == ""
    assert not re.search(r"\s", name_of(prior))
