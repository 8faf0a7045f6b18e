"""The course of a stored diary: only its days, marks where something changed, bad questions refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.store.making import two_months
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, diary, store
from supple.actions.seeing import body_stretches, stretches_around
from supple.model import (
    Account,
    Day,
    Factor,
    Instant,
    NotAllowedError,
    Note,
    PlanItem,
    PlanStatus,
    Rating,
    Side,
    SpanKind,
    UserError,
    span_of,
)
from supple.store import queries

TODAY = date(2026, 3, 10)


def note(account: Account, person: actions.PersonCard, fact: object, day: date) -> None:
    actions.save_facts(account, person.id, [(fact, Day(day, ZONE))], now=NOW, source="check-in")  # type: ignore[list-item]


def test_a_window_says_of_its_days_what_the_whole_diary_says(alice: Account, person: actions.PersonCard) -> None:
    store.append(two_months(person.id, seed=3, days=60), now=NOW)
    whole = diary.daily_table(diary.fold(queries.events(person.id)))
    view = actions.course(alice, person.id, now=NOW, kind=SpanKind.MONTH, on=date(2026, 2, 10))
    assert view.columns
    for column in view.columns:
        seen = dict(zip(view.table.days, view.table.column(column), strict=True))
        for day in view.span.days():
            if day in whole.days:
                assert seen[day] == whole.column(column)[whole.days.index(day)], (column, day)


def test_what_changed_and_what_was_noted_on_the_way_is_marked(alice: Account, person: actions.PersonCard) -> None:
    note(alice, person, PlanItem("aid", "mattress", PlanStatus.AGREED, TODAY - timedelta(days=3)), TODAY)
    note(alice, person, Factor("bladder_infection", True), TODAY - timedelta(days=2))
    note(alice, person, Rating("stiffness", 5), TODAY)
    view = actions.course(alice, person.id, now=NOW, kind=SpanKind.MONTH)
    assert {each.label for each in view.changes} == {"mattress: agreed", "a bladder infection noted"}
    assert [each.change.label for each in view.told] == ["mattress: agreed"], "only the plan's have a page"
    picture = actions.course_picture(view)
    assert len(picture.key) == 2
    assert actions.course(alice, person.id, now=NOW, kind=SpanKind.MONTH, on=date(2026, 1, 5)).changes == ()


def test_a_new_note_is_seen_at_once(alice: Account, person: actions.PersonCard) -> None:
    assert actions.course(alice, person.id, now=NOW, kind=SpanKind.WEEK).columns == ()
    note(alice, person, Rating("stiffness", 5), TODAY)
    assert actions.course(alice, person.id, now=NOW, kind=SpanKind.WEEK).columns == ("stiffness_now",)


def test_the_day_and_the_clock(alice: Account, person: actions.PersonCard) -> None:
    when = Instant(datetime(2026, 3, 10, 3, 30, tzinfo=UTC), ZONE)
    actions.save_facts(alice, person.id, [(Rating("stiffness", 8), when)], now=NOW, source="check-in")
    view = actions.course(alice, person.id, now=NOW, kind=SpanKind.DAY, on=TODAY - timedelta(days=1))
    assert view.hours is not None
    assert [mark.start for mark in view.hours.marks] == [27.5]
    noted = actions.by_hour(alice, person.id, now=NOW, code="stiffness", days=7)
    assert (noted.counts[3], noted.total) == (1, 1)


def test_parts_of_the_body_fall_back_to_what_was_noted(alice: Account, person: actions.PersonCard) -> None:
    assert actions.by_part(alice, person.id, now=NOW).strip is None
    note(alice, person, Rating("pain", 6, part="calf", side=Side.LEFT), TODAY)
    view = actions.by_part(alice, person.id, now=NOW, code="stiffness")
    assert view.strip is not None
    assert (view.strip.code, view.codes) == ("pain", ("pain",))


@pytest.mark.parametrize("kind", list(SpanKind))
@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 3, 1), date(2026, 12, 31)])
def test_the_columns_of_a_span_hold_each_day_once(kind: SpanKind, day: date) -> None:
    span = span_of(kind, day)
    held = [first + timedelta(days=i) for first, last in body_stretches(span) for i in range((last - first).days + 1)]
    assert held == list(span.days())


def test_two_stretches_before_and_after_a_change(alice: Account, person: actions.PersonCard) -> None:
    began = TODAY - timedelta(days=10)
    note(alice, person, PlanItem("medicine", "baclofen", PlanStatus.AGREED, began), began)
    [told] = actions.changes(alice, person.id, now=NOW).changes
    view = actions.two_stretches(alice, person.id, now=NOW, change=told.id)
    assert view.both.one == (began - timedelta(days=28), began - timedelta(days=1))
    assert view.both.other == (began, TODAY)
    assert view.change == told
    assert stretches_around(TODAY, TODAY)[1] == (TODAY, TODAY)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ((1, 5), (4, 8), "share days"),
        ((5, 1), (6, 8), "ends before it starts"),
        ((1, 2), (8, 12), "has not come yet"),
        ((-400, 2), (4, 5), "a year at most"),
    ],
)
def test_stretches_that_cannot_be_are_refused(
    alice: Account, person: actions.PersonCard, one: tuple[int, int], other: tuple[int, int], words: str
) -> None:
    start = date(2026, 3, 1)
    pair = [(start + timedelta(days=first), start + timedelta(days=last)) for first, last in (one, other)]
    with pytest.raises(UserError, match=words):
        actions.two_stretches(alice, person.id, now=NOW, one=pair[0], other=pair[1])


def test_the_later_stretch_may_be_named_first(alice: Account, person: actions.PersonCard) -> None:
    early, late = (date(2026, 1, 1), date(2026, 1, 9)), (date(2026, 2, 1), date(2026, 2, 9))
    assert actions.two_stretches(alice, person.id, now=NOW, one=late, other=early).both.one == early


def test_bad_questions_are_refused(alice: Account, person: actions.PersonCard) -> None:
    tomorrow = TODAY + timedelta(days=1)
    for ask in (
        lambda: actions.course(alice, person.id, now=NOW, kind=SpanKind.DAY, on=tomorrow),
        lambda: actions.by_part(alice, person.id, now=NOW, on=tomorrow),
        lambda: actions.week_sheet(alice, person.id, now=NOW, on=tomorrow),
        lambda: actions.by_hour(alice, person.id, now=NOW, code="mood"),
        lambda: actions.by_hour(alice, person.id, now=NOW, days=8),
        lambda: actions.two_stretches(alice, person.id, now=NOW, change="2020-01-01-x"),
    ):
        with pytest.raises(UserError):
            ask()


def test_nobody_else_sees_any_of_it(charlie: Account, eve: Account, person: actions.PersonCard) -> None:
    for account in (charlie, eve):
        for ask in (
            lambda who: actions.course(who, person.id, now=NOW, kind=SpanKind.WEEK),
            lambda who: actions.by_hour(who, person.id, now=NOW),
            lambda who: actions.by_part(who, person.id, now=NOW),
            lambda who: actions.two_stretches(who, person.id, now=NOW),
            lambda who: actions.week_sheet(who, person.id, now=NOW),
            lambda who: actions.in_time(who, person.id, now=NOW),
            lambda who: actions.in_time_line(who, person.id, now=NOW),
        ):
            with pytest.raises(NotAllowedError):
                ask(account)


def test_the_line_on_the_first_page_goes_after_two_weeks_of_notes(alice: Account, person: actions.PersonCard) -> None:
    note(alice, person, PlanItem("aid", "mattress", PlanStatus.AGREED, TODAY), TODAY)
    assert actions.in_time_line(alice, person.id, now=NOW).startswith("No day is noted yet"), "a plan is no noted day"
    for ago in range(13):
        note(alice, person, Note("x"), TODAY - timedelta(days=ago))
    assert actions.in_time_line(alice, person.id, now=NOW).startswith("13 days are noted")
    note(alice, person, Note("x"), TODAY - timedelta(days=20))
    assert actions.in_time_line(alice, person.id, now=NOW) == ""
    assert actions.in_time(alice, person.id, now=NOW).days_noted == 14


def test_after_two_months_the_guesses_are_those_of_the_last_look(alice: Account, person: actions.PersonCard) -> None:
    rated = [(Rating("stiffness", ago % 5), Day(TODAY - timedelta(days=ago), ZONE)) for ago in range(1, 62)]
    heat = [(Factor("heat", ago % 9 == 0), when) for ago, (_, when) in enumerate(rated)]
    actions.save_facts(alice, person.id, [*rated, *heat], now=NOW, source="check-in")
    look = actions.look(alice, person.id, now=NOW)
    note(alice, person, Note("x"), TODAY)
    told = actions.in_time(alice, person.id, now=NOW)
    assert (told.days_noted, told.outcome_label) == (62, look.outcome_label)
    assert look.triggers is not None
    assert {each.words for each in told.questions} <= {each.clearer for each in look.triggers.findings}


def test_the_last_seven_days_or_the_week_of_a_day(alice: Account, person: actions.PersonCard) -> None:
    assert actions.week_sheet(alice, person.id, now=NOW).last == TODAY
    sheet = actions.week_sheet(alice, person.id, now=NOW, on=TODAY)
    assert (sheet.first, sheet.last) == (date(2026, 3, 9), date(2026, 3, 15))
