"""How does a picture stand in a page? With its sentence, its key and its table, all escaped."""

from __future__ import annotations

from collections.abc import Sequence

from supple.charts.svg import safe
from supple.model import Chart
from supple.words import _


def figure_html(chart: Chart, *, heading: str = "", sentence: str = "") -> str:
    """A `<figure class="chart">`: the pictures (the style sheet shows the one that fits), sentence, key, table.

    Args:
        chart: the chart.
        heading: words set above the picture, where the page has no heading of its own for it.
        sentence: told instead of the chart's own.
    """
    parts = ['<figure class="chart">']
    if heading:
        parts.append(f'<p class="chart-heading">{safe(heading)}</p>')
    if chart.svg and chart.svg_wide:
        parts.append(f'<div class="chart-narrow">{chart.svg}</div><div class="chart-wide">{chart.svg_wide}</div>')
    elif chart.svg:
        parts.append(f'<div class="chart-only">{chart.svg}</div>')
    parts.append(f"<figcaption><p>{safe(sentence or chart.sentence)}</p>{_key(chart)}</figcaption>")
    if chart.table_rows:
        note = f'<p class="chart-note">{safe(chart.note)}</p>' if chart.note else ""
        summary = safe(_("The numbers as a table"))
        parts.append(
            f'<details class="chart-table"><summary>{summary}</summary>'
            f"{table_html(chart.table_title or chart.title, chart.table_head, chart.table_rows)}{note}</details>"
        )
    parts.append("</figure>")
    return "".join(parts)


def table_html(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column heads its rows; it scrolls by itself where the screen is narrow."""
    cells = "".join(f'<th scope="col">{safe(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{safe(row[0])}</th>' + "".join(f"<td>{safe(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="table-wrap" role="region" aria-label="{safe(caption)}" tabindex="0"><table>'
        f"<caption>{safe(caption)}</caption><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _key(chart: Chart) -> str:
    if not chart.key:
        return ""
    entries = "".join(f"<li><b>{safe(letter)}</b> {safe(words)}</li>" for letter, words in chart.key)
    return f'<ul class="chart-key">{entries}</ul>'
