"""To which span of time may a note belong, and which notes count at a given moment?"""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.red_flags.build import NOW, TODAY, At, diary, event, the_plan

from supple import watch
from supple.actions import folding
from supple.knowledge.red_flags import load_red_flags
from supple.model import (
    SOME_OF_THE_DAY,
    Day,
    DaySlot,
    Dose,
    DoseStatus,
    Event,
    Instant,
    Interval,
    PlanItem,
    PlanStatus,
    Sign,
    Slot,
    Tier,
    When,
)
from supple.watch.evidence import LOOK_BACK_DAYS, Evidence, gather
from supple.watch.treatment import is_one_of

LONDON = "Europe/London"


def at(text: str, zone: str = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def fires(when: When, now: datetime) -> bool:
    """Whether a seizure noted at `when` (24 hours count) raises an alert at `now`."""
    return bool(watch.check(diary([At(Sign("seizure"), when)]), the_plan(), now))


@pytest.mark.parametrize(
    ("now", "counts"),
    [
        ("2026-06-14T00:00", True),  # Sunday has just begun
        ("2026-06-15T03:00", True),
        ("2026-06-16T04:00", True),  # 24 h after Sunday's diary day ended, at 04:00 on Monday
        ("2026-06-16T04:01", False),
        ("2026-06-13T23:00", False),  # Sunday lies ahead
    ],
)
def test_a_note_of_a_day_counts_as_long_as_it_may_lie_in_the_window(now: str, *, counts: bool) -> None:
    """Precision is never invented: "Sunday" may be any time of Sunday."""
    assert fires(Day(date(2026, 6, 14), LONDON), at(now)) is counts


@pytest.mark.parametrize(
    ("slot", "first", "last"),
    [
        (Slot.NIGHT, "2026-06-13T18:00", "2026-06-14T12:00"),
        (Slot.WAKING, "2026-06-14T04:00", "2026-06-14T12:00"),
        (Slot.MORNING, "2026-06-14T04:00", "2026-06-14T13:00"),
        (Slot.LUNCHTIME, "2026-06-14T11:00", "2026-06-14T15:00"),
        (Slot.AFTERNOON, "2026-06-14T12:00", "2026-06-14T19:00"),
        (Slot.EVENING, "2026-06-14T16:00", "2026-06-15T04:00"),
        (Slot.BEDTIME, "2026-06-14T19:00", "2026-06-15T04:00"),
    ],
)
def test_a_part_of_the_day_reaches_as_far_as_people_use_the_word(slot: Slot, first: str, last: str) -> None:
    when = DaySlot(date(2026, 6, 14), slot, LONDON)
    assert not fires(when, at(first) - timedelta(minutes=11))
    assert fires(when, at(first))
    assert fires(when, at(last) + timedelta(hours=24))
    assert not fires(when, at(last) + timedelta(hours=24, minutes=1))


def test_an_interval_counts_from_its_start_to_24_hours_after_its_end() -> None:
    when = Interval(at("2026-06-14T10:00"), at("2026-06-14T12:00"), LONDON)
    assert fires(when, at("2026-06-14T11:00"))
    assert fires(when, at("2026-06-15T12:00"))
    assert not fires(when, at("2026-06-15T12:01"))
    assert not fires(when, at("2026-06-14T09:00"))


def test_a_clock_ten_minutes_ahead_hides_no_emergency() -> None:
    now = at("2026-06-14T10:00")
    assert fires(Instant(now + timedelta(minutes=10), LONDON), now)
    assert not fires(Instant(now + timedelta(minutes=11), LONDON), now)


@pytest.mark.parametrize(("change", "real_hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_windows_are_real_hours_on_nights_when_the_clock_changes(change: str, real_hours: int) -> None:
    """The same wall-clock time a day later is 23 or 25 hours later; the window is 24 real hours."""
    noon_before = at(f"{change}T12:00") - timedelta(days=1)
    noon_after = at(f"{change}T12:00")
    assert (noon_after.astimezone(UTC) - noon_before.astimezone(UTC)) == timedelta(hours=real_hours)
    assert fires(Instant(noon_before, LONDON), noon_after) is (real_hours <= 24)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
    st.sampled_from([LONDON, "Pacific/Auckland", "America/New_York", "Asia/Kolkata"]),
    st.sampled_from([*Slot, None]),
    st.floats(0, 80),
)
def test_a_coarser_note_never_counts_less(moment: datetime, zone: str, slot: Slot | None, later: float) -> None:
    """Whoever says only "evening" or "Tuesday" is not listened to less than somebody with a watch."""
    exact = Instant(moment.replace(tzinfo=ZoneInfo(zone)), zone)
    now = exact.at_utc + timedelta(hours=later)
    if fires(exact, now):
        assert fires(Day(moment.date(), zone), now)
        if slot is not None and _within(slot, moment):
            assert fires(DaySlot(moment.date(), slot, zone), now)


def _within(slot: Slot, moment: datetime) -> bool:
    hours = {
        Slot.NIGHT: (0, 9),
        Slot.WAKING: (5, 10),
        Slot.MORNING: (6, 12),
        Slot.LUNCHTIME: (12, 14),
        Slot.AFTERNOON: (13, 18),
        Slot.EVENING: (17, 23),
        Slot.BEDTIME: (20, 24),
    }[slot]
    return hours[0] <= moment.hour < hours[1]


def evidence(*entries: At, now: datetime) -> Evidence:
    return gather(diary(entries).events, the_plan(), now)


def test_today_is_the_diary_day_on_the_wall_clock_of_the_newest_note() -> None:
    """At 13:00 UTC it is already tomorrow in Auckland, and there the diary day has begun at four."""
    now = datetime(2026, 6, 15, 13, tzinfo=UTC)
    in_auckland = At(Sign("fever"), Instant(now, "Pacific/Auckland"))
    assert evidence(now=now).today == date(2026, 6, 15)
    assert evidence(in_auckland, now=now).today == date(2026, 6, 15)  # 01:00 on the 16th: still the evening before
    later = now + timedelta(hours=3)
    assert evidence(in_auckland, now=later).today == date(2026, 6, 16)


def test_a_withdrawn_entry_does_not_count() -> None:
    now = at("2026-06-14T10:00")
    noted = event(At(Sign("seizure"), Instant(now, LONDON)))
    taken_back: Event = dataclasses.replace(noted, replaces=noted.id, withdrawn=True)
    assert gather([taken_back], None, now).noted == {}


def test_now_must_know_its_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        gather([], None, datetime(2026, 6, 14))


def test_no_rule_looks_back_further_than_notes_are_read() -> None:
    """`LOOK_BACK_DAYS` saves time only; it may never decide."""
    furthest = 0.0
    for rule in load_red_flags().rules:
        furthest = max(furthest, rule.window_hours / 24)
        for level in rule.levels:
            for leaf in level.questions:
                days = [float(getattr(leaf, name, None) or 0) for name in ("days", "usual_days", "at_least_days")]
                hours = float(getattr(leaf, "hours", None) or 0) / 24
                more = getattr(leaf, "recent_days", 0) + getattr(leaf, "max_age_days", 0)
                furthest = max(furthest, hours, *(one + more for one in days))
    assert furthest + 7 <= LOOK_BACK_DAYS


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("baclofen", True),
        ("Baclofen", True),
        ("Lioresal", True),
        ("baclofen 10 mg tablets", True),
        ("LIORESAL 10mg", True),
        ("my baclofen", True),
        ("tizanidine", False),
        ("", False),
        ("vitamin B", False),
    ],
)
def test_a_medicine_is_known_by_name_brand_and_in_a_few_words(name: str, *, means: bool) -> None:
    assert is_one_of(name, ("baclofen",)) is means


