"""Does the calendar feed say what is due, when, in what every calendar reads? Read back by another library."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from supple.model import Due, DueKind, DueState
from supple.report.feed import feed
from supple.report.feed_zone import timezone_of

PERSON = uuid.UUID(int=7)
NOW = datetime(2026, 10, 23, 6, tzinfo=UTC)
ZONE = "Europe/London"


def due(
    on: date,
    at: str,
    *,
    name: str = "baclofen",
    kind: DueKind = DueKind.DOSE,
    state: DueState = DueState.OPEN,
    words: str = "1 tablet",
) -> Due:
    moment = datetime.combine(on, time.fromisoformat(at), ZoneInfo(ZONE)).astimezone(UTC)
    return Due(
        f"{kind.value}|{name}|{on}T{at}", kind, name, on, moment, ZONE, f"{name}: {words}", "medicine",
        moment + timedelta(hours=4), False, state,
    )  # fmt: skip


def days(count: int, at: str = "08:00", every: int = 1, **others: Any) -> list[Due]:
    return [due(date(2026, 10, 23) + timedelta(days=n * every), at, **others) for n in range(count)]


def made(dues: list[Due], *, is_private: bool = True, version: int = 3, now: datetime = NOW) -> bytes:
    return feed(PERSON, dues, zone=ZONE, now=now, is_private=is_private, version=version)


def moments(raw: bytes) -> list[datetime]:
    """Every occurrence, in UTC, as vobject reads it, by the file's own VTIMEZONE as dateutil reads that."""
    text = raw.decode()
    found: list[datetime] = []
    for event in vobject.readOne(text).contents.get("vevent", []):
        begins = event.dtstart.value.replace(tzinfo=None)
        rule = list(rrulestr(event.rrule.value, dtstart=begins)) if "rrule" in event.contents else [begins]
        away = {one.replace(tzinfo=None) for each in event.contents.get("exdate", []) for one in each.value}
        found += [each for each in rule if each not in away]
    if not found:
        return []
    own = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")] + "END:VTIMEZONE\r\n"
    zone = tzical(io.StringIO(own)).get()
    return sorted(each.replace(tzinfo=zone).astimezone(UTC) for each in found)


def test_a_dose_keeps_its_wall_clock_time_across_the_clock_change() -> None:
    dues = days(5)
    raw = made(dues)
    assert moments(raw) == [each.at for each in dues]
    text = raw.decode()
    assert text.count("BEGIN:VEVENT") == 1
    for needed in ("VERSION:2.0\r\n", "TZID=Europe/London", "BEGIN:VALARM", "SEQUENCE:298", "RRULE"):
        assert needed in text
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_it_says_kinds_and_no_names_unless_it_was_asked_to() -> None:
    assert b"baclofen" not in made(days(3))
    assert b"baclofen: 1 tablet" in made(days(3), is_private=False)


def test_a_day_of_rest_and_what_is_done_are_left_out() -> None:
    dues = days(4)
    dues[2] = due(dues[2].on, "08:00", state=DueState.RESTING)
    assert moments(made(dues)) == [dues[n].at for n in (0, 1, 3)]
    assert b"EXDATE" in made(dues)


@pytest.mark.parametrize("state", [each for each in DueState if each is not DueState.OPEN])
def test_a_single_thing_that_is_not_open_does_not_ring(state: DueState) -> None:
    assert moments(made([due(date(2026, 10, 23), "08:00", state=state)])) == []


def test_ids_stay_from_day_to_day_and_versions_grow() -> None:
    today, tomorrow = made(days(5)), made(days(6)[1:], now=NOW + timedelta(days=1))
    one, other = (icalendar.Calendar.from_ical(raw).walk("VEVENT")[0] for raw in (today, tomorrow))
    assert one["UID"] == other["UID"]
    assert one["SEQUENCE"] < other["SEQUENCE"]


def ladder() -> list[Due]:
    """Five days of one amount, then five of another, at the same time of day."""
    steps = ("half a tablet", "1 tablet")
    return [
        due(date(2026, 10, 23) + timedelta(days=n), "08:00", words=words)
        for number, words in enumerate(steps)
        for n in range(5 * number, 5 * number + 5)
    ]


