"""Getting in, whose diary, what was chosen, who may look, take along, erase; and the diary that comes from a file."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.cast import SECRET, Cast, signed_in

from supple import actions, imports
from supple.model import CohortPrior, FactorPrior, Profile, Rating, Recall, Role, Scope

At = Callable[[str], str]
Facts = Callable[[], list[object]]


def test_a_link_opens_the_diary_once(cast: Cast) -> None:
    link = actions.login_link(cast.alice, now=datetime.now(UTC))
    client = Client()
    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200, "looking at the link does not use it up"
    answer = client.post(link, follow=True)
    assert answer.redirect_chain[-1][0] == f"/p/{cast.person}/today/"
    used = Client().post(link)
    assert used.status_code == 410
    assert "works once" in used.content.decode()


def test_an_old_link_does_not_open(cast: Cast) -> None:
    link = actions.login_link(cast.alice, now=datetime.now(UTC) - timedelta(days=2))
    client = Client()
    assert client.post(link).status_code == 410
    assert client.get("/people/").status_code == 302


def test_signing_out_ends_it(alice: Client, at: At) -> None:
    alice.post("/sign-out/")
    assert alice.get(at("today/"))["Location"] == "/login/"


def test_a_first_diary_needs_a_name_and_a_clock(alice: Client, cast: Cast) -> None:
    before = len(actions.people(cast.alice))
    for form, words in (
        ({"name": " ", "zone": "Europe/Oslo"}, "Write a name"),
        ({"name": "M", "zone": "Mars"}, "no time zone"),
    ):
        answer = alice.post("/people/add/", form)
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert len(actions.people(cast.alice)) == before
    alice.post("/people/add/", {"name": "Mum", "zone": "Europe/Oslo", "role": "carer"})
    added = next(card for card in actions.people(cast.alice) if card.name == "Mum")
    assert (added.zone, added.role) == ("Europe/Oslo", Role.CARER)
    assert "Mum" in alice.get("/people/").content.decode()


def test_what_was_chosen_is_kept(cast: Cast, alice: Client, at: At) -> None:
    form = {
        "hindrance": ["hindered.driving"],
        "factor": ["heat", "cold"],
        "own_factors": " Loud  Music \n\nloud music\nwind",
    }
    alice.post(at("settings/check-in/"), form)
    chosen = actions.settings(cast.alice, cast.person)
    assert chosen.kept_hindrances == ("hindered.driving",)
    assert chosen.own_factors == ("loud music", "wind")
    assert "heat" not in chosen.hidden_factors
    assert "stress" in chosen.hidden_factors
    alice.post(at("settings/check-in/"), {"factor": ["heat"]})
    assert 'name="hindered.' not in alice.get(at("today/")).content.decode(), "none kept means none asked"


@pytest.mark.parametrize(
    ("part", "form", "words"),
    [
        ("about", {"name": "", "zone": "Europe/London", "day_starts_at_hour": "4"}, "name"),
        ("about", {"name": "A", "zone": "Nowhere", "day_starts_at_hour": "4"}, "no time zone"),
        (
            "about",
            {"name": "A", "zone": "Europe/London", "country": "ZZ", "day_starts_at_hour": "4"},
            "from the list",
        ),
        ("about", {"name": "A", "zone": "Europe/London", "day_starts_at_hour": "25"}, "between 0 and 12"),
        (
            "about",
            {"name": "A", "zone": "Europe/London", "emergency_number": "x", "day_starts_at_hour": "4"},
            "with digits",
        ),
        ("check-in", {"own_factors": "x" * 61}, "60 letters"),
        ("check-in", {"own_helpers": "\n".join(f"h{i}" for i in range(31))}, "more than 30"),
        ("let-in", {"helper_name": "", "role": "carer", "scope": ["look"]}, "name"),
        ("let-in", {"helper_name": "Dr", "role": "clinician", "scope": ["look"]}, "last day"),
        ("let-in", {"helper_name": "Dr", "role": "carer", "scope": []}, "nothing was allowed"),
        (
            "let-in",
            {"helper_name": "Dr", "role": "carer", "scope": ["look"], "ends_on": "1999-01-01"},
            "over already",
        ),
        ("let-in", {"helper_name": "Dr", "role": "carer", "scope": ["look"], "ends_on": "x"}, "Choose a day"),
    ],
)
def test_bad_settings_are_explained(
    part: str, form: dict[str, object], words: str, alice: Client, at: At, cast: Cast
) -> None:
    before = (actions.settings(cast.alice, cast.person), len(actions.members(cast.alice, cast.person)))
    answer = alice.post(at(f"settings/{part}/"), form)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert (actions.settings(cast.alice, cast.person), len(actions.members(cast.alice, cast.person))) == before


def test_both_yeses_are_off_until_ticked_and_can_be_taken_back(cast: Cast, alice: Client, at: At) -> None:
    def ticked() -> list[str]:
        page = alice.get(at("settings/")).content.decode()
        return re.findall(r'name="others" value="(\w+)" checked', page)

    assert ticked() == []
    alice.post(at("settings/check-in/"), {"own_factors": "wind"})
    alice.post(at("settings/others/"), {"others": ["sums"]})
    assert ticked() == ["sums"]
    chosen = actions.settings(cast.alice, cast.person)
    assert (chosen.helped_by_others, chosen.part_of_sums, chosen.own_factors) == (False, True, ("wind",))
    alice.post(at("settings/others/"), {"others": ["helped"]})
    assert ticked() == ["helped"]
    alice.post(at("settings/others/"), {})
    assert ticked() == []


def test_the_page_says_what_leaves_before_anybody_says_yes(alice: Client, at: At, learnt: None) -> None:
    page = alice.get(at("settings/")).content.decode()
    assert "only over 10 people or more" in page
    assert "no name, no date, no words" in page
    assert "About stiffness, from 212 people: Northern clinics, 03 February 2026." in page


def test_a_page_says_when_others_helped(cast: Cast, alice: Client, bob: Client, at: At, learnt: None) -> None:
    alice.post(at("import/keep/"), {"key": waiting(alice, at, FIFTY_DAYS)})
    assert "other people helped here" not in alice.get(at("goes-with/?outcome=stiffness")).content.decode()
    alice.post(at("settings/others/"), {"others": ["helped"]})
    page = alice.get(at("goes-with/?outcome=stiffness")).content.decode()
    assert "The diaries of 212 other people helped here (Northern clinics, 03 February 2026)." in page
    assert "You can turn this off." in page
    shown_to_bob = bob.get(at("goes-with/?outcome=stiffness")).content.decode()
    assert "212 other people helped here" in shown_to_bob
    assert "You can turn this off." not in shown_to_bob, "that is Alice's to say"
    assert "212 other people helped here" in alice.get(at("report/")).content.decode()


def waiting(client: Client, at: At, table: bytes) -> str:
    page = client.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(table)}).content.decode()
    return page.split('name="key" value="')[1].split('"')[0]


@pytest.fixture
def learnt(cast: Cast, tmp_path: Path) -> None:
    """A prior about stiffness is installed in this house."""
    held = FactorPrior({"heat": 0.6}, {"heat": 1.0}, {"heat": 0.4}, people=212, numbers=frozenset())
    prior = CohortPrior("Northern clinics", date(2026, 2, 3), "stiffness", None, held)
    path = tmp_path / "prior.json"
    path.write_text(actions.prior_to_text(prior), encoding="utf-8")
    actions.install_prior(path)


FIFTY_DAYS = (
    "day,stiffness,heat\n"
    + "".join(
        f"{date(2026, 1, 1) + timedelta(days=i)},{3 + (i * 7) % 4},{'yes' if i % 3 == 0 else 'no'}\n"
        for i in range(50)
    )
).encode()


def test_the_profile_keeps_dont_know_apart_from_not_answered(cast: Cast, alice: Client, at: At, facts: Facts) -> None:
    alice.post(
        at("settings/profile/"),
        {"form_id": str(uuid4()), "pump": "unknown", "catheter": "", "blood_thinner": "maybe"},
    )
    assert [f for f in facts() if isinstance(f, Profile)] == [Profile("pump", "unknown")]
    page = alice.get(at("settings/")).content.decode()
    assert '<option value="unknown" selected>' in page


def test_somebody_is_let_in_and_let_go(cast: Cast, alice: Client, at: At) -> None:
    soon = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    form = {"helper_name": "Dr Lee", "role": "clinician", "scope": ["look", "note", "report"], "ends_on": soon}
    page = alice.post(at("settings/let-in/"), form).content.decode()
    link = next(part for part in page.split('"') if "/enter/" in part)
    doctor = Client()
    doctor.post(link[link.index("/enter/") :])
    assert doctor.get(at("timeline/")).status_code == 200
    assert doctor.post(at("check-in/"), {"form_id": str(uuid4()), "stiffness": "1"}).status_code == 404
    assert "Dr Lee, clinician" in alice.get(at("settings/")).content.decode(), "the person sees who looked"
    member = next(m for m in actions.members(cast.alice, cast.person) if m.account.name == "Dr Lee")
    alice.post(at(f"settings/end/{member.account.id}/"))
    assert doctor.get(at("timeline/")).status_code == 404


def test_looks_are_kept_on_the_device(alice: Client, at: At) -> None:
    answer = alice.post("/looks/", {"theme": "dark", "text_size": "large", "back": at("settings/")})
    assert answer["Location"] == at("settings/")
    page = alice.get(at("today/")).content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-text="large"' in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_in_the_house(back: str, alice: Client) -> None:
    assert alice.post("/looks/", {"theme": "dark", "back": back})["Location"] == "/"


def test_everything_can_be_taken_along(alice: Client, at: At) -> None:
    answer = alice.get(at("settings/everything.zip"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert SECRET in archive.read("events.jsonl").decode()


def test_erasing_asks_for_the_name_and_leaves_a_receipt(cast: Cast, alice: Client, at: At) -> None:
    for typed in ("", "yes", "Bob"):
        assert alice.post(at("settings/erase/"), {"confirm": typed}).status_code == 400
    assert SECRET in alice.get(at("timeline/")).content.decode()
    page = alice.post(at("settings/erase/"), {"confirm": "alice"}).content.decode()
    assert "Receipt" in page
    assert SECRET not in page
    assert alice.get(at("timeline/")).status_code == 404


def upload(content: bytes, name: str = "diary.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


TABLE = b"day,stiffness,poor_sleep\n2026-01-05,6,yes\n2026-01-06,3,no\n2026-01-07,,\n"


def test_a_file_is_looked_at_first_and_kept_once(alice: Client, at: At, facts: Facts, uploads: Path) -> None:
    before = len(facts())
    preview = alice.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(TABLE)})
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "Nothing is saved yet" in page
    assert len(facts()) == before
    key = next(part for part in page.split('name="key" value="')[1].split('"'))
    done = alice.post(at("import/keep/"), {"key": key}).content.decode()
    assert "entries are now in the diary" in done
    assert len(facts()) == before + 4
    assert not any(uploads.iterdir()), "the file does not stay behind"
    again = alice.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(TABLE)}).content.decode()
    assert "Nothing new" in again


def test_the_waiting_file_is_private(alice: Client, at: At, uploads: Path) -> None:
    alice.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(TABLE, "../../x/../my diary.csv")})
    [folder] = uploads.iterdir()
    [file] = folder.iterdir()
    assert file.name == "my diary.csv"
    assert file.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "diary.csv"),
        (random.Random(7).randbytes(2000), "diary.csv"),
        (b"day,stiffness\n2026-01-05,11\n", "line 2"),
        (b"day,stiffness\n2099-01-05,1\n", "line 2"),
        (b"name,thing\nx,y\n", "no column"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    content: bytes, words: str, alice: Client, at: At, facts: Facts, uploads: Path
) -> None:
    before = facts()
    answer = alice.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(content)})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert facts() == before
    assert not any(uploads.iterdir())


def test_no_file_and_a_forgotten_file(alice: Client, at: At) -> None:
    assert alice.post(at("import/preview/"), {"form_id": str(uuid4())}).status_code == 400
    for key in ("", "x", str(uuid4())):
        answer = alice.post(at("import/keep/"), {"key": key})
        assert answer.status_code == 400
        assert "Choose it again" in answer.content.decode()


def test_the_template_can_be_filled_in_and_brought_back(alice: Client, at: At) -> None:
    content = alice.get(at("import/supple-table.csv")).content
    assert content.decode("utf-8") == imports.template_csv()


def key_of(page: str) -> str:
    return page.split('name="key" value="')[1].split('"')[0]


def test_a_second_file_chosen_on_the_same_form_takes_the_place_of_the_first(
    alice: Client, at: At, facts: Facts, uploads: Path
) -> None:
    form = str(uuid4())
    for name, content in (
        ("wrong.csv", b"day,stiffness\n2026-01-05,9\n"),
        ("a-right.csv", TABLE),
        ("right.csv", TABLE),
    ):
        page = alice.post(at("import/preview/"), {"form_id": form, "file": upload(content, name)}).content.decode()
    [folder] = uploads.iterdir()
    assert [file.name for file in folder.iterdir()] == ["right.csv"]
    alice.post(at("import/keep/"), {"key": key_of(page)})
    assert Rating("stiffness", 9.0, recall=Recall.LAST_24_H) not in facts()
    assert Rating("stiffness", 6.0, recall=Recall.LAST_24_H) in facts()


def test_a_waiting_file_is_for_its_own_person_only(alice: Client, charlie: Client, at: At, cast: Cast) -> None:
    page = alice.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(TABLE)}).content.decode()
    taken = charlie.post(f"/p/{cast.charlies_person}/import/keep/", {"key": key_of(page)})
    assert taken.status_code == 400
    assert "Choose it again" in taken.content.decode()


def test_erasing_takes_a_waiting_file_along(alice: Client, at: At, uploads: Path) -> None:
    alice.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(TABLE)})
    assert any(uploads.iterdir())
    assert alice.post(at("settings/erase/"), {"confirm": "Alice"}).status_code == 200
    assert not any(uploads.iterdir())


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_visit_in_no_year_of_ours_is_refused(day: str, alice: Client, at: At) -> None:
    form = {"form_id": str(uuid4()), "item": "visit", "name": "MS nurse", "day": day}
    answer = alice.post(at("plan/add/"), form)
    assert answer.status_code == 400
    assert "Look at the year again" in answer.content.decode()
    assert alice.get(at("report/")).status_code == 200


@pytest.mark.parametrize("page", ["report/", "report.pdf"])
def test_a_report_since_the_year_one_is_explained(page: str, alice: Client, at: At) -> None:
    answer = alice.get(at(page) + "?since=0001-01-01")
    assert answer.status_code == 400
    assert "too long ago" in answer.content.decode()


def test_who_may_only_see_the_report_gets_to_it(cast: Cast, alice: Client, at: At) -> None:
    helper = actions.invite(
        cast.alice, cast.person, name="Dora", role=Role.CARER, scopes=[Scope.REPORT], now=datetime.now(UTC)
    ).account
    client = signed_in(helper)
    answer = client.get("/", follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, at("report/"))
    assert at("report/") in client.get("/people/").content.decode()
    links = set(re.findall(r'href="(/p/[^"?#]*)', answer.content.decode()))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_who_may_write_may_also_look(alice: Client, at: At, cast: Cast) -> None:
    form = {"form_id": str(uuid4()), "helper_name": "Eve", "role": "carer", "scope": ["note"]}
    answer = alice.post(at("settings/let-in/"), form)
    assert answer.status_code == 400
    assert "Tick both" in answer.content.decode()
    assert "Eve" not in {member.account.name for member in actions.members(cast.alice, cast.person)}


@pytest.mark.parametrize(
    "name", ["日" * 200 + ".csv", "é" * 250 + ".csv", "x" * 300 + ".csv", "\u202egnp.csv", ".csv"]
)
def test_a_long_or_odd_file_name_is_no_reason_to_fail(name: str, alice: Client, at: At, uploads: Path) -> None:
    answer = alice.post(at("import/preview/"), {"form_id": str(uuid4()), "file": upload(TABLE, name)})
    assert answer.status_code == 200
    [folder] = uploads.iterdir()
    [file] = folder.iterdir()
    assert file.name.endswith("csv")


def test_an_owner_still_called_me_is_asked_for_a_name_before_letting_somebody_in(cast: Cast, alice: Client) -> None:
    for name in ("Me", "Nora"):
        alice.post("/people/add/", {"name": name, "zone": "Europe/Oslo"})
        person = next(card for card in actions.people(cast.alice) if card.name == name)
        page = alice.get(f"/p/{person.id}/settings/").content.decode()
        assert ("Their pages will call you “Me”" in page) is (name == "Me")
