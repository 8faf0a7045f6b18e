"""Is every rule laid open, with every input, its value or "not noted", and the reason it spoke or not?"""

from __future__ import annotations

import pytest
from tests.spec.red_flags.build import NOW, At, ago, diary, even_old, item, no, sign, the_plan

from supple import watch
from supple.knowledge.interactions import load_interactions
from supple.knowledge.red_flags import load_red_flags
from supple.model import Sign, Tier

EVERY = [*load_red_flags().rules, *(row.rule for row in load_interactions().rows)]


def test_all_rules_and_all_pairs_of_medicines_are_explained() -> None:
    found = watch.explain_all(diary([]), the_plan(), NOW)
    assert [one.rule for one in found] == [rule.id for rule in EVERY]
    for one, rule in zip(found, EVERY, strict=True):
        assert (one.title, one.version, one.reviewed_by) == (rule.title, rule.version, rule.reviewed_by)
        assert one.source
        assert len(one.levels) == len(rule.levels)
        assert all(level.inputs for level in one.levels)


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_an_empty_diary_answers_nothing_with_a_no(rule: object) -> None:
    """A blank is never a no, in any explanation."""
    one = watch.explain(rule.id, diary([]), the_plan(), NOW)  # type: ignore[attr-defined]
    assert not one.fired
    assert one.shown is None
    assert [(i.name, i.value) for level in one.levels for i in level.inputs if i.truth is False] == []
    assert {i.value for i in one.inputs} == {"not noted"}
    assert all(level.holds is None for level in one.levels)


def test_each_question_stands_once_with_the_answer_that_tells_most() -> None:
    noted = diary([sign("urinary_frequency"), no("rigors"), even_old("very_unwell")])
    one = watch.explain("R17", noted, the_plan(), NOW)
    names = [answer.name for answer in one.inputs]
    assert len(names) == len(set(names))
    told = {answer.name: (answer.value, answer.truth) for answer in one.inputs}
    assert told["urinary_frequency"] == ("yes", True)
    assert told["rigors"] == ("no", False)
    assert told["burning_urine"] == ("not noted", None)


def test_only_the_most_urgent_level_that_holds_is_shown() -> None:
    noted = diary([At(Sign("new_weakness", True, True), ago(1))])
    one = watch.explain("R14", noted, the_plan(), NOW)
    assert [(level.tier, level.holds, level.is_shown) for level in one.levels] == [
        (Tier.T1, True, True),
        (Tier.T2, True, False),
    ]
    assert one.shown is one.levels[0]


def test_a_pair_of_medicines_says_which_and_from_where() -> None:
    plan = the_plan([item("medicine", "Zanaflex"), item("medicine", "Ciproxin", 3)])
    one = next(each for each in watch.explain_all(diary([]), plan, NOW) if each.fired and each.rule.startswith("I"))
    assert one.tier is Tier.T1
    (answer,) = one.inputs
    assert "Zanaflex, in the plan since" in answer.value
    assert "Ciproxin, in the plan since" in answer.value


def test_a_long_list_of_medicines_is_cut_short_in_a_label_and_whole_in_the_condition() -> None:
    one = watch.explain("R36", diary([]), the_plan(), NOW)
    label = next(answer.label for answer in one.inputs if answer.name.startswith("takes."))
    assert label == "takes natalizumab, fingolimod, siponimod or 14 others like them"
    assert "cyclophosphamide" in str(one.levels[0].asks)