def told_by_day(raw: bytes) -> dict[date, list[str]]:
    """What the calendar says on each day, by its wall clock."""
    found: dict[date, list[str]] = {}
    for event in vobject.readOne(raw.decode()).contents["vevent"]:
        begins = event.dtstart.value.replace(tzinfo=None)
        rule = list(rrulestr(event.rrule.value, dtstart=begins)) if "rrule" in event.contents else [begins]
        for each in rule:
            found.setdefault(each.date(), []).append(event.summary.value)
    return found


def test_each_step_of_a_ladder_says_its_own_words_on_its_own_days() -> None:
    assert told_by_day(made(ladder(), is_private=False)) == {each.on: [each.words] for each in ladder()}
    assert made(ladder()).count(b"BEGIN:VEVENT") == 1, "where no words are told it is one series as before"


def test_a_step_keeps_its_id_while_its_days_go_by() -> None:
    ids: dict[str, set[str]] = {}
    for gone in range(9):
        raw = made(ladder()[gone:], is_private=False, now=NOW + timedelta(days=gone))
        for event in icalendar.Calendar.from_ical(raw).walk("VEVENT"):
            ids.setdefault(str(event["SUMMARY"]), set()).add(str(event["UID"]))
    assert [len(each) for each in ids.values()] == [1, 1]
    assert len(set.union(*ids.values())) == 2


def test_every_third_day_days_of_the_week_and_single_dates() -> None:
    third = days(4, every=3)
    assert moments(made(third)) == [each.at for each in third]
    assert made(third).count(b"BEGIN:VEVENT") == 1
    week = [d for d in days(21, kind=DueKind.ROUTINE, name="pool") if d.on.weekday() in {0, 3}]
    assert moments(made(week)) == [each.at for each in week]
    assert made(week).count(b"BEGIN:VEVENT") == 2
    odd = [days(9)[n] for n in (0, 1, 3, 7)]
    assert moments(made(odd)) == [each.at for each in odd]


@given(st.sets(st.integers(0, 40), max_size=25), st.sampled_from(["08:00", "01:30", "23:59"]))
def test_whatever_is_due_comes_back_as_it_is(which: set[int], at: str) -> None:
    dues = [due(date(2026, 10, 20) + timedelta(days=n), at) for n in sorted(which)]
    assert moments(made(dues)) == [each.at for each in dues]


def test_two_times_that_are_one_moment_are_told_as_two() -> None:
    one, other = due(date(2026, 3, 29), "01:30"), due(date(2026, 3, 29), "02:30")
    assert one.at == other.at
    assert moments(made([one, other])) == [one.at, other.at]


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_the_files_own_zone_says_what_the_zone_says(zone: str) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    raw = timezone_of(zone, start, start + timedelta(days=700)).to_ical().decode()
    own = tzical(io.StringIO(raw)).get()
    for hours in range(24, 24 * 690, 7):
        local = (start + timedelta(hours=hours, minutes=20)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert local.replace(tzinfo=own).utcoffset() == local.replace(tzinfo=ZoneInfo(zone)).utcoffset(), local


def test_with_nothing_due_it_is_a_calendar_all_the_same() -> None:
    """RFC 5545 §3.6: at least one component. Without one, programs say that the address holds no calendar."""
    text = made([]).decode()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "BEGIN:VEVENT" not in text
    read = vobject.readOne(text).contents
    assert read["version"][0].value == "2.0"
    assert read["vtimezone"]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\ud800", "\r", "\t"])
def test_a_sign_that_no_calendar_may_hold_breaks_no_calendar(sign: str) -> None:
    raw = made([due(date(2026, 10, 23), "08:00", name=f"bac{sign}lofen", words="1\nBEGIN:VEVENT")], is_private=False)
    text = raw.decode()
    assert text.count("\nBEGIN:VEVENT") == 1
    assert not {each for each in text if ord(each) < 32 or ord(each) == 127} - {"\r", "\n"}
    (event,) = vobject.readOne(text).contents["vevent"]
    assert event.summary.value == "bac lofen: 1\nBEGIN:VEVENT"


def test_signs_that_join_letters_stay() -> None:
    raw = made([due(date(2026, 10, 23), "08:00", name="نمی\u200cدانم")], is_private=False)
    assert "نمی\u200cدانم" in raw.decode().replace("\r\n ", "")
