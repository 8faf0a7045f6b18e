"""How does the report read on a screen?"""

from __future__ import annotations

from importlib import resources

from supple.charts import figure_html
from supple.charts.figure import table_html
from supple.charts.svg import safe
from supple.charts.words import day_words
from supple.model import Course, ReportLine, ReportSection, VisitReport
from supple.report.course import number_words


def to_html(report: VisitReport) -> str:
    """A fragment to stand inside a page's `<main>`, with its own `<h1>`; every word is escaped."""
    parts = [
        f'<article class="report" lang="{safe(report.language)}">',
        _header(report),
        *(_section(section) for section in report.sections[:1]),
        _course(report.course),
        *(_section(section) for section in report.sections[1:]),
        _appendix(report),
        _notices(report),
        "</article>",
    ]
    return "".join(parts)


def to_page(report: VisitReport) -> str:
    """A whole page for a file of its own: nothing is fetched from anywhere, and it prints."""
    style = resources.files("supple.report").joinpath("page.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{safe(report.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{safe(report.title)}: {safe(report.person_name)}</title><style>{style}</style></head>"
        f"<body><main>{to_html(report)}</main></body></html>\n"
    )


def person_words(words: str) -> str:
    """Escaped, and kept from turning the direction of what stands around it."""
    return f"<bdi>{safe(words)}</bdi>"


def made_words(report: VisitReport) -> str:
    """ "23 Nov 2026, 09:30 (UTC+00:00)": the moment the report speaks of."""
    offset = report.now.strftime("%z")
    return f"{day_words(report.now.date(), year=True)}, {report.now:%H:%M} (UTC{offset[:3]}:{offset[3:5]})"


def versions_words(report: VisitReport) -> str:
    """All versions that made the report, in one line."""
    return ", ".join(f"{name} {version}" for name, version in report.versions.items())


def _header(report: VisitReport) -> str:
    facts = [
        ("Who", person_words(report.person_name)),
        ("Time looked at", safe(report.since_words) or "nothing noted yet"),
    ]
    facts.append(("How complete", safe(report.completeness.sentence)))
    facts.append(("Made", safe(made_words(report))))
    if report.left_out:
        facts.append(("Left out by choice", safe(", ".join(report.left_out))))
    rows = "".join(f"<dt>{label}</dt><dd>{words}</dd>" for label, words in facts)
    return f'<header class="report-header"><h1>{safe(report.title)}</h1><dl class="report-facts">{rows}</dl></header>'


def _course(course: Course | None) -> str:
    if course is None:
        return ""
    numbers = "".join(
        f"<div><dt>{safe(what)}</dt><dd>{safe(number)}<small>{safe(beneath)}</small></dd></div>"
        for what, number, beneath in number_words(course)
    )
    told = f"<p>{safe(course.sentence)}</p>"
    picture = figure_html(course.chart, sentence=course.sentence) if course.chart and course.chart.svg else told
    return (
        f'<section class="report-section" aria-labelledby="report-course"><h2 id="report-course">Course: '
        f'{person_words(course.label)}</h2><dl class="report-numbers">{numbers}</dl>'
        f"{picture}</section>"
    )


def _section(section: ReportSection) -> str:
    name = f"report-{safe(section.id)}"
    parts = [f'<section class="report-section" aria-labelledby="{name}"><h2 id="{name}">{safe(section.title)}</h2>']
    if section.lead:
        parts.append(f"<p>{safe(section.lead)}</p>")
    if section.lines:
        parts.append(_list(section.lines[: section.show_first]))
    more = len(section.lines) - section.show_first
    if more > 0:
        parts.append(f'<p class="report-more">{more} more in the appendix.</p>')
    if section.note:
        parts.append(f'<p class="report-note">{safe(section.note)}</p>')
    if section.table is not None:
        parts.append(table_html(section.table.title, section.table.head, section.table.rows))
        parts.append(f'<p class="report-note">{safe(section.table.note)}</p>' if section.table.note else "")
    if section.picture is not None:
        parts.append(figure_html(section.picture, heading=section.picture.title))
    parts.append("</section>")
    return "".join(parts)


def _list(lines: tuple[ReportLine, ...]) -> str:
    return f'<ul class="report-lines">{"".join(f"<li>{_line(line)}</li>" for line in lines)}</ul>'


def _line(line: ReportLine) -> str:
    mark = f'<span class="report-mark">{safe(line.mark)}</span>' if line.mark else ""
    label = f'<span class="report-label">{safe(line.label)}:</span> ' if line.label else ""
    detail = f'<span class="report-detail">{person_words(line.detail)}</span>' if line.detail else ""
    note = f'<span class="report-detail">{person_words(line.note)}</span>' if line.note else ""
    return f"{mark}{label}{person_words(line.words)}{detail}{note}"


def _appendix(report: VisitReport) -> str:
    folded = [
        (section.title, f"<p>All {len(section.lines)}:</p>{_list(section.lines)}")
        for section in report.sections
        if len(section.lines) > section.show_first
    ]
    folded += [
        (
            table.title,
            table_html(table.title, table.head, table.rows)
            + (f'<p class="report-note">{safe(table.note)}</p>' if table.note else ""),
        )
        for table in report.appendix
    ]
    if not folded:
        return ""
    inside = "".join(f"<details><summary>{safe(title)}</summary>{words}</details>" for title, words in folded)
    return (
        '<section class="report-section report-appendix" aria-labelledby="report-appendix">'
        f'<h2 id="report-appendix">Appendix</h2>{inside}</section>'
    )


def _notices(report: VisitReport) -> str:
    words = "".join(f"<p>{safe(notice)}</p>" for notice in report.notices)
    return f'<footer class="report-notices">{words}<p>Made by {safe(versions_words(report))}.</p></footer>'
