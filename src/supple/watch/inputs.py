"""What did a rule look at, in plain words? One name, label and value for each of its questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supple.knowledge import load
from supple.watch.answers import NOT_NOTED, Asked


@dataclass(frozen=True, slots=True)
class Input:
    """One question of a rule: its name, plain words for it, what was found, and yes, no or nothing noted."""

    name: str
    label: str
    value: str
    truth: bool | None


def inputs_of(asked: Iterable[Asked]) -> tuple[Input, ...]:
    """Each question once; where it was asked twice, a yes stands before what was noted, and that before a blank."""
    best: dict[str, Asked] = {}
    for one in asked:
        if one.name not in best or _tells_more(one) > _tells_more(best[one.name]):
            best[one.name] = one
    return tuple(Input(one.name, input_label(one.name), one.value, one.truth) for one in best.values())


def _tells_more(one: Asked) -> tuple[bool, bool]:
    return (one.truth is True, one.value != NOT_NOTED)


def input_label(name: str) -> str:
    """Plain words for an input's name as it stands in `Alert.inputs`."""
    head, _, tail = name.partition(".")
    medicines = " or ".join(load().label(medicine) for medicine in tail.split("/"))
    match head:
        case "takes":
            return f"takes {medicines}"
        case "missed" | "missed_for":
            return f"missed {medicines}"
        case "stopped":
            return f"stopped {medicines} by plan"
        case "interacts":
            return "which medicines, and from where"
        case "taken_for":
            return f"how long {medicines} has been taken"
        case "lasting":
            return f"how long: {load().label(tail)}"
        case "overdue":
            return f"a {tail} whose day has passed"
        case "said":
            return f"how {load().label(tail)} compares"
        case "side_effect":
            return f"side effect: {load().label(tail)}"
    return _LABELS.get(name) or load().label(name)


_LABELS = {
    "pump": "a baclofen pump",
    "item_stopped.pump": "a pump stopped by plan",
    "catheter": "a catheter",
    "lesion_t6_or_above": "MS in the upper spinal cord (T6 or above)",
    "blood_thinner": "a blood thinner",
    "immune_modifying": "a medicine that changes the immune system",
    "toxin": "last botulinum toxin injection",
    "dose_changed": "last change of a medicine or pump",
    "low_reservoir": "the day the pump may be low",
    "pump_changed": "last refill or new setting of the pump",
    "systolic": "upper blood pressure",
    "bladder_infection": "a bladder infection noted",
}
