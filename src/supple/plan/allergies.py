"""Which allergies are written down, or did the person say that none is known? A blank is never "none"."""

from __future__ import annotations

from supple.model import Allergies, Allergy, Plan

NONE_KNOWN = "no_known_allergies"  # the profile's key; "yes" only where somebody said so


def allergies_of(plan: Plan) -> Allergies:
    """What holds on the plan's day. One that is written down stands above an earlier "none known"."""
    named = tuple(Allergy(item.name, item.words) for item in plan.in_force("allergy"))
    return Allergies(named, none_known=not named and plan.answer(NONE_KNOWN) == "yes")
