"""The course in rows, a day by its hours, the clock and two stretches: what is not known never looks like none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.unit.charts.made import FIRST, drawn, of_class, table, words_of

from supple.charts import Row, body, day_hours, dial, figure_html, one_thing, rows, side_by_side
from supple.charts.dial import busiest, dial_sentence
from supple.model import (
    BodyCell,
    BodyRow,
    BodyStrip,
    Chart,
    DatedChange,
    DayHours,
    DayMark,
    DayRow,
    HourCounts,
    StretchRow,
    StretchSide,
    TwoStretches,
)

LAST = FIRST + timedelta(days=6)


def clock(counts: dict[int, int], noted: dict[int, int], **changed: Any) -> HourCounts:
    values: dict[str, Any] = {
        "code": "spasms",
        "label": "spasms",
        "first": FIRST,
        "last": LAST,
        "counts": tuple(counts.get(hour, 0) for hour in range(24)),
        "days_with": tuple(min(counts.get(hour, 0), 7) for hour in range(24)),
        "days_noted": tuple(noted.get(hour, counts.get(hour, 0)) for hour in range(24)),
        "without_hour": 0,
        "days": 28,
        "days_with_any": 10,
    }
    return HourCounts(**{**values, **changed})


def week(**columns: Any) -> Chart:
    wanted = [Row(name, name.replace("_", " "), 10.0) for name in columns]
    return rows(table(**columns), wanted, first=FIRST, last=LAST)


def test_a_row_shows_its_numbers_and_hatches_what_was_not_noted() -> None:
    chart = week(stiffness=[6, None, 0, 4, None, None, 5])
    root = drawn(chart)[0]
    assert len(of_class(root, "chart-hatch")) == 2 + 1, "two runs of days, and the legend"
    assert len(of_class(root, "chart-bar")) == 3 + 1
    assert len(of_class(root, "chart-day")) == 1 + 1, "none is a mark on the line"
    assert {"6", "0", "4", "5"} <= set(words_of(root))
    assert [row[1] for row in chart.table_rows] == ["6", "not noted", "0", "4", "not noted", "not noted", "5"]
    assert chart.sentence.startswith("Noted on 4 of 7 days")


def test_days_that_have_not_come_are_not_called_not_noted() -> None:
    made = table(stiffness=[6.0, None, 4.0])
    chart = rows(made, [Row("stiffness", "stiffness", 10)], first=FIRST, last=LAST, until=FIRST + timedelta(days=2))
    assert len(chart.table_rows) == 3
    assert "2 of 3 days" in chart.sentence
    assert len(of_class(drawn(chart)[0], "chart-hatch")) == 1 + 1


def test_few_days_say_so() -> None:
    assert "too few to say more" in week(stiffness=[6, None, None, None, None, None, 5]).sentence
    assert "on each of 7 days" in week(stiffness=[4] * 7).sentence
    nothing = week(stiffness=[None] * 7)
    assert nothing.svg == ""
    assert "says nothing about how the days were" in nothing.sentence


def test_a_year_is_months_with_their_range_and_few_days_are_hollow() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    cells = [float(i % 5) for i in range(31)] + [3.0, 3.0] + [None] * (365 - 33)
    chart = rows(table(stiffness=cells), [Row("stiffness", "stiffness", 10)], first=first, last=last)
    assert len(chart.table_rows) == 12
    assert chart.table_rows[0] == ("Jan 2026", "2.0 (0 to 4), 31 days")
    assert chart.table_rows[2][1] == "not noted"
    root = drawn(chart)[0]
    assert len(of_class(root, "chart-bar")) == 1 + 1
    assert len(of_class(root, "chart-day")) >= 1
    assert "fewer than 4 days" in words_of(root)


def test_what_changed_has_its_letter_on_the_picture_and_in_words() -> None:
    change = DatedChange(FIRST + timedelta(days=2), "dose", "baclofen: changed")
    chart = rows(
        table(stiffness=[5.0] * 7), [Row("stiffness", "stiffness", 10)], first=FIRST, last=LAST, changes=[change]
    )
    assert chart.key == (("A", "3 Jan: baclofen changed"),)
    assert "A" in words_of(drawn(chart)[0])


@pytest.mark.parametrize("column", ["stiffness", "night_spasms"])
def test_one_thing_over_a_month_has_a_table_of_each_day(column: str) -> None:
    made = table(**{column: [3.0, None, *[4.0] * 28]})
    chart = one_thing(made, column, first=FIRST, last=FIRST + timedelta(days=29))
    assert len(chart.table_rows) == 30
    assert chart.table_rows[1][1] == "not noted"
    year = one_thing(made, column, first=FIRST, last=FIRST + timedelta(days=364))
    assert len(year.table_rows) == 53


def test_a_day_by_its_hours_draws_the_night_apart_and_counts_open_hours() -> None:
    noted = DayHours(
        FIRST,
        4,
        (
            DayRow(
                "Stiffness",
                (
                    DayMark("3", "Stiffness 3 of 10", "in the night", is_night=True),
                    DayMark("5", "Stiffness 5 of 10", "08:10", 8.17, 8.17),
                    DayMark("6", "Stiffness 6 of 10", "in the evening", 18, 22),
                    DayMark("4", "Stiffness 4 of 10, over the day", ""),
                ),
            ),
            DayRow("Done", (DayMark("•", "A walk: done", ""), DayMark("•", "Stretching: done", ""))),
        ),
    )
    chart = day_hours(noted)
    assert chart.sentence == "6 things were noted. 19 of the 24 hours have nothing noted: nobody knows how they were."
    assert "Stiffness, whole day: 4" in words_of(drawn(chart)[0])
    assert "Done, no hour: 2" in words_of(drawn(chart)[0])
    whens = [row[0] for row in chart.table_rows]
    assert whens == ["in the night", "08:10", "in the evening", *["the whole day"] * 3]
    assert "says nothing about how the day was" in day_hours(DayHours(FIRST, 4, ())).sentence


def test_the_clock_tells_an_hour_nobody_noted_from_one_with_none() -> None:
    chart = dial(clock({3: 15, 4: 8}, {3: 9, 4: 6, 9: 5}))
    root = drawn(chart)[0]
    assert len(of_class(root, "chart-without")) == 3 + 1
    assert len(of_class(root, "chart-gap")) == 21 + 1
    assert chart.table_rows[9] == ("09:00 to 10:00", "0", "0", "5")
    assert chart.table_rows[10] == ("10:00 to 11:00", "not known", "not known", "0")


def test_the_clock_claims_no_hours_with_few_notes() -> None:
    assert "15 of them came between 03:00 and 04:00" in dial_sentence(clock({3: 15, 12: 5}, {}))
    assert "too few to tell" in dial_sentence(clock({3: 19}, {}))
    assert "too few to tell" in dial_sentence(clock({3: 40}, {}, days_with_any=6))
    assert "No hours stand out" in dial_sentence(clock(dict.fromkeys(range(24), 2), {}))
    assert "4 more had no hour" in dial_sentence(clock({3: 1}, {}, without_hour=4))
    assert dial(clock({}, {9: 1})).svg == ""


def test_the_busiest_hours_may_lie_around_midnight() -> None:
    counts = tuple(10 if hour in {23, 0} else 1 for hour in range(24))
    assert busiest(counts) == (22, 3, 21)
    assert busiest(tuple(10 if hour in {23, 0} else 0 for hour in range(24))) == (0, 1, 10)


def side(noted: int, middle: float | None = None) -> StretchSide:
    if middle is None:
        return StretchSide(FIRST, LAST, 28, noted)
    return StretchSide(FIRST, LAST, 28, noted, 1, 2, middle, 6, 9)


def test_two_stretches_compare_nothing_on_few_days_and_claim_no_cause() -> None:
    both = TwoStretches(
        (FIRST, LAST),
        (FIRST + timedelta(days=7), LAST + timedelta(days=7)),
        (
            StretchRow("stiffness", "stiffness", side(20, 6), side(24, 4.5), 10),
            StretchRow("pain", "pain", side(3, 6), side(0), 10),
        ),
    )
    chart = side_by_side(both)
    assert chart.sentence == (
        "Stiffness: 6 in the middle earlier and 4.5 later (noted on 20 of 28 days earlier, 24 of 28 days later)."
    )
    assert "too few to set side by side" in chart.desc
    assert "not noted" in words_of(drawn(chart)[0])
    assert chart.table_rows[1][3] == "not noted"
    assert not {"because", "helped", "worked", "caused"} & set(chart.desc.split())


def test_parts_of_the_body_in_words() -> None:
    strip = BodyStrip(
        "spasms",
        "spasms",
        ((FIRST, FIRST), (LAST, LAST)),
        (BodyRow("Calf", (BodyCell(4, 1), None), 1),),
        is_count=True,
    )
    chart = body(strip, FIRST, LAST)
    assert chart.table_rows == (("Calf", "4 (1 day)", "not noted"),)
    assert "too few days to tell" in chart.sentence
    assert "not known" in body(None, FIRST, LAST).sentence
    assert "<svg" not in figure_html(chart)
