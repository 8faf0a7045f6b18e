"""The timeline: found, back-dated, put right, taken back; every version kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.cast import SECRET, ZONE, Cast

from supple import actions, store
from supple.model import Day, DaySlot, Factor, Instant, Note, PlanItem, PlanStatus, Rating, Recall, Side, Slot
from supple.web import fact_words

At = Callable[[str], str]
Facts = Callable[[], list[object]]


def entry_form(**changed: str) -> dict[str, str]:
    return {
        "form_id": str(uuid4()),
        "value": "6",
        "part": "",
        "side": "",
        "day": "",
        "time": "",
        "slot": "",
        **changed,
    }


def shown_when(cast: Cast) -> dict[str, str]:
    when = cast.entry.when
    assert isinstance(when, Instant)
    return {"day": when.local.date().isoformat(), "time": f"{when.local:%H:%M}"}


def latest(cast: Cast) -> object:
    return actions.history(cast.alice, cast.person, cast.entry.id)[-1]


def test_the_timeline_shows_and_finds(alice: Client, at: At) -> None:
    assert SECRET in alice.get(at("timeline/")).content.decode()
    assert SECRET in alice.get(at("timeline/?q=zebra")).content.decode()
    missing = alice.get(at("timeline/?q=giraffe")).content.decode()
    assert SECRET not in missing
    assert "Nothing found" in missing


@pytest.mark.parametrize(
    "query", ["?day=nonsense", "?before=x", "?day=9999-12-31", "?q=%00", "?q=%25_'\"", "?day=2026-02-30"]
)
def test_odd_addresses_do_no_harm(query: str, alice: Client, at: At) -> None:
    assert alice.get(at(f"timeline/{query}")).status_code == 200


def test_a_day_without_entries_says_nothing_about_how_it_was(alice: Client, at: At) -> None:
    assert "says nothing about how the day was" in alice.get(at("timeline/?day=2020-01-01")).content.decode()


def test_putting_right_keeps_both_versions(cast: Cast, alice: Client, at: At, facts: Facts) -> None:
    form = entry_form(value="3", part="calf", side="left", **shown_when(cast))
    answer = alice.post(at(f"entry/{cast.entry.id}/correct/"), form, follow=True)
    page = answer.content.decode()
    assert "Stiffness 3 of 10, left calf" in page
    assert "Stiffness 6 of 10" in page
    assert Rating("stiffness", 3.0, Recall.NOW, part="calf", side=Side.LEFT) in facts()
    assert Rating("stiffness", 6.0) not in facts()


def test_the_time_stays_exact_when_it_was_not_touched(cast: Cast, alice: Client, at: At) -> None:
    alice.post(at(f"entry/{cast.entry.id}/correct/"), entry_form(value="3", **shown_when(cast)))
    assert latest(cast).when == cast.entry.when  # type: ignore[attr-defined]


def test_a_vaguer_time_is_kept_vague(cast: Cast, alice: Client, at: At) -> None:
    day = date(2026, 1, 5)
    alice.post(at(f"entry/{cast.entry.id}/correct/"), entry_form(day=day.isoformat(), slot="evening"))
    assert latest(cast).when == DaySlot(day, Slot.EVENING, ZONE)  # type: ignore[attr-defined]
    alice.post(at(f"entry/{latest(cast).id}/correct/"), entry_form(day=day.isoformat()))  # type: ignore[attr-defined]
    assert actions.history(cast.alice, cast.person, cast.entry.id)[-1].when == Day(day, ZONE)


def test_the_same_again_adds_no_version(cast: Cast, alice: Client, at: At) -> None:
    alice.post(at(f"entry/{cast.entry.id}/correct/"), entry_form(**shown_when(cast)))
    assert len(actions.history(cast.alice, cast.person, cast.entry.id)) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"value": "11"}, "Write a number from 0 to 10"),
        ({"value": ""}, "Write a number from 0 to 10"),
        ({"value": "-1"}, "Write a number from 0 to 10"),
        ({"part": "tail"}, "Choose a place from the list"),
        ({"side": "top"}, "Choose a side from the list"),
        ({"day": "2099-01-01"}, "That day has not come yet"),
        ({"day": "1066-10-14"}, "too long ago"),
        ({"day": "2026-02-30"}, "Choose a day"),
        ({"day": ""}, "Choose a day"),
        ({"day": "2026-01-05", "time": "25:00"}, "Write the time like"),
        ({"day": "2026-01-05", "time": "10:00", "slot": "evening"}, "not both"),
        ({"day": "2026-01-05", "slot": "teatime"}, "Choose a part of the day"),
    ],
)
def test_a_bad_correction_is_explained_and_changes_nothing(
    changed: dict[str, str], words: str, cast: Cast, alice: Client, at: At
) -> None:
    form = entry_form(**{"day": "2026-01-05", "time": "", "slot": "", **changed})
    answer = alice.post(at(f"entry/{cast.entry.id}/correct/"), form)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert len(actions.history(cast.alice, cast.person, cast.entry.id)) == 1


def test_taking_back_and_bringing_back(cast: Cast, alice: Client, at: At, facts: Facts) -> None:
    for _ in range(2):
        assert alice.post(at(f"entry/{cast.entry.id}/withdraw/")).status_code == 302
    assert cast.entry.fact not in facts()
    assert len(actions.history(cast.alice, cast.person, cast.entry.id)) == 2
    page = alice.get(at(f"entry/{cast.entry.id}/")).content.decode()
    assert "taken back" in page
    alice.post(at(f"entry/{cast.entry.id}/correct/"), entry_form(**shown_when(cast)))
    assert cast.entry.fact in facts()


def test_an_entry_that_is_not_there_is_not_found(alice: Client, at: At) -> None:
    assert alice.get(at(f"entry/{uuid4()}/")).status_code == 404
    assert alice.post(at(f"entry/{uuid4()}/withdraw/")).status_code == 404


def test_every_kind_of_entry_opens(cast: Cast, alice: Client, at: At) -> None:
    from supple.model import (
        Answer,
        Comparison,
        Count,
        Dose,
        DoseStatus,
        FindingMark,
        Mark,
        Measurement,
        Period,
        Profile,
        Session,
        SideEffect,
        Sign,
    )

    now = datetime.now(UTC)
    every = [
        Rating("pain", 6.5, low=6, high=7), Count("spasms", None, Period.NIGHT), Count("spasms", 4, low=3, high=5),
        Comparison("stiffness", "better", "yesterday"),
        Answer("crash", answer=True), Factor("heat", present=True, level=3),
        Sign("fever", new=True), Dose("baclofen", DoseStatus.LATE, 10), Dose("baclofen", DoseStatus.MISSED),
        SideEffect("sleepiness", severity=4), Session("walk", minutes=20), Measurement("temperature", 38.2, "Cel"),
        Note("words"), PlanItem("medicine", "baclofen", PlanStatus.AGREED, date(2026, 1, 1), "10 mg"),
        Profile("pump", "no"), Factor("own:loud music", present=True),
        FindingMark("stiffness", "heat", Mark.DOES_NOT_FIT),
    ]  # fmt: skip
    events = actions.save_facts(
        cast.alice, cast.person, [(fact, Instant(now, ZONE)) for fact in every], now=now, source="cli"
    )
    for event in events:
        page = alice.get(at(f"entry/{event.id}/"))
        assert page.status_code == 200, event
    assert alice.get(at("timeline/")).status_code == 200


def test_a_factor_is_put_right_with_yes_and_no(cast: Cast, alice: Client, at: At, facts: Facts) -> None:
    now = datetime.now(UTC)
    [event] = actions.save_facts(
        cast.alice, cast.person, [(Factor("heat", present=True, level=3), Instant(now, ZONE))], now=now, source="cli"
    )
    form = {"form_id": str(uuid4()), "answer": "maybe", "day": "2026-01-05", "time": "", "slot": ""}
    assert alice.post(at(f"entry/{event.id}/correct/"), form).status_code == 400
    alice.post(at(f"entry/{event.id}/correct/"), {**form, "answer": "no"})
    assert Factor("heat", present=False) in facts()


def test_an_earlier_day_keeps_its_day_and_its_recall(alice: Client, at: At, facts: Facts) -> None:
    day = (datetime.now(UTC) - timedelta(days=9)).date()
    form = {
        "form_id": str(uuid4()),
        "day": day.isoformat(),
        "stiffness": "4",
        "text": "a long drive",
        "factor.travel": "yes",
    }
    page = alice.post(at("timeline/add/"), form, follow=True).content.decode()
    assert "a long drive" in page
    assert Rating("stiffness", 4.0, Recall.LAST_24_H) in facts()
    form = {**form, "form_id": str(uuid4()), "slot": "morning", "stiffness": "2"}
    alice.post(at("timeline/add/"), form)
    assert Rating("stiffness", 2.0, Recall.NOW) in facts()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": "2099-01-01"}, "That day has not come yet"),
        ({"day": ""}, "Choose a day"),
        ({"stiffness": "12"}, "choose a number from 0 to 10"),
        ({"stiffness": "", "text": ""}, "nothing to save"),
        ({"text": "x" * 4001}, "longer than 4000"),
    ],
)
def test_a_bad_earlier_entry_is_explained(
    changed: dict[str, str], words: str, alice: Client, at: At, facts: Facts
) -> None:
    before = facts()
    form = {"form_id": str(uuid4()), "day": "2026-01-05", "stiffness": "4", "text": "kept words", **changed}
    answer = alice.post(at("timeline/add/"), form)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert facts() == before


def test_what_lost_a_conflict_is_one_tap_away(cast: Cast, alice: Client, at: At) -> None:
    other = replace(cast.entry, fact=Rating("stiffness", 9), received_at=None)
    store.append([other], now=datetime.now(UTC))
    assert "two versions" in alice.get(at("timeline/")).content.decode()
    page = alice.get(at(f"entry/{cast.entry.id}/")).content.decode()
    assert "Kept beside it" in page
    assert "Stiffness 9 of 10" in page


def test_explicit_noes_stand_apart(cast: Cast, alice: Client, at: At) -> None:
    alice.post(at("check-in/"), {"form_id": str(uuid4()), "factor.heat": "no"})
    page = alice.get(at("timeline/")).content.decode()
    assert "Noted as not there" in page
    assert "Heat: no" in page


def test_words_about_an_earlier_day_are_read_for_that_day(alice: Client, at: At, cast: Cast, facts: Facts) -> None:
    day = (datetime.now(UTC) - timedelta(days=9)).date()
    form = {"form_id": str(uuid4()), "day": day.isoformat(), "text": "stiffness 7, cramp at 3am"}
    page = alice.post(at("timeline/add/"), form, follow=True).content.decode()
    assert "stiffness 7, cramp at 3am" in page
    assert "Saved: 2 answers" in page
    assert Rating("stiffness", 7.0, Recall.LAST_24_H) in facts()  # no time was said: none is invented
    page_of_day = actions.timeline(cast.alice, cast.person, day=day, now=datetime.now(UTC))
    said = {entry.event.when for entry in page_of_day.days[0].entries}
    assert Day(day, ZONE) in said
    alice.post(at("timeline/add/"), form)  # sent twice
    assert facts().count(Rating("stiffness", 7.0, Recall.LAST_24_H)) == 1


def test_a_time_in_the_small_hours_stands_beside_its_own_day() -> None:
    today = date(2026, 11, 23)

    def at_utc(day: int, hour: int) -> Instant:
        return Instant(datetime(2026, 11, day, hour, tzinfo=UTC), "UTC")

    assert fact_words.whole_when_words(at_utc(23, 3), today) == "Last night, 03:00"
    assert fact_words.whole_when_words(at_utc(23, 3), date(2026, 11, 22)) == "Tonight, 03:00"  # noted at 03:30
    assert fact_words.whole_when_words(at_utc(22, 3), today) == "Yesterday, 03:00"
    assert fact_words.whole_when_words(at_utc(23, 4), today) == "Today, 04:00"
    assert fact_words.whole_when_words(at_utc(22, 23), today) == "Yesterday, 23:00"
