"""Small points of single questions: units, other scales, two people noting, what the value says."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from tests.spec.red_flags.build import (
    CARER,
    NOW,
    TODAY,
    At,
    ago,
    daily_table,
    diary,
    dose,
    effect,
    event,
    falls,
    item,
    sign,
    systolic,
    the_plan,
    usual,
    warm,
)

from supple import watch
from supple.knowledge import conditions as ask_for
from supple.model import DailyTable, Measurement, Plan, Sign, Tier
from supple.watch.answers import Asked, number
from supple.watch.evidence import gather
from supple.watch.inputs import input_label
from supple.watch.questions import ask

RISE = ask_for.Rise(("stiffness",), 3, 2, 2, 28, 14, 2, 30)


def answer(
    leaf: ask_for.Leaf, *entries: At, plan: Plan | None = None, table: DailyTable | None = None, hours: float = 24
) -> Asked:
    return ask(leaf, gather(diary(entries).events, plan or the_plan(), NOW, table=table), hours=hours)


FEVER = ask_for.Measured("temperature", "Cel", at_least=38.0)


@pytest.mark.parametrize(("degrees", "holds"), [(100.3, False), (100.4, True), (100.5, True)])
def test_fahrenheit_is_read_as_celsius(degrees: float, *, holds: bool) -> None:
    assert answer(FEVER, At(Measurement("temperature", degrees, "[degF]"), ago(1))).truth is holds


def test_a_unit_nobody_knows_is_a_blank() -> None:
    assert answer(FEVER, At(Measurement("temperature", 311.5, "K"), ago(1))).truth is None


def test_one_fever_among_several_readings_counts_and_is_shown() -> None:
    told = answer(FEVER, warm(36.8), warm(38.42, 5), warm(37))
    assert (told.truth, told.value, told.since) == (True, "38.4 °C", ago(5).at_utc)


def test_the_lowest_pressure_is_shown_where_low_matters() -> None:
    told = answer(ask_for.Measured("systolic", "mm[Hg]", below=90), systolic(120), systolic(85))
    assert (told.truth, told.value) == (True, "85 mmHg")


def test_usual_needs_earlier_readings_and_says_so() -> None:
    leaf = ask_for.MeasuredAboveUsual("systolic", "mm[Hg]", 20, 3, 90)
    assert answer(leaf).value == "not noted"
    at_the_edge = [systolic(120, 24), systolic(120, 30), systolic(120, 40), systolic(150)]
    assert answer(leaf, *at_the_edge).truth is None, "the first reading belongs to now: only two are earlier"
    told = answer(leaf, systolic(150), systolic(120, 200))
    assert (told.truth, told.value) == (None, "150, one's usual is not known")


def test_two_people_noting_one_days_falls_saw_the_same_falls() -> None:
    leaf = ask_for.Counted("falls", 2, 30)
    by_carer = At(falls(1).fact, ago(2), CARER)
    assert answer(leaf, falls(1), by_carer).value == "1"
    assert answer(leaf, falls(1), At(falls(2).fact, ago(2), CARER)).value == "2"
    assert answer(leaf, falls(1), falls(1, 40)).value == "2"


def test_a_check_in_tells_the_falls_already_noted() -> None:
    leaf = ask_for.Counted("falls", 2, 30)
    noted = [event(falls(1)), dataclasses.replace(event(falls(1)), source="check-in")]
    assert ask(leaf, gather(noted, None, NOW), hours=24).value == "1"
    more = [*noted, dataclasses.replace(event(falls(2)), source="check-in")]
    assert ask(leaf, gather(more, None, NOW), hours=24).value == "2"
    assert ask(leaf, gather([*noted, event(falls(1, 3))], None, NOW), hours=24).value == "2"


def test_falls_begin_with_the_first_that_happened() -> None:
    """An explicit "none" before it is not where it began."""
    told = answer(ask_for.Counted("falls", 1, 30), falls(0, 90), falls(1, 5))
    assert told.since == ago(5).at_utc


def test_the_words_of_a_sign_say_whether_it_is_new() -> None:
    leaf = ask_for.SignNoted("tingling", "required")
    assert answer(leaf, sign("tingling", new=True)).value == "yes, new"
    assert answer(leaf, sign("tingling")).value == "yes, whether new was not noted"
    assert answer(leaf, sign("tingling", new=False)).value == "yes, not new"
    assert answer(leaf, At(Sign("tingling", False), ago(1))).value == "no"
    assert answer(leaf).value == "not noted"


def test_of_several_notes_on_one_sign_any_new_one_counts() -> None:
    told = answer(
        ask_for.SignNoted("tingling", "required"), sign("tingling", 9, new=False), sign("tingling", 5, new=True)
    )
    assert told.truth is True
    assert told.since == ago(5).at_utc


def test_a_side_effect_without_a_number_is_open() -> None:
    leaf = ask_for.SideEffectNoted("sleepiness", 7)
    assert answer(leaf, effect("sleepiness")).truth is None
    assert answer(leaf, effect("sleepiness"), effect("sleepiness", 8)).value == "8 of 10"


def test_days_like_is_open_while_blank_days_could_still_decide() -> None:
    leaf = ask_for.DaysLike("sleep_disruption", 3, 7, at_least=7)

    def truth(cells: dict[int, float]) -> bool | None:
        return answer(leaf, table=daily_table({"sleep_disruption": cells})).truth

    assert truth({0: 8, 1: 8, 2: 8}) is True
    assert truth({0: 8, 1: 2, 2: 2}) is None
    assert truth(dict.fromkeys(range(7), 2.0)) is False
    assert truth({0: 2, 1: 2, 2: 2, 3: 2}) is None, "three blank days could still be three"
    assert truth({0: 2, 1: 2, 2: 2, 3: 2, 4: 2}) is False
    told = answer(leaf, table=daily_table({"sleep_disruption": {0: 8, 1: 2}}))
    assert told.value == "7 or more on 1 of 2 days noted"
    short = ask_for.DaysLike("sleep_hours", 2, 7, below=4)
    assert answer(short, table=daily_table({"sleep_hours": {0: 3}})).value == "below 4 on 1 of 1 days noted"
    assert answer(leaf).truth is None


def test_a_rise_says_how_much_and_against_what() -> None:
    told = answer(RISE, table=daily_table({"stiffness": usual(4, [7, None, 6])}))
    assert told.value == "6.5 over 2 days noted, against a usual 4"
    assert told.since == datetime(2026, 6, 13, 3, tzinfo=UTC)  # 04:00 in London
    few = answer(RISE, table=daily_table({"stiffness": usual(4, [7, 7, 7], noted=5)}))
    assert (few.truth, few.value) == (None, "7, too few days noted to compare")


def test_of_two_series_the_one_that_was_noted_is_told() -> None:
    both = dataclasses.replace(RISE, rise=("stiffness", "stiffness_now"))
    told = answer(both, table=daily_table({"stiffness_now": {0: 6}}))
    assert (told.name, told.value) == ("stiffness_now", "6, too few days noted to compare")


def test_a_rise_from_nothing_needs_only_its_points() -> None:
    assert answer(RISE, table=daily_table({"stiffness": usual(0, [2, 2, 2])})).truth is True


def test_one_wild_day_long_ago_does_not_move_ones_usual() -> None:
    cells = usual(4, [6, 6, 6]) | {10: 10, 11: 10}
    assert answer(RISE, table=daily_table({"stiffness": cells})).truth is True


def test_days_after_today_are_not_read() -> None:
    ahead = DailyTable.from_columns([date(2026, 6, 15), date(2026, 6, 16)], {"stiffness": [None, 9]})
    assert answer(RISE, table=ahead).value == "not noted"
    past = DailyTable.from_columns([date(2026, 6, 20)], {"stiffness": [9]})
    assert answer(RISE, table=past).truth is None
    assert answer(RISE, table=DailyTable((), {})).truth is None


def test_a_plan_says_which_medicine_and_a_dose_does_too() -> None:
    leaf = ask_for.Takes(("tizanidine",), 28)
    assert (
        answer(leaf, plan=the_plan([item("medicine", "Zanaflex 2 mg")])).value == "yes, Zanaflex 2 mg is in the plan"
    )
    assert answer(leaf, dose("tizanidine", "missed", 30)).value == "yes, a dose of tizanidine was noted"
    assert answer(leaf).truth is None, "a plan without it may be incomplete: not a no"
    assert answer(leaf, plan=the_plan([item("medicine", "tizanidine", 1, "ended")])).truth is False


def test_an_ended_medicine_that_begins_again_is_taken() -> None:
    leaf = ask_for.Takes(("tizanidine",), 28)
    again = [item("medicine", "tizanidine", 9, "ended"), item("medicine", "tizanidine", 2)]
    assert answer(leaf, plan=the_plan(again)).truth is True


def test_the_course_that_counts_is_the_present_one() -> None:
    """Two years of baclofen, an end, and a new beginning five days ago: five days."""
    leaf = ask_for.TakenFor(("baclofen",), 14)
    entries = [
        item("medicine", "baclofen", 700),
        item("medicine", "baclofen", 100, "ended"),
        item("medicine", "baclofen", 5),
        item("medicine", "baclofen", 3, "changed"),
    ]
    assert answer(leaf, plan=the_plan(entries)).truth is False
    assert answer(leaf, plan=the_plan(entries[:1])).truth is True
    assert answer(leaf, dose("baclofen", "taken", 48)).truth is None


@pytest.mark.parametrize(
    "entries",
    [
        [("Lioresal", 700, "agreed"), ("Lioresal", 6, "ended"), ("baclofen", 6, "agreed")],
        [("Lioresal", 700, "agreed"), ("baclofen", 6, "agreed"), ("Lioresal", 6, "ended")],
        [
            ("Lioresal", 700, "agreed"),
            ("baclofen", 9, "agreed"),
            ("Lioresal", 6, "ended"),
            ("baclofen", 3, "changed"),
        ],
        [("baclofen", 700, "agreed"), ("baclofen", 9, "ended"), ("baclofen", 2, "agreed")],
        [("baclofen", 700, "agreed"), ("baclofen", 5, "ended"), ("baclofen", 5, "agreed")],
    ],
)
def test_another_brand_or_a_short_break_begins_no_new_course(entries: list[tuple[str, int, str]]) -> None:
    leaf = ask_for.TakenFor(("baclofen",), 14)
    plan = the_plan([item("medicine", name, days, status) for name, days, status in entries])
    assert answer(leaf, plan=plan).truth is True


def test_a_break_of_more_than_a_week_and_an_end_with_no_beginning() -> None:
    leaf = ask_for.TakenFor(("baclofen",), 14)
    long = [
        item("medicine", "baclofen", 700),
        item("medicine", "baclofen", 10, "ended"),
        item("medicine", "baclofen", 2),
    ]
    assert answer(leaf, plan=the_plan(long)).truth is False
    late = [item("medicine", "baclofen", 5, "ended"), item("medicine", "baclofen", 4)]
    assert answer(leaf, plan=the_plan(late)).truth is None, "it was taken until then, nobody wrote down since when"


def test_a_hold_said_about_steps_hides_no_end_and_begins_nothing() -> None:
    hold = {"ladder": "hold", "ladder_days": "3", "said_by": "MS nurse", "said_on": "2026-06-01"}
    later = dataclasses.replace(item("medicine", "baclofen", 1, "changed"), detail=hold)
    entries = [item("medicine", "baclofen", 700), item("medicine", "baclofen", 2, "ended"), later]
    assert answer(ask_for.Stopped(("baclofen",), 4, "any"), plan=the_plan(entries)).truth is True
    assert answer(ask_for.TakenFor(("baclofen",), 14), plan=the_plan(entries)).truth is True
    assert answer(ask_for.TakenFor(("baclofen",), 14), plan=the_plan([later])).truth is None


def test_a_hand_made_plan_without_events_works_too() -> None:
    toxin = ask_for.ToxinWithin(84)
    plan = Plan(TODAY, (item("injection", "Botox", 10),), (), ())
    assert answer(toxin, plan=plan).truth is True
    assert ask(toxin, gather([], None, NOW), hours=24).truth is None


def test_only_a_known_answer_is_yes_or_no() -> None:
    leaf = ask_for.ProfileSays("pump")
    for given, truth, value in (("yes", True, "yes"), ("no", False, "no"), ("unknown", None, "don't know")):
        told = answer(leaf, plan=the_plan(profile={"pump": given}))
        assert (told.truth, told.value) == (truth, value)
    assert answer(leaf).value == "not noted"


def test_numbers_read_as_people_write_them() -> None:
    assert [number(7.0), number(6.25), number(None)] == ["7", "6.2", ""]


def test_an_old_sign_without_newness_raises_the_lower_level_only() -> None:
    """ "Tingling" in the notes of somebody with a pump, every day for years, raises nothing."""
    plan = the_plan(profile={"pump": "yes"})
    assert watch.check(diary([sign("tingling", hours) for hours in (1, 20, 40)]), plan, NOW) == ()
    assert watch.check(diary([sign("tingling", new=True)]), plan, NOW)[0].tier is Tier.T0


def test_a_stop_in_the_plan_is_told_by_its_day_and_counts_until_that_day_is_over() -> None:
    """A plan knows days: with 4 days, the stop counts until 96 hours after the last moment it may belong to."""
    stop = ask_for.Stopped(("baclofen",), 4)
    ended = item("medicine", "baclofen", 4, "ended")
    told = answer(stop, plan=the_plan((item("medicine", "baclofen"), ended)))
    assert (told.truth, told.value) == (True, f"ended in the plan on {ended.valid_from.isoformat()}")
    assert told.since is not None
    assert told.since.astimezone(NOW.tzinfo).date() == ended.valid_from
    events = the_plan((ended,))
    for hour, holds in ((3, True), (4, False)):  # a person's day ends at four in the morning
        now = datetime(2026, 6, 16, hour, tzinfo=NOW.tzinfo)
        assert ask(stop, gather((), events, now), hours=24).truth is holds


def test_what_the_plan_never_held_is_a_blank_and_what_it_holds_is_no_stop() -> None:
    stop = ask_for.Stopped(("diazepam", "clonazepam"), 3)
    assert answer(stop).truth is None
    assert answer(stop, plan=the_plan((item("medicine", "diazepam"),))).truth is False
    both = (item("medicine", "diazepam"), item("medicine", "clonazepam", 1, "ended"))
    assert answer(stop, plan=the_plan(both)).truth is True
    pump = ask_for.ItemStopped("pump", 3)
    assert answer(pump).truth is None
    assert answer(pump, plan=the_plan((item("pump", "P", 4, "ended"),))).truth is False


def test_a_stop_is_named_in_plain_words() -> None:
    assert input_label("stopped.diazepam/clonazepam") == "stopped diazepam or clonazepam by plan"
    assert input_label("item_stopped.pump") == "a pump stopped by plan"
