"""Does every column of the daily table have plain words?"""

from __future__ import annotations

import pytest

from supple import knowledge


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("stiffness", "stiffness"),
        ("stiffness_now", "stiffness at check-in"),
        ("stiffness_now@calf_left", "stiffness at check-in, left calf"),
        ("stiffness_now#morning", "stiffness in the morning"),
        ("fatigue#evening", "fatigue in the evening"),
        ("own:C# lessons", "C# lessons"),
        ("night_own:sneezes", "sneezes in the night"),
        ("stiffness@hamstring_both", "stiffness, back of the thigh, both sides"),
        ("pain@whole_body", "pain, whole body"),
        ("night_spasms", "spasms in the night"),
        ("day_cramps", "cramps in the day"),
        ("poor_sleep", "poor sleep"),
        ("heat.level", "heat (how much)"),
        ("walk.minutes", "a walk (minutes)"),
        ("hindered.walking", "trouble walking"),
        ("own:loud music", "loud music"),
        ("own:loud music.level", "loud music (how much)"),
        ("baclofen", "baclofen"),
        ("burning_urine", "burning when passing urine"),
        ("gastrocnemius", "gastrocnemius"),
        ("something_new", "something new"),
    ],
)
def test_a_column_in_plain_words(column: str, words: str) -> None:
    assert knowledge.label(column) == words


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("night_spasms", "spasms"),
        ("stiffness_now@calf_left", "stiffness"),
        ("hindered.walking#evening", "hindered.walking"),
        ("own:a#b", "own:a#b"),
        ("heat.level", "heat"),
        ("hindered.sleep", "hindered.sleep"),
        ("own:a b.amount", "own:a b"),
        ("walk.minutes", "walk"),
    ],
)
def test_a_columns_code(column: str, code: str) -> None:
    assert knowledge.load().column(column).code == code


def test_a_persons_own_words_are_left_alone() -> None:
    """ "own:night_out" is not a night column, "own:right now" not a moment."""
    everything = knowledge.load()
    assert everything.column("own:night_spasms").period == ""
    assert everything.label("own:night_spasms") == "night_spasms"
    assert everything.label("own:nap_now") == "nap_now"
