"""Can everyone read it, and does it never advise, reassure or blame? All words of all knowledge files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest
from tests.spec import words

from supple import knowledge

FILES = sorted(
    f.name
    for f in resources.files("supple.knowledge").iterdir()
    if f.name.endswith(".toml") and f.name != "sources.toml"
)
# Not shown as sentences: codes, names on boxes, other people's titles.
NOT_OURS = {"source", "aliases", "brands", "ingredient", "id", "number", "unit"}
# Long enough to be read as text, and shown to people. (`decided` is for maintainers.)
READ_AS_TEXT = {
    *("words", "timing_words", "why", "tell_words", "sudden_stop_words", "claims", "steps", "meanwhile"),
    *("feel", "mind", "alt", "prompt", "cautions", "rule_words"),
}


def strings(file: str) -> Iterator[tuple[str, str, str]]:
    """(where, field, text) for every text of a file."""

    def walk(node: object, where: str, field: str) -> Iterator[tuple[str, str, str]]:
        if isinstance(node, dict):
            for name, inner in node.items():
                if name not in NOT_OURS:
                    yield from walk(inner, f"{where}.{name}", name)
        elif isinstance(node, list):
            for inner in node:
                yield from walk(inner, where, field)
        elif isinstance(node, str) and " " in node:
            yield where, field, node

    table = tomllib.loads((resources.files("supple.knowledge") / file).read_text("utf-8"))
    return walk(table, file, "")


def test_all_knowledge_files_are_looked_at() -> None:
    assert {
        "factors.toml",
        "interactions.toml",
        "medicines.toml",
        "red_flags.toml",
        "signs.toml",
        "symptoms.toml",
        "timing.toml",
    } <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_nothing_advises_on_a_dose_reassures_blames_or_claims_a_cause(file: str) -> None:
    found = [f"{where}: {problem}" for where, _, text in strings(file) for problem in words.problems(text)]
    assert found == []


@pytest.mark.parametrize("file", FILES)
def test_a_twelve_year_old_can_read_it(file: str) -> None:
    hard = [
        f"{where} ({words.reading_grade(text):.1f}): {text}"
        for where, field, text in strings(file)
        if field in READ_AS_TEXT and words.reading_grade(text) > words.MAX_GRADE
    ]
    assert hard == []


@pytest.mark.parametrize(
    "table", ["factors", "sessions", "signs", "measures", "medicines", "side_effects", "symptoms"]
)
def test_a_whole_table_reads_at_about_eleven(table: str) -> None:
    text = " ".join(
        " ".join([entry.words, *(claim.words for claim in getattr(entry, "claims", ()))])
        for entry in getattr(knowledge.load(), table).values()
    )
    assert words.reading_grade(text) <= 6.0


@pytest.mark.parametrize("file", FILES)
def test_spelling_is_british_and_marks_are_typographic(file: str) -> None:
    american = (
        "color",
        "behavior",
        "center ",
        "fiber",
        "tumor",
        "anesthe",
        "edema",
        "urinalyz",
        "ization",
        "diarrhea",
    )
    for where, _, text in strings(file):
        if where.endswith((".own_symptoms", ".decided")):  # words of other apps; notes for maintainers
            continue
        assert not any(bit in text.casefold() for bit in american), (where, text)
        assert "'" not in text or file == "red_flags.toml", (where, text)  # that file types them straight
        assert "  " not in text, (where, text)


def test_labels_stand_inside_a_sentence() -> None:
    everything = knowledge.load()
    for table in ("measures", "hindrances", "counts", "answers", "factors", "sessions", "signs", "side_effects"):
        for entry in getattr(everything, table).values():
            assert not entry.label.endswith("."), entry.id
            assert entry.label[0].islower() or entry.label.startswith(("I ", "MS")), entry.id
            assert len(entry.label) <= 50, entry.id


def test_words_end_as_sentences_and_stay_short() -> None:
    everything = knowledge.load()
    for table in ("measures", "hindrances", "counts", "answers", "factors", "sessions", "signs", "medicines"):
        for entry in getattr(everything, table).values():
            assert entry.words.endswith((".", "!")), entry.id
            assert len(entry.words.split()) <= 60, entry.id


def test_questions_ask() -> None:
    for entry in knowledge.load().observables():
        assert not entry.question or entry.question.endswith("?"), entry.id
    for entry in (*knowledge.load().factors.values(), *knowledge.load().sessions.values()):
        assert entry.question, entry.id
