"""When to call? Red-flag rules over a diary and a plan."""

from supple.watch import checks
from supple.watch.gaps import DoseGap, dose_gaps
from supple.watch.matters import First, plan_with, traits_of, what_matters_first
from supple.watch.meeting import Meeting, interactions_of
from supple.watch.page import Also, HelpPage, PageSign, SignGroup, emergency_page
from supple.watch.rules import (
    NOT_WATCHED,
    NOTHING_MATCHED,
    Explanation,
    Input,
    LevelExplained,
    check,
    check_signs,
    explain,
    input_label,
)

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
    "PageSign",
    "SignGroup",
    "check",
    "check_signs",
    "checks",
    "dose_gaps",
    "emergency_page",
    "explain",
    "input_label",
    "interactions_of",
    "plan_with",
    "traits_of",
    "what_matters_first",
]
