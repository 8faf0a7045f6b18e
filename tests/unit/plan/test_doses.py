"""Which due doses were answered on a day, and what is noted of an as-needed medicine?"""

from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.diary import fold
from supple.model import (
    Author,
    Day,
    DaySlot,
    Dose,
    DoseStatus,
    Event,
    Fact,
    Instant,
    Interval,
    Plan,
    PlanItem,
    PlanStatus,
    Slot,
    When,
)
from supple.plan import (
    answers,
    as_needed,
    boxes,
    day_end,
    days_all_taken,
    due_at,
    each_time,
    each_time_words,
    fold_plan,
    medicine_meant,
    not_noted_by,
    pieces_in,
    pieces_of,
    prescriptions,
    says_several,
    unlike_the_prescription,
)

ZONE = "Europe/London"
MAY = date(2026, 5, 1)
DAY = date(2026, 5, 9)
TAKEN, LATE, MISSED, SKIPPED, EXTRA = (
    DoseStatus.TAKEN,
    DoseStatus.LATE,
    DoseStatus.MISSED,
    DoseStatus.SKIPPED,
    DoseStatus.EXTRA,
)


def noted(
    number: int,
    fact: Fact,
    when: When | None = None,
    *,
    recorded_at: datetime | None = None,
    source: str = "doses",
) -> Event:
    at = recorded_at or datetime(2026, 5, 9, 20, tzinfo=UTC) + timedelta(minutes=number)
    return Event(uuid.UUID(int=number), uuid.UUID(int=1), fact, when or Day(DAY, ZONE), at, Author("self"), source)


def at(clock: str, day: date = DAY, zone: str = ZONE) -> Instant:
    return Instant(datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)), zone)


def plan_of(*items: PlanItem, day: date = DAY) -> Plan:
    return fold_plan([noted(900 + n, item, Day(item.valid_from, ZONE)) for n, item in enumerate(items)], day)


def medicine(name: str = "Baclofen", on: date = MAY, **detail: str) -> PlanItem:
    usual = {"strength": "10", "strength_unit": "mg", "each_time": "one tablet"}
    return PlanItem("medicine", name, PlanStatus.AGREED, on, detail={**usual, **detail})


THREE = medicine(times="08:00; 14:00; 22:00")


def told(plan: Plan, *events: Event) -> list[tuple[str | None, DoseStatus | None]]:
    return [(one.due.due_time, one.status) for one in answers(plan, events).answers]


def test_nothing_noted_is_not_noted_and_never_missed() -> None:
    assert told(plan_of(THREE)) == [("08:00", None), ("14:00", None), ("22:00", None)]
    assert not answers(plan_of(THREE), []).all_taken


def test_an_answer_answers_the_time_it_names_and_the_newest_wins() -> None:
    first = noted(1, Dose("Baclofen", TAKEN, due_time="08:00"))
    second = noted(2, Dose("Baclofen", SKIPPED, due_time="08:00"))
    late = noted(3, Dose("lioresal", LATE, due_time="22:00"))
    for order in ([first, second, late], [late, second, first]):
        of_day = answers(plan_of(THREE), order)
        assert [(one.due.due_time, one.status) for one in of_day.answers] == [
            ("08:00", SKIPPED),
            ("14:00", None),
            ("22:00", LATE),
        ]
        assert of_day.also_noted == (first,), "what lost is still shown"


def test_another_days_dose_answers_nothing() -> None:
    yesterday = Day(DAY - timedelta(days=1), ZONE)
    assert told(plan_of(THREE), noted(1, Dose("Baclofen", TAKEN, due_time="08:00"), yesterday))[0] == ("08:00", None)


