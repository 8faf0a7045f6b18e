"""How a finding's numbers are said: how much, how long before, which way is worse, and why nothing is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.web.cast import ZONE
from tests.web.found import found, untold

from supple import actions
from supple.model import Author, DailyTable, Event, Finding, FindingMark, Instant, Mark, Role
from supple.web import finding_cards, finding_words, outcome_choices

NOW = datetime.now(UTC)
SCALE = finding_words.Scale("rating")


@pytest.mark.parametrize(
    ("changed", "scale", "much", "likely"),
    [
        ({}, SCALE, "+1.2 points", "likely 0.9 to 1.4 higher"),
        ({"effect": 1.0}, SCALE, "+1.0 point", "likely 0.9 to 1.4 higher"),
        ({"effect": -0.4, "low": -0.9, "high": 0.2}, SCALE, "−0.4 points", "likely between 0.9 lower and 0.2 higher"),
        ({"effect": -0.5, "low": -0.9, "high": -0.01}, SCALE, "−0.5 points", "likely 0 to 0.9 lower"),
        ({"effect": 0.01, "low": -0.3, "high": 0.3}, SCALE, "0 points", "likely between 0.3 lower and 0.3 higher"),
        ({}, finding_words.Scale("count", 1, "night"), "+1.2 a night", "likely 0.9 to 1.4 more"),
        ({"effect": 0.12, "low": 0.05, "high": 0.2}, finding_words.Scale("yes/no"), "+12 days in 100",
         "likely 5 to 20 more often"),
        ({"is_continuous": True}, SCALE, "+1.2 points", "likely 0.9 to 1.4 higher, for one usual step more"),
        ({"lags": (0, 1)}, SCALE, "+1.2 points over two days", "likely 0.9 to 1.4 higher"),
        ({"lags": (1, 2, 3)}, finding_words.Scale("count", 1, "night"), "+1.2 over three nights",
         "likely 0.9 to 1.4 more"),
        ({"effect": None}, SCALE, "", ""),
    ],
)  # fmt: skip
def test_how_much(changed: dict[str, Any], scale: finding_words.Scale, much: str, likely: str) -> None:
    assert finding_words.how_much(found("heat", **changed), scale) == (much, likely)


@pytest.mark.parametrize(
    ("factor", "outcome", "lags", "words"),
    [
        ("heat", "stiffness", (0,), "the same day"),
        ("heat", "stiffness", (1,), "the day before"),
        ("heat", "stiffness", (0, 1), "the same day and the day before"),
        ("heat", "stiffness", (1, 2, 3), "the day before and up to three days before"),
        ("poor_sleep", "stiffness", (0,), "the night before"),
        ("poor_sleep", "night_spasms", (1,), "the day before"),
        ("heat", "stiffness", (), ""),
    ],
)
def test_how_long_before(factor: str, outcome: str, lags: tuple[int, ...], words: str) -> None:
    one = found(factor, outcome=outcome, lags=lags, lag_days=lags[0] if lags else None)
    assert finding_words.how_long_before(one) == words


@pytest.mark.parametrize(
    ("outcome", "effect", "way"),
    [
        ("stiffness", 1.0, "worse"),
        ("stiffness", -1.0, "better"),
        ("night_spasms", 1.0, "worse"),
        ("sleep_quality", 1.0, "better"),
        ("hindered.walking@left", -0.2, "better"),
        ("poor_sleep", 0.2, "worse"),
        ("own:cups of tea", 1.0, "higher"),
        ("own:cups of tea", -1.0, "lower"),
    ],
)
def test_which_way_is_worse(outcome: str, effect: float, way: str) -> None:
    assert finding_words.which_way(found("heat", outcome=outcome, effect=effect)) == way


@pytest.mark.parametrize(
    ("finding", "title"),
    [
        (untold("stress", "x", days_with=2, days_without=40), "There on too few days"),
        (untold("stress", "x", days_with=40, days_without=2), "There on nearly all days"),
        (untold("sleep_hours", "x", days_with=6, days_without=6, is_continuous=True), "Noted on too few days"),
        (untold("stress", "x", days_with=0, days_without=0), "Nothing to compare yet"),
        (untold("pain", "x", days_with=0, days_without=0), "It comes with a bad day, or after it"),
        (untold("cold"), "It could be nothing or something"),
        (untold("cold", "noted only when it was there", effect=0.1), "It could be nothing or something"),
        (untold("exertion_physical", "people do more", effect=0.1), "It may run the other way round"),
        (untold("bladder_infection", "important", effect=0.1), "Too important to rule out"),
        (untold("heat", "they go together on the same day", effect=0.1), "For another reason"),
        (
            untold("heat", "your notes are from May only, and a winter diary", days_with=2, days_without=40),
            "Your notes are from the other half of the year",
        ),
    ],
)
def test_every_reason_has_its_heading(finding: Finding, title: str) -> None:
    assert finding_words.why_not(finding) == title
    assert title in finding_words.WHY_NOT


def test_a_line_does_not_say_its_heading_again() -> None:
    said = "Can't tell yet about heat and stiffness: too few days with it: 3."
    assert finding_words.without_opening(said, "heat", "stiffness") == "Too few days with it: 3."
    assert finding_words.without_opening("Another sentence.", "heat", "stiffness") == "Another sentence."


def test_a_mark_without_a_name_says_the_role() -> None:
    event = Event(
        uuid4(),
        uuid4(),
        FindingMark("stiffness", "heat", Mark.FITS),
        Instant(NOW, ZONE),
        NOW,
        Author("carer"),
        "mark",
    )
    card = actions.PersonCard(uuid4(), "Alice", ZONE, Role.SELF, frozenset())
    said = finding_cards._said(event, card)
    assert said is not None
    assert said.by.startswith("A carer, ")


def test_long_lists_of_choices_have_no_factor_among_them() -> None:
    table = DailyTable(
        tuple(date(2026, 3, 1) + timedelta(days=n) for n in range(20)),
        dict.fromkeys(
            ("stiffness", "heat.level", "walk.minutes", "own:x.level", "sleep_hours", "wakings"), (1.0, 2.0) * 10
        ),
    )
    offered = {
        group.title: [name for name, _ in group.options] for group in outcome_choices.choices(table, shown=None)
    }
    assert offered == {"How it feels": ["stiffness"], "Sleep": ["sleep_hours", "wakings"]}
