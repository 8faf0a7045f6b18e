"""Does the plan page show which medicines in it should not meet, and say nothing where none is known?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.test import Client
from tests.spec.words import problems
from tests.web.cast import ZONE, Cast
from tests.web.test_pages import text_of

from supple import actions
from supple.model import Day, Dose, DoseStatus, Instant, PlanItem, PlanStatus

NOW = datetime.now(UTC)
TODAY = NOW.date()


def plan_medicine(cast: Cast, *names: str) -> None:
    for name in names:
        fact = PlanItem("medicine", name, PlanStatus.AGREED, TODAY - timedelta(days=3))
        actions.save_facts(cast.alice, cast.person, [(fact, Day(TODAY, ZONE))], now=NOW, source="plan")


def test_two_in_the_plan_are_named_with_whom_to_ask(cast: Cast, alice: Client, at: Callable[[str], str]) -> None:
    plan_medicine(cast, "Zanaflex", "Ciproxin")
    page = text_of(alice.get(at("plan/")).content.decode())
    assert "Zanaflex and Ciproxin" in page or "Ciproxin and Zanaflex" in page
    assert "ask your pharmacist or prescriber today" in page
    assert "nobody yet" in page
    assert [each for each in problems(page) if "dose" not in each] == []
    called = text_of(alice.get(at("when-to-call/")).content.decode())
    assert "Tizanidine with ciprofloxacin: " in called
    assert "Every pair of medicines Supple looks at" in called


def test_a_pair_is_seen_before_it_is_kept_and_first_on_both_pages(
    cast: Cast, alice: Client, at: Callable[[str], str]
) -> None:
    plan_medicine(cast, "Zanaflex")
    form = {"form_id": str(uuid4()), "name": "Ciproxin", "from_day": TODAY.isoformat()}
    looked = text_of(alice.post(at("medicines/add/"), form).content.decode())
    assert "Tizanidine with ciprofloxacin: Ciproxin and Zanaflex" in looked
    assert "ask your pharmacist or prescriber today" in looked
    assert looked.index("ask your pharmacist or prescriber today") < looked.index("Yes, keep it")
    kept = text_of(alice.post(at("medicines/add/"), {**form, "do": "keep"}, follow=True).content.decode())
    assert "Saved" in kept
    assert kept.index("Medicines to ask about together") < kept.index("Write down a medicine")
    plan = text_of(alice.get(at("plan/")).content.decode())
    assert plan.index("Medicines to ask about together") < plan.index("What comes")


def test_a_dose_noted_beside_the_plan_is_named_too(cast: Cast, alice: Client, at: Callable[[str], str]) -> None:
    plan_medicine(cast, "Sirdalud")
    taken = (Dose("Luvox", DoseStatus.TAKEN), Instant(NOW - timedelta(hours=2), ZONE))
    actions.save_facts(cast.alice, cast.person, [taken], now=NOW, source="note")
    page = text_of(alice.get(at("plan/")).content.decode())
    assert "Sirdalud and Luvox" in page
    assert "Luvox, a dose noted on" in page


def test_one_alone_shows_no_card_and_nothing_soothing(cast: Cast, alice: Client, at: Callable[[str], str]) -> None:
    plan_medicine(cast, "Zanaflex", "paracetamol")
    page = text_of(alice.get(at("plan/")).content.decode())
    assert "Medicines to ask about together" not in page
