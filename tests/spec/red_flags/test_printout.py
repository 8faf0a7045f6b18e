"""Does the printout hold every rule, with every number, name and word of it, so that a clinician can judge it?"""

from __future__ import annotations

import dataclasses
import io
import json
import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from supple.knowledge import conditions, load
from supple.knowledge.condition_words import lines, outline, question_words
from supple.knowledge.conditions import Condition, leaves
from supple.knowledge.interactions import load_interactions
from supple.knowledge.red_flags import Rule, load_red_flags
from supple.report import rules_to_pdf
from supple.report.rules_pdf import rules_data

DAY = date(2026, 11, 27)
EVERY = [*load_red_flags().rules, *(row.rule for row in load_interactions().rows)]
# Hours of alcohol belong to the pairs as a whole, and stand in their own words; a percentage of 0 is none asked.
NOT_SAID = {"alcohol_hours"}


@cache
def pages() -> tuple[str, ...]:
    reader = PdfReader(io.BytesIO(rules_to_pdf(DAY)))
    return tuple(" ".join(page.extract_text().replace("\u200b", "").split()) for page in reader.pages)


@cache
def text() -> str:
    return "".join(re.sub(r"When to call: the rules, for review · .*? \d+ of \d+", "", page) for page in pages())


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def words_of(condition: Condition) -> str:
    return " ".join(words for _, words in lines(outline(condition)))


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
class TestEveryRule:
    def test_is_told_with_each_of_its_numbers_and_names(self, rule: Rule) -> None:
        for level in rule.levels:
            whole = words_of(level.when)
            for leaf in leaves(level.when):
                assert question_words(leaf) in whole or hasattr(leaf, "sign"), leaf
                for item in dataclasses.fields(leaf):
                    for value in _values(getattr(leaf, item.name)):
                        if item.name not in NOT_SAID and not (item.name == "percent" and value == 0):
                            assert _said(value) in whole, (item.name, value, whole)

    def test_stands_in_the_pdf_with_its_words_its_source_and_a_place_to_sign(self, rule: Rule) -> None:
        whole = squeezed(text())
        for level in rule.levels:
            assert squeezed(level.words) in whole
            assert all(squeezed(step) in whole for step in level.meanwhile)
        for words in (rule.title, *rule.source, f"Version {rule.version}.", f"Your view of {rule.id}:"):
            assert squeezed(words) in whole, words
        if rule.id.startswith("R"):
            assert squeezed(rule.words) in whole
            assert squeezed(rule.decided) in whole


def _values(value: Any) -> tuple[Any, ...]:
    """Numbers and codes; whether a pair counts in notes, and what is not asked, need no words here."""
    if value is None or isinstance(value, bool):
        return ()
    return value if isinstance(value, tuple) else (value,)


_WORDS = {
    "any": "new or old",
    "required": "ticked as new",
    "unless_no": "unless said to be old",
    "known": "where the plan says who said so",
    "unknown": "where the plan does not say who said so",
    "mm[Hg]": "mmHg",
    "Cel": "°C",
    "low_reservoir": "the day the pump may be low",
    "lesion_t6_or_above": "T6 or above",
    "blood_thinner": "blood thinner",
    "immune_modifying": "immune system",
}


def _said(value: Any) -> str:
    if isinstance(value, int | float):
        return f"{value:.10g}"
    if re.fullmatch(r"I\d+", value):
        return "two that this row names"
    if value in _WORDS:
        return _WORDS[value] if value != "any" else ""
    return load().label(value) if value != "blood test" else value


def test_every_kind_of_question_has_words() -> None:
    """A new kind of question without words would be printed as code."""
    from supple.knowledge.condition_reading import _LEAVES
    from supple.knowledge.condition_words import _SAID

    assert set(_SAID) == {*_LEAVES.values(), conditions.Interacts}


def test_it_says_that_nobody_reviewed_it_and_what_the_tiers_mean() -> None:
    first = pages()[0]
    assert f"No clinician has reviewed any of these {len(EVERY)} rules." in first
    assert "has not been assessed as a medical device" in first
    assert "call the same day" in first
    assert first.count("nobody yet") > 20


def test_who_reviewed_a_rule_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    flags = load_red_flags()
    signed = dataclasses.replace(flags.rules[0], reviewed_by="Dr Lee, neurologist")
    monkeypatch.setattr(
        "supple.report.rules_pdf.load_red_flags",
        lambda: dataclasses.replace(flags, rules=(signed, *flags.rules[1:])),
    )
    told = json.dumps(rules_data(DAY))
    assert "some have been reviewed, by Dr Lee, neurologist; the others by nobody yet" in told
    assert "No clinician has reviewed any" not in told


def test_it_is_tagged_in_english_and_the_same_bytes_each_time() -> None:
    pdf = rules_to_pdf(DAY)
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("en")
    assert b"pdfuaid" in pdf or "pdfuaid" in str(reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else "")
    rules_to_pdf.cache_clear()
    assert rules_to_pdf(DAY) == pdf


def test_nothing_of_it_is_printed_as_missing() -> None:
    assert "[…]" not in text()
