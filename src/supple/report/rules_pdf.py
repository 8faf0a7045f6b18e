"""How are the rules printed for a reviewer? Every one with its thresholds, words and source, and a place to sign.

Typst sets it as tagged PDF/UA-1. It holds nothing about any person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import typst

from supple.charts.words import day_words
from supple.knowledge import load
from supple.knowledge.condition_words import Outline, outline
from supple.knowledge.gaps import load_gap_rule
from supple.knowledge.interactions import Interaction, load_interactions
from supple.knowledge.red_flags import Level, Rule, load_red_flags
from supple.model import Tier
from supple.report.print_text import printable

TITLE = "When to call: the rules, for review"
NOBODY = "nobody yet"
TIER_WORDS = {
    Tier.T0: "emergency now",
    Tier.T1: "call the same day",
    Tier.T2: "call within two or three working days",
    Tier.T3: "mention it at the next visit",
}


@lru_cache(maxsize=4)
def rules_to_pdf(day: date, *, paper: str = "a4") -> bytes:
    """Every rule, pair of medicines and question on when to call; the same data and day give the same bytes.

    Args:
        day: printed on it.
        paper: "a4" or "us-letter".
    """
    made = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"rules": json.dumps(rules_data(day, paper=paper), ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(), tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def rules_data(day: date, *, paper: str = "a4") -> dict[str, Any]:
    """What the printout says, as the template reads it."""
    flags, pairs, gap = load_red_flags(), load_interactions(), load_gap_rule()
    ordered = sorted(flags.rules, key=lambda rule: rule.id)
    every = [*ordered, *(row.rule for row in pairs.rows)]
    reviewed = sorted({rule.reviewed_by for rule in every} - {NOBODY})
    return {
        "title": TITLE,
        "made": f"Knowledge {load().version}, printed {day_words(day, year=True)}",
        "paper": paper,
        "warning": _warning(len(every), reviewed),
        "lead": _LEAD,
        "tiers": [[tier.value, words] for tier, words in TIER_WORDS.items()],
        "glance": [_glance(rule) for rule in every],
        "parts": [
            {"title": "Red flags", "lead": [], "rules": [_rule(rule, flags.calls) for rule in ordered]},
            {
                "title": "Medicines that should not meet",
                "lead": [printable(pairs.decided)],
                "rules": [_pair(row, flags.calls) for row in pairs.rows],
            },
        ],
        "gap": {
            "title": "A question, not an alert: a silence in the notes of doses",
            "lead": printable(
                f"For {_listed(gap.medicines)}. Asked after {gap.quiet_hours} hours with nothing noted, where at "
                f"least {gap.min_answers} doses on {gap.min_days} days were noted in the {gap.lately_days} days "
                "before."
            ),
            "words": printable(gap.words),
            "decided": printable(gap.decided),
            "source": printable("; ".join(gap.source)),
        },
    }


_LEAD = [
    "Supple is a diary for people with MS and spasticity. These rules decide when it tells somebody to call, and "
    "whom. It makes no diagnosis and advises on no dose. Nobody watches it.",
    "Missing is not no: a question that nobody answered neither raises nor clears a rule, unless a line says so. "
    "Of each rule the first level that holds is shown. Windows are generous: a note of “Tuesday” counts as long as "
    "any hour of Tuesday lies in the window. A carer’s note counts like the person’s own.",
    "Please tick, comment and sign each rule you read. “From memory” in a source means: a named paper, label or "
    "guideline, quoted and not read again. A rule you change gets a new version, and your name stands beside it.",
]


def _warning(rules: int, reviewed: list[str]) -> str:
    if not reviewed:
        return (
            f"No clinician has reviewed any of these {rules} rules. Supple has not been assessed as a medical device."
        )
    return f"Of {rules} rules some have been reviewed, by {', '.join(reviewed)}; the others by nobody yet."


def _glance(rule: Rule) -> list[str]:
    tiers = ", ".join(dict.fromkeys(level.tier.value for level in rule.levels))
    return [rule.id, printable(rule.title), tiers, str(rule.version), printable(rule.reviewed_by)]


def _rule(rule: Rule, calls: Any) -> dict[str, Any]:
    window = f"Notes of the last {_span(rule.window_hours)} count where a line names no other time. "
    return {
        "id": rule.id,
        "title": printable(rule.title),
        "looks_for": printable(rule.words),
        "levels": [_level(level, calls) for level in rule.levels],
        "decided": printable(rule.decided),
        "source": printable("; ".join(rule.source)),
        "facts": (window if rule.window_hours else "")
        + f"Version {rule.version}. Checked against our reference page {day_words(rule.date_checked, year=True)}. "
        + printable(f"Reviewed by: {rule.reviewed_by}."),
    }


def _pair(row: Interaction, calls: Any) -> dict[str, Any]:
    told = _rule(row.rule, calls)
    told["looks_for"] = printable(
        f"One of: {_listed(row.one)}. With one of: {_listed(row.other)}. Strength: {row.strength}. Pairs that an "
        "earlier row names belong to that row."
    )
    told["decided"] = ""  # the same for every pair, and said once above them
    return told


def _level(level: Level, calls: Any) -> dict[str, Any]:
    top = outline(level.when)
    return {
        "tier": level.tier.value,
        "tier_words": level.how_soon.casefold() or TIER_WORDS[level.tier],
        "if_words": printable(f"{top.words}:" if top.parts else f"{top.words}."),
        "parts": [_node(part) for part in top.parts],
        "words": printable(level.words),
        "call": printable(calls[level.call]),
        "meanwhile": [printable(step) for step in level.meanwhile],
    }


def _node(node: Outline) -> dict[str, Any]:
    return {
        "words": printable(f"{node.words}:" if node.parts else node.words),
        "parts": [_node(part) for part in node.parts],
    }


def _span(hours: float) -> str:
    return f"{hours / 24:g} days" if hours > 96 and hours % 24 == 0 else f"{hours:g} hours"


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(load().label(name) for name in ids)


@cache
def _template() -> bytes:
    return resources.files("supple.report").joinpath("rules.typ").read_bytes()


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
