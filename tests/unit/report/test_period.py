"""Which days the report speaks of: since a visit, since a day chosen, or the last twelve weeks noted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.report.made import FIRST, NOW, STIFF, TODAY, a_diary, a_look, a_plan, days, empty, event

from supple.model import Note, PlanItem, PlanStatus, UserError, VisitReport
from supple.report import visit_report


def report_of(*visits: date, since: date | None = None, now: datetime = NOW, length: int = 90) -> VisitReport:
    noted = [event(PlanItem("visit", "Dr P", PlanStatus.AGREED, day), day) for day in visits]
    noted.append(event(Note("x"), FIRST))
    return visit_report(a_look(days({"stiffness": STIFF[:length]})), a_diary(noted), a_plan(), since=since, now=now)


def test_without_a_visit_it_is_the_last_twelve_weeks() -> None:
    report = report_of()
    assert (report.first_day, report.last_day) == (TODAY - timedelta(days=83), TODAY)
    assert report.since_words == "7 Jan to 31 Mar 2026, the last twelve weeks, as no visit is noted"


def test_it_starts_at_the_last_visit_before_today() -> None:
    report = report_of(date(2026, 2, 1), date(2026, 3, 1), TODAY)
    assert report.since == date(2026, 3, 1)
    assert "since the last visit noted, 1 Mar 2026" in report.since_words


def test_a_day_may_be_chosen() -> None:
    report = report_of(date(2026, 2, 1), since=date(2026, 3, 10))
    assert report.since_words == "10 Mar to 31 Mar 2026, since the day chosen, 10 Mar 2026"


def test_a_day_to_come_is_refused_with_the_field() -> None:
    with pytest.raises(UserError) as refused:
        report_of(since=TODAY + timedelta(days=1))
    assert refused.value.field == "since"


def test_a_diary_that_starts_later_says_so() -> None:
    report = report_of(since=date(2025, 12, 1))
    assert report.first_day == FIRST
    assert report.since_words.endswith("; the diary starts on 1 Jan 2026")


def test_an_old_diary_is_reported_up_to_its_own_end() -> None:
    report = report_of(now=datetime(2027, 6, 1, 9, tzinfo=UTC))
    assert report.last_day == FIRST + timedelta(days=89)
    assert "The last entry is from 31 Mar 2026, 427 days before this report." in report.completeness.sentence


def test_days_since_the_last_entry_count_as_missing() -> None:
    report = report_of(length=80)
    assert report.last_day == TODAY
    assert report.completeness.days_noted == 74
    assert report.completeness.days_in_period == 84
    assert "The longest gap: 10 days, 22 Mar to 31 Mar 2026." in report.completeness.sentence


def test_the_report_s_clock_is_the_diary_s_own() -> None:
    report = report_of(now=datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    assert report.now.isoformat() == "2026-04-01T00:30:00+01:00"
    # Half past midnight still belongs to the evening before.
    assert report.last_day == TODAY


def test_others_entries_are_counted_and_named() -> None:
    noted = [event(Note(f"n{i}"), TODAY, number=i) for i in range(3)]
    noted += [event(Note("c"), TODAY, role="carer", name="Jo"), event(Note("d"), TODAY, role="device", name="Watch")]
    report = visit_report(a_look(days({"stiffness": STIFF})), a_diary(noted), a_plan(), since=None, now=NOW)
    assert (report.completeness.entries, report.completeness.entries_by_others) == (5, 2)
    assert "Of 5 entries, 1 by a carer (Jo) and 1 by a device or app." in report.completeness.sentence


def test_an_empty_diary_is_told_plainly() -> None:
    report = empty()
    assert report.completeness.sentence == "Nothing has been noted in this diary yet."
    assert report.course is None
    assert report.first_day is None
