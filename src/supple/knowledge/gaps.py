"""When is a silence in the notes of doses asked about? The `gap` of `red_flags.toml`: a question, never an alert."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from supple.knowledge.conditions import MissedFor
from supple.knowledge.red_flags import RedFlags, load_red_flags


@dataclass(frozen=True)
class GapRule:
    """For which medicines (ids), after how many hours of silence, and of whom.

    Asked only where at least `min_answers` doses on `min_days` days were noted in the `lately_days` days up to the
    last one, and only while that one is at most `lately_days` old. `words` has the gaps {medicine} and {day}.
    """

    medicines: tuple[str, ...]
    quiet_hours: int
    lately_days: int
    min_answers: int
    min_days: int
    words: str
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str
    decided: str


@cache
def load_gap_rule() -> GapRule:
    """The rule, read once from the package's data files."""
    folder = resources.files("supple.knowledge")
    table = tomllib.loads((folder / "red_flags.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    (raw,) = table["gap"]
    return GapRule(
        medicines=tuple(m for m in watched_for_misses(load_red_flags(), raw["rules"]) if m not in raw["except"]),
        quiet_hours=int(raw["quiet_hours"]),
        lately_days=int(raw["lately_days"]),
        min_answers=int(raw["min_answers"]),
        min_days=int(raw["min_days"]),
        words=str(raw["words"]),
        source=tuple(sources[key] for key in raw["source"]),
        date_checked=raw["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
        decided=str(raw["decided"]),
    )


def watched_for_misses(rules: RedFlags, wanted: list[str]) -> tuple[str, ...]:
    """The medicines whose noted misses these rules look at, each once."""
    found = [
        medicine
        for rule in rules.rules
        if rule.id in wanted
        for level in rule.levels
        for leaf in level.questions
        if isinstance(leaf, MissedFor)
        for medicine in leaf.missed_for
    ]
    return tuple(dict.fromkeys(found))
