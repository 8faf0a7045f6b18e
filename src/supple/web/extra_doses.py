"""What stands beside doses noted besides the prescription? The rules' own words and the numbers; no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supple import actions
from supple.knowledge.red_flags import load_red_flags
from supple.model import Dose, Event
from supple.web import dose_words
from supple.web.numbers import Numbers
from supple.web.team import team_of


def told(doses: Sequence[Event], view: actions.TodayView, numbers: Numbers) -> dict[str, Any] | None:
    """For the pages that keep the signs of too much in sight; None where no such dose is noted."""
    medicines = [event.fact.medicine for event in doses if isinstance(event.fact, Dose)]
    if not medicines:
        return None
    rules = {rule.id: rule for medicine in medicines for rule in actions.signs_of_too_much(medicine)}
    return {
        "doses": [dose_words.also(event) for event in doses],
        "rules": list(rules.values()),
        "prescriber": load_red_flags().calls["prescriber"],
        "numbers": numbers,
        "team": team_of(view.plan_today),
    }
