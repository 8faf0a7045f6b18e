"""What can go wrong, and how a person is told: the two kinds of error Supple knows."""

from __future__ import annotations


class SuppleError(Exception):
    """Base of everything Supple raises itself."""


class UserError(SuppleError):
    """Bad input. Shown as it stands (CLI exit 2, HTTP 400): what is wrong, where, and what to do.

    Args:
        message: what is wrong, in plain words.
        file: the file's name, where there is one.
        line: 1-based line in that file.
        field: the column, option or form field.
        hint: what to do next.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        field: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.file = file
        self.line = line
        self.field = field
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        where = [
            part for part in (self.file, self.line and f"line {self.line}", self.field and f"“{self.field}”") if part
        ]
        text = f"{', '.join(str(w) for w in where)}: {self.message}" if where else self.message
        return f"{text} {self.hint}" if self.hint else text


class NotAllowedError(SuppleError):
    """The account may not do this for this person (HTTP 403/404). Deny is the default."""
