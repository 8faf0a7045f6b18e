"""Each column's rule, one test each: what is put together, what is kept apart, and that blank stays blank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.unit.diary.events import CARER, FIRST, PERSON, at, event, night, on, slot

from supple.diary import daily_table, fold
from supple.model import (
    Answer,
    Comparison,
    Count,
    DailyTable,
    Dose,
    DoseStatus,
    Event,
    Factor,
    Measurement,
    Note,
    Period,
    PlanItem,
    PlanStatus,
    Rating,
    Recall,
    Session,
    Side,
    SideEffect,
    Sign,
    Slot,
)

NEXT = FIRST + timedelta(days=1)


def table_of(*events: Event, **asked: date) -> DailyTable:
    return daily_table(fold(events, person_id=PERSON), **asked)  # type: ignore[arg-type]


def row(*events: Event) -> dict[str, object]:
    """The only row, without its day."""
    (only,) = table_of(*events).rows()
    del only["day"]
    return only


def numbered(facts_and_whens: Iterable[tuple[object, object]], **more: object) -> list[Event]:
    return [event(n, fact, when, **more) for n, (fact, when) in enumerate(facts_and_whens, 1)]  # type: ignore[arg-type]


# Ratings


def test_what_looks_back_on_the_day_and_what_is_felt_now_are_two_series() -> None:
    noted = row(
        event(1, Rating("stiffness", 4, Recall.LAST_24_H), on(FIRST)),
        event(2, Rating("stiffness", 8), at(FIRST, 9)),
        event(3, Rating("stiffness", 5), at(FIRST, 18)),
        event(4, Rating("stiffness", 2, Recall.LAST_NIGHT), night(FIRST)),
    )
    assert noted == {"stiffness": 4, "stiffness_now": 6.5, "stiffness_last_night": 2}


def test_fatigue_goes_by_its_plain_name_with_the_recall_of_more_days() -> None:
    days = [FIRST + timedelta(days=n) for n in range(3)]
    noted = [event(n, Rating("fatigue", 5), at(day, 9)) for n, day in enumerate(days, 1)]
    assert set(table_of(*noted).columns) == {"fatigue"}
    looking_back = event(9, Rating("fatigue", 2, Recall.LAST_24_H), on(FIRST))
    table = table_of(*noted, looking_back)
    assert table.column("fatigue") == (5, 5, 5)
    assert table.column("fatigue_24_h") == (2, None, None)


def test_a_night_has_one_series_of_sleep_whatever_the_form_asked() -> None:
    noted = row(
        event(1, Rating("sleep_quality", 4), at(FIRST, 8)),
        event(2, Rating("sleep_disruption", 6, Recall.LAST_NIGHT), night(FIRST)),
        event(3, Rating("hindered.sleep", 3, Recall.LAST_24_H), on(FIRST)),
    )
    assert noted == {"sleep_quality": 4, "sleep_disruption": 6, "hindered.sleep": 3}


def test_two_scales_are_never_one_series() -> None:
    noted = row(
        event(1, Rating("fatigue", 2, Recall.LAST_24_H, scale_max=3), on(FIRST)),
        event(2, Rating("fatigue", 7, Recall.LAST_24_H), on(FIRST)),
    )
    assert noted == {"fatigue": 7, "fatigue_of_3": 2}
    alone = table_of(event(1, Rating("fatigue", 2, Recall.LAST_24_H, scale_max=3), on(FIRST)))
    assert dict(alone.columns) == {"fatigue": (2,)}
    assert alone.scale_max == {"fatigue": 3}


def test_of_a_moments_parts_the_highest_is_the_moment() -> None:
    morning, evening = UUID(int=71), UUID(int=72)
    noted = row(
        event(1, Rating("stiffness", 3, part="calf", side=Side.LEFT), at(FIRST, 8), group=morning),
        event(2, Rating("stiffness", 7, part="thigh"), at(FIRST, 8), group=morning),
        event(3, Rating("stiffness", 5, part="calf", side=Side.LEFT), at(FIRST, 20), group=evening),
    )
    assert noted == {"stiffness_now": 6, "stiffness_now@calf_left": 4, "stiffness_now@thigh": 7}


def test_a_rating_of_the_whole_body_goes_before_parts() -> None:
    noted = row(
        event(1, Rating("stiffness", 4, part="whole_body"), at(FIRST, 8)),
        event(2, Rating("stiffness", 9, part="calf", side=Side.BOTH), at(FIRST, 8)),
        event(3, Rating("stiffness", 8, side=Side.LEFT), at(FIRST, 8)),
    )
    assert noted == {"stiffness_now": 4, "stiffness_now@calf_both": 9, "stiffness_now@left": 8}


def test_several_ratings_a_day_have_columns_of_the_parts_of_the_day() -> None:
    days = [FIRST + timedelta(days=n) for n in range(7)]
    noted = [event(n, Rating("stiffness", 2), at(day, 8)) for n, day in enumerate(days, 1)]
    noted += [event(20 + n, Rating("stiffness", 6), at(day, 20)) for n, day in enumerate(days)]
    noted.append(event(40, Rating("stiffness", 4, part="calf"), at(days[1], 9)))
    noted.append(event(41, Rating("stiffness", 9), slot(days[0], Slot.BEDTIME)))
    noted.append(event(42, Rating("stiffness", 5), on(days[2])))  # on a day, no finer: no part of it
    noted.append(event(43, Rating("stiffness", 5, Recall.LAST_24_H), at(days[3], 21)))  # looks back: no moment
    table = table_of(*noted)
    assert table.column("stiffness_now#morning") == (2,) * 7
    assert table.column("stiffness_now#evening") == (7.5, *(6,) * 6)
    assert "stiffness_now#afternoon" not in table.columns
    assert table.column("stiffness_now")[2] == pytest.approx(13 / 3)
    assert not [name for name in table.columns if "#" in name and not name.startswith("stiffness_now")]
    week = table_of(*noted, first=days[1], last=days[2])
    assert week.column("stiffness_now#evening") == (6, 6), "the whole diary decides, not the rows asked for"


def test_one_rating_a_day_has_no_parts_of_the_day_however_its_hour_moves() -> None:
    noted = [event(n, Rating("pain", 3), at(FIRST + timedelta(days=n), 8 if n % 2 else 20)) for n in range(1, 15)]
    assert set(table_of(*noted).columns) == {"pain_now"}


def test_of_a_part_of_the_day_ones_own_ratings_go_before_a_carers() -> None:
    days = [FIRST + timedelta(days=n) for n in range(7)]
    noted = [event(n, Rating("fatigue", 2), at(day, 8)) for n, day in enumerate(days, 1)]
    noted += [event(20 + n, Rating("fatigue", 8), at(day, 9), by=CARER) for n, day in enumerate(days)]
    noted += [event(40 + n, Rating("fatigue", 6), at(day, 20), by=CARER) for n, day in enumerate(days)]
    table = table_of(*noted)
    assert table.column("fatigue#morning") == (2,) * 7
    assert table.column("fatigue#evening") == (6,) * 7
    assert table.column("fatigue") == (2,) * 7


# Yes and no


@pytest.mark.parametrize(
    ("said", "cell"), [([True, False], True), ([False, True], True), ([False, False], False), ([True], True)]
)
def test_a_yes_goes_before_a_no(said: list[bool], cell: bool) -> None:
    factors = numbered((Factor("heat", there), at(FIRST, 9 + n)) for n, there in enumerate(said))
    answers = numbered((Answer("crash", there), at(FIRST, 9 + n)) for n, there in enumerate(said))
    sessions = numbered((Session("walk", there), at(FIRST, 9 + n)) for n, there in enumerate(said))
    assert row(*factors) == {"heat": cell}
    assert row(*answers) == {"crash": cell}
    assert row(*sessions) == {"walk": cell}


def test_unanswered_is_blank_and_never_no() -> None:
    table = table_of(
        event(1, Factor("heat", False), on(FIRST)), event(2, Factor("stress", True), on(FIRST + timedelta(days=2)))
    )
    assert table.column("heat") == (False, None, None)
    assert table.column("stress") == (None, None, True)
    assert table.column("never asked") == (None, None, None)


def test_a_night_of_poor_sleep_stands_on_the_waking_day_and_an_evening_on_its_own() -> None:
    table = table_of(
        event(1, Factor("poor_sleep", True), at(NEXT, 8)),
        event(2, Factor("late_screen_time", True), at(NEXT, 0, 30)),
        event(3, Session("bedtime_stretch"), slot(FIRST, Slot.BEDTIME)),
    )
    assert table.column("poor_sleep") == (None, True)
    assert table.column("late_screen_time") == (True, None)
    assert table.column("bedtime_stretch") == (True, None)


def test_a_missed_dose_is_a_factor_and_a_dose_taken_is_no_column() -> None:
    table = table_of(
        event(1, Dose("baclofen", DoseStatus.TAKEN, 10), on(FIRST)),
        event(2, Dose("baclofen", DoseStatus.MISSED), on(NEXT)),
    )
    assert dict(table.columns) == {"missed_dose": (None, True)}


# Levels, amounts, minutes, measurements


def test_levels_are_the_highest_and_amounts_and_minutes_add_up() -> None:
    noted = row(
        event(1, Factor("caffeine", True, level=2, amount=1, unit="cup"), at(FIRST, 8)),
        event(2, Factor("caffeine", True, level=5, amount=2, unit="cup"), at(FIRST, 15)),
        event(3, Session("walk", minutes=10, count=1), at(FIRST, 9)),
        event(4, Session("walk", minutes=15, count=1), at(FIRST, 16)),
    )
    assert noted == {
        "caffeine": True,
        "caffeine.level": 5,
        "caffeine.amount": 3,
        "walk": True,
        "walk.minutes": 25,
        "walk.count": 2,
    }


def test_another_unit_stands_apart() -> None:
    days = [FIRST + timedelta(days=n) for n in range(2)]
    cups = [event(n, Factor("caffeine", True, amount=2, unit="cup"), on(day)) for n, day in enumerate(days, 1)]
    mg = event(9, Factor("caffeine", True, amount=80, unit="mg"), on(FIRST))
    table = table_of(*cups, mg)
    assert table.column("caffeine.amount") == (2, 2)
    assert table.column("caffeine.amount.mg") == (80, None)


def test_measurements_are_the_days_mean_but_steps_and_temperature_the_highest() -> None:
    noted = row(
        *numbered(
            [
                (Measurement("hrv", 40, "ms"), at(FIRST, 7)),
                (Measurement("hrv", 50, "ms"), at(FIRST, 8)),
                (Measurement("steps", 3000, "1"), on(FIRST)),
                (Measurement("steps", 3100, "1"), on(FIRST)),
                (Measurement("temperature", 36.6, "Cel"), at(FIRST, 8)),
                (Measurement("temperature", 101.3, "[degF]"), at(FIRST, 20)),
                (Measurement("sleep_hours", 390, "min"), night(FIRST)),
            ]
        )
    )
    assert noted == {"hrv": 45, "steps": 3100, "temperature": pytest.approx(38.5), "sleep_hours": 6.5}


def test_a_rating_and_a_yes_in_the_same_own_words_stay_apart() -> None:
    days = [FIRST + timedelta(days=n) for n in range(2)]
    said = [event(n, Factor("own:buzzing", True), on(day)) for n, day in enumerate(days, 1)]
    table = table_of(*said, event(9, Rating("own:buzzing", 6, Recall.LAST_24_H), on(FIRST)))
    assert table.column("own:buzzing") == (True, True)
    assert table.column("own:buzzing.rating") == (6, None)


# Counts


def test_nights_days_and_neither_are_three_counts() -> None:
    noted = row(
        event(1, Count("spasms", 3, Period.NIGHT), night(FIRST)),
        event(2, Count("spasms", 2, Period.DAY), on(FIRST)),
        event(3, Count("spasms", 1), at(FIRST, 15)),
        event(4, Count("cramps", 1), night(FIRST)),
        event(5, Count("wakings", 4), night(FIRST)),
    )
    assert noted == {"night_spasms": 3, "day_spasms": 2, "spasms": 1, "night_cramps": 1, "wakings": 4}


def test_separate_entries_of_a_night_add_up_over_midnight() -> None:
    noted = numbered(
        [(Count("spasms", 1, Period.NIGHT), at(FIRST, 23, 40)), (Count("spasms", 2, Period.NIGHT), at(NEXT, 3))]
    )
    assert table_of(*noted, first=FIRST).column("night_spasms") == (None, 3)


@pytest.mark.parametrize(("asked", "tapped", "cell"), [(3, [1, 1], 3), (1, [1, 1, 1], 3), (0, [], 0), (3, [], 3)])
def test_a_check_in_tells_the_total_and_is_not_added(asked: int, tapped: list[int], cell: int) -> None:
    taps = [event(n, Count("spasms", n_spasms, Period.NIGHT), at(FIRST, n)) for n, n_spasms in enumerate(tapped, 1)]
    check_in = event(9, Count("spasms", asked, Period.NIGHT), night(FIRST), source="check-in")
    assert row(*taps, check_in) == {"night_spasms": cell}


def test_of_two_check_ins_the_larger_total_holds_and_parts_of_one_add_up() -> None:
    morning, evening = UUID(int=71), UUID(int=72)
    counts = [
        event(1, Count("spasms", 1, Period.DAY, part="calf"), on(FIRST), source="check-in", group=morning),
        event(2, Count("spasms", 2, Period.DAY, part="thigh"), on(FIRST), source="check-in", group=morning),
        event(3, Count("spasms", 4, Period.DAY), on(FIRST), source="check-in", group=evening),
    ]
    assert row(*counts) == {"day_spasms": 4}
    assert row(*counts[:2]) == {"day_spasms": 3}


def test_a_mended_check_in_is_still_a_check_in() -> None:
    tap = event(1, Count("spasms", 1, Period.NIGHT), at(FIRST, 3))
    check_in = event(2, Count("spasms", 3, Period.NIGHT), night(FIRST), source="check-in")
    mended = event(3, Count("spasms", 4, Period.NIGHT), night(FIRST), source="correction", replaces=check_in.id)
    assert row(tap, check_in, mended) == {"night_spasms": 4}


def test_some_not_counted_is_no_number_but_it_is_a_yes() -> None:
    table = table_of(
        event(1, Count("spasms", None, Period.NIGHT), night(FIRST)),
        event(2, Count("spasms", 0, Period.NIGHT), night(NEXT)),
    )
    assert table.column("night_spasms") == (None, 0)
    assert table.column("night_spasms.any") == (True, False)


def test_some_and_two_is_not_two() -> None:
    noted = row(*numbered([(Count("spasms", None), at(FIRST, 9)), (Count("spasms", 2), at(FIRST, 15))]))
    assert noted == {"spasms.any": True}


def test_some_and_a_total_is_the_total_but_not_when_the_total_is_none() -> None:
    some = event(1, Count("spasms", None, Period.NIGHT), at(FIRST, 3))
    asked = event(2, Count("spasms", 3, Period.NIGHT), night(FIRST), source="check-in")
    assert row(some, asked) == {"night_spasms": 3}
    assert row(some, replace(asked, fact=Count("spasms", 0, Period.NIGHT))) == {"night_spasms.any": True}


def test_falls_are_one_column_and_the_most_anybody_noted() -> None:
    noted = row(
        event(1, Count("falls", 0), on(FIRST)),
        event(2, Count("falls", 1, Period.DAY), at(FIRST, 15), by=CARER),
    )
    assert noted == {"falls": 1}


# Who noted it


def test_a_spasm_noted_by_both_is_one_spasm() -> None:
    noted = row(
        event(1, Count("spasms", 2, Period.NIGHT), night(FIRST)),
        event(2, Count("spasms", 3, Period.NIGHT), night(FIRST), by=CARER),
        event(3, Rating("stiffness", 4), at(FIRST, 9)),
        event(4, Rating("stiffness", 9), at(FIRST, 10), by=CARER),
        event(5, Session("walk", minutes=10), on(FIRST)),
        event(6, Session("walk", minutes=10), on(FIRST), by=CARER),
    )
    assert noted == {"night_spasms": 2, "stiffness_now": 4, "walk": True, "walk.minutes": 10}


def test_where_the_person_noted_nothing_the_carers_entry_stands() -> None:
    other = replace(CARER, name="Sam")
    noted = row(
        event(1, Count("spasms", 3, Period.NIGHT), night(FIRST), by=CARER),
        event(2, Count("spasms", 4, Period.NIGHT), night(FIRST), by=other),
        event(3, Rating("stiffness", 6), at(FIRST, 10), by=CARER),
    )
    assert noted == {"night_spasms": 4, "stiffness_now": 6}


def test_nobodys_yes_is_taken_away_by_anothers_no() -> None:
    assert row(
        event(1, Factor("bladder_infection", False), on(FIRST)),
        event(2, Factor("bladder_infection", True), on(FIRST), by=CARER),
    ) == {"bladder_infection": True}


def test_who_mends_a_slip_does_not_become_its_author() -> None:
    morning = event(1, Rating("stiffness", 6), at(FIRST, 9))
    slip = event(2, Rating("stiffness", 9), at(FIRST, 15))
    mended = event(3, Rating("stiffness", 4), at(FIRST, 15), by=CARER, replaces=slip.id)
    assert row(morning, slip, mended) == {"stiffness_now": 5}


# Rows


def test_days_are_consecutive_and_gaps_are_blank_rows() -> None:
    table = table_of(
        event(1, Rating("pain", 3, Recall.LAST_24_H), on(FIRST)),
        event(2, Rating("pain", 5, Recall.LAST_24_H), on(FIRST + timedelta(days=3))),
    )
    assert table.days == tuple(FIRST + timedelta(days=n) for n in range(4))
    assert table.column("pain") == (3, None, None, 5)


def test_words_doses_and_signs_have_no_column_but_their_days_count_as_noted() -> None:
    facts = [
        Note("a hard day"),
        Sign("fever"),
        SideEffect("sleepiness"),
        Comparison("stiffness", "worse"),
        Dose("baclofen", DoseStatus.TAKEN),
    ]
    table = table_of(*(event(n, fact, on(FIRST + timedelta(days=n))) for n, fact in enumerate(facts, 1)))
    assert not table.columns
    assert table.also_noted == set(table.days)
    assert len(table.days) == len(facts)


def test_what_was_agreed_makes_no_row() -> None:
    plan = event(1, PlanItem("goal", "walk", PlanStatus.AGREED, FIRST), on(FIRST))
    assert table_of(plan).days == ()


def test_the_rows_asked_for_are_the_rows_given() -> None:
    noted = [event(n, Rating("pain", n, Recall.LAST_24_H), on(FIRST + timedelta(days=n))) for n in range(1, 6)]
    table = table_of(*noted, first=FIRST + timedelta(days=3), last=FIRST + timedelta(days=7))
    assert table.column("pain") == (3, 4, 5, None, None)
    assert table_of(*noted, first=FIRST, last=FIRST).columns == {}
    assert len(table_of(first=FIRST, last=NEXT).days) == 2
    assert table_of(*noted, first=FIRST + timedelta(days=9)).days == ()


def test_a_name_means_the_same_in_a_week_as_in_the_whole_diary() -> None:
    felt = [event(n, Rating("mood", 5), at(FIRST + timedelta(days=n), 9)) for n in range(3)]
    asked = event(9, Rating("mood", 1, Recall.LAST_24_H), on(FIRST + timedelta(days=5)))
    week = table_of(*felt, asked, first=FIRST + timedelta(days=5))
    assert dict(week.columns) == {"mood_24_h": (1,)}


def test_what_was_taken_back_is_blank() -> None:
    noted = event(1, Factor("heat", True), on(FIRST))
    gone = replace(event(2, Factor("heat", True), on(FIRST), replaces=noted.id), withdrawn=True)
    kept = event(3, Factor("cold", True), on(FIRST))
    assert row(noted, gone, kept) == {"cold": True}


def test_a_trigger_of_a_question_sheet_has_no_column_but_its_day_is_no_gap() -> None:
    """Looked for on bad days only, it would make every trigger look guilty. A falls count and a check-in stay."""
    first = event(1, Factor("heat", present=True), at(FIRST, 9), source="check:triggers")
    corrected = event(2, Factor("heat", present=False), at(FIRST, 9), source="correction", replaces=first.id)
    other = event(3, Factor("heat", present=True), at(NEXT, 9), source="check-in")
    assert "heat" not in table_of(first).columns
    assert table_of(first).also_noted == {FIRST}
    assert "heat" not in table_of(first, corrected).columns
    assert table_of(first, other).column("heat") == (None, True)
