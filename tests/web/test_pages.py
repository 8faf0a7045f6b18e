"""The other pages with a whole sample diary, their bad input, and what every page must be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import SECRET, Cast, signed_in

from supple import actions, simulate, store
from supple.model import Day, PlanItem, PlanStatus, Rating, Recall, Role, Sign
from supple.store import people as store_people
from supple.web import fact_words

At = Callable[[str], str]
Facts = Callable[[], list[object]]
NOW = datetime.now(UTC)


def text_of(html: str) -> str:
    """What a reader sees, but for the person's own words."""
    body = re.sub(r"(?s)<(script|style|svg|blockquote)\b.*?</\1>", " ", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.fixture
def sample(cast: Cast) -> tuple[Client, str]:
    """Somebody with a pump and a team, five months of diary."""
    found = next(each for each in simulate.sample_people(NOW.date()) if "Maria" in each.name)
    store_people.add_person(
        cast.alice.id, found.name, zone=found.zone, role=Role.CARER,
        scopes=frozenset(actions.people(cast.alice)[0].scopes), person_id=found.id,
    )  # fmt: skip
    store.append(found.events, now=NOW)
    return signed_in(cast.alice), f"/p/{found.id}/"


def test_a_whole_diary_on_every_page(sample: tuple[Client, str]) -> None:
    client, root = sample
    for tail in (
        "today/",
        "timeline/",
        "goes-with/",
        "when-to-call/",
        "report/",
        "plan/",
        "changes/",
        "changes/balance/?medicine=tizanidine",
        "pump/",
        "pump/refill/",
        "pump/programme/",
        "pump/extra/",
        "pump/set-up/",
        "more/",
        "settings/",
        "signs/",
        "import/",
    ):
        answer = client.get(root + tail)
        page = answer.content.decode()
        assert answer.status_code == 200, tail
        assert page.count("<h1") == 1, tail
        assert not re.search(r"\sstyle=", page), f"{tail}: inline style, which our own policy blocks"
        assert not re.search(r"\son[a-z]+=", page), f"{tail}: inline script"
        assert "<script>" not in page
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page), f"{tail}: a request elsewhere"
        for problem in problems(text_of(page)):
            assert "dose" in str(problem) or "grade" in str(problem), f"{tail}: {problem}"
    pdf = client.get(root + "report.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]


def test_something_else_can_be_looked_at(sample: tuple[Client, str]) -> None:
    client, root = sample
    assert "Pain" in client.get(root + "goes-with/?outcome=pain").content.decode()


def test_an_empty_diary_on_every_page(charlie: Client, cast: Cast) -> None:
    for tail in ("today/", "timeline/", "goes-with/", "when-to-call/", "report/", "plan/", "pump/", "settings/"):
        assert charlie.get(f"/p/{cast.charlies_person}/{tail}").status_code == 200, tail


@pytest.mark.parametrize("query", ["?since=2099-01-01", "?since=x", "?leave_out=nothing-like-that"])
def test_the_report_explains_a_bad_period(query: str, alice: Client, at: At) -> None:
    answer = alice.get(at(f"report/{query}"))
    assert answer.status_code == (400 if "since" in query else 200)
    if "since" in query:
        assert alice.get(at(f"report.pdf{query}")).status_code == 400


def test_questions_are_added_and_crossed_off(cast: Cast, alice: Client, at: At) -> None:
    form = {"form_id": str(uuid4()), "item": "question", "name": "Why at night?", "back": "report"}
    for _ in range(2):
        alice.post(at("plan/add/"), form)
    assert [i.name for i in plan(cast)] == ["Why at night?"]
    assert "Why at night?" in alice.get(at("report/")).content.decode()
    alice.post(at("plan/end/"), {**form, "form_id": str(uuid4())})
    assert plan(cast) == []


def plan(cast: Cast) -> list[PlanItem]:
    return list(actions.today(cast.alice, cast.person, now=datetime.now(UTC)).plan_today)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"item": "visit", "name": "Nurse", "day": "x"}, "Choose the day"),
        ({"item": "visit", "name": "", "day": "2027-01-01"}, "Write a few words"),
        ({"item": "team", "name": "Nurse"}, "Open “My team” below"),
        ({"item": "medicine", "name": "baclofen"}, "Open “Medicines” below, then “Write down a medicine”"),
        ({"item": "pump", "name": "x"}, "Open “Baclofen pump” below"),
        ({"item": "stock", "name": "x"}, "Choose what to write down"),
    ],
)
def test_a_bad_plan_entry_is_explained(form: dict[str, str], words: str, cast: Cast, alice: Client, at: At) -> None:
    answer = alice.post(at("plan/add/"), {"form_id": str(uuid4()), **form})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert plan(cast) == []


