"""What is wrong with a table? All problems are gathered, the first is told in full, and the rest are counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from supple.model import UserError

_PLACES_NAMED = 5
_KEPT = 1000  # a file of nothing but mistakes must not fill the memory


class BadCell(Exception):  # noqa: N818 - it is a cell, told to the caller who knows its line and field
    """A cell cannot be taken: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    field: str | None
    message: str
    hint: str


@dataclass
class Problems:
    """Gathers while a file is read; `stop_if_any` then refuses the whole of it."""

    file_name: str
    found: list[Problem] = field(default_factory=list)
    count: int = 0
    last_kept_line: int = 0

    def add(self, line: int, field_name: str | None, message: str, hint: str = "") -> None:
        self.count += 1
        if len(self.found) < _KEPT:
            self.last_kept_line = max(self.last_kept_line, line)
        elif line > self.last_kept_line:
            return
        self.found.append(Problem(line, field_name, message, hint))

    def stop_if_any(self) -> None:
        """Raise the first problem, with how many more there are and where."""
        if not self.found:
            return
        first, *others = sorted(self.found, key=lambda problem: problem.line)
        more = ""
        if others:
            places = ", ".join(_place(problem) for problem in others[:_PLACES_NAMED])
            more = f" And {self.count - 1} more: {places}{', …' if len(others) > _PLACES_NAMED else ''}."
        raise UserError(
            first.message,
            file=self.file_name,
            line=first.line,
            field=first.field,
            hint=f"{first.hint or 'Put it right and import again.'} Nothing was stored.{more}",
        )


def _place(problem: Problem) -> str:
    return f"line {problem.line} “{problem.field}”" if problem.field else f"line {problem.line}"
