"""No text ever breaks the reader: any characters, any length, always the same answer, places inside the text."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.diary import read_note, reading_to_json
from supple.diary.notes.tokens import split
from supple.model import Author, fact_from_json, fact_to_json, when_from_json

ROLES = st.sampled_from(["self", "carer", "clinician"])
TIMES = st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "UTC"])
WORDS = st.sampled_from(
    [
        "stiff",
        "stiffness",
        "7",
        "7/10",
        "6-7",
        "no",
        "not",
        "spasms",
        "3",
        "in",
        "the",
        "night",
        "left",
        "calf",
        ",",
        ".",
        "but",
        "and",
        "at",
        "3am",
        "yesterday",
        "baclofen",
        "10",
        "mg",
        "took",
        "missed",
        "if",
        "?",
        "since",
        "Monday",
        "last",
        "night",
        "better",
        "than",
        "worse",
        "half",
        "an",
        "hour",
        "ago",
        "he",
        "my",
        "husband",
        "I",
        "slept",
        "badly",
        "/",
        ":",
        "-",
        "x",
        "n't",
        "out",
        "of",
        "10",
        "neither",
        "nor",
        "or",
        "hours",
        "temperature",
        "38.5",
        "twice",
        "a",
        "couple",
        "of",
        "the",
        "other",
        "morning",
        "\n",
        "(",
        ")",
        "'",
        "'s",
        "once",
        "quarter",
        "past",
        "to",
        "99999999999",
        "0",
    ]
)
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text: str, at: datetime, role: str, zone: str) -> None:
    reading = read_note(text, at, Author(role), zone=zone)
    assert reading == read_note(text, at, Author(role), zone=zone)
    assert reading.text == text
    for read in reading.facts:
        assert 0 <= read.start < read.end <= len(text)
        assert read.words
        assert fact_from_json(fact_to_json(read.fact)) == read.fact
    data = json.loads(json.dumps(reading_to_json(reading)))
    assert len(data["facts"]) == len(reading.facts)
    for fact in data["facts"]:
        when_from_json(fact["when"])
        assert isinstance(fact["negated"], bool)


@RELAXED
@given(st.text(max_size=400), TIMES, ROLES, ZONES)
def test_any_text(text: str, at: datetime, role: str, zone: str) -> None:
    check(text, at, role, zone)


@RELAXED
@given(st.lists(WORDS, max_size=60), TIMES, ROLES, ZONES)
def test_any_jumble_of_diary_words(words: list[str], at: datetime, role: str, zone: str) -> None:
    check(" ".join(words), at, role, zone)


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in split(text):
        assert 0 <= token.start < token.end <= len(text)


def test_five_thousand_characters_of_anything() -> None:
    at = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    for piece in (
        "stiff 7 left calf and ",
        "no spasms or ",
        "a ",
        "7/10 ",
        "((((",
        "sat sat sat in the ",
        "’",
        "9" * 50,
    ):
        check((piece * 5000)[:5000], at, "self", "UTC")
