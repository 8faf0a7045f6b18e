"""Did a change help, and the balance per step: what the pages say, to whom, and what they refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import SECRET, Cast
from tests.web.test_pages import text_of

from supple import actions
from supple.actions import changed
from supple.actions.folding import Folded
from supple.model import Balance, Day, Fact, PlanItem, PlanStatus, Profile, Rating, Recall, SideEffect, When
from supple.web.change_words import how_much

At = Callable[[str], str]
NOW = datetime.now(UTC)
TODAY = NOW.date()
ZONE = "Europe/London"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def keep(cast: Cast, *facts: tuple[Fact, date], after: int = 0) -> None:
    """`after`: so many minutes later."""
    noted: list[tuple[Fact, When]] = [(fact, Day(day, ZONE)) for fact, day in facts]
    actions.save_facts(cast.alice, cast.person, noted, now=NOW + timedelta(minutes=after), source="check-in")


def a_medicine(name: str, on: date, words: str, status: PlanStatus = PlanStatus.AGREED) -> tuple[Fact, date]:
    return PlanItem("medicine", name, status, on, words), on


@pytest.fixture
def helped(cast: Cast) -> Cast:
    """Sixty days of 6 and 7, then sixty of 2 and 3: a change that nobody could miss."""
    days = [
        (Rating("stiffness", (6.0 if i < 60 else 2.0) + i % 2, Recall.LAST_24_H), ago(120 - i)) for i in range(120)
    ]
    keep(
        cast,
        *days,
        a_medicine("tizanidine", ago(120), "one at night"),
        a_medicine("tizanidine", ago(60), "one twice a day <b>", PlanStatus.CHANGED),
        *[(SideEffect("sleepiness", i % 3 == 0, medicine="tizanidine"), ago(59 - i)) for i in range(30)],
    )
    return cast


def test_a_balance_is_worked_out_once_and_anew_when_something_was_noted(
    helped: Cast, alice: Client, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = changed.balance_of

    def counted(folded: Folded, medicine: str, *, day_starts_at_hour: int) -> Balance:
        made.append(medicine)
        return real(folded, medicine, day_starts_at_hour=day_starts_at_hour)

    monkeypatch.setattr(changed, "balance_of", counted)
    address = at("changes/balance/?medicine=tizanidine")
    pages = [alice.get(address).content.decode() for _ in range(2)]
    assert text_of(pages[0]) == text_of(pages[1])
    assert len(made) == 1
    keep(helped, (SideEffect("dizziness", True, medicine="tizanidine"), ago(1)))
    assert "izz" in text_of(alice.get(address).content.decode())
    assert len(made) == 2
    changed.forget(helped.person)
    alice.get(address)
    assert len(made) == 3


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-0.03, 0.04, ""),
        (-0.03, 0.3, "between no difference and 0.3 more"),
        (-0.5, 0.01, "between 0.5 fewer and no difference"),
        (-0.5, 0.3, "between 0.5 fewer and 0.3 more"),
    ],
)
def test_a_range_never_ends_at_none_fewer_or_none_more(helped: Cast, low: float, high: float, told: str) -> None:
    newest = actions.changes(helped.alice, helped.person, now=NOW).changes[0].id
    view = actions.change_report(helped.alice, helped.person, newest, now=NOW)
    report = replace(view.report, effect=0.01, low=low, high=high, diagnostics={"outcome_kind": "count"})
    assert how_much(replace(view, report=report))[0] == told


def links(html: str) -> list[str]:
    return [each.replace("&amp;", "&") for each in re.findall(r'href="([^"]*changes/one/[^"]*)"', html)]


def test_an_empty_plan_says_what_would_stand_there(alice: Client, at: At) -> None:
    page = alice.get(at("changes/")).content.decode()
    assert "No change with a date is written down yet" in page


def test_the_list_leads_to_the_answer(helped: Cast, alice: Client, at: At) -> None:
    assert at("changes/") in alice.get(at("plan/")).content.decode()
    page = alice.get(at("changes/")).content.decode()
    newest, oldest = links(page)
    assert f"{ago(60):%B %Y}" in page
    answer = alice.get(newest)
    told = text_of(answer.content.decode())
    assert answer.status_code == 200
    assert "Helped" in told
    assert "points lower" in told
    assert "that is not proof" in told
    assert "which dose is right is their call" in told
    assert "one twice a day &lt;b&gt;" in answer.content.decode()
    first = text_of(alice.get(oldest).content.decode())
    assert "Can’t tell yet" in first
    assert "0 days noted before" in first


def test_no_page_advises_reassures_or_names_a_cause(helped: Cast, alice: Client, at: At) -> None:
    for address in ("changes/", "changes/balance/?medicine=tizanidine"):
        assert problems(text_of(alice.get(at(address)).content.decode()).replace(SECRET, "")) == []
    for address in links(alice.get(at("changes/")).content.decode()):
        assert problems(text_of(alice.get(address).content.decode())) == []


def test_the_outcome_can_be_chosen_and_stays_with_the_change(helped: Cast, alice: Client, at: At) -> None:
    newest = links(alice.get(at("changes/")).content.decode())[0]
    page = alice.get(f"{newest}&outcome=stiffness").content.decode()
    assert 'name="change"' in page
    assert '<option value="stiffness" selected>' in page
    assert alice.get(f"{newest}&outcome=no-such-thing").status_code == 400


@pytest.mark.parametrize(
    ("tail", "status"),
    [
        ("changes/one/", 400),
        ("changes/one/?change=", 400),
        ("changes/one/?change=2026-01-01-000000", 404),
        (f"changes/one/?change={quote('<script>')}", 404),
        ("changes/balance/", 400),
        ("changes/balance/?medicine=aspirin", 400),
        (f"changes/balance/?medicine={quote('<script>alert(1)</script>')}", 400),
    ],
)
def test_what_is_not_there_is_said(tail: str, status: int, helped: Cast, alice: Client, at: At) -> None:
    answer = alice.get(at(tail))
    assert answer.status_code == status
    assert "<script>alert" not in answer.content.decode()


def test_whether_it_was_begun_because_it_was_bad_is_asked_kept_and_told(helped: Cast, alice: Client, at: At) -> None:
    told = actions.changes(helped.alice, helped.person, now=datetime.now(UTC)).changes[0]
    address = f"{at('changes/one/')}?change={told.id}"
    before = text_of(alice.get(address).content.decode())
    assert "Was it begun because things were bad?" in before
    assert "You said that it began because things were bad" not in before
    form = {"change": told.id, "began": "yes", "outcome": ""}
    for _ in range(2):
        answer = alice.post(at("changes/began/"), {**form, "form_id": str(uuid4())}, follow=True)
        assert answer.status_code == 200
    after = answer.content.decode()
    assert "You said that it began because things were bad" in text_of(after)
    assert 'value="yes" aria-pressed="true"' in after
    said = [e for day in actions.timeline(helped.alice, helped.person, limit=500).days for e in day.entries]
    assert sum(isinstance(each.event.fact, Profile) for each in said) == 1, "the same again adds nothing"
    for other in ("no", "unknown"):
        alice.post(at("changes/began/"), {**form, "began": other, "form_id": str(uuid4())})
        page = alice.get(address).content.decode()
        assert f'value="{other}" aria-pressed="true"' in page
        assert "You said that it began" not in text_of(page)
    wrong = alice.post(at("changes/began/"), {**form, "began": "perhaps", "form_id": str(uuid4())})
    assert wrong.status_code == 400


def test_a_stranger_finds_nothing_and_a_helper_who_may_look_does(
    helped: Cast, alice: Client, bob: Client, charlie: Client, at: At
) -> None:
    addresses = [
        *links(alice.get(at("changes/")).content.decode()),
        at("changes/"),
        at("changes/balance/?medicine=tizanidine"),
    ]
    assert [charlie.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert [bob.get(address).status_code for address in addresses] == [200] * len(addresses)
    looked = {each.action for each in actions.who_looked(helped.alice, helped.person)}
    assert {"changes", "change_report", "balance"} <= looked


def test_the_balance_counts_days_and_ranks_nothing(helped: Cast, alice: Client, at: At) -> None:
    told = text_of(alice.get(at("changes/balance/?medicine=Tizanidine")).content.decode())
    assert "Yes on 10 of 30 days noted" in told
    assert "on 10 days noted with this medicine" in told
    assert "Not noted on any step" in told
    assert "dizziness" in told
    assert not re.search(r"\bbest\b|rank|optimal", told.casefold())


def test_the_clinics_own_day_comes_before_the_labels_words(helped: Cast, alice: Client, at: At) -> None:
    before = text_of(alice.get(at("changes/")).content.decode())
    assert "Your clinic may have agreed blood tests" in before
    assert "The US label says" in before
    assert "nobody yet" in before
    soon = TODAY + timedelta(days=20)
    keep(helped, (PlanItem("visit", "Blood test", PlanStatus.AGREED, soon, "at the surgery"), TODAY))
    after = text_of(alice.get(at("changes/")).content.decode())
    assert f"{soon.day} {soon:%B %Y}" in after
    assert "Your clinic may have agreed" not in after
    assert after.index("ones that count") < after.index("The US label says")
    later = soon + timedelta(days=30)
    off = PlanItem("visit", "blood test", PlanStatus.ENDED, soon)
    keep(helped, (PlanItem("visit", "blood test", PlanStatus.AGREED, later), TODAY), (off, TODAY), after=1)
    moved = text_of(alice.get(at("changes/")).content.decode())
    assert f"{later.day} {later:%B %Y}" in moved, "one called off hides no other"
    keep(helped, (PlanItem("visit", "blood test", PlanStatus.ENDED, later), TODAY), after=2)
    assert "Your clinic may have agreed blood tests" in text_of(alice.get(at("changes/")).content.decode())


def test_the_report_says_what_followed_in_one_sentence(helped: Cast, alice: Client, at: At) -> None:
    made = actions.report(helped.alice, helped.person, now=NOW, since=ago(90))
    changes = next(section for section in made.sections if section.id == "changes")
    (line,) = changes.lines
    assert line.words == "Tizanidine changed"
    assert line.note.startswith("After the change of tizanidine on")
    assert "prescriber’s call" in changes.note
    assert "After the change of tizanidine" in alice.get(at(f"report/?since={ago(90)}")).content.decode()
