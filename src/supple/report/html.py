"""How does the report read on a screen?"""

from __future__ import annotations

from html import escape

from supple.model import VisitReport


def to_html(report: VisitReport) -> str:
    """A fragment to stand inside a page's `<main>`; everything is escaped."""
    return f'<article class="report"><h1>{escape(report.title)}</h1></article>'
