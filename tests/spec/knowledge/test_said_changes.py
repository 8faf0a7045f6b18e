"""Dated changes are said as people say them, and never as advice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems

from supple.knowledge import load
from supple.knowledge.changes import say_change
from supple.model import DatedChange

DAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("kind", "label", "sentence", "noun"),
    [
        ("dose", "baclofen: agreed", "Baclofen began on 20 May 2026", "the start of baclofen"),
        ("dose", "baclofen: changed", "Baclofen changed on 20 May 2026", "the change of baclofen"),
        ("dose", "baclofen: ended", "Baclofen ended on 20 May 2026", "the end of baclofen"),
        (
            "dose",
            "baclofen: step 2",
            "Step 2 of the baclofen ladder from 20 May 2026",
            "step 2 of the baclofen ladder",
        ),
        (
            "dose",
            "baclofen: last step over",
            "Last step of the baclofen ladder over from 20 May 2026",
            "the last step of the baclofen ladder",
        ),
        ("injection", "Dysport: injected", "Dysport injected on 20 May 2026", "the injection of Dysport"),
        ("other", "pump: filled", "Pump filled on 20 May 2026", "the refill of pump"),
        ("other", "firm mattress: agreed", "New on 20 May 2026: firm mattress", "firm mattress"),
        ("other", "last visit", "Last visit on 20 May 2026", "last visit"),
        ("dose", "", "A dose change on 20 May 2026", "a dose change"),
    ],
)
def test_a_change_is_said_in_plain_words(kind: str, label: str, sentence: str, noun: str) -> None:
    said = say_change(DatedChange(DAY, kind, label))
    assert (said.sentence, said.noun) == (sentence, noun)
    assert not any(problems(words) for words in (said.short, said.noun, said.sentence))


def test_a_code_is_said_by_its_words() -> None:
    assert say_change(DatedChange(DAY, "dose", "baclofen_pump: changed")).short == "baclofen in a pump changed"


@given(st.text(max_size=30), st.sampled_from(["dose", "injection", "other"]))
def test_whatever_somebody_called_it_is_said(label: str, kind: str) -> None:
    said = say_change(DatedChange(DAY, kind, label))
    assert said.short
    assert said.noun
    assert "2026" in said.sentence


def test_blood_tests_name_their_text_and_only_medicines_we_know() -> None:
    tests = load().blood_tests
    assert {test.medicine for test in tests.values()} == {"tizanidine", "dantrolene"}
    for test in tests.values():
        assert test.source
        assert test.whose
        assert test.reviewed_by == "nobody yet"
        assert problems(f"{test.whose} says: {test.words}") == []
