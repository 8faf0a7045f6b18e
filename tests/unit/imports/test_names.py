"""What a heading means: a code, a name of the daily table, plain words, or one's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple import knowledge
from supple.imports import names
from supple.imports.names import Holds, did_you_mean, part_and_side, target
from supple.imports.problems import BadCell
from supple.model import Period, Recall, Side, Slot


@pytest.mark.parametrize(
    ("heading", "holds", "code"),
    [
        ("stiffness", Holds.RATING, "stiffness"),
        ("Stiffness ", Holds.RATING, "stiffness"),
        ("hindered.walking", Holds.RATING, "hindered.walking"),
        ("night_spasms", Holds.COUNT, "spasms"),
        ("night spasms", Holds.COUNT, "spasms"),
        ("Night-Spasms", Holds.COUNT, "spasms"),
        ("falls", Holds.COUNT, "falls"),
        ("night_spasms.any", Holds.ANY, "spasms"),
        ("poor sleep", Holds.FACTOR, "poor_sleep"),
        ("poor_sleep", Holds.FACTOR, "poor_sleep"),
        ("stress.level", Holds.LEVEL, "stress"),
        ("caffeine.amount", Holds.AMOUNT, "caffeine"),
        ("walk", Holds.SESSION, "walk"),
        ("walk.minutes", Holds.MINUTES, "walk"),
        ("walk minutes", Holds.MINUTES, "walk"),
        ("movement_break.count", Holds.TIMES, "movement_break"),
        ("stiffness_helped_standing", Holds.ANSWER, "stiffness_helped_standing"),
        ("fever", Holds.SIGN, "fever"),
        ("baclofen", Holds.DOSE, "baclofen"),
        ("sleep_hours", Holds.MEASUREMENT, "sleep_hours"),
        ("funcap.walking", Holds.MEASUREMENT, "funcap.walking"),
        ("note", Holds.NOTE, "note"),
        ("Loud  Music", Holds.OWN, "own:loud music"),
        ("own:Loud Music", Holds.OWN, "own:loud music"),
        ("own:stiffness", Holds.OWN, "own:stiffness"),
        ("night_own:sneezes", Holds.COUNT, "own:sneezes"),
    ],
)
def test_headings(heading: str, holds: Holds, code: str) -> None:
    found = target(heading)
    assert (found.holds, found.code) == (holds, code)


def test_recall_period_part_and_scale_are_read_from_the_name() -> None:
    assert target("stiffness").recall is Recall.LAST_24_H
    assert target("stiffness_now").recall is Recall.NOW
    assert target("pain_last_night").recall is Recall.LAST_NIGHT
    assert target("sleep_quality").recall is Recall.LAST_NIGHT
    assert target("wakings").period is Period.NIGHT
    assert target("day_cramps").period is Period.DAY
    assert target("spasms").period is None
    assert target("fatigue_of_3").scale_max == 3
    assert target("Fatigue (0-3)").scale_max == 3
    assert target("stiffness [0 to 10]").key == target("stiffness").key
    assert target("spasms (0-10)").holds is Holds.OWN
    at_calf = target("stiffness_now@calf_left")
    assert (at_calf.part, at_calf.side) == ("calf", Side.LEFT)


@pytest.mark.parametrize("heading", ["stiffness_now#morning", "stiffness#morning", "Stiffness in the morning"])
def test_a_part_of_the_day_is_read_from_the_name(heading: str) -> None:
    found = target(heading)
    assert (found.holds, found.code, found.recall, found.slot) == (
        Holds.RATING, "stiffness", Recall.NOW, Slot.MORNING,
    )  # fmt: skip
    assert found.key != target("stiffness_now#evening").key


@pytest.mark.parametrize("heading", ["night_spasms#morning", "heat#evening", "sleep_quality#morning"])
def test_only_ratings_of_a_moment_have_a_part_of_the_day(heading: str) -> None:
    with pytest.raises(BadCell):
        target(heading)


def test_every_label_of_the_knowledge_leads_back_to_its_code() -> None:
    known = knowledge.load()
    for table in (known.measures, known.hindrances, known.counts, known.factors, known.sessions, known.answers):
        for code in table:
            assert target(code).code == code
            assert target(knowledge.label(code)).code == code, knowledge.label(code)


def test_the_words_of_a_column_lead_back_to_it() -> None:
    for column in ("night_spasms", "day_cramps", "stiffness_now", "walk.minutes"):
        assert target(knowledge.label(column)).key == target(column).key


def test_a_treatment_never_becomes_a_column_in_own_words() -> None:
    for code, entry in knowledge.load().medicines.items():
        for words in (code, entry.label, *entry.aliases, *entry.brands):
            assert target(words).holds is not Holds.OWN, words


def test_a_word_that_means_two_things_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_words_index", lambda: {"jab": {"interferon_injection", "toxin_wearing_off"}})
    with pytest.raises(BadCell, match="could mean “interferon_injection” or “toxin_wearing_off”"):
        target("Jab")


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("", "no name"),
        ("  ", "no name"),
        ("own:", "no name"),
        ("night_spasms@calf", "only ratings"),
        ("pain@wing", "not a part"),
    ],
)
def test_malformed_headings(heading: str, why: str) -> None:
    with pytest.raises(BadCell, match=why):
        target(heading)


def test_a_slip_is_asked_about() -> None:
    assert did_you_mean("stifness") == "stiffness"
    assert did_you_mean("zebra crossing") is None


@pytest.mark.parametrize(
    ("part", "side", "found"),
    [
        ("calf", "left", ("calf", Side.LEFT)),
        ("left calf", "", ("calf", Side.LEFT)),
        ("calf_right", "", ("calf", Side.RIGHT)),
        ("", "both", (None, Side.BOTH)),
        ("inner thigh", "R", ("inner_thigh", Side.RIGHT)),
        ("", "", (None, None)),
    ],
)
def test_parts_and_sides(part: str, side: str, found: tuple[str | None, Side | None]) -> None:
    assert part_and_side(part, side) == found


def test_an_unknown_side_is_refused() -> None:
    with pytest.raises(BadCell, match="not a side"):
        part_and_side("calf", "top")


def is_read(heading: str) -> bool:
    try:
        return bool(target(heading).code)
    except BadCell as bad:
        return bool(bad.hint)


@given(st.text(max_size=120))
def test_any_heading_is_read_or_refused_with_a_hint(heading: str) -> None:
    assert is_read(heading)