def test_a_visit_to_come_stands_on_today(alice: Client, at: At) -> None:
    form = {"form_id": str(uuid4()), "item": "visit", "name": "Dr Patel", "day": "2199-01-01"}
    assert alice.post(at("plan/add/"), form).status_code == 302
    assert "No visit is written down" in alice.get(at("today/")).content.decode(), "beyond a year nothing is near"
    soon = datetime.now(UTC).date().replace(month=12, day=31).isoformat()
    alice.post(at("plan/add/"), {**form, "form_id": str(uuid4()), "name": "Dr Brown", "day": soon})
    assert "Dr Brown" in alice.get(at("today/")).content.decode()


def test_the_teams_number_can_be_rung(alice: Client, at: At) -> None:
    form = {
        "form_id": str(uuid4()),
        "name": "Nurse Ellis",
        "role": "ms_team",
        "phone": "020 7946 0333",
    }
    alice.post(at("plan/team/keep/"), form)
    assert 'href="tel:02079460333"' in alice.get(at("when-to-call/")).content.decode()


def test_a_new_sign_is_saved_and_answered(alice: Client, at: At, facts: Facts) -> None:
    answer = alice.post(at("signs/"), {"form_id": str(uuid4()), "sign": ["face_drop", "fever"]}, follow=True)
    page = answer.content.decode()
    assert Sign("face_drop", present=True, new=True) in facts()
    assert "Emergency, now" in page
    assert 'href="tel:' in page
    assert "not noted" in page, "what was not said is shown as not noted"
    assert page.index("Emergency, now") < page.index("Call today")


