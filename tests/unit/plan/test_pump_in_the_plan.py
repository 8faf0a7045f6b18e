"""Does the plan carry the pump: what went on holding, both days, a bolus, what was left?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import (
    Event,
    Micrograms,
    Plan,
    PlanItem,
    PlanStatus,
    PumpBolus,
    PumpFill,
    PumpProgramme,
    PumpRecord,
    PumpStep,
)
from supple.plan import RESIDUAL_GAP, confirmable, fold_plan, pump_of
from supple.plan.pump_flow import delivered_mcg, low_reservoir_at

ZONE = "Europe/London"
TODAY = date(2026, 2, 1)
FIRST = {
    "filled_on": "2026-01-05",
    "fill_volume_ml": "20",
    "alarm_volume_ml": "2",
    "concentration_mcg_per_ml": "500",
    "daily_dose_mcg": "250",
}


def noted(number: int, on: date, **detail: str) -> Event:
    status = PlanStatus.AGREED if number == 1 else PlanStatus.CHANGED
    return entry(number, PlanItem("pump", "SynchroMed", status, on, detail=detail), on, zone=ZONE)


def plan_of(*later: Event) -> Plan:
    return fold_plan([noted(1, date(2026, 1, 5), **FIRST), *later], TODAY)


def test_a_later_entry_may_say_only_what_changed() -> None:
    (item,) = plan_of(noted(2, date(2026, 1, 20), clinic_alarm_date="2026-02-09")).in_force("pump")
    assert item.detail == {**FIRST, "clinic_alarm_date": "2026-02-09"}
    assert item.valid_from == date(2026, 1, 5), "since the fill, not since the date was written down"


def test_a_new_fill_and_a_new_programme_drop_the_old_ones_numbers() -> None:
    steps = noted(2, date(2026, 1, 20), steps="00:00 + 1440 min: 300")
    (item,) = plan_of(steps).in_force("pump")
    assert (item.detail["steps"], "daily_dose_mcg" in item.detail) == ("00:00 + 1440 min: 300", False)
    refilled = noted(3, date(2026, 1, 30), filled_on="2026-01-30", daily_dose_mcg="300")
    (item,) = plan_of(steps, refilled).in_force("pump")
    assert item.detail == {"alarm_volume_ml": "2", "filled_on": "2026-01-30", "daily_dose_mcg": "300"}


@pytest.mark.parametrize(
    ("detail", "kinds"),
    [
        ({"clinic_alarm_date": "2026-02-09"}, []),
        ({"confirmed": "daily_dose_mcg"}, []),
        ({"bolus_mcg": "25"}, []),
        ({"battery_end": "2031-05"}, []),
        ({"daily_dose_mcg": "250"}, []),
        ({"daily_dose_mcg": "300"}, ["dose"]),
        ({"steps": "00:00 + 720 min: 125; 12:00 + 720 min: 125"}, ["dose"]),
        ({"filled_on": "2026-01-20", "fill_volume_ml": "20"}, ["other"]),
        ({"filled_on": "2026-01-20", "concentration_mcg_per_ml": "1000"}, ["dose"]),
    ],
)
def test_only_what_moves_the_amount_is_a_change_of_dose(detail: dict[str, str], kinds: list[str]) -> None:
    changes = plan_of(noted(2, date(2026, 1, 20), **detail)).changes
    assert [change.kind for change in changes if change.day == date(2026, 1, 20)] == kinds


def test_the_plan_counts_on_the_wall_clock_of_the_newest_entry() -> None:
    """36 days at 250 a day, from the start of 5 January: 10 February."""
    plan = plan_of()
    assert plan.pump is not None
    assert (plan.pump.estimated_day, plan.pump.days_left) == (date(2026, 2, 10), 9)
    assert fold_plan([], TODAY).pump is None


def test_a_bolus_brings_the_day_forward() -> None:
    """Of 9000 micrograms a bolus takes 500: 34 days instead of 36."""
    plan = plan_of(noted(2, date(2026, 1, 20), bolus_mcg="500", bolus_time="14:30"))
    assert plan.pump is not None
    assert plan.pump.estimated_day == date(2026, 2, 8)


def test_a_bolus_before_the_fill_is_of_the_old_fill_and_one_that_day_with_no_time_is_not() -> None:
    filled_late = noted(2, date(2026, 1, 10), **{**FIRST, "filled_on": "2026-01-10"}, filled_time="15:00")
    (before, same) = (
        fold_plan([noted(1, date(2026, 1, 5), **FIRST), filled_late, noted(3, date(2026, 1, 10), **bolus)], TODAY)
        for bolus in ({"bolus_mcg": "500", "bolus_time": "09:00"}, {"bolus_mcg": "500"})
    )
    assert before.pump is not None
    assert same.pump is not None
    assert before.pump.estimated_day == date(2026, 2, 15)
    assert same.pump.estimated_day == date(2026, 2, 13)


def test_a_bolus_that_cannot_be_read_is_asked_about() -> None:
    plan = plan_of(noted(2, date(2026, 1, 20), bolus_mcg="0.5 mg"))
    record = pump_of(plan, ZONE)
    assert record is not None
    assert plan.pump is not None
    assert [question.field for question in plan.pump.questions] == ["bolus_mcg"]
    assert confirmable(plan.pump, record) == frozenset()


def test_what_was_left_is_kept_and_passed_on_until_the_clinic_knows() -> None:
    gap = noted(2, date(2026, 1, 5), expected_residual_ml="3", found_residual_ml="5.5")
    plan = plan_of(gap)
    assert plan.pump is not None
    assert "5.5 mL" in plan.pump.residual_question
    assert "3 mL" in plan.pump.residual_question
    assert "ell the pump clinic" in plan.pump.residual_question
    assert plan.pump.questions == (), "the estimate goes on being counted"
    known = plan_of(gap, noted(3, date(2026, 1, 6), confirmed=RESIDUAL_GAP))
    assert known.pump is not None
    assert known.pump.residual_question == ""
    other = plan_of(
        gap, noted(3, date(2026, 1, 6), confirmed=RESIDUAL_GAP), noted(4, date(2026, 1, 7), found_residual_ml="9")
    )
    assert other.pump is not None
    assert "9 mL" in other.pump.residual_question


@pytest.mark.parametrize(("found", "asks"), [("2", False), ("4", False), ("4.1", True), ("1.9", True)])
def test_a_small_gap_is_not_asked_about(found: str, asks: bool) -> None:
    plan = plan_of(noted(2, date(2026, 1, 5), expected_residual_ml="3", found_residual_ml=found))
    assert plan.pump is not None
    assert bool(plan.pump.residual_question) is asks


FILLED = datetime(2026, 1, 5, 10, tzinfo=ZoneInfo(ZONE))
_BOLUSES = st.lists(
    st.builds(
        PumpBolus,
        st.integers(-3000, 60_000).map(lambda minutes: FILLED + timedelta(minutes=minutes)),
        st.integers(1, 3000).map(lambda dose: Micrograms(Decimal(dose))),
    ),
    max_size=5,
)


@given(_BOLUSES, st.integers(20, 2000))
def test_by_the_estimate_programme_and_boluses_together_use_up_just_the_usable_amount(
    boluses: list[PumpBolus], daily: int
) -> None:
    """Not yet before the minute named; with that minute over, all of it."""
    programme = PumpProgramme(FILLED, (PumpStep(0, 1440, Micrograms(Decimal(daily))),))
    record = PumpRecord("P", PumpFill(FILLED, Decimal(500), Decimal(20)), (programme,), ZONE, boluses=tuple(boluses))
    low_at = low_reservoir_at(record)
    assert low_at is not None

    def used(until: datetime, *, with_last: bool) -> Fraction:
        own = sum(
            (
                Fraction(one.dose.mcg)
                for one in boluses
                if one.at >= FILLED and (one.at < until or (with_last and one.at == until))
            ),
            Fraction(0),
        )
        return own + delivered_mcg([programme], FILLED, until)

    usable = Fraction(18 * 500)
    assert used(low_at, with_last=False) <= usable
    assert used(low_at + timedelta(minutes=1), with_last=True) >= usable
    without = low_reservoir_at(PumpRecord("P", record.fill, (programme,), ZONE))
    assert without is not None
    assert low_at <= without, "a bolus never pushes the day back"
