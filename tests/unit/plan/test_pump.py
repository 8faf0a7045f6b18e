"""When may the reservoir be low, by hand calculation and whatever the programme?"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import (
    EntryQuestion,
    Event,
    Micrograms,
    PlanItem,
    PlanStatus,
    PumpFill,
    PumpProgramme,
    PumpRecord,
    PumpStep,
)
from supple.plan import countdown, fold_plan, pump_of
from supple.plan.amounts import read_amount
from supple.plan.pump import mark_reached
from supple.plan.pump_entries import read_steps
from supple.plan.pump_flow import delivered_mcg, low_reservoir_at
from supple.plan.pump_questions import questions
from supple.plan.pump_typed import confirmation

LONDON = ZoneInfo("Europe/London")
FILLED = datetime(2026, 1, 5, 10, tzinfo=LONDON)


def mcg(amount: str | int) -> Micrograms:
    return Micrograms(Decimal(amount))


def steady(starts_at: datetime, daily_dose: Micrograms, **fields: frozenset[str]) -> PumpProgramme:
    """The programme that gives `daily_dose` evenly over each day."""
    return PumpProgramme(starts_at, (PumpStep(0, 1440, daily_dose),), daily_dose, **fields)


def asked_of(it: PumpRecord) -> tuple[EntryQuestion, ...]:
    """The day after the fill, whatever the estimate."""
    return questions(it, None, date(2026, 1, 6))


def fill(volume: str = "20", concentration: str = "500", **fields: object) -> PumpFill:
    return PumpFill(FILLED, Decimal(concentration), Decimal(volume), **fields)  # type: ignore[arg-type]


def record(*programmes: PumpProgramme, of: PumpFill | None = None) -> PumpRecord:
    return PumpRecord("SynchroMed", of or fill(), programmes, "Europe/London")


@pytest.mark.parametrize(
    ("volume", "concentration", "daily", "days"),
    [("40", "2000", 400, 190), ("20", "500", 250, 36), ("20", "2000", 600, 60)],
)
def test_the_three_worked_fills_of_the_clinical_reference(
    volume: str, concentration: str, daily: int, days: int
) -> None:
    """§2.4: (40−2)×2000/400 = 190 days, (20−2)×500/250 = 36 days, (20−2)×2000/600 = 60 days, to the minute."""
    it = record(steady(FILLED, mcg(daily)), of=fill(volume, concentration, alarm_volume_ml=Decimal(2)))
    assert low_reservoir_at(it) == FILLED.astimezone(UTC) + timedelta(days=days)


def test_a_reprogramming_between_fills_counts_from_its_moment() -> None:
    """18 mL × 500 = 9000 micrograms. 20 days at 250 use 5000; the other 4000 at 200 a day last 20 days: 40 in all."""
    it = record(
        steady(FILLED, mcg(250)), steady(FILLED + timedelta(days=20), mcg(200)), of=fill(alarm_volume_ml=Decimal(2))
    )
    assert low_reservoir_at(it) == FILLED.astimezone(UTC) + timedelta(days=40)
    # 10 mL of 500 are used after 5000 micrograms, so 10 of 20 mL are left.


def test_a_dose_programmed_before_the_fill_goes_on_after_it() -> None:
    it = record(steady(FILLED - timedelta(days=90), mcg(250)), of=fill(alarm_volume_ml=Decimal(2)))
    assert low_reservoir_at(it) == FILLED.astimezone(UTC) + timedelta(days=36)


def test_steps_within_a_day_are_taken_at_their_hours() -> None:
    """240 over the whole day (10 an hour) and 60 from 20:00 for two hours (30 an hour): 300 a day.

    Usable: 2 mL × 500 = 1000. Programmed at 00:00: three days give 900; on the fourth, 100 are given after 10 hours.
    By 21:00 of one day: 21 × 10 + 30 = 240.
    """
    midnight = datetime(2026, 1, 5, tzinfo=LONDON)
    flex = PumpProgramme(midnight, (PumpStep(0, 1440, mcg(240)), PumpStep(1200, 120, mcg(60))))
    it = record(flex, of=replace(fill("4", alarm_volume_ml=Decimal(2)), filled_at=midnight))
    assert flex.daily_dose == mcg(300)
    assert low_reservoir_at(it) == datetime(2026, 1, 8, 10, tzinfo=UTC)
    assert delivered_mcg([flex], midnight, midnight + timedelta(hours=21)) == 240


def test_a_step_may_run_past_midnight() -> None:
    """120 from 23:00 for two hours: one hour before midnight gives 60, the hour after it the other 60."""
    start = datetime(2026, 1, 5, 22, tzinfo=LONDON)
    night = PumpProgramme(start, (PumpStep(23 * 60, 120, mcg(120)),))
    assert delivered_mcg([night], start, start + timedelta(hours=2)) == 60
    assert delivered_mcg([night], start, start + timedelta(hours=3)) == 120
    assert delivered_mcg([night], start, start + timedelta(hours=24)) == 120


def test_the_hour_lost_in_spring_is_not_given() -> None:
    """24 wall-clock hours over 29 March 2026 in London are 23 hours: 240 a day give 230."""
    start = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    assert delivered_mcg([steady(start, mcg(240))], start, datetime(2026, 3, 29, 12, tzinfo=LONDON)) == 230
    autumn = datetime(2026, 10, 24, 12, tzinfo=LONDON)
    assert delivered_mcg([steady(autumn, mcg(240))], autumn, datetime(2026, 10, 25, 12, tzinfo=LONDON)) == 250


def test_the_earlier_date_counts_and_both_are_shown() -> None:
    """Estimate: 36 days after 5 January, 10 February. The clinic says 15 February: five days apart, no call."""
    of = fill(alarm_volume_ml=Decimal(2), clinic_alarm_date=date(2026, 2, 15))
    it = countdown(record(steady(FILLED, mcg(250)), of=of), date(2026, 2, 3))
    assert (it.estimated_day, it.clinic_day, it.counted_day) == (
        date(2026, 2, 10),
        date(2026, 2, 15),
        date(2026, 2, 10),
    )
    assert (it.days_left, it.mark_days, it.difference_days, it.ring_clinic) == (7, 7, 5, ())
    earlier = countdown(
        record(steady(FILLED, mcg(250)), of=replace(of, clinic_alarm_date=date(2026, 2, 1))), date(2026, 1, 31)
    )
    assert (earlier.counted_day, earlier.days_left, earlier.mark_days) == (date(2026, 2, 1), 1, 1)


@pytest.mark.parametrize(("apart", "asks"), [(-8, True), (-7, False), (0, False), (7, False), (8, True)])
def test_more_than_a_week_between_them_asks_to_ring(apart: int, asks: bool) -> None:
    of = fill(alarm_volume_ml=Decimal(2), clinic_alarm_date=date(2026, 2, 10) + timedelta(days=apart))
    assert bool(countdown(record(steady(FILLED, mcg(250)), of=of), date(2026, 1, 6)).ring_clinic) is asks


@pytest.mark.parametrize(
    ("left", "mark"),
    [(31, None), (30, 30), (15, 30), (14, 14), (8, 14), (7, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 1), (-5, 1)],
)
def test_the_marks_at_their_boundaries(left: int, mark: int | None) -> None:
    assert mark_reached(left) == mark


@pytest.mark.parametrize(
    ("concentration", "daily", "field"),
    [
        ("0.5", 250, "concentration_mcg_per_ml"),
        ("500000", 250, "concentration_mcg_per_ml"),
        ("500", "0.25", "daily_dose_mcg"),
        ("500", 250000, "daily_dose_mcg"),
    ],
)
def test_a_thousandfold_slip_is_asked_about_and_stays_as_typed(concentration: str, daily: str, field: str) -> None:
    it = record(steady(FILLED, mcg(daily)), of=fill(concentration=concentration))
    assert [(asked.field, asked.may_be_thousandfold) for asked in asked_of(it)] == [(field, True)]
    assert it.fill.concentration_mcg_per_ml == Decimal(concentration)
    counted = countdown(it, date(2026, 1, 6))
    assert counted.counted_day is None  # no day is counted to on such an entry alone
    assert counted.ring_clinic
    assert "typing slip" in counted.questions[0].words
    of_dose = steady(FILLED, mcg(daily), confirmed=frozenset({field}))
    assert asked_of(replace(it, confirmed=frozenset({field}), programmes=(of_dose,))) == ()


def test_an_entry_in_question_never_pushes_the_day_back() -> None:
    """Typed 500000 for 500: the estimate lies far off, the clinic's day is counted, and the clinic is to be rung."""
    clinic = date(2026, 2, 12)
    late = record(steady(FILLED, mcg(250)), of=fill(concentration="500000", clinic_alarm_date=clinic))
    assert countdown(late, date(2026, 1, 6)).counted_day == clinic
    assert countdown(late, date(2026, 1, 6)).ring_clinic


