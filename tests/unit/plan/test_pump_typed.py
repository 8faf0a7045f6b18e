"""Is what somebody typed on a pump's form kept as typed, and is each field that cannot be read named?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Micrograms, PlanItem, PlanStatus, PumpProgramme, PumpStep
from supple.plan import (
    bolus_of,
    confirmation,
    fold_plan,
    programming_of,
    pump_of,
    refill_of,
    rows_of,
    set_up_of,
    trial_of,
)
from supple.plan.pump_entries import read_steps, write_steps
from supple.plan.pump_typed import read_rows

TODAY = date(2026, 5, 10)
REFILL = {
    "day": "2026-05-01",
    "time": "9.30",
    "expected_residual_ml": "3",
    "found_residual_ml": "3.4",
    "fill_volume_ml": "20",
    "concentration_mcg_per_ml": "2000",
    "daily_dose_mcg": "250",
    "clinic_alarm_date": "2026-08-01",
}


def test_a_refill_is_kept_as_typed() -> None:
    read = refill_of(REFILL, (), today=TODAY)
    assert read.errors == {}
    assert read.day == date(2026, 5, 1)
    assert read.detail == {
        "filled_on": "2026-05-01",
        "filled_time": "09:30",
        "programmed_time": "09:30",
        "expected_residual_ml": "3",
        "found_residual_ml": "3.4",
        "fill_volume_ml": "20",
        "concentration_mcg_per_ml": "2000",
        "daily_dose_mcg": "250",
        "clinic_alarm_date": "2026-08-01",
    }


def test_what_is_left_empty_is_not_there() -> None:
    """Missing is not zero; and with no dose there is no programme to give a time to."""
    read = refill_of({"day": "2026-05-01", "time": "09:30", "fill_volume_ml": " "}, (), today=TODAY)
    assert read.errors == {}
    assert read.detail == {"filled_on": "2026-05-01", "filled_time": "09:30"}


def test_a_thousandfold_slip_is_kept_never_corrected() -> None:
    read = refill_of({**REFILL, "concentration_mcg_per_ml": "0.5", "daily_dose_mcg": "0.25"}, (), today=TODAY)
    assert read.errors == {}
    assert (read.detail["concentration_mcg_per_ml"], read.detail["daily_dose_mcg"]) == ("0.5", "0.25")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("day", "", "choose the day"),
        ("day", "2026-13-01", "choose a day"),
        ("day", "2026-05-11", "not come yet"),
        ("day", "1026-05-01", "the year"),
        ("time", "25:00", "09:30"),
        ("fill_volume_ml", "19,5", "no comma"),
        ("fill_volume_ml", "20 mL", "no comma or unit"),
        ("fill_volume_ml", "0", "cannot be"),
        ("concentration_mcg_per_ml", "-500", "plain number"),
        ("daily_dose_mcg", "0.25 mg", "in micrograms"),
        ("found_residual_ml", "about 3", "plain number"),
        ("clinic_alarm_date", "August", "choose a day"),
    ],
)
def test_what_cannot_be_read_names_its_field(field: str, typed: str, words: str) -> None:
    read = refill_of({**REFILL, field: typed}, (), today=TODAY)
    assert list(read.errors) == [field]
    assert words in read.errors[field]


def test_an_empty_residual_of_zero_is_zero() -> None:
    """0 mL found is a number that the clinic wants to know, and not "nothing noted"."""
    assert refill_of({**REFILL, "found_residual_ml": "0"}, (), today=TODAY).detail["found_residual_ml"] == "0"


def test_a_line_lasts_until_the_next_one_and_the_last_one_until_the_first() -> None:
    steps, errors = read_rows([("06:00", "", "100"), ("20:00", "", "60"), ("12:00", "12:10", "25"), ("", "", "")])
    assert errors == {}
    assert write_steps(steps) == "06:00 + 360 min: 100; 12:00 + 10 min: 25; 20:00 + 600 min: 60"
    assert write_steps(read_rows([("08:00", "", "240")])[0]) == "08:00 + 1440 min: 240"
    assert write_steps(read_rows([("22:00", "02:00", "40")])[0]) == "22:00 + 240 min: 40"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("", "10:00", "5"), "row_1_from"),
        (("8 am", "", "5"), "row_1_from"),
        (("08:00", "25:00", "5"), "row_1_until"),
        (("08:00", "10:00", ""), "row_1_mcg"),
        (("08:00", "10:00", "5 mg"), "row_1_mcg"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_half_kept(row: tuple[str, str, str], field: str) -> None:
    read = programming_of({"day": "2026-05-01", "daily_dose_mcg": "250"}, (row, ("12:00", "", "9")), today=TODAY)
    assert list(read.errors) == [field]
    assert "steps" not in read.detail


def test_a_programme_needs_a_dose_or_lines() -> None:
    assert "daily_dose_mcg" in programming_of({"day": "2026-05-01"}, (), today=TODAY).errors
    assert programming_of({"day": "2026-05-01"}, (("00:00", "", "200"),), today=TODAY).errors == {}


def test_a_bolus_needs_its_amount() -> None:
    assert list(bolus_of({"day": "2026-05-01"}, today=TODAY).errors) == ["bolus_mcg"]
    assert bolus_of({"day": "2026-05-01", "bolus_mcg": "25"}, today=TODAY).detail == {"bolus_mcg": "25"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2031-05", "2031-05"), ("05/2031", "2031-05"), ("5.2031", "2031-05"), ("2031-05-17", "2031-05")],
)
def test_the_month_of_the_battery(typed: str, kept: str) -> None:
    assert set_up_of({"battery_end": typed}, ("synchromed",), today=TODAY).detail == {"battery_end": kept}


@pytest.mark.parametrize("typed", ["soon", "13/2031", "2031", "31-05", "0031-05"])
def test_a_month_that_is_none(typed: str) -> None:
    assert list(set_up_of({"battery_end": typed}, (), today=TODAY).errors) == ["battery_end"]


def test_a_make_that_nobody_knows_and_a_trial_with_no_day() -> None:
    assert list(set_up_of({"brand": "pumpo"}, ("synchromed",), today=TODAY).errors) == ["brand"]
    assert list(trial_of({"trial_mcg": "50"}, today=TODAY).errors) == ["trial_on"]
    assert trial_of({}, today=TODAY).errors == {}


@st.composite
def _steps(draw: st.DrawFn) -> tuple[PumpStep, ...]:
    amounts = st.decimals(min_value=Decimal("0.1"), max_value=900, places=1).map(Micrograms)
    steps = st.builds(PumpStep, st.integers(0, 1439), st.integers(1, 1440), amounts)
    return tuple(draw(st.lists(steps, min_size=1, max_size=6)))


@given(_steps())
def test_steps_come_back_from_the_words_they_are_kept_in(steps: tuple[PumpStep, ...]) -> None:
    assert sorted(read_steps(write_steps(steps)), key=repr) == sorted(steps, key=repr)


@given(_steps())
def test_a_form_that_is_sent_back_unchanged_changes_no_programme(steps: tuple[PumpStep, ...]) -> None:
    """The lines that a refill is prefilled with read as the very programme they came from."""
    programme = PumpProgramme(datetime(2026, 1, 5, tzinfo=ZoneInfo("Europe/London")), steps)
    rows = rows_of(programme)
    if not rows:
        assert (len(steps), steps[0].minutes) == (1, 1440)
        return
    read, errors = read_rows(rows)
    assert errors == {}
    assert sorted(read, key=repr) == sorted(steps, key=repr)


def _pump(number: int, on: date, **detail: str) -> object:
    return entry(
        number, PlanItem("pump", "SynchroMed", PlanStatus.CHANGED, on, detail=detail), on, zone="Europe/London"
    )


def test_an_older_programme_can_be_confirmed_too() -> None:
    """2500 a day was programmed first, 300 since. The confirmation restates the first one and leaves the second."""
    events = [
        _pump(1, date(2026, 1, 5), filled_on="2026-01-05", daily_dose_mcg="2500", programmed_time="10:00"),
        _pump(2, date(2026, 1, 20), daily_dose_mcg="300"),
    ]
    record = pump_of(fold_plan(events, TODAY), "Europe/London")  # type: ignore[arg-type]
    assert record is not None
    detail, day = confirmation(record, "daily_dose_mcg", TODAY)
    assert day == date(2026, 1, 5)
    events.append(_pump(3, day, **detail))
    plan = fold_plan(events, TODAY)  # type: ignore[arg-type]
    again = pump_of(plan, "Europe/London")
    assert again is not None
    assert [one.daily_dose for one in again.programmes] == [one.daily_dose for one in record.programmes]
    assert plan.pump is not None
    assert [question.field for question in plan.pump.questions] == []
