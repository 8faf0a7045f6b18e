"""The pages of the team, allergies and the emergency card, and the call buttons beside every alert."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.cast import Cast, signed_in

from supple import actions
from supple.model import Instant, Role, Scope, Sign
from supple.store import people as store_people
from supple.web.templatetags.supple import TIERS

At = Callable[[str], str]
NURSE = {"role": "ms_team", "name": "Nurse Ellis", "phone": "020 7946 0333", "when": "any"}


def keep(client: Client, at: At, **typed: str) -> object:
    return client.post(at("plan/team/keep/"), {"form_id": str(uuid4()), **NURSE, **typed})


def sign(cast: Cast, code: str) -> None:
    now = datetime.now(UTC)
    when = Instant(now, "Europe/London")
    actions.save_facts(cast.alice, cast.person, [(Sign(code, new=True), when)], now=now, source="signs")


def page(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def test_somebody_is_written_down_changed_and_crossed_off(alice: Client, at: At) -> None:
    assert keep(alice, at).status_code == 302  # type: ignore[attr-defined]
    shown = page(alice, at("plan/team/"))
    assert 'href="tel:02079460333"' in shown
    assert "Answers at any time" in shown
    change = page(alice, at("plan/team/?change=Nurse+Ellis"))
    assert 'name="was" value="Nurse Ellis"' in change
    assert 'value="any" selected' in change
    keep(alice, at, was="Nurse Ellis", when="weekdays", **{"from": "08:30", "to": "17:00"})
    assert "Mon–Fri 08:30–17:00" in page(alice, at("plan/team/"))
    assert 'value="Mon–Fri 08:30–17:00"' in page(alice, at("plan/team/?change=Nurse+Ellis"))
    alice.post(at("plan/team/end/"), {"form_id": str(uuid4()), "name": "Nurse Ellis"})
    assert "Nobody is written down yet" in page(alice, at("plan/team/"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"role": ""}, "Choose what they do"),
        ({"phone": "call me"}, "Write the number with digits"),
        ({"when": "weekdays"}, "Choose from when to when"),
        ({"when": "other", "hours": "Mon 9-5"}, "may mean the morning or the afternoon"),
        ({"name": "x" * 200}, "Write a few words"),
        ({"was": "Nobody"}, "Nobody of this name"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_what_was_typed_is_there(
    typed: dict[str, str], words: str, alice: Client, at: At
) -> None:
    answer = keep(alice, at, note="press 2", **typed)
    assert answer.status_code == 400  # type: ignore[attr-defined]
    shown = answer.content.decode()  # type: ignore[attr-defined]
    assert words in shown
    assert 'value="press 2"' in shown
    assert "Nobody is written down yet" in page(alice, at("plan/team/"))


def test_a_name_left_open_is_the_role(alice: Client, at: At) -> None:
    keep(alice, at, name="", role="pump_night")
    assert "Pump line, day and night" in page(alice, at("plan/team/"))


def test_an_alert_shows_whom_to_ring_and_what_to_say(cast: Cast, alice: Client, at: At) -> None:
    keep(alice, at, role="family_doctor", name="Dr Patel")
    sign(cast, "fever")
    shown = page(alice, at("when-to-call/"))
    article = shown[shown.index('class="alert') : shown.index("</article>")]
    assert 'href="tel:02079460333"' in article
    assert "What to say on the phone" in article
    assert "I have MS with spasticity." in article
    first = page(alice, at("today/"))
    assert first.index("tel:02079460333") < first.index("How stiff are you now?")


def test_with_no_number_kept_the_words_stay_and_the_page_asks_for_it(cast: Cast, alice: Client, at: At) -> None:
    sign(cast, "fever")
    shown = page(alice, at("when-to-call/"))
    assert "Your family doctor or nurse today" in shown
    assert "No number is kept for: family doctor" in shown
    assert f"{at('plan/team/')}#add" in shown


def test_an_emergency_has_its_number_first_and_red(cast: Cast, alice: Client, at: At) -> None:
    keep(alice, at, role="family_doctor")
    sign(cast, "face_drop")
    shown = page(alice, at("when-to-call/"))
    article = shown[shown.index('class="alert') : shown.index("</article>")]
    assert article.index("button--urgent") < article.index("What to say")
    assert article.count("tel:") == 1
    assert re.search(r'button--urgent[^>]*href="tel:112"|href="tel:112"', article)
    assert TIERS["T0"] in article
    assert "button--urgent" in page(alice, at("today/"))


def test_the_help_page_shows_the_own_team_only_while_signed_in(alice: Client, at: At) -> None:
    keep(alice, at)
    answer = alice.get("/help/")
    shown = answer.content.decode()
    assert "tel:02079460333" in shown
    assert "no-store" in answer["Cache-Control"]
    # What the worker keeps is the page without what stands between its marks.
    kept = re.sub(r"<!-- own -->.*?<!-- /own -->", "", shown, flags=re.DOTALL)
    assert "Nurse Ellis" not in kept
    assert "02079460333" not in kept
    nobody = Client().get("/help/")
    assert "Nurse Ellis" not in nobody.content.decode()
    assert "no-store" not in nobody["Cache-Control"]


def test_a_helper_who_may_only_note_sees_no_number(cast: Cast, alice: Client, at: At) -> None:
    keep(alice, at)
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None)
    bob = signed_in(cast.bob)
    assert "02079460333" not in bob.get("/help/").content.decode()
    for tail in ("plan/team/", "plan/allergies/", "card/", "card/wallet.png", "card/phone.png"):
        assert bob.get(at(tail)).status_code == 404
    assert bob.post(at("card/save/"), {"form_id": str(uuid4()), "file": "wallet.pdf"}).status_code == 404


def test_allergies_are_noted_and_a_blank_says_so(alice: Client, at: At) -> None:
    where = at("plan/allergies/")
    assert "Not noted. That says nothing" in page(alice, where)
    alice.post(at("plan/allergies/none/"), {"form_id": str(uuid4()), "none_known": "yes"})
    assert "You said that no allergy is known" in page(alice, where)
    alice.post(at("plan/allergies/add/"), {"form_id": str(uuid4()), "allergy": "latex", "words": "rash"})
    assert "Latex" in page(alice, where)
    bad = alice.post(at("plan/allergies/none/"), {"form_id": str(uuid4()), "none_known": "yes"})
    assert bad.status_code == 400
    assert alice.post(at("plan/allergies/add/"), {"form_id": str(uuid4()), "allergy": ""}).status_code == 400
    alice.post(at("plan/allergies/end/"), {"form_id": str(uuid4()), "name": "latex"})
    assert alice.post(at("plan/allergies/end/"), {"form_id": str(uuid4()), "name": "latex"}).status_code == 400


def test_the_card_is_chosen_looked_at_saved_and_goes_stale(alice: Client, at: At) -> None:
    first = page(alice, at("card/"))
    assert 'value="name" checked' not in first
    assert 'value="allergies" checked' in first
    tried = page(alice, at("card/?chosen=1&holds=name&holds=people&holds=nonsense"))
    assert "card/wallet.png?chosen=1&amp;holds=name&amp;holds=people" in tried
    assert "nothing is written down for: whom to call" in tried
    assert "Last made on" not in page(alice, at("card/")), "looking keeps nothing"
    for name, kind in (("wallet.pdf", b"%PDF-"), ("wallet.png", b"\x89PNG"), ("phone.png", b"\x89PNG")):
        answer = alice.post(at("card/save/"), {"form_id": str(uuid4()), "file": name, "holds": ["name", "allergies"]})
        assert answer.content.startswith(kind)
        assert name in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
    assert alice.post(at("card/save/"), {"form_id": str(uuid4()), "file": "card.exe"}).status_code == 400
    made = page(alice, at("card/"))
    assert "Last made on" in made
    assert 'value="name" checked' in made
    alice.post(at("plan/allergies/add/"), {"form_id": str(uuid4()), "allergy": "latex"})
    assert "may be out of date. What is written down has changed since." in page(alice, at("card/"))


@pytest.mark.parametrize("name", ["wallet.png", "phone.png"])
def test_the_pictures_can_be_looked_at(name: str, alice: Client, at: At) -> None:
    answer = alice.get(at(f"card/{name}?chosen=1&holds=name"))
    assert answer["Content-Type"] == "image/png"
    assert "no-store" in answer["Cache-Control"]
