"""Which signs stand first with a pump, on a medicine, after toxin, with a catheter?"""

from __future__ import annotations

import pytest
from tests.spec.red_flags.build import NOW, item, the_plan

from supple import watch
from supple.knowledge import load
from supple.knowledge.traits import load_traits
from supple.model import Tier

FIRST = {each.trait.id: {sign.code: sign for sign in each.signs} for each in watch.what_matters_first()}


def test_every_trait_names_signs_that_there_are() -> None:
    for trait in load_traits().values():
        assert set(trait.signs) <= set(load().signs), trait.id
        assert set(trait.signs) <= set(FIRST[trait.id])


def test_what_a_pump_makes_an_emergency_stands_there_as_one() -> None:
    for code in ("suddenly_much_stiffer", "itching_no_rash", "fever", "tingling", "confusion", "very_floppy"):
        assert FIRST["pump"][code].tier is Tier.T0, code
    assert FIRST["toxin"]["swallowing_trouble"].tier is Tier.T0
    assert FIRST["baclofen"]["very_floppy"].tier is Tier.T0
    assert FIRST["tizanidine"]["burning_urine"].words.startswith("Tell whoever treats you that you take tizanidine")
    assert FIRST["lesion_t6_or_above"]["flushing_sweating_above"].tier is Tier.T1


def test_every_sign_whose_answer_a_trait_changes_stands_with_it() -> None:
    usual = {sign.code: sign for group in watch.emergency_page().groups for sign in group.signs}
    for each in watch.what_matters_first():
        page = watch.emergency_page(watch.plan_with([each.trait.id]))
        for sign in (sign for group in page.groups for sign in group.signs):
            if sign.words != usual[sign.code].words:
                assert FIRST[each.trait.id][sign.code].words == sign.words


@pytest.mark.parametrize(
    ("plan", "holds"),
    [
        (the_plan(profile={"pump": "yes"}), {"pump"}),
        (the_plan([item("pump", "SynchroMed")]), {"pump"}),
        (the_plan(profile={"pump": "unknown", "baclofen": "no"}), set()),
        (the_plan(profile={"baclofen": "yes", "tizanidine": "unknown"}), {"baclofen"}),
        (the_plan([item("medicine", "tizanidine")]), {"tizanidine"}),
        (the_plan([item("injection", "Botox", days_ago=84)]), {"toxin"}),
        (the_plan([item("injection", "Botox", days_ago=85)]), set()),
        (the_plan(profile={"catheter": "yes", "lesion_t6_or_above": "yes"}), {"catheter", "lesion_t6_or_above"}),
        (the_plan(), set()),
    ],
)
def test_a_trait_holds_by_the_plan_or_by_an_answer_and_never_by_a_blank(plan: object, holds: set[str]) -> None:
    assert watch.traits_of(plan, NOW) == holds  # type: ignore[arg-type]


def test_an_answer_about_a_medicine_counts_for_the_rules_too() -> None:
    def first(**profile: str) -> str:
        return watch.check_signs({"burning_urine": True}, the_plan(profile=profile), NOW)[0].words

    assert first(tizanidine="yes").startswith("Tell whoever treats you that you take tizanidine")
    assert not first(tizanidine="unknown").startswith("Tell")
    assert not first().startswith("Tell")
    ended = the_plan([item("medicine", "tizanidine", status="ended")], profile={"tizanidine": "yes"})
    assert not watch.check_signs({"burning_urine": True}, ended, NOW)[0].words.startswith("Tell whoever")


def test_each_sign_of_the_guide_ticked_as_new_is_at_least_same_day() -> None:
    usual = {sign.code: sign for group in watch.emergency_page().groups for sign in group.signs}
    guides = [code for code, sign in load().signs.items() if sign.in_guide]
    assert len(guides) >= 14
    for code in guides:
        assert usual[code].tier in {Tier.T0, Tier.T1}, code
        for rows in FIRST.values():
            assert code not in rows or rows[code].tier in {Tier.T0, Tier.T1}
