"""Which stretches are known, for which part of the body, placed how, and what comes before any of them?"""

from __future__ import annotations

import tomllib
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from supple.knowledge.loader import KnowledgeError

SIDES = ("each", "both", "none")
STANDING, HELPER = "standing", "helper"
_STEPS = range(3, 7)
_FILE_KEYS = {"date_checked", "reviewed_by", "advice", "area", "position", "need", "stretch"}
_WORDS = {"label", "area", "position", "side", "feel", "alt", "drawing"}
_LISTS = {"steps", "needs", "mind", "source"}
_OTHER = {"repeats", "hold_seconds", "most_seconds", "works_from_wheelchair"}

T = TypeVar("T")
Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Advice:
    """A few sentences under one title that hold for every stretch.

    `rule` names the red-flag rule that they point at, with `rule_words` beside the way there; "" where there is none.
    """

    id: str
    title: str
    words: tuple[str, ...]
    source: tuple[str, ...]
    rule: str = ""
    rule_words: str = ""


@dataclass(frozen=True, slots=True)
class StretchArea:
    """A group of muscles in everyday words. `parts` are the body parts that people note it under."""

    id: str
    label: str
    words: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One stretch in one position.

    Attributes:
        side: "each" (one side, then the other), "both" (together) or "none".
        hold_seconds: how long to start with; `most_seconds`: what it may grow to, as the physiotherapist agrees.
        repeats: times on each side.
        steps: what to do, one action a sentence.
        feel: where a mild pull is felt.
        needs: what must be at hand, as codes; the words are in `Stretches.needs`.
        mind: what to mind with this one.
        works_from_wheelchair: it can be done while sitting in one.
        drawing: the pose that shows it; `alt`: what that drawing shows.
    """

    id: str
    label: str
    area: str
    position: str
    side: str
    repeats: int
    steps: tuple[str, ...]
    feel: str
    needs: tuple[str, ...]
    mind: tuple[str, ...]
    alt: str
    drawing: str
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str
    hold_seconds: int = 30
    most_seconds: int = 60
    works_from_wheelchair: bool = False


@dataclass(frozen=True)
class Stretches:
    """All of it, each in the order of the file. `positions` and `needs` are words by code."""

    stretches: Mapping[str, Stretch]
    areas: Mapping[str, StretchArea]
    positions: Mapping[str, str]
    needs: Mapping[str, str]
    advice: Mapping[str, Advice]
    date_checked: date
    reviewed_by: str

    def of(self, area: str = "", position: str = "", *, in_wheelchair: bool = False) -> tuple[Stretch, ...]:
        """Those of an area and a position ("" for any); only what can be done from a wheelchair, if asked so."""
        return tuple(
            each
            for each in self.stretches.values()
            if area in ("", each.area)
            and position in ("", each.position)
            and (each.works_from_wheelchair or not in_wheelchair)
        )


@cache
def load_stretches() -> Stretches:
    """Read once from the package's data files."""
    return load_stretches_from(resources.files("supple.knowledge"))


def load_stretches_from(folder: Traversable) -> Stretches:
    """`stretches.toml` of one folder, its sources looked up in `sources.toml` there.

    Raises:
        KnowledgeError: the file is not what it should be; the message names the entry.
    """
    table = tomllib.loads((folder / "stretches.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    if set(table) != _FILE_KEYS:
        raise KnowledgeError(f"stretches.toml: expected {', '.join(sorted(_FILE_KEYS))}")
    areas = _each(table, "area", lambda i, raw: StretchArea(i, raw["label"], raw["words"], tuple(raw["parts"])))
    positions = _each(table, "position", lambda _, raw: str(raw["label"]))
    needs = _each(table, "need", lambda _, raw: str(raw["label"]))
    known = {"area": areas, "position": positions, "needs": needs}
    return Stretches(
        stretches=_each(table, "stretch", lambda i, raw: _stretch(i, raw, table, sources, known)),
        areas=areas,
        positions=positions,
        needs=needs,
        advice=_each(table, "advice", lambda i, raw: _advice(i, raw, sources)),
        date_checked=table["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
    )


def _each(table: Raw, name: str, read: Callable[[str, Raw], T]) -> Mapping[str, T]:
    out = {}
    for entry_id, raw in table[name].items():
        try:
            out[entry_id] = read(entry_id, raw)
        except (KnowledgeError, KeyError, TypeError) as error:
            raise KnowledgeError(f"stretches.toml [{name}.{entry_id}]: {error}") from error
    return types.MappingProxyType(out)


def _sources(raw: Raw, sources: Mapping[str, str]) -> tuple[str, ...]:
    if not raw["source"]:
        raise KnowledgeError("source is missing")
    return tuple(sources[key] for key in raw["source"])


def _advice(advice_id: str, raw: Raw, sources: Mapping[str, str]) -> Advice:
    if unknown := set(raw) - {"title", "words", "rule", "rule_words", "source"}:
        raise KnowledgeError(f"unknown field {', '.join(sorted(unknown))}")
    return Advice(
        id=advice_id,
        title=str(raw["title"]),
        words=tuple(raw["words"]),
        source=_sources(raw, sources),
        rule=str(raw.get("rule", "")),
        rule_words=str(raw.get("rule_words", "")),
    )


def _stretch(
    stretch_id: str, raw: Raw, table: Raw, sources: Mapping[str, str], known: Mapping[str, Mapping[str, object]]
) -> Stretch:
    if unknown := set(raw) - _WORDS - _LISTS - _OTHER:
        raise KnowledgeError(f"unknown field {', '.join(sorted(unknown))}")
    for code, where in ((raw["area"], "area"), (raw["position"], "position"), *((n, "needs") for n in raw["needs"])):
        if code not in known[where]:
            raise KnowledgeError(f"there is no {where} {code!r}")
    if raw["side"] not in SIDES:
        raise KnowledgeError(f"side is one of {', '.join(SIDES)}")
    if len(raw["steps"]) not in _STEPS:
        raise KnowledgeError(f"{len(raw['steps'])} steps: three to six can be kept in mind")
    # Nobody in a wheelchair is offered to stand, and nobody is moved by a helper who is not named.
    if raw["position"] == STANDING and raw.get("works_from_wheelchair"):
        raise KnowledgeError("a stretch done standing cannot work from a wheelchair")
    if (raw["position"] == HELPER) != ("helper" in raw["needs"]):
        raise KnowledgeError("position and needs disagree about a helper")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Stretch(
        **{
            **values,
            "id": stretch_id,
            "drawing": raw.get("drawing", stretch_id),
            "source": _sources(raw, sources),
            "date_checked": table["date_checked"],
            "reviewed_by": str(table["reviewed_by"]),
        }
    )
