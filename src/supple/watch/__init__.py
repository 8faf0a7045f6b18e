"""When to call? Red-flag rules over a diary and a plan."""

from supple.watch.gaps import DoseGap, dose_gaps
from supple.watch.life import history, lives, shown_to, to_raise
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
    "HelpPage",
    "Input",
    "LevelExplained",
    "Meeting",
    "PageSign",
    "SignGroup",
    "check",
    "check_signs",
    "dose_gaps",
    "emergency_page",
    "explain",
    "history",
    "input_label",
    "interactions_of",
    "lives",
    "shown_to",
    "to_raise",
]
