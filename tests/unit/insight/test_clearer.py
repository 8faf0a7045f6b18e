"""What would make it clearer: about how many more days, which notes, and never a wish for worse days."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.insight.diaries import finding, later, rating, table_of, wander, yes_no

from supple import knowledge
from supple.insight import clearer, find_triggers
from supple.insight.clearer import LONGEST_DAYS, about
from supple.knowledge import FactorKind
from supple.model import DailyTable, Finding, Verdict


def found(columns: dict[str, object], factor: str, outcome: str = "stiffness") -> Finding:
    return finding(find_triggers(table_of(columns), outcome, rng=np.random.default_rng(1)), factor)


def cut(table: DailyTable, days: int) -> DailyTable:
    return replace(
        table, days=table.days[:days], columns={name: cells[:days] for name, cells in table.columns.items()}
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [(-5, 10), (1, 10), (10, 10), (11, 20), (60, 60), (61, 80), (199, 200), (201, 250), (350, 350), (351, None)],
)
def test_days_are_rounded_up_and_claim_no_more_than_is_known(days, said):
    assert about(days) == said


def test_what_leans_is_clear_after_about_so_many_more_days():
    """Followed on the same people: where an effect is there, it comes out in the time that was said."""
    came_out, waited = 0, 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        x = rng.random(400) < 0.25
        y = rating(4 + 0.9 * later(x, 1) + wander(rng, 400, 0.4, 1.0))
        whole = table_of({"stiffness": y, "stress": yes_no(x)})
        for days in (50, 60):
            first = finding(find_triggers(cut(whole, days), "stiffness", rng=np.random.default_rng(1)), "stress")
            if first.verdict is not Verdict.LEANING:
                continue
            assert first.more_days is not None
            assert f"About {first.more_days} more noted days may tell" in first.clearer
            then = find_triggers(cut(whole, days + first.more_days), "stiffness", rng=np.random.default_rng(1))
            came_out += finding(then, "stress").verdict is Verdict.CLEAR
            waited += 1
    assert waited >= 8, "the test says nothing if nothing ever leans"
    assert came_out >= 0.5 * waited


def test_fewer_days_ask_for_more_of_them():
    asked = np.zeros(2)
    for seed in range(6):
        rng = np.random.default_rng(seed)
        x = rng.random(400) < 0.3
        whole = table_of({"stiffness": rating(4 + wander(rng, 400, 0.4, 1.0)), "heat": yes_no(x)})
        for at, days in enumerate((90, 270)):
            one = finding(find_triggers(cut(whole, days), "stiffness", rng=np.random.default_rng(1)), "heat")
            asked[at] += 0 if one.verdict is Verdict.UNRELATED else one.more_days or LONGEST_DAYS
    assert asked[0] > asked[1]


def test_a_short_diary_is_told_when_it_can_be_looked_at():
    one = found({"stiffness": rating(np.arange(22) % 5), "heat": [i % 3 == 0 for i in range(22)]}, "heat")
    assert (one.clearer, one.more_days) == ("8 days more with stiffness noted, then Supple can look.", 8)


@pytest.mark.parametrize(
    ("heat", "clearer_says", "more", "reason_says"),
    [
        ([i in {5, 60, 90} for i in range(120)], "at least 2 days more on which it was there", 80, "with it: 3"),
        ([False] * 120, "at least 5 days more on which it was there", None, "it was never there"),
        ([i not in {5, 60} for i in range(120)], "at least 6 days more without it", None, "nearly every day"),
        ([True] * 120, "breaks the habit", None, "nearly every day"),
        ([None] * 120, "Note it when it is there, and answer “no” when it is not", None, "it has not been noted"),
    ],
)
def test_what_is_noted_too_rarely_always_or_never_is_named(heat, clearer_says, more, reason_says):
    rng = np.random.default_rng(4)
    y = rating(4 + wander(rng, 120, 0.4, 1.0))
    table = table_of({"stiffness": y, "tight_clothing": heat})
    report = find_triggers(table, "stiffness", factors=["tight_clothing"], rng=np.random.default_rng(1))
    one = finding(report, "tight_clothing")
    assert one.verdict is Verdict.CANNOT_TELL
    assert clearer_says in one.clearer
    assert reason_says in one.reason
    assert reason_says in one.sentence
    if more is not None:
        assert one.more_days == more


def test_nobody_is_asked_to_break_a_habit_that_helps_or_to_have_more_of_what_hurts():
    rng = np.random.default_rng(5)
    y = rating(4 + wander(rng, 120, 0.4, 1.0))
    always = [True] * 118 + [False] * 2
    for factor in ("bedtime_stretch", "cooling", "bladder_infection", "missed_dose", "own:my tablets"):
        one = found({"stiffness": y, factor: always}, factor)
        assert "habit" not in one.clearer, factor
    rare = [i in {5, 60, 90} for i in range(120)]
    one = found({"stiffness": y, "bladder_infection": rare}, "bladder_infection")
    assert "on which it was there" in one.clearer
    assert "more often" not in one.clearer


def test_a_factor_noted_only_when_present_wants_a_no():
    rng = np.random.default_rng(7)
    x = rng.random(180) < 0.3
    y = rating(4 + 2.0 * x + wander(rng, 180, 0.4, 0.8))
    one = found({"stiffness": y, "heat": [True if was else None for was in x]}, "heat")
    assert one.verdict is Verdict.LEANING
    assert one.clearer == clearer.ANSWER_NO
    assert one.more_days is None, "days alone would not make it clear"


@pytest.mark.parametrize(
    ("is_answered", "says"),
    [
        (lambda y, rng: y >= 5 or rng.random() < 0.1, "mostly on bad days; an answer on ordinary days too"),
        (lambda y, rng: y <= 3 or rng.random() < 0.1, "mostly on good days; an answer on bad days too"),
        (lambda y, rng: rng.random() < 0.5, "It was left open on"),
        (lambda y, rng: rng.random() < 0.9, None),
    ],
)
def test_it_is_named_on_which_days_answers_are_missing(is_answered, says):
    rng = np.random.default_rng(8)
    y = rating(4 + wander(rng, 200, 0.4, 1.5))
    heat = [bool(rng.random() < 0.4) if is_answered(value, rng) else None for value in y]
    one = found({"stiffness": y, "stress": heat}, "stress")
    if says is None:
        assert "an answer on" not in one.clearer
        assert "left open" not in one.clearer
    else:
        assert says in one.clearer


def test_a_factor_noted_only_on_bad_days_is_named_even_where_it_cannot_be_tried():
    """Answered on the bad days, and with yes on a few of them: too few to try."""
    rng = np.random.default_rng(9)
    y = rating(4 + wander(rng, 160, 0.4, 1.6))
    bad = [at for at, value in enumerate(y) if value >= 6]
    stress = [at in bad[:3] if at in bad else None for at in range(160)]
    report = find_triggers(table_of({"stiffness": y, "stress": stress}), "stiffness", rng=np.random.default_rng(1))
    one = finding(report, "stress")
    assert "too few days with it: 3" in one.reason
    assert (one.clearer, one.more_days) == (clearer.ON_ORDINARY_DAYS, None)


def test_only_noted_on_bad_days_when_there_is_named_and_never_clear():
    """Yes on the bad days, never a no."""
    rng = np.random.default_rng(9)
    y = rating(4 + wander(rng, 160, 0.4, 1.6))
    stress = [True if value >= 7 else None for value in y]
    report = find_triggers(table_of({"stiffness": y, "stress": stress}), "stiffness", rng=np.random.default_rng(1))
    one = finding(report, "stress")
    assert one.verdict is not Verdict.CLEAR
    assert "only noted when it was there" in one.reason
    assert one.clearer == clearer.ANSWER_NO


def test_one_spell_is_not_made_clear_by_days_alone():
    rng = np.random.default_rng(14)
    ill = np.zeros(150, dtype=bool)
    ill[70:76] = True
    one = found(
        {"stiffness": rating(4 + 3 * ill + wander(rng, 150, 0.3, 0.7)), "other_infection": yes_no(ill)},
        "other_infection",
    )
    assert (one.clearer, one.more_days) == ("If it comes again, that will tell.", None)


def test_what_only_follows_the_day_has_nothing_that_would_make_it_clearer():
    rng = np.random.default_rng(5)
    stiffness = 5 + wander(rng, 180, 0.5, 1.3)
    one = found({"stiffness": rating(stiffness), "pain": rating(stiffness)}, "pain")
    assert (one.clearer, one.more_days) == ("", None)


def test_doing_more_on_good_days_is_named_and_days_alone_do_not_settle_it():
    """Good days allow a walk, and a walk does nothing."""
    named = 0
    for seed in range(6):
        rng = np.random.default_rng(seed)
        latent = wander(rng, 200, 0.5, 1.2)
        walked = rng.random(200) < 1 / (1 + np.exp(1.5 * latent))
        one = found({"stiffness": rating(5 + latent), "walk": yes_no(walked)}, "walk")
        assert one.verdict in {Verdict.CANNOT_TELL, Verdict.UNRELATED, Verdict.LEANING}
        named += "on good days" in one.sentence
    assert named >= 5
    rng = np.random.default_rng(1)
    walked = rng.random(200) < 0.5
    one = found({"stiffness": rating(5 + wander(rng, 200, 0.5, 1.2)), "walk": yes_no(walked)}, "walk")
    assert "good days" not in one.sentence, "walks that go by no day are not called so"


def test_the_next_step_is_for_safe_factors_in_the_persons_own_hands():
    for factor in knowledge.load().factors | knowledge.load().sessions:
        entry = knowledge.load().observable(factor)
        assert isinstance(entry, FactorKind)
        for verdict in Verdict:
            words = clearer.next_step(factor, verdict)
            is_offered = (
                verdict in {Verdict.CLEAR, Verdict.LEANING}
                and entry.in_own_hands
                and not entry.is_treatment
                and not entry.never_unrelated
            )
            assert bool(words) == is_offered, factor
            if words:
                assert "lots decide" in words
                assert "Leave your medicines as they are" in words
                assert ("avoid it" in words) != entry.is_helper
    for other in ("baclofen", "own:extra magnesium", "missed_dose", "bladder_infection", "pain"):
        assert clearer.next_step(other, Verdict.CLEAR) == ""


def test_every_word_is_plain_and_says_nothing_it_must_not():
    from tests.spec.words import MAX_GRADE, problems, reading_grade

    from supple.simulate import people_from_seed

    _, table, truth = next(people_from_seed(1, 100, 41))
    report = find_triggers(table, "stiffness", timing=truth.timing, rng=np.random.default_rng(1))
    assert sum(bool(one.clearer) for one in report.findings) > 10
    for one in report.findings:
        for words in (one.clearer, one.next_step):
            assert problems(words) == []
            assert reading_grade(words) <= MAX_GRADE, words
