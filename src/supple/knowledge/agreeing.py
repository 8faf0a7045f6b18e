"""Which words stand for what can be chosen in the plan: a goal's area and level, what a visit decided, kinds of aids?

Words only; nothing here is a clinical fact. The five levels are those of the goal attainment scale (clinical
reference, table 1, row 16: Kiresuk and Sherman 1968; free to use), said in our own plain words.
"""

from __future__ import annotations

import types
from collections.abc import Mapping

from supple.model.facts import PlanItem

LEVELS: Mapping[int, str] = types.MappingProxyType(
    {
        -2: "much less than hoped",
        -1: "a little less than hoped",
        0: "as hoped",
        1: "a little more than hoped",
        2: "much more than hoped",
    }
)
AREAS: Mapping[str, str] = types.MappingProxyType(
    {
        "walking": "walking",
        "transfers": "transfers",
        "standing": "standing",
        "dressing": "dressing",
        "hygiene": "washing and hygiene",
        "sleep": "sleep",
        "ease_of_care": "ease of care",
        "other": "something else",
    }
)
NOTHING_CHANGED = "nothing_changed"
OTHER = "other"
DECISIONS: Mapping[str, str] = types.MappingProxyType(
    {
        "medicine_changed": "a medicine changed",
        "injection_agreed": "an injection agreed",
        "referral": "a referral",
        "new_appointment": "a new appointment",
        NOTHING_CHANGED: "nothing changed",
        OTHER: "something else",
    }
)
AIDS: Mapping[str, str] = types.MappingProxyType(
    {
        "cushion": "cushion",
        "brace": "brace or splint",
        "strap": "strap",
        "cane": "cane",
        "walker": "walker",
        "wheelchair": "wheelchair",
        "cooling": "cooling",
        "bed": "bed or mattress",
        "pillows": "pillows",
        "other": "something else",
    }
)
# What is worn tight: these are asked about with the tightness check.
WORN_TIGHT = frozenset({"brace", "strap"})
USES_STIFFNESS: Mapping[str, str] = types.MappingProxyType({"standing": "standing", "transfers": "transfers"})


def level_of(item: PlanItem) -> int | None:
    """The level that this very entry notes. None: it notes none, or carries an earlier one along, or is unread."""
    detail = item.detail
    if item.item != "goal" or detail.get("attained_on") != item.valid_from.isoformat():
        return None
    try:
        level = int(detail.get("attained", ""))
    except ValueError:
        return None
    return level if level in LEVELS else None


def decided_of(item: PlanItem) -> tuple[str, ...]:
    """The codes of what a visit decided, in the order of the buttons; unknown ones last, as written."""
    codes = dict.fromkeys(code.strip() for code in item.detail.get("decided", "").split(";") if code.strip())
    return (*(code for code in DECISIONS if code in codes), *(code for code in codes if code not in DECISIONS))


def decided_words(item: PlanItem) -> str:
    """ "a medicine changed; a referral – to the pain clinic"; "" where nothing is written down."""
    written = item.detail.get("decided_words", "").strip()
    codes = decided_of(item)
    # "Something else" says nothing once its own words are there.
    said = "; ".join(DECISIONS.get(code, code) for code in codes if not (code == OTHER and written))
    return " – ".join(filter(None, (said, written)))
