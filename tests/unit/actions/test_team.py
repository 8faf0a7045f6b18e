"""The team, allergies and the card of a stored diary: kept, changed, crossed off, and remembered for its owner."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.unit.actions.conftest import NOW, ZONE, helper

from supple import actions
from supple.model import (
    Account,
    Answering,
    CardKept,
    Day,
    Instant,
    NotAllowedError,
    PlanItem,
    PlanStatus,
    Role,
    Scope,
    Sign,
    UserError,
)

NURSE = {"role": "ms_team", "phone": "020 7946 0333", "hours": "weekdays 8:30-17:00"}


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def names(account: Account, person: actions.PersonCard) -> list[str]:
    return [one.name for one in actions.call_book(account, person.id, now=NOW).team]


def test_a_contact_is_added_changed_renamed_and_crossed_off(alice: Account, person: actions.PersonCard) -> None:
    actions.add_contact(alice, person.id, "Nurse  Ellis", now=NOW, **NURSE)
    (line,) = actions.call_book(alice, person.id, now=NOW).team_lines()
    assert (line.name, line.phone, line.answering) == ("Nurse Ellis", "020 7946 0333", Answering.OPEN)
    with pytest.raises(UserError, match="of this name"):
        actions.add_contact(alice, person.id, "nurse ellis", role="other", now=NOW)
    actions.change_contact(alice, person.id, "nurse ellis", "Nurse Ellis", now=at(1), **{**NURSE, "phone": "1 2"})
    assert [each.phone for each in actions.call_book(alice, person.id, now=NOW).team] == ["1 2"]
    actions.change_contact(alice, person.id, "Nurse Ellis", "Nurse Ortega", now=at(2), **NURSE)
    assert names(alice, person) == ["Nurse Ortega"]
    actions.add_contact(alice, person.id, "Ann", role="other", now=at(3))
    with pytest.raises(UserError, match="somebody else"):
        actions.change_contact(alice, person.id, "Ann", "nurse ortega", role="other", now=NOW)
    actions.end_contact(alice, person.id, "NURSE ORTEGA", now=at(4))
    assert names(alice, person) == ["Ann"]
    with pytest.raises(UserError, match="nothing of this name"):
        actions.end_contact(alice, person.id, "Nurse Ortega", now=NOW)
    with pytest.raises(UserError, match="nobody of this name"):
        actions.change_contact(alice, person.id, "Nurse Ortega", "x", role="other", now=NOW)


def test_a_double_tap_keeps_once(alice: Account, person: actions.PersonCard) -> None:
    group = uuid4()
    for _ in range(2):
        actions.add_contact(alice, person.id, "Ann", role="carer", now=NOW, group=group)
    again = uuid4()
    for _ in range(2):
        kept = actions.change_contact(alice, person.id, "Ann", "Annie", role="carer", now=at(1), group=again)
        assert len(kept) == 2
    last = uuid4()
    for _ in range(2):
        assert len(actions.end_contact(alice, person.id, "Annie", now=at(2), group=last)) == 1
    assert names(alice, person) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [({"name": ""}, "name"), ({"name": "x" * 121}, "name"), ({"role": "wizard"}, "role"), ({"phone": "?"}, "phone"),
     ({"hours": "Mon 9-5"}, "hours"), ({"note": "n" * 121}, "note"), ({"role_words": "n" * 121}, "role_words")],
)  # fmt: skip
def test_bad_input_is_refused_and_nothing_is_kept(
    said: dict[str, str], field: str, alice: Account, person: actions.PersonCard
) -> None:
    given = {"name": "x", "role": "other", **said}
    with pytest.raises(UserError) as refused:
        actions.add_contact(alice, person.id, given.pop("name"), now=NOW, **given)
    assert refused.value.field == field
    assert names(alice, person) == []


def test_allergies_and_that_none_is_known(alice: Account, person: actions.PersonCard) -> None:
    def held() -> tuple[list[str], bool]:
        found = actions.call_book(alice, person.id, now=NOW).allergies
        return [each.said for each in found.named], found.none_known

    assert held() == ([], False)
    actions.say_no_allergies(alice, person.id, "yes", now=NOW)
    assert held() == ([], True)
    actions.add_allergy(alice, person.id, "penicillin", words="rash", now=at(1))
    assert held() == (["penicillin (rash)"], False)
    with pytest.raises(UserError, match="Cross it off first"):
        actions.say_no_allergies(alice, person.id, "yes", now=NOW)
    actions.end_allergy(alice, person.id, "Penicillin", now=at(2))
    actions.say_no_allergies(alice, person.id, "no", now=at(3))
    assert held() == ([], False)
    with pytest.raises(UserError):
        actions.say_no_allergies(alice, person.id, "perhaps", now=NOW)


def test_an_alert_of_the_diary_leads_to_the_own_team_and_a_script(alice: Account, person: actions.PersonCard) -> None:
    actions.add_contact(alice, person.id, "GP", role="family_doctor", phone="1 2", now=NOW)
    actions.save_facts(alice, person.id, [(Sign("fever", new=True), Instant(NOW, ZONE))], now=NOW, source="test")
    (alert, *_) = actions.today(alice, person.id, now=NOW).alerts
    book = actions.call_book(alice, person.id, now=NOW)
    assert book.ring(alert).lines[0].name == "GP"
    assert book.script(alert).sentences[0] == "My name is Alice. I have MS with spasticity."
    carer = helper(alice, person, "Cam", Role.CARER, Scope.LOOK)
    assert "I am calling for Alice" in actions.call_book(carer, person.id, now=NOW).script(alert).text


def penicillin(person_id: UUID, alice: Account) -> None:
    fact = PlanItem("allergy", "penicillin", PlanStatus.AGREED, date(2026, 3, 10))
    when = Day(date(2026, 3, 10), ZONE)
    actions.save_facts(alice, person_id, [(fact, when)], now=NOW, source="plan")


def test_a_card_is_remembered_and_goes_stale(alice: Account, person: actions.PersonCard) -> None:
    assert actions.emergency_card(alice, person.id, now=NOW).kept == CardKept()
    card = actions.keep_card(alice, person.id, now=NOW, holds=("allergies", "name"))
    view = actions.emergency_card(alice, person.id, now=NOW)
    assert view.card.holds == ("name", "allergies")
    assert (view.kept.made_on, view.why_stale) == (card.made_on, ())
    # Another choice that is only tried out makes nothing stale.
    assert actions.emergency_card(alice, person.id, now=NOW, holds=("pump",)).why_stale == ()
    late = actions.emergency_card(alice, person.id, now=NOW + timedelta(days=91))
    assert "checked after" in late.why_stale[0]
    penicillin(person.id, alice)
    assert "has changed" in actions.emergency_card(alice, person.id, now=NOW).why_stale[0]
    actions.keep_card(alice, person.id, now=NOW, holds=())
    assert actions.emergency_card(alice, person.id, now=NOW).card.holds == ()
    with pytest.raises(UserError):
        actions.emergency_card(alice, person.id, now=NOW, holds=("pin code",))


def test_a_clinician_makes_a_card_that_changes_nobodys_choice(
    alice: Account, dora: Account, bob: Account, person: actions.PersonCard
) -> None:
    assert actions.keep_card(dora, person.id, now=NOW, holds=("name",)).name == "Alice"
    assert actions.settings(alice, person.id).card_holds == ()
    assert actions.who_looked(alice, person.id)[0].action == "keep_card"
    with pytest.raises(NotAllowedError):
        actions.emergency_card(bob, person.id, now=NOW)  # he may look, not take it out of the house
