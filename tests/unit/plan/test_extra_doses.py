"""Do doses noted besides the prescription stay in sight for 24 hours, whatever precision their time has?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Day, Dose, DoseStatus, Event, ExtraKind, Instant, PlanItem, PlanStatus
from supple.plan import extra_doses

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)


def noted(at: datetime, status: DoseStatus = DoseStatus.EXTRA) -> Event:
    event = entry(1, Dose("baclofen", status, 30.0), at.date())
    return Event(event.id, event.person_id, event.fact, Instant(at, "UTC"), at, event.noted_by, "doses")


@given(st.integers(0, 3 * 24 * 60))
def test_a_dose_with_a_clock_time_is_shown_for_exactly_a_day(minutes_ago: int) -> None:
    shown = extra_doses([noted(NOW - timedelta(minutes=minutes_ago))], NOW)
    assert bool(shown) is (minutes_ago < 24 * 60)


@pytest.mark.parametrize("status", [each for each in DoseStatus if each is not DoseStatus.EXTRA])
def test_no_other_dose_is_shown(status: DoseStatus) -> None:
    assert extra_doses([noted(NOW, status)], NOW) == ()


@pytest.mark.parametrize(("day", "is_shown"), [(10, True), (9, True), (8, False)])
def test_with_no_clock_time_it_counts_as_taken_as_late_as_may_be(day: int, is_shown: bool) -> None:
    on = date(2026, 5, day)
    at = datetime(2026, 5, 10, 11, tzinfo=UTC)
    event = noted(at)
    event = Event(event.id, event.person_id, event.fact, Day(on, "UTC"), at, event.noted_by, "doses")
    assert bool(extra_doses([event], NOW)) is is_shown


def agreed(**detail: str) -> Event:
    item = PlanItem("medicine", "Baclofen", PlanStatus.AGREED, date(2026, 5, 1), detail=detail)
    return entry(1, item, date(2026, 5, 1))


def taken(hour: float, pieces: float | None, status: DoseStatus = DoseStatus.TAKEN, due: str | None = None) -> Event:
    words = None if pieces is None else f"{pieces:.10g} tablets"
    at = datetime(2026, 5, 10, tzinfo=UTC) + timedelta(hours=hour)
    dose = Dose("Baclofen", status, amount_words=words, due_time=due)
    return replace(noted(at), id=uuid4(), fact=dose)


def kind_of(*events: Event) -> ExtraKind:
    return extra_doses(events, NOW)[-1].kind


TABLET = {"strength": "10", "strength_unit": "mg", "each_time": "one tablet"}
THRICE = {**TABLET, "times": "08:00; 14:00; 22:00"}
NEEDED = {**TABLET, "as_needed": "yes", "not_before_hours": "4", "max_pieces_per_day": "6"}


@given(st.lists(st.integers(0, 4), max_size=4), st.integers(1, 8))
def test_more_is_said_exactly_where_the_total_or_the_single_amount_is_more(before: list[int], quarters: int) -> None:
    amounts = [one / 4 for one in before]
    doses = [taken(5 + number, one) for number, one in enumerate(amounts)]
    extra = taken(11, quarters / 4, DoseStatus.EXTRA)
    is_more = sum(amounts) + quarters / 4 > 3
    assert kind_of(agreed(**THRICE), *doses, extra) is (ExtraKind.MORE if is_more else ExtraKind.BESIDES)


@pytest.mark.parametrize(
    ("detail", "pieces", "expected"),
    [
        (THRICE, 2.25, ExtraKind.MORE),  # at one time more than twice one dose
        (THRICE, None, ExtraKind.UNKNOWN),
        ({**THRICE, "pieces_per_day": "1"}, 1.25, ExtraKind.MORE),  # of two totals the smaller
        ({"times": "08:00", "step_1": "10 mg three times a day"}, 1.0, ExtraKind.UNKNOWN),  # pieces of no strength
        ({"strength": "10", "strength_unit": "mg", "step_1": "10 mg three times a day"}, 1.0, ExtraKind.BESIDES),
        ({"strength": "10", "strength_unit": "mg", "step_1": "15 mg daily"}, 1.0, ExtraKind.UNKNOWN),
        ({"strength": "10", "strength_unit": "mg", "step_1": "5 mg once a day"}, 1.0, ExtraKind.MORE),
        ({"times": "08:00", "each_time": "as told"}, 1.0, ExtraKind.UNKNOWN),
        ({}, 1.0, ExtraKind.UNKNOWN),
    ],
)
def test_what_the_plan_says_decides(detail: dict[str, str], pieces: float | None, expected: ExtraKind) -> None:
    assert kind_of(agreed(**detail), taken(9, pieces, DoseStatus.EXTRA)) is expected


def test_a_dose_as_planned_counts_as_the_plan_says_and_any_other_with_no_amount_as_unknown() -> None:
    extra = taken(9, 0.5, DoseStatus.EXTRA)
    assert kind_of(agreed(**THRICE), taken(8, None, due="08:00"), extra) is ExtraKind.BESIDES
    assert kind_of(agreed(**THRICE), taken(8, None), extra) is ExtraKind.UNKNOWN
    both = [taken(8, None, due=due) for due in ("08:00", "14:00", "22:00")]
    assert kind_of(agreed(**THRICE), *both, extra) is ExtraKind.MORE
    assert kind_of(extra) is ExtraKind.UNKNOWN, "the plan does not have it"


def test_too_early_is_by_the_prescriptions_own_hours_and_two_amounts_together_may_be_more() -> None:
    first = taken(8, 1)
    early = taken(10, 1, DoseStatus.EXTRA)
    (told,) = extra_doses([agreed(**NEEDED), first, early], NOW)
    assert told.kind is ExtraKind.EARLY
    assert told.not_before_utc == datetime(2026, 5, 10, 12, tzinfo=UTC)
    assert kind_of(agreed(**NEEDED), taken(5, 1), early) is ExtraKind.BESIDES
    assert kind_of(agreed(**NEEDED), first, taken(9, 1), early) is ExtraKind.MORE, "three within four hours"
    assert kind_of(agreed(**NEEDED), first, taken(10, None, DoseStatus.EXTRA)) is ExtraKind.UNKNOWN
