"""How is the plan's sheet printed? Typst sets it: tagged PDF/UA-1, on one page as far as its content allows."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from functools import cache
from importlib import resources
from typing import Any

import typst

from supple.charts.words import day_words
from supple.model import PlanSheet, ReportSection
from supple.report.print_text import UNPRINTABLE, UNPRINTABLE_NOTE, printable

# Points, from roomy to the smallest that tired eyes can still read. A plan that needs more takes a second page:
# nothing of it is ever left out or cut short.
SIZES = (12.5, 11.5, 10.5, 9.8, 9.2)


def sheet_to_pdf(sheet: PlanSheet) -> bytes:
    """A tagged PDF/UA-1; the same sheet gives the same bytes on every machine."""
    moment = sheet.now.replace(tzinfo=timezone(sheet.now.utcoffset() or timedelta(0)), microsecond=0)
    size = next((size for size in SIZES if pages(sheet, size) == 1), SIZES[-2])
    made = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(sheet, size),
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    assert isinstance(made, bytes)
    return made


def pages(sheet: PlanSheet, size: float) -> int:
    """How many pages it takes with letters of `size` points."""
    found = typst.query(
        _template(),
        "<end-of-sheet>",
        field="value",
        one=True,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(sheet, size),
    )
    return int(json.loads(found))


def _inputs(sheet: PlanSheet, size: float) -> dict[str, str]:
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
    return {"sheet": json.dumps(data, ensure_ascii=False, sort_keys=True)}


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


@cache
def _template() -> bytes:
    return resources.files("supple.report").joinpath("sheet.typ").read_bytes()


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