@pytest.mark.parametrize("ticked", [[], ["no-such-sign"]])
def test_no_sign_ticked_saves_nothing(ticked: list[str], alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    answer = alice.post(at("signs/"), {"form_id": str(uuid4()), "sign": ticked})
    assert answer.status_code == 400
    assert facts() == before


def test_without_alerts_nothing_reassures(charlie: Client, cast: Cast) -> None:
    page = charlie.get(f"/p/{cast.charlies_person}/when-to-call/").content.decode()
    assert "No rule matched what was noted. Supple does not check everything." in page


def test_the_help_page_needs_no_account_and_holds_nothing_of_a_diary(cast: Cast, alice: Client) -> None:
    anonymous, signed = Client().get("/help/").content.decode(), alice.get("/help/").content.decode()
    assert 'href="tel:' in anonymous
    assert SECRET not in signed
    assert "Alice" not in signed
    assert anonymous.count('name="sign"') >= 77, "every sign can be ticked"


def test_the_help_page_knows_the_chosen_country(alice: Client, at: At, cast: Cast) -> None:
    card = actions.person(cast.alice, cast.person)
    form = {"name": card.name, "zone": card.zone, "country": "GB", "day_starts_at_hour": "4"}
    alice.post(at("settings/about/"), form)
    assert 'button--wide" href="tel:999"' in alice.get("/help/").content.decode()
    alice.post(at("settings/about/"), {**form, "emergency_number": "01 234"})
    for address in ("/help/", at("when-to-call/")):
        assert 'href="tel:01234"' in alice.get(address).content.decode()
    alice.cookies["supple_country"] = "<script>.<b>"
    assert "<script>." not in alice.get("/help/").content.decode()


def test_the_worker_keeps_the_help_page_and_names_no_diary() -> None:
    answer = Client().get("/worker.js")
    script = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert 'const HELP = "/help/"' in script
    assert not re.search(r"/p/[^$]", script)  # where a notice leads is said by the notice


def test_a_page_that_is_not_there_is_kind(alice: Client) -> None:
    answer = alice.get("/no/such/page")
    assert answer.status_code == 404
    assert "I need help now" in answer.content.decode()


def test_a_broken_page_tells_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(actions, "today", broken, raising=False)
    client = signed_in(cast.alice)
    client.raise_request_exception = False
    answer = client.get(f"/p/{cast.person}/today/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert SECRET not in page
    assert "Traceback" not in page
    assert "I need help now" in page


def test_private_pages_are_not_kept_by_caches(alice: Client, at: At) -> None:
    assert "no-store" in alice.get(at("today/"))["Cache-Control"]


def test_the_policy_allows_nothing_from_elsewhere(alice: Client, at: At) -> None:
    policy = alice.get(at("today/"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ["/login/", "/help/", "/about/", "/people/add/"])
def test_our_words_are_ours_to_say(address: str, alice: Client) -> None:
    client = Client() if address == "/login/" else alice
    page = client.get(address).content.decode()
    assert [p for p in problems(text_of(page)) if "grade" not in str(p)] == []


def test_every_article_opens(alice: Client) -> None:
    from supple.knowledge import load

    for code in load().symptoms:
        page = alice.get(f"/about/{code}/")
        assert page.status_code == 200
        assert "nobody yet" in page.content.decode()


def test_what_stands_beside_a_plan_item_says_what_it_is_and_nothing_twice() -> None:
    since, dose = date(2026, 6, 24), {"strength": "5", "unit": "mg", "times": "bedtime", "prescriber": "Dr Patel"}
    baclofen = PlanItem("medicine", "baclofen", PlanStatus.AGREED, since, "2.5 mg at bedtime", dose)
    assert fact_words.plan_details(baclofen) == ["5 mg", "prescribed by Dr Patel"]
    doctor = PlanItem("team", "Dr Patel", PlanStatus.AGREED, since, "Neurologist", {"role": "neurologist"})
    assert fact_words.plan_details(doctor) == []
    pump = PlanItem("pump", "pump", PlanStatus.AGREED, since, "", {"daily_dose_mcg": "120", "a{b}": "{c}"})
    assert fact_words.plan_details(pump) == ["120 micrograms a day", "a{b}: {c}"]
    alarm = {"clinic_alarm_date": "2026-12-03"}
    said = PlanItem(
        "pump", "pump", PlanStatus.CHANGED, since, "Refilled: alarm date from the clinic 2026-12-03", alarm
    )
    assert fact_words.plan_details(said) == [], "in its words already"
    unsaid = PlanItem("pump", "pump", PlanStatus.CHANGED, since, "Refilled", alarm)
    assert fact_words.plan_details(unsaid) == ["alarm date from the clinic: 3 Dec 2026"]


def test_a_rating_that_goes_to_three_is_drawn_on_its_own_scale(alice: Client, at: At, cast: Cast) -> None:
    today = datetime.now(UTC).date()
    for ago in range(1, 20):
        when = Day(today - timedelta(days=ago), "Europe/London")
        fatigue = Rating("fatigue", float(ago % 3 + 1), Recall.LAST_24_H, scale_max=3)
        actions.save_facts(cast.alice, cast.person, [(fatigue, when)], now=NOW, source="check-in")
    page = alice.get(at("goes-with/?outcome=fatigue")).content.decode()
    assert ">0 to 3<" in page
    assert ">0 to 10<" not in page


def test_more_leads_to_what_was_agreed_and_each_page_of_it_stands_there_once(alice: Client, at: At) -> None:
    more, plan = (alice.get(at(tail)).content.decode().split("<main")[1] for tail in ("more/", "plan/"))
    assert f'href="{at("plan/")}"' in more
    assert f'href="{at("doses/")}"' in more
    for tail in ("injections/", "pump/", "medicines/"):
        assert f'href="{at(tail)}"' not in more
        assert f'href="{at(tail)}"' in plan
