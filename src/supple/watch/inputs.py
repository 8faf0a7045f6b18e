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
    """Each question once, with its words."""
    return best_of(Input(one.name, input_label(one.name), one.value, one.truth) for one in asked)


def best_of(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Each question once; where it was asked twice, a yes stands before what was noted, and that before a blank."""
    best: dict[str, Input] = {}
    for one in inputs:
        if one.name not in best or _tells_more(one) > _tells_more(best[one.name]):
            best[one.name] = one
    return tuple(best.values())


def _tells_more(one: Input) -> tuple[bool, bool]:
    return (one.truth is True, one.value != NOT_NOTED)


def input_label(name: str) -> str:
    """Plain words for an input's name as it stands in `Alert.inputs`."""
    head, _, tail = name.partition(".")
    medicines = _listed([load().label(medicine) for medicine in tail.split("/")])
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
        case "worsened":
            return f"{load().label(tail)} against one's own usual"
        case "stands_out":
            return f"{load().label(tail)} against one's own ups and downs"
        case "said":
            return f"how {load().label(tail)} compares"
        case "side_effect":
            return f"side effect: {load().label(tail)}"
    return _LABELS.get(name) or load().label(name)


def _listed(names: list[str]) -> str:
    """A long list by its first names: the rule's own page and the printout give it whole."""
    few = names if len(names) <= _MANY else [*names[: _MANY - 1], f"{len(names) - _MANY + 1} others like them"]
    return " or ".join(filter(None, [", ".join(few[:-1]), few[-1]]))


_MANY = 4

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
