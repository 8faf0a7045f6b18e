"""Beside more than prescribed: do the signs of sleepiness come first only where they can tell?"""

from __future__ import annotations

import pytest

from supple.knowledge.too_much import harms_unfelt, load_too_much


@pytest.mark.parametrize("name", ["paracetamol", "Tylenol 500 mg", "ibuprofen", "codeine", "Somebody’s syrup", ""])
def test_of_any_other_name_asking_now_comes_first(name: str) -> None:
    assert harms_unfelt(name)


@pytest.mark.parametrize("name", ["baclofen", "Lioresal 10 mg", "tizanidine", "diazepam"])
def test_of_those_that_make_sleepy_and_act_on_stiffness_the_signs_come_first(name: str) -> None:
    assert not harms_unfelt(name)


def test_the_words_name_their_source_and_nobody_has_reviewed_them() -> None:
    told = load_too_much()
    assert "before anything is felt" in told.words
    assert any("NHS" in source for source in told.source)
    assert told.reviewed_by == "nobody yet"
