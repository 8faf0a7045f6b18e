"""The week in squares: each note in one square, blank squares blank, one tagged page whatever the week held."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.spec.words import problems
from tests.unit.diary.events import LONDON, PERSON, at, event, night, on, slot
from tests.unit.report.made import HOSTILE

from supple.diary import fold
from supple.diary.days import diary_day
from supple.model import (
    Count,
    Dose,
    DoseStatus,
    Event,
    Factor,
    Instant,
    Note,
    Period,
    Rating,
    Side,
    Slot,
    WeekSheet,
    week_to_json,
)
from supple.plan import plan_at
from supple.report import week_sheet, week_to_pdf
from supple.report.week import ROWS

FIRST = date(2026, 3, 2)
NOW = datetime(2026, 3, 8, 20, tzinfo=UTC)
SLOTS = [which for which, _ in ROWS]


def made(*events: Event, today: date = FIRST + timedelta(days=6), **changed: Any) -> WeekSheet:
    return week_sheet(
        fold(events, person_id=PERSON),
        plan_at([], today),
        FIRST,
        name="Maria",
        today=today,
        now=NOW,
        day_starts_at_hour=4,
        **changed,
    )


def square(sheet: WeekSheet, day: int, which: Slot | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = sheet.days[day].squares[SLOTS.index(which)]
    return found.numbers, found.words


def busy() -> list[Event]:
    return [
        event(
            100 * i + 10 * j + k,
            Note(f"words number {k} about the kitchen table, the stairs and the cat"),
            slot(FIRST + timedelta(days=i), which),
        )
        for i in range(7)
        for j, which in enumerate(Slot)
        for k in range(6)
    ]


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_each_note_stands_in_its_square() -> None:
    sheet = made(
        event(1, Rating("stiffness", 6), slot(FIRST, Slot.WAKING)),
        event(2, Rating("stiffness", 4.5), at(FIRST, 8)),
        event(3, Count("spasms", 3, Period.NIGHT, part="calf", side=Side.LEFT), night(FIRST)),
        event(4, Note("carried  the\nshopping"), at(FIRST, 15)),
        event(5, Factor("heat", True), on(FIRST)),
        event(6, Factor("cold", False), on(FIRST)),
        event(7, Dose("baclofen", DoseStatus.TAKEN), at(FIRST, 8, 5)),
        event(8, Dose("baclofen", DoseStatus.MISSED), at(FIRST, 19)),
        event(9, Rating("pain", 2), at(FIRST + timedelta(days=7), 8)),
    )
    assert square(sheet, 0, Slot.WAKING) == (("6", "4.5"), ("1 dose taken",))
    assert square(sheet, 0, Slot.NIGHT) == ((), ("spasms: 3, left calf",))
    assert square(sheet, 0, Slot.AFTERNOON) == ((), ("“carried the shopping”",))
    assert square(sheet, 0, None) == ((), ("heat",)), "an explicit no fills no square"
    assert square(sheet, 0, Slot.EVENING)[1][0].startswith("Baclofen")
    assert square(sheet, 0, Slot.MORNING) == ((), ())
    assert sheet.days_noted == 1
    assert sheet.sentence == "Something was noted on 1 of 7 days, 2 Mar to 8 Mar 2026."


MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 10)).map(lambda each: each.replace(tzinfo=UTC))
# Nights of summer time: London on 29 March, New York on 8 March, Lord Howe by half an hour.
ZONES = st.sampled_from([LONDON, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])


@given(st.lists(st.builds(Instant, MOMENTS, ZONES), max_size=20), st.integers(0, 8))
def test_no_note_of_the_week_is_lost_or_doubled(whens: list[Instant], starts: int) -> None:
    events = [event(i + 1, Note(f"note {i}"), when) for i, when in enumerate(whens)]
    sheet = week_sheet(
        fold(events, person_id=PERSON),
        plan_at([], FIRST),
        FIRST,
        name="",
        today=FIRST + timedelta(days=6),
        now=NOW,
        day_starts_at_hour=starts,
    )
    shown = sorted(words for each in sheet.days for found in each.squares for words in found.words)
    inside = [
        f"“note {i}”"
        for i, each in enumerate(events)
        if (day := diary_day(each, starts)) is not None and FIRST <= day <= FIRST + timedelta(days=6)
    ]
    assert shown == sorted(inside)


def test_a_week_in_which_the_clocks_change_keeps_two_o_clock_at_two() -> None:
    zone = ZoneInfo(LONDON)
    sunday = date(2026, 10, 25)
    twice = [datetime(2026, 10, 25, 1, 30, tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    events = [event(i, Note(f"n{i}"), Instant(each, LONDON)) for i, each in enumerate(twice, 1)]
    sheet = week_sheet(
        fold(events, person_id=PERSON),
        plan_at([], sunday),
        date(2026, 10, 19),
        name="",
        today=sunday,
        now=NOW,
        day_starts_at_hour=4,
    )
    assert square(sheet, 5, Slot.BEDTIME)[1] == ("“n1”", "“n2”")


def test_days_to_come_are_no_days_without_a_note() -> None:
    sheet = made(event(1, Note("x"), on(FIRST)), today=FIRST + timedelta(days=1))
    assert "1 of 2 days" in sheet.sentence
    assert [each.has_come for each in sheet.days] == [True, True, *[False] * 5]


def test_an_empty_week_names_nobody_and_nothing() -> None:
    sheet = made(event(1, Note("secret"), on(FIRST)), is_empty=True)
    pdf = week_to_pdf(sheet)
    assert all(found.is_blank for each in sheet.days for found in each.squares)
    assert "secret" not in text_of(pdf)
    assert "Maria" not in text_of(pdf)
    assert "Monday" in text_of(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_a_busy_week_is_still_one_tagged_page_and_says_what_it_left_out() -> None:
    pdf = week_to_pdf(made(*busy()))
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "more" in text_of(pdf)
    assert "in the diary" in " ".join(text_of(pdf).split())
    assert week_to_pdf(made(*busy())) == pdf, "the same bytes for the same week"


def test_hostile_words_are_printed_as_words() -> None:
    for i, words in enumerate(HOSTILE):
        assert week_to_pdf(made(event(i + 1, Note(words or "x"), on(FIRST)))).startswith(b"%PDF")


def test_its_words_are_plain() -> None:
    for sheet in (made(), made(is_empty=True)):
        assert problems(" ".join((sheet.title, sheet.lead, sheet.sentence, *sheet.notices))) == []


def test_as_json_only_squares_with_something() -> None:
    told = week_to_json(made(event(1, Rating("stiffness", 6), slot(FIRST, Slot.WAKING))))
    assert told["days"][0]["squares"] == [{"slot": "waking", "stiffness": ["6"], "words": []}]
    assert told["days"][1]["squares"] == []