def test_after_midnight_it_is_still_the_evening_before() -> None:
    """22:00 taken at 00:40: of the day before. A due time of 01:00 stands at the end of its day."""
    once = medicine(times="22:00")
    assert told(plan_of(once), noted(1, Dose("baclofen", TAKEN), at("00:40", DAY + timedelta(days=1)))) == [
        ("22:00", TAKEN)
    ]
    (early, late) = answers(plan_of(medicine(times="01:00; 09:00")), []).answers
    assert (early.due.due_time, late.due.due_time) == ("09:00", "01:00")
    assert due_at(late.due, ZONE) == datetime(2026, 5, 10, 0, 0, tzinfo=UTC)


def test_with_one_due_time_a_dose_with_no_time_named_answers_it() -> None:
    once = plan_of(medicine(times="22:00"))
    assert told(once, noted(1, Dose("baclofen", TAKEN), at("21:50"))) == [("22:00", TAKEN)]
    assert told(once, noted(1, Dose("baclofen", MISSED)), noted(2, Dose("baclofen", TAKEN))) == [("22:00", TAKEN)]
    two = [noted(1, Dose("baclofen", TAKEN), at("08:00")), noted(2, Dose("baclofen", TAKEN), at("21:00"))]
    of_day = answers(once, two)
    assert [one.status for one in of_day.answers] == [None], "two taken where one is due: nobody can tell"
    assert of_day.also_noted == tuple(two)


@pytest.mark.parametrize("status", [TAKEN, MISSED])
def test_the_answer_about_a_silence_answers_no_single_dose(status: DoseStatus) -> None:
    """Said in the morning about the days before: tonight's dose is not noted, and can be answered for itself."""
    since = datetime(2026, 5, 7, 21, tzinfo=UTC)
    silence = noted(1, Dose("baclofen", status), Interval(since, at("10:30").at_utc, ZONE))
    for times, due in (("22:00", 1), ("08:00; 14:00; 22:00", 3)):
        of_day = answers(plan_of(medicine(times=times)), [silence])
        assert [(one.status, one.has_others) for one in of_day.answers] == [(None, False)] * due
        assert of_day.also_noted == (silence,)
        midnight = day_end(DAY, ZONE, 4)
        assert len(not_noted_by(of_day, midnight, ZONE, day_starts_at_hour=4)) == due


def test_with_several_due_times_only_as_many_as_are_due_answer_them() -> None:
    three = [noted(n, Dose("baclofen", TAKEN), at(clock)) for n, clock in enumerate(("21:00", "08:05", "14:00"), 1)]
    of_day = answers(plan_of(THREE), three)
    assert [one.event for one in of_day.answers] == [three[1], three[2], three[0]]
    assert of_day.all_taken
    few = answers(plan_of(THREE), three[:2])
    assert [one.status for one in few.answers] == [None, None, None]
    assert set(few.also_noted) == set(three[:2])
    mixed = [*three[:2], noted(9, Dose("baclofen", MISSED))]
    assert told(plan_of(THREE), *mixed) == [("08:00", None), ("14:00", None), ("22:00", None)]


def test_a_dose_beside_one_that_names_its_time_is_not_given_to_another_time() -> None:
    named = noted(1, Dose("baclofen", TAKEN, due_time="08:00"))
    loose = noted(2, Dose("baclofen", TAKEN), at("08:05"))
    of_day = answers(plan_of(medicine(times="08:00; 22:00")), [named, loose])
    assert [one.status for one in of_day.answers] == [TAKEN, None]
    assert of_day.also_noted == (loose,)


def test_where_no_times_are_written_only_an_answer_to_the_plans_line_counts() -> None:
    """ "10 mg three times a day" and one dose in a note: nobody knows whether that was all of it."""
    plan = plan_of(medicine(each_time="", times=""))
    in_a_note = noted(1, Dose("baclofen", TAKEN, 10.0), at("22:00"), source="note")
    of_day = answers(plan, [in_a_note])
    assert [(one.status, one.has_others) for one in of_day.answers] == [(None, True)]
    assert of_day.also_noted == (in_a_note,)
    assert days_all_taken([noted(900, medicine(times=""), Day(MAY, ZONE)), in_a_note], [DAY]) == frozenset()
    assert told(plan, in_a_note, noted(2, Dose("baclofen", TAKEN))) == [(None, TAKEN)]