def test_unusual_amounts_are_asked_about() -> None:
    asked = asked_of(
        record(
            steady(FILLED, mcg(2001)),
            of=fill("45", "750", reservoir_ml=Decimal(40), found_residual_ml=Decimal(41)),
        )
    )
    assert [(each.field, each.may_be_thousandfold) for each in asked] == [
        ("concentration_mcg_per_ml", False),
        ("fill_volume_ml", False),
        ("found_residual_ml", False),
        ("daily_dose_mcg", False),
    ]
    edges = record(steady(FILLED, mcg(20)), steady(FILLED + timedelta(days=1), mcg(2000)))
    assert asked_of(edges) == ()


def test_steps_that_do_not_add_up_to_the_daily_dose_are_asked_about() -> None:
    programme = PumpProgramme(FILLED, (PumpStep(0, 1440, mcg(100)), PumpStep(60, 60, mcg(30))), mcg(120))
    assert [asked.field for asked in asked_of(record(programme))] == ["steps"]
    assert programme.daily_dose == mcg(130)


def test_what_is_missing_is_named_and_nothing_is_made_up() -> None:
    it = countdown(record(of=PumpFill(FILLED)), date(2026, 1, 6))
    assert it.missing == ("concentration_mcg_per_ml", "fill_volume_ml", "daily_dose_mcg")
    assert (it.estimated_day, it.counted_day, it.days_left, it.mark_days) == (None, None, None, None)
    assert it.ring_clinic
    late = countdown(record(steady(FILLED + timedelta(days=9), mcg(250))), date(2026, 1, 6))
    assert late.missing == ("daily_dose_mcg",)  # nine days with no known dose: too late a day to count to
    assert late.counted_day is None


