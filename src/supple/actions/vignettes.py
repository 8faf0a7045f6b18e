"""What do the rules say to short cases written as data? Nothing is stored, and nobody's diary is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supple import vignettes
from supple.actions import folding
from supple.model import UserError
from supple.vignettes import Case, CaseError, CaseFile, CaseFileError, Verdict, verdict_to_json
from supple.words import N_, _

__all__ = ["cases_not_run", "judge_cases", "read_vignettes", "verdict_to_json"]

_SHOWN = 10
WHERE_TO_READ = N_("The schema stands in docs/reference/vignettes.md.")


def read_vignettes(content: bytes, name: str, *, keep_going: bool = False) -> CaseFile:
    """Every case of a file: one JSON object, an array of them, or JSON lines.

    Args:
        content: the file's bytes, UTF-8.
        name: the file's name, for messages.
        keep_going: return the good cases too, with the others in `bad`; refused only where none is good.

    Raises:
        UserError: a case that cannot be read, with its line, field and what to do; further ones are listed below it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(
            _("This file is not in UTF-8."), file=name, line=line, hint=_("Save it as UTF-8. Nothing was run.")
        ) from None
    try:
        return vignettes.read_cases(text, keep_going=keep_going)
    except CaseFileError as found:
        raise _refused(found.errors, name, f"{_(WHERE_TO_READ)} Nothing was run.", most=_SHOWN) from None


def cases_not_run(file: CaseFile, name: str) -> UserError:
    """What to say of the cases of a file that could not be read, after the others were run: every one of them."""
    said = _("{where_to_read} {count} of {count_2} cases were not run.").format(
        where_to_read=_(WHERE_TO_READ), count=len(file.bad), count_2=len(file.bad) + len(file.cases)
    )
    return _refused(file.bad, name, said, most=len(file.bad))


def _refused(errors: Sequence[CaseError], name: str, said: str, *, most: int) -> UserError:
    first, *others = errors
    more = "".join(f"\n  {_said(error)}" for error in others[: most - 1])
    if len(others) >= most:
        more += _("\n  and {count} more.").format(count=len(others) - most + 1)
    hint = f"{first.hint} {said}{more}".strip()
    return UserError(first.message, file=name, line=first.line, field=first.field or None, hint=hint)


def _said(error: CaseError) -> str:
    where = [
        part
        for part in (error.line and _("line {line}").format(line=error.line), error.field and f"“{error.field}”")
        if part
    ]
    return f"{', '.join(where)}: {error.message} {error.hint}".strip()


def judge_cases(file: CaseFile) -> Iterator[Verdict]:
    """Each case with its alerts, in the file's order, through the same door as a stored diary."""
    for case in file.cases:
        yield _judge(case)


def _judge(case: Case) -> Verdict:
    folded = folding.fold(case.events, today=folding.today_of(case.now, case.zone))
    return vignettes.judge(case, folding.alerts(folded, now=case.now, zone=case.zone))
