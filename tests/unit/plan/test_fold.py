"""What was agreed on any day, whatever the order in which it arrived?"""

from __future__ import annotations

import random
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supple import diary, plan
from supple.model import Author, DatedChange, Day, Event, Note, Plan, PlanItem, PlanStatus, Profile

PERSON = uuid.UUID(int=1)
FIRST = date(2026, 1, 1)
AGREED, CHANGED, ENDED = PlanStatus.AGREED, PlanStatus.CHANGED, PlanStatus.ENDED


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def noted(fact: PlanItem | Profile | Note, number: int, *, on: int | None = None, **fields: object) -> Event:
    """An event with id `number`, written down on day `on` (default: day `number`)."""
    at = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number if on is None else on)
    when = Day(at.date(), "Europe/London")
    return Event(uuid.UUID(int=number + 100), PERSON, fact, when, at, Author("self"), "plan", **fields)  # type: ignore[arg-type]


def medicine(name: str, status: PlanStatus, start: int, words: str = "") -> PlanItem:
    return PlanItem("medicine", name, status, day(start), words)


def names(folded: Plan) -> list[tuple[str, str]]:
    return [(item.name, item.words) for item in folded.items]


def test_a_change_replaces_the_same_item_only() -> None:
    """A changed dose replaces the old one of that medicine; another medicine stays."""
    events = [
        noted(medicine("baclofen", AGREED, 1, "one at night"), 1),
        noted(medicine("tizanidine", AGREED, 2, "as needed"), 2),
        noted(medicine("Baclofen ", CHANGED, 5, "two at night"), 5),
    ]
    assert names(plan.fold_plan(events, day(4))) == [("baclofen", "one at night"), ("tizanidine", "as needed")]
    assert names(plan.fold_plan(events, day(5))) == [("Baclofen ", "two at night"), ("tizanidine", "as needed")]


def test_an_ended_item_is_gone_from_its_day_on() -> None:
    events = [noted(medicine("baclofen", AGREED, 1), 1), noted(medicine("baclofen", ENDED, 9), 9)]
    assert names(plan.fold_plan(events, day(8))) == [("baclofen", "")]
    assert names(plan.fold_plan(events, day(9))) == []


def test_it_can_begin_again_after_an_end() -> None:
    events = [noted(medicine("baclofen", status, at), at) for status, at in ((AGREED, 1), (ENDED, 5), (AGREED, 9))]
    assert names(plan.fold_plan(events, day(7))) == []
    assert names(plan.fold_plan(events, day(9))) == [("baclofen", "")]


def test_what_holds_is_kept_apart_from_when_it_was_written_down() -> None:
    """A rise of day 20 written down on day 36 holds on day 25; on day 30 nobody knew it yet."""
    events = [
        noted(medicine("baclofen", AGREED, 1, "old"), 1),
        noted(medicine("baclofen", CHANGED, 20, "new"), 2, on=36),
    ]
    assert names(plan.fold_plan(events, day(25))) == [("baclofen", "new")]
    known_then = plan.fold_plan(events, day(25), known_at=datetime(2026, 1, 31, tzinfo=UTC))
    assert names(known_then) == [("baclofen", "old")]
    at_that_moment = plan.fold_plan(events, day(25), known_at=events[1].recorded_at)
    assert names(at_that_moment) == [("baclofen", "new")]


def test_an_older_change_written_down_late_does_not_undo_a_newer_one() -> None:
    events = [
        noted(medicine("baclofen", CHANGED, 20, "newer"), 20),
        noted(medicine("baclofen", CHANGED, 10, "older"), 30),
    ]
    assert names(plan.fold_plan(events, day(40))) == [("baclofen", "newer")]


def test_a_correction_stands_for_what_it_corrects() -> None:
    first = noted(medicine("baclofen", AGREED, 1, "wrong"), 1)
    second = noted(medicine("baclofen", AGREED, 1, "right"), 2, replaces=first.id)
    taken_back = noted(medicine("baclofen", AGREED, 1, "right"), 3, replaces=second.id, withdrawn=True)
    assert names(plan.fold_plan([first, second], day(9))) == [("baclofen", "right")]
    assert names(plan.fold_plan([first, second, taken_back], day(9))) == []


def test_a_correction_to_another_kind_of_fact_leaves_the_plan() -> None:
    first = noted(medicine("baclofen", AGREED, 1), 1)
    as_note = noted(Note("asked about baclofen"), 2, replaces=first.id)
    assert names(plan.fold_plan([first, as_note], day(9))) == []


def test_of_two_corrections_the_later_holds_and_then_the_larger_id() -> None:
    first = noted(medicine("baclofen", AGREED, 1, "first"), 1)
    one = noted(medicine("baclofen", AGREED, 1, "one"), 2, on=5, replaces=first.id)
    two = noted(medicine("baclofen", AGREED, 1, "two"), 3, on=5, replaces=first.id)
    assert names(plan.fold_plan([first, two, one], day(9))) == [("baclofen", "two")]
    later = replace(one, recorded_at=one.recorded_at + timedelta(seconds=1))
    assert names(plan.fold_plan([first, later, two], day(9))) == [("baclofen", "one")]


def test_an_answer_is_the_latest_given_by_that_day_and_never_asked_is_none() -> None:
    events = [noted(Profile("pump", "unknown"), 1), noted(Profile("pump", "yes"), 8)]
    assert plan.fold_plan(events, day(0)).answer("pump") is None
    assert plan.fold_plan(events, day(7)).answer("pump") == "unknown"
    assert plan.fold_plan(events, day(8)).answer("pump") == "yes"


