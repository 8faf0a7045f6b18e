"""Medicines as prescribed: written down after a second look, changed, ended, and what was said about the steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.cast import ZONE, Cast, signed_in

from supple import actions
from supple.model import Day, PlanItem, PlanStatus, Role, Scope
from supple.store import people as store_people

At = Callable[[str], str]
Facts = Callable[[], list[object]]
TODAY = datetime.now(UTC).date()
STEPS = "5 mg at night\r\n5 mg twice a day\r\n5 mg three times a day"


def form(**said: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "form_id": str(uuid4()),
        "name": "Baclofen",
        "strength": "10",
        "strength_unit": "mg",
        "from_day": ago(8),
    }
    return {**whole, **said}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def items(facts: Facts) -> list[PlanItem]:
    return sorted((fact for fact in facts() if isinstance(fact, PlanItem)), key=lambda item: item.valid_from)


def kept(client: Client, at: At, **said: object) -> None:
    answer = client.post(at("medicines/add/"), form(do="keep", **said))
    assert answer.status_code == 302, answer.content.decode()


def place(client: Client, at: At) -> str:
    """The address of the one medicine's page, from the list."""
    found = re.search(r"medicines/[0-9a-f-]{36}/", client.get(at("medicines/")).content.decode())
    assert found
    return found[0]


def test_it_is_looked_at_before_it_is_kept(alice: Client, at: At, facts: Facts) -> None:
    said = form(usual_time=["08:00", "22:00"], own_time_1="14:30", food="with", steps=STEPS, every_days="3")
    looked = alice.post(at("medicines/add/"), said)
    assert looked.status_code == 200
    page = looked.content.decode()
    assert "With these times (08:00, 14:30, 22:00) there is a dose at each of them" in page
    assert '<input type="hidden" name="confirm" value="times">' in page
    assert "You said yes" not in page
    assert alice.post(at("medicines/add/"), {**said, "do": "keep"}).status_code == 400, "nobody was asked"
    said["confirm"] = "times"
    assert "Is this right?" in page
    assert "08:00, 14:30, 22:00" in page
    assert page.count("in force today") == 1
    assert items(facts) == []
    answer = alice.post(at("medicines/add/"), {**said, "do": "keep"}, follow=True)
    (item,) = items(facts)
    assert (item.name, item.status, item.valid_from.isoformat()) == ("Baclofen", PlanStatus.AGREED, ago(8))
    assert item.detail["times"] == "08:00; 14:30; 22:00"
    assert [item.detail[f"step_{n}"] for n in (1, 2, 3)] == STEPS.split("\r\n")
    assert "Step 3 of 3" in answer.content.decode()


def test_as_written_stands_only_where_it_says_more_than_the_answers(alice: Client, at: At, cast: Cast) -> None:
    looked = alice.post(at("medicines/add/"), form(usual_time="08:00", prescriber="Dr Ahmed")).content.decode()
    assert "As written" not in looked
    kept(alice, at, usual_time="08:00", prescriber="Dr Ahmed")
    assert "As written" not in alice.get(at("medicines/")).content.decode()
    own = PlanItem("medicine", "Sirdalud", PlanStatus.AGREED, TODAY, "by letter", {"each_time": "one tablet"})
    actions.save_facts(cast.alice, cast.person, [(own, Day(TODAY, ZONE))], now=datetime.now(UTC), source="test")
    assert "by letter" in alice.get(at("medicines/")).content.decode()
    assert "prescribed by" not in alice.get(at("doses/")).content.decode()


def test_what_was_agreed_names_the_step_in_force(alice: Client, at: At) -> None:
    kept(alice, at, steps=STEPS, every_days="3")
    page = alice.get(at("plan/")).content.decode()
    assert "10 mg; step 3 of 3: 5 mg three times a day" in page
    assert "the first" not in page


def test_a_name_that_is_in_no_list_is_said_to_meet_nothing(alice: Client, at: At) -> None:
    words = "Supple does not know this name, so it looks for no pair."
    assert words not in alice.post(at("medicines/add/"), form(name="Lioresal 10 mg")).content.decode()
    assert words in alice.post(at("medicines/add/"), form(name="Own mix")).content.decode()
    kept(alice, at, name="Own mix")
    assert words in alice.get(at(place(alice, at))).content.decode()


def test_what_was_read_goes_back_into_the_form_letter_for_letter(alice: Client, at: At, facts: Facts) -> None:
    answer = alice.post(at("medicines/add/"), form(steps="\n5 mg <b>at</b> night", own_time_1="03:15", do="edit"))
    page = answer.content.decode()
    assert "\n\n5 mg &lt;b&gt;at&lt;/b&gt; night</textarea>" in page
    assert 'value="03:15"' in page
    assert items(facts) == []