def test_an_assumed_alarm_volume_says_so() -> None:
    assert countdown(record(steady(FILLED, mcg(250))), date(2026, 1, 6)).alarm_volume_is_assumed
    noted = record(steady(FILLED, mcg(250)), of=fill(alarm_volume_ml=Decimal(2)))
    assert not countdown(noted, date(2026, 1, 6)).alarm_volume_is_assumed


def test_micrograms_meet_no_other_number() -> None:
    assert mcg(5) + mcg(7) == mcg(12)
    for other in (Decimal(1), 1, 1.0):
        with pytest.raises(TypeError):
            mcg(5) + other  # type: ignore[operator]
    for bad in (1.5, Decimal(-1), Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(ValueError, match="mcg"):
            Micrograms(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["1,000", "0,5", "0.5 mg", "-1", "1e3", "", "٣", "NaN", "1.0.0"])
def test_an_amount_that_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="daily_dose_mcg"):
        read_amount(text, "daily_dose_mcg")


@pytest.mark.parametrize(
    "text", ["00:00 1440 100", "25:00 + 60 min: 5", "00:00 + 0 min: 5", ";", "00:00 + 60 min: 1,5"]
)
def test_steps_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"steps|start_minute|minutes"):
        read_steps(text)


def test_bad_values_name_their_field() -> None:
    with pytest.raises(ValueError, match="filled_at"):
        PumpFill(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="fill_volume_ml"):
        PumpFill(FILLED, fill_volume_ml=Decimal(0))
    with pytest.raises(ValueError, match="alarm_volume_ml"):
        PumpFill(FILLED, alarm_volume_ml=Decimal(-1))
    with pytest.raises(ValueError, match="start_minute"):
        PumpStep(1440, 1, mcg(1))
    with pytest.raises(ValueError, match="minutes"):
        PumpStep(0, 0, mcg(1))
    with pytest.raises(ValueError, match="steps"):
        PumpProgramme(FILLED, ())
    with pytest.raises(ValueError, match="end"):
        delivered_mcg([], FILLED, FILLED - timedelta(hours=1))


