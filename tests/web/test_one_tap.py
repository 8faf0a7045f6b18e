"""One tap, yesterday once more, an earlier day, a fall, a rest: what is kept, for which day, and what never is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.cast import ZONE, Cast, signed_in

from supple import actions
from supple.model import (
    Answer,
    Comparison,
    Count,
    Day,
    Dose,
    DoseStatus,
    Event,
    Fact,
    Factor,
    Instant,
    Pause,
    Period,
    Rating,
    Recall,
    Side,
    Sign,
    When,
)
from supple.store import queries

At = Callable[[str], str]
NOON = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)  # Wednesday, 12:00 in London
AT_THREE = datetime(2026, 6, 3, 2, 12, tzinfo=UTC)  # 03:12 of that night


@pytest.fixture(autouse=True)
def _long_before() -> Iterator[None]:
    """The cast and its entry stand two months before: what these tests note comes last, as in life."""
    with time_machine.travel(NOON - timedelta(days=60), tick=False):
        yield


def post(cast: Cast, address: str, **fields: object) -> str:
    """Send a form as Alice; the address it leads to."""
    answer = signed_in(cast.alice).post(address, {"form_id": str(uuid4()), **fields})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer["Location"]


def page(cast: Cast, address: str) -> str:
    return signed_in(cast.alice).get(address).content.decode()


def events(cast: Cast) -> list[Event]:
    """Everything that holds, of the days after the cast's own entry."""
    shown = actions.timeline(cast.alice, cast.person, limit=500)
    every = [entry.event for day in shown.days for entry in day.entries if not entry.is_withdrawn]
    return [event for event in every if event.group != cast.group]


def note(cast: Cast, at_utc: datetime, *facts: Fact, when: When | None = None, source: str = "check-in") -> None:
    held = when or Instant(at_utc, ZONE)
    actions.save_facts(cast.alice, cast.person, [(fact, held) for fact in facts], now=at_utc, source=source)


def counts(cast: Cast) -> list[Count]:
    return [event.fact for event in events(cast) if isinstance(event.fact, Count)]


# --- +1 -------------------------------------------------------------------------------------------------------


def test_one_spasm_at_three_is_kept_with_its_time_and_asks_nothing(cast: Cast, at: At) -> None:
    with time_machine.travel(AT_THREE, tick=False):
        there = post(cast, at("tap/"), count="spasms")
        said = page(cast, there)
    (kept,) = events(cast)
    assert (kept.fact, kept.when) == (Count("spasms", 1, Period.NIGHT), Instant(AT_THREE, ZONE))
    assert "Saved: 1 spasm, in the night, 03:12." in said
    assert "Undo" in said
    assert "I was still up: count it to Tuesday" in said


def test_a_double_tap_counts_once_and_two_taps_count_twice_and_say_so(cast: Cast, at: At) -> None:
    form = {"form_id": str(uuid4()), "count": "spasms"}
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            assert signed_in(cast.alice).post(at("tap/"), form).status_code == 302
            clock.shift(timedelta(milliseconds=300))
        assert counts(cast) == [Count("spasms", 1, Period.DAY)]
        there = post(cast, at("tap/"), count="spasms")
        assert "2 spasms today." in page(cast, there)
    assert len(counts(cast)) == 2


def test_where_how_strong_and_which_night_are_added_and_undo_takes_all_of_it(cast: Cast, at: At) -> None:
    with time_machine.travel(AT_THREE, tick=False):
        there = post(cast, at("tap/"), count="cramps")
        group = parse_qs(urlsplit(there).query)["saved"][0]
        post(cast, at(f"tap/{group}/"), place="calf:left")
        post(cast, at(f"tap/{group}/"), severity="3")
        post(cast, at(f"tap/{group}/"), period="day")
        assert counts(cast) == [Count("cramps", 1, Period.DAY, severity=3, part="calf", side=Side.LEFT)]
        assert "1 cramp, left calf, severe, 03:12" in page(cast, there)
        post(cast, at(f"saved/{group}/undo/"))
    assert counts(cast) == []


