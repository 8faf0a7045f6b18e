"""A mark stands beside its finding: the last one holds, it can be taken back, and no number ever moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.store.making import an_event, two_months
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, diary, store
from supple.actions import compose
from supple.model import Account, FindingMark, Instant, Mark, UserError, look_to_json
from supple.store import queries


@pytest.fixture
def kept(person: actions.PersonCard) -> actions.PersonCard:
    store.append(two_months(person.id, seed=6), now=NOW)
    return person


def say(account: Account, person: actions.PersonCard, mark: Mark, *, minutes: int = 0, factor: str = "poor_sleep"):
    now = NOW + timedelta(minutes=minutes)
    return actions.mark_finding(account, person.id, outcome="stiffness", factor=factor, mark=mark, now=now)


def test_the_last_mark_holds_for_its_own_outcome(alice: Account, kept: actions.PersonCard) -> None:
    say(alice, kept, Mark.FITS)
    say(alice, kept, Mark.WATCHING, factor="stress")
    say(alice, kept, Mark.DOES_NOT_FIT, minutes=1)
    look = actions.look(alice, kept.id, now=NOW)
    assert look.marks == {"poor_sleep": Mark.DOES_NOT_FIT, "stress": Mark.WATCHING}
    assert look_to_json(look)["marks"] == {"poor_sleep": "doesn't fit", "stress": "I'll watch it"}
    assert actions.look(alice, kept.id, now=NOW, outcome="pain_now").marks == {}


def test_the_same_mark_again_adds_nothing(alice: Account, kept: actions.PersonCard) -> None:
    first = say(alice, kept, Mark.FITS)
    assert say(alice, kept, Mark.FITS, minutes=5) == replace(first, received_at=NOW)
    assert len(queries.events_of_kind(kept.id, "finding_mark")) == 1


def test_a_mark_that_is_taken_back_uncovers_no_older_one(alice: Account, kept: actions.PersonCard) -> None:
    say(alice, kept, Mark.FITS)
    say(alice, kept, Mark.WATCHING, minutes=1)
    look = actions.look(alice, kept.id, now=NOW)
    actions.withdraw(alice, kept.id, look.mark_ids["poor_sleep"], now=NOW + timedelta(minutes=2))
    assert actions.look(alice, kept.id, now=NOW).marks == {}
    assert [event.withdrawn for event in actions.history(alice, kept.id, look.mark_ids["poor_sleep"])] == [
        False,
        False,
        True,
    ]
    say(alice, kept, Mark.FITS, minutes=3)
    assert actions.look(alice, kept.id, now=NOW).marks == {"poor_sleep": Mark.FITS}


def test_of_two_devices_the_one_that_recorded_last_holds(alice: Account, kept: actions.PersonCard) -> None:
    fact = FindingMark("stiffness", "stress", Mark.FITS)
    late, early = (
        replace(
            an_event(kept.id, replace(fact, mark=mark), when=Instant(NOW, ZONE)),
            id=uuid4(),
            recorded_at=NOW + timedelta(minutes=minutes),
        )
        for mark, minutes in ((Mark.DOES_NOT_FIT, 4), (Mark.FITS, 2))
    )
    store.append([late, early], now=NOW)
    assert actions.look(alice, kept.id, now=NOW).marks == {"stress": Mark.DOES_NOT_FIT}


def test_no_number_moves_and_nothing_is_worked_out_again(
    alice: Account, kept: actions.PersonCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = actions.look(alice, kept.id, now=NOW)
    say(alice, kept, Mark.DOES_NOT_FIT)
    monkeypatch.setattr(compose, "find_triggers", lambda *_: pytest.fail("a mark changes no finding"))
    after = actions.look(alice, kept.id, now=NOW)
    assert after.marks
    assert replace(after, marks={}, mark_ids={}, marked={}) == before
    assert "finding_mark" not in str(after.table.columns)


def test_a_mark_is_told_in_the_timeline_and_goes_along_in_the_export(
    alice: Account, kept: actions.PersonCard, charlie: Account, tmp_path: Path
) -> None:
    event = say(alice, kept, Mark.FITS, factor="stress")
    found = actions.timeline(alice, kept.id, query="stress")
    assert event.id in {entry.event.id for day in found.days for entry in day.entries}
    file = actions.export_everything(alice, kept.id, now=NOW).write(tmp_path)
    actions.erase_everything(alice, kept.id, now=NOW)
    new = actions.people(charlie)[0]
    actions.import_file(charlie, new.id, file, now=NOW)
    assert actions.look(charlie, new.id, now=NOW).marks == {"stress": Mark.FITS}


def test_a_mark_is_no_entry_of_a_day(alice: Account, person: actions.PersonCard) -> None:
    """Somebody who only says "fits" has not kept their diary today."""
    say(alice, person, Mark.FITS)
    look = actions.look(alice, person.id, now=NOW)
    assert (look.days_noted, look.table.days) == (0, ())
    assert actions.today(alice, person.id, now=NOW).days_noted_this_week == 0


@pytest.mark.parametrize(
    ("outcome", "factor"), [("stiffness", "no such thing"), ("", "heat"), ("stiffness", "own: ")]
)
def test_a_mark_on_nothing_is_refused(alice: Account, person: actions.PersonCard, outcome: str, factor: str) -> None:
    with pytest.raises(UserError):
        actions.mark_finding(alice, person.id, outcome=outcome, factor=factor, mark=Mark.FITS, now=NOW)
    with pytest.raises(UserError):
        actions.mark_finding(
            alice, person.id, outcome="stiffness", factor="own:" + "x" * 200, mark=Mark.FITS, now=NOW
        )
    assert diary.fold(queries.events(person.id)).events == ()