# ---------------------------------------------------------------- from the plan


def noted(number: int, on: date, status: PlanStatus = PlanStatus.CHANGED, **detail: str) -> Event:
    fact = PlanItem("pump", "SynchroMed", status, on, detail=detail)
    return entry(number, fact, on, zone="Europe/London")


FIRST = {
    "filled_on": "2026-01-05",
    "filled_time": "10:00",
    "concentration_mcg_per_ml": "500",
    "fill_volume_ml": "20",
    "alarm_volume_ml": "2",
    "reservoir_ml": "20",
    "daily_dose_mcg": "250",
    "clinic_alarm_date": "2026-02-09",
}


def test_the_record_is_read_from_the_plan_with_every_programme_since() -> None:
    """As above: 20 days at 250, then 200 a day, last 40 days from 5 January: 14 February at 10:00."""
    events = [
        noted(1, date(2026, 1, 5), PlanStatus.AGREED, **FIRST),
        noted(2, date(2026, 1, 25), daily_dose_mcg="200", programmed_time="10:00"),
    ]
    before = pump_of(fold_plan(events, date(2026, 1, 24)), "Europe/London")
    after = pump_of(fold_plan(events, date(2026, 1, 25)), "Europe/London")
    assert before is not None
    assert after is not None
    assert [p.daily_dose for p in before.programmes] == [mcg(250)]
    assert low_reservoir_at(after) == datetime(2026, 2, 14, 10, tzinfo=UTC)
    assert after.fill.clinic_alarm_date == date(2026, 2, 9)


def test_fill_and_dose_of_one_late_entry_belong_together() -> None:
    """Filled on 5 January at 10:00, said to hold from the 12th: 36 days from the fill are 10 February at 10:00."""
    it = pump_of(fold_plan([noted(1, date(2026, 1, 12), PlanStatus.AGREED, **FIRST)], date(2026, 1, 20)), "UTC")
    assert it is not None
    assert low_reservoir_at(it) == datetime(2026, 2, 10, 10, tzinfo=UTC)
    assert countdown(it, date(2026, 1, 20)).missing == ()


def test_a_time_with_a_dot_is_minutes_and_what_is_no_time_is_named() -> None:
    def filled(text: str) -> PumpRecord:
        events = [noted(1, date(2026, 1, 5), PlanStatus.AGREED, **{**FIRST, "filled_time": text})]
        it = pump_of(fold_plan(events, date(2026, 1, 20)), "Europe/London")
        assert it is not None
        return it

    assert filled("10.30").fill.filled_at == datetime(2026, 1, 5, 10, 30, tzinfo=LONDON)
    assert filled("10:30Z").unread == ("filled_time",)


def test_a_new_fill_starts_afresh() -> None:
    """The old fill's concentration, volume and alarm date are not the new one's; the reservoir is the pump's own."""
    events = [
        noted(1, date(2026, 1, 5), PlanStatus.AGREED, **FIRST),
        noted(2, date(2026, 2, 9), filled_on="2026-02-09", found_residual_ml="2.4", expected_residual_ml="2.0"),
    ]
    it = pump_of(fold_plan(events, date(2026, 3, 1)), "Europe/London")
    assert it is not None
    assert it.fill.clinic_alarm_date is it.fill.concentration_mcg_per_ml is it.fill.fill_volume_ml is None
    assert (it.fill.reservoir_ml, it.fill.alarm_volume_ml) == (20, 2)
    assert (it.fill.expected_residual_ml, it.fill.found_residual_ml) == (Decimal("2.0"), Decimal("2.4"))


