"""The week, looking back: its page, its switch, its link and its one line on Sundays."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import SECRET, ZONE, Cast, signed_in

from supple import actions
from supple.model import Instant, PlanItem, PlanStatus, Rating, Session, Sign, Step

At = Callable[[str], str]
SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LINK = "This week, looking back"


def text_of(page: str) -> str:
    """What is read on the page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page[page.index("<main") : page.index("</main>")]))


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def note(cast: Cast, day: datetime, *facts: object) -> None:
    noted = [(fact, Instant(day, ZONE)) for fact in facts]
    actions.save_facts(cast.alice, cast.person, noted, now=day, source="test")  # type: ignore[arg-type]


def week_of(cast: Cast, level: float, before: float = 6.0) -> None:
    """Thirty-five days up to Sunday, the last seven at another level."""
    for ago in range(34, -1, -1):
        value = (before if ago >= 7 else level) + ago % 2
        note(cast, SUNDAY - timedelta(days=ago), Rating("stiffness", value), Session("stretching"))


@time_machine.travel(SUNDAY)
def test_a_better_week_is_told_with_its_numbers_and_its_habits(alice: Client, at: At, cast: Cast) -> None:
    week_of(cast, 2.0)
    page = page_of(alice, at("look-back/"))
    assert "Stiffness at check-in: lower than in the four weeks before. 2.4 against 6.5" in page
    assert "Monday 16 to Sunday 22 November 2026" in page
    assert "Done, and noted: stretching on 7 days." in page
    assert "You noted on 7 days. That is 7 days your team can see." in page
    assert "<table>" in page
    assert "A hard week" not in page
    assert SECRET not in page
    assert problems(text_of(page)) == []


@time_machine.travel(SUNDAY)
def test_a_hard_week_leads_with_respect_and_the_way_to_call(alice: Client, at: At, cast: Cast) -> None:
    week_of(cast, 9.0, before=3.0)
    page = page_of(alice, at("look-back/"))
    assert page.index("A hard week.") < page.index("What was noted")
    assert f'href="{at("when-to-call/")}"' in page[page.index("A hard week.") :]
    assert "lower than" not in page
    assert "worse" not in text_of(page)


@time_machine.travel(SUNDAY)
def test_an_open_alert_leads_and_calling_early_is_told(alice: Client, at: At, cast: Cast) -> None:
    week_of(cast, 2.0)
    note(cast, SUNDAY - timedelta(hours=1), Sign("fever", new=True))
    rule = actions.today(cast.alice, cast.person, now=SUNDAY).alerts[0].rule
    actions.note_alert(cast.alice, cast.person, rule, Step.CALLED, now=SUNDAY, source="test")
    page = page_of(alice, at("look-back/"))
    assert "A hard week." in page
    assert "lower than" not in page, "an alert is never contradicted by a better number"
    assert "You called early about “Fever”." in page
    assert "You noted a new sign on the day it came: fever." in page
    assert LINK not in page_of(alice, at("today/")), "no line beside an alert"


@time_machine.travel(SUNDAY)
def test_switched_off_there_is_no_link_no_line_and_no_page(alice: Client, bob: Client, at: At, cast: Cast) -> None:
    week_of(cast, 2.0)
    for tail in ("today/", "more/"):
        assert LINK in page_of(alice, at(tail))
    before = actions.timeline(cast.alice, cast.person, limit=500)
    answer = alice.post(at("settings/look-back/"), {})
    assert answer.status_code == 302
    for client in (alice, bob):
        for tail in ("today/", "more/"):
            assert LINK not in page_of(client, at(tail))
        page = page_of(client, at("look-back/"))
        assert "The look back is switched off." in page
        for gone in ("lower than", "stretching", "You noted", "November"):
            assert gone not in page
    assert actions.timeline(cast.alice, cast.person, limit=500) == before, "nothing noted changes"
    alice.post(at("settings/look-back/"), {"look_back": "on"})
    assert "lower than" in page_of(alice, at("look-back/"))


def test_the_line_is_there_once_a_week(alice: Client, at: At, cast: Cast) -> None:
    shown = []
    for ahead in range(7):
        moment = SUNDAY + timedelta(days=ahead)
        with time_machine.travel(moment):
            note(cast, moment, Rating("stiffness", 3))
            shown.append(LINK in page_of(signed_in(cast.alice), at("today/")))
    assert shown == [True, *[False] * 6]


@time_machine.travel(SUNDAY)
def test_an_empty_week_says_that_nothing_was_noted(charlie: Client, cast: Cast) -> None:
    root = f"/p/{cast.charlies_person}/"
    assert "Nothing was noted in these seven days. That says nothing about how they were." in page_of(
        charlie, f"{root}look-back/"
    )
    assert LINK not in page_of(charlie, f"{root}today/")


@time_machine.travel(SUNDAY)
def test_an_earlier_week_has_its_own_page_and_a_way_back(alice: Client, at: At, cast: Cast) -> None:
    week_of(cast, 2.0)
    page = page_of(alice, at("look-back/?until=2026-11-15"))
    assert "An earlier week, looking back" in page
    assert "lower than" not in page
    assert 'href="?until=2026-11-08"' in page
    assert 'href="?until=2026-11-22"' in page


@pytest.mark.parametrize("until", ["tomorrow", "2999-01-01", "0001-01-01", "2026-02-30"])
def test_a_day_that_is_none_is_refused_in_plain_words(until: str, alice: Client, at: At) -> None:
    answer = alice.get(at(f"look-back/?until={until}"))
    assert answer.status_code == 400
    assert "day" in answer.content.decode()


@time_machine.travel(SUNDAY)
def test_a_helper_reads_it_about_the_person(bob: Client, alice: Client, at: At, cast: Cast) -> None:
    note(cast, SUNDAY, Rating("stiffness", 3))
    question = PlanItem("question", "why at night?", PlanStatus.AGREED, date(2026, 11, 22))
    note(cast, SUNDAY, question)
    page = page_of(bob, at("look-back/"))
    assert "Alice wrote down a question for a visit." in page
    assert "There are notes on 1 day. That is 1 day the team can see." in page
    assert bob.post(at("settings/look-back/"), {"form_id": str(uuid4())}).status_code == 404
    assert "looked at the week, looking back" in page_of(alice, at("settings/"))


@time_machine.travel(SUNDAY)
def test_the_report_does_not_hold_it(alice: Client, at: At, cast: Cast) -> None:
    week_of(cast, 2.0)
    page = page_of(alice, at("report/"))
    assert "looking back" not in page
    assert "four weeks before" not in page


@time_machine.travel(SUNDAY)
def test_a_pause_is_named_and_its_days_are_not_said_as_not_noted(alice: Client, at: At, cast: Cast) -> None:
    for ago in range(34, 2, -1):
        note(cast, SUNDAY - timedelta(days=ago), Rating("stiffness", 4.0), Session("stretching"))
    actions.pause(cast.alice, cast.person, now=SUNDAY, since=SUNDAY.date() - timedelta(days=2))
    rested = actions.look_back(cast.alice, cast.person, now=SUNDAY)
    assert rested is not None
    marks = [mark.value for habit in rested.habits for mark in habit.marks[-3:]]
    assert set(marks) == {"paused"}
    assert "kept a pause" in page_of(alice, at("look-back/"))