def test_a_medicine_with_other_doses_noted_is_not_answered_all_at_once() -> None:
    """Else those two tablets would be noted twice. An extra dose and an older answer are no such others."""
    plan = plan_of(THREE)
    later = DAY + timedelta(days=1)

    def open_now(*events: Event) -> int:
        of_day = answers(plan, events)
        return len(not_noted_by(of_day, at("09:00", later).at_utc, ZONE, day_starts_at_hour=4))

    two = [
        noted(n, Dose("baclofen", TAKEN), at(clock), source="note") for n, clock in enumerate(("08:00", "14:00"), 1)
    ]
    assert open_now() == 3
    assert open_now(*two) == 0
    assert open_now(noted(1, Dose("baclofen", EXTRA), at("10:00"))) == 3
    older = [noted(n, Dose("baclofen", status, due_time="08:00")) for n, status in enumerate((TAKEN, SKIPPED), 1)]
    assert open_now(*older) == 2


def test_an_extra_dose_answers_nothing() -> None:
    of_day = answers(plan_of(medicine(times="08:00")), [noted(1, Dose("baclofen", EXTRA), at("08:00"))])
    assert [one.status for one in of_day.answers] == [None]
    assert len(of_day.also_noted) == 1


def test_a_brand_is_the_medicine_only_where_the_plan_has_one_such() -> None:
    assert medicine_meant("Lioresal", ["Baclofen 10 mg tablets", "Tizanidine"]) == "Baclofen 10 mg tablets"
    assert medicine_meant("Ozobax", ["Baclofen", "Lioresal"]) is None
    assert medicine_meant("lioresal", ["Baclofen", "Lioresal"]) == "Lioresal"
    assert medicine_meant("something", ["Baclofen"]) is None


def test_due_by_now_and_a_dose_with_no_time_is_due_until_its_day_is_over() -> None:
    of_day = answers(plan_of(medicine(times="08:00; 22:00"), medicine("Vitamin D")), [])

    def names(now: datetime) -> list[str | None]:
        return [one.due.due_time for one in not_noted_by(of_day, now, ZONE, day_starts_at_hour=4)]

    assert names(datetime(2026, 5, 9, 6, 59, tzinfo=UTC)) == []
    assert names(datetime(2026, 5, 9, 7, 0, tzinfo=UTC)) == ["08:00"]
    assert names(datetime(2026, 5, 10, 2, 59, tzinfo=UTC)) == ["08:00", "22:00"]
    assert names(datetime(2026, 5, 10, 3, 0, tzinfo=UTC)) == ["08:00", "22:00", None]


def test_a_day_is_all_taken_only_when_every_due_dose_is_answered_so() -> None:
    """Day 1: all; 2: one not noted; 3: one skipped; 4: another medicine is due from then on, and not noted."""
    days = [DAY + timedelta(days=n) for n in range(4)]
    events = [noted(900, medicine(times="08:00; 22:00"), Day(MAY, ZONE))]
    events.append(noted(901, medicine("Tizanidine", on=days[3], times="22:00"), Day(days[3], ZONE)))
    said = ((0, TAKEN, LATE), (1, TAKEN, None), (2, TAKEN, SKIPPED), (3, TAKEN, TAKEN))
    for n, *pair in said:
        for clock, status in zip(("08:00", "22:00"), pair, strict=True):
            if status is not None:
                fact = Dose("Baclofen", status, due_time=clock)
                events.append(noted(len(events), fact, Day(days[n], ZONE)))
    assert days_all_taken(events, days) == {days[0]}


def test_a_ladder_that_has_ended_has_no_day_all_taken() -> None:
    ladder = medicine(step_1="one tablet", step_1_days="2", times="08:00", on=DAY)
    days = [DAY + timedelta(days=n) for n in range(4)]
    events = [noted(900, ladder, Day(DAY, ZONE))]
    events += [noted(n, Dose("Baclofen", TAKEN, due_time="08:00"), Day(day, ZONE)) for n, day in enumerate(days)]
    assert days_all_taken(events, days) == set(days[:2])


