"""Does the checker of words catch what must never be said, and let plain speech pass?"""

from __future__ import annotations

import pytest
from tests.spec import words

FORBIDDEN = [
    ("You could take more baclofen tonight.", "dose"),
    ("Increase your dose a little.", "dose"),
    ("It may help to lower the evening dose.", "dose"),
    ("You can stop taking it.", "dose"),
    ("Skip your next tablet.", "dose"),
    ("Baclofen is more effective than tizanidine.", "dose"),
    ("Talk about a higher dose.", "dose"),
    ("Stop the ocrelizumab for now.", "dose"),
    ("You could leave out the evening tablet.", "dose"),
    ("Cut down on diazepam.", "dose"),
    ("Take a break from tizanidine.", "dose"),
    ("This will pass.", "reassure"),
    ("There is no need to call.", "reassure"),
    ("That can wait until Monday.", "reassure"),
    ("This looks like a relapse.", "diagnose"),
    ("You are having a relapse.", "diagnose"),
    ("It is not a relapse.", "diagnose"),
    ("A pseudo-relapse, then.", "diagnose"),
    ("All clear today.", "reassure"),
    ("You’re fine.", "reassure"),
    ("You are safe.", "reassure"),
    ("Your sleep looks good.", "reassure"),
    ("That is normal.", "reassure"),
    ("There is nothing to worry about.", "reassure"),
    ("No red flags were found.", "reassure"),
    ("Your stiffness was caused by poor sleep.", "cause"),
    ("Heat led to 2 more points.", "cause"),
    ("Stiffness is due to the heat.", "cause"),
    ("This is a relapse.", "diagnose"),
    ("It’s just the heat.", "diagnose"),
    ("You have a bladder infection.", "diagnose"),
    ("You forgot your stretches.", "blame"),
]

ALLOWED = [
    "Poor sleep often came before stiffer days.",
    "Stiffness went with heat on the same day.",
    "Stopping suddenly can be dangerous. Call your prescriber or pharmacist today. Do not double up.",
    "Never stop taking it suddenly: ask your team first.",
    "Do not stop baclofen by yourself. Do not leave out a dose.",
    "Whether there is a relapse is for the team.",
    "You may have a urine infection. If you take tizanidine, tell them.",
    "This could be a relapse. Contact your MS team.",
    "Do you feel unsafe at home?",
    "You can move more safely with a rail.",
    "Nothing was noted on 5 days. Missing does not mean well.",
]


@pytest.mark.parametrize(("text", "kind"), FORBIDDEN)
def test_it_catches_what_must_never_be_said(text: str, kind: str) -> None:
    assert {p.partition(":")[0] for p in words.problems(text)} == {kind}
    assert words.problems(text, allow=[kind]) == []


@pytest.mark.parametrize("text", ALLOWED)
def test_it_lets_plain_words_pass(text: str) -> None:
    assert words.problems(text) == []


def test_a_phrase_can_be_allowed_alone() -> None:
    text = "A safe place. That is normal."
    assert len(words.problems(text, allow=["safe"])) == 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("stiff", 1), ("stiffness", 2), ("muscle", 2), ("muscles", 2), ("spasm", 2), ("stretches", 2), ("tired", 1),
        ("wanted", 2), ("walked", 1), ("dehydration", 4), ("constipation", 4), ("infection", 3), ("area", 3),
        ("baclofen", 1), ("111", 1), ("evening", 2), ("people", 2), ("worse", 1), ("nurses", 2), ("relaxation", 4),
        ("legs", 1), ("toes", 1), ("movement", 3), ("emergency", 4), ("noted", 2),
        ("spasms", 2), ("rhythm", 2), ("tizanidine", 1), ("exercises", 4),
    ],
)  # fmt: skip
def test_syllables_come_close(word: str, expected: int) -> None:
    assert abs(words.syllables(word) - expected) <= (1 if word in {"movement"} else 0)


def test_plain_words_grade_low_and_learned_words_grade_high() -> None:
    assert words.reading_grade("The cat sat on the mat. It was warm.") < 2
    assert words.reading_grade("Your leg kicks by itself when you roll over in bed.") < words.MAX_GRADE
    assert (
        words.reading_grade(
            "Intermittent exacerbation of velocity-dependent hypertonicity necessitates multidisciplinary evaluation."
        )
        > 15
    )
    assert words.reading_grade("") == 0.0