def test_sending_it_twice_keeps_it_once(alice: Client, at: At, facts: Facts) -> None:
    for tail, said in (
        ("medicines/add/", form(steps=STEPS, every_days="3")),
        ("said/", {"move": "back", "said_by": "MS nurse", "said_on": ago(4)}),
        ("ended/", {"ended_on": ago(1), "said_by": "MS nurse"}),
    ):
        before = len(items(facts))
        where = at(tail) if before == 0 else at(place(alice, at) + tail)
        said = {"form_id": str(uuid4()), **said, "do": "keep"}
        assert [alice.post(where, said).status_code for _ in range(2)] == [302, 302]
        assert len(items(facts)) == before + 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "Write the name of the medicine"),
        ({"strength": "2,5"}, "plain number"),
        ({"strength_unit": "micrograms"}, "1000 apart"),
        ({"own_time_1": "late"}, "like 08:00"),
        ({"steps": "5 mg for 3\n10 mg"}, "Line 1: for how long, or from when, could not be read"),
        ({"from_day": "soon"}, "Choose a day"),
        ({"name": "Tizanidine", "strength_unit": "micrograms"}, "typing slip"),
    ],
)
@pytest.mark.parametrize("do", ["look", "keep"])
def test_what_cannot_stay_so_is_said_and_nothing_is_kept(
    said: dict[str, str], words: str, do: str, alice: Client, at: At, facts: Facts
) -> None:
    answer = alice.post(at("medicines/add/"), form(**said, do=do, reason="burning <legs>"))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert words in page
    assert "burning &lt;legs&gt;" in page, "what was typed is still there"
    assert items(facts) == []


def test_an_unlikely_unit_is_kept_as_typed_once_confirmed(alice: Client, at: At, facts: Facts) -> None:
    kept(alice, at, name="Tizanidine", strength_unit="micrograms", confirm="strength_unit")
    assert items(facts)[0].detail["strength_unit"] == "micrograms"


def test_a_change_holds_from_its_day_and_the_old_one_stays(alice: Client, at: At, facts: Facts) -> None:
    kept(alice, at, prescriber="Dr Ahmed")
    where = at(place(alice, at) + "change/")
    page = alice.get(where).content.decode()
    assert 'value="Dr Ahmed"' in page
    without = alice.post(where, form(from_day="", strength="20", do="keep"))
    assert without.status_code == 400
    assert "from which it holds" in without.content.decode()
    alice.post(where, form(name="Another", from_day=ago(2), strength="20", do="keep"))
    old, new = items(facts)
    assert (old.detail["strength"], new.detail["strength"]) == ("10", "20")
    assert (new.name, new.status) == ("Baclofen", PlanStatus.CHANGED)
    history = alice.get(at(place(alice, at))).content.decode()
    assert "Agreed, from" in history
    assert "Changed, from" in history


def test_what_was_said_about_the_steps_is_looked_at_and_kept(alice: Client, at: At, facts: Facts) -> None:
    kept(alice, at, steps=STEPS, every_days="3")
    where = at(place(alice, at) + "said/")
    said = {"form_id": str(uuid4()), "move": "hold", "days": "9", "said_by": "MS nurse", "said_on": ago(7)}
    assert alice.post(where, said).status_code == 200
    assert len(items(facts)) == 1
    answer = alice.post(where, {**said, "do": "keep"}, follow=True)
    page = answer.content.decode()
    assert "MS nurse said so" in page
    assert "Step 1 of 3" in page
    move = items(facts)[1]
    assert dict(move.detail) == {"ladder": "hold", "ladder_days": "9", "said_by": "MS nurse", "said_on": ago(7)}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"move": ""}, "Choose what was said"),
        ({"said_by": ""}, "Write who said so"),
        ({"days": ""}, "for how many days"),
        ({"said_on": ago(-1)}, "has not come yet"),
        ({"from_day": ago(30)}, "No steps are written down for that day"),
    ],
)
def test_a_move_that_lacks_something_keeps_nothing(
    said: dict[str, str], words: str, alice: Client, at: At, facts: Facts
) -> None:
    kept(alice, at, steps=STEPS, every_days="3")
    whole = {"move": "hold", "days": "7", "said_by": "MS nurse", "said_on": ago(1), "do": "keep"}
    answer = alice.post(at(place(alice, at) + "said/"), {"form_id": str(uuid4()), **whole, **said})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert len(items(facts)) == 1


def test_an_end_needs_who_said_so_and_folds_away(alice: Client, at: At, facts: Facts) -> None:
    kept(alice, at)
    where = at(place(alice, at))
    page = alice.get(where).content.decode()
    assert page.index("Stopping it all at once can be dangerous") < page.index("Write down that it has ended")
    assert alice.post(where + "ended/", {"form_id": str(uuid4()), "ended_on": ago(1)}).status_code == 400
    assert len(items(facts)) == 1
    said = {"form_id": str(uuid4()), "ended_on": ago(1), "said_by": "Dr Ahmed"}
    page = alice.post(where + "ended/", said, follow=True).content.decode()
    assert "Dr Ahmed said so" in page
    assert items(facts)[1].status is PlanStatus.ENDED
    assert alice.get(where).status_code == 200