_STATUS = st.sampled_from(list(DoseStatus))
_DUE = st.sampled_from([None, "08:00", "14:00", "22:00", "09:30"])
_NAMES = st.sampled_from(["Baclofen", "lioresal", "tizanidine", "zanaflex", "gabapentin"])


@given(st.lists(st.tuples(_NAMES, _STATUS, _DUE), max_size=9), st.randoms())
def test_no_entry_is_lost_or_counted_twice_and_no_answer_is_made_up(said, random) -> None:  # type: ignore[no-untyped-def]
    plan = plan_of(THREE, medicine("Tizanidine", times="22:00"))
    events = [noted(n, Dose(name, status, due_time=due)) for n, (name, status, due) in enumerate(said, 1)]
    of_day = answers(plan, events)
    answered = [one.event for one in of_day.answers if one.event is not None]
    assert sorted(event.id for event in (*answered, *of_day.also_noted)) == sorted(event.id for event in events)
    assert all(event.fact.status is not EXTRA for event in answered)
    assert len(of_day.answers) == 4
    shuffled = list(events)
    random.shuffle(shuffled)
    assert answers(plan, shuffled) == of_day


# --- as needed ------------------------------------------------------------------------------------------------------

SPRAY = PlanItem(
    "medicine",
    "Diazepam",
    PlanStatus.AGREED,
    MAY,
    detail={
        "strength": "2",
        "strength_unit": "mg",
        "each_time": "1 tablet",
        "as_needed": "yes",
        "not_before_hours": "6",
        "max_pieces_per_day": "3",
    },
)


def test_an_as_needed_medicine_has_its_last_dose_not_before_and_total() -> None:
    events = [
        noted(1, Dose("diazepam", TAKEN, 2.0), at("08:00")),
        noted(2, Dose("valium", TAKEN, amount_words="half a tablet"), at("15:30")),
        noted(3, Dose("diazepam", EXTRA), at("11:00")),
        noted(4, Dose("diazepam", SKIPPED), at("18:00")),
    ]
    (one,) = as_needed(plan_of(SPRAY), events)
    assert one.last is events[1]
    assert one.not_before_utc == datetime(2026, 5, 9, 20, 30, tzinfo=UTC)
    assert (one.pieces, one.unknown, len(one.noted)) == (Fraction(3, 2), 1, 3)


def test_nothing_noted_or_nothing_prescribed_tells_no_time() -> None:
    (one,) = as_needed(plan_of(SPRAY), [])
    assert (one.last, one.not_before_utc, one.pieces) == (None, None, 0)
    free = PlanItem("medicine", "Diazepam", PlanStatus.AGREED, MAY, detail={"as_needed": "yes"})
    (one,) = as_needed(plan_of(free), [noted(1, Dose("diazepam", TAKEN), at("08:00"))])
    assert one.last is not None
    assert one.not_before_utc is None


@pytest.mark.parametrize("when", [Day(DAY, ZONE), DaySlot(DAY, Slot.EVENING, ZONE)])
def test_a_dose_whose_time_is_not_known_hides_the_time_of_the_one_before(when: When) -> None:
    (one,) = as_needed(
        plan_of(SPRAY), [noted(1, Dose("diazepam", TAKEN), at("08:00")), noted(2, Dose("diazepam", TAKEN), when)]
    )
    assert one.last is not None
    assert one.last.when == when
    assert one.not_before_utc is None


