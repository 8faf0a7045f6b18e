"""A Supple table is taken whole or not at all; blank means not noted; importing twice changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.imports.reading import NOW, PERSON, ZONE, read, refusal, rows_of, table_of

from supple import imports
from supple.imports.template import EXAMPLE
from supple.model import (
    Answer,
    Author,
    Count,
    Day,
    DaySlot,
    Dose,
    DoseStatus,
    Fact,
    Factor,
    Instant,
    Measurement,
    Note,
    Period,
    Rating,
    Recall,
    Session,
    Side,
    Sign,
    Slot,
)

APRIL_1, APRIL_2 = date(2026, 4, 1), date(2026, 4, 2)


def facts(folder: Path, text: str) -> list[Fact]:
    return [event.fact for event in read(folder, text).events]


# One row a day


def test_each_column_becomes_the_fact_its_name_means(tmp_path: Path) -> None:
    heading = (
        "day,stiffness,pain_now,sleep_quality,night_spasms,falls,poor_sleep,stress.level,caffeine.amount,"
        "walk,walk.minutes,stiffness_helped_standing,fever,baclofen,tizanidine,sleep_hours,note\n"
    )
    row = '2026-04-01,6.5,4,3,2,0,yes,7,2,yes,20,no,no,yes,4,6.5,"stiff, and tired"\n'
    assert set(facts(tmp_path, heading + row)) == {
        Rating("stiffness", 6.5, Recall.LAST_24_H),
        Rating("pain", 4, Recall.NOW),
        Rating("sleep_quality", 3, Recall.LAST_NIGHT),
        Count("spasms", 2, Period.NIGHT),
        Count("falls", 0),
        Factor("poor_sleep", True),
        Factor("stress", True, level=7),
        Factor("caffeine", True, amount=2),
        Session("walk", minutes=20),
        Answer("stiffness_helped_standing", False),
        Sign("fever", False),
        Dose("baclofen", DoseStatus.TAKEN),
        Dose("tizanidine", DoseStatus.TAKEN, 4),
        Measurement("sleep_hours", 6.5, "h"),
        Note("stiff, and tired"),
    }


def test_a_day_is_no_finer_than_a_day_and_a_night_is_the_night_one_woke_from(tmp_path: Path) -> None:
    result = read(tmp_path, "day,stiffness,night_spasms\n2026-04-01,7,2\n")
    assert [event.when for event in result.events] == [Day(APRIL_1, ZONE), DaySlot(APRIL_1, Slot.NIGHT, ZONE)]
    assert {event.source for event in result.events} == {"import:supple-table"}
    assert len({event.group for event in result.events}) == 1
    assert all(event.recorded_at <= NOW for event in result.events)


def test_blank_is_not_noted_and_never_no_or_nought(tmp_path: Path) -> None:
    result = read(
        tmp_path, "day,stiffness,heat,falls,own:music\n2026-04-01,,,,\n2026-04-02,0,no,0,no\n2026-04-03, , ,,\n"
    )
    assert rows_of(result) == [
        {"day": "2026-04-01"},
        {"day": "2026-04-02", "stiffness": 0, "heat": False, "falls": 0, "own:music": False},
        {"day": "2026-04-03"},
    ]
    assert result.days == (APRIL_1, APRIL_2, date(2026, 4, 3))
    assert result.counts_by_kind == {"count": 1, "factor": 2, "rating": 1}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_three_separators(tmp_path: Path, separator: str) -> None:
    text = "day,poor sleep,Night spasms,Stiffness\n2026-04-01,yes,3,7\n".replace(",", separator)
    assert rows_of(read(tmp_path, text)) == [
        {"day": "2026-04-01", "poor_sleep": True, "night_spasms": 3, "stiffness": 7}
    ]


def test_own_words_are_typed_by_their_whole_column(tmp_path: Path) -> None:
    text = (
        "day,loud music,cups of tea,flag,one or nought,what happened\n"
        "2026-04-01,yes,3,1,1.0,saw Ann\n2026-04-02,no,0,0,0.0,\n2026-04-03,,1,1,1.0,rain\n"
    )
    result = read(tmp_path, text)
    table = table_of(result)
    assert table.column("own:loud music") == (True, False, None)
    assert table.column("own:cups of tea") == (3.0, 0.0, 1.0)
    assert table.column("own:flag") == (True, False, True)
    assert [type(cell) for cell in table.column("own:one or nought")] == [float] * 3
    assert {e.fact.text for e in result.events if isinstance(e.fact, Note)} == {
        "what happened: saw Ann",
        "what happened: rain",
    }
    assert result.warnings == (
        "Kept in your own words: “loud music”, “cups of tea”, “flag”, “one or nought”, “what happened”.",
    )


def test_a_slip_in_a_name_is_asked_about_and_nothing_is_lost(tmp_path: Path) -> None:
    result = read(tmp_path, "day,stifness\n2026-04-01,4\n")
    assert result.warnings[1] == "Did you mean “stiffness” where the file says “stifness”?"
    assert rows_of(result) == [{"day": "2026-04-01", "own:stifness": 4}]


@pytest.mark.parametrize(
    ("text", "line", "field", "why"),
    [
        ("day,stiffness\n2026-04-01,7\n2026-04-02,11\n", 3, "stiffness", "11 is not a possible rating"),
        ("day,stiffness\n2026-04-01,-1\n", 2, "stiffness", "not a possible rating"),
        ("day,stiffness\n2026-04-01,seven\n", 2, "stiffness", "not a number"),
        ("day,stiffness\n2026-04-01,n/a\n", 2, "stiffness", "not a number"),
        ("day,hindered.walking\n2026-04-01,10.5\n", 2, "hindered.walking", "not a possible rating"),
        ("day,Night spasms\n2026-04-01,-2\n", 2, "Night spasms", "below 0"),
        ("day,falls\n2026-04-01,0.5\n", 2, "falls", "whole number"),
        ("day,falls\n2026-04-01,5000\n", 2, "falls", "more than anybody can count"),
        ("day,heat\n2026-04-01,maybe\n", 2, "heat", "neither yes nor no"),
        ("day,walk\n2026-04-01,20\n", 2, "walk", "neither yes nor no"),
        ("day,walk.minutes\n2026-04-01,2000\n", 2, "walk.minutes", "not minutes from 0 to 1440"),
        ("day,stress.level\n2026-04-01,11\n", 2, "stress.level", "not a level from 0 to 10"),
        ("day,stress,stress.level\n2026-04-01,no,3\n", 2, "stress", "says no"),
        ("day,sleep_hours\n2026-04-01,25\n", 2, "sleep_hours", "not possible"),
        ("day,temperature\n2026-04-01,101\n", 2, "temperature", "not possible"),
        ("day,baclofen\n2026-04-01,-5\n", 2, "baclofen", "below 0"),
        ("day,stiffness\n2099-01-01,5\n", 2, "day", "in the future"),
        ("day,stiffness\n1899-01-01,5\n", 2, "day", "before 1900"),
        ("day,stiffness\n03/04/2026,5\n", 2, "day", "could be 3 April or 4 March"),
        ("day,stiffness\n2026-02-30,5\n", 2, "day", "no such day"),
        ("day,stiffness\n,5\n", 2, "day", "has no day"),
        ("day,stiffness\n2026-04-01,5\n2026-04-01,6\n", 3, "day", "stands twice (the first time in line 2)"),
        ("day,stiffness,note\n2026-04-01,5,well, not so well\n", 2, None, "4 cells, and the first line names 3"),
        ("day,stiffness,heat\n2026-04-01,5,no\n2026-04-02,5\n", 3, None, "2 cells, and the first line names 3"),
        ("day,music\n2026-04-01,3\n2026-04-02,loud\n2026-04-03,4\n", 3, "music", "does not fit the column"),
        ("day,music\n2026-04-01,yes\n2026-04-02,4\n2026-04-03,no\n", 3, "music", "does not fit the column"),
        ("day,stiffness,Stiffness\n2026-04-01,5,5\n", 1, "Stiffness", "mean the same"),
        ("day,stiffness,\n2026-04-01,5,6\n", 2, None, "column without a name"),
        ("day,stiffness\n", 1, None, "no rows"),
        ('day,note\n2026-04-01,"open\n', 2, None, "quotation mark"),
        ("day,stiffness\r\n2026-04-01,5\r\n2026-04-0", 3, None, "breaks off"),
        ("day,pain@wing\n2026-04-01,5\n", 1, "pain@wing", "not a part of the body"),
    ],
)  # fmt: skip
def test_one_bad_cell_refuses_the_file_with_its_place_and_what_to_do(
    tmp_path: Path, text: str, line: int, field: str | None, why: str
) -> None:
    error = refusal(tmp_path, text)
    assert (error.file, error.line, error.field) == ("diary.csv", line, field)
    assert why in error.message
    assert error.hint
    assert "Nothing was stored" in error.hint


@pytest.mark.parametrize(
    ("cell", "is_taken"), [("0", True), ("10", True), ("10.1", False), ("-0.1", False), ("9.99", True)]
)
def test_the_ends_of_the_scale(tmp_path: Path, cell: str, is_taken: bool) -> None:
    text = f"day,stiffness\n2026-04-01,{cell}\n"
    if is_taken:
        assert facts(tmp_path, text) == [Rating("stiffness", float(cell), Recall.LAST_24_H)]
    else:
        assert "not a possible rating" in refusal(tmp_path, text).message


def test_today_is_taken_and_tomorrow_is_not_on_the_clock_of_the_persons_zone(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("day,stiffness\n2026-06-02,5\n")
    late = datetime(2026, 6, 1, 12, tzinfo=UTC)
    read_in = imports.read_file(path, person_id=PERSON, zone="Pacific/Kiritimati", now=late)  # fourteen hours ahead
    assert read_in.days == (date(2026, 6, 2),)
    assert "in the future" in refusal(tmp_path, path.read_text()).message


def test_all_problems_are_counted_and_the_first_is_told(tmp_path: Path) -> None:
    text = (
        "day,stiffness,heat\n2026-04-01,5,no\n2026-04-02,12,maybe\n2099-01-01,5,no\n"
        + "2026-04-05,x,\n2026-04-06,13,\n"
    )
    error = refusal(tmp_path, text)
    assert (error.line, error.field) == (3, "stiffness")
    assert "And 4 more: line 3 “heat”, line 4 “day”, line 5 “stiffness”, line 6 “stiffness”." in str(error)


def test_an_unnamed_empty_column_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    assert rows_of(read(tmp_path, "day,stiffness,,\n\n2026-04-01,5,,\n,,,\n")) == [
        {"day": "2026-04-01", "stiffness": 5}
    ]


# Twice changes nothing


TABLE = "day,stiffness,night_spasms,poor sleep,loud music,note\n2026-04-01,7,2,yes,no,bad night\n2026-04-02,4,,no,,\n"


def test_importing_twice_gives_the_same_events(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text(TABLE)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    again = imports.read_file(path, person_id=PERSON, zone=ZONE, now=later)
    assert again.events == read(tmp_path, TABLE).events
    assert len({event.id for event in again.events}) == len(again.events)


def test_the_same_diary_written_another_way_gives_the_same_events(tmp_path: Path) -> None:
    other = (
        "note;loud music;Poor Sleep;stiffness;day;night spasms\n;;no;4;2 April 2026;\nbad night;no;Y;7,0;20260401;2\n"
    )
    assert set(read(tmp_path, other).events) == set(read(tmp_path, TABLE).events)


def test_a_longer_file_adds_only_what_is_new(tmp_path: Path) -> None:
    before = {event.id: event for event in read(tmp_path, TABLE).events}
    after = {event.id: event for event in read(tmp_path, TABLE + "2026-04-03,1,0,no,no,\n").events}
    assert {one: after[one] for one in before} == before
    assert len(after) == len(before) + 4


def test_a_changed_cell_is_the_same_event_with_other_content(tmp_path: Path) -> None:
    before = {event.id: event.fact for event in read(tmp_path, TABLE).events}
    after = {event.id: event.fact for event in read(tmp_path, TABLE.replace(",7,2,", ",5,2,")).events}
    assert before.keys() == after.keys()
    assert [(before[one], after[one]) for one in before if before[one] != after[one]] == [
        (Rating("stiffness", 7, Recall.LAST_24_H), Rating("stiffness", 5, Recall.LAST_24_H))
    ]


def test_two_persons_never_share_an_id(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text(TABLE)
    other = imports.read_file(path, person_id=UUID(int=0xB), zone=ZONE, now=NOW)
    assert not {event.id for event in other.events} & {event.id for event in read(tmp_path, TABLE).events}


# The template


def test_the_template_imports_as_it_stands(tmp_path: Path) -> None:
    result = read(tmp_path, imports.template_csv())
    assert len(result.days) == 3
    assert rows_of(result)[0]["stiffness"] == 4
    assert "example rows" in result.warnings[0]


def test_the_templates_examples_are_left_aside_once_there_is_a_real_row(tmp_path: Path) -> None:
    names = imports.template_csv().splitlines()[0].count(",")
    own = "2026-04-01,6" + "," * (names - 1)
    result = read(tmp_path, imports.template_csv() + own + "\n")
    assert result.days == (APRIL_1,)
    assert [event.fact for event in result.events] == [Rating("stiffness", 6, Recall.LAST_24_H)]
    assert "left aside (lines 2, 3, 4)" in result.warnings[0]
    assert EXAMPLE not in str(result.events)


# One row an observation


OBSERVED = (
    "day,time,what,value,part,side,note,by\n"
    "2026-04-01,07:30,stiffness,7,calf,left,sore,\n"
    "2026-04-01,3:10 am,night spasms,2,,,,carer: Jo\n"
    "2026-04-01,night,pain,5,,,,\n"
    "2026-04-01,evening,loud music,yes,,,,self\n"
    "2026-04-01,,stiffness,6,,,,\n"
    "2026-04-01,,heat,,,,,\n"
    "2026-04-01,,note,a long day,,,,\n"
    "2026-04-02,01:30,stiffness,4,,,,\n"
)


def test_observations_keep_their_moment_their_part_and_their_author(tmp_path: Path) -> None:
    result = read(tmp_path, OBSERVED)
    assert result.format == "supple-observations"
    seven_thirty = Instant(datetime(2026, 4, 1, 6, 30, tzinfo=UTC), ZONE)  # British summer time
    said = {(event.fact, event.when, event.noted_by) for event in result.events}
    me = Author("self")
    assert said == {
        (Rating("stiffness", 7, Recall.NOW, "calf", Side.LEFT), seven_thirty, me),
        (Note("sore"), seven_thirty, me),
        (
            Count("spasms", 2, Period.NIGHT),
            Instant(datetime(2026, 4, 1, 2, 10, tzinfo=UTC), ZONE),
            Author("carer", "Jo"),
        ),
        (Rating("pain", 5, Recall.LAST_NIGHT), DaySlot(APRIL_1, Slot.NIGHT, ZONE), me),
        (Factor("own:loud music", True), DaySlot(APRIL_1, Slot.EVENING, ZONE), me),
        (Rating("stiffness", 6, Recall.LAST_24_H), Day(APRIL_1, ZONE), me),
        (Note("a long day"), Day(APRIL_1, ZONE), me),
        (Rating("stiffness", 4, Recall.NOW), Instant(datetime(2026, 4, 2, 0, 30, tzinfo=UTC), ZONE), me),
    }
    assert (
        rows_of(result)[0]["stiffness_now"] == 4
    )  # half past one is still the evening before, and about the whole body


@pytest.mark.parametrize(
    ("row", "field", "why"),
    [
        ("2026-04-01,25:00,pain,3,,,,", "time", "not a time of day"),
        ("2026-03-29,01:30,pain,3,,,,", "time", "clocks went forward"),
        ("2026-06-01,23:00,pain,3,,,,", "time", "in the future"),
        ("2026-04-01,,,3,,,,", "what", "does not say what"),
        (",,pain,3,,,,", "day", "does not say day"),
        ("2026-04-01,,pain,11,,,,", "value", "not a possible rating"),
        ("2026-04-01,,pain,3,wing,,,", "part", "not a part of the body"),
        ("2026-04-01,,pain,3,calf,top,,", "part", "not a side"),
        ("2026-04-01,,heat,yes,calf,,,", "part", "only ratings and counts"),
        ("2026-04-01,,pain,3,,,,neighbour", "by", "does not say who"),
        ("2026-04-01,,pain,3,,,,,", None, "9 cells"),
    ],
)
def test_a_bad_observation_refuses_the_file(tmp_path: Path, row: str, field: str | None, why: str) -> None:
    error = refusal(tmp_path, f"{OBSERVED}{row}\n")
    assert (error.line, error.field) == (10, field)
    assert why in error.message


def test_a_column_that_cannot_be_read_is_refused_since_its_words_would_be_lost(tmp_path: Path) -> None:
    error = refusal(tmp_path, "day,what,value,weather\n2026-04-01,pain,3,rain\n")
    assert (error.line, error.field) == (1, "weather")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(0, 8))
def test_order_and_length_of_a_list_of_observations_change_no_event(
    tmp_path: Path, shuffle: random.Random, more: int
) -> None:
    head, *rows = OBSERVED.splitlines()
    rows += [rows[0], rows[4]]  # the very same said twice is two entries
    longer = rows + [f"2026-05-0{n + 1},,pain,{n},,,," for n in range(more)]
    shuffle.shuffle(longer)
    before = set(read(tmp_path, "\n".join([head, *rows])).events)
    after = set(read(tmp_path, "\n".join([head, *longer])).events)
    assert before <= after
    assert len(after) == len(before) + more


# Unanswered through the format


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(*[st.sampled_from(["", "yes", "no"])] * 3), min_size=1, max_size=6))
def test_only_what_was_answered_becomes_an_event(tmp_path: Path, answers: list[tuple[str, str, str]]) -> None:
    lines = [f"2026-04-{n:02},{','.join(row)}" for n, row in enumerate(answers, 1)]
    table = table_of(read(tmp_path, "\n".join(["day,heat,walk,own:music", *lines]) + "\n"))
    meaning = {"": None, "yes": True, "no": False}
    for i, name in enumerate(("heat", "walk", "own:music")):
        assert table.column(name) == tuple(meaning[row[i]] for row in answers)


def test_what_was_taken_and_left_is_told(tmp_path: Path) -> None:
    told = read(tmp_path, TABLE)
    assert told.format == "supple-table"
    assert told.counts_by_kind == {"count": 1, "factor": 3, "note": 1, "rating": 2}
    assert [day.isoformat() for day in told.days] == ["2026-04-01", "2026-04-02"]
    assert told.left_out == ()
    assert list(told.warnings) == ["Kept in your own words: “loud music”."]


def test_nothing_in_an_event_depends_on_the_zone_but_the_zone(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text(TABLE)
    away = imports.read_file(path, person_id=PERSON, zone="Asia/Tokyo", now=NOW)
    here = read(tmp_path, TABLE)
    assert [event.id for event in away.events] == [event.id for event in here.events]
    assert [
        replace(a, when=b.when, recorded_at=b.recorded_at) for a, b in zip(away.events, here.events, strict=True)
    ] == [*here.events]
