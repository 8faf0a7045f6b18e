"""Which signs to look for after more of a medicine than prescribed? Words of rules only; nothing stored is read.

A module of its own, so that a look at a file needs no data folder.
"""

from __future__ import annotations

from supple.knowledge.medicine_names import is_one_of
from supple.knowledge.red_flags import Rule, load_red_flags

_TOO_MUCH, _TOO_MUCH_BACLOFEN = "R08", "R02"


def signs_of_too_much(medicine: str) -> tuple[Rule, ...]:
    """The red-flag rules to show beside a dose that was more, or earlier, than prescribed; in their own words."""
    wanted = {_TOO_MUCH, _TOO_MUCH_BACLOFEN} if is_one_of(medicine, ("baclofen",)) else {_TOO_MUCH}
    return tuple(rule for rule in load_red_flags().rules if rule.id in wanted)
