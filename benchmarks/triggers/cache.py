"""What need not be run again? Answers kept as JSON by seed, kind of people and method, void when either changes."""

from __future__ import annotations

import json
import os
from pathlib import Path

from benchmarks.triggers.claims import Answer, answer_from_json, answer_to_json


class Kept:
    """The answers of one method about one kind of people of one seed."""

    def __init__(self, folder: Path, *, seed: int, variant: str, method: str, version: str) -> None:
        self.path = folder / str(seed) / _slug(variant) / f"{_slug(method)}.json"
        self.version = version
        self.answers: dict[int, Answer] = {}
        if self.path.exists():
            data = json.loads(self.path.read_text(encoding="utf-8"))
            if data["version"] == version:
                self.answers = {int(number): answer_from_json(one) for number, one in data["people"].items()}

    def missing(self, people: int) -> list[int]:
        return [number for number in range(people) if number not in self.answers]

    def save(self) -> None:
        """Written whole and put in place at once, so that a run that is stopped leaves no half file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        people = {str(number): answer_to_json(one) for number, one in sorted(self.answers.items())}
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({"version": self.version, "people": people}), encoding="utf-8")
        os.replace(part, self.path)


def _slug(name: str) -> str:
    plain = name.casefold().replace("+", " plus").replace("%", " percent")
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
