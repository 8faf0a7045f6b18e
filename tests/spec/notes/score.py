"""How well are notes read? Precision, recall and negation accuracy of `diary.read_note` on notes with known facts.

    python tests/spec/notes/score.py [--wrong] [FILE.toml ...]

A fact counts as found when kind, code and negation agree, its figure agrees (where a figure was said) and, where the
corpus names one, its part, side and period. Every fact too many counts against precision.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from supple.diary import read_note, reading_to_json
from supple.model import Author

FOLDER = Path(__file__).parent
KINDS = {"cmp": "comparison", "side": "side_effect", "measure": "measurement"}
SIDES = {"left", "right", "both"}


@dataclass
class Score:
    found: int = 0
    missed: int = 0
    extra: int = 0
    negations_right: int = 0
    negations: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.extra)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    @property
    def negation(self) -> float:
        return self.negations_right / max(1, self.negations)


def notes(path: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["note"])


def read(note: dict[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(note.get("at", "2026-03-05T09:00")).replace(tzinfo=ZoneInfo("Europe/London"))
    return reading_to_json(read_note(note["text"], at, Author(note.get("by", "self"))))


def _code_of(fact: dict[str, Any]) -> str:
    return str(fact.get("code", fact.get("medicine", ""))).removeprefix("own:")


def matches(expected: str, fact: dict[str, Any]) -> bool:
    """Does a fact of the reading say what one expectation ("rating stiffness 7 calf left") says?"""
    words = expected.split()
    negated = words[0] == "no"
    words = words[1:] if negated else words
    kind, code, rest = KINDS.get(words[0], words[0]), words[1], words[2:]
    if fact["kind"] != kind or _code_of(fact) != code or fact["negated"] != negated:
        return False
    return all(_agrees(word, fact) for word in rest)


def _agrees(word: str, fact: dict[str, Any]) -> bool:
    if word == "~":
        return float(fact.get("value", 0)) > 0 or fact["code"] == "stiffness"
    if word == "?":
        return fact.get("count") is None or fact["count"] > 0
    if word in SIDES:
        return bool(fact.get("side") == word)
    if word in {"night", "day"}:
        return bool(fact.get("period") == word)
    if word.endswith("mg"):
        return bool(fact.get("amount_mg") == float(word.removesuffix("mg")))
    try:
        number = float(word)
    except ValueError:
        return word in {fact.get("part"), fact.get("change"), fact.get("than"), fact.get("status")}
    return number in {fact.get("value"), fact.get("count"), fact.get("minutes"), fact.get("level")}


def _any(expected: str, fact: dict[str, Any]) -> bool:
    return any(matches(option.strip(), fact) for option in expected.removeprefix("?").split("||"))


def score_note(note: dict[str, Any], into: Score) -> None:
    facts = list(read(note)["facts"])
    required = [e for e in note["facts"] if not e.startswith("?")]
    # An expectation that says more takes its fact first.
    for expected in sorted(required, key=lambda e: -len(e.split())):
        hit = next((f for f in facts if _any(expected, f)), None)
        says_no = expected.startswith("no ")
        if hit is not None:
            facts.remove(hit)
            into.found += 1
        else:
            into.missed += 1
            into.wrong.append(f"missed   {expected!r:48} in {note['text']!r}")
        _count_negation(expected, hit, facts, into, says_no=says_no)
    for optional in (e for e in note["facts"] if e.startswith("?")):
        hit = next((f for f in facts if _any(optional, f)), None)
        if hit is not None:
            facts.remove(hit)
    for fact in facts:
        into.extra += 1
        into.wrong.append(f"too many {fact['words']!r:48} in {note['text']!r}")


def _count_negation(expected: str, hit: Any, facts: list[dict[str, Any]], into: Score, *, says_no: bool) -> None:
    """Of the facts whose subject was recognised: is the yes or no right?"""
    words = expected.split("||")[0].split()
    code = words[2] if says_no else words[1]
    if hit is not None:
        into.negations += 1
        into.negations_right += 1
    elif any(_code_of(f) == code and f["negated"] != says_no for f in facts):
        into.negations += 1
        into.wrong.append(f"NEGATION {expected!r:48}")


def score_file(path: Path) -> Score:
    score = Score()
    for note in notes(path):
        score_note(note, score)
    return score


def main(arguments: list[str]) -> int:
    paths = [Path(a) for a in arguments if not a.startswith("--")] or sorted(FOLDER.glob("*.toml"))
    print(f"{'set':24} {'notes':>5} {'facts':>5} {'precision':>9} {'recall':>7} {'negation':>8}")
    for path in paths:
        s = score_file(path)
        print(
            f"{path.stem:24} {len(notes(path)):5} {s.found + s.missed:5} "
            f"{s.precision:9.3f} {s.recall:7.3f} {s.negation:8.3f}"
        )
        if "--wrong" in arguments:
            print("\n".join(f"    {line}" for line in s.wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
