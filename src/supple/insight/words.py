"""How does Supple say a finding? Plain words, with the size, the interval, the days and the doubt in them."""

from __future__ import annotations

from supple.model import Finding, Verdict

LAG_WORDS = {0: "on the same day as", 1: "the day after", 2: "two days after", 3: "three days after"}


def cannot_tell(label: str, outcome_label: str, reason: str) -> str:
    """The sentence of a factor of which nothing can be said yet, with the reason."""
    ending = f": {reason}" if reason else ""
    return f"Can't tell yet whether {label} goes with {outcome_label}{ending}."


def certainty(finding: Finding) -> str:
    """The certainty in two or three words, for a badge."""
    return {
        Verdict.CLEAR: "clear",
        Verdict.LEANING: "leaning",
        Verdict.CANNOT_TELL: "can't tell yet",
        Verdict.UNRELATED: "looks unrelated",
    }[finding.verdict]
