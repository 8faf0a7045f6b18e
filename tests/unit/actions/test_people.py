"""Persons, what they chose, the first start, and the demo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, simulate
from supple.actions.views import PersonSettings
from supple.model import Account, NotAllowedError, Role, Scope, UserError
from supple.store import people as store_people
from supple.store import queries


def test_ones_own_diary_comes_first(alice: Account) -> None:
    actions.add_person(alice, "Mum", zone=ZONE, role=Role.CARER)
    actions.add_person(alice, "  Alice   B ", zone="UTC")
    cards = actions.people(alice)
    assert [(card.name, card.role, card.zone) for card in cards] == [
        ("Alice B", Role.SELF, "UTC"),
        ("Mum", Role.CARER, ZONE),
    ]
    assert all(Scope.OWN in card.scopes for card in cards), "who starts a diary looks after it"


@pytest.mark.parametrize(
    ("name", "zone", "role", "field"),
    [
        ("", ZONE, Role.SELF, "name"),
        ("\x00", ZONE, Role.SELF, "name"),
        ("x" * 201, ZONE, Role.SELF, "name"),
        ("Ann", "Mars/Base", Role.SELF, "zone"),
        ("Ann", "../../etc/passwd", Role.SELF, "zone"),
        ("Ann", "", Role.SELF, "zone"),
        ("Ann", ZONE, Role.CLINICIAN, "role"),
    ],
)
def test_a_person_that_cannot_be_is_refused(alice: Account, name: str, zone: str, role: Role, field: str) -> None:
    with pytest.raises(UserError) as refused:
        actions.add_person(alice, name, zone=zone, role=role)
    assert refused.value.field == field
    assert actions.people(alice) == ()


def test_settings_come_back_as_they_were_chosen(alice: Account, person: actions.PersonCard) -> None:
    assert actions.settings(alice, person.id) == PersonSettings()
    chosen = PersonSettings(
        country="GB",
        outcome="pain",
        theme="dark",
        day_starts_at_hour=0,
        kept_hindrances=("hindered.walking",),
        own_factors=("loud music",),
        hidden_factors=("heat",),
        own_words={"jumpy": "spasms"},
    )
    actions.save_settings(alice, person.id, chosen)
    assert actions.settings(alice, person.id) == chosen


def test_settings_from_elsewhere_keep_what_fits(alice: Account, person: actions.PersonCard) -> None:
    """Another Supple may have written them, or a file was changed by hand."""
    odd = {"theme": "dark", "day_starts_at_hour": "four", "own_factors": [1, 2], "unknown": 5, "own_words": {"a": 1}}
    store_people.save_settings(person.id, odd)
    assert actions.settings(alice, person.id) == replace(PersonSettings(), theme="dark")


@pytest.mark.parametrize("hour", [-1, 13])
def test_a_day_begins_in_the_morning(alice: Account, person: actions.PersonCard, hour: int) -> None:
    with pytest.raises(UserError):
        actions.save_settings(alice, person.id, PersonSettings(day_starts_at_hour=hour))


def test_the_first_start_makes_one_account_and_the_next_ones_find_it(db: None) -> None:
    first = actions.first_account(zone=ZONE)
    assert actions.first_account(zone="UTC") == first
    (card,) = actions.people(first)
    assert (card.role, card.zone) == (Role.SELF, ZONE)
    assert actions.account(first.id) == first


def test_another_name_stands_beside_what_is_noted_from_then_on(alice: Account) -> None:
    assert actions.rename_account(alice, " Ali ").name == "Ali"
    found = actions.account(alice.id)
    assert found is not None
    assert found.name == "Ali"


def test_nobody_ends_their_own_access(alice: Account, person: actions.PersonCard) -> None:
    with pytest.raises(UserError, match="your own"):
        actions.end_member(alice, person.id, alice.id, now=NOW)


def test_the_demo_has_its_people_and_a_second_start_changes_nothing(db: None) -> None:
    account = actions.ensure_demo(now=NOW)
    cards = actions.people(account)
    assert {card.name for card in cards} == {sample.name for sample in simulate.sample_people(NOW.date())}
    heads = [queries.head(card.id) for card in cards]
    assert all(heads)
    assert all(actions.settings(account, card.id).kept_hindrances for card in cards)
    helpers = [m for card in cards for m in actions.members(account, card.id) if m.role is Role.CARER]
    assert [m.account.name for m in helpers] == ["Jo"]
    assert actions.ensure_demo(now=NOW.replace(year=2027)) == account
    assert [queries.head(card.id) for card in actions.people(account)] == heads


def test_a_link_of_nobody_is_refused(db: None) -> None:
    with pytest.raises(NotAllowedError):
        actions.redeem("nonsense", now=NOW)


def test_this_machine_has_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    from zoneinfo import ZoneInfo

    assert ZoneInfo(actions.machine_zone())
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    assert actions.machine_zone() == "Asia/Kathmandu"
    monkeypatch.setenv("TZ", "Nowhere/Land")
    assert ZoneInfo(actions.machine_zone())