def test_a_day_of_the_person_ends_at_their_own_hour() -> None:
    """ "Yesterday", where the day starts at midnight, was over before the dose of 02:00."""
    plan = plan_of(medicine("Diazepam", as_needed="yes", not_before_hours="6", times=""))
    late = datetime(2026, 5, 9, 9, tzinfo=UTC)
    yesterday = noted(1, Dose("diazepam", TAKEN), Day(DAY - timedelta(days=1), ZONE), recorded_at=late)
    tonight = noted(2, Dose("diazepam", TAKEN), at("02:00"), recorded_at=late)
    (one,) = as_needed(plan, [yesterday, tonight], day_starts_at_hour=0)
    assert one.last == tonight
    assert one.not_before_utc == at("08:00").at_utc


def test_yesterdays_last_dose_counts_for_not_before_and_not_for_todays_total() -> None:
    events = [noted(1, Dose("diazepam", TAKEN, 2.0), at("23:30", DAY - timedelta(days=1)))]
    (one,) = as_needed(plan_of(SPRAY), events)
    assert one.not_before_utc == datetime(2026, 5, 9, 4, 30, tzinfo=UTC)
    assert (one.pieces, one.noted) == (0, ())


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        # Clocks go forward at 01:00 on 29 March: six real hours after 23:30 are 06:30, not 05:30.
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "06:30"),
        # Clocks go back at 02:00 on 25 October: six real hours after 23:30 summer time are 04:30.
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "04:30"),
    ],
)
def test_not_before_is_real_hours_when_the_clock_changes(last: datetime, shown: str) -> None:
    item = PlanItem("medicine", "Diazepam", PlanStatus.AGREED, date(2026, 1, 1), detail=dict(SPRAY.detail))
    plan = plan_of(item, day=last.astimezone(ZoneInfo(ZONE)).date())
    (one,) = as_needed(plan, [noted(1, Dose("diazepam", TAKEN), Instant(last, ZONE), recorded_at=last)])
    assert one.not_before_utc is not None
    assert f"{one.not_before_utc.astimezone(ZoneInfo(ZONE)):%H:%M}" == shown


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    st.decimals(min_value=Decimal("0.5"), max_value=48, places=1),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"]),
)
def test_not_before_is_always_so_many_real_hours_after_the_last(moment: datetime, hours: Decimal, zone: str) -> None:
    last = moment.replace(tzinfo=UTC)
    detail = {"as_needed": "yes", "not_before_hours": f"{hours:f}"}
    item = PlanItem("medicine", "Diazepam", PlanStatus.AGREED, date(2025, 1, 1), detail=detail)
    plan = plan_of(item, day=last.astimezone(ZoneInfo(zone)).date())
    (one,) = as_needed(plan, [noted(1, Dose("diazepam", TAKEN), Instant(last, zone), recorded_at=last)])
    assert one.not_before_utc is not None
    assert one.not_before_utc - last == timedelta(seconds=int(hours * 3600))


# --- pieces, slips, boxes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("one tablet", 1),
        ("2 sprays", 2),
        ("half a tablet", Fraction(1, 2)),
        ("1.5 tablets (15 mg)", Fraction(3, 2)),
        ("One and a half tablets.", Fraction(3, 2)),
        ("one in the morning, two at night", None),
        ("1-2 tablets", None),
        ("as on the label", None),
        ("", None),
        (None, None),
    ],
)
def test_pieces_are_read_only_where_one_reading_is_possible(words: str | None, pieces: Fraction | None) -> None:
    assert pieces_in(words) == pieces


def test_pieces_by_milligrams_need_a_strength_in_milligrams() -> None:
    (ten,) = prescriptions(plan_of(medicine(times="08:00")))
    assert pieces_of(Dose("baclofen", TAKEN, 15.0), ten) == Fraction(3, 2)
    assert pieces_of(Dose("baclofen", TAKEN, amount_words="5 mg"), ten) == Fraction(1, 2)
    assert pieces_of(Dose("baclofen", TAKEN), ten) is None
    (micro,) = prescriptions(plan_of(medicine(strength_unit="micrograms")))
    assert pieces_of(Dose("baclofen", TAKEN, 15.0), micro) is None


