"""How is a JSON object read so that nothing in it is passed over? Each name is taken once; what is left is a mistake.

Names of fields may be written with spaces or hyphens. A blank (`null`, "don't know", "unknown", "") is no answer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from supple.vignettes.problems import CaseError, did_you_mean

_YES = frozenset({"yes", "y", "true", "present", "on"})
_NO = frozenset({"no", "n", "false", "none", "absent", "off"})
_BLANK = frozenset(
    {
        "",
        "don't know",
        "dont know",
        "do not know",
        "don’t know",
        "doesn't know",
        "unknown",
        "not sure",
        "unsure",
        "not asked",
        "not noted",
    }
)
MOST_TEXT = 20_000


def key_of(name: str) -> str:
    """A field's name as it is compared."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


class Fields:
    """One JSON object; `path` is where it stands in the case. Call `end` when all that may stand there was taken."""

    def __init__(self, data: object, path: str, *, what: str) -> None:
        if not isinstance(data, Mapping):
            raise CaseError(path, f"{shown(data)} is not {what}.", "Write it as a JSON object: { … }.")
        self.path = path
        self._what = what
        self._left: dict[str, tuple[str, Any]] = {}
        for name, value in data.items():
            if key_of(name) in self._left:
                raise CaseError(self.at(name), "This field stands here twice.", "Keep one of them.")
            self._left[key_of(name)] = (name, value)
        self._asked: dict[str, None] = {}

    def at(self, name: str) -> str:
        """The path of a field of this object."""
        return f"{self.path}.{name}" if self.path else name

    def __contains__(self, name: str) -> bool:
        self._asked[name] = None
        return name in self._left

    def take(self, *names: str) -> tuple[str, Any]:
        """(path, value) of the one of these fields that stands here; (path of the first, None) if none does."""
        self._asked.update(dict.fromkeys(names))
        there = [name for name in names if name in self._left]
        if len(there) > 1:
            both = " and ".join(self._left[name][0] for name in there)
            raise CaseError(self.at(self._left[there[1]][0]), f"{both} say the same thing.", "Keep one of them.")
        if not there:
            return self.at(names[0]), None
        written, value = self._left.pop(there[0])
        return self.at(written), value

    def left(self) -> list[str]:
        """Names not taken yet, as they are compared."""
        return list(self._left)

    def end(self, *also: str) -> None:
        """Raises CaseError when something was not taken. Names that begin with x or _ are for the writer's own use.

        Args:
            also: other names that could have stood here, for the hint.
        """
        for name, (written, _) in self._left.items():
            if name.startswith(("_", "x_")) or written.startswith(("_", "x_", "x-")):
                continue
            known = sorted({*self._asked, *also})
            hint = did_you_mean(name, known, otherwise=f"{self._what[0].upper()}{self._what[1:]} may hold: ")
            if hint.endswith(": "):
                hint += f"{', '.join(sorted(self._asked))}."
            raise CaseError(self.at(written), f"“{written}” is not a field of {self._what}.", hint)


def shown(value: object) -> str:
    """A value as a message quotes it, short."""
    words = f"“{value}”" if isinstance(value, str) else str(value)
    return words if len(words) <= 60 else f"{words[:57]}…"


def is_blank(value: object) -> bool:
    """Nothing said: null, "don't know", "unknown"."""
    return value is None or (isinstance(value, str) and value.strip().casefold() in _BLANK)


def yes_no(value: object, path: str) -> bool | None:
    """Yes, no, or None where nothing was said."""
    if isinstance(value, bool):
        return value
    if is_blank(value):
        return None
    words = str(value).strip().casefold() if isinstance(value, str) else ""
    if words in _YES or words in _NO:
        return words in _YES
    raise CaseError(path, f"{shown(value)} is neither yes nor no.", "Write yes, no or don't know.")


def number(value: object, path: str, *, low: float = 0.0, high: float = 1e6) -> float:
    """A number from `low` to `high`; "38.6" is a number too."""
    given: float | None = None
    if isinstance(value, str):
        try:
            given = float(value.strip())
        except ValueError:
            given = None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        given = float(value)
    if given is None or not math.isfinite(given):
        raise CaseError(path, f"{shown(value)} is not a number.", "Write a plain number, such as 7 or 38.6.")
    if not low <= given <= high:
        raise CaseError(path, f"{given:g} is not between {low:g} and {high:g}.", "Look at it again.")
    return given


def whole(value: object, path: str, *, low: int = 0, high: int = 100_000) -> int:
    """A whole number."""
    given = number(value, path, low=low, high=high)
    if given != int(given):
        raise CaseError(path, f"{given:g} is not a whole number.", "Write a whole number.")
    return int(given)


def text(value: object, path: str) -> str:
    """Words; None and blanks are no words."""
    if not isinstance(value, str) or not value.strip():
        raise CaseError(path, f"{shown(value)} is no text.", "Write some words in quotation marks.")
    if len(value) > MOST_TEXT:
        raise CaseError(path, f"This text has {len(value)} letters.", f"Keep it below {MOST_TEXT}.")
    return value.strip()


def listed(value: object) -> list[Any]:
    """One thing or a list of things, as a list."""
    return list(value) if isinstance(value, list | tuple) else [value]
