"""Is every word of the rules plain, short, sourced, and free of what Supple must never say?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.spec.words import MAX_GRADE, problems, reading_grade

from supple import watch
from supple.knowledge import load
from supple.knowledge.red_flags import Rule, load_red_flags
from supple.model import Tier

RULES = load_red_flags()
MAX_WORDS = 30


def texts() -> Iterator[tuple[str, str]]:
    """Every string of the rules that can reach a person."""
    for rule in RULES.rules:
        yield f"{rule.id} title", rule.title
        yield f"{rule.id} looks for", rule.words
        yield f"{rule.id} decided", rule.decided
        for i, level in enumerate(rule.levels):
            yield f"{rule.id} level {i}", level.words
            yield from ((f"{rule.id} level {i} step", step) for step in level.meanwhile)
    yield from ((f"call {name}", words) for name, words in RULES.calls.items())
    yield "nothing matched", watch.NOTHING_MATCHED
    yield "not watched", watch.NOT_WATCHED


@pytest.mark.parametrize(("where", "text"), [pair for pair in texts() if pair[1]], ids=lambda text: str(text)[:40])
def test_no_text_advises_a_dose_reassures_or_names_a_verdict(where: str, text: str) -> None:
    assert problems(text) == [], where


@pytest.mark.parametrize(
    ("where", "text"),
    [pair for pair in texts() if pair[1] and not pair[0].endswith(("title", "decided"))],
    ids=lambda text: str(text)[:40],
)
def test_every_text_reads_at_age_twelve_or_below(where: str, text: str) -> None:
    """Titles are a few words, too few to grade; `decided` is written for reviewers."""
    assert reading_grade(text) <= MAX_GRADE, f"{where}: {text}"


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
class TestEveryRule:
    def test_says_at_most_thirty_words(self, rule: Rule) -> None:
        for level in rule.levels:
            assert len(level.words.split()) <= MAX_WORDS, level.words

    def test_names_its_sources_its_day_and_that_nobody_reviewed_it(self, rule: Rule) -> None:
        assert rule.source
        assert all(text in load().sources.values() for text in rule.source)
        assert rule.date_checked.year >= 2026
        assert rule.reviewed_by == "nobody yet"
        assert rule.version >= 1

    def test_an_emergency_says_to_call_now(self, rule: Rule) -> None:
        """Whoever reads only one line must learn whom to call, and that it is now."""
        for level in rule.levels:
            if level.tier is Tier.T0:
                assert "emergency" in level.words
                assert " now" in level.words or "for you" in level.words
                assert level.call == "emergency"

    def test_a_same_day_alert_says_today_or_now(self, rule: Rule) -> None:
        for level in rule.levels:
            if level.tier is Tier.T1:
                assert any(word in level.words for word in ("today", "now")), level.words

    def test_is_the_entry_that_knowledge_shows(self, rule: Rule) -> None:
        entry = load().red_flags[rule.id]
        assert (entry.label, entry.words, entry.source) == (rule.title, rule.words, rule.source)
        assert (entry.version, entry.date_checked, entry.reviewed_by) == (
            rule.version,
            rule.date_checked,
            rule.reviewed_by,
        )


def test_rules_ask_only_for_signs_and_codes_that_knowledge_has_words_for() -> None:
    """A typing slip in a code would make a rule silent for ever."""
    knowledge = load()
    tables = {
        "sign": knowledge.signs,
        "factor": knowledge.factors,
        "counted": knowledge.counts,
        "side_effect": knowledge.side_effects,
        "measured": knowledge.measures,
        "measured_above_usual": knowledge.measures,
        "days_like": knowledge.measures,
    }
    for rule in RULES.rules:
        for level in rule.levels:
            for leaf in level.questions:
                for field, table in tables.items():
                    if hasattr(leaf, field):
                        assert getattr(leaf, field) in table, (rule.id, leaf)
                for name in getattr(leaf, "rise", ()):
                    assert knowledge.column(name).code in knowledge.measures, (rule.id, leaf)
                for field in ("takes", "missed", "missed_for", "taken_for"):
                    for name in getattr(leaf, field, ()):
                        assert name in knowledge.medicines, (rule.id, name)


def test_every_sign_people_can_tick_is_asked_for_by_a_rule() -> None:
    assert set(load().signs) == set(RULES.sign_codes)


def test_an_alert_for_a_bladder_infection_names_tizanidine_in_its_first_sentence() -> None:
    """Ciprofloxacin with tizanidine is the one interaction that matters most here."""
    rule = RULES.rule("R17")
    assert rule is not None
    with_it = [level for level in rule.levels if "tizanidine" in str(level.when)]
    assert {level.tier for level in with_it} == {level.tier for level in rule.levels}
    for level in with_it:
        assert "tizanidine" in level.words.split(". ")[0].split(":")[0]
    for level in rule.levels:
        first = next(other for other in rule.levels if other.tier is level.tier)
        assert "tizanidine" in str(first.when), "the level for tizanidine must be asked first"
