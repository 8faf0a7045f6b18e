"""How big, and how sure? An effect with its interval against zero."""

from __future__ import annotations

from supple.model import Chart, Finding


def effect_bar(finding: Finding, *, label: str = "", outcome_label: str = "") -> Chart | None:
    """The effect and its 90 % interval beside zero; None when nothing could be estimated."""
    _ = (finding, label, outcome_label)
    return None