def test_words_that_cannot_be_read_are_asked_about() -> None:
    bad = FIRST | {"concentration_mcg_per_ml": "0.5 mg/mL", "steps": "some"}
    it = pump_of(fold_plan([noted(1, date(2026, 1, 5), PlanStatus.AGREED, **bad)], date(2026, 1, 6)), "UTC")
    assert it is not None
    assert set(it.unread) == {"concentration_mcg_per_ml", "steps"}
    assert {asked.field for asked in asked_of(it)} == {"concentration_mcg_per_ml", "steps"}
    assert countdown(it, date(2026, 1, 6)).counted_day == date(2026, 2, 9)


def test_with_only_the_clinics_date_that_is_counted_to() -> None:
    events = [noted(1, date(2026, 1, 5), PlanStatus.AGREED, clinic_alarm_date="2026-02-09")]
    it = pump_of(fold_plan(events, date(2026, 2, 1)), "Europe/London")
    assert it is not None
    seen = countdown(it, date(2026, 2, 2))
    assert (seen.estimated_day, seen.counted_day, seen.days_left, seen.mark_days) == (None, date(2026, 2, 9), 7, 7)
    assert seen.missing == ("filled_on", "concentration_mcg_per_ml", "fill_volume_ml", "daily_dose_mcg")


def test_no_pump_no_record_and_an_ended_one_has_none() -> None:
    events = [noted(1, date(2026, 1, 5), PlanStatus.AGREED, **FIRST), noted(2, date(2026, 1, 9), PlanStatus.ENDED)]
    assert pump_of(fold_plan([], date(2026, 1, 9)), "UTC") is None
    assert pump_of(fold_plan(events, date(2026, 1, 9)), "UTC") is None
    assert pump_of(fold_plan(events, date(2026, 1, 8)), "UTC") is not None


# ---------------------------------------------------------------- whatever the numbers

_DOSES = st.decimals(min_value=0, max_value=900, places=3).map(Micrograms)
_STEPS = st.builds(PumpStep, st.integers(0, 1439), st.integers(1, 1440), _DOSES)
_MOMENTS = st.integers(0, 400 * 86_400 * 10).map(
    lambda tenths: FILLED.astimezone(UTC) + timedelta(seconds=tenths / 10)
)
_PROGRAMMES = st.builds(
    lambda at, steps: PumpProgramme(at.astimezone(LONDON), tuple(steps)),
    _MOMENTS,
    st.lists(_STEPS, min_size=1, max_size=4),
)
_LISTS = st.lists(_PROGRAMMES, min_size=1, max_size=4, unique_by=lambda p: p.starts_at.astimezone(UTC))


@given(_LISTS, st.lists(_MOMENTS, min_size=3, max_size=6))
def test_split_intervals_add_up_exactly(programmes: list[PumpProgramme], moments: list[datetime]) -> None:
    moments.sort()
    parts = [delivered_mcg(programmes, a, b) for a, b in itertools.pairwise(moments)]
    assert sum(parts, Fraction(0)) == delivered_mcg(programmes, moments[0], moments[-1])


@given(_PROGRAMMES, _MOMENTS, _MOMENTS)
def test_a_pump_day_gives_the_daily_dose(programme: PumpProgramme, start: datetime, other: datetime) -> None:
    assume(start >= programme.starts_at)
    assert delivered_mcg([programme], start, start + timedelta(days=1)) == Fraction(programme.daily_dose.mcg)


@given(_PROGRAMMES, st.integers(0, 40 * 1440), st.integers(0, 100 * 1440))
def test_the_same_dose_programmed_again_changes_nothing(first: PumpProgramme, later: int, span: int) -> None:
    """On a pump clock that stands as before: a summer hour moves the hours of flexible steps."""
    start = first.starts_at.astimezone(UTC)
    again_at = (start + timedelta(minutes=later)).astimezone(LONDON)
    assume(again_at > first.starts_at)
    if again_at.utcoffset() != first.starts_at.utcoffset():
        first = steady(first.starts_at, first.daily_dose)
    again = replace(first, starts_at=again_at)
    end = start + timedelta(minutes=span)
    assert delivered_mcg([first, again], start, end) == delivered_mcg([first], start, end)


