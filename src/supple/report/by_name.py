"""How are a plan's medicines and its pump called where amounts must not stand? By name, and by nothing else.

On a card and on the phone milligrams of a tablet and micrograms of a pump must never stand side by side, so no
amount stands there at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from supple.knowledge import label, load
from supple.knowledge.medicine_names import is_one_of, known_medicines
from supple.model import Plan, PlanItem

PUMP_MEDICINE = "baclofen_pump"
_JUST_A_PUMP = {"pump", "baclofen pump", "the pump", "my pump", "itb pump"}
_AMOUNT = re.compile(
    r"\s*\b\d[\d.,/ ]*\s*(?:mcg|micrograms?|microgrammes?|µg|μg|ug|mg|milligrams?|g|ml|iu|units?|%)(?!\w)"
    r"(?:\s*(?:/|per)\s*(?:ml|day|d|h|hour|tablet)(?!\w))?",
    re.IGNORECASE,
)


def medicine_names(plan: Plan) -> tuple[str, ...]:
    """Every medicine that holds, by name. One that we know by one name is called by it, others as written.

    A pump's medicine is told with the pump.
    """
    is_told = has_pump(plan)
    names = [
        _name(item) for item in plan.in_force("medicine") if not (is_told and is_one_of(item.name, (PUMP_MEDICINE,)))
    ]
    return tuple(dict.fromkeys(name for name in names if name))


def has_pump(plan: Plan) -> bool:
    """A pump stands in the plan, or the person said that there is one."""
    return bool(plan.in_force("pump")) or plan.answer("pump") == "yes"


def pump_words(plan: Plan) -> str:
    """ "a baclofen pump (SynchroMed II)", with its model and drug as written; "" without a pump."""
    if not has_pump(plan):
        return ""
    item = next(iter(plan.in_force("pump")), None)
    detail = {} if item is None else item.detail
    drug = without_amounts(detail.get("drug", ""))
    model = pump_model(item)
    what = "a baclofen pump" if not drug or is_one_of(drug, ("baclofen",)) else f"a drug pump, with {drug}"
    return f"{what} ({model})" if model else what


def pump_model(item: PlanItem | None) -> str:
    """Make and model as written; the item's own name where neither is."""
    if item is None:
        return ""
    make = item.detail.get("brand", "")
    known = load().pumps.get(make)
    written = [known.label if known else make, item.detail.get("model", "")]
    if not any(written) and item.name.casefold() not in _JUST_A_PUMP:
        written = [item.name]
    words = [without_amounts(each) for each in written if each]
    # "SynchroMed" and "SynchroMed II" are one.
    return " ".join(
        each for each in words if not any(each != other and each.casefold() in other.casefold() for other in words)
    )


def takes(plan: Plan, medicine: str) -> bool:
    """Does a medicine of the plan mean this one?"""
    return any(is_one_of(item.name, (medicine,)) for item in plan.in_force("medicine"))


def without_amounts(words: str) -> str:
    """The words with amounts left out: "Baclofen 10 mg tablets" is "Baclofen tablets"."""
    return " ".join(_AMOUNT.sub(" ", words).split())


def joined(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _name(item: PlanItem) -> str:
    known = known_medicines(item.name)
    return label(next(iter(known))) if len(known) == 1 else without_amounts(item.name)
