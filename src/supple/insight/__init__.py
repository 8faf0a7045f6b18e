"""Insight: what goes with worse and better days (`find_triggers`), in numbers, days and plain words, how lucky that
could be (`how_lucky`), whether a dated change helped (`look_at_change`), what stood beside each step (`balance`),
and how the days ran after injections (`overlay_cycles`).

`weigh_factors` gives the same days as evidence, for learning from many people.
"""

from supple.insight.balance import balance
from supple.insight.change import look_at_change
from supple.insight.cycles import overlay_cycles
from supple.insight.evidence import weigh_factors
from supple.insight.luck import how_lucky
from supple.insight.triggers import find_triggers

__all__ = ["balance", "find_triggers", "how_lucky", "look_at_change", "overlay_cycles", "weigh_factors"]