@pytest.mark.parametrize(
    ("detail", "words", "pieces"),
    [
        ({"each_time": "one tablet"}, "one tablet", 1),
        ({"each_time": "as the nurse showed"}, "as the nurse showed", None),
        ({"each_time": ""}, None, None),
        ({"step_1": "5 mg", "step_1_days": "30"}, "5 mg", Fraction(1, 2)),
        ({"step_1": "5 mg three times a day", "step_1_days": "30"}, None, None),
    ],
)
def test_one_doses_words_are_those_of_one_time(
    detail: dict[str, str], words: str | None, pieces: Fraction | None
) -> None:
    """Neither the words for the whole day nor a step's become the amount of one dose."""
    item = PlanItem("medicine", "Baclofen", PlanStatus.AGREED, MAY, words="10 mg three times a day",
                    detail={"strength": "10", "strength_unit": "mg", "times": "08:00; 22:00", **detail})  # fmt: skip
    (one,) = prescriptions(plan_of(item))
    assert (each_time_words(one), each_time(one)) == (words, pieces)


@pytest.mark.parametrize(
    ("words", "is_several"),
    [
        ("10 mg three times a day", True),
        ("10 mg twice a day", True),
        ("10 mg in the morning and 20 mg at night", True),
        ("10/10/20 mg", True),
        ("5 mg tds", True),
        ("5 mg at night", False),
        ("one and a half tablets at night", False),
        ("10 mg/5 mL at night", False),
        ("one tablet", False),
    ],
)
def test_words_that_say_several_doses_a_day(words: str, is_several: bool) -> None:
    assert says_several(words) is is_several


def asked(item: PlanItem, *events: Event, clock: str = "16:00", pieces: str | None = None, mg: float | None = None):  # type: ignore[no-untyped-def]
    plan = plan_of(item)
    (prescription,) = prescriptions(plan)
    on_day = next(iter(as_needed(plan, events)), None)
    number = None if pieces is None else Decimal(pieces)
    return unlike_the_prescription(prescription, pieces=number, mg=mg, at=at(clock).at_utc, zone=ZONE, on_day=on_day)


def test_a_dose_like_the_prescription_is_not_asked_about() -> None:
    assert asked(SPRAY, pieces="1") == ()
    assert asked(SPRAY, pieces="2") == (), "twice the pieces is the edge and is not beyond it"
    assert asked(SPRAY, mg=4.0) == (), "two tablets, by the milligrams"
    assert asked(SPRAY) == (), "nothing is noted yet, and a first dose with no amount is no slip"
    earlier = noted(1, Dose("diazepam", TAKEN, 4.0), at("10:00"))
    assert asked(SPRAY, earlier, pieces="1", clock="16:00") == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"pieces": "2.5"}, "at one time"),
        ({"pieces": "1", "clock": "15:59"}, "not before"),
        ({"pieces": "1.5"}, "the day’s total is 3.5 tablets"),
        ({"mg": 10.0}, "10 mg"),
        ({"mg": 0.01}, "0.01 mg"),
        ({"mg": 2000.0}, "2000 mg"),
        ({"mg": 4.2}, "2.1 tablets at one time; the prescription says 1 tablet"),
        ({"mg": 2.2}, "the day’s total is 3.1 tablets"),
    ],
)
def test_what_is_unlike_the_prescription_is_asked_about(typed: dict[str, object], said: str) -> None:
    earlier = noted(1, Dose("diazepam", TAKEN, 4.0), at("10:00"))
    lines = asked(SPRAY, earlier, **typed)
    assert any(said in line for line in lines), lines


def test_a_dose_of_the_night_is_asked_about_beside_one_after_it_on_the_next_diary_day() -> None:
    """06:01 is today's, 03:00 still yesterday's; three hours lie between, where the prescription has six."""
    yesterday = plan_of(SPRAY, day=DAY - timedelta(days=1))
    (prescription,) = prescriptions(yesterday)
    (on_day,) = as_needed(yesterday, [noted(1, Dose("diazepam", TAKEN, 2.0), at("06:01"))])
    assert on_day.last is None, "yesterday's page tells nothing of today"

    def of(clock: str) -> tuple[str, ...]:
        return unlike_the_prescription(
            prescription, pieces=Decimal(1), mg=None, at=at(clock).at_utc, zone=ZONE, on_day=on_day
        )

    assert of("03:00") == ("One is noted at 06:01, sooner after it than the 6 hours of the prescription.",)
    assert of("00:01") == ()


