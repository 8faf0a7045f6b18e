"""Does every piece of knowledge say from whom it is, when it was checked and that nobody has reviewed it?"""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

import pytest

from supple import knowledge

K = knowledge.load()
TABLES = (
    "measures", "hindrances", "counts", "answers", "factors", "sessions", "signs", "side_effects", "body_parts",
    "muscles", "medicines", "emergency_numbers", "symptoms", "red_flags",
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_every_item_has_words_a_source_and_a_day(table: str) -> None:
    entries = getattr(K, table)
    assert entries
    for code, entry in entries.items():
        assert entry.id == code
        assert entry.label.strip()
        assert entry.words.strip()
        assert entry.source
        assert all(len(text) > 10 and not text.isidentifier() for text in entry.source), (code, entry.source)
        assert isinstance(entry.date_checked, date)


@pytest.mark.parametrize("table", TABLES)
def test_nobody_has_reviewed_anything_yet_and_every_item_says_so(table: str) -> None:
    """When a clinician reviews an entry, name them in the file and loosen this test for that entry."""
    assert {entry.reviewed_by for entry in getattr(K, table).values()} == {"nobody yet"}


def test_nothing_was_checked_after_the_reference_page() -> None:
    for table in TABLES:
        for entry in getattr(K, table).values():
            assert entry.date_checked <= date(2026, 11, 26), entry.id


def test_every_claim_of_an_article_names_its_own_source() -> None:
    assert {"spasticity", "spasms", "clonus", "cramps", "useful_stiffness"} <= set(K.symptoms)
    for article in K.symptoms.values():
        assert article.title.endswith("?"), article.id
        assert len(article.claims) >= 3, article.id
        assert all(claim.words and claim.source for claim in article.claims), article.id


def test_every_source_is_used_and_none_is_missing() -> None:
    used: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            used.update(key for key in node.get("source", ()) if isinstance(node.get("source"), list))
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            for inner in node:
                walk(inner)

    for file in resources.files("supple.knowledge").iterdir():
        if file.name.endswith(".toml") and file.name != "sources.toml":
            walk(tomllib.loads(file.read_text("utf-8")))
    assert used == set(K.sources)


def test_what_is_quoted_from_memory_says_so() -> None:
    """A reader must be able to tell what was found from what was remembered or chosen."""
    assert "from memory" in K.sources["memory"]
    assert "not evidence" in K.sources["design"]


def test_weak_evidence_is_called_weak() -> None:
    for code in ("late_screen_time", "weather", "caffeine"):
        factor = K.factors[code]
        assert factor.evidence == "D"
        assert "no good proof" in factor.words
        assert not factor.is_default


def test_nothing_in_the_knowledge_can_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        K.factors["heat"] = K.factors["cold"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        K.factors["heat"].label = "cold"  # type: ignore[misc]
