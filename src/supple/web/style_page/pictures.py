"""Pictures of an invented diary: drawn by the same room that draws everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.safestring import SafeString

from supple import charts, knowledge
from supple.model import (
    Alert,
    Chart,
    DailyTable,
    DatedChange,
    DayHours,
    DayMark,
    DayRow,
    Finding,
    HabitKept,
    HabitMark,
    HourCounts,
    StretchRow,
    StretchSide,
    Tier,
    TwoStretches,
    Verdict,
)
from supple.web import finding_cards
from supple.web.fields import sentence_case
from supple.web.finding_cards import Card, Member, Said
from supple.web.style_page.made_up import NOBODY, NOW, TODAY, days

FACTORS = ("poor_sleep", "heat", "cold", "stress")
_DAYS = 42


def table() -> DailyTable:
    """Six weeks with gaps: after a poor night the day is stiffer."""
    poor = [None if i % 11 == 5 else i % 4 == 1 for i in range(_DAYS)]
    stiff = [None if i % 23 == 7 else float(3 + (3 if poor[i] else 0) + i % 2) for i in range(_DAYS)]
    spasms = [None if i % 13 == 3 else float(i % 3) for i in range(_DAYS)]
    columns = {"stiffness": tuple(stiff), "night_spasms": tuple(spasms)}
    for shift, factor in enumerate(FACTORS):
        columns[factor] = tuple(poor[(i + shift) % _DAYS] for i in range(_DAYS))
    return DailyTable(tuple(days(_DAYS)), columns)


def finding(verdict: Verdict, **changed: object) -> Finding:
    values: dict[str, object] = {
        "factor": "poor_sleep",
        "outcome": "stiffness",
        "verdict": verdict,
        "lag_days": 0,
        "effect": 2.8,
        "low": 2.1,
        "high": 3.4,
        "probability": 0.98,
        "days_with": 9,
        "days_without": 28,
        "sentence": "On days with poor sleep, stiffness was higher.",
    }
    return Finding(**{**values, **changed})  # type: ignore[arg-type]


def finding_card(verdict: Verdict, factor: str) -> Card:
    """A card of two that go together; one of them was marked."""
    crosses = {"low": -0.4} if verdict is Verdict.LEANING else {}
    found = finding(
        verdict, factor=factor, clearer="About 10 more days with poor sleep would say more.", alone="", **crosses
    )
    known = table()
    label = sentence_case(knowledge.label(factor))
    glance, bar = charts.glance(known, found, label), charts.effect_bar(found, label=label)
    said = Said(finding_cards.MARKS[0][0], "Fits", NOBODY, "You, on 9 March")
    members = tuple(
        Member(
            finding=found if mark else finding(verdict, factor=f"{factor}.level"),
            label=name,
            how_long="the same day",
            how_much="2.8 points more",
            likely="likely 2.1 to 3.4",
            glance=_drawn(charts.glance_html(glance)) if glance and mark else SafeString(""),
            bar=finding_cards.picture(bar if mark else None),
            days=finding_cards.figure(charts.finding_days(known, found, label) if mark else None),
            said=mark,
        )
        for name, mark in ((label, said), ("Woken by pain", None))  # one picture of the same days
    )
    return Card(f"finding-{factor}", label, verdict.value, "worse", members)


def figures() -> tuple[tuple[str, SafeString], ...]:
    """Every kind of picture: its name, and how it stands in a page."""
    known, first, last = table(), TODAY - timedelta(days=_DAYS - 1), TODAY
    changed = (DatedChange(first + timedelta(days=12), "dose", "baclofen: changed"),)
    raised = Alert("R00", 1, Tier.T1, "Fever", "Words.", "Call.", {}, "A source", TODAY, "nobody yet", NOW)
    level = charts.Level(first, first + timedelta(days=11), 4.2, "before")
    week = last - timedelta(days=6)
    kept: Sequence[tuple[str, Chart | None]] = (
        (
            "Course, with a change and an alert",
            charts.course(known, "stiffness", label="stiffness", changes=changed, alerts=(raised,)),
        ),
        ("Course, with a mean", charts.course(known, "stiffness", label="stiffness", levels=(level,))),
        ("Nights", nights()),
        (
            "Several things, a week",
            charts.rows(known, [charts.Row("stiffness", "stiffness", 10)], first=week, last=last),
        ),
        ("A day by its hours", charts.day_hours(_day())),
        ("The clock", charts.dial(_clock())),
        ("Two stretches", charts.side_by_side(_stretches())),
        ("Habits kept", charts.habits((_habit(),), week)),
        ("How sure: the range crosses nothing", charts.effect_bar(finding(Verdict.CLEAR))),
        ("How sure: the range crosses zero", charts.effect_bar(finding(Verdict.LEANING, low=-0.4))),
    )
    return tuple((name, finding_cards.figure(chart)) for name, chart in kept)


def nights() -> Chart | None:
    return charts.nights(table(), column="night_spasms")


def _day() -> DayHours:
    stiff = (
        DayMark("3", "Stiffness 3 of 10", "in the night", is_night=True),
        DayMark("5", "Stiffness 5 of 10", "08:10", 8.2, 8.2),
        DayMark("6", "Stiffness 6 of 10", "no time"),
    )
    return DayHours(TODAY, 4, (DayRow("Stiffness", stiff),))


def _clock() -> HourCounts:
    counts = tuple(3 if hour in {2, 3} else 1 if hour > 17 else 0 for hour in range(24))
    noted = tuple(0 if 9 < hour < 13 else 9 for hour in range(24))
    return HourCounts("spasms", "spasms", TODAY - timedelta(days=27), TODAY, counts, counts, noted, 2, 28, 10)


def _stretches() -> TwoStretches:
    middle = TODAY - timedelta(days=14)
    one = StretchSide(middle - timedelta(days=13), middle, 14, 12, 2, 3, 4, 5, 7)
    other = StretchSide(middle + timedelta(days=1), TODAY, 14, 13, 1, 2, 3, 4, 6)
    row = StretchRow("stiffness", "stiffness", one, other, 10)
    return TwoStretches((one.first, one.last), (other.first, other.last), (row,))


def _habit() -> HabitKept:
    marks = tuple(HabitMark)
    return HabitKept("stretching", "stretching", 0.7, 1, tuple(marks[i % len(marks)] for i in range(7)), True)


def _drawn(html: str) -> SafeString:
    return SafeString(html)  # the charts room escapes every word it draws