def test_two_days_of_missed_doses_noted_by_the_day_are_24_hours() -> None:
    """Day notes are a day apart from noon to noon; two on one day are not."""
    now = at("2026-06-14T21:00")
    missed = Dose("baclofen", DoseStatus.MISSED)
    both_days = [At(missed, Day(date(2026, 6, day), LONDON)) for day in (13, 14)]
    one_day = [At(missed, Day(date(2026, 6, 14), LONDON))] * 2
    assert [a.tier for a in watch.check(diary(both_days), the_plan(), now)] == [Tier.T1]
    assert watch.check(diary(one_day), the_plan(), now) == ()


@pytest.mark.parametrize(
    ("last", "tier"), [(DoseStatus.MISSED, Tier.T1), (DoseStatus.TAKEN, None), (DoseStatus.SKIPPED, Tier.T1)]
)
def test_doses_of_one_day_stand_in_the_order_of_the_times_they_answer(last: DoseStatus, tier: Tier | None) -> None:
    """Noted by the day and in any order: the evening's dose is the last, and the run of misses goes up to it."""
    days = [Day(date(2026, 6, day), LONDON) for day in (13, 14)]
    evening = At(Dose("baclofen", last, due_time="20:00"), days[1])
    missed = [At(Dose("baclofen", DoseStatus.MISSED, due_time="08:00"), day) for day in days]
    assert [a.tier for a in watch.check(diary([evening, *missed]), the_plan(), at("2026-06-14T21:00"))] == (
        [tier] if tier else []
    )


