"""What do the rules say to short cases written as data? Nothing is stored, and nobody's diary is read."""

from __future__ import annotations

from collections.abc import Iterator

from supple import vignettes
from supple.actions import folding
from supple.model import UserError
from supple.vignettes import Case, CaseError, CaseFile, CaseFileError, Verdict, verdict_to_json

__all__ = ["judge_cases", "read_vignettes", "verdict_to_json"]

_SHOWN = 10
WHERE_TO_READ = "The schema stands in docs/reference/vignettes.md. Nothing was run."


def read_vignettes(content: bytes, name: str) -> CaseFile:
    """Every case of a file: one JSON object, an array of them, or JSON lines.

    Args:
        content: the file's bytes, UTF-8.
        name: the file's name, for messages.

    Raises:
        UserError: a case that cannot be read, with its line, field and what to do; further ones are listed below it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(
            "This file is not in UTF-8.", file=name, line=line, hint="Save it as UTF-8. Nothing was run."
        ) from None
    try:
        return vignettes.read_cases(text)
    except CaseFileError as found:
        first, *others = found.errors
        more = "".join(f"\n  {_said(error)}" for error in others[: _SHOWN - 1])
        if len(others) >= _SHOWN:
            more += f"\n  and {len(others) - _SHOWN + 1} more."
        hint = f"{first.hint} {WHERE_TO_READ}{more}".strip()
        raise UserError(first.message, file=name, line=first.line, field=first.field or None, hint=hint) from None


def _said(error: CaseError) -> str:
    where = [part for part in (error.line and f"line {error.line}", error.field and f"“{error.field}”") if part]
    return f"{', '.join(where)}: {error.message} {error.hint}".strip()


def judge_cases(file: CaseFile) -> Iterator[Verdict]:
    """Each case with its alerts, in the file's order, through the same door as a stored diary."""
    for case in file.cases:
        yield _judge(case)


def _judge(case: Case) -> Verdict:
    folded = folding.fold(case.events, today=folding.today_of(case.now, case.zone))
    return vignettes.judge(case, folding.alerts(folded, now=case.now, zone=case.zone))
