"""How does the report read on paper? Typst sets it: tagged PDF/UA-1, the same bytes for the same report."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from functools import cache
from importlib import resources
from typing import Any

import typst

from supple.model import VisitReport
from supple.report.paper import ROOMS, Room, layout


def to_pdf(report: VisitReport) -> bytes:
    """A tagged PDF/UA-1 whose first page is the whole page for the care team.

    Only the fonts inside the wheel are used and the report's own `now` is the document's date, so that the same
    report gives the same bytes on every machine.
    """
    room = roomiest(report)
    moment = report.now.replace(tzinfo=timezone(report.now.utcoffset() or timedelta(0)), microsecond=0)
    made = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(layout(report, room, with_appendix=True)),
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    assert isinstance(made, bytes)
    return made


def roomiest(report: VisitReport) -> Room:
    """The first of `ROOMS` with which page one is one page; found by halving, as each is tighter than the last.

    The roomiest is tried first: it holds a usual diary.
    """
    if _is_one_page(report, ROOMS[0]):
        return ROOMS[0]
    low, high = 1, len(ROOMS) - 1
    while low < high:
        middle = (low + high) // 2
        if _is_one_page(report, ROOMS[middle]):
            high = middle
        else:
            low = middle + 1
    return ROOMS[low]


def _is_one_page(report: VisitReport, room: Room) -> bool:
    found = typst.query(
        _template(),
        "<end-of-page-one>",
        field="value",
        one=True,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(layout(report, room, with_appendix=False)),
    )
    return int(json.loads(found)) == 1


def _inputs(data: dict[str, Any]) -> dict[str, str]:
    return {"report": json.dumps(data, ensure_ascii=False, sort_keys=True)}


@cache
def _template() -> bytes:
    return resources.files("supple.report").joinpath("visit.typ").read_bytes()


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
