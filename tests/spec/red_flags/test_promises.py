"""What holds for every rule: the guide's list, missing answers, emergencies that nothing hides, and explanations."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.red_flags.build import (
    CARER,
    NOW,
    TODAY,
    At,
    Case,
    ago,
    daily_table,
    diary,
    dose,
    effect,
    factor,
    item,
    no,
    parts_of,
    said,
    sign,
    the_plan,
    usual,
)
from tests.spec.red_flags.test_boundaries import CASES, tier_of

from supple import watch
from supple.knowledge import load
from supple.knowledge.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Extra,
    NotRuledOut,
    RuledOut,
    SignNoted,
    Takes,
)
from supple.knowledge.red_flags import load_red_flags
from supple.model import (
    Answer,
    Author,
    DatedChange,
    Note,
    Rating,
    Session,
    Sign,
    Tier,
    highest,
)
from supple.watch.evaluate import evaluate
from supple.watch.evidence import Evidence, gather

RULES = load_red_flags()
GUIDE = [code for code, entry in load().signs.items() if entry.in_guide]
# The guide's point 8 in its own order, and every sign that says one of its points. Each is at least a same-day call
# when it is new, with no baseline and no threshold.
CALL_PROMPTLY: Mapping[str, tuple[str, ...]] = {
    "suddenly much worse over hours to days": ("suddenly_much_stiffer",),
    "fever, burning urine or other signs of infection": (
        "fever", "burning_urine", "urinary_frequency", "urinary_urgency", "cloudy_urine", "blood_in_urine",
        "lower_belly_pain", "flank_pain", "cough_phlegm", "rigors", "fast_breathing", "mottled_skin",
        "no_urine_18_hours", "pump_wound", "stiff_neck", "skin_broken", "skin_red_not_fading",
        "skin_black_or_smelly",
    ),
    "new weakness, numbness or trouble walking": (
        "new_weakness", "new_numbness", "walking_worse", "arm_weakness", "legs_rapidly_weaker", "saddle_numbness",
        "weak_all_over", "one_side_slowly_weaker", "knees_give_way", "cannot_stand_as_before", "head_drops",
        "face_drop",
    ),
    "painful spasms that keep from sleeping or moving safely": ("spasms_stop_sleep", "spasms_stop_safe_moving"),
    "falling more, or feeling unsafe": (
        "more_falls", "unsafe_at_home", "cannot_transfer", "stuck_over_an_hour", "in_danger", "head_injury",
        "cannot_stand_after_fall",
    ),
    "I think this is urgent": ("feels_urgent", "very_unwell"),
}  # fmt: skip
PROMPTLY = sorted({code for codes in CALL_PROMPTLY.values() for code in codes})
EMERGENCIES = [case for case in CASES if case.tier is Tier.T0]


def test_the_guides_list_is_whole() -> None:
    """Point 8 of the guide, sign by sign."""
    assert set(GUIDE) >= {
        "suddenly_much_stiffer",
        "fever",
        "burning_urine",
        "new_weakness",
        "new_numbness",
        "walking_worse",
        "spasms_stop_sleep",
        "spasms_stop_safe_moving",
        "more_falls",
        "unsafe_at_home",
    }


def test_each_point_of_the_guide_can_be_ticked() -> None:
    assert set(GUIDE) <= set(PROMPTLY) <= set(load().signs)


@pytest.mark.parametrize("code", PROMPTLY)
class TestEachSignOfTheGuide:
    def test_ticked_as_new_is_same_day_with_no_diary_and_no_plan(self, code: str) -> None:
        tier = highest(watch.check_signs({code: True}, None, NOW))
        assert tier is not None
        assert tier.rank <= Tier.T1.rank

    def test_noted_as_new_is_same_day_with_no_baseline(self, code: str) -> None:
        tier = highest(watch.check(diary([sign(code, new=True)]), the_plan(), NOW))
        assert tier is not None
        assert tier.rank <= Tier.T1.rank

    @pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
    def test_whatever_is_known_of_the_person_it_stays(self, code: str, answer: str) -> None:
        profile = dict.fromkeys(PROFILE_KEYS, answer)
        tier = highest(watch.check_signs({code: True}, the_plan(profile=profile), NOW))
        assert tier is not None
        assert tier.rank <= Tier.T1.rank

    @pytest.mark.parametrize("by", [CARER, Author("clinician", "Dr Lee")], ids=lambda author: author.role)
    def test_a_carers_tick_counts_as_ones_own(self, code: str, by: Author) -> None:
        ticked = [At(Sign(code, True, True), ago(0), by)]
        alerts = watch.check(diary(ticked), the_plan(), NOW)
        own = watch.check_signs({code: True}, the_plan(), NOW)
        assert [(one.rule, one.tier, one.words) for one in alerts] == [(one.rule, one.tier, one.words) for one in own]

    def test_a_table_of_calm_days_does_not_lower_it(self, code: str) -> None:
        """A baseline may add an alert; it never takes one away."""
        table = daily_table({"stiffness": usual(3, [3, 3, 2]), "sleep_disruption": usual(0, [0, 0])})
        tier = highest(watch.check(diary([sign(code, new=True)]), the_plan(), NOW, table=table))
        assert tier is not None
        assert tier.rank <= Tier.T1.rank

    def test_a_known_reason_never_removes_it(self, code: str) -> None:
        reasons = {"heat", "bladder_infection", "toxin_wearing_off", "relapse", "overexertion", "missed_dose"}
        entries = [sign(code, new=True), *(factor(reason) for reason in reasons)]
        plan = the_plan(changes=[DatedChange(TODAY, "dose"), DatedChange(TODAY, "injection")])
        tier = highest(watch.check(diary(entries), plan, NOW))
        assert tier is not None
        assert tier.rank <= Tier.T1.rank


PROFILE_KEYS = ("pump", "catheter", "lesion_t6_or_above", "blood_thinner", "immune_modifying")


@pytest.mark.parametrize("code", RULES.sign_codes)
class TestEverySignAlone:
    """No tick ends in silence, whoever the person is."""

    def test_is_answered(self, code: str) -> None:
        assert watch.check_signs({code: True}, None, NOW)

    @pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
    def test_is_answered_whatever_the_profile_says(self, code: str, answer: str) -> None:
        assert watch.check_signs({code: True}, the_plan(profile=dict.fromkeys(PROFILE_KEYS, answer)), NOW)

    def test_is_answered_long_after_an_injection(self, code: str) -> None:
        assert watch.check_signs({code: True}, the_plan([item("injection", "Botox", 300)]), NOW)


@pytest.mark.parametrize("beside", ["saddle_numbness", "bowel_loss", "legs_rapidly_weaker"])
def test_no_urine_with_a_sign_of_the_cord_is_an_emergency_and_alone_same_day(beside: str) -> None:
    assert highest(watch.check_signs({"cannot_pass_urine": True}, None, NOW)) is Tier.T1
    assert highest(watch.check_signs({"cannot_pass_urine": True, beside: True}, None, NOW)) is Tier.T0


BLADDER_SIGNS = (
    *("burning_urine", "blood_in_urine", "urinary_frequency", "urinary_urgency"),
    *("lower_belly_pain", "cloudy_urine", "flank_pain"),
)


@pytest.mark.parametrize("how", ["plan", "brand", "dose"])
@pytest.mark.parametrize("code", BLADDER_SIGNS)
def test_a_bladder_alert_on_tizanidine_names_it_in_its_first_sentence(code: str, how: str) -> None:
    """As a person reads it: whatever R17 says of a sign, at every tier, the first sentence says it."""
    known = {
        "plan": the_plan([item("medicine", "tizanidine 2 mg tablets")]),
        "brand": the_plan([item("medicine", "Zanaflex")]),
        "dose": the_plan(),
    }[how]
    taken = [dose("Sirdalud", "taken", 24)] if how == "dose" else []
    for beside in ((), (sign("rigors"),), (sign("very_unwell"),), (said("spasms", "worse"),)):
        for new in (True, None):
            noted = diary([At(Sign(code, True, new), ago(1)), *beside, *taken])
            told = [alert for alert in watch.check(noted, known, NOW) if alert.rule == "R17"]
            assert len(told) == 1
            assert "tizanidine" in told[0].words.split(". ")[0], (told[0].tier, told[0].words)


# --- Nothing hides an emergency ---------------------------------------------------------------------------------

SOOTHING: tuple[At, ...] = (
    At(Note("It is nothing, really. Usual day."), ago(0.5)),
    At(Rating("stiffness", 0), ago(0.5)),
    At(Rating("mood", 10), ago(0.5)),
    said("stiffness", "much_better", 0.5),
    said("spasms", "better", 0.5),
    factor("heat"),
    factor("overexertion"),
    factor("toxin_wearing_off"),
    factor("bladder_infection", present=False),
    At(Session("stretching", True, 20), ago(1)),
    At(Answer("stiffness_helped_standing", True), ago(1)),
    effect("dry_mouth", 2),
)


@pytest.mark.parametrize("case", EMERGENCIES, ids=str)
def test_nothing_hides_an_emergency(case: Case) -> None:
    """A known reason, a good rating, another alert, or a later "no" to the very same sign: it stays T0."""
    later_no = [no(at.fact.code, 0) for at in case.noted if isinstance(at.fact, Sign) and at.fact.present]
    another = [sign("burning_urine"), sign("suicidal_thoughts"), sign("chest_pain")]
    for extra in (SOOTHING, later_no, another, [*SOOTHING, *later_no, *another]):
        noted = diary([*case.noted, *extra])
        plan = dataclasses.replace(case, changes=(*case.changes, DatedChange(TODAY, "other"))).the_plan()
        assert tier_of(case.rule, watch.check(noted, plan, NOW, table=case.daily())) is Tier.T0


def test_all_rules_that_fire_are_told_most_urgent_first() -> None:
    noted = [
        sign("burning_urine", new=True),
        sign("cloudy_urine"),
        sign("chest_pain"),
        sign("seizure"),
        sign("cough_phlegm"),
    ]
    alerts = watch.check(diary(noted), the_plan(), NOW)
    ranks = [alert.tier.rank for alert in alerts]
    assert ranks == sorted(ranks)
    assert {"R34", "R38", "R17", "R19"} <= {alert.rule for alert in alerts}


# --- Missing is not no ------------------------------------------------------------------------------------------


def test_an_empty_diary_raises_nothing_and_says_nothing_soothing() -> None:
    assert watch.check(diary([]), the_plan(), NOW) == ()
    assert watch.check_signs({}, None, NOW) == ()
    assert "does not check everything" in watch.NOTHING_MATCHED


def test_unanswered_signs_are_not_answers() -> None:
    """None (not answered) neither raises nor clears; only True raises."""
    everything = dict.fromkeys(RULES.sign_codes)
    assert watch.check_signs(everything, None, NOW) == ()
    with_one = {**everything, "seizure": True}
    assert watch.check_signs(with_one, None, NOW)[0].tier is Tier.T0


def test_an_input_nobody_answered_says_so() -> None:
    alert = next(a for a in watch.check(diary([sign("fever")]), the_plan(), NOW) if a.rule == "R16")
    assert alert.inputs == {"fever": "yes", "temperature": "not noted"}


def test_an_unanswered_tick_is_not_told_as_a_no() -> None:
    alert = watch.check_signs({"fever": True, "rigors": None, "confusion": False}, None, NOW)[0]
    told = watch.explain("R16", diary([sign("fever"), no("confusion")]), the_plan(), NOW).levels[0].inputs
    assert {one.name: one.value for one in told}["rigors"] == "not noted"
    assert {one.name: one.value for one in told}["confusion"] == "no"
    assert alert.rule == "R16"
    suddenly = watch.check_signs({"itching_no_rash": True, "fever": None, "hallucination": False}, None, NOW)[0]
    assert (suddenly.inputs["fever"], suddenly.inputs["hallucination"]) == ("not noted", "no")


def test_an_input_asked_twice_is_told_with_the_answer_that_was_noted() -> None:
    """R17 asks for frequency once as new and once unless old: what was noted stands, not "whether new"."""
    alert = watch.check(diary([sign("urinary_frequency"), sign("lower_belly_pain")]), the_plan(), NOW)[0]
    assert alert.rule == "R17"
    assert alert.inputs["urinary_frequency"] == "yes"
    assert alert.inputs["burning_urine"] == "not noted"


def test_an_alert_stays_when_nothing_more_is_noted() -> None:
    """Two days of silence after a jump: the blank clears nothing."""
    table = {"stiffness": usual(3, [None, None, 7, 7, 7])}
    case = Case("R20", Tier.T1, "silence", table=table)
    assert tier_of("R20", watch.check(diary([]), case.the_plan(), NOW, table=case.daily())) is Tier.T1


def test_no_rule_needs_a_no_to_raise_an_emergency() -> None:
    """An explicit "no" may be missing for ever, so no emergency may hang on one."""
    for rule in RULES.rules:
        for level in rule.levels:
            if level.tier is Tier.T0:
                assert not any(isinstance(part, RuledOut) for part in parts_of(level.when)), rule.id


_TRUTHS = {"present": True, "absent": False, "blank": None}


def evidence(**signs: str) -> Evidence:
    entries = [At(Sign(code, bool(_TRUTHS[how])), ago(1)) for code, how in signs.items() if how != "blank"]
    return gather(diary(entries).events, the_plan(), NOW)


@pytest.mark.parametrize(
    ("how", "yes", "ruled_out", "not_ruled_out"),
    [("present", True, False, True), ("absent", False, True, False), ("blank", None, None, True)],
)
def test_a_blank_is_neither_yes_nor_no(
    how: str, yes: bool | None, ruled_out: bool | None, not_ruled_out: bool
) -> None:
    leaf = SignNoted("fever")
    known = evidence(fever=how)
    assert evaluate(leaf, known, hours=24).truth is yes
    assert evaluate(RuledOut(leaf), known, hours=24).truth is ruled_out
    assert evaluate(NotRuledOut(leaf), known, hours=24).truth is not_ruled_out


@given(st.lists(st.sampled_from(["present", "absent", "blank"]), min_size=1, max_size=5), st.integers(1, 5))
def test_joints_count_blanks_as_neither(hows: list[str], wanted: int) -> None:
    """`at_least` is yes when enough hold, no when too few can still hold, otherwise open."""
    wanted = min(wanted, len(hows))
    codes = ["fever", "rigors", "confusion", "seizure", "blackout"][: len(hows)]
    known = evidence(**dict(zip(codes, hows, strict=True)))
    leaves = tuple(SignNoted(code) for code in codes)
    yes, blank = hows.count("present"), hows.count("blank")
    expected = True if yes >= wanted else False if yes + blank < wanted else None
    assert evaluate(AtLeast(wanted, leaves), known, hours=24).truth is expected
    assert (
        evaluate(AllOf(leaves), known, hours=24).truth is evaluate(AtLeast(len(hows), leaves), known, hours=24).truth
    )
    assert evaluate(AnyOf(leaves), known, hours=24).truth is evaluate(AtLeast(1, leaves), known, hours=24).truth


# --- The pump that nobody asked about ---------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [{}, {"pump": "unknown"}])
def test_a_pump_nobody_asked_about_is_not_ruled_out(profile: dict[str, str]) -> None:
    ticks = {"suddenly_much_stiffer": True, "itching_no_rash": True}
    first = watch.check_signs(ticks, None, NOW, profile=profile)[0]
    assert (first.rule, first.tier) == ("R01", Tier.T1)
    assert first.words.startswith("If you have a baclofen pump, call emergency services now")


def test_an_answer_given_just_now_stands_above_the_plan() -> None:
    plan = the_plan(profile={"pump": "unknown"})
    ticks = {"itching_no_rash": True}
    assert watch.check_signs(ticks, plan, NOW)[0].tier is Tier.T1
    assert watch.check_signs(ticks, plan, NOW, profile={"pump": "yes"})[0].tier is Tier.T0


def test_ticks_look_at_the_diary_and_the_plan_too() -> None:
    """Burning ticked by somebody on tizanidine; a blackout by somebody who noted baclofen yesterday."""
    on_tizanidine = the_plan([item("medicine", "Zanaflex")])
    words = watch.check_signs({"burning_urine": True}, on_tizanidine, NOW)[0].words
    assert words.startswith("Tell whoever treats you that you take tizanidine")
    table = {"stiffness": usual(3, [9])}
    case = Case("R20", Tier.T3, "one high day", table=table)
    alerts = watch.check_signs({}, None, NOW, diary=diary([said("stiffness", "much_worse")]), table=case.daily())
    assert tier_of("R20", alerts) is Tier.T3


def test_a_sign_that_no_rule_knows_is_never_lost() -> None:
    """An older page may send a sign that has been renamed since: the person gets a same-day answer."""
    alerts = watch.check_signs({"a_sign_of_tomorrow": True}, None, NOW)
    assert [(alert.rule, alert.tier) for alert in alerts] == [("R40", Tier.T1)]
    assert watch.check_signs({"a_sign_of_tomorrow": False}, None, NOW) == ()


# --- Whom to call, and why --------------------------------------------------------------------------------------


def test_the_countrys_emergency_number_is_named_and_none_is_invented() -> None:
    british = watch.check_signs({"seizure": True}, the_plan(profile={"country": "GB"}), NOW)[0]
    assert "999" in british.call
    unknown = watch.check_signs({"seizure": True}, the_plan(profile={"country": "ZZ"}), NOW)[0]
    assert unknown.call.startswith("Emergency services, now.")
    assert "999" not in unknown.call


def test_an_alert_carries_its_rule_version_source_and_beginning() -> None:
    alert = watch.check(diary([sign("seizure", 5), sign("seizure", 2)]), the_plan(), NOW)[0]
    rule = RULES.rule("R34")
    assert rule is not None
    assert (alert.rule, alert.version, alert.title) == (rule.id, rule.version, rule.title)
    assert alert.source == "; ".join(rule.source)
    assert alert.reviewed_by == "nobody yet"
    assert alert.raised_at == NOW
    assert alert.since == ago(5).at_utc


def test_explain_lays_open_each_input_and_why() -> None:
    told = watch.explain("R17", diary([sign("cloudy_urine")]), the_plan(), NOW)
    assert (told.fired, told.tier) == (True, Tier.T3)
    burning = next(one for one in told.levels[3].inputs if one.name == "burning_urine")
    assert (burning.value, burning.truth) == ("not noted", None)
    assert burning.label == load().label("burning_urine")
    assert [level.holds for level in told.levels] == [None, None, None, None, None, True]
    assert watch.explain("R34", diary([no("seizure")]), the_plan(), NOW).levels[0].holds is False
    with pytest.raises(KeyError):
        watch.explain("R99", diary([]), the_plan(), NOW)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_explain_agrees_with_check(case: Case) -> None:
    told = watch.explain(case.rule, case.diary(), case.the_plan(), NOW, table=case.daily())
    assert told.tier == case.tier
    assert told.fired is (case.tier is not None)


def test_every_input_has_plain_words() -> None:
    """Names of inputs are for machines; what a person reads has no underscores and no dots."""
    for case in CASES:
        told = watch.explain(case.rule, case.diary(), case.the_plan(), NOW, table=case.daily())
        for level in told.levels:
            for one in level.inputs:
                assert "_" not in one.label, one
                assert "." not in one.label, one


def test_r08_knows_every_medicine_that_the_data_says_makes_sleepy() -> None:
    """The pump stands there as a pump. Of the spray, extra puffs are within its own label."""
    sleepy = {code for code, medicine in load().medicines.items() if medicine.is_sedating} - {"baclofen_pump"}
    rule = next(rule for rule in RULES.rules if rule.id == "R08")
    leaves = [leaf for level in rule.levels for leaf in level.questions]
    assert max((set(leaf.takes) for leaf in leaves if isinstance(leaf, Takes)), key=len) == sleepy
    assert {code for leaf in leaves if isinstance(leaf, Extra) for code in leaf.extra} == sleepy - {"nabiximols"}
