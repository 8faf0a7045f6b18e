"""How is a condition of `red_flags.toml` read? A parsed table → the node it says, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from supple.knowledge.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Counted,
    DaysLike,
    DoseChangedWithin,
    Extra,
    FactorNoted,
    ItemStopped,
    Lasting,
    Leaf,
    Measured,
    MeasuredAboveUsual,
    MeasuredTimes,
    Missed,
    MissedFor,
    NotRuledOut,
    Overdue,
    ProfileSays,
    PumpChangedWithin,
    PumpDateWithin,
    Rise,
    RuledOut,
    SaidChange,
    SideEffectNoted,
    SignNoted,
    StandsOut,
    Stopped,
    TakenFor,
    Takes,
    ToxinWithin,
    Unbooked,
    Worsened,
)
from supple.model import Reason

NEWNESS = ("any", "required", "unless_no")
REASONS = ("any", "known", "unknown")

_JOINTS: Mapping[str, type[AllOf | AnyOf]] = {"all_of": AllOf, "any_of": AnyOf}
_NOTS: Mapping[str, type[RuledOut | NotRuledOut]] = {"ruled_out": RuledOut, "not_ruled_out": NotRuledOut}
_LEAVES: Mapping[str, type[Any]] = {
    fields(cls)[0].name: cls
    for cls in (
        SignNoted,
        Lasting,
        ProfileSays,
        Measured,
        MeasuredAboveUsual,
        MeasuredTimes,
        Overdue,
        SideEffectNoted,
        Counted,
        FactorNoted,
        SaidChange,
        DaysLike,
        Rise,
        Worsened,
        StandsOut,
        Takes,
        Missed,
        Extra,
        MissedFor,
        Stopped,
        ItemStopped,
        TakenFor,
        ToxinWithin,
        DoseChangedWithin,
        PumpChangedWithin,
        PumpDateWithin,
        Unbooked,
    )
}


class ConditionError(ValueError):
    """The rules file asks for something that the language does not have: a fault of ours."""


def read_condition(table: Any, shared: Mapping[str, Condition]) -> Condition:
    """One condition from its TOML table.

    Args:
        table: the parsed table.
        shared: conditions that `use` may name.

    Raises:
        ConditionError: an unknown key, a missing or misplaced value.
    """
    if not isinstance(table, Mapping) or not table:
        raise ConditionError(f"a condition must be a table, not {table!r}")
    if "at_least" in table and "of" in table:
        parts = _parts(table["of"], shared)
        _only(table, {"at_least", "of"})
        if not 1 <= int(table["at_least"]) <= len(parts):
            raise ConditionError(f"at_least {table['at_least']} of {len(parts)} can never be asked")
        return AtLeast(int(table["at_least"]), parts)
    head = next(iter(table))
    if head in _JOINTS:
        _only(table, {head})
        return _JOINTS[head](_parts(table[head], shared))
    if head in _NOTS:
        _only(table, {head})
        return _NOTS[head](read_condition(table[head], shared))
    if head == "use":
        _only(table, {head})
        if table[head] not in shared:
            raise ConditionError(f"no shared condition {table[head]!r}")
        return shared[table[head]]
    if head == "any_sign":
        codes = table[head]
        return AnyOf(tuple(_leaf("sign", {"sign": code, **_without(table, head)}) for code in codes))
    return _leaf(head, table)


def _parts(tables: Any, shared: Mapping[str, Condition]) -> tuple[Condition, ...]:
    if not isinstance(tables, list) or not tables:
        raise ConditionError(f"a list of conditions is wanted, not {tables!r}")
    return tuple(read_condition(table, shared) for table in tables)


def _leaf(head: str, table: Mapping[str, Any]) -> Leaf:
    cls = _LEAVES.get(head)
    if cls is None:
        raise ConditionError(f"unknown condition {head!r}: known are {', '.join(sorted(_LEAVES))}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    try:
        leaf: Leaf = cls(**values)
    except TypeError as error:
        raise ConditionError(f"{head}: {error}") from error
    if isinstance(leaf, SignNoted) and leaf.new not in NEWNESS:
        raise ConditionError(f"sign {leaf.sign}: new must be one of {', '.join(NEWNESS)}")
    if isinstance(leaf, MissedFor | Stopped | ItemStopped) and leaf.reason not in REASONS:
        raise ConditionError(f"{head}: reason must be one of {', '.join(REASONS)}")
    if isinstance(leaf, Worsened) and leaf.reason not in ("any", *Reason):
        raise ConditionError(f"{head}: reason must be any, {', '.join(Reason)}")
    if isinstance(leaf, Measured | DaysLike) and (leaf.at_least is None) == (leaf.below is None):
        raise ConditionError(f"{head}: say either at_least or below")
    return leaf


def _only(table: Mapping[str, Any], keys: set[str]) -> None:
    if extra := set(table) - keys:
        raise ConditionError(f"{', '.join(sorted(extra))} cannot stand beside {', '.join(sorted(keys))}")


def _without(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != key}
