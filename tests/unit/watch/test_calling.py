"""Whom to ring: in the order of knowledge, by the clock on the person's own wall, and 999 first at T0."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.knowledge.calling import load_calling
from supple.knowledge.phones import numbers_of
from supple.knowledge.red_flags import load_red_flags
from supple.model import Alert, Answering, CallList, Contact, Hours, OpenSpan, Tier
from supple.plan import read_hours
from supple.watch import call_of, whom_to_ring
from supple.watch.opening import answering

LONDON = ZoneInfo("Europe/London")
GB = numbers_of("GB")
OFFICE = read_hours("Mon-Fri 8:30-17:00")
NURSE = Contact("Nurse", "ms_team", phone="1001", hours=OFFICE)
CLINIC = Contact("Clinic", "pump_day", phone="1002", hours=OFFICE)
LINE = Contact("Line", "pump_night", phone="1003", hours=Hours(any_time=True))
GP = Contact("GP", "family_doctor", phone="1004")
URGENT = Contact("Urgent", "urgent_line", phone="1005", hours=Hours(any_time=True))
TOXIN = Contact("Toxin", "injection_clinic", phone="1006")
PHYSIO = Contact("Physio", "therapist", phone="1007")
FRIEND = Contact("Neighbour", "other", phone="1008")
TEAM = (NURSE, CLINIC, LINE, GP, URGENT, TOXIN, PHYSIO, FRIEND)
TUESDAY = datetime(2026, 3, 10, 10, 0, tzinfo=LONDON)
NIGHT = datetime(2026, 3, 10, 3, 0, tzinfo=LONDON)


def alert(call: str, tier: Tier = Tier.T1, rule: str = "R99") -> Alert:
    return Alert(
        rule=rule, version=1, tier=tier, title="t", words="w", call="words", inputs={}, source="s",
        date_checked=date(2026, 1, 1), reviewed_by="nobody yet", raised_at=TUESDAY, call_id=call,
    )  # fmt: skip


def ring(
    call: str, now: datetime, tier: Tier = Tier.T1, rule: str = "R99", team: tuple[Contact, ...] = TEAM
) -> CallList:
    return whom_to_ring(alert(call, tier, rule), team, GB, now, zone=LONDON)


def names(found: CallList) -> list[str]:
    return [line.name for line in found.lines]


def test_by_day_the_nurse_at_night_the_line_that_answers() -> None:
    assert names(ring("ms_today", TUESDAY)) == ["Nurse", "GP", "Urgent", "NHS 111", "Neighbour"]
    assert names(ring("ms_today", NIGHT)) == ["GP", "Urgent", "NHS 111", "Neighbour", "Nurse"]
    closed = ring("ms_today", NIGHT).lines[-1]
    assert closed.answering is Answering.CLOSED
    assert closed.words == "Closed now. Opens today at 08:30"


def test_the_pump_is_rung_at_any_hour_and_then_the_emergency_number() -> None:
    assert names(ring("pump_now", TUESDAY)) == ["Line", "Clinic", "Emergency", "Neighbour"]
    assert names(ring("pump_now", NIGHT)) == ["Line", "Emergency", "Neighbour", "Clinic"]
    assert names(ring("pump_now", NIGHT, team=(CLINIC,))) == ["Emergency", "Clinic"]


@pytest.mark.parametrize("call", sorted(load_red_flags().calls))
@pytest.mark.parametrize("team", [TEAM, ()])
def test_at_t0_the_emergency_number_stands_first_whatever_the_order_says(
    call: str, team: tuple[Contact, ...]
) -> None:
    first = ring(call, NIGHT, Tier.T0, team=team).lines[0]
    assert (first.kind, first.phone) == ("emergency", "999")


def test_ones_own_emergency_number_stands_above_the_countrys() -> None:
    found = whom_to_ring(alert("emergency", Tier.T0), (), numbers_of("GB", "0300 1"), NIGHT, zone=LONDON)
    assert found.lines[0].phone == "0300 1"


def test_signs_of_a_pump_that_fails_name_the_pump_team_after_the_emergency_number() -> None:
    assert names(ring("emergency", TUESDAY, Tier.T0, "R01")) == ["Emergency", "Line", "Clinic"]
    assert names(ring("ms_today", TUESDAY, Tier.T1, "R09"))[-2:] == ["Toxin", "Neighbour"]
    assert names(ring("emergency", TUESDAY, Tier.T0, "R12")) == ["Emergency"]


def test_without_a_number_kept_the_words_remain_and_the_page_asks_for_it() -> None:
    found = ring("pump_soon", TUESDAY, Tier.T2, team=(Contact("Clinic", "pump_day"),))
    assert found.lines == ()
    assert found.missing == ("pump clinic, by day", "pump line, day and night")
    assert ring("pump_soon", TUESDAY, Tier.T2).missing == ()


def test_next_visit_rings_nobody() -> None:
    assert ring("next_visit", TUESDAY, Tier.T3) == CallList()


def test_the_crisis_line_of_the_country_and_ones_own() -> None:
    own = Contact("My crisis team", "crisis_line", phone="1009", hours=Hours(any_time=True))
    assert names(ring("crisis", NIGHT, team=(own, GP)))[:2] == ["My crisis team", "Samaritans"]


def test_every_call_of_the_rules_has_an_order() -> None:
    assert set(load_red_flags().calls) == set(load_calling().orders)


@pytest.mark.parametrize("rule", load_red_flags().rules, ids=lambda rule: rule.id)
def test_every_rule_leads_to_somebody(rule: object) -> None:
    """Every level below "next visit" has somebody to ring, if the person keeps one number for each role."""
    team = tuple(Contact(role, role, phone="1") for role in load_calling().roles)
    for level in rule.levels:  # type: ignore[attr-defined]
        found = ring(level.call, TUESDAY, level.tier, rule.id, team)  # type: ignore[attr-defined]
        assert found.lines or level.call in {"next_visit", "pump_next"}


def test_an_alert_kept_without_its_call_is_looked_up_by_rule_and_tier() -> None:
    assert call_of(alert("", Tier.T1, "R03")) == "pump_now"
    assert call_of(alert("", Tier.T0, "R03")) == "emergency"
    assert call_of(alert("", Tier.T0, "R-gone")) == ""
    assert whom_to_ring(alert("", Tier.T0, "R-gone"), (), GB, NIGHT, zone=LONDON).lines[0].phone == "999"


@pytest.mark.parametrize(
    ("hours", "now", "words"),
    [
        ("Mon-Fri 8:30-17:00", "2026-03-10T08:29", "Closed now. Opens today at 08:30"),
        ("Mon-Fri 8:30-17:00", "2026-03-10T08:30", "Open now, until 17:00"),
        ("Mon-Fri 8:30-17:00", "2026-03-10T16:59", "Open now, until 17:00"),
        ("Mon-Fri 8:30-17:00", "2026-03-10T17:00", "Closed now. Opens tomorrow at 08:30"),
        ("Mon-Fri 8:30-17:00", "2026-03-13T17:00", "Closed now. Opens Monday at 08:30"),
        ("Tue 9:00-12:00", "2026-03-10T12:00", "Closed now. Opens next Tuesday at 09:00"),
        ("every day 18:00-08:00", "2026-03-10T02:00", "Open now, until 08:00"),
        ("every day 18:00-08:00", "2026-03-10T20:00", "Open now, until 08:00 tomorrow"),
        ("Sun 22:00-06:00", "2026-03-09T05:59", "Open now, until 06:00"),
        ("Mon 08:00-24:00", "2026-03-09T10:00", "Open now, until 00:00"),
        ("Tue 00:00-06:00", "2026-03-09T10:00", "Closed now. Opens tomorrow at 00:00"),
        ("Mon 08:00-12:00, 12:00-17:00", "2026-03-09T09:00", "Open now, until 17:00"),
        ("every day 00:00-24:00", "2026-03-09T09:00", "Answers at any time"),
        ("any time", "2026-03-09T09:00", "Answers at any time"),
        ("", "2026-03-09T09:00", "Hours not written down"),
    ],
)
def test_open_closed_and_when_again(hours: str, now: str, words: str) -> None:
    contact = Contact("x", "other", hours=read_hours(hours))
    assert answering(contact, datetime.fromisoformat(now).replace(tzinfo=LONDON))[1] == words


@pytest.mark.parametrize(
    ("zone", "now", "is_open"),
    [
        ("Europe/London", datetime(2026, 3, 27, 8, 45, tzinfo=UTC), True),  # winter time: 08:45 on the wall
        ("Europe/London", datetime(2026, 3, 30, 7, 45, tzinfo=UTC), True),  # summer time: 08:45 on the wall
        ("Europe/London", datetime(2026, 3, 27, 7, 45, tzinfo=UTC), False),
        (
            "America/New_York",
            datetime(2026, 3, 10, 13, 0, tzinfo=UTC),
            True,
        ),  # 09:00 there
        ("America/New_York", datetime(2026, 3, 10, 8, 45, tzinfo=UTC), False),
    ],
)
def test_the_persons_own_clock_decides(zone: str, now: datetime, is_open: bool) -> None:
    found = whom_to_ring(alert("ms_soon", Tier.T2), (NURSE,), GB, now, zone=ZoneInfo(zone)).lines[0]
    assert (found.answering is Answering.OPEN) is is_open


SPANS = st.builds(OpenSpan, st.integers(0, 6), st.integers(0, 24 * 60 - 1), st.integers(1, 24 * 60))


@given(st.lists(SPANS, min_size=1, max_size=6), st.integers(0, 7 * 24 * 60 - 1))
def test_open_is_what_a_minute_by_minute_week_says(spans: list[OpenSpan], minute: int) -> None:
    week = [False] * (7 * 24 * 60)
    for span in spans:
        for ahead in range(span.minutes):
            week[(span.weekday * 1440 + span.opens_minute + ahead) % len(week)] = True
    monday = datetime(2026, 3, 9, tzinfo=LONDON)
    now = monday + timedelta(minutes=minute)
    state, words = answering(Contact("x", "other", hours=Hours(spans=tuple(spans))), now)
    assert (state is not Answering.CLOSED) is week[minute]
    ahead = next((i for i in range(1, len(week) + 1) if week[(minute + i) % len(week)] is not week[minute]), None)
    if ahead is None:
        assert words == "Answers at any time"
    else:
        assert f"{now.replace(tzinfo=None) + timedelta(minutes=ahead):%H:%M}" in words
