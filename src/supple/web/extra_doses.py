"""What stands beside doses noted besides the prescription? Facts, the rules' own words and numbers; no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supple import actions
from supple.model import Alert, ExtraDose
from supple.web import dose_words

_ASK = "prescriber"  # whose words `whom_to_ask_words` are


def told(doses: Sequence[ExtraDose], book: actions.CallBook, alerts: Sequence[Alert] = ()) -> dict[str, Any] | None:
    """For the pages that keep such doses in sight; None where none is noted.

    Args:
        doses: of the last 24 hours, or of one day.
        book: whom to ring.
        alerts: what stands on the same page. Where one of the rules named here is among them, it says what to do and
            whom to ring, and is not said twice.
    """
    groups = actions.extra_told(doses)
    if not groups:
        return None
    return {
        "groups": [
            {
                "group": group,
                "doses": [
                    {"words": dose_words.also(one.event), "facts": actions.extra_facts(one)} for one in group.doses
                ],
            }
            for group in groups
        ],
        "prescriber": actions.whom_to_ask_words(),
        "numbers": book.numbers,
        "ring": book.ask(_ASK),
        "is_raised": bool({rule.id for group in groups for rule in group.rules} & {alert.rule for alert in alerts}),
    }