def test_a_dose_put_in_between_is_told_by_the_one_before_it_and_the_one_after() -> None:
    """At 04:30, with one noted at 05:30: no “not before 11:30” is said of a dose that came before."""
    later = noted(1, Dose("diazepam", TAKEN, 2.0), at("05:30"))
    assert asked(SPRAY, later, pieces="1", clock="04:30") == (
        "One is noted at 05:30, sooner after it than the 6 hours of the prescription.",
    )
    before = noted(2, Dose("diazepam", TAKEN, 2.0), at("00:30"))
    assert asked(SPRAY, later, before, pieces="1", clock="04:30")[0] == (
        "It is before 06:30, the prescription’s “not before” after the one noted at 00:30."
    )


@given(st.lists(st.integers(0, 72 * 60), max_size=5), st.integers(0, 72 * 60))
def test_a_time_is_asked_about_just_where_a_noted_one_is_closer_than_the_hours(
    noted_at: list[int], typed: int
) -> None:
    first = datetime(2026, 5, 8, 4, tzinfo=UTC)
    moments = [first + timedelta(minutes=minute) for minute in noted_at]
    events = [
        noted(number, Dose("diazepam", TAKEN, 0.1), Instant(moment, ZONE))
        for number, moment in enumerate(moments, start=1)
    ]
    at_utc = first + timedelta(minutes=typed)
    plan = plan_of(SPRAY, day=DAY)
    (prescription,) = prescriptions(plan)
    (on_day,) = as_needed(plan, events)
    lines = unlike_the_prescription(
        prescription, pieces=Decimal("0.05"), mg=None, at=at_utc, zone=ZONE, on_day=on_day
    )
    is_close = any(abs(at_utc - moment) < timedelta(hours=6) for moment in moments)
    assert any("not before" in line or "sooner after" in line for line in lines) is is_close


def test_milligrams_and_tablets_are_the_same_question_about_the_day() -> None:
    """40 mg of a 10 mg tablet, one a day: four tablets."""
    detail = {**SPRAY.detail, "strength": "10", "max_pieces_per_day": "1"}
    night = PlanItem("medicine", "Temazepam", PlanStatus.AGREED, MAY, detail=detail)
    for typed in ({"mg": 40.0}, {"pieces": "4"}, {"pieces": "1", "mg": 40.0}, {"pieces": "4", "mg": 10.0}):
        at_once, of_day = asked(night, **typed)  # type: ignore[arg-type]
        assert at_once.startswith("4 tablets at one time")
        assert "the day’s total is 4 tablets; the most in a day, as prescribed, is 1." in of_day


def test_a_dose_with_no_amount_is_more_than_none() -> None:
    unknown = noted(1, Dose("diazepam", TAKEN), at("08:00"))
    (line,) = asked(SPRAY, unknown, pieces="1")
    assert "total is 1 tablet and one noted with no amount; the most in a day, as prescribed, is 3." in line
    assert "total is 2 noted with no amount" in asked(SPRAY, unknown)[0]
    three = noted(2, Dose("diazepam", TAKEN, 6.0), at("08:00"))
    assert "total is 3 tablets and one noted with no amount" in asked(SPRAY, three)[0]
    no_most = {key: words for key, words in SPRAY.detail.items() if key != "max_pieces_per_day"}
    assert asked(dataclasses.replace(SPRAY, detail=no_most), unknown, pieces="1") == (), "no most was prescribed"


def test_a_dose_besides_the_due_ones_is_always_asked_about() -> None:
    assert len(asked(THREE, pieces="1")) == 1


