"""What need not be run again? Answers kept as JSON by seed, scenario and method, void when any of them changes."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from benchmarks.change.said import Said


class Kept:
    """The answers of one method about the first people of one scenario, in order."""

    def __init__(self, folder: Path, *, seed: int, scenario: str, method: str, version: str) -> None:
        self.path = folder / str(seed) / _slug(scenario) / f"{_slug(method)}.json"
        self.version = version
        self.said: list[Said] = []
        if self.path.exists():
            data = json.loads(self.path.read_text(encoding="utf-8"))
            if data["version"] == version:
                self.said = [Said(**one) for one in data["said"]]

    def save(self) -> None:
        """Written whole and put in place at once, so that a run that is stopped leaves no half file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(
            json.dumps({"version": self.version, "said": [asdict(one) for one in self.said]}), encoding="utf-8"
        )
        os.replace(part, self.path)


def _slug(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())
