"""The Visible app's export: the real year of one person, taken whole; small files for what goes wrong."""

from __future__ import annotations

import csv
import random
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.unit.imports.reading import NOW, PERSON, VISIBLE, ZONE, read, refusal, rows_of, table_of

from supple.diary import choose_outcome, gaps
from supple.imports import ImportResult, read_file
from supple.model import (
    Answer,
    Author,
    DailyTable,
    Day,
    DaySlot,
    Factor,
    Measurement,
    Note,
    Rating,
    Recall,
    Slot,
)

HEAD = "observation_date,tracker_name,tracker_category,observation_value \r\n"
needs_the_export = pytest.mark.skipif(not VISIBLE.exists(), reason="the real export is not beside this repository")


def export(*rows: str) -> str:
    """An export as the app writes it: a space after the last cell, Windows line ends."""
    return HEAD + "".join(f"{row} \r\n" for row in rows)


@pytest.fixture(scope="module")
def real() -> ImportResult:
    return read_file(VISIBLE, person_id=PERSON, zone="Europe/Oslo", now=NOW)


@pytest.fixture(scope="module")
def real_table(real: ImportResult) -> DailyTable:
    return table_of(real)


# The real year


@needs_the_export
def test_every_record_of_the_real_year_is_taken(real: ImportResult) -> None:
    assert real.format == "visible"
    assert real.counts_by_kind == {"answer": 269, "factor": 1744, "measurement": 1419, "note": 16, "rating": 8184}
    assert len(real.events) == 11_632  # all lines but the first
    assert real.left_out == ()
    assert (real.days[0], real.days[-1], len(real.days)) == (date(2024, 4, 24), date(2025, 4, 24), 366)


@needs_the_export
def test_the_real_table_holds_what_the_file_says_day_by_day(real_table: DailyTable) -> None:
    """Read here a second time, by the plainest of means."""
    columns = {
        "Fatigue": "fatigue", "Sleep": "sleep_disruption", "Physically active": "exertion_physical.level",
        "Mentally demanding": "exertion_mental.level", "Emotionally stressful": "exertion_emotional.level",
        "Socially demanding": "exertion_social.level", "HR Variability": "hrv", "Resting HR": "resting_hr",
        "Stability Score": "stability_score", "Crash": "crash", "Period": "menstruation",
    }  # fmt: skip
    said: Counter[str] = Counter()
    at = {day.isoformat(): i for i, day in enumerate(real_table.days)}
    with VISIBLE.open(newline="", encoding="utf-8") as stream:
        for day, name, category, value in list(csv.reader(stream))[1:]:
            if category.startswith("Funcap") or category == "Note":
                continue
            column = columns.get(name, f"own:{name.lower()}")
            assert real_table.column(column)[at[day]] == float(value), (day, name)
            said[column] += 1
    for column, count in said.items():
        assert sum(cell is not None for cell in real_table.column(column)) == count
    others = {name for name in real_table.columns if name not in said}
    assert others == {f"exertion_{kind}" for kind in ("physical", "mental", "emotional", "social")} | {
        f"funcap.{area}"
        for area in ("communication", "concentration", "home", "hygiene", "light", "outside", "upright", "walking")
    }


@needs_the_export
def test_days_checked_by_eye(real_table: DailyTable) -> None:
    rows = {row["day"]: row for row in real_table.rows()}
    crash = rows["2024-11-28"]
    assert crash["crash"] is True
    last = rows["2025-04-24"]  # the morning of the export: no evening yet
    assert {name: cell for name, cell in last.items() if name != "day"} == {
        "sleep_disruption": 1, "hrv": 55, "resting_hr": 63, "stability_score": 3,
    }  # fmt: skip
    before = rows["2025-04-23"]
    assert before["fatigue"] == 1
    assert before["exertion_physical.level"] == 2
    assert before["exertion_emotional"] is False
    assert before["own:shortness of breath"] == 1
    assert before["menstruation"] is False


@needs_the_export
def test_the_real_diary_is_looked_at_for_fatigue_and_says_why(real_table: DailyTable) -> None:
    choice = choose_outcome(real_table)
    assert choice.column == "fatigue"
    assert "holds no stiffness ratings" in choice.reason
    assert gaps(real_table) == ()


@needs_the_export
def test_no_word_of_the_questionnaire_is_kept(real: ImportResult) -> None:
    scores = [event.fact for event in real.events if isinstance(event.fact, Measurement)]
    areas = {fact.code for fact in scores if fact.code.startswith("funcap.")}
    assert len(areas) == 8
    assert all(len(code.split()) == 1 for code in areas)
    assert "toilet" not in repr(real.events).casefold()


