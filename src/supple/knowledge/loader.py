"""How do the data files become entries? TOML in, frozen classes out; anything odd in a file stops the start."""

from __future__ import annotations

import hashlib
import tomllib
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from supple.knowledge import entries as kinds
from supple.knowledge.library import Knowledge
from supple.knowledge.red_flags import Rule, load_red_flags_from
from supple.knowledge.timing import TimingKnowledge, TimingRule
from supple.model import Timing

E = TypeVar("E", bound=kinds.Entry)
Table = Mapping[str, Any]

_FILE_KEYS = {"date_checked", "reviewed_by"}


class KnowledgeError(Exception):
    """A data file is not what it should be: a fault of ours, never of the person's."""


@cache
def load() -> Knowledge:
    """All knowledge, read once from the package's data files."""
    return load_from(resources.files("supple.knowledge"))


def load_from(folder: Traversable) -> Knowledge:
    """All knowledge from the TOML files of one folder."""
    texts = {
        f.name: f.read_bytes() for f in sorted(folder.iterdir(), key=lambda f: f.name) if f.name.endswith(".toml")
    }
    tables = {name: _parse(name, text) for name, text in texts.items()}
    sources = {key: str(text) for key, text in tables["sources.toml"].items()}

    def read(
        name: str, cls: type[E], extra: Callable[[str, Table], dict[str, Any]] = lambda _i, _t: {}
    ) -> Mapping[str, E]:
        return _entries(name, tables.get(f"{name}.toml", {}), cls, sources=sources, extra=extra)

    return Knowledge(
        version=_version(texts),
        measures=read("measures", kinds.Measure),
        counts=read("counts", kinds.CountKind),
        answers=read("answers", kinds.AnswerKind),
        factors=read("factors", kinds.FactorKind),
        sessions=read("sessions", kinds.SessionKind),
        signs=read("signs", kinds.SignKind),
        side_effects=read("side_effects", kinds.SideEffectKind),
        body_parts=read("body_parts", kinds.BodyPart),
        muscles=read("muscles", kinds.Muscle),
        medicines=types.MappingProxyType(
            {
                **read("medicines", kinds.Medicine),
                **read("immune_medicines", kinds.Medicine),
                **read("other_medicines", kinds.Medicine),
            }
        ),
        hindrances=read("hindrances", kinds.Measure),
        pumps=read("pumps", kinds.PumpBrand),
        emergency_numbers=read("emergency_numbers", kinds.EmergencyNumbers, _phone_lines),
        symptoms=read("symptoms", kinds.Article, lambda i, t: _claims(i, t, sources)),
        blood_tests=read("blood_tests", kinds.BloodTest),
        red_flags=_red_flags(load_red_flags_from(folder).rules),
        timings=_timings(tables["timing.toml"]),
        sources=types.MappingProxyType(sources),
    )


def _parse(name: str, text: bytes) -> Table:
    try:
        return tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{name}: {error}") from error


def _version(texts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(name.encode() + b"\0" + texts[name] + b"\0")
    return digest.hexdigest()[:12]


def _entries(
    name: str,
    table: Table,
    cls: type[E],
    *,
    sources: Mapping[str, str],
    extra: Callable[[str, Table], dict[str, Any]],
) -> Mapping[str, E]:
    out: dict[str, E] = {}
    known = {item.name for item in fields(cls)} | {"min_lag_days", "max_lag_days", "is_consequence"}
    for entry_id, raw in table.items():
        if entry_id in _FILE_KEYS:
            continue
        where = f"{name}.toml [{entry_id}]"
        values = _plain(raw)
        values.update(extra(where, raw))
        if unknown := set(values) - known:
            raise KnowledgeError(f"{where}: unknown field {', '.join(sorted(unknown))}")
        if "timing" in known:
            values["timing"] = _timing(where, values, pop=True)
        values["id"] = entry_id
        values["source"] = _sources(where, raw, sources)
        for key in _FILE_KEYS:
            values.setdefault(key, table.get(key))
        _check(where, values)
        out[entry_id] = cls(**values)
    return types.MappingProxyType(out)


def _plain(raw: Table) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _check(where: str, values: Mapping[str, Any]) -> None:
    for key in ("label", "words", "reviewed_by"):
        if not isinstance(values.get(key), str) or not values[key].strip():
            raise KnowledgeError(f"{where}: {key} is missing")
    if not isinstance(values.get("date_checked"), date):
        raise KnowledgeError(f"{where}: date_checked must be a date")


def _sources(where: str, raw: Table, sources: Mapping[str, str]) -> tuple[str, ...]:
    keys = raw.get("source", [])
    if not keys:
        raise KnowledgeError(f"{where}: source is missing")
    for key in keys:
        if key not in sources:
            raise KnowledgeError(f"{where}: sources.toml has no {key!r}")
    return tuple(sources[key] for key in keys)


def _timing(where: str, values: Mapping[str, Any], *, pop: bool = False) -> Timing:
    given = {key: values[key] for key in ("min_lag_days", "max_lag_days", "is_consequence") if key in values}
    if pop and isinstance(values, dict):
        for key in given:
            del values[key]
    try:
        return Timing(**given)
    except (TypeError, ValueError) as error:
        raise KnowledgeError(f"{where}: {error}") from error


def _timings(table: Table) -> TimingKnowledge:
    rules = []
    for raw in table.get("rule", []):
        try:
            rules.append(TimingRule(**_plain(raw)))
        except TypeError as error:
            raise KnowledgeError(f"timing.toml rule {raw.get('id')}: {error}") from error
    return TimingKnowledge(
        rules=tuple(rules),
        own=_timing("timing.toml [own]", table["own"]),
        night_columns=frozenset(table["night_columns"]),
        round_the_clock_columns=frozenset(table["round_the_clock_columns"]),
        own_symptoms=frozenset(table["own_symptoms"]),
        score_prefixes=tuple(table["score_prefixes"]),
    )


def _phone_lines(where: str, raw: Table) -> dict[str, Any]:
    try:
        return {
            kind: tuple(kinds.PhoneLine(**line) for line in raw.get(kind, []))
            for kind in ("emergency", "medical", "crisis")
        }
    except TypeError as error:
        raise KnowledgeError(f"{where}: {error}") from error


def _claims(where: str, raw: Table, sources: Mapping[str, str]) -> dict[str, Any]:
    claims = raw.get("claims", [])
    return {"claims": tuple(kinds.Claim(words=c["words"], source=_sources(where, c, sources)) for c in claims)}


def _red_flags(rules: Iterable[Rule]) -> Mapping[str, kinds.RedFlag]:
    """The rules as entries, so that pages can list them beside the rest."""
    return types.MappingProxyType(
        {
            rule.id: kinds.RedFlag(
                id=rule.id,
                label=rule.title,
                words=rule.words,
                source=rule.source,
                date_checked=rule.date_checked,
                reviewed_by=rule.reviewed_by,
                rule=rule,
            )
            for rule in rules
        }
    )
