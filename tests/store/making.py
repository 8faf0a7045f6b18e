"""Small events for the store's tests, and Hypothesis strategies for any event at all."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from supple.model import (
    AlertStep,
    Answer,
    Author,
    Checked,
    Comparison,
    Count,
    Day,
    DaySlot,
    Dose,
    DoseStatus,
    Event,
    Fact,
    Factor,
    FindingMark,
    Instant,
    Interval,
    Mark,
    Measurement,
    Note,
    Pause,
    Period,
    PlanItem,
    PlanStatus,
    Profile,
    Rating,
    Recall,
    Session,
    Side,
    SideEffect,
    Sign,
    Slot,
    Step,
    Tier,
    When,
)

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
ZONE = "Europe/London"
ME = Author("self", "Alice")


def an_event(
    person_id: uuid.UUID,
    fact: Fact | None = None,
    *,
    day: date = TODAY,
    when: When | None = None,
    event_id: uuid.UUID | None = None,
    replaces: uuid.UUID | None = None,
    withdrawn: bool = False,
    recorded_at: datetime = NOW,
    group: uuid.UUID | None = None,
) -> Event:
    """An event of that person; a note of stiffness 7 on the day unless told otherwise."""
    return Event(
        id=event_id or uuid.uuid4(),
        person_id=person_id,
        fact=fact or Rating("stiffness", 7.0, Recall.LAST_24_H),
        when=when or Day(day, ZONE),
        recorded_at=recorded_at,
        noted_by=ME,
        source="test",
        replaces=replaces,
        withdrawn=withdrawn,
        group=group,
    )


def two_months(person_id: uuid.UUID, *, seed: int, last: date = TODAY, days: int = 90) -> list[Event]:
    """A diary with notes, nights, corrections into and out of the last weeks, withdrawals and a plan."""
    rng = random.Random(seed)
    events: list[Event] = []
    for ago in range(days):
        day = last - timedelta(days=ago)
        at = datetime(day.year, day.month, day.day, 20, rng.randrange(60), tzinfo=UTC)
        for fact, when in (
            (Rating("stiffness", float(rng.randrange(11)), Recall.LAST_24_H), Day(day, ZONE)),
            (Rating("pain", float(rng.randrange(11))), Instant(at, ZONE)),
            (Count("spasms", rng.randrange(4), Period.NIGHT), DaySlot(day, Slot.NIGHT, ZONE)),
            (Factor("poor_sleep", rng.random() < 0.4), Day(day, ZONE)),
            (Factor("stress", rng.random() < 0.4, level=3.0), Day(day, ZONE)),
            (Note(f"day {ago}"), Instant(at, ZONE)),
        ):
            events.append(an_event(person_id, fact, when=when, recorded_at=at))
    for _ in range(15):
        old = rng.choice(events)
        moved = Day(last - timedelta(days=rng.randrange(days)), ZONE)
        events.append(
            an_event(
                person_id,
                old.fact,
                when=moved,
                replaces=old.id,
                withdrawn=rng.random() < 0.3,
                recorded_at=old.recorded_at + timedelta(hours=rng.randrange(1, 30)),
            )
        )
    item = PlanItem("medicine", "baclofen", PlanStatus.AGREED, last - timedelta(days=days), "10 mg", {"times": "3"})
    events.append(an_event(person_id, item, day=last - timedelta(days=days)))
    events.append(an_event(person_id, Profile("pump", "no"), day=last - timedelta(days=days - 1)))
    return events


_codes = st.text(min_size=1, max_size=12)
_maybe = st.one_of(st.none(), st.floats(0, 10))
_sides = st.one_of(st.none(), st.sampled_from(Side))
_words = st.text(max_size=40)
_moments = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2030, 1, 1),
    timezones=st.sampled_from([UTC]),
)
_zones = st.sampled_from(["Europe/London", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "UTC"])
_days = st.dates(date(1990, 1, 1), date(2030, 1, 1))

facts: st.SearchStrategy[Fact] = st.one_of(
    st.builds(Rating, _codes, st.floats(0, 10), st.sampled_from(Recall), st.none() | _codes, _sides, _maybe, _maybe),
    st.builds(Count, _codes, st.none() | st.integers(0, 99), st.none() | st.sampled_from(Period)),
    st.builds(Comparison, _codes, st.sampled_from(["better", "worse"])),
    st.builds(Answer, _codes, st.booleans()),
    st.builds(Factor, _codes, st.booleans(), _maybe, _maybe, st.none() | _codes),
    st.builds(Sign, _codes, st.booleans(), st.none() | st.booleans()),
    st.builds(Dose, _codes, st.sampled_from(DoseStatus), _maybe, st.none() | _words),
    st.builds(SideEffect, _codes, st.booleans(), _maybe),
    st.builds(
        Session,
        _codes,
        st.booleans(),
        _maybe,
        st.none() | st.integers(0, 9),
        st.none() | _codes,
        st.sampled_from([None, "21:30"]),
        st.lists(_codes, max_size=3).map(tuple),
        st.sampled_from([None, "eased"]),
        st.sampled_from([None, "tired"]),
    ),
    st.builds(Measurement, _codes, st.floats(-50, 1e6), st.just("Cel")),
    st.builds(Note, _words),
    st.builds(
        PlanItem,
        _codes,
        _words,
        st.sampled_from(PlanStatus),
        _days,
        _words,
        st.dictionaries(_codes, _words, max_size=3),
    ),
    st.builds(Profile, _codes, _codes),
    st.builds(Checked, _codes, _codes, st.sampled_from(["yes", "no", "unknown"])),
    st.builds(Pause, st.just(True), st.none() | _days),
    st.just(Pause(on=False)),
    st.builds(FindingMark, _codes, _codes, st.sampled_from(Mark)),
    st.builds(
        AlertStep,
        _codes,
        st.integers(1, 9),
        st.sampled_from(Tier),
        st.sampled_from(Step),
        _words,
        st.none() | _moments,
        st.lists(_codes, max_size=3).map(tuple),
        _words,
        st.none() | _words,
    ),
)
whens: st.SearchStrategy[When] = st.one_of(
    st.builds(Instant, _moments, _zones),
    st.builds(
        lambda start, hours, zone: Interval(start, start + timedelta(hours=hours), zone),
        _moments,
        st.integers(0, 20),
        _zones,
    ),
    st.builds(DaySlot, _days, st.sampled_from(Slot), _zones),
    st.builds(Day, _days, _zones),
)
authors = st.builds(Author, st.sampled_from(["self", "carer", "clinician", "device"]), _words)


@st.composite
def any_events(draw: st.DrawFn) -> Event:
    """Any event the model can hold."""
    replaces = draw(st.none() | st.uuids())
    return Event(
        id=draw(st.uuids()),
        person_id=draw(st.uuids()),
        fact=draw(facts),
        when=draw(whens),
        recorded_at=draw(_moments),
        noted_by=draw(authors),
        source=draw(_codes),
        replaces=replaces,
        withdrawn=replaces is not None and draw(st.booleans()),
        group=draw(st.none() | st.uuids()),
        guess=draw(st.booleans()),
    )
