"""Specimens of what is seen: the timeline, the course and its pictures, findings, the week, the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace as Made
from typing import Any

from django.utils.safestring import SafeString

from supple import report as report_room
from supple.model import (
    Completeness,
    Course,
    ReportLine,
    ReportSection,
    ReportTable,
    Verdict,
    VisitReport,
    WeekMean,
)
from supple.web.course_links import Link
from supple.web.finding_cards import MARKS
from supple.web.style_page import pictures
from supple.web.style_page.made_up import NOBODY, NOW, TODAY, days
from supple.web.style_page.specimen import Group, Specimen

_KINDS = (Link("Day", "#"), Link("Week", "#", is_here=True), Link("Month", "#"), Link("Year", "#"))
_TABS = (Link("Course", "#", is_here=True), Link("Clock", "#"), Link("Body", "#"), Link("Compare", "#"))
_EARLIER, _LATER = Link("2 to 8 March", "#"), Link("16 to 22 March", "#")


@cache
def groups() -> tuple[Group, ...]:
    return (
        Group("timeline", "Timeline and entries", tuple(_timeline())),
        Group("pictures", "Pictures", tuple(_pictures())),
        Group("course", "Course, week, in time", tuple(_course())),
        Group("findings", "Findings", tuple(_findings())),
        Group("report", "Report and sheet", tuple(_report())),
    )


def _line(words: str, **more: Any) -> Made:
    event = Made(id=NOBODY, guess=more.pop("guess", False))
    entry = Made(event=event, is_corrected=more.pop("right", False), has_conflict=more.pop("two", False))
    return Made(entry=entry, words=words, has_meta=True, when="08:10", by="", source="", is_note=False, **more)


def _timeline() -> Iterator[Specimen]:
    lines = [
        _line("Stiffness 7 of 10", guess=True),
        _line("2 spasms, left calf", right=True, two=True),
    ]
    lines[1].by = "Ana, a carer"
    note = _line("a bad night, all in all")
    note.is_note = True
    found = {"title": "Wednesday 11 March", "day": TODAY, "lines": (*lines, note), "absent": (_line("Heat: no"),)}
    page = {"days": (found,), "older": "#", "is_later_page": True, "query": "calf", "add_day": "2026-03-11"}
    yield Specimen("A day, folded out; pages; a search", "timeline/timeline.html", page, block="main")
    version = {"words": "Stiffness 7", "when": "08:10", "recorded": "08:12", "by": "Robin", "role": "self"}
    entry = {
        "words": "Stiffness 7 of 10",
        "when_words": "11 March, 08:10",
        "latest": Made(withdrawn=True, id=NOBODY),
        "history": (version, version),
    }
    yield Specimen("An entry that was taken back", "timeline/entry.html", entry, block="main")
    read = {
        "text": "stiffness 7, maybe 3 spasms",
        "lines": (
            {"index": 0, "words": "Stiffness 7 of 10", "keep": True, "when": "today", "said": "stiffness 7"},
            {
                "index": 1,
                "words": "Spasms: 3",
                "keep": True,
                "guess": True,
                "when": "today",
                "has_number": True,
                "number": "3x",
                "error": "Write a number.",
            },
        ),
        "reading": Made(not_understood=("all in all",)),
    }
    yield Specimen("A note read back", "note/review.html", read, block="main")


def _pictures() -> Iterator[Specimen]:
    for name, figure in pictures.figures():
        yield Specimen(name, "style/figure.html", {"figure": figure})


def _course() -> Iterator[Specimen]:
    around = {"title": "9 to 15 March", "kinds": _KINDS, "previous": _EARLIER, "following": _LATER, "tabs": _TABS}
    course = {
        **around,
        "figure": pictures.figures()[0][1],
        "changes": (
            {"url": "#", "letter": "A", "words": "20 Feb: baclofen changed"},
            {"url": "", "letter": "", "words": "2 Mar: a visit"},
        ),
        "choices": (Made(title="Ratings", options=(("stiffness", "Stiffness"), ("pain", "Pain"))),),
        "shown": "pain",
    }
    yield Specimen("Course", "course/course.html", course, block="main")
    cells = [{"words": str(2 * shade), "shade": shade, "days": "3 days"} for shade in range(6)]
    body = {
        **around,
        "sentence": "Stiffness of two parts was noted.",
        "what_label": "Stiffness",
        "strip": Made(is_count=False),
        "heads": [(f"{day.day}", f"{day.day} March") for day in days(7)],
        "rows": (("Left calf", [*cells, None]), ("Back", [None, *reversed(cells)])),
        "whats": (Link("Stiffness", "#", is_here=True), Link("Spasms", "#")),
    }
    yield Specimen("Parts of the body, all six shades", "course/body.html", body, block="main")
    clock = {
        "tabs": _TABS,
        "what_words": "Spasms",
        "last_words": "the last 28 days",
        "figure": pictures.figures()[5][1],
        "noted": Made(total=20),
        "whats": body["whats"],
        "lasts": (Link("28 days", "#", is_here=True), Link("A year", "#")),
    }
    yield Specimen("Around the clock", "course/hours.html", clock, block="main")
    yield Specimen("A week in squares", "week/week.html", _week(), block="main")
    offer = {"title": "A pattern", "words": "What goes with worse days.", "days_left": 6, "is_ready": False}
    told = {
        "told": Made(sentence="With 8 noted days, this much can be told."),
        "offers": (
            {"offer": Made(**{**offer, "is_ready": True}), "links": (("See it", "#"),)},
            {"offer": Made(**offer), "links": (("About it", "#"),)},
        ),
        "questions": ({"about": "Poor sleep", "words": "About 10 more days with it."},),
    }
    yield Specimen("What can be told, and when", "in_time/in_time.html", told, block="main")
    changed = {
        "label": "Baclofen",
        "steps": ((_step("10 mg", 0), ("a visit",)), (_step("20 mg", 14), ())),
        "groups": (Made(title="What was rated", rows=(_balance_row(),)),),
        "balance": Made(not_noted=("falls",), settings=Made(fewest_days=4)),
        "view": Made(blood_tests=()),
    }
    yield Specimen("A medicine, step by step", "changes/balance.html", changed, block="main")


def _week() -> dict[str, Any]:
    def square(label: str, number: str, words: tuple[str, ...], url: str) -> dict[str, Any]:
        blank = not (number or words)
        made = Made(is_blank=blank, numbers=(number,) if number else (), words=words)
        return {"label": label, "square": made, "words": words, "more": 2 if words else 0, "url": url}

    rows = ("Morning", "Evening", "Night")
    week = [
        {
            "title": f"{day:%a} {day.day} Mar",
            "has_come": i < 5,
            "squares": (
                square("Morning", "4", ("2 spasms, left calf",), "#"),
                square("Evening", "", (), "#" if i < 5 else ""),
                square("Night", "6", (), "#"),
            ),
        }
        for i, day in enumerate(days(7))
    ]
    sheet = Made(
        person_name="Robin", sentence="Five of 7 days were noted.", lead="", notices=("A blank is not a no.",)
    )
    return {
        "sheet": sheet,
        "rows": rows,
        "days": week,
        "span": "5 to 11 March",
        "before": "#",
        "after": "#",
        "tabs": _TABS,
    }


def _step(dose: str, after: int) -> Made:
    first = TODAY - timedelta(days=28 - after)
    last = first + timedelta(days=13)
    return Made(title=dose, short=dose, first=first, last=last, is_open=after > 0, days=14, words="as prescribed")


def _balance_row() -> Made:
    cell = Made(words="4.2, likely 3.6 to 4.8", beside="noted on 12 days")
    return Made(label="Stiffness", cells=((_step("10 mg", 0), cell), (_step("20 mg", 14), cell)))


def _findings() -> Iterator[Specimen]:
    cards = tuple(map(pictures.finding_card, Verdict, pictures.FACTORS))
    line = {
        "finding": pictures.finding(Verdict.CANNOT_TELL),
        "label": "Heat",
        "words": "Noted on 3 days.",
        "said": None,
    }
    page = {
        "look": Made(
            outcome="stiffness",
            triggers=Made(helped=""),
            days_noted=40,
            table=Made(days=days(40)),
            now=NOW,
            versions={"Supple": "0"},
        ),
        "outcome_label": "Stiffness",
        "sections": (Made(title="Goes with worse days", way="worse", cards=cards[:2]),),
        "is_tried": True,
        "luck": Made(sentence="Of 100 fake things, 2 came out as clear."),
        "open": (Made(title="Too few days", lines=(line,)),),
        "open_count": 1,
        "unrelated": (line,),
        "can_mark": True,
        "marks": MARKS,
        "course": pictures.figures()[0][1],
    }
    yield Specimen("Findings: clear and leaning", "goes_with/goes_with.html", page, block="main")
    for card in cards[2:]:
        context = {"card": card, "look": page["look"], "can_mark": True, "marks": page["marks"]}
        yield Specimen(f"A card: {card.verdict}", "goes_with/card.html", context)
    marked = {"member": cards[0].members[0], "can_mark": False}
    yield Specimen("A mark, for somebody who only looks", "goes_with/mark.html", marked)
    aloud = {
        "look": page["look"],
        "cards": (
            {"title": "Poor sleep", "sentences": ("After a poor night, the day was stiffer.", "By 2.8 points.")},
        ),
    }
    yield Specimen("To read aloud", "goes_with/aloud.html", aloud, block="main")
    change = {"verdict": Made(shape="worse", word="Worse since")}
    yield Specimen("Answers to “Did it help?”", "style/verdicts.html", change)


def _report() -> Iterator[Specimen]:
    first = TODAY - timedelta(days=41)

    def mean(of: date, value: float) -> WeekMean:
        return WeekMean(of, of + timedelta(days=6), value, 6)

    course = Course(
        "stiffness",
        "stiffness",
        mean(first, 5.1),
        mean(TODAY - timedelta(days=6), 4.2),
        -0.9,
        -18.0,
        "From 5.1 to 4.2.",
    )
    lines = tuple(
        ReportLine(f"Line {i}", label="Stiffness", mark="Clear", detail="in own words", note="a note")
        for i in range(3)
    )
    small = ReportTable("A table", ("Day", "Stiffness"), (("9 March", "4"), ("10 March", "not noted")), "A note.")
    made = VisitReport(
        title="Report for a visit",
        person_name="Robin",
        now=NOW,
        since=first,
        since_words="the last six weeks",
        first_day=first,
        last_day=TODAY,
        completeness=Completeness(37, 42, (), 120, 3, "37 of 42 days were noted."),
        course=course,
        sections=(
            ReportSection("a", "A section", "It opens.", lines, small, 2, pictures.nights(), note="About all of it."),
        ),
        appendix=(small,),
        notices=("No clinician has reviewed these words yet.",),
        versions={"Supple": "0"},
        left_out=("sleep",),
    )
    html = SafeString(report_room.to_html(made))  # the report room escapes every word
    yield Specimen("Report", "style/figure.html", {"figure": html})
    sheet = Made(
        title="Plan on one sheet",
        person_name="Robin",
        day=TODAY,
        lead="As it was written down.",
        sections=(
            Made(
                id="m",
                title="Medicines",
                table=Made(rows=(("Baclofen", "10 mg", "3 times a day", "since 1 March"),)),
                lines=(Made(label="Nurse", words="Ana", note="by phone"),),
            ),
        ),
        empty=("goals",),
        notices=("Made from what was written down.",),
    )
    yield Specimen("Plan on one sheet", "plan/sheet.html", {"sheet": sheet}, block="main")
