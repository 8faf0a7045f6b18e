"""Why a rule spoke, or not, on its own page; and the rules for a clinician to sign."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from supple.knowledge.red_flags import load_red_flags

At = Callable[[str], str]


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_alert_opens_its_explanation(alice: Client, at: At) -> None:
    alice.post(at("signs/"), {"form_id": str(uuid4()), "sign": ["fever"]})
    called = page_of(alice, at("when-to-call/"))
    assert f'href="{at("why/R16/")}"' in called
    assert "Asked too, and not noted: body temperature" in called
    page = page_of(alice, at("why/R16/"))
    assert "Fever can make spasticity worse." in page
    assert "yes, new" in page
    assert page.index("Found") < page.index("Not noted <")
    assert "It holds, and is what you are shown." in page
    assert "Body temperature 38 °C or more" in page, "the threshold stands in plain words"
    assert "Reviewed by a clinician: nobody yet" in page


def test_a_rule_that_did_not_fire_never_reassures(alice: Client, at: At) -> None:
    page = page_of(alice, at("why/R34/"))
    assert "It did not fire." in page
    assert "That says nothing about how you are." in page
    assert "Supple does not check everything" in page


@pytest.mark.parametrize("rule", [rule.id for rule in load_red_flags().rules] + ["I01", "r01"])
def test_every_rule_has_its_page(rule: str, alice: Client, at: At) -> None:
    assert "What it asked" in page_of(alice, at(f"why/{rule}/"))


@pytest.mark.parametrize("rule", ["R99", "R39", "x"])
def test_no_such_rule_is_not_found(rule: str, alice: Client, at: At) -> None:
    assert alice.get(at(f"why/{rule}/")).status_code == 404


def test_anybody_may_print_the_rules_and_about_says_who_reviewed_them() -> None:
    about = page_of(Client(), "/about/")
    assert "were reviewed by a clinician: <b>nobody yet</b>" in about
    assert 'href="/about/rules.pdf"' in about
    answer = Client().get("/about/rules.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "supple-rules-" in answer["Content-Disposition"]