def test_an_entry_that_is_no_medicine_leads_back_to_the_list(alice: Client, at: At, cast: Cast) -> None:
    for tail in ("", "change/"):
        assert alice.get(at(f"medicines/{cast.entry.id}/{tail}")).status_code == 302


def test_a_helper_who_writes_may_and_a_clinician_only_looks(
    alice: Client, bob: Client, at: At, cast: Cast, facts: Facts
) -> None:
    kept(bob, at, prescriber="Dr Ahmed")
    assert len(items(facts)) == 1
    carla = store_people.add_account("Carla")
    store_people.put_member(
        carla.id,
        cast.person,
        role=Role.CLINICIAN,
        scopes=frozenset({Scope.LOOK, Scope.NOTE}),
        ends_on=TODAY + timedelta(days=9),
    )
    clinician = signed_in(carla)
    page = clinician.get(at("medicines/")).content.decode()
    assert "Dr Ahmed" in page
    assert "Write down" not in page
    assert clinician.post(at("medicines/add/"), form(name="Other", do="keep")).status_code == 404
    assert len(items(facts)) == 1
    assert any(look.action == "medicines" for look in actions.who_looked(cast.alice, cast.person))


def test_steps_that_cannot_be_read_are_said_so_and_can_be_written_again(alice: Client, at: At, cast: Cast) -> None:
    now = datetime.now(UTC)
    detail = {"step_1": "5 mg at night", "step_2": "10 mg at night"}  # for how long, nobody wrote
    item = PlanItem("medicine", "baclofen", PlanStatus.AGREED, TODAY - timedelta(days=3), "by letter", detail)
    actions.save_facts(
        cast.alice, cast.person, [(item, Day(TODAY - timedelta(days=3), ZONE))], now=now, source="test"
    )
    where = place(alice, at)
    for tail in ("medicines/", where):
        assert "The steps cannot be read as they are" in alice.get(at(tail)).content.decode()
    assert "5 mg at night\n10 mg at night</textarea>" in alice.get(at(where + "change/")).content.decode()
    said = {"form_id": str(uuid4()), "move": "stay", "said_by": "MS nurse", "said_on": ago(1)}
    assert alice.post(at(where + "said/"), said).status_code == 400
    again = form(from_day=ago(2), steps="5 mg at night for 3 days\n10 mg at night", do="keep")
    assert alice.post(at(where + "change/"), again).status_code == 302
    assert "Step 1 of 2" in alice.get(at("medicines/")).content.decode()


def test_an_earlier_entry_with_words_only_keeps_them_on_its_page(alice: Client, at: At, cast: Cast) -> None:
    detail = {"strength": "10", "unit": "mg", "times": "bedtime"}
    item = PlanItem("medicine", "baclofen", PlanStatus.AGREED, TODAY - timedelta(days=3), "10 mg at bedtime", detail)
    when = Day(TODAY - timedelta(days=3), ZONE)
    actions.save_facts(cast.alice, cast.person, [(item, when)], now=datetime.now(UTC), source="test")
    page = alice.get(at("medicines/")).content.decode()
    assert "10 mg at bedtime" in page
    assert "not read as a time or a number: bedtime" in page
    form_page = alice.get(at(place(alice, at) + "change/")).content.decode()
    assert '<option value="mg" selected>' in form_page
    assert 'value="bedti' not in form_page


def test_the_day_of_an_old_prescription_is_not_put_right_on_the_entrys_own_page(
    cast: Cast, alice: Client, at: At, facts: Facts
) -> None:
    """Sent again, the first entry would be the newest word about its day, and bring back what it replaced."""
    kept(alice, at, usual_time=["08:00"])
    kept(alice, at, usual_time=["08:00", "20:00"], strength="20")
    old = actions.medicines(cast.alice, cast.person, now=datetime.now(UTC)).held[0].history[0].id
    page = alice.get(at(f"entry/{old}/")).content.decode()
    assert "Write down the change on its own page" in page
    assert 'name="day"' not in page
    moved = {"form_id": str(uuid4()), "day": ago(7), "time": "", "slot": ""}
    answer = alice.post(at(f"entry/{old}/correct/"), moved)
    assert answer.status_code == 400
    assert "Write down the change on its own page" in answer.content.decode()
    assert {item.detail["strength"] for item in items(facts)} == {"10", "20"}
    (held,) = actions.medicines(cast.alice, cast.person, now=datetime.now(UTC)).held
    assert held.item.detail["strength"] == "20"
    # Taking it back, and bringing it back, stay possible.
    alice.post(at(f"entry/{old}/withdraw/"), {"form_id": str(uuid4())})
    assert [item.detail["strength"] for item in items(facts)] == ["20"]
    gone = actions.history(cast.alice, cast.person, old)[-1].id
    assert "Bring it back" in alice.get(at(f"entry/{gone}/")).content.decode()
    assert alice.post(at(f"entry/{gone}/correct/"), {"form_id": str(uuid4())}).status_code == 302
    assert len(items(facts)) == 2