@needs_the_export
def test_the_real_year_twice_shuffled_or_in_part_changes_nothing(real: ImportResult, tmp_path: Path) -> None:
    head, *rows = VISIBLE.read_bytes().splitlines(keepends=True)
    random.Random(7).shuffle(rows)
    path = tmp_path / "again.txt"
    path.write_bytes(b"".join([head, *rows]))
    again = read_file(path, person_id=PERSON, zone="Europe/Oslo", now=datetime(2030, 1, 1, tzinfo=UTC))
    assert again.events == real.events
    path.write_bytes(b"".join([head, *rows[:5000]]))
    part = read_file(path, person_id=PERSON, zone="Europe/Oslo", now=NOW)
    assert set(part.events) < set(real.events)
    assert len({event.id for event in real.events}) == len(real.events)


# What the records mean


def test_each_record_becomes_the_fact_it_means(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        export(
            "2026-04-01,Fatigue,General,2",
            "2026-04-01,Nerve pain,Pain,3",
            "2026-04-01,Sleep,Sleep,1",
            "2026-04-01,Physically active,Physical,0",
            "2026-04-01,Socially demanding,Social,3",
            "2026-04-01,Crash,Experience,1",
            "2026-04-01,Period,Menstrual,0",
            "2026-04-01,HR Variability,Measurement,55",
            "2026-04-01,Showering standing up,Funcap_hygiene,2",
            "2026-04-01,Note,Note,Walked 400m while talking",
        ),
    )
    day, night, waking = Day(date(2026, 4, 1), ZONE), DaySlot(date(2026, 4, 1), Slot.NIGHT, ZONE), Slot.WAKING
    assert {(event.fact, event.when) for event in result.events} == {
        (Rating("fatigue", 2, Recall.LAST_24_H, scale_max=3), day),
        (Rating("own:nerve pain", 3, Recall.LAST_24_H, scale_max=3), day),
        (Rating("sleep_disruption", 1, Recall.LAST_NIGHT, scale_max=3), night),
        (Factor("exertion_physical", False, 0), day),
        (Factor("exertion_social", True, 3), day),
        (Answer("crash", True), day),
        (Factor("menstruation", False), day),
        (Measurement("hrv", 55, "ms"), DaySlot(date(2026, 4, 1), waking, ZONE)),
        (Measurement("funcap.hygiene", 2, "{score}"), day),
        (Note("Walked 400m while talking"), day),
    }
    by = {type(event.fact): event.noted_by for event in result.events if "hrv" in repr(event.fact)}
    assert by == {Measurement: Author("device", "Visible")}
    assert {event.source for event in result.events} == {"import:visible"}


def test_two_scores_of_one_area_are_shown_as_their_mean(tmp_path: Path) -> None:
    result = read(tmp_path, export("2026-04-01,One thing,Funcap_home,2", "2026-04-01,Another,Funcap_home,5"))
    assert len(result.events) == 2
    assert rows_of(result) == [{"day": "2026-04-01", "funcap.home": 3.5}]


def test_a_tracker_of_ones_own_keeps_its_name(tmp_path: Path) -> None:
    result = read(tmp_path, export("2026-04-01,Spasms,Custom,2", "2026-04-01,Sunlight,Measurement,12.5"))
    assert rows_of(result) == [{"day": "2026-04-01", "own:spasms": 2, "own:sunlight": 12.5}]


def test_a_blank_value_is_not_noted_and_no_refusal(tmp_path: Path) -> None:
    result = read(tmp_path, export("2026-04-01,Fatigue,General,", "2026-04-01,Headache,Brain,0"))
    assert rows_of(result) == [{"day": "2026-04-01", "own:headache": 0}]
    assert result.left_out == ()


def test_the_columns_may_stand_in_another_order_and_without_the_space(tmp_path: Path) -> None:
    text = "tracker_name,observation_value,observation_date,tracker_category\nFatigue,2,2026-04-01,General\n"
    same = read(tmp_path, export("2026-04-01,Fatigue,General,2"))
    assert read(tmp_path, text).events == same.events


# What cannot be is left out, counted and named


