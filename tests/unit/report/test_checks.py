"""Does the report tell what was looked at, found, not found and not looked at?"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.spec.words import problems
from tests.unit.report.made import FIRST, NOW, STIFF, TODAY, a_diary, a_look, a_plan, days, event

from supple.model import Checked, Event, Fact, Factor
from supple.report import visit_report


def told(facts: list[Fact], *, source: str = "check:triggers") -> list[str]:
    events: list[Event] = [
        replace(event(fact, TODAY, number=800 + at), source=source, group=UUID(int=9))
        for at, fact in enumerate(facts)
    ]
    look = a_look(days({"stiffness": STIFF}))
    report = visit_report(look, a_diary(events), a_plan(), since=FIRST, now=NOW)
    section = report.section("alerts")
    assert section is not None
    return [line.words for line in section.lines if line.mark == "sheet"]


def test_the_latest_sheet_stands_beside_alerts_and_signs() -> None:
    (line,) = told(
        [
            Factor("full_bladder", present=True),
            Factor("cold", present=True),
            Factor("constipation", present=False),
            Checked("triggers", "stress_sleep", "yes"),
        ]
    )
    assert line.startswith("Check the triggers, ")
    assert "Found: bladder, heat or cold (cold), stress and sleep." in line
    assert "Not found: bowel." in line
    assert "Not looked at: skin and pressure, infection and fever" in line
    assert problems(line) == []


def test_triggers_noted_in_another_way_make_no_sheet() -> None:
    assert told([Factor("full_bladder", present=True)], source="check-in") == []
