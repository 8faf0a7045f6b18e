"""The page to tick: what it keeps on the device, what it answers without a script, and what it saves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.test import Client
from tests.web.cast import SECRET, Cast

from supple import actions
from supple.model import Day, PlanItem, PlanStatus, Profile, Sign
from supple.web.frame import clock

At = Callable[[str], str]
Facts = Callable[[], list[object]]


def know(cast: Cast, *facts: object) -> None:
    when = Day(clock().date() - timedelta(days=1), "Europe/London")  # after midnight the day is still the one before
    actions.save_facts(cast.alice, cast.person, [(fact, when) for fact in facts], now=clock(), source="plan")  # type: ignore[misc]


def test_it_answers_all_ticks_together_and_saves_nothing(cast: Cast, facts: Facts) -> None:
    before = facts()
    client = Client(enforce_csrf_checks=True)  # the page kept for no network has no fresh token
    page = client.post("/help/", {"sign": ["fever", "rigors", "no-such-sign"], "have": ["nobody"]}).content.decode()
    assert "Fever with this can be very serious." in page
    assert "Emergency, now" in page
    assert "Nothing is saved yet" in page
    assert facts() == before


def test_what_somebody_has_changes_the_answer(cast: Cast) -> None:
    page = Client().post("/help/", {"sign": "itching_no_rash", "have": "pump"}).content.decode()
    assert "This can be baclofen withdrawal." in page
    milder = page.index("First the emergency: “Pump: signs that baclofen may not be reaching you”.")
    assert page.index("This can be baclofen withdrawal.") < milder
    toxin = Client().post("/help/", {"sign": "swallowing_trouble", "have": "toxin"}).content.decode()
    assert "Botulinum toxin can spread" in toxin


def test_a_form_without_a_tick_says_so(cast: Cast) -> None:
    assert "Nothing was ticked." in Client().post("/help/", {}).content.decode()


def test_only_diaries_one_may_write_in_are_offered(cast: Cast, alice: Client, charlie: Client) -> None:
    for client, mine, others in (
        (alice, cast.person, cast.charlies_person),
        (charlie, cast.charlies_person, cast.person),
    ):
        page = client.post("/help/", {"sign": "fever"}).content.decode()
        assert f"/p/{mine}/signs/" in page
        assert str(others) not in page
    assert "/p/" not in Client().post("/help/", {"sign": "fever"}).content.decode()


def test_noting_saves_each_tick_once_as_new(alice: Client, at: At, facts: Facts) -> None:
    form = {"form_id": str(uuid4()), "sign": ["fever", "fever", "burning_urine"]}
    assert alice.post(at("signs/"), form)["Location"].endswith("when-to-call/?noted=1")
    alice.post(at("signs/"), form)
    noted = [fact for fact in facts() if isinstance(fact, Sign)]
    assert len(noted) == 2
    assert set(noted) == {Sign("fever", present=True, new=True), Sign("burning_urine", present=True, new=True)}


def test_the_persons_own_page_puts_first_what_holds_for_them(cast: Cast, alice: Client, at: At) -> None:
    know(
        cast,
        Profile("pump", "yes"),
        Profile("tizanidine", "unknown"),
        PlanItem("injection", "Botox", PlanStatus.AGREED, clock().date() - timedelta(days=20)),
    )
    page = alice.get(at("signs/")).content.decode()
    firsts = page[page.index("data-firsts") : page.index("<template")]
    assert "With a baclofen pump: look for these first" in firsts
    assert "In the weeks after botulinum toxin: look for these first" in firsts
    assert "On tizanidine" not in firsts


def test_the_device_keeps_what_holds_until_somebody_signs_out(cast: Cast, alice: Client, at: At) -> None:
    know(cast, Profile("pump", "yes"), Profile("catheter", "yes"))
    alice.get(at("today/"))
    assert alice.cookies["supple_have"].value == "pump.catheter"
    assert alice.cookies["supple_have"]["httponly"]
    kept = alice.get("/help/")
    assert 'id="have-pump" checked' in kept.content.decode()
    assert "no-store" in kept["Cache-Control"], "the browser's own cache keeps nothing of it"
    assert SECRET not in kept.content.decode()
    assert "Alice" not in kept.content.decode()
    know(cast, Profile("pump", "no"))
    alice.get(at("when-to-call/"))
    assert alice.cookies["supple_have"].value == "catheter"
    alice.post("/sign-out/")
    assert alice.cookies["supple_have"].value == ""
    gone = alice.get("/help/")
    assert '" checked>' not in gone.content.decode()
    assert gone["X-Kept-For"] != kept["X-Kept-For"], "so the kept copy is fetched again"


def test_a_made_up_cookie_puts_nothing_on_the_page(cast: Cast) -> None:
    client = Client()
    client.cookies["supple_have"] = "<b>.pump.x"
    page = client.get("/help/").content.decode()
    assert "<b>.pump" not in page
    assert page.count('" checked>') == 1


def test_every_page_names_for_whom_the_help_page_is_kept(cast: Cast, alice: Client, at: At) -> None:
    alice.get(at("today/"))
    kept = alice.get("/help/")["X-Kept-For"]
    for address in (at("today/"), at("timeline/"), "/people/", "/help/"):
        assert f'data-kept-for="{kept}"' in alice.get(address).content.decode()


def boxes_ticked(page: str) -> list[str]:
    return re.findall(r'name="sign" value="(\w+)" id="[\w-]+" checked', page)


def test_to_show_what_matters_first_loses_no_tick(alice: Client, at: At) -> None:
    for client, address in ((Client(), "/help/"), (alice, at("signs/"))):
        form = {"show": "yes", "have": "pump", "sign": ["itching_no_rash", "seizure", "no-such-sign"]}
        page = client.post(address, form).content.decode()
        assert sorted(boxes_ticked(page)) == ["itching_no_rash", "seizure"], "each once: what is hidden has no tick"
        assert boxes_ticked(client.get(address).content.decode()) == []


def answer_to(sign: str, page: str) -> str:
    return page[page.index(f'id="up-{sign}"') :].split("</li>\n", 1)[0].split('<li class="up"', 1)[0]


def test_an_answer_rings_the_countrys_lines_that_it_speaks_of(cast: Cast) -> None:
    client = Client()
    client.cookies["supple_country"] = "GB."
    page = client.get("/help/").content.decode()
    crisis = re.findall(r'href="tel:(\d+)"', answer_to("suicidal_thoughts", page))
    assert crisis[0] == "116123"
    assert "999" in crisis
    assert re.findall(r'href="tel:(\d+)"', answer_to("burning_urine", page))[0] == "111"
    assert re.findall(r'href="tel:(\d+)"', answer_to("seizure", page)) == ["999"]
    told = client.post("/help/", {"sign": ["suicidal_thoughts", "burning_urine"]}).content.decode()
    assert {"116123", "111"} <= set(re.findall(r'class="button" href="tel:(\d+)"', told))
