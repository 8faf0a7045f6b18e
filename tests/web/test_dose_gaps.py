"""Can a silence be answered with one tap, and does only the answer raise something?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import ZONE, Cast, signed_in
from tests.web.test_pages import text_of

from supple import actions
from supple.model import Day, Dose, DoseStatus, Fact, Instant, Interval, PlanItem, PlanStatus, When

NOW = datetime.now(UTC)
At = Callable[[str], str]


@pytest.fixture
def silent(cast: Cast) -> Cast:
    """Alice noted her baclofen for some days, and has noted none for two."""
    start = NOW.date() - timedelta(days=60)
    plan = PlanItem("medicine", "Lioresal", PlanStatus.AGREED, start, detail={"times": "08:00; 20:00"})
    facts: list[tuple[Fact, When]] = [(plan, Day(NOW.date(), ZONE))]
    facts += [
        (Dose("baclofen", DoseStatus.TAKEN), Instant(NOW - timedelta(hours=hours), ZONE))
        for hours in (120, 96, 72, 48)
    ]
    actions.save_facts(cast.alice, cast.person, facts, now=NOW, source="note")
    return cast


def doses(facts: Callable[[], list[object]]) -> list[Dose]:
    return [fact for fact in facts() if isinstance(fact, Dose)]


def test_today_leads_to_the_question(silent: Cast, alice: Client, at: At) -> None:
    html = alice.get(at("today/")).content.decode()
    assert "Was Lioresal taken, missed, or just not noted?" in text_of(html)
    assert 'when-to-call/#gaps"' in html


def test_the_question_stands_there_with_two_answers(silent: Cast, alice: Client, at: At) -> None:
    html = alice.get(at("when-to-call/")).content.decode()
    page = text_of(html)
    assert "No dose of Lioresal is noted since" in page
    assert 'value="taken"' in html
    assert 'value="missed"' in html
    assert "not noted is not missed" in page
    assert [each for each in problems(page) if "Lioresal" in each] == []


def test_nobody_who_does_not_note_doses_is_asked(cast: Cast, alice: Client, at: At) -> None:
    plan = PlanItem("medicine", "Lioresal", PlanStatus.AGREED, NOW.date() - timedelta(days=60))
    actions.save_facts(cast.alice, cast.person, [(plan, Day(NOW.date(), ZONE))], now=NOW, source="plan")
    assert "just not noted" not in alice.get(at("today/")).content.decode()


def test_left_open_it_raises_nothing(silent: Cast, alice: Client, at: At) -> None:
    assert actions.today(silent.alice, silent.person, now=NOW).alerts == ()


def test_missed_is_kept_once_as_one_stretch_and_the_rule_answers(
    silent: Cast, alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    form = {"form_id": str(uuid4()), "medicine": "Lioresal", "answer": "missed"}
    for _ in range(2):
        answer = alice.post(at("gap/"), form, follow=True)
        assert answer.status_code == 200
    page = text_of(answer.content.decode())
    assert "A sudden gap in baclofen can harm you" in page
    assert "No dose of" not in page
    kept = [dose for dose in doses(facts) if dose.status is DoseStatus.MISSED]
    assert kept == [Dose("Lioresal", DoseStatus.MISSED)]
    (event,) = [
        entry.event
        for day in actions.timeline(silent.alice, silent.person).days
        for entry in day.entries
        if entry.event.fact == kept[0]
    ]
    assert isinstance(event.when, Interval)
    assert event.when.start_utc == NOW - timedelta(hours=48)


def test_taken_closes_the_question_and_raises_nothing(silent: Cast, alice: Client, at: At) -> None:
    form = {"form_id": str(uuid4()), "medicine": "lioresal", "answer": "taken"}
    page = text_of(alice.post(at("gap/"), form, follow=True).content.decode())
    assert "No dose of" not in page
    assert actions.today(silent.alice, silent.person, now=datetime.now(UTC)).alerts == ()


@pytest.mark.parametrize(("medicine", "answer"), [("Lioresal", ""), ("Lioresal", "maybe"), ("Zanaflex", "missed")])
def test_a_bad_answer_writes_nothing(
    silent: Cast, alice: Client, at: At, facts: Callable[[], list[object]], medicine: str, answer: str
) -> None:
    before = doses(facts)
    form = {"form_id": str(uuid4()), "medicine": medicine, "answer": answer}
    assert alice.post(at("gap/"), form).status_code == 400
    assert doses(facts) == before


def test_a_stranger_learns_and_writes_nothing(silent: Cast, charlie: Client, at: At) -> None:
    form = {"form_id": str(uuid4()), "medicine": "Lioresal", "answer": "missed"}
    assert charlie.post(at("gap/"), form).status_code == 404
    assert signed_in(silent.bob).post(at("gap/"), form).status_code == 302  # a carer may note
