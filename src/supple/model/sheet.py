"""What was agreed, on one sheet? Sections of text, ready to be shown; nothing that shows it computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from supple.model.report import ReportSection

PLAN_SHEET_SCHEMA = "supple.plan-sheet/1"


@dataclass(frozen=True)
class PlanSheet:
    """The plan of `day`. `sections` are those that hold something; `empty` names the others."""

    title: str
    person_name: str
    day: date
    now: datetime
    lead: str
    sections: tuple[ReportSection, ...]
    empty: tuple[str, ...]
    notices: tuple[str, ...]
    paper: str = "a4"
    language: str = "en-GB"


def plan_sheet_to_json(sheet: PlanSheet) -> dict[str, Any]:
    """The documented schema `supple.plan-sheet/1` of `supple plan sheet --json`."""
    return {
        "schema": PLAN_SHEET_SCHEMA,
        "person": sheet.person_name,
        "day": sheet.day.isoformat(),
        "made_at": sheet.now.isoformat(),
        "lead": sheet.lead,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "lines": [{"label": line.label, "words": line.words, "note": line.note} for line in section.lines],
                "head": [] if section.table is None else list(section.table.head),
                "rows": [] if section.table is None else [list(row) for row in section.table.rows],
            }
            for section in sheet.sections
        ],
        "empty": list(sheet.empty),
        "notices": list(sheet.notices),
    }
