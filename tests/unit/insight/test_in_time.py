"""What comes with how many days: counted honestly, never a promise, and nobody is asked for more of a bad thing."""

from __future__ import annotations

import pytest
from tests.spec.words import problems
from tests.unit.charts.made import finding

from supple.insight.in_time import in_time, sentence_of
from supple.model import Finding, TriggerReport, Verdict, in_time_to_json


def report(*findings: Finding) -> TriggerReport:
    return TriggerReport("stiffness", findings, 40, None, None)


@pytest.mark.parametrize(
    ("days", "ready", "left"),
    [
        (0, ["first-day"], 7),
        (1, ["first-day"], 6),
        (6, ["first-day"], 1),
        (7, ["first-day", "week"], 7),
        (14, ["first-day", "week", "course"], 16),
    ],
)
def test_each_thing_comes_after_its_days(days: int, ready: list[str], left: int) -> None:
    told = in_time(days, None)
    assert [each.id for each in told.offers if each.is_ready] == ready
    assert next(each.days_left for each in told.offers if not each.is_ready) == left


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "No day is noted yet. Two things need no notes at all"),
        (1, "1 day is noted. After 6 more noted days: a week page for a visit."),
        (6, "After one more noted day: a week page"),
        (100, "100 days are noted."),
    ],
)
def test_the_line_says_what_comes_next(days: int, words: str) -> None:
    assert words in sentence_of(days)


def test_open_questions_come_soonest_first_and_the_same_words_once() -> None:
    told = in_time(
        40,
        report(
            finding(verdict=Verdict.CANNOT_TELL, factor="heat", clearer="About 40 more.", more_days=40),
            finding(verdict=Verdict.LEANING, factor="poor_sleep", clearer="About 20 more.", more_days=20),
            finding(verdict=Verdict.CANNOT_TELL, factor="stress", clearer="If it comes again, that will tell."),
            finding(verdict=Verdict.CANNOT_TELL, factor="cold", clearer="If it comes again, that will tell."),
            finding(verdict=Verdict.CLEAR, factor="travel", clearer="More days would narrow the range."),
        ),
        outcome_label="stiffness",
    )
    assert [each.more_days for each in told.questions] == [20, 40, None]
    assert len(told.questions[-1].labels) == 2
    assert told.told == 2
    assert in_time_to_json(told)["questions"][0]["more_days"] == 20


@pytest.mark.parametrize("factor", ["missed_dose", "new_medicine", "toxin_wearing_off"])
def test_nobody_is_asked_for_more_of_a_treatments_trouble(factor: str) -> None:
    clearer = "It takes at least 5 days more on which it was there."
    told = in_time(40, report(finding(verdict=Verdict.CANNOT_TELL, factor=factor, clearer=clearer, more_days=50)))
    assert told.questions == ()


def test_its_words_are_plain_and_promise_nothing() -> None:
    told = in_time(3, None)
    words = " ".join([told.sentence, *(f"{each.title}. {each.words}" for each in told.offers)])
    assert problems(words) == []
    assert not {"will find", "guarantee"} & set(words.split())
