"""What is wrong with a case? One exception for this room: which field, what about it, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class CaseError(ValueError):
    """A case that cannot be read.

    Args:
        field: where in the case, as a path: `diary[2].sign`.
        message: what is wrong, in plain words.
        hint: what to write instead.
        line: 1-based line of the file on which the case begins, set by whoever knows it.
    """

    def __init__(self, field: str, message: str, hint: str = "", *, line: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.hint = hint
        self.line = line


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """ "Did you mean …?" with up to three names that look alike, else the other hint."""
    near = difflib.get_close_matches(word.casefold(), sorted(set(known)), n=3, cutoff=0.7)
    return f"Did you mean {' or '.join(near)}?" if near else otherwise
