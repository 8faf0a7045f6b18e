"""What stands beside the thing that an entry is about: new, present, value, unit … Each must be of use to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supple.vignettes.fields import Fields, is_blank, number, text, yes_no
from supple.vignettes.problems import CaseError

NAMES = (
    "new",
    "present",
    "value",
    "unit",
    "level",
    "amount",
    "rating",
    "severity",
    "medicine",
    "amount_mg",
    "words",
    "due_time",
    "status",
    "minutes",
    "done",
    "change",
    "than",
    "period",
    "part",
    "side",
    "recall",
    "yes",
    "scale_max",
)


class Besides:
    """The fields beside an entry's items. Several items of one entry share them."""

    def __init__(self, fields: Fields, *, without: frozenset[str] = frozenset()) -> None:
        self._given: Mapping[str, tuple[str, Any]] = {
            name: fields.take(name) for name in NAMES if name not in without and name in fields
        }
        self._used: set[str] = set()

    def _take(self, name: str) -> tuple[str, Any]:
        self._used.add(name)
        return self._given.get(name, ("", None))

    def yes_no(self, name: str) -> bool | None:
        path, value = self._take(name)
        return yes_no(value, path)

    def said(self, name: str) -> bool:
        """Whether it stands there with an answer."""
        return name in self._given and not is_blank(self._given[name][1])

    def there(self, name: str) -> bool:
        """Whether it stands there at all."""
        return name in self._given

    def path(self, name: str) -> str:
        return self._given[name][0] if name in self._given else name

    def number(self, name: str, *, low: float = 0.0, high: float = 1e6) -> float | None:
        path, value = self._take(name)
        return None if is_blank(value) else number(value, path, low=low, high=high)

    def text(self, name: str) -> str | None:
        path, value = self._take(name)
        return None if is_blank(value) else text(value, path)

    def choice(self, name: str, among: Mapping[str, Any]) -> Any:
        """One of a few words (spaces and capitals aside); None where nothing is said."""
        words = self.text(name)
        if words is None:
            return None
        key = words.casefold().replace(" ", "_").replace("-", "_")
        if key not in among:
            raise CaseError(self.path(name), f"“{words}” is not known here.", f"Write one of: {', '.join(among)}.")
        return among[key]

    def raw(self, name: str) -> tuple[str, Any]:
        return self._take(name)

    def end(self) -> None:
        """Raises CaseError when something beside was of no use to any item."""
        for name, (path, value) in self._given.items():
            if name not in self._used and not is_blank(value):
                raise CaseError(path, f"“{name}” says nothing about this entry.", "Leave it out, or mend the entry.")
