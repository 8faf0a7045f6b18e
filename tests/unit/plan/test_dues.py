"""What is due from one day to another, and what was done of it?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from supple.model import (
    Author,
    Day,
    Dose,
    DoseStatus,
    Due,
    DueChoices,
    DueKind,
    DueState,
    Event,
    Fact,
    Instant,
    PlanItem,
    PlanStatus,
    Rating,
    Session,
    When,
)
from supple.plan import due

ZONE = "Europe/London"
DAY = date(2026, 11, 20)  # a Friday
OPEN, DONE, SKIPPED, RESTING = DueState.OPEN, DueState.DONE, DueState.SKIPPED, DueState.RESTING
_BEGAN = date(2026, 1, 1)


def noted(number: int, fact: Fact, when: When | None = None) -> Event:
    at = datetime(2026, 11, 20, 6, tzinfo=UTC) + timedelta(minutes=number)
    return Event(uuid.UUID(int=number), uuid.UUID(int=1), fact, when or Day(DAY, ZONE), at, Author("self"), "doses")


def item(
    kind: str, name: str, on: date = _BEGAN, *, status: PlanStatus = PlanStatus.AGREED, **detail: str
) -> PlanItem:
    return PlanItem(kind, name, status, on, detail=detail)


def at(clock: str, day: date = DAY, zone: str = ZONE) -> Instant:
    return Instant(datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)), zone)


def dues(
    *items: PlanItem,
    events: Sequence[Event] = (),
    first: date = DAY,
    days: int = 1,
    zone: str = ZONE,
    choices: DueChoices = DueChoices(),
    resting: bool = False,
) -> tuple[Due, ...]:
    agreed = [noted(900 + n, each, Day(each.valid_from, zone)) for n, each in enumerate(items)]
    return due(
        agreed,
        [*agreed, *events],
        first,
        first + timedelta(days=days - 1),
        zone=zone,
        choices=choices,
        paused=lambda _: resting,
        day_starts_at_hour=4,
    )


def told(found: Sequence[Due]) -> list[tuple[str, str, DueState]]:
    return [(each.name, f"{each.local:%H:%M}", each.state) for each in found]


TABLETS = item("medicine", "baclofen", times="08:00; 22:00", each_time="1 tablet", strength="10", strength_unit="mg")
STRETCH = item("routine", "bedtime stretch", what="bedtime_stretch", times="21:30", group="stretch")


def test_doses_are_due_at_their_times_and_one_that_is_noted_is_done() -> None:
    morning = noted(1, Dose("baclofen", DoseStatus.TAKEN, due_time="08:00"))
    found = dues(TABLETS, events=[morning])
    assert told(found) == [("baclofen", "08:00", DONE), ("baclofen", "22:00", OPEN)]
    assert found[0].is_critical, "its label warns of stopping it all at once"
    assert "baclofen" not in found[0].private
    assert found[0].shown_until == found[1].at, "two doses of one medicine never seem due at once"
    assert told(dues(TABLETS, resting=True))[1][2] is OPEN, "a rest from being asked takes no medicine away"


def test_a_dose_said_to_be_skipped_or_missed_is_answered() -> None:
    said = [noted(1, Dose("baclofen", DoseStatus.SKIPPED, due_time="08:00"))]
    assert told(dues(TABLETS, events=said))[0][2] is SKIPPED


def test_where_a_dose_was_noted_that_may_be_this_one_nothing_is_told_twice() -> None:
    one = noted(1, Dose("baclofen", DoseStatus.TAKEN))
    found = dues(TABLETS, events=[one])
    assert told(found) == [("baclofen", "08:00", DueState.UNCLEAR), ("baclofen", "22:00", DueState.UNCLEAR)]


def test_a_dose_noted_in_the_morning_does_not_silence_the_afternoons() -> None:
    """ "Baclofen taken" in a quick note at 08:05 may be the dose of eight, and never one of hours later."""
    three = item("medicine", "baclofen", times="08:00; 14:00; 20:00", each_time="1 tablet")

    def open_after(*clocks: str) -> list[str]:
        events = [noted(n, Dose("baclofen", DoseStatus.TAKEN), at(clock)) for n, clock in enumerate(clocks, 1)]
        return [clock for _name, clock, state in told(dues(three, events=events)) if state is OPEN]

    assert open_after("08:05") == ["14:00", "20:00"]
    assert open_after("12:30") == ["20:00"], "taken early it may be the dose of two"
    assert open_after("14:10") == ["20:00"]
    close = item("medicine", "baclofen", times="08:00; 09:00", each_time="1 tablet")
    said = [noted(1, Dose("baclofen", DoseStatus.TAKEN), at("08:05"))]
    assert told(dues(close, events=said))[1][2] is DueState.UNCLEAR


@given(
    st.sampled_from([date(2026, 3, 28), date(2026, 10, 24)]),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_across_the_clock_change_each_dose_is_due_once_at_its_wall_clock_minute(first: date, wall: time) -> None:
    found = dues(item("medicine", "x", times=f"{wall:%H:%M}"), first=first, days=3)
    assert len(found) == len({each.key for each in found}) == 3
    for each in found:
        shown = each.local.time()
        is_left_out = each.local.date() == date(2026, 3, 29) and wall.hour == 1
        assert shown == (time(2, wall.minute) if is_left_out else wall)


def test_a_key_stays_when_the_zone_changes() -> None:
    here, there = dues(TABLETS), dues(TABLETS, zone="Asia/Tokyo")
    assert [each.key for each in here] == [each.key for each in there]
    assert here[0].at != there[0].at


def test_steps_are_told_on_their_day_in_the_prescribers_words() -> None:
    ladder = item(
        "medicine",
        "baclofen",
        DAY - timedelta(days=7),
        step_1="5 mg at night",
        step_1_days="7",
        step_2="10 mg at night",
    )
    (step,) = [each for each in dues(ladder) if each.kind is DueKind.STEP]
    assert "10 mg at night" in step.words
    assert step.local.time() == time(9)
    assert not [each for each in dues(ladder, first=DAY + timedelta(days=1)) if each.kind is DueKind.STEP]


def test_a_medicine_that_ends_is_told_on_its_day() -> None:
    ends = item("medicine", "baclofen", DAY, status=PlanStatus.ENDED, said_by="Dr Lee")
    (told_,) = [each for each in dues(TABLETS, ends) if each.kind is DueKind.STEP]
    assert "ends from today" in told_.words


def test_a_visit_is_told_the_day_before_and_on_its_day_and_not_when_called_off() -> None:
    visit = item("visit", "neurologist", DAY + timedelta(days=1))
    found = dues(visit, days=3)
    assert [(each.on, each.words) for each in found] == [
        (DAY, "neurologist: tomorrow"),
        (DAY + timedelta(days=1), "neurologist: today"),
    ]
    off = item("visit", "neurologist", DAY + timedelta(days=1), status=PlanStatus.ENDED)
    assert dues(visit, off, days=3) == ()


def test_a_routine_is_done_skipped_or_open_by_its_own_entry() -> None:
    twice = item("routine", "calves", what="stretching", times="07:30; 21:30", tied_to="after brushing teeth")
    assert dues(twice)[0].words == "calves, after brushing teeth"
    one = noted(1, Session("stretching"))
    assert told(dues(twice, events=[one])) == [("calves", "07:30", DONE), ("calves", "21:30", OPEN)]
    named = noted(2, Session("stretching", done=False, routine="Calves", due_time="21:30"))
    assert told(dues(twice, events=[named])) == [("calves", "07:30", OPEN), ("calves", "21:30", SKIPPED)]
    other = noted(3, Session("stretching", routine="something else"))
    assert [each.state for each in dues(twice, events=[other])] == [OPEN, OPEN]
    assert [each.state for each in dues(twice, resting=True)] == [RESTING, RESTING]


def test_a_routine_after_midnight_belongs_to_the_evening_before() -> None:
    late = item("routine", "late", times="00:30")
    (found,) = dues(late)
    assert found.on == DAY
    assert found.local.date() == DAY + timedelta(days=1)


def test_a_routine_of_some_days_and_one_that_rings_not() -> None:
    weekly = item("routine", "pool", times="10:00", weekdays="mon,thu")
    assert [each.on.weekday() for each in dues(weekly, days=14)] == [0, 3, 0, 3]
    assert dues(item("routine", "quiet", times="10:00", rings="no")) == ()
    assert dues(item("routine", "habit", tied_to="before bed")) == ()
    assert dues(item("routine", "odd", times="10:00", weekdays="someday"))[0].name == "odd"


BREAKS = item("break", "breaks", every_minutes="50", from_time="09:00", to_time="12:00", weekdays="fri")


def test_breaks_come_within_the_hours_and_not_where_one_was_just_taken() -> None:
    assert [each.local.strftime("%H:%M") for each in dues(BREAKS)] == ["09:50", "10:40", "11:30"]
    taken = noted(1, Session("movement_break"), at("10:25"))
    assert [each.state for each in dues(BREAKS, events=[taken])] == [OPEN, DONE, OPEN]
    assert dues(BREAKS, first=DAY + timedelta(days=1)) == ()
    first = dues(BREAKS)[0]
    assert first.until - first.at == timedelta(minutes=15), "an old break is told nobody"
    assert dues(item("break", "odd", every_minutes="often", from_time="9", to_time="12:00")) == ()


def test_a_check_in_is_asked_where_chosen_and_not_once_it_was_answered() -> None:
    asked = DueChoices(check_ins=(("morning", time(8)), ("evening", time(20))))
    rated = noted(1, Rating("stiffness", 4.0), at("07:10"))
    assert told(dues(choices=asked, events=[rated])) == [("morning", "08:00", DONE), ("evening", "20:00", OPEN)]
    assert told(dues(choices=asked, resting=True))[0][2] is RESTING
    assert dues() == ()


def test_a_box_is_told_at_each_mark_once_and_anew_after_a_pick_up() -> None:
    held = item(
        "medicine",
        "baclofen",
        times="08:00; 22:00",
        each_time="1 tablet",
        strength="10",
        strength_unit="mg",
        pieces_per_day="2",
    )
    count = item("stock", "baclofen", DAY, counted="20", unit="tablets")
    found = [each for each in dues(held, count, days=12) if each.kind is DueKind.BOX]
    assert [(each.on - DAY).days for each in found] == [3, 8]
    assert all("baclofen" in each.words for each in found)


PUMP = item("pump", "pump", DAY - timedelta(days=30), clinic_alarm_date=(DAY + timedelta(days=8)).isoformat())


def pump_dues(first: int, days: int = 4) -> list[tuple[str, int, int]]:
    """(mark, days from today on which it is told, and on which it is over) as asked from a day on."""
    found = dues(PUMP, first=DAY + timedelta(days=first), days=days)
    return [
        (each.key.rsplit("|", 1)[1], (each.on - DAY).days, (each.until.date() - DAY).days)
        for each in found
        if each.kind is DueKind.PUMP
    ]


def test_a_pumps_mark_is_told_once_and_holds_until_the_next_one() -> None:
    assert pump_dues(-1, 12) == [("14", -6, 1), ("7", 1, 5), ("3", 5, 7), ("1", 7, 18)]
    for asked in range(2, 5):
        assert pump_dues(asked, 1) == [("7", 1, 5)], "on each of its days it is the same one"
    ((_mark, told_on, over),) = pump_dues(40, 1)
    assert told_on == 7
    assert over > 40, "it goes on being true until a fill is noted"
    ((_mark, told_on, over),) = pump_dues(20, 20)
    assert told_on == 7
    assert over > 40, "however many days are asked about at once"


def test_a_box_that_nobody_was_told_of_is_told_until_its_next_mark() -> None:
    held = item("medicine", "x", times="08:00; 22:00", each_time="1 tablet", pieces_per_day="2")
    count = item("stock", "x", DAY, counted="20", unit="tablets")
    later = [each for each in dues(held, count, first=DAY + timedelta(days=6)) if each.kind is DueKind.BOX]
    assert [((each.on - DAY).days, (each.until.date() - DAY).days) for each in later] == [(3, 8)]


@given(st.integers(0, 40), st.integers(1, 20))
def test_the_same_days_give_the_same_list_however_they_are_cut(start: int, days: int) -> None:
    first = DAY + timedelta(days=start)
    plan = (TABLETS, STRETCH, BREAKS, item("visit", "nurse", DAY + timedelta(days=20)))
    whole = dues(*plan, first=first, days=days)
    cut = [each for n in range(days) for each in dues(*plan, first=first + timedelta(days=n))]
    assert [each.key for each in whole] == [
        each.key for each in sorted(cut, key=lambda e: (e.at, e.kind.value, e.key))
    ]


SPRING = date(2026, 3, 28)  # its diary day goes on to 4 a.m.: the night leaves out 01:00 to 02:00


def test_two_times_that_a_spring_night_makes_one_moment_stop_nobodys_plan() -> None:
    """01:30 is rung at 02:30, where another of the same stands already."""
    routine = item("routine", "turn over", times="01:30; 02:30; 03:30")
    doses = item("medicine", "x", times="01:30; 02:30; 03:30")
    asked = DueChoices(check_ins=(("one", time(1, 30)), ("two", time(2, 30)), ("three", time(3, 30))))
    found = dues(routine, doses, first=SPRING, choices=asked)
    for kind in (DueKind.ROUTINE, DueKind.DOSE, DueKind.CHECK_IN):
        first, second, third = (each for each in found if each.kind is kind)
        assert first.at == second.at < third.at
        assert len({first.key, second.key, third.key}) == 3
        assert first.at < first.until <= third.at
        assert first.until == second.until


def test_a_thing_of_the_whole_day_whose_time_the_night_leaves_out_is_told_all_the_same() -> None:
    visit = item("visit", "nurse", SPRING)
    agreed = [noted(900, visit, Day(SPRING, ZONE))]
    choices = DueChoices(day_at=time(1, 59))
    (found,) = due(agreed, agreed, SPRING, SPRING, zone=ZONE, choices=choices, day_starts_at_hour=2)
    assert f"{found.local:%H:%M}" == "02:59"
    assert found.until > found.at


def test_a_dose_rings_no_more_once_it_is_half_way_to_the_next_of_its_medicine() -> None:
    other = item("medicine", "x", times="14:50")
    morning, _other, evening = dues(TABLETS, other)
    assert f"{morning.until.astimezone(ZoneInfo(ZONE)):%H:%M}" == "15:00"
    assert f"{evening.until.astimezone(ZoneInfo(ZONE)):%d %H:%M}" == "21 03:00", "the next one is tomorrow's"
    assert evening.shown_until is not None
    assert f"{evening.shown_until.astimezone(ZoneInfo(ZONE)):%H:%M}" == "04:00"


def test_the_next_day_is_asked_as_it_is_written_for_that_day() -> None:
    earlier = item("medicine", "baclofen", DAY + timedelta(days=1), status=PlanStatus.CHANGED, times="04:00")
    late = next(each for each in dues(TABLETS, earlier) if each.key.endswith("22:00"))
    assert f"{late.until.astimezone(ZoneInfo(ZONE)):%H:%M}" == "01:00"