def test_in_the_day_no_night_is_asked_about(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        assert "count it to" not in page(cast, post(cast, at("tap/"), count="spasms"))


@pytest.mark.parametrize("fields", [{"count": "falls"}, {"count": ""}, {}])
def test_what_cannot_be_counted_by_a_tap_is_refused(cast: Cast, at: At, fields: dict[str, str]) -> None:
    answer = signed_in(cast.alice).post(at("tap/"), {"form_id": str(uuid4()), **fields})
    assert answer.status_code == 400
    assert events(cast) == []


def test_a_place_that_is_not_there_is_explained_and_nothing_changes(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        group = parse_qs(urlsplit(post(cast, at("tap/"), count="spasms")).query)["saved"][0]
        for place in ("tail:left", "back:left", "calf:up", ""):
            answer = signed_in(cast.alice).post(at(f"tap/{group}/"), {"form_id": str(uuid4()), "place": place})
            assert answer.status_code == 400
            assert "not in the list" in answer.content.decode()
    assert counts(cast) == [Count("spasms", 1, Period.DAY)]


# --- undo -----------------------------------------------------------------------------------------------------


def test_undo_stays_until_the_next_note_and_survives_leaving_the_page(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        post(cast, at("tap/"), count="spasms")
        for _ in range(2):
            assert "Last saved: Spasms in the day: 1" in page(cast, at("today/"))
        clock.shift(timedelta(minutes=1))
        post(cast, at("check-in/"), stiffness="4")
        after = page(cast, at("today/"))
        assert "Last saved: Stiffness 4 of 10" in after
        assert "Last saved: Spasms" not in after
        undo = re.search(r'action="([^"]*/undo/)"', after)
        assert undo is not None
        clock.shift(timedelta(minutes=1))
        post(cast, undo.group(1))
        assert "Last saved" not in page(cast, at("today/"))
    assert counts(cast) == [Count("spasms", 1, Period.DAY)]


def test_nobody_is_offered_to_undo_what_another_noted(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        signed_in(cast.bob).post(at("tap/"), {"form_id": str(uuid4()), "count": "spasms"})
        assert "Last saved" not in page(cast, at("today/"))
        assert "Last saved" in signed_in(cast.bob).get(at("today/")).content.decode()


# --- as yesterday ---------------------------------------------------------------------------------------------

YESTERDAY = NOON - timedelta(days=1)
HAPPENED: tuple[Fact, ...] = (
    Count("falls", 1),
    Count("spasms", 4, Period.NIGHT),
    Dose("baclofen", DoseStatus.TAKEN, 10),
    Factor("heat", present=True),
    Sign("more_falls", new=True),
)


def test_as_yesterday_is_one_tap_says_what_it_kept_and_copies_nothing_that_happened(cast: Cast, at: At) -> None:
    note(
        cast,
        YESTERDAY,
        Rating("stiffness", 4),
        Rating("pain", 2),
        Answer("stiffness_helped_walking", True),
        *HAPPENED,
    )
    with time_machine.travel(NOON, tick=False):
        before = page(cast, at("today/"))
        assert "stiff 4, +2" in before
        there = post(cast, at("as-yesterday/keep/"), day="2026-06-03")
        said = page(cast, there)
    today = [event for event in events(cast) if event.source == "as-yesterday"]
    assert {event.fact for event in today} == {
        Rating("stiffness", 4),
        Rating("pain", 2),
        Answer("stiffness_helped_walking", True),
    }
    for words in ("Stiffness 4 of 10", "Pain 2 of 10", "Stiffness helped with walking: yes"):
        assert f"<li>{words}</li>" in said
    post_undo = re.search(r'action="([^"]*/undo/)"', said)
    assert post_undo is not None


def test_a_double_tap_on_as_yesterday_keeps_it_once(cast: Cast, at: At) -> None:
    note(cast, YESTERDAY, Rating("stiffness", 4))
    form = {"form_id": str(uuid4()), "day": "2026-06-03"}
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(2):
            answer = signed_in(cast.alice).post(at("as-yesterday/keep/"), form)
            assert answer.status_code == 302
            assert "saved=" in answer["Location"]
            clock.shift(timedelta(milliseconds=400))
    assert [event.source for event in events(cast)].count("as-yesterday") == 1


def fired(cast: Cast, now: datetime) -> set[tuple[str, str]]:
    view = actions.today(cast.alice, cast.person, now=now)
    return {(alert.rule, alert.tier.value) for alert in view.alerts}


def test_as_yesterday_never_raises_an_alert_but_asks(cast: Cast, at: At) -> None:
    for ago in range(2, 30):
        note(cast, NOON - timedelta(days=ago), Rating("stiffness", 2))
    note(cast, YESTERDAY, Rating("stiffness", 7), Rating("mood", 5))
    with time_machine.travel(NOON, tick=False):
        before = fired(cast, NOON)
        there = post(cast, at("as-yesterday/keep/"), day="2026-06-03")
        assert [e.fact for e in events(cast) if e.source == "as-yesterday"] == [Rating("mood", 5)]
        assert fired(cast, NOON) == before
        asked = page(cast, there)
        assert "Stiffness 7 of 10: that was the day before" in asked
        post(cast, at("check-in/"), stiffness="7")  # said afresh, it counts
        assert before == {("R20", "T3")}
        assert fired(cast, NOON) == {("R20", "T1")}


def test_after_midnight_the_day_is_named_and_asked_for(cast: Cast, at: At) -> None:
    note(cast, NOON - timedelta(days=2), Rating("stiffness", 4))  # Monday
    with time_machine.travel(AT_THREE, tick=False):  # the night to Wednesday: it is Tuesday that is ending
        answer = signed_in(cast.alice).post(at("as-yesterday/keep/"), {"form_id": str(uuid4())})
        asked = answer.content.decode()
        assert "Tuesday was like Monday?" in asked
        assert len(events(cast)) == 1
        post(cast, at("as-yesterday/keep/"), day="2026-06-02")
    kept = next(event for event in events(cast) if event.source == "as-yesterday")
    assert (kept.fact, kept.when) == (Rating("stiffness", 4, Recall.LAST_24_H), Day(date(2026, 6, 2), ZONE))


def test_with_nothing_to_say_again_it_explains_and_keeps_nothing(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        assert "could be said again" in page(cast, at("as-yesterday/"))
        answer = signed_in(cast.alice).post(at("as-yesterday/keep/"), {"form_id": str(uuid4()), "day": "2026-06-03"})
        assert answer.status_code == 400
    assert events(cast) == []


# --- earlier days ---------------------------------------------------------------------------------------------


def test_an_earlier_day_is_one_tap_and_a_comparison_is_no_number(cast: Cast, at: At) -> None:
    note(cast, NOON - timedelta(days=5), Rating("stiffness", 4))
    with time_machine.travel(NOON, tick=False):
        offered = page(cast, at("catch-up/"))
        assert offered.count('name="change" value="same"') == 4
        post(cast, at("catch-up/day/"), day="2026-06-02", change="worse")
        post(cast, at("catch-up/day/"), day="2026-06-01", stiffness="0")
        left = page(cast, at("catch-up/"))
    kept = {event.when: event.fact for event in events(cast) if event.source == "catch-up"}
    assert kept == {
        Day(date(2026, 6, 2), ZONE): Comparison("stiffness", "worse", "yesterday"),
        Day(date(2026, 6, 1), ZONE): Rating("stiffness", 0, Recall.LAST_24_H),
    }
    assert "Stiffness worse than the day before" in left
    assert left.count('name="change" value="same"') == 2
    look = actions.today(cast.alice, cast.person, now=NOON)
    assert [cell.stiffness for cell in look.week][-3:] == [0.0, None, None]


def test_catching_up_on_old_days_raises_nothing_today_and_loses_nothing(cast: Cast, at: At) -> None:
    for ago in range(9, 40):
        day = NOON - timedelta(days=ago)
        note(cast, day, Rating("stiffness", 2, Recall.LAST_24_H), when=Day(day.date(), ZONE))
    with time_machine.travel(NOON, tick=False):
        before = fired(cast, NOON)
        for ago in (4, 5, 6, 7):
            day = (NOON - timedelta(days=ago)).date().isoformat()
            post(cast, at("catch-up/day/"), day=day, change="worse")
        assert fired(cast, NOON) == before
        for ago in (1, 2):
            day = (NOON - timedelta(days=ago)).date().isoformat()
            post(cast, at("catch-up/day/"), day=day, stiffness="9")
        assert ("R20", "T1") in fired(cast, NOON)


def test_a_held_day_stays_that_day_for_a_run_of_entries(cast: Cast, at: At) -> None:
    note(cast, NOON - timedelta(days=5), Rating("stiffness", 4))
    with time_machine.travel(NOON, tick=False):
        for fields in ({"count": "spasms"}, {"change": "same"}):
            there = post(cast, at("catch-up/day/"), day="2026-06-01", held="yes", **fields)
            assert "day=2026-06-01" in there
        form = {"held": "2026-06-01", "day": "2026-06-01", "pain": "3", "text": "", "time": "", "slot": ""}
        there = post(cast, at("timeline/add/"), **form)
        assert urlsplit(there).path.endswith("/catch-up/")
        shown = page(cast, there)
    assert "Writing for <strong>Mon 1 Jun</strong>" in shown
    assert "Back to today" in shown
    days = {event.when for event in events(cast) if event.recorded_at == NOON}
    assert days == {Day(date(2026, 6, 1), ZONE)}


def test_an_error_on_a_held_day_keeps_the_day_and_what_was_typed(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        form = {"form_id": str(uuid4()), "held": "2026-06-01", "day": "2026-06-01", "spasms_day": "lots"}
        answer = signed_in(cast.alice).post(at("timeline/add/"), form)
    assert answer.status_code == 400
    assert "Writing for" in answer.content.decode()
    assert 'value="lots"' in answer.content.decode()
    assert events(cast) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"day": "2026-06-04", "change": "same"},
        {"day": "2020-01-01", "change": "same"},
        {"day": "2026-06-02"},
        {"day": "2026-06-02", "stiffness": "11"},
        {"day": "2026-06-02", "change": "awful"},
        {"day": "2026-06-02", "change": "same", "stiffness": "3"},
        {"day": "soon", "change": "same"},
        {"day": "2026-06-04", "count": "spasms"},
    ],
)
def test_a_day_that_cannot_be_filled_in_is_refused(cast: Cast, at: At, fields: dict[str, str]) -> None:
    with time_machine.travel(NOON, tick=False):
        answer = signed_in(cast.alice).post(at("catch-up/day/"), {"form_id": str(uuid4()), **fields})
    assert answer.status_code == 400
    assert events(cast) == []


def test_days_are_named_after_midnight_since_yesterday_may_be_two(cast: Cast, at: At) -> None:
    note(cast, NOON - timedelta(days=5), Rating("stiffness", 4))
    with time_machine.travel(AT_THREE, tick=False):
        asked = page(cast, at("catch-up/"))
    assert "Yesterday" not in asked
    assert "Monday 1 June" in asked
    assert "Tuesday 2 June" not in asked, "it is still that day"


def test_a_carers_entries_are_marked_as_theirs(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        bob = signed_in(cast.bob)
        answer = bob.post(at("catch-up/day/"), {"form_id": str(uuid4()), "day": "2026-06-02", "stiffness": "5"})
        assert answer.status_code == 302
        for tail in ("catch-up/", "catch-up/?day=2026-06-02", "timeline/"):
            assert "noted by Bob, carer" in page(cast, at(tail))
            assert "noted by you" in bob.get(at(tail)).content.decode()
        assert "noted by Bob" in page(cast, at("today/"))


def test_the_entry_page_does_not_know_pauses_as_days(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        post(cast, at("pause/"), until="")
        (kept,) = events(cast)
        assert "Pause from being asked" in page(cast, at(f"entry/{kept.id}/"))


# --- a fall ---------------------------------------------------------------------------------------------------

HURT = {"head_injury", "cannot_stand_after_fall", "severe_limb_pain", "blackout"}


def test_a_fall_is_kept_and_what_was_not_ticked_stays_open(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        there = post(cast, at("fall/"))
    assert [event.fact for event in events(cast)] == [Count("falls", 1)]
    assert "/today/" in there


def test_none_of_these_is_an_answer_and_a_tick_calls_for_help_at_once(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        post(cast, at("fall/"), hurt="none")
        said = {event.fact for event in events(cast)}
        assert said == {Count("falls", 1), *(Sign(code, present=False) for code in HURT)}
        there = post(cast, at("fall/"), sign=["head_injury"])
        assert "/when-to-call/" in there
        assert ("R22", "T0") in fired(cast, NOON)


def test_ticked_and_none_at_once_is_asked_again(cast: Cast, at: At) -> None:
    form = {"form_id": str(uuid4()), "sign": ["blackout"], "hurt": "none"}
    answer = signed_in(cast.alice).post(at("fall/"), form)
    assert answer.status_code == 400
    assert events(cast) == []


def test_a_fall_may_have_been_earlier(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        post(cast, at("fall/"), earlier="yes", day="2026-06-02", time="", slot="")
        answer = signed_in(cast.alice).post(
            at("fall/"), {"form_id": str(uuid4()), "earlier": "yes", "day": "2026-06-05", "time": "", "slot": ""}
        )
        assert answer.status_code == 400
    assert [e.when for e in events(cast) if isinstance(e.fact, Count)] == [Day(date(2026, 6, 2), ZONE)]


# --- a rest ---------------------------------------------------------------------------------------------------


def test_a_rest_asks_for_no_day_is_no_answer_and_ends_by_one_tap(cast: Cast, at: At) -> None:
    note(cast, NOON - timedelta(days=5), Rating("stiffness", 4))
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        post(cast, at("pause/"), until="")
    with time_machine.travel(NOON, tick=False):
        resting = page(cast, at("today/"))
        assert "Nothing is asked. Alerts stay on." in resting
        assert actions.today(cast.alice, cast.person, now=NOON).one_tap.open_days == (
            date(2026, 5, 31),
            date(2026, 5, 30),
        )
        post(cast, at("pause/end/"))
        assert "Nothing is asked" not in page(cast, at("today/"))
        assert len(actions.today(cast.alice, cast.person, now=NOON).one_tap.open_days) == 2, "days of rest stay rests"
        post(cast, at("pause/end/"))
    assert [event.fact for event in events(cast) if isinstance(event.fact, Pause)].count(Pause(on=False)) == 1


def test_alerts_are_never_paused(cast: Cast, at: At) -> None:
    with time_machine.travel(NOON, tick=False):
        note(cast, NOON, Sign("head_injury", new=True))
        before = fired(cast, NOON)
        assert before
        post(cast, at("pause/"), until="2026-06-20")
        assert fired(cast, NOON) == before
        shown = page(cast, at("today/"))
        assert shown.index("alert tier-T0") < shown.index("How stiff are you now")


@pytest.mark.parametrize("until", ["2026-06-02", "2036-01-01", "soon"])
def test_a_rest_that_cannot_be_is_explained(cast: Cast, at: At, until: str) -> None:
    with time_machine.travel(NOON, tick=False):
        answer = signed_in(cast.alice).post(at("pause/"), {"form_id": str(uuid4()), "until": until})
    assert answer.status_code == 400
    assert events(cast) == []


# --- which day ------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    # The nights on which London's clocks change, and any other moment of the year.
    st.one_of(
        st.datetimes(datetime(2026, 3, 28, 22), datetime(2026, 3, 29, 6)),
        st.datetimes(datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 6)),
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),
    )
)
def test_one_tap_stands_on_the_day_that_a_person_would_say(cast: Cast, moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    local = now.astimezone(ZoneInfo(ZONE))
    event = actions.tap(cast.alice, cast.person, "spasms", now=now)
    assert isinstance(event.fact, Count)
    in_the_night = local.hour < 4
    assert event.fact.period is (Period.NIGHT if in_the_night else Period.DAY)
    shown = actions.timeline(cast.alice, cast.person, day=local.date(), now=now)
    assert event.id in {entry.event.id for day in shown.days for entry in day.entries}
    view = actions.today(cast.alice, cast.person, now=now)
    assert view.one_tap.is_night is in_the_night
    assert view.day == (local.date() - timedelta(days=1) if in_the_night else local.date())
    assert view.one_tap.counted["spasms"] >= 1
    found = actions.catch_up(cast.alice, cast.person, now=now)
    assert found.days[0].day == view.day - timedelta(days=1)


# --- order ----------------------------------------------------------------------------------------------------


def test_what_is_used_rises_on_the_check_in_and_buttons_wait_for_monday(cast: Cast, at: At) -> None:
    for ago in range(1, 9):
        note(cast, NOON - timedelta(days=ago), Factor("weather", present=True), Count("clonus", 1, Period.DAY))
    with time_machine.travel(NOON, tick=False):
        asked = page(cast, at("today/"))
        order = re.findall(r'name="factor\.(\w+)" value="yes"', asked)
        assert order.index("weather") < order.index("heat") < order.index("cold")
        keys = re.findall(r'class="quick__key">([^<]+)', asked)
        assert keys[0] == "Shaking +1"
        post(cast, at("tap/"), count="cramps")
        assert re.findall(r'class="quick__key">([^<]+)', page(cast, at("today/"))) == keys


def test_nothing_is_said_of_guilt(cast: Cast, at: At) -> None:
    note(cast, NOON - timedelta(days=6), Rating("stiffness", 4))
    with time_machine.travel(NOON, tick=False):
        for tail in ("today/", "catch-up/", "pause/"):
            words = re.sub(r"<[^>]+>", " ", page(cast, at(tail))).casefold()
            for hard in ("forgot", "missed day", "streak", "overdue", "you should", "incomplete"):
                assert hard not in words


def test_every_form_of_a_tap_stands_alone(alice: Client, at: At) -> None:
    shown = alice.get(at("today/")).content.decode()
    forms = re.findall(r"<form[^>]*data-outbox[^>]*>(.*?)</form>", shown, re.DOTALL)
    assert len(forms) >= 5
    assert all('name="form_id"' in form for form in forms)
    ids = re.findall(r'name="form_id" value="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_a_number_is_kept_without_working_out_the_weeks_before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever taps waits for the note to be kept, and for nothing else."""
    chosen = actions.settings(cast.alice, cast.person)
    actions.save_settings(cast.alice, cast.person, replace(chosen, kept_hindrances=("hindered.sleep",)))
    with monkeypatch.context() as patch:
        patch.setattr(actions, "today", lambda *_, **__: pytest.fail("a tap waits for the whole page"), raising=False)
        kept = [
            post(cast, f"/p/{cast.person}/check-in/", **{"stiffness": "6", "factor.heat": "", "rest_no": ""}),
            post(cast, f"/p/{cast.person}/check-in/", **{"hindered.sleep": "4", "spasms_day": "2"}),
        ]
    assert len(kept) == 2
    assert all("saved=" in where for where in kept)
    post(cast, f"/p/{cast.person}/check-in/", **{"factor.heat": "yes", "rest_no": "yes"})
    facts = [event.fact for event in queries.events(cast.person)]
    assert Factor("heat", True) in facts
    assert any(isinstance(fact, Factor) and fact.present is False for fact in facts), "the rest was said to be no"
    said = {fact.code for fact in facts if isinstance(fact, Rating)}
    assert {"stiffness", "hindered.sleep"} <= said
