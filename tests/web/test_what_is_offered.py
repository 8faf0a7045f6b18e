"""Is nothing offered that a member may not open? Every link and form of every page, for every set of scopes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import chain, combinations
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from tests.web.cast import ZONE, Cast, signed_in
from tests.web.test_access import address_of

from supple import actions
from supple.model import (
    Day,
    Dose,
    DoseStatus,
    Factor,
    Instant,
    PlanItem,
    PlanStatus,
    Rating,
    Role,
    Scope,
    Sign,
    local_day_of,
)
from supple.store import people, queries
from supple.web.guard import DECLARED, Who

GIVEN = (Scope.LOOK, Scope.NOTE, Scope.REPORT)
SETS = [frozenset(each) for each in chain.from_iterable(combinations(GIVEN, n) for n in (1, 2, 3))]
FREE = {Who.ANYBODY, Who.SIGNED_IN}
SCOPE_OF = {Who.LOOK: Scope.LOOK, Who.NOTE: Scope.NOTE, Who.REPORT: Scope.REPORT, Who.OWNER: Scope.OWN}
# A page with something to choose needs its choice; each is reached by a link of another page.
ASKED_FOR = {"change", "balance"}
# A change to what is written down shows what is written down; a question sheet asks by what is in the plan.
# "one_question" shows alerts, so it is for who may look as well.
SHOWS_THE_PLAN = {"medicine_change", "goal_right", "check_triggers", "team_questions", "one_question"} | {
    "routine_write",
    "breaks",
}


@pytest.fixture
def full(cast: Cast) -> Cast:
    """A diary in which every page has something to offer."""
    now = datetime.now(UTC)
    today = local_day_of(Instant(now, ZONE))
    begun = today - timedelta(days=26)

    def item(what: str, name: str, on: date = begun, **detail: str) -> PlanItem:
        return PlanItem(what, name, PlanStatus.AGREED, on, "", detail)

    tablet = {"strength": "10", "strength_unit": "mg", "each_time": "one tablet"}
    agreed = [
        item("medicine", "Baclofen", times="00:05; 12:00", pieces_per_day="2", **tablet),
        item("medicine", "Diazepam", as_needed="yes", not_before_hours="6", **tablet),
        item("medicine", "Tizanidine", **tablet),
        item("pump", "Baclofen pump", filled_on=begun.isoformat(), concentration_mcg_per_ml="0.5",
             fill_volume_ml="20", daily_dose_mcg="250"),
        item("injection", "Dysport", units="soleus, left: 100"),
        item("goal", "Walk to the shop", area="walking"),
        item("visit", "MS nurse", today - timedelta(days=3)),
        item("visit", "Dr Patel", today + timedelta(days=9)),
        item("question", "Is the dose right?"),
        item("aid", "Splint", kind="brace"),
        item("team", "Pump clinic"),
        item("routine", "Stretching"),
    ]  # fmt: skip
    facts = [(each, Day(min(each.valid_from, today), ZONE)) for each in agreed]
    actions.save_facts(cast.alice, cast.person, facts, now=now, source="plan")
    then = Instant(now - timedelta(minutes=5), ZONE)
    said = [Dose("Diazepam", DoseStatus.EXTRA, 40.0), Sign("fever", present=True, new=True), Rating("stiffness", 7)]
    actions.save_facts(cast.alice, cast.person, [(each, then) for each in said], now=now, source="note")
    for ago in range(1, 41):
        on = Day(today - timedelta(days=ago), ZONE)
        noted = [(Rating("stiffness", 3 + 4 * (ago % 2)), on), (Factor("poor_sleep", ago % 2 == 1), on)]
        actions.save_facts(cast.alice, cast.person, noted, now=now, source="check-in")
    return cast


def allowed(who: Who, scopes: frozenset[Scope]) -> bool:
    return who in FREE or SCOPE_OF[who] in scopes


def offered(html: str) -> set[str]:
    """Every address that a link or a form of the page leads to, by its declared name."""
    names = set()
    for address in re.findall(r'(?:href|action)="([^"#?]+)', html):
        try:
            name = resolve(unescape(address)).url_name
        except Resolver404:
            continue
        names.add(str(name))
    return names


def pages(client: Client, cast: Cast, scopes: frozenset[Scope]) -> dict[str, str]:
    found = {}
    for declared in DECLARED.values():
        if "GET" not in declared.methods or "person_id" not in declared.route or declared.name in ASKED_FOR:
            continue
        if declared.name in SHOWS_THE_PLAN and Scope.LOOK not in scopes:
            continue
        if not allowed(declared.who, scopes) or declared.route.endswith((".pdf", ".csv", ".zip", ".png")):
            continue
        answer = client.get(address_of(declared, cast))
        assert answer.status_code < 400, declared.name
        if answer.status_code == 200:
            found[declared.name] = answer.content.decode()
    return found


@pytest.mark.parametrize("scopes", SETS, ids=lambda scopes: "+".join(sorted(scopes)))
def test_no_link_and_no_form_leads_to_what_a_member_may_not_open(scopes: frozenset[Scope], full: Cast) -> None:
    people.put_member(full.bob.id, full.person, role=Role.CARER, scopes=scopes, ends_on=None)
    bob = signed_in(full.bob)
    for name, html in pages(bob, full, scopes).items():
        beyond = {each for each in offered(html) if each in DECLARED and not allowed(DECLARED[each].who, scopes)}
        assert not beyond, f"{name} leads to {', '.join(sorted(beyond))}"
        if Scope.NOTE not in scopes:
            posts = re.findall(r'<form method="post"(?![^>]*action=)', html)
            assert not posts, f"{name} has a form that sends to itself"


@pytest.mark.parametrize("scopes", SETS, ids=lambda scopes: "+".join(sorted(scopes)))
def test_the_first_page_is_one_that_a_member_may_open(scopes: frozenset[Scope], full: Cast) -> None:
    people.put_member(full.bob.id, full.person, role=Role.CARER, scopes=scopes, ends_on=None)
    answer = signed_in(full.bob).get("/", follow=True)
    assert answer.status_code == 200


FORMS = {
    "doses/answer/": {"dose": "|Tizanidine", "status": "taken"},
    "doses/note/": {"kind": "as_needed", "medicine": "Diazepam", "pieces": "1", "at": "", "sure": "yes"},
    "doses/box/": {"kind": "box", "medicine": "Baclofen", "counted": "20"},
    "plan/add/": {"item": "question", "name": "Which splint?"},
    "plan/goals/add/": {"goal": "Sleep through"},
    "plan/visits/add/": {"visit": "Physio", "day": "2031-05-01"},
    "pump/refill/": {"day": "2026-01-01", "fill_volume_ml": "20", "rate": "same"},
}


@pytest.mark.parametrize("tail", FORMS)
def test_who_may_only_note_lands_on_a_page_after_saving(tail: str, full: Cast) -> None:
    people.put_member(full.bob.id, full.person, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None)
    form = {"form_id": str(uuid4()), **FORMS[tail]}
    answer = signed_in(full.bob).post(f"/p/{full.person}/{tail}", form, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert answer.redirect_chain
    assert "zebra" not in answer.content.decode(), "nothing of the diary is shown"


def test_who_may_only_note_reads_at_once_what_to_do_about_the_signs_they_ticked(full: Cast) -> None:
    """Saved, and answered from the ticks alone: nothing of the diary is read to them."""
    people.put_member(full.bob.id, full.person, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None)
    form = {"form_id": str(uuid4()), "sign": ["confusion", "face_drop"]}
    bob = signed_in(full.bob)
    html = bob.post(f"/p/{full.person}/signs/", form).content.decode()
    assert ">Saved<" in html
    assert "Call emergency services now" in html
    assert "Baclofen" not in html
    noted = {event.fact.code for event in queries.events(full.person) if isinstance(event.fact, Sign)}
    assert {"confusion", "face_drop"} <= noted
    count = len(queries.events(full.person))
    bob.post(f"/p/{full.person}/signs/", form)
    assert len(queries.events(full.person)) == count, "sent again it is kept once"


def test_a_dose_that_cannot_be_read_is_told_to_who_may_only_note(full: Cast) -> None:
    people.put_member(full.bob.id, full.person, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None)
    form = {"form_id": str(uuid4()), "kind": "as_needed", "medicine": "Diazepam", "pieces": "lots"}
    answer = signed_in(full.bob).post(f"/p/{full.person}/doses/note/", form)
    assert answer.status_code == 400
    assert "plain number" in answer.content.decode()
