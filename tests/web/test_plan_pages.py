"""Goals, visits, aids and the sheet as pages: one tap keeps, two taps decide, bad input is named, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.cast import Cast

from supple import actions
from supple.model import Factor, Role, Scope, Sign
from supple.store import people as store_people

At = Callable[[str], str]
TODAY = datetime.now(UTC).date()
SOON, BEFORE = (TODAY + timedelta(days=20)).isoformat(), (TODAY - timedelta(days=20)).isoformat()


def send(client: Client, address: str, **fields: object) -> int:
    return client.post(address, {"form_id": str(uuid4()), **fields}).status_code


def held(cast: Cast) -> actions.Agreements:
    return actions.agreements(cast.alice, cast.person, now=datetime.now(UTC))


def test_a_goal_is_written_down_and_a_tap_places_it(cast: Cast, alice: Client, at: At) -> None:
    assert send(alice, at("plan/goals/add/"), goal="Walk to the shop", area="walking", by=SOON) == 302
    form = {"form_id": str(uuid4()), "goal": "Walk to the shop", "level": "-1"}
    for _ in range(2):
        answer = alice.post(at("plan/goals/attained/"), form, follow=True)
    page = answer.content.decode()
    assert "Saved: Goal: Walk to the shop: a little less than hoped." in page
    assert page.count("A little less than hoped</span>") == 1, "a double tap counts once"
    assert 'name="level" value="-2"' in page
    assert send(alice, at("plan/goals/end/"), goal="Walk to the shop") == 302
    assert held(cast).goals == ()
    assert "Crossed off" in alice.get(at("plan/goals/")).content.decode()


def test_a_goals_words_are_put_right_and_its_levels_and_old_words_stay(cast: Cast, alice: Client, at: At) -> None:
    send(alice, at("plan/goals/add/"), goal="Walk to the shpo", area="walking")
    send(alice, at("plan/goals/attained/"), goal="Walk to the shpo", level="-1")
    form_page = alice.get(at("plan/goals/right/") + "?goal=Walk+to+the+shpo").content.decode()
    assert 'value="Walk to the shpo"' in form_page
    right = {"name": "Walk to the shpo", "goal": "Walk to the shop", "area": "walking", "agreed_with": "Sam"}
    for _ in range(2):
        assert send(alice, at("plan/goals/right/"), **right) == 302
    (goal,) = held(cast).goals
    assert (goal.said, goal.item.detail["agreed_with"]) == ("Walk to the shop", "Sam")
    assert [each.level for each in goal.attained] == [-1]
    assert [words for _, words in goal.said_before] == ["Walk to the shpo"]
    page = alice.get(at("plan/goals/")).content.decode()
    assert ">Walk to the shop</h2>" in page
    assert "Words before" in page
    assert send(alice, at("plan/goals/add/"), goal="walk to the SHOP") == 400, "it is written down already"
    send(alice, at("plan/goals/add/"), goal="Sleep through")
    other = {"form_id": str(uuid4()), "name": "Sleep through", "goal": "Walk to the shop"}
    refused = alice.post(at("plan/goals/right/"), other)
    assert refused.status_code == 400
    assert "Another goal has these words" in refused.content.decode()


def test_a_level_of_an_earlier_day_is_put_right(cast: Cast, alice: Client, at: At) -> None:
    send(alice, at("plan/goals/add/"), goal="Sleep through")
    for level in ("-2", "1"):
        send(alice, at("plan/goals/attained/"), goal="Sleep through", level=level, on=BEFORE)
    (goal,) = held(cast).goals
    assert [(each.on.isoformat(), each.level) for each in goal.attained] == [(BEFORE, 1)]
    assert f'name="on" value="{BEFORE}"' in alice.get(at("plan/goals/")).content.decode()
    assert send(alice, at("plan/goals/attained/"), goal="Sleep through", level="1", on="soon") == 400


@pytest.mark.parametrize(
    ("address", "fields", "words"),
    [
        ("plan/goals/add/", {"goal": ""}, "Write a few words"),
        ("plan/goals/add/", {"goal": "x", "by": "soon"}, "Choose a day"),
        ("plan/goals/add/", {"goal": "x", "area": "flying"}, "Choose an area"),
        ("plan/goals/attained/", {"goal": "x", "level": "5"}, "Choose one of the five levels"),
        ("plan/goals/attained/", {"goal": "x", "level": "0"}, "No goal of these words"),
        ("plan/goals/end/", {"goal": "x"}, "Nothing of these words"),
        ("plan/visits/add/", {"visit": "nurse", "day": "soon"}, "Choose the day"),
        ("plan/visits/add/", {"visit": "", "day": SOON}, "Write a few words"),
        ("plan/visits/decided/", {"visit": "nurse", "day": SOON, "decided": "referral"}, "No visit of this day"),
        ("plan/visits/decided/", {"visit": "nurse", "day": "x", "decided": "referral"}, "no day"),
        ("plan/visits/end/", {"item": "medicine", "name": "baclofen"}, "Choose a visit or a question"),
        ("plan/aids/add/", {"kind": ""}, "Choose what it is"),
        ("plan/aids/add/", {"kind": "other", "aid": ""}, "Write a few words"),
        ("plan/aids/add/", {"kind": "cane", "since": "soon"}, "Choose a day"),
        ("plan/aids/end/", {"aid": "x"}, "Nothing of these words"),
        ("plan/aids/tight/", {}, "Answer at least one question"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    address: str, fields: dict[str, str], words: str, alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    before = facts()
    answer = alice.post(at(address), {"form_id": str(uuid4()), **fields})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert facts() == before


def test_a_tap_on_what_was_decided_keeps_the_words_typed_beside_it(cast: Cast, alice: Client, at: At) -> None:
    send(alice, at("plan/visits/add/"), visit="MS nurse", day=BEFORE)
    page = alice.get(at("plan/visits/")).content.decode()
    (form,) = [each for each in page.split("<form")[1:] if 'value="referral"' in each.split("</form>")[0]]
    inside = form.split("</form>")[0]
    assert 'name="words"' in inside, "words and taps are one form"
    assert inside.index('value="other"') < inside.index('value="referral"'), "Enter presses no tap"
    send(
        alice,
        at("plan/visits/decided/"),
        visit="MS nurse",
        day=BEFORE,
        decided="referral",
        words="to the pain clinic",
    )
    detail = held(cast).past[0].detail
    assert (detail["decided"], detail["decided_words"]) == ("referral", "to the pain clinic")
    form_id = {"form_id": str(uuid4()), "visit": "MS nurse", "day": BEFORE}
    answer = alice.post(at("plan/visits/decided/"), {**form_id, "decided": "take_back", "words": "and a scan"})
    assert answer.status_code == 400
    assert 'value="and a scan"' in answer.content.decode(), "the words are still there"
    assert held(cast).past[0].detail["decided"] == "referral"


def test_from_the_plan_what_was_decided_takes_two_taps(cast: Cast, alice: Client, at: At) -> None:
    send(alice, at("plan/visits/add/"), visit="MS nurse", day=BEFORE)
    assert at("plan/visits/") in alice.get(at("plan/")).content.decode(), "the first tap"
    page = alice.get(at("plan/visits/")).content.decode()
    assert 'name="decided" value="medicine_changed"' in page, "the second"
    form = {"form_id": str(uuid4()), "visit": "MS nurse", "day": BEFORE, "decided": "medicine_changed"}
    after = alice.post(at("plan/visits/decided/"), form, follow=True).content.decode()
    assert "Write down the medicine" in after
    (visit,) = held(cast).past
    assert visit.detail["decided"] == "medicine_changed"
    send(alice, at("plan/visits/decided/"), visit="MS nurse", day=BEFORE, decided="take_back")
    assert "decided" not in held(cast).past[0].detail


def test_words_that_could_not_be_kept_are_still_there(alice: Client, at: At) -> None:
    send(alice, at("plan/visits/add/"), visit="MS nurse", day=BEFORE)
    form = {"form_id": str(uuid4()), "visit": "MS nurse", "day": BEFORE, "decided": "other", "words": "x" * 301}
    answer = alice.post(at("plan/visits/decided/"), form)
    assert answer.status_code == 400
    assert "x" * 301 in answer.content.decode()


def test_questions_are_collected_before_and_ticked_off(cast: Cast, alice: Client, at: At) -> None:
    send(alice, at("plan/visits/add/"), visit="MS nurse", day=SOON)
    answer = alice.post(
        at("plan/add/"), {"form_id": str(uuid4()), "item": "question", "name": "Why at night?", "back": "visits"}
    )
    assert answer["Location"] == at("plan/visits/")
    page = alice.get(at("plan/visits/")).content.decode()
    assert "1 question to ask" in page
    send(alice, at("plan/visits/end/"), item="question", name="Why at night?")
    assert held(cast).questions == ()


def test_a_visit_called_off_is_gone(cast: Cast, alice: Client, at: At) -> None:
    send(alice, at("plan/visits/add/"), visit="MS nurse", day=SOON)
    assert send(alice, at("plan/visits/end/"), item="visit", name="MS nurse", day=SOON) == 302
    assert held(cast).coming == ()


def test_an_aid_is_kept_with_its_day_and_its_use_of_stiffness(cast: Cast, alice: Client, at: At) -> None:
    send(alice, at("plan/aids/add/"), kind="brace", aid="night splint", since=BEFORE, uses=["standing", "transfers"])
    page = alice.get(at("plan/aids/")).content.decode()
    assert "uses stiffness for standing and transfers" in page
    (aid,) = held(cast).aids
    assert aid.valid_from.isoformat() == BEFORE
    send(alice, at("plan/aids/end/"), aid="night splint")
    assert held(cast).aids == ()


def test_red_skin_under_a_splint_leads_to_the_rules_words(
    alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    answer = alice.post(
        at("plan/aids/tight/"),
        {"form_id": str(uuid4()), "tight_clothing": "yes", "skin_red_not_fading": "yes", "new_numbness": "no"},
    )
    assert answer["Location"].startswith(at("when-to-call/"))
    assert "Take pressure off that place. Call your nurse today." in alice.get(answer["Location"]).content.decode()
    kept = facts()
    assert Sign("skin_red_not_fading", True, new=True) in kept
    assert Sign("new_numbness", False) in kept
    assert not any(isinstance(fact, Sign) and fact.code == "tingling" for fact in kept), "left open stays open"


def test_only_tight_leads_to_whoever_fitted_it(alice: Client, at: At, facts: Callable[[], list[object]]) -> None:
    answer = alice.post(at("plan/aids/tight/"), {"form_id": str(uuid4()), "tight_clothing": "yes"}, follow=True)
    assert "ask your orthotist" in answer.content.decode()
    assert Factor("tight_clothing", True) in facts()


def test_the_sheet_shows_and_prints_what_is_agreed(alice: Client, at: At) -> None:
    send(alice, at("plan/aids/add/"), kind="cane")
    page = alice.get(at("plan/sheet/")).content.decode()
    assert "Check against your prescription" in page
    assert "No clinician has reviewed this page" in page
    assert "Cane" in page
    pdf = alice.get(at("plan/sheet.pdf"))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert "no-store" in pdf["Cache-Control"]


def test_a_helper_who_may_only_look_sees_no_form(cast: Cast, bob: Client, at: At) -> None:
    send_scopes = frozenset({Scope.LOOK})
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=send_scopes, ends_on=None)
    for tail in ("plan/goals/", "plan/visits/", "plan/aids/", "plan/sheet/"):
        page = bob.get(at(tail))
        assert page.status_code == 200
        assert b'method="post"' not in page.content
    assert send(bob, at("plan/goals/add/"), goal="x") == 404


def test_words_are_escaped(alice: Client, at: At) -> None:
    send(alice, at("plan/goals/add/"), goal="<script>alert(1)</script>")
    for tail in ("plan/goals/", "plan/sheet/", "plan/"):
        assert b"<script>alert" not in alice.get(at(tail)).content
