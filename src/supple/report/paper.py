"""What stands on the printed page, and what moves to the appendix so that the page stays one page?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from supple.model import Chart, Course, ReportLine, ReportSection, ReportTable, VisitReport
from supple.report.course import number_words
from supple.report.html import made_words, versions_words
from supple.report.print_text import UNPRINTABLE, UNPRINTABLE_NOTE, printable, shorten

# The left column carries what was found, the right one what was counted and agreed; the changes stand in the
# shorter of the two.
_LEFT = ("questions", "since_visit", "findings", "alerts")
_RIGHT = ("daily_life", "side_effects", "plan")
_EITHER = "changes"
_CHARACTERS_A_LINE, _PICTURE_LINES = 62, 15
_SHORT_CELL = 22
# What the person wants to ask and what was urgent give way last.
_MORE_LINES = {"questions": 2, "alerts": 1}
_MOST_NAME, _MOST_LEAD, _MOST_NOTE, _MOST_ALT = 70, 320, 200, 1500


@dataclass(frozen=True)
class Room:
    """How much a section may take: lines beside its own wish, characters of a line, rows of its table, font size."""

    lines: int
    characters: int
    rows: int
    size_pt: float
    has_pictures: bool = True


# From roomy to tight; the first that fits on one page is used. The last fits whatever the diary holds.
ROOMS = (
    Room(12, 260, 24, 10.4),
    Room(12, 260, 24, 9.8),
    Room(12, 260, 24, 9.3),
    Room(12, 260, 24, 10.2, has_pictures=False),
    Room(12, 260, 24, 9.6, has_pictures=False),
    Room(10, 240, 22, 9.4, has_pictures=False),
    Room(8, 220, 20, 9.2, has_pictures=False),
    Room(7, 200, 18, 9.0, has_pictures=False),
    Room(6, 180, 16, 9.0, has_pictures=False),
    Room(5, 160, 14, 8.8, has_pictures=False),
    Room(5, 130, 12, 8.6, has_pictures=False),
    Room(4, 120, 11, 8.6, has_pictures=False),
    Room(4, 100, 10, 8.6, has_pictures=False),
    Room(3, 100, 9, 8.5, has_pictures=False),
    Room(3, 80, 8, 8.5, has_pictures=False),
    Room(2, 80, 6, 8.5, has_pictures=False),
    Room(1, 60, 4, 8.5, has_pictures=False),
    Room(1, 50, 2, 8.5, has_pictures=False),
)


def layout(report: VisitReport, room: Room, *, with_appendix: bool) -> dict[str, Any]:
    """The report as data for the Typst template: strings that can be printed, nothing to compute."""
    columns = _columns({section.id: _section(section, room) for section in report.sections})
    data: dict[str, Any] = {
        "title": printable(report.title),
        "document_title": printable(f"{report.title}: {report.person_name}", may_break=False),
        "person": printable(shorten(report.person_name, _MOST_NAME)),
        "paper": report.paper,
        "language": report.language,
        "size": room.size_pt,
        "facts": [
            {"label": "Time", "words": printable(shorten(report.since_words or "nothing noted yet", _MOST_LEAD))},
            {"label": "Diary", "words": printable(shorten(report.completeness.sentence, _MOST_LEAD))},
            {"label": "Made", "words": printable(made_words(report))},
        ],
        "course": None if report.course is None else _course(report.course),
        "left": columns[0],
        "right": columns[1],
        "notices": [printable(notice) for notice in report.notices],
        "versions": printable(shorten(versions_words(report), _MOST_LEAD)),
        "appendix": _appendix(report, room) if with_appendix else None,
    }
    if report.left_out:
        left_out = shorten(", ".join(report.left_out), _MOST_NOTE)
        data["facts"].append({"label": "Left out by choice", "words": printable(left_out)})
    if UNPRINTABLE in str(data):
        data["notices"].append(UNPRINTABLE_NOTE)
    return data


def _columns(page: dict[str, dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    left = [page[name] for name in _LEFT if name in page]
    right = [page[name] for name in _RIGHT if name in page]
    if _EITHER in page:
        if sum(map(_lines_of, left)) <= sum(map(_lines_of, right)):
            left.append(page[_EITHER])
        else:
            right.insert(1 if right else 0, page[_EITHER])
    return left, right


def _lines_of(part: dict[str, Any]) -> int:
    """About how many lines a section takes."""
    texts = [part["lead"], part["more"], part["note"], *("".join(line.values()) for line in part["lines"])]
    lines = 2 + sum(-(-len(text) // _CHARACTERS_A_LINE) for text in texts)
    if part["table"] is not None:
        lines += 3 + len(part["table"]["rows"])
    return lines + (_PICTURE_LINES if part["picture"] is not None else 0)


def _section(section: ReportSection, room: Room) -> dict[str, Any]:
    most = min(_most_lines(section, room), len(section.lines))
    more = len(section.lines) - most
    table = section.table
    rows = () if table is None else table.rows[: room.rows]
    left_rows = 0 if table is None else len(table.rows) - len(rows)
    notes = [f"{more} more in the appendix"] if more else []
    if any(_is_short(line, room) for line in section.lines[:most]):
        notes.append("whole texts in the appendix")
    if left_rows:
        notes.append(f"{left_rows} more rows in the appendix")
    return {
        "id": section.id,
        "title": printable(section.title),
        "lead": printable(shorten(section.lead, _MOST_LEAD)),
        "lines": [_line(line, room.characters) for line in section.lines[:most]],
        "table": None if table is None else _table(table, rows, room.characters // 2),
        "more": "; ".join(notes),
        "note": printable(shorten(section.note, _MOST_LEAD)),
        "picture": None if section.picture is None or not room.has_pictures else _picture(section.picture),
    }


def _most_lines(section: ReportSection, room: Room) -> int:
    return room.lines + _MORE_LINES.get(section.id, 0)


def _is_short(line: ReportLine, room: Room) -> bool:
    return max(len(line.words), len(line.detail), len(line.note)) > room.characters


def _line(line: ReportLine, most: int) -> dict[str, str]:
    return {
        "mark": printable(shorten(line.mark, 24)),
        "label": printable(shorten(line.label, 60)),
        "words": printable(shorten(line.words, most)),
        "detail": printable(shorten(line.detail, most)),
        "note": printable(shorten(line.note, most)),
    }


def _table(table: ReportTable, rows: Sequence[Sequence[str]], most: int | None = None) -> dict[str, Any]:
    def cell(words: str) -> str:
        return printable(words if most is None else shorten(words, most))

    return {
        "title": printable(table.title),
        "head": [printable(words) for words in table.head],
        "rows": [[cell(words) for words in row] for row in rows],
        "note": printable(table.note),
        "widths": _widths(table),
    }


def _widths(table: ReportTable) -> list[float]:
    """Shares of the width for columns with much text, 0 (as wide as it needs) for short ones such as dates."""
    longest = [max(len(cell) for cell in (head, *column)) for head, column in _columns_of(table)]
    if all(length <= _SHORT_CELL for length in longest):
        return [1.0] * len(longest)
    # The square root keeps one very long text from starving the others.
    return [0.0 if length <= _SHORT_CELL else round(min(length, 400) ** 0.5, 2) for length in longest]


def _columns_of(table: ReportTable) -> list[tuple[str, list[str]]]:
    return [(head, [row[i] for row in table.rows]) for i, head in enumerate(table.head)]


def _course(course: Course) -> dict[str, Any]:
    return {
        "label": printable(shorten(course.label, _MOST_NAME)),
        "numbers": [
            {"what": printable(what), "number": printable(number), "beneath": printable(beneath)}
            for what, number, beneath in number_words(course)
        ],
        "sentence": printable(course.sentence),
        "picture": None if course.chart is None or not course.chart.svg else _picture(course.chart, is_wide=True),
    }


def _picture(chart: Chart, *, is_wide: bool = False) -> dict[str, str]:
    return {
        "title": printable(chart.title),
        "svg": paper_svg(chart.svg_wide if is_wide else chart.svg),
        "alt": printable(shorten(chart.desc, _MOST_ALT), may_break=False),
        "note": printable(chart.note),
    }


def paper_svg(drawn: str) -> str:
    """The picture, set in the page's own font and without characters that font lacks."""
    kept = "".join(printable(char, may_break=False) if ord(char) > 0x7E else char for char in drawn)
    return kept.replace("<svg ", '<svg font-family="Libertinus Serif" ', 1)


def _appendix(report: VisitReport, room: Room) -> list[Mapping[str, Any]]:
    parts: list[Mapping[str, Any]] = []
    for section in report.sections:
        if len(section.lines) > _most_lines(section, room) or any(_is_short(line, room) for line in section.lines):
            lines = [_line(line, 10**6) for line in section.lines]
            parts.append({"kind": "lines", "title": f"{printable(section.title)}, in full", "lines": lines})
        if section.table is not None and len(section.table.rows) > room.rows:
            parts.append({"kind": "table", **_table(section.table, section.table.rows)})
    if report.course is not None and report.course.chart is not None and report.course.chart.key:
        lines = [
            {"mark": printable(letter), "label": "", "words": printable(words), "detail": "", "note": ""}
            for letter, words in report.course.chart.key
        ]
        parts.append({"kind": "lines", "title": "Letters on the picture", "lines": lines})
    return parts + [{"kind": "table", **_table(table, table.rows)} for table in report.appendix]
