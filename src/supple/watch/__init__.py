"""When to call? Red-flag rules over a diary and a plan."""

from supple.watch import checks
from supple.watch.calling import call_of, country_lines, team_line, whom_to_ask, whom_to_ring
from supple.watch.evidence import Notes, read
from supple.watch.explaining import Explanation, LevelExplained, explain, explain_all, explanations_to_json
from supple.watch.gaps import DoseGap, dose_gaps
from supple.watch.inputs import Input, input_label
from supple.watch.life import history, lives, shown_to, to_raise
from supple.watch.matters import First, plan_with, traits_of, what_matters_first
from supple.watch.meeting import Meeting, interactions_of, interactions_with
from supple.watch.page import Also, HelpPage, PageSign, SignGroup, emergency_page
from supple.watch.rules import NOT_WATCHED, NOTHING_MATCHED, check, check_signs
from supple.watch.unanswered import to_raise_late, unanswered

__all__ = [
    "NOTHING_MATCHED",
    "NOT_WATCHED",
    "Also",
    "DoseGap",
    "Explanation",
    "First",
    "HelpPage",
    "Input",
    "LevelExplained",
    "Meeting",
    "Notes",
    "PageSign",
    "SignGroup",
    "call_of",
    "check",
    "check_signs",
    "checks",
    "country_lines",
    "dose_gaps",
    "emergency_page",
    "explain",
    "explain_all",
    "explanations_to_json",
    "history",
    "input_label",
    "interactions_of",
    "interactions_with",
    "lives",
    "plan_with",
    "read",
    "shown_to",
    "team_line",
    "to_raise",
    "to_raise_late",
    "traits_of",
    "unanswered",
    "what_matters_first",
    "whom_to_ask",
    "whom_to_ring",
]