def changes(*items: PlanItem) -> list[tuple[int, str, str]]:
    events = [noted(item, number) for number, item in enumerate(items)]
    dated = plan.changes(plan.fold_plan(events, day(300)))
    return [((change.day - FIRST).days, change.kind, change.label) for change in dated]


def test_medicines_are_dose_changes() -> None:
    assert changes(
        medicine("baclofen", AGREED, 1, "a"), medicine("baclofen", CHANGED, 5, "b"), medicine("baclofen", ENDED, 9)
    ) == [(1, "dose", "baclofen: agreed"), (5, "dose", "baclofen: changed"), (9, "dose", "baclofen: ended")]


def test_the_same_words_again_are_no_change() -> None:
    assert changes(medicine("baclofen", AGREED, 1, "a"), medicine("baclofen", AGREED, 5, "a")) == [
        (1, "dose", "baclofen: agreed")
    ]


def test_each_injection_counts_and_its_end_does_not() -> None:
    """The last injection goes on fading after the course has ended."""
    shots = [
        PlanItem("injection", "Botox", status, day(at)) for status, at in ((AGREED, 1), (AGREED, 90), (ENDED, 120))
    ]
    assert changes(*shots) == [(1, "injection", "Botox: injected"), (90, "injection", "Botox: injected")]


def pump(at: int, status: PlanStatus = CHANGED, **detail: str) -> PlanItem:
    return PlanItem("pump", "SynchroMed", status, day(at), detail=detail)


def test_new_pump_settings_are_a_dose_change_a_mere_refill_is_not() -> None:
    assert changes(
        pump(1, AGREED, daily_dose_mcg="200", filled_on="2026-01-02"),
        pump(60, daily_dose_mcg="200", filled_on="2026-03-02"),
        pump(70, daily_dose_mcg="250", filled_on="2026-03-02"),
        pump(71, daily_dose_mcg="250", filled_on="2026-03-02", clinic_alarm_date="2026-08-01"),
        pump(200, ENDED),
    ) == [
        (1, "dose", "SynchroMed: agreed"),
        (60, "other", "SynchroMed: filled"),
        (70, "dose", "SynchroMed: changed"),
        (200, "dose", "SynchroMed: ended"),
    ]


def test_routines_and_aids_are_other_and_the_rest_is_no_change_of_treatment() -> None:
    assert changes(
        PlanItem("routine", "bedtime stretch", AGREED, day(1)),
        PlanItem("aid", "stick", AGREED, day(2)),
        PlanItem("aid", "never had", ENDED, day(3)),
        *(PlanItem(item, "x", AGREED, day(4)) for item in ("goal", "question", "visit", "team")),
        PlanItem("routine", "bedtime stretch", ENDED, day(5)),
    ) == [
        (1, "other", "bedtime stretch: agreed"),
        (2, "other", "stick: agreed"),
        (5, "other", "bedtime stretch: ended"),
    ]


def test_a_day_in_the_past_shows_no_later_changes() -> None:
    events = [noted(medicine("baclofen", AGREED, 1), 1), noted(medicine("baclofen", ENDED, 9), 9)]
    assert plan.fold_plan(events, day(5)).changes == (DatedChange(day(1), "dose", "baclofen: agreed"),)


_ITEMS = st.builds(
    lambda item, name, status, start, words: PlanItem(item, name, status, day(start), words),
    st.sampled_from(["medicine", "injection", "pump", "aid", "goal"]),
    st.sampled_from(["a", "b"]),
    st.sampled_from(list(PlanStatus)),
    st.integers(0, 20),
    st.sampled_from(["", "one", "two"]),
)
_FACTS = _ITEMS | st.builds(Profile, st.sampled_from(["pump", "catheter"]), st.sampled_from(["yes", "no", "unknown"]))


@st.composite
def plan_events(draw: st.DrawFn) -> list[Event]:
    """Up to ten entries, some of which correct or take back an earlier one, some written down at the same time."""
    facts = draw(st.lists(_FACTS, min_size=1, max_size=10))
    events: list[Event] = []
    for number, fact in enumerate(facts):
        on = draw(st.integers(0, 20))
        corrects = draw(st.none() | st.sampled_from(events)) if events else None
        withdrawn = corrects is not None and draw(st.booleans())
        replaces = corrects.id if corrects else None
        events.append(noted(fact, number, on=on, replaces=replaces, withdrawn=withdrawn))
    return events


@given(plan_events(), st.integers(0, 25), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(events: list[Event], at: int, rng: random.Random) -> None:
    shuffled = [*events, *events[:2]]  # and copies change nothing
    rng.shuffle(shuffled)
    assert plan.fold_plan(shuffled, day(at)) == plan.fold_plan(events, day(at))


@given(plan_events(), st.integers(0, 25))
def test_what_holds_only_later_never_shows(events: list[Event], at: int) -> None:
    """What holds on a day is the same with and without entries that begin later and correct nothing."""
    corrected = {event.replaces for event in events}
    late = [
        event
        for event in events
        if event.replaces is None
        and event.id not in corrected
        and (event.fact.valid_from if isinstance(event.fact, PlanItem) else event.when.local_day) > day(at)  # type: ignore[union-attr]
    ]
    known, without = (plan.fold_plan(each, day(at)) for each in (events, [e for e in events if e not in late]))
    assert replace(known, later=()) == replace(without, later=())


@given(plan_events(), st.integers(0, 25))
def test_raw_events_and_the_folded_diary_give_the_same_plan(events: list[Event], at: int) -> None:
    folded = diary.fold(events, person_id=PERSON)
    assert plan.fold_plan(folded.events, day(at)) == plan.fold_plan(events, day(at))