@given(_LISTS, st.decimals(min_value=3, max_value=40, places=1))
def test_by_the_estimate_just_the_usable_amount_is_given(programmes: list[PumpProgramme], volume: Decimal) -> None:
    """Not yet at the minute named, and all of it one minute later."""
    it = record(*programmes, of=fill(str(volume), alarm_volume_ml=Decimal(2)))
    low_at = low_reservoir_at(it)
    assume(low_at is not None)
    assert low_at is not None
    usable = Fraction(volume - 2) * 500
    assert delivered_mcg(programmes, FILLED, low_at) <= usable
    assert delivered_mcg(programmes, FILLED, low_at + timedelta(minutes=1)) >= usable


@given(_LISTS, st.integers(1, 400), st.integers(0, 500), st.sampled_from(["0.5", "500", "1000", "500000"]))
def test_never_later_than_the_clinics_day(
    programmes: list[PumpProgramme], clinic_in: int, now_in: int, concentration: str
) -> None:
    clinic = FILLED.date() + timedelta(days=clinic_in)
    it = countdown(
        record(*programmes, of=fill(concentration=concentration, clinic_alarm_date=clinic)),
        FILLED.date() + timedelta(days=now_in),
    )
    assert it.counted_day == min(day for day in (it.clinic_day, it.estimated_day) if day is not None)
    assert bool(it.ring_clinic) == (it.difference_days is not None and it.difference_days > 7)


_WORDS = st.sampled_from(
    (
        *("", "0", "0.5", "500", "999999999", "1,000", "20 mL", "9999-12-31", "0001-01-01", "2026-01-05", "25:99"),
        *("23:59", "00:00 + 1440 min: 0.000001", "23:59 + 1440 min: 250; 01:30 + 1 min: 3"),
    )
)


@given(
    st.lists(st.dictionaries(st.sampled_from([*FIRST, "steps", "programmed_time", "confirmed"]), _WORDS), max_size=4)
)
def test_whatever_is_typed_has_an_answer_and_no_estimate_moves_past_the_clinics_day(
    typed: list[dict[str, str]],
) -> None:
    first = noted(0, date(2026, 1, 5), PlanStatus.AGREED, filled_on="2026-01-05")
    events = [first, *(noted(n, date(2026, 1, 5 + n), **detail) for n, detail in enumerate(typed, start=1))]
    it = pump_of(fold_plan(events, date(2026, 2, 1)), "Pacific/Auckland")
    assert it is not None
    seen = countdown(it, date(2026, 2, 1))
    assert (seen.counted_day is None) == (seen.days_left is None)
    assert seen.counted_day is not None or seen.ring_clinic
    assert seen.clinic_day is None or (seen.counted_day is not None and seen.counted_day <= seen.clinic_day)
    assert {asked.field for asked in seen.questions} >= set(it.unread)


def test_what_was_confirmed_is_asked_again_when_it_says_something_else() -> None:
    """2200 micrograms a day were confirmed; later 0.25 is typed for 250. And so with a concentration."""
    odd = {**FIRST, "daily_dose_mcg": "2200", "concentration_mcg_per_ml": "750"}
    events = [
        noted(1, date(2026, 1, 5), PlanStatus.AGREED, **odd),
        noted(2, date(2026, 1, 6), confirmed="daily_dose_mcg, concentration_mcg_per_ml"),
    ]
    assert asked_about(events) == []
    assert asked_about([*events, noted(3, date(2026, 1, 7), concentration_mcg_per_ml="750")]) == []
    assert asked_about([*events, noted(3, date(2026, 1, 7), daily_dose_mcg="0.25")]) == ["daily_dose_mcg"]
    again = noted(3, date(2026, 1, 7), concentration_mcg_per_ml="0.5")
    assert asked_about([*events, again]) == ["concentration_mcg_per_ml"]


