"""Is the web benchmark's arithmetic right? Nothing here looks at a clock."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from benchmarks.web import diary, tables
from benchmarks.web.figures import Sized, Timed, percentile, stream, timed


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [percentile(values[::-1], share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert percentile([7.0], 0.99) == 7.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_what_is_within_the_bar_is_said_of_half() -> None:
    assert timed("x", [10, 20, 90], bar=50).is_met is True
    assert timed("x", [10, 60, 90], bar=50).is_met is False
    assert timed("x", [10]).is_met is None


def test_a_note_that_was_acknowledged_and_is_not_there_is_lost() -> None:
    one = stream(50, 2, [5.0] * 97, failed=3, kept=96)
    assert (one.sent, one.failed, one.lost, one.per_s) == (100, 3, 1, 48.5)
    assert stream(50, 2, [5.0] * 100, failed=0, kept=100).lost == 0


def test_the_diary_is_dense_one_persons_and_the_same_each_time() -> None:
    person = uuid.UUID(int=3)
    events = list(diary.lived(person, date(2026, 6, 14), days=120))
    again = list(diary.lived(person, date(2026, 6, 14), days=120))
    assert [event.id for event in events] == [event.id for event in again]
    assert len({event.id for event in events}) == len(events) > 120 * 20
    assert {event.person_id for event in events} == {person}
    kinds = {event.fact.KIND for event in events}
    assert {"rating", "count", "factor", "dose", "session", "note", "plan"} <= kinds


def test_the_page_says_what_was_measured_and_what_it_should_be() -> None:
    found = {
        "machine": dict.fromkeys(("day", "cores", "memory", "system", "python", "django", "chromium"), "x"),
        "load_before": 0.1,
        "diary": {"events": 50_000, "days": 1826},
        "sizes": [Sized("Today, first load", 41_000, 100_000)],
        "seen": [Timed("Largest paint", 9, 900.0, 950.0, 960.0, 1500)],
        "pages": [timed("Today, the first after a start", [700.0]), timed("Today", [20.0, 30.0], 50)],
        "stream": stream(50, 60, [9.0] * 3000, failed=0, kept=2999),
    }
    page = tables.page(found)
    for row in (
        "| Today, first load | 41.0 kB | ≤ 100 kB |",
        "| Largest paint | 900 ms | 950 ms | 960 ms | ≤ 1500 ms |",
        "| Today, the first after a start |  |  | 700 ms |  |",
        "| Today | 20 ms | 30 ms | 30 ms | ≤ 50 ms |",
        "| acknowledged and lost | 1 | 0 |",
        "| acknowledged a second | 50.0 | 50 |",
    ):
        assert row in page
