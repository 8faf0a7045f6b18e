"""What is looked at when stiffness jumps, and what will the team ask? The question sheets of `checks.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from supple.knowledge.condition_reading import ConditionError
from supple.knowledge.sections import read_sections

TRIGGERS, RELAPSE = "triggers", "relapse"
_TEXTS = ("title", "words", "yes", "no", "open")
_SHEET_KEYS = {*_TEXTS, "unknown", "offered_with", "ticks", "source", "item"}
_ITEM_KEYS = {"id", "label", "question", "words", "factors", "sign", "count", "ticks", "only_with", "page"}


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    Attributes:
        factors: triggers that a yes names (the only one, or those ticked) and a no denies.
        sign: a sign that a yes or a no is an answer to, "" where there is none.
        count: something counted of which a yes tells that it happened, "" where there is none.
        ticks: signs offered under a yes.
        only_with: asked only of those who may have this (a profile key), "" for everybody.
        page: the page on which more can be noted, "" where there is none.
    """

    id: str
    label: str
    question: str
    words: str
    factors: tuple[str, ...] = ()
    sign: str = ""
    count: str = ""
    ticks: tuple[str, ...] = ()
    only_with: str = ""
    page: str = ""


@dataclass(frozen=True)
class Sheet:
    """Questions in their order. `yes`, `no`, `open` and `unknown` are how answers are said; "" where there is none.

    `offered_with` names the rules beside whose alert it is offered; `ticks` are signs offered before the questions.
    """

    id: str
    title: str
    words: str
    yes: str
    no: str
    open: str
    unknown: str
    offered_with: frozenset[str]
    ticks: tuple[str, ...]
    items: tuple[Item, ...]
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    @property
    def answers(self) -> Mapping[str, str]:
        """Every answer that can be kept, with its words. Leaving it open keeps nothing."""
        said = {"yes": self.yes, "no": self.no, "unknown": self.unknown}
        return {answer: words for answer, words in said.items() if words}


@cache
def load_checks() -> Mapping[str, Sheet]:
    """Both sheets by id, read once from the package's data files."""
    return load_checks_from(resources.files("supple.knowledge"))


def load_checks_from(folder: Traversable) -> Mapping[str, Sheet]:
    """The sheets of one folder.

    Raises:
        ConditionError: the file is not what it should be; the message names the sheet.
    """
    return read_sections(folder, "checks.toml", _sheet)


def _sheet(sheet_id: str, raw: Mapping[str, Any], table: Mapping[str, Any], sources: Mapping[str, str]) -> Sheet:
    if unknown := set(raw) - _SHEET_KEYS:
        raise ConditionError(f"unknown field {', '.join(sorted(unknown))}")
    items = tuple(_item(each) for each in raw["item"])
    ids, factors = [item.id for item in items], [code for item in items for code in item.factors]
    if len(set(ids)) < len(ids) or len(set(factors)) < len(factors):
        raise ConditionError("an id or a factor stands twice, so an answer could not be told apart")
    return Sheet(
        id=sheet_id,
        **{key: str(raw[key]) for key in _TEXTS},
        unknown=str(raw.get("unknown", "")),
        offered_with=frozenset(raw.get("offered_with", ())),
        ticks=tuple(raw.get("ticks", ())),
        items=items,
        source=tuple(sources[key] for key in raw["source"]),
        date_checked=table["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
    )


def _item(raw: Mapping[str, Any]) -> Item:
    if unknown := set(raw) - _ITEM_KEYS:
        raise ConditionError(f"{raw.get('id')}: unknown field {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {key: tuple(said) if isinstance(said, list) else said for key, said in raw.items()}
    return Item(**values)
