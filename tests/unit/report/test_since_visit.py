"""What changed since the last visit: decisions, goals, side effects noted for the first time, dated changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tests.unit.report.made import FIRST, NOW, STIFF, TODAY, a_diary, a_look, a_plan, days, event

from supple.model import DatedChange, Event, PlanItem, PlanStatus, ReportSection, SideEffect, VisitReport
from supple.report import visit_report

VISIT = date(2026, 2, 10)
NURSE = PlanItem("visit", "MS nurse", PlanStatus.AGREED, VISIT)
DECIDED = replace(NURSE, status=PlanStatus.CHANGED, detail={"decided": "referral", "decided_words": "pain clinic"})


def goal(day: date, level: int | None = None) -> PlanItem:
    detail = {} if level is None else {"attained": str(level), "attained_on": day.isoformat()}
    status = PlanStatus.AGREED if level is None else PlanStatus.CHANGED
    return PlanItem("goal", "walk to the shop", status, day, detail=detail)


def made(
    items: Sequence[PlanItem] = (), noted: Sequence[Event] = (), changes: Sequence[DatedChange] = ()
) -> tuple[ReportSection, VisitReport]:
    look = a_look(days({"stiffness": STIFF}), changes=changes)
    plan = a_plan(items)
    report = visit_report(look, a_diary([*plan.events, *noted]), plan, since=None, now=NOW)
    section = report.section("since_visit")
    assert section is not None
    return section, report


def told(section: ReportSection) -> list[tuple[str, str, str]]:
    return [(line.label, line.words, line.detail) for line in section.lines]


def test_what_was_decided_at_the_last_visit_is_told() -> None:
    section, _ = made([NURSE, DECIDED])
    assert section.title == "What changed since the last visit"
    assert told(section) == [("Decided, MS nurse, 10 Feb", "a referral – pain clinic", "")]


def test_a_goal_is_told_with_its_level_and_the_one_before_the_visit() -> None:
    section, report = made([NURSE, goal(FIRST), goal(date(2026, 2, 1), -2), goal(date(2026, 3, 1), 0)])
    words = "as hoped, 1 Mar; before: much less than hoped, 1 Feb"
    assert told(section) == [("Goal", words, "walk to the shop")]
    table = next(each for each in report.appendix if each.title == "Goals over time")
    assert [row[2] for row in table.rows] == ["−2", "+0"]
    assert "50.0" in table.note


def test_a_goal_without_a_new_level_is_not_told_as_new() -> None:
    section, _ = made([NURSE, goal(FIRST), goal(date(2026, 2, 1), -2)])
    assert told(section) == []
    assert "is noted" in section.lead


def test_a_hold_and_that_it_ended_are_told() -> None:
    steps = {"step_1": "5 mg", "step_1_days": "60", "step_2": "10 mg"}
    said = {"said_by": "MS nurse", "said_on": "2026-03-01"}
    hold = {"ladder": "hold", "ladder_days": "14", **said}
    go_on = {"ladder": "go_on", **said, "said_on": "2026-03-05"}
    section, _ = made(
        [
            NURSE,
            PlanItem("medicine", "baclofen", PlanStatus.AGREED, FIRST, detail=steps),
            PlanItem("medicine", "baclofen", PlanStatus.CHANGED, date(2026, 3, 1), detail=hold),
            PlanItem("medicine", "baclofen", PlanStatus.CHANGED, date(2026, 3, 6), detail=go_on),
        ]
    )
    assert [line for line in told(section) if "Baclofen" in line[0]] == [
        ("Baclofen, from 1 Mar", "hold for 14 days, said by MS nurse on 1 March 2026", ""),
        ("Baclofen, from 6 Mar", "go on, said by MS nurse on 5 March 2026", ""),
    ]


def test_only_side_effects_never_noted_before_the_visit_are_new() -> None:
    noted = [
        event(SideEffect("sleepiness"), date(2026, 1, 20)),
        event(SideEffect("sleepiness"), date(2026, 3, 1)),
        event(SideEffect("nausea"), date(2026, 3, 2)),
        event(SideEffect("dizziness", present=False), date(2026, 3, 3)),
    ]
    section, _ = made([NURSE], noted)
    assert [(label, words) for label, words, _ in told(section)] == [
        ("Side effects noted for the first time", "nausea, 2 Mar")
    ]


def test_dated_changes_are_only_named_newest_first_and_the_visit_is_none_of_them() -> None:
    changes = [DatedChange(date(2026, 2, 10 + i), "other", f"thing {i}: agreed") for i in range(6)]
    changes.append(DatedChange(date(2026, 1, 20), "dose", "old: changed"))
    section, _ = made([NURSE], changes=changes)
    (line,) = section.lines
    assert line.words.startswith("thing 5, new, 15 Feb; ")
    assert line.words.endswith("; 2 more")
    assert "old" not in line.words
    assert "last visit" not in line.words


def test_with_no_visit_written_down_it_starts_where_the_report_starts() -> None:
    section, report = made([goal(FIRST), goal(date(2026, 3, 1), 1)])
    assert section.title == "What changed in this time"
    assert section.lead.startswith("No visit is")
    assert report.since is not None
    assert told(section)[0][1] == "a little more than hoped, 1 Mar"


def test_a_visit_called_off_starts_nothing() -> None:
    off = replace(NURSE, status=PlanStatus.ENDED)
    section, report = made([NURSE, off])
    assert section.title == "What changed in this time"
    assert report.since != VISIT
    assert report.since is not None
    assert report.since < TODAY
