"""Who may be in a team, and in which order does one ring them? `calling.toml`, checked and ready for `watch`."""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from supple.knowledge.loader import KnowledgeError

COUNTRY_LINES = ("@emergency", "@crisis", "@medical")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class TeamRole:
    """What somebody does: a code, words for it, and what people write for it."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallOrder:
    """Roles and the country's lines in the order to ring; `ask_for` are those whose number is worth keeping."""

    steps: tuple[str, ...]
    ask_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Calling:
    """`orders` by a rule's `call`; `besides` by a rule's id, to stand after them."""

    roles: Mapping[str, TeamRole]
    orders: Mapping[str, CallOrder]
    besides: Mapping[str, tuple[str, ...]]
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str

    def role_of(self, *texts: str) -> str:
        """The role that words mean, the longest alias first; the first text that names one decides; else "other"."""
        for text in texts:
            plain = " ".join(text.split()).casefold()
            names = [
                (len(name), role.id)
                for role in self.roles.values()
                for name in (role.label, *role.aliases)
                if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", plain)
            ]
            if names:
                return max(names, key=lambda found: found[0])[1]
        return OTHER


@cache
def load_calling() -> Calling:
    """The orders, read once from the package's data files."""
    return load_calling_from(resources.files("supple.knowledge"))


def load_calling_from(folder: Traversable) -> Calling:
    """The orders of `calling.toml` in one folder.

    Raises:
        KnowledgeError: a step is no role, or a source is missing. A `call` without an order rings nobody (at T0 the
            emergency number stands all the same): a test holds that there is none.
    """
    table = tomllib.loads((folder / "calling.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    roles = {
        raw["id"]: TeamRole(raw["id"], raw["label"], tuple(raw.get("aliases", ()))) for raw in table.get("role", [])
    }
    orders = {
        raw["call"]: CallOrder(tuple(raw["steps"]), tuple(raw.get("ask_for", ()))) for raw in table.get("order", [])
    }
    besides: dict[str, tuple[str, ...]] = {}
    for raw in table.get("besides", []):
        for rule in raw["rules"]:
            besides[rule] = (*besides.get(rule, ()), *raw["steps"])
    steps = {step for order in orders.values() for step in (*order.steps, *order.ask_for)}
    steps |= {step for each in besides.values() for step in each}
    if unknown := steps - set(roles) - set(COUNTRY_LINES):
        raise KnowledgeError(f"calling.toml: nobody has the role {', '.join(sorted(unknown))}")
    if not table.get("source") or OTHER not in roles:
        raise KnowledgeError("calling.toml: a source and the role “other” are needed")
    return Calling(
        roles=types.MappingProxyType(roles),
        orders=types.MappingProxyType(orders),
        besides=types.MappingProxyType(besides),
        source=tuple(sources[key] for key in table["source"]),
        date_checked=table["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
    )