def test_what_cannot_be_read_cannot_be_confirmed() -> None:
    unreadable = {**FIRST, "daily_dose_mcg": "250", "fill_volume_ml": "20 mL", "confirmed": "fill_volume_ml"}
    assert asked_about([noted(1, date(2026, 1, 5), PlanStatus.AGREED, **unreadable)]) == ["fill_volume_ml"]


def test_a_confirmed_volume_is_asked_about_beside_another_reservoir() -> None:
    events = [
        noted(1, date(2026, 1, 5), PlanStatus.AGREED, **FIRST),
        noted(2, date(2026, 1, 6), fill_volume_ml="25", confirmed="fill_volume_ml"),
    ]
    assert asked_about(events) == []
    assert asked_about([*events, noted(3, date(2026, 1, 7), reservoir_ml="22")]) == ["fill_volume_ml"]


def test_a_bolus_is_asked_about_by_its_programme_until_that_very_one_is_confirmed() -> None:
    """250 micrograms a day, 100 from the 20th: 30 milligrams typed as micrograms, and the other way round."""
    events = [
        noted(1, date(2026, 1, 5), PlanStatus.AGREED, **FIRST),
        noted(2, date(2026, 1, 20), daily_dose_mcg="100"),
    ]
    for amount, day in (("5", 6), ("250", 10), ("100", 21), ("0.03", 2)):
        assert asked_about([*events, noted(3, date(2026, 1, day), bolus_mcg=amount)]) == [], (
            "usual, or an older fill’s"
        )
    for amount, day in (("4.9", 6), ("0.03", 6), ("251", 10), ("30000", 10), ("101", 21)):
        odd = noted(3, date(2026, 1, day), bolus_mcg=amount)
        it = pump_of(fold_plan([*events, odd], date(2026, 2, 1)), "Europe/London")
        assert it is not None
        (question,) = countdown(it, date(2026, 2, 1)).questions
        assert question.field == "bolus_mcg"
        assert question.may_be_thousandfold
        said, on = confirmation(it, "bolus_mcg", date(2026, 2, 1))
        kept = [*events, odd, noted(4, on, **said)]
        assert asked_about(kept) == []
        assert asked_about([*kept, noted(5, date(2026, 1, day), bolus_mcg="0.5")]) == ["bolus_mcg"], "another one"


def asked_about(events: list[Event]) -> list[str]:
    it = pump_of(fold_plan(events, date(2026, 2, 1)), "Europe/London")
    assert it is not None
    return [question.field for question in countdown(it, date(2026, 2, 1)).questions]


def test_a_fill_to_come_and_days_that_lie_years_off_are_asked_about() -> None:
    to_come = countdown(record(steady(FILLED, mcg(250))), date(2026, 1, 4))
    assert [each.field for each in to_come.questions] == ["filled_on"]
    years = countdown(record(steady(FILLED, mcg(250)), of=fill("400")), date(2026, 1, 6))
    assert [each.field for each in years.questions] == ["low_reservoir_day"]
    assert years.counted_day is None
    assert years.ring_clinic
    far = PumpRecord("SynchroMed", PumpFill(clinic_alarm_date=date(2062, 3, 1)), (), "Europe/London")
    assert [each.field for each in countdown(far, date(2026, 1, 6)).questions] == ["clinic_alarm_date"]


def test_the_old_pump_ended_after_the_new_one_began_leaves_the_new_one() -> None:
    old = PlanItem("pump", "Old pump", PlanStatus.AGREED, date(2025, 1, 5), detail=FIRST)
    new = PlanItem("pump", "New pump", PlanStatus.AGREED, date(2026, 1, 5), detail=FIRST)
    over = replace(old, status=PlanStatus.ENDED, valid_from=date(2026, 1, 5), detail={})
    events = [entry(n, item, item.valid_from) for n, item in enumerate((old, new, over))]
    it = pump_of(fold_plan(events, date(2026, 1, 9)), "Europe/London")
    assert it is not None
    assert it.name == "New pump"
    assert countdown(it, date(2026, 1, 9)).counted_day is not None