@pytest.mark.parametrize(
    ("row", "tracker", "why"),
    [
        ("2026-04-01,Resting HR,Measurement,0", "Resting HR", "outside what is possible (20 to 250)"),
        ("2026-04-01,Resting HR,Measurement,19", "Resting HR", "outside what is possible (20 to 250)"),
        ("2026-04-01,HR Variability,Measurement,9999", "HR Variability", "outside what is possible (1 to 400)"),
        ("2026-04-01,Fatigue,General,9", "Fatigue", "outside what is possible (0 to 3)"),
        ("2026-04-01,Fatigue,General,4", "Fatigue", "outside what is possible (0 to 3)"),
        ("2026-04-01,Fatigue,General,-1", "Fatigue", "outside what is possible (0 to 3)"),
        ("2026-04-01,Fatigue,General,1.5", "Fatigue", "this is not one of the app’s steps"),
        ("2026-04-01,Fatigue,General,lots", "Fatigue", "this is not a number"),
        ("2026-04-01,Crash,Experience,2", "Crash", "outside what is possible (0 to 1)"),
        ("2026-04-01,Eating,Funcap_home,7", "Eating", "outside what is possible (0 to 6)"),
        ("2099-01-01,Fatigue,General,1", "Fatigue", "the day is in the future"),
        ("1850-01-01,Fatigue,General,1", "Fatigue", "the day is before 1900"),
        ("2026-02-30,Fatigue,General,1", "Fatigue", "this is not a day"),
        ("2026-04-01,,General,1", "", "it does not say what was tracked"),
    ],
)
def test_a_record_that_cannot_be_is_left_out_with_its_line(tmp_path: Path, row: str, tracker: str, why: str) -> None:
    result = read(tmp_path, export("2026-04-01,Headache,Brain,1", row, "2026-04-02,Headache,Brain,0"))
    assert [event.fact for event in result.events] == [
        Rating("own:headache", value, Recall.LAST_24_H, scale_max=3) for value in (1, 0)
    ]
    (left,) = result.left_out
    assert (left.line, left.field, left.why) == (3, tracker, why)


@pytest.mark.parametrize(
    "row",
    [
        "2026-04-01,Resting HR,Measurement,20",
        "2026-04-01,Fatigue,General,3",
        "2026-04-01,Fatigue,General,0",
        "2026-06-01,Fatigue,General,1",
    ],
)
def test_the_edge_of_what_can_be_is_taken(tmp_path: Path, row: str) -> None:
    result = read(tmp_path, export(row))
    assert (len(result.events), result.left_out) == (1, ())


def test_the_same_record_twice_is_one_and_two_that_differ_are_none(tmp_path: Path) -> None:
    same = "2026-04-01,Fatigue,General,2"
    rows = [same, same, "2026-04-01,Headache,Brain,1", "2026-04-01,Headache,Brain,2"]
    for order in (rows, rows[::-1]):
        result = read(tmp_path, export(*order))
        assert rows_of(result) == [{"day": "2026-04-01", "fatigue": 2}]
        assert [left.field for left in result.left_out] == ["Headache", "Headache"]
        assert {left.why for left in result.left_out} == {"another record of the same day says something else"}


# What is broken is refused


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (export("2026-04-01,Fatigue,General,1", "2026-04-02,Fatigue"), 3, "2 cells instead of 4"),
        (export("2026-04-01,Note,Note,tea, then bed"), 2, "5 cells instead of 4"),
        (export("2026-04-01,Fatigue,General,1", "2026-04-02,Fatigue,General,1")[:-3], 3, "breaks off"),
        (
            "observation_date,tracker_name,tracker_category\n2026-04-01,Fatigue,General\n",
            1,
            "observation_value is missing",
        ),
        (export('2026-04-01,Note,Note,"open'), 2, "quotation mark"),
    ],
)
def test_a_broken_export_is_refused_with_its_line(tmp_path: Path, text: str, line: int, why: str) -> None:
    error = refusal(tmp_path, text)
    assert (error.file, error.line) == ("diary.csv", line)
    assert why in error.message
    assert "Export" in str(error.hint) or "quotation" in str(error.hint)


@needs_the_export
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_real_export_cut_off_is_refused_at_its_last_line(tmp_path: Path, share: float) -> None:
    whole = VISIBLE.read_bytes()
    cut = whole[: int(len(whole) * share)]
    while cut.endswith((b"\r\n", b"\r")):  # not by chance at the end of a line
        cut = cut[:-1]
    error = refusal(tmp_path, cut)
    assert error.line == cut.count(b"\n") + 1


def test_an_export_in_another_encoding_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, export("2026-04-01,Note,Note,Café").encode("latin-1"))
    assert (error.line, "not UTF-8" in error.message) == (2, True)
