"""Does everybody get a number to ring, and never one that we are not sure of?"""

from __future__ import annotations

import re

import pytest

from supple import knowledge

K = knowledge.load()


@pytest.mark.parametrize(
    ("country", "number"),
    [("GB", "999"), ("US", "911"), ("CA", "911"), ("AU", "000"), ("NZ", "111"), ("DE", "112"), ("IE", "112")],
)
def test_a_countrys_emergency_number(country: str, number: str) -> None:
    assert K.emergency(country).emergency[0].number == number


@pytest.mark.parametrize("country", [None, "", "XX", "default", "unknown"])
def test_an_unknown_country_is_told_in_words(country: str | None) -> None:
    entry = K.emergency(country)
    assert entry.id == "default"
    assert "local emergency number" in entry.words
    assert entry.emergency == ()


def test_a_country_may_be_written_small() -> None:
    assert K.emergency(" gb ").id == "GB"


def test_every_country_has_an_emergency_number_and_says_it() -> None:
    for code, entry in K.emergency_numbers.items():
        if code != "default":
            assert entry.emergency, code
            assert entry.emergency[0].number in entry.words, code


def test_numbers_can_be_dialled() -> None:
    for code, entry in K.emergency_numbers.items():
        for line in (*entry.emergency, *entry.medical, *entry.crisis):
            assert re.fullmatch(r"\d[\d ]*\d", line.number), (code, line)
            assert line.label, (code, line)


def test_health_and_crisis_lines_are_not_the_emergency_number() -> None:
    for code, entry in K.emergency_numbers.items():
        urgent = {line.number for line in entry.emergency}
        assert urgent.isdisjoint(line.number for line in (*entry.medical, *entry.crisis)), code


def test_the_whole_european_union_has_112() -> None:
    union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
    for code in union:
        entry = K.emergency(code)
        assert any("112" in (line.number + line.note) for line in entry.emergency), code