def box_of(*events: Event, stock: list[Event], history=MappingProxyType({})):  # type: ignore[no-untyped-def]
    item = medicine(times="08:00; 22:00", pieces_per_day="2")
    plan = fold_plan([noted(900, item, Day(MAY, ZONE)), *stock], DAY)
    (box,) = boxes(plan, events, history=history)
    return box


def stock(number: int, minute: int, **detail: str) -> Event:
    fact = PlanItem("stock", "Baclofen", PlanStatus.AGREED, DAY, detail=detail)
    return noted(number, fact, recorded_at=datetime(2026, 5, 9, 9, minute, tzinfo=UTC))


def test_a_count_has_in_it_what_was_noted_and_picked_up_before_it() -> None:
    """20 counted at 09:30, after the 08:00 dose was noted at 09:00 and a box picked up: 20 less the 22:00 dose."""
    morning = noted(
        1, Dose("Baclofen", TAKEN, 10.0, due_time="08:00"), recorded_at=datetime(2026, 5, 9, 9, 0, tzinfo=UTC)
    )
    evening = noted(
        2,
        Dose("Baclofen", TAKEN, amount_words="one tablet", due_time="22:00"),
        recorded_at=datetime(2026, 5, 9, 22, tzinfo=UTC),
    )
    before = stock(11, 15, picked_up="28")
    box = box_of(morning, evening, stock=[before, stock(12, 30, counted="20")])
    assert box.view is not None
    assert box.view.left == 19
    assert box.view.at_the_earliest == DAY + timedelta(days=10), "the evening's one and two on each of nine days"
    more = box_of(morning, evening, stock=[stock(12, 30, counted="20"), stock(13, 45, picked_up="28")])
    assert more.view is not None
    assert more.view.left == 47


def test_an_answer_changed_after_the_count_is_not_taken_out_again() -> None:
    """08:00 taken, then 20 counted, then the answer is changed: it was out of the box before."""
    before, after = datetime(2026, 5, 9, 9, 0, tzinfo=UTC), datetime(2026, 5, 9, 10, 0, tzinfo=UTC)
    late = noted(2, Dose("Baclofen", LATE, 10.0, due_time="08:00"), recorded_at=after)
    for first, left in ((TAKEN, 20), (MISSED, 19)):
        was = noted(1, Dose("Baclofen", first, 10.0, due_time="08:00"), recorded_at=before)
        whole = fold([was, dataclasses.replace(late, replaces=was.id)])
        box = box_of(*whole.events, stock=[stock(12, 30, counted="20")], history=whole.history)
        assert box.view is not None
        assert box.view.left == left, "what was missed at first was taken after the count"


@pytest.mark.parametrize(("clock", "left"), [("10:29", 20), ("10:31", 19)])
def test_a_dose_with_a_time_counts_by_its_time_and_not_by_when_it_was_noted(clock: str, left: int) -> None:
    """Counted at 10:30 in London; the dose is noted in the evening."""
    box = box_of(noted(1, Dose("Baclofen", TAKEN, 10.0), at(clock)), stock=[stock(12, 30, counted="20")])
    assert box.view is not None
    assert box.view.left == left


def test_a_count_that_cannot_be_read_spoils_no_other() -> None:
    bad = stock(11, 15, counted="0.000000001")
    assert box_of(stock=[bad]).unread
    for good in (stock(10, 0, counted="20"), stock(12, 30, counted="20")):
        box = box_of(stock=[bad, good])
        assert box.view is not None
        assert box.view.left == 20


def test_a_box_never_counted_and_a_plan_that_cannot_be_read_tell_no_day() -> None:
    assert box_of(stock=[]).view is None
    item = medicine(pieces_per_day="1,5")
    plan = fold_plan([noted(900, item, Day(MAY, ZONE)), stock(1, 0, counted="20")], DAY)
    (box,) = boxes(plan, [])
    assert box.view is None
    assert "pieces_per_day" in box.unread
