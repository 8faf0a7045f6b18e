"""Which medicines should not meet? The pairs of `interactions.toml`, each read into a rule for `watch`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from supple.knowledge.condition_reading import ConditionError
from supple.knowledge.conditions import Interacts
from supple.knowledge.red_flags import Level, Rule, load_red_flags
from supple.model import Tier

ALCOHOL = "alcohol"  # a factor, not a medicine; it stands on the other side of a pair like one
_FILE_KEYS = {"date_checked", "reviewed_by", "windows", "strength", "action", "group"}
_ROW_KEYS = {"version", "title", "one", "other", "twice", "strength", "words", "grave", "source"}
_MEDICINE_FILES = ("medicines.toml", "other_medicines.toml")


@dataclass(frozen=True)
class Interaction:
    """A row: which concrete medicines meet in it, how strong it is, and the rule that `watch` asks.

    `one` and `other` are medicine ids (or "alcohol"); `pairs` are the two-element sets of ids that belong to this row
    and to no row above it. `strength` is its name in plain words. `is_twice`: no pair, but one medicine under two
    names.
    """

    id: str
    title: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    pairs: frozenset[frozenset[str]]
    strength: str
    words: str
    rule: Rule
    is_twice: bool = False

    @property
    def source(self) -> tuple[str, ...]:
        return self.rule.source

    @property
    def date_checked(self) -> date:
        return self.rule.date_checked

    @property
    def reviewed_by(self) -> str:
        return self.rule.reviewed_by


@dataclass(frozen=True)
class Interactions:
    """All rows, most urgent first, and why their open points were settled as they are."""

    rows: tuple[Interaction, ...]
    decided: str
    reviewed_by: str

    def row(self, row_id: str) -> Interaction | None:
        return next((row for row in self.rows if row.id == row_id), None)

    @property
    def twice(self) -> Interaction | None:
        """The row of one medicine that is written down under two names."""
        return next((row for row in self.rows if row.is_twice), None)

    def of(self, one: Iterable[str], other: Iterable[str]) -> Interaction | None:
        """The row of two names' medicine ids, None if no row names them."""
        right = set(other)
        pairs = [frozenset((a, b)) for a in one for b in right]
        return next((row for row in self.rows if any(pair in row.pairs for pair in pairs)), None)


@cache
def load_interactions() -> Interactions:
    """The pairs, read once from the package's data files."""
    return load_interactions_from(resources.files("supple.knowledge"), load_red_flags().calls)


def load_interactions_from(folder: Traversable, calls: Mapping[str, str]) -> Interactions:
    """The pairs of `interactions.toml` in one folder; sources, medicines and their classes are looked up beside it.

    Args:
        folder: with `interactions.toml`, `sources.toml`, `medicines.toml` and `other_medicines.toml`.
        calls: whom "call" means, by id.

    Raises:
        ConditionError: the file is not what it should be; the message names the row.
    """
    table, sources = _toml(folder, "interactions.toml"), _toml(folder, "sources.toml")
    medicines = {
        name: raw for file in _MEDICINE_FILES for name, raw in _toml(folder, file).items() if isinstance(raw, dict)
    }
    groups = {name: _members(raw, medicines) for name, raw in table["group"].items()}
    taken: set[frozenset[str]] = set()
    rows = []
    for row_id, raw in table.items():
        if row_id in _FILE_KEYS:
            continue
        try:
            row = _row(row_id, raw, table, groups=groups, known=set(medicines), taken=taken, sources=sources)
            if unknown := {level.call for level in row.rule.levels} - set(calls):
                raise ConditionError(f"nobody is called {', '.join(sorted(unknown))}")
        except (ConditionError, KeyError, TypeError, ValueError) as error:
            raise ConditionError(f"interactions.toml [{row_id}]: {error}") from error
        taken |= row.pairs
        rows.append(row)
    return Interactions(tuple(rows), str(table["windows"]["decided"]), str(table["reviewed_by"]))


def _toml(folder: Traversable, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def _members(group: Mapping[str, Any], medicines: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The medicines of a group: those it names, those of its classes, and those that have all of its flags."""
    named, classes, flags = group.get("medicines", []), group.get("classes", []), group.get("flags", [])
    of_it = [
        name
        for name, raw in medicines.items()
        if name in named or raw["medicine_class"] in classes or (flags and all(raw.get(flag) for flag in flags))
    ]
    return tuple(dict.fromkeys([*named, *of_it]))


def _row(
    row_id: str,
    raw: Mapping[str, Any],
    table: Mapping[str, Any],
    *,
    groups: Mapping[str, tuple[str, ...]],
    known: set[str],
    taken: set[frozenset[str]],
    sources: Mapping[str, str],
) -> Interaction:
    if unknown := set(raw) - _ROW_KEYS:
        raise ConditionError(f"unknown field {', '.join(sorted(unknown))}")
    if not raw["source"]:
        raise ConditionError("source is missing")
    is_twice = raw.get("twice") is True
    if is_twice and any(side in raw for side in _SIDES):
        raise ConditionError("“twice” goes with no “one” and no “other”")
    sides = [
        () if is_twice else tuple(dict.fromkeys(m for name in raw[side] for m in groups.get(name, (name,))))
        for side in _SIDES
    ]
    if nobody := {name for side in sides for name in side} - known - {ALCOHOL}:
        raise ConditionError(f"no medicine {', '.join(sorted(nobody))}")
    one, other = sides
    pairs = frozenset(frozenset((a, b)) for a in one for b in other if a != b) - taken
    if not pairs and not is_twice:
        raise ConditionError("rows above it name all of its pairs")
    strength = table["strength"][raw["strength"]]
    windows = table["windows"]
    asked = Interacts(
        interacts=row_id,
        noted_days=int(windows["noted_days"]),
        alcohol_hours=int(windows["alcohol_hours"]),
        in_notes=raw["strength"] == "must_not_meet",
        twice=is_twice,
    )
    tiers = {"new": Tier(strength["new"]), "later": Tier(strength["later"])}
    levels = [_level(tiers["later"], raw, table, asked)]
    if tiers["new"] is not tiers["later"]:
        fresh = Interacts(**{**_fields(asked), "new_days": int(windows["new_days"])})
        levels.insert(0, _level(tiers["new"], raw, table, fresh))
    rule = Rule(
        id=row_id,
        version=int(raw["version"]),
        title=str(raw["title"]),
        words=str(raw["words"]),
        window_hours=0,
        source=tuple(sources[key] for key in raw["source"]),
        date_checked=table["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
        levels=tuple(levels),
        decided=str(windows["decided"]),
    )
    return Interaction(
        row_id, rule.title, one, other, pairs, str(strength["label"]), " ".join(_said(raw)), rule, is_twice
    )


_SIDES = ("one", "other")


def _level(tier: Tier, raw: Mapping[str, Any], table: Mapping[str, Any], asked: Interacts) -> Level:
    """What is known, what to do, and when it is graver."""
    action = table["action"][tier.value]
    known, *grave = _said(raw)
    return Level(tier, asked, " ".join([known, str(action["words"]), *grave]), str(action["call"]), ())


def _said(raw: Mapping[str, Any]) -> list[str]:
    return [text for text in (str(raw["words"]), str(raw.get("grave", ""))) if text]


def _fields(asked: Interacts) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in asked.__slots__}
