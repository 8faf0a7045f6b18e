"""How is the plan's sheet printed? Typst sets it: tagged PDF/UA-1, on one page as far as its content allows."""

from __future__ import annotations

from typing import Any

from supple.charts.words import day_words
from supple.model import PlanSheet, ReportSection
from supple.report import typeset
from supple.report.print_text import UNPRINTABLE, UNPRINTABLE_NOTE, printable

# Points, from roomy to the smallest that tired eyes can still read. A plan that needs more takes a second page:
# nothing of it is ever left out or cut short.
SIZES = (12.5, 11.5, 10.5, 9.8, 9.2)


def sheet_to_pdf(sheet: PlanSheet) -> bytes:
    """A tagged PDF/UA-1; the same sheet gives the same bytes on every machine."""
    size = next((size for size in SIZES if pages(sheet, size) == 1), SIZES[-2])
    return typeset.to_pdf("sheet.typ", _inputs(sheet, size), sheet.now)


def pages(sheet: PlanSheet, size: float) -> int:
    """How many pages it takes with letters of `size` points."""
    return typeset.pages("sheet.typ", _inputs(sheet, size), "end-of-sheet")


def _inputs(sheet: PlanSheet, size: float) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": printable(sheet.title),
        "document_title": printable(f"{sheet.title}: {sheet.person_name}", may_break=False),
        "person": printable(sheet.person_name),
        "day": printable(day_words(sheet.day, year=True)),
        "lead": printable(sheet.lead),
        "paper": sheet.paper,
        "size": size,
        "sections": [_section(section) for section in sheet.sections],
        "empty": printable(", ".join(sheet.empty)),
        "notices": [printable(notice) for notice in sheet.notices],
    }
    if UNPRINTABLE in str(data):
        data["notices"].append(UNPRINTABLE_NOTE)
    return {"sheet": data}


def _section(section: ReportSection) -> dict[str, Any]:
    table = section.table
    return {
        "id": section.id,
        "title": printable(section.title),
        "lines": [
            {"label": printable(each.label), "words": printable(each.words), "note": printable(each.note)}
            for each in section.lines
        ],
        "head": [] if table is None else [printable(words) for words in table.head],
        "rows": [] if table is None else [[printable(words) for words in row] for row in table.rows],
    }
