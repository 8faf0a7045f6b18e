"""Does the help page hold every sign, the emergencies first, with the words that a tick would bring?"""

from __future__ import annotations

from itertools import combinations

from tests.spec.red_flags.build import NOW, days_from_now, item, the_plan
from tests.spec.words import problems

from supple import watch
from supple.knowledge import load
from supple.knowledge.conditions import SignNoted
from supple.knowledge.red_flags import load_red_flags
from supple.model import Plan, Tier

ANYBODY = watch.emergency_page()


def signs(page: watch.HelpPage) -> dict[str, watch.PageSign]:
    return {sign.code: sign for group in page.groups for sign in group.signs}


def test_every_sign_of_knowledge_stands_on_it_once() -> None:
    listed = [sign.code for group in ANYBODY.groups for sign in group.signs]
    assert sorted(listed) == sorted(load().signs)


def test_emergencies_stand_first_on_the_page_and_in_each_place() -> None:
    for group in ANYBODY.groups:
        ranks = [sign.tier.rank for sign in group.signs]
        assert ranks == sorted(ranks)
        assert group.tier is group.signs[0].tier
    firsts = [group.tier.rank for group in ANYBODY.groups]
    assert firsts == sorted(firsts)
    assert {sign.code for sign in ANYBODY.emergencies} == {
        code for code, sign in signs(ANYBODY).items() if sign.tier is Tier.T0
    }
    assert {"breathing_trouble", "seizure", "face_drop", "suicidal_plan"} <= {s.code for s in ANYBODY.emergencies}


def test_what_it_shows_is_what_a_tick_would_bring() -> None:
    for code, sign in signs(ANYBODY).items():
        first = watch.check_signs({code: True}, None, NOW)[0]
        assert (sign.tier, sign.words, sign.rule, sign.meanwhile) == (
            first.tier,
            first.words,
            first.rule,
            first.meanwhile,
        )


def test_it_says_what_else_makes_a_sign_an_emergency() -> None:
    """Without a script the page cannot add up ticks, so it says which two together are an emergency."""
    fever = signs(ANYBODY)["fever"]
    beside = {label for also in fever.also for label in also.labels}
    assert {"a baclofen pump", load().label("rigors"), load().label("stiff_neck")} <= beside
    assert all(also.tier is Tier.T0 for also in fever.also)
    assert all(not sign.also for sign in ANYBODY.emergencies)


def test_each_pair_it_names_is_an_emergency_when_ticked() -> None:
    codes = {entry.label: code for code, entry in load().signs.items()}
    profile = {"a baclofen pump": "pump", "MS in the upper spinal cord (T6 or above)": "lesion_t6_or_above"}
    for code, sign in signs(ANYBODY).items():
        for also in sign.also:
            for label in also.labels:
                given = {profile[label]: "yes"} if label in profile else None
                ticks = {code: True} if given else {code: True, codes[label]: True}
                alerts = watch.check_signs(ticks, None, NOW, profile=given)
                assert also.words in {alert.words for alert in alerts if alert.tier is Tier.T0}, (code, label)


def test_every_two_signs_that_an_emergency_asks_for_add_up_on_the_page() -> None:
    """Also where one of them is an emergency alone: then the other's answer says so once both are ticked."""
    mine = signs(ANYBODY)
    for rule in load_red_flags().rules:
        for level in rule.levels:
            asked = level.questions if level.tier is Tier.T0 else ()
            codes = {leaf.sign for leaf in asked if isinstance(leaf, SignNoted)}
            for one, other in combinations(sorted(codes), 2):
                alerts = watch.check_signs({one: True, other: True}, None, NOW)
                if rule.id not in {alert.rule for alert in alerts if alert.tier is Tier.T0}:
                    continue
                for code, beside in ((one, other), (other, one)):
                    told = {sign for also in mine[code].also for sign in also.signs}
                    assert mine[code].tier is Tier.T0 or beside in told, (rule.id, code, beside)


def test_what_is_an_emergency_alone_is_not_named_again() -> None:
    also = signs(ANYBODY)["cannot_pass_urine"].also
    told = [label for each in also for label in each.labels]
    assert load().label("saddle_numbness") not in told
    assert load().label("pounding_headache") in told
    assert "saddle_numbness" in {code for each in also for code in each.signs}


def test_with_a_pump_its_signs_are_emergencies() -> None:
    mine = signs(watch.emergency_page(the_plan(profile={"pump": "yes"})))
    assert signs(ANYBODY)["itching_no_rash"].tier is Tier.T1
    assert mine["itching_no_rash"].tier is Tier.T0
    assert "pump card" in mine["itching_no_rash"].words


def test_on_tizanidine_burning_says_so_first() -> None:
    mine = signs(watch.emergency_page(the_plan([item("medicine", "tizanidine")])))
    assert mine["burning_urine"].words.startswith("Tell whoever treats you that you take tizanidine")


def test_what_the_plan_raises_by_itself_stands_on_no_sign() -> None:
    """A refill that is due is an alert of its own, not the answer to a cough."""
    due: Plan = the_plan([item("pump", "SynchroMed", clinic_alarm_date=days_from_now(1))])
    for code, sign in signs(watch.emergency_page(due)).items():
        assert sign.rule != "R05", code


def test_it_says_that_nobody_reviewed_it_and_reassures_nobody() -> None:
    assert ANYBODY.reviewed_by == "nobody yet"
    for sign in signs(ANYBODY).values():
        assert problems(sign.words) == []
        assert problems(" ".join(sign.meanwhile)) == []
