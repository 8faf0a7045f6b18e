"""Which cases does a file hold? One JSON object, a JSON array of them, or one after the other (JSON lines)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from supple.vignettes.case import Case, read_case
from supple.vignettes.problems import CaseError

ONE, ARRAY, LINES = "one", "array", "lines"
_BLANKS = " \t\r\n\ufeff"


@dataclass(frozen=True)
class CaseFile:
    """The cases in their order. `form`: one, array or lines; what is printed takes the same form."""

    cases: tuple[Case, ...]
    form: str


def read_cases(text: str) -> CaseFile:
    """Every case of a text, or an error for each that cannot be read.

    Raises:
        CaseFileError: at least one case cannot be read; nothing is left out silently.
    """
    start = _skip(text, 0)
    is_array = text[start : start + 1] == "["
    objects = _of_array(text, start) if is_array else _one_after_another(text, start)
    cases: list[Case] = []
    errors: list[CaseError] = []
    first: dict[str, int] = {}
    number = 0
    try:
        for number, (line, data) in enumerate(objects, start=1):
            try:
                case = read_case(data, line=line, number=number)
                if case.id in first:
                    raise CaseError("id", f"“{case.id}” stands on line {first[case.id]} too.", "Each has its own id.")
                first[case.id] = line
                cases.append(case)
            except CaseError as error:
                error.line = line
                errors.append(error)
    except CaseError as error:  # the JSON itself: nothing behind it can be read
        errors.append(error)
    if not errors and not cases:
        errors.append(CaseError("", "There is no case here.", "Write at least one JSON object: { … }."))
    if errors:
        raise CaseFileError(errors)
    form = ARRAY if is_array else ONE if len(cases) == 1 else LINES
    return CaseFile(tuple(cases), form)


class CaseFileError(ValueError):
    """Everything that is wrong with a file, one error for each case."""

    def __init__(self, errors: list[CaseError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


def _one_after_another(text: str, at: int) -> Iterator[tuple[int, Any]]:
    line, counted = 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        data, end = _decode(text, at, line)
        yield line, data
        at = _skip(text, end)


def _of_array(text: str, start: int) -> Iterator[tuple[int, Any]]:
    line, counted, at = 1, 0, _skip(text, start + 1)
    if text[at : at + 1] == "]":
        return
    while True:
        line, counted = line + text.count("\n", counted, at), at
        data, end = _decode(text, at, line)
        yield line, data
        at = _skip(text, end)
        mark = text[at : at + 1]
        if mark == "]":
            break
        if mark != ",":
            raise CaseError("", "The list of cases is cut off here.", "A comma or ] comes after a case.", line=line)
        at = _skip(text, at + 1)
    rest = _skip(text, at + 1)
    if rest < len(text):
        where = text.count("\n", 0, rest) + 1
        raise CaseError("", "Something stands behind the list of cases.", "Keep one list.", line=where)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANKS:
        at += 1
    return at


def _decode(text: str, at: int, line: int) -> tuple[Any, int]:
    try:
        data, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        where = line + text.count("\n", at, error.pos)
        raise CaseError("", f"This is not JSON: {error.msg}.", "Look at this line.", line=where) from None
    except RecursionError:
        raise CaseError("", "This is nested too deep.", "A case is a flat object.", line=line) from None
    except _NotJsonError as error:
        raise CaseError("", str(error), "Look at this case.", line=line) from None
    return data, end


class _NotJsonError(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _NotJsonError(f"“{twice}” stands twice in one object.")
    return out


def _no_constant(name: str) -> NoReturn:
    raise _NotJsonError(f"{name} is not a number.")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)