def test_a_dose_noted_before_its_time_has_come_hides_no_misses() -> None:
    """Missed for a day; the dose of tonight, noted ahead in the morning, is not the last one taken."""
    missed = [
        At(Dose("baclofen", DoseStatus.MISSED, due_time="22:00"), Day(date(2026, 6, d), LONDON)) for d in (12, 13)
    ]
    ahead = At(Dose("baclofen", DoseStatus.TAKEN, due_time="22:00"), Day(date(2026, 6, 14), LONDON))
    entries = diary([*missed, ahead])
    assert [a.tier for a in watch.check(entries, the_plan(), at("2026-06-14T10:00"))] == [Tier.T1]
    assert watch.check(entries, the_plan(), at("2026-06-14T21:15")) == (), "taken a little early"


def test_a_day_with_only_some_of_its_doses_missed_is_no_day_without() -> None:
    """The day's one answer for "10 mg three times a day": one of three missed on two days is no day without."""
    some = Dose("baclofen", DoseStatus.MISSED, amount_words=SOME_OF_THE_DAY)
    whole = Dose("baclofen", DoseStatus.MISSED)

    def tiers(*doses: Dose) -> list[Tier]:
        noted = [At(each, Day(date(2026, 6, day), LONDON)) for day, each in enumerate(doses, start=13)]
        return [a.tier for a in watch.check(diary(noted), the_plan(), at("2026-06-14T21:00"))]

    assert tiers(some, some) == []
    assert tiers(whole, some) == []
    assert tiers(whole, whole) != []
    assert tiers(some, whole) != [], "from some time of the day before nothing is known to be taken"


def test_the_hours_between_missed_doses_are_those_of_their_times() -> None:
    """Missed at 20:00 and at 08:00 the next morning: twelve hours, not the day between two noons."""
    night = At(Dose("baclofen", DoseStatus.MISSED, due_time="20:00"), Day(date(2026, 6, 13), LONDON))
    morning = At(Dose("baclofen", DoseStatus.MISSED, due_time="08:00"), Day(date(2026, 6, 14), LONDON))
    assert watch.check(diary([night, morning]), the_plan(), at("2026-06-14T21:00")) == ()


def test_a_due_time_lies_in_the_day_as_the_person_has_it_start() -> None:
    """Taken at 14:00, missed at 02:00: twelve hours, where the day starts at midnight."""
    on = [Day(date(2026, 6, day), LONDON) for day in (13, 14)]
    entries = diary(
        [
            At(Dose("baclofen", DoseStatus.TAKEN, due_time="02:00"), on[0]),
            At(Dose("baclofen", DoseStatus.TAKEN, due_time="14:00"), on[0]),
            At(Dose("baclofen", DoseStatus.MISSED, due_time="02:00"), on[1]),
        ]
    )
    now = at("2026-06-15T05:00")
    assert watch.check(entries, the_plan(), now, day_starts_at_hour=0) == ()
    assert [a.rule for a in watch.check(entries, the_plan(), now, day_starts_at_hour=4)] == ["R06"]
    asked = watch.explain("R06", entries, the_plan(), now, day_starts_at_hour=0)
    assert not asked.fired
    for hour, fired in ((0, []), (4, ["R06"])):
        folded = folding.fold(entries.events, today=date(2026, 6, 15), day_starts_at_hour=hour)
        assert [a.rule for a in folding.alerts(folded, now=now, zone=LONDON)] == fired


@pytest.mark.parametrize(("hours", "tier"), [(23, None), (24, Tier.T1), (80, Tier.T1)])
def test_none_since_friday_is_as_long_as_it_says(hours: int, tier: Tier | None) -> None:
    """One note that tells a stretch without doses is enough; nobody needs to log each miss."""
    now = at("2026-06-14T21:00")
    missed = At(Dose("baclofen", DoseStatus.MISSED), Interval(now - timedelta(hours=hours), now, LONDON))
    assert [a.tier for a in watch.check(diary([missed]), the_plan(), now)] == ([tier] if tier else [])


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Botox", True),
        ("Dysport, both calves", True),
        ("onabotulinumtoxinA", True),
        ("injections at the clinic", True),  # nobody knows which: it may be toxin
        ("phenol block", False),
        ("interferon beta", False),
    ],
)
def test_an_injection_is_toxin_unless_it_is_known_to_be_something_else(name: str, *, counts: bool) -> None:
    shot = PlanItem("injection", name, PlanStatus.AGREED, TODAY - timedelta(days=10))
    alerts = watch.check(diary([At(Sign("swallowing_trouble"), Instant(NOW, LONDON))]), the_plan([shot]), NOW)
    assert (alerts[0].tier is Tier.T0) is counts
