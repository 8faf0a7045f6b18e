"""Is a list of steps read as it was written, and asked about wherever it could be two things?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supple.model import Ladder, LadderStep
from supple.plan.ladder import course
from supple.plan.ladder_words import MOST_STEPS, read_steps, write_steps
from supple.plan.written_days import read_day

MAY = date(2026, 5, 1)


def steps_of(text: str, every: int | None = None) -> tuple[LadderStep, ...]:
    reading = read_steps(text, MAY, every)
    assert reading.problems == ()
    return reading.steps


def asked(text: str, every: int | None = None) -> str:
    reading = read_steps(text, MAY, every)
    assert reading.steps == ()
    return " ".join(reading.problems)


def begins(text: str, every: int | None = None) -> list[date]:
    return [s.starts_on for s in course(Ladder("baclofen", MAY, steps_of(text, every)))]


def test_six_lines_and_days_for_each_step() -> None:
    text = "\n".join(
        ["5 mg at night", "5 mg twice a day", "5 mg 3 times a day", "10 mg at night", "", "10 mg twice", "x"]
    )
    steps = steps_of(text, 3)
    assert [step.words for step in steps] == [line for line in text.splitlines() if line]
    assert [step.days for step in steps] == [3, 3, 3, 3, 3, None], "the last step has no end unless one is written"
    assert begins(text, 3) == [MAY + timedelta(days=3 * n) for n in range(6)]


@pytest.mark.parametrize(
    ("line", "words", "days"),
    [
        ("5 mg at night for 3 days", "5 mg at night", 3),
        ("5 mg at night, for 3 days.", "5 mg at night", 3),
        ("5 mg (for 1 day)", "5 mg", 1),
        ("5 MG FOR 2 WEEKS", "5 MG", 14),
        ("5 mg for a week", "5 mg", 7),
        ("5 mg for six weeks", "5 mg", 42),
        ("5 mg for spasms at night for 10 days", "5 mg for spasms at night", 10),
        ("1. 5 mg for 3 days", "1. 5 mg", 3),  # a number in front stays: it could be 1.5
        ("5 mg every 2 days for 6 days", "5 mg every 2 days", 6),
        ("5 mg 5 days a week for 2 weeks", "5 mg 5 days a week", 14),
        ("half a tablet for spasms twice a day", "half a tablet for spasms twice a day", None),
        ("5 mg from the blue box", "5 mg from the blue box", None),
        ("1/2 tablet for pain twice a week for a week", "1/2 tablet for pain twice a week", 7),
        ("5 mg every three days", "5 mg every three days", None),
        ("5 mg, which may help, for 1 week", "5 mg, which may help", 7),
        ("5 mg at night for 3 nights", "5 mg at night", 3),
        ("5 mg (for 1 night)", "5 mg", 1),
        ("5 mg for a night", "5 mg for a night", None),  # it may say when it is taken
        ("5 mg twice a day for 2 wks", "5 mg twice a day", 14),
        ("5 mg for 1 wk.", "5 mg", 7),
        ("5 mg / day for 3 days", "5 mg / day", 3),
    ],
)
def test_a_length_at_the_end_is_read_and_the_words_stay(line: str, words: str, days: int | None) -> None:
    (step,) = steps_of(line)
    assert (step.words, step.days, step.starts_on) == (words, days, None)


@pytest.mark.parametrize(
    "line",
    [
        "5 mg for 3",
        "5 mg for fourteen days",
        "5 mg for twenty-one days",
        "5 mg for the first three days",
        "5 mg three days",
        "5 mg for a week then 10 mg",
        "5 mg for pain for some weeks",
        "after a week 10 mg",
        "after 3 days 10 mg",
        "Week 1: 5 mg at night",
        "Days 4-6: 10 mg",
        "1st week 5 mg",
        "first week 5 mg",
        "12 May: 5 mg",
        "5 mg on May 12",
        "5 mg on 2026-05-12",
        "5 mg on 12/5/26",
        "5 mg for 3 to 5 days",
        "5 mg for 3-5 days",
        "5 mg for 3 days then 10 mg",
        "5 mg for about 3 days",
        "5 mg for a few days",
        "5 mg for another week or so",
        "5 mg for 2 months",
        "5 mg for a fortnight",
        "5 mg for 3/7",
        "5 mg 2/52",
        "5 mg, 3 days",
        "5 mg x 3 days",
        "5 mg 3 nights",
        "5 mg / 10 mg",
        "5 mg in the morning / 10 mg at night for 3 days",
        "5 mg for 3 days / week",
        "5 mg until 12 May",
        "5 mg for 0 days",
        "5 mg for 99999 days",
        "for 3 days",
        "from 12 May",
        "5 mg from 12 May from 13 May",
        "5 mg from 03/04",
        "5 mg from 03/04/2026",
        "5 mg from 12/05/26",
        "5 mg from Monday",
        "5 mg from next week",
        "5 mg from 31 April",
        "5 mg from 9999-12-31",
        "5 mg from 10 mg",
        "x" * 201,
    ],
)
def test_what_could_be_two_things_is_asked_about_with_its_line(line: str) -> None:
    assert asked(f"5 mg for 2 days\n\n{line}\n").startswith("Line 3: ")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-12", date(2026, 5, 12)),
        ("12 May", date(2026, 5, 12)),
        ("12th of May 2027", date(2027, 5, 12)),
        ("May 12", date(2026, 5, 12)),
        ("Tuesday 12 May", date(2026, 5, 12)),
        ("1 May", MAY),
        ("30 April", date(2027, 4, 30)),  # the next such day
        ("23/04/2027", date(2027, 4, 23)),
        ("5/5", date(2026, 5, 5)),
        ("29 Feb 2028", date(2028, 2, 29)),
    ],
)
def test_a_day_without_its_year_is_the_next_such_day(words: str, day: date) -> None:
    assert read_day(words, MAY) == day
    if day > MAY:
        assert begins(f"5 mg\n10 mg from {words}") == [MAY, day]


def test_a_leap_day_far_ahead_wants_its_year() -> None:
    with pytest.raises(ValueError, match="year"):
        read_day("29 Feb", MAY)


@pytest.mark.parametrize(
    ("text", "every", "words"),
    [
        ("5 mg\n10 mg", None, "Line 1: for how long is not written"),
        ("5 mg for 3 days\n10 mg from 6 May", None, "Ask which is meant"),
        ("5 mg\n10 mg from 6 May", 3, "Ask which is meant"),
        ("5 mg\n10 mg from 1 May", None, "Line 2: 1 May 2026 is not after 1 May 2026"),
        ("5 mg from 2 May\n10 mg from 9 May", None, "Line 1: it is from 2 May 2026"),
        ("5 mg for 9 days\n10 mg\n20 mg from 12 May", None, "Line 2: for how long"),
    ],
)
def test_days_that_do_not_fit_each_other_are_asked_about(text: str, every: int | None, words: str) -> None:
    if words.startswith("Line 2: for how long"):
        assert begins(text)[-1] == date(2026, 5, 12), "the next line's day says how long"
    else:
        assert words in asked(text, every)


def test_a_line_of_its_own_goes_before_the_days_for_each_step() -> None:
    assert [step.days for step in steps_of("a for 7 days\nb\nc for 2 days", 3)] == [7, 3, 2]


@pytest.mark.parametrize(
    ("text", "every", "steps"),
    [
        ("5 mg for 3 nights / 10 mg for 1 wk / 15 mg", None, [("5 mg", 3), ("10 mg", 7), ("15 mg", None)]),
        (
            "5 mg at night / half more / 10 mg twice",
            3,
            [("5 mg at night", 3), ("half more", 3), ("10 mg twice", None)],
        ),
        ("5 mg for 3 days / then 10 mg\n", None, [("5 mg", 3), ("then 10 mg", None)]),
        ("5 mg for 3 days / 10 mg for 3 days\n15 mg", None, [("5 mg", 3), ("10 mg", 3), ("15 mg", None)]),
        ("5 mg/day / 10 mg/day", 7, [("5 mg/day", 7), ("10 mg/day", None)]),
    ],
)
def test_steps_on_one_line_stand_apart_with_a_slash(
    text: str, every: int | None, steps: list[tuple[str, int | None]]
) -> None:
    assert [(step.words, step.days) for step in steps_of(text, every)] == steps


def test_a_slash_from_a_day_on_parts_two_steps() -> None:
    assert begins("5 mg / 10 mg from 12 May") == [MAY, date(2026, 5, 12)]


def test_a_slash_that_may_stand_inside_a_step_is_asked_about() -> None:
    assert "one step a line" in asked("5 mg morning / 10 mg night for 3 days\n15 mg", 3)


def test_too_many_steps_are_refused_and_none_is_dropped() -> None:
    assert len(steps_of("x for 1 day\n" * MOST_STEPS)) == MOST_STEPS
    assert "More than" in asked("x for 1 day\n" * (MOST_STEPS + 1))


WORDS = st.lists(
    st.sampled_from(
        [
            "5",
            "mg",
            "2.5",
            "half",
            "one",
            "tablet",
            "at",
            "night",
            "twice",
            "daily",
            "with",
            "food",
            "for",
            "spasms",
            "the",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(st.lists(st.tuples(WORDS, st.integers(1, 400)), min_size=1, max_size=8), st.booleans())
def test_what_is_written_is_what_is_read_back(lines: list[tuple[str, int]], is_dated: bool) -> None:
    """Steps said as lines read as the same steps; words that could be a length are asked about, never changed."""
    steps, begins_on = [], MAY
    for words, days in lines:
        steps.append(LadderStep(words, days, begins_on if is_dated else None))
        begins_on += timedelta(days=days)
    reading = read_steps(write_steps(steps), MAY)
    assert reading.problems or reading.steps == tuple(steps)
    if not any(" for " in f" {words} " for words, _ in lines):
        assert reading.problems == ()


@given(
    st.lists(st.tuples(WORDS, st.integers(1, 400), st.sampled_from(["days", "nights", "wk", "weeks"])), min_size=1),
)
def test_lines_and_slashes_say_the_same(said: list[tuple[str, int, str]]) -> None:
    """Where every step has its length, one line with slashes reads as so many lines, or something is asked."""
    lines = [f"5 {words} for {count} {unit}" for words, count, unit in said]
    apart, slashed = read_steps("\n".join(lines), MAY), read_steps(" / ".join(lines), MAY)
    assert slashed.steps == apart.steps
    assert bool(slashed.problems) == bool(apart.problems)


@given(st.text(max_size=300), st.none() | st.integers(1, 30))
@example("for", None)
@example("5 mg from ", 3)
@example("for a week\u2028for", 3)
@example("5 for 3 days / / 5", None)
@example("5 / for 2 days / 5 / ", 3)
def test_any_text_is_read_or_asked_about(text: str, every: int | None) -> None:
    reading = read_steps(text, MAY, every)
    assert not (reading.steps and reading.problems)
    if reading.steps:
        again = read_steps(write_steps(reading.steps), MAY)
        assert again.steps == reading.steps, "once read, it stays as it was read"
        course(Ladder("x", MAY, reading.steps))
