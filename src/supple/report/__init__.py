"""What does the care team read? Results in; one page and its appendix, as HTML and PDF, out."""

from supple.model import VisitReport
from supple.report.card import emergency_card, why_stale
from supple.report.card_file import Shape, card_to_pdf, card_to_png
from supple.report.feed import AHEAD_DAYS as FEED_DAYS
from supple.report.feed import feed
from supple.report.html import to_html, to_page
from supple.report.pdf import to_pdf
from supple.report.rules_pdf import rules_to_pdf
from supple.report.script import call_script
from supple.report.sheet import plan_sheet
from supple.report.sheet_pdf import sheet_to_pdf
from supple.report.visit import visit_report
from supple.report.week import week_sheet
from supple.report.week_pdf import week_to_pdf

__all__ = [
    "FEED_DAYS",
    "Shape",
    "VisitReport",
    "call_script",
    "card_to_pdf",
    "card_to_png",
    "emergency_card",
    "feed",
    "plan_sheet",
    "rules_to_pdf",
    "sheet_to_pdf",
    "to_html",
    "to_page",
    "to_pdf",
    "visit_report",
    "week_sheet",
    "week_to_pdf",
    "why_stale",
]
