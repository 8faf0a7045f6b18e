"""`supple watch --vignette`: what the rules say to short cases in a file. Nothing is stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from supple.model import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from supple.vignettes import Verdict

STDIN = Path("-")


def run_vignettes(path: Path, *, as_json: bool, beside: Sequence[str] = ()) -> None:
    """Reads every case before the first is run: of a bad file nothing is run.

    Args:
        path: the file; "-" is standard input.
        as_json: print them in the file's own form: an object, an array, or lines.
        beside: other options that were given; none goes with this one.
    """
    from supple import actions
    from supple.cli.show import NOT_REVIEWED, console

    if beside:
        raise UserError(f"--vignette does not go with {beside[0]}.", hint="Each case says everything itself.")
    name = "standard input" if path == STDIN else str(path)
    file = actions.read_vignettes(_content(path, name), name)
    verdicts = actions.judge_cases(file)
    if as_json:
        _print_json((actions.verdict_to_json(verdict) for verdict in verdicts), file.form)
        return
    to = console()
    _show(list(verdicts), to)
    to.print(f"\n[dim]{NOT_REVIEWED}[/dim]")


def _content(path: Path, name: str) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("There is no such file.", file=name, hint="Look at its name and folder.") from None
    except OSError:
        raise UserError("This cannot be read as a file.", file=name, hint="Name a JSON file, or - .") from None


def _print_json(rows: Iterable[dict[str, object]], form: str) -> None:
    """One case a line, whatever the form."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    if form != "array":
        for line in lines:
            print(line)
        return
    print("[", end="")
    for at, line in enumerate(lines):
        print(",\n " if at else "", line, sep="", end="")
    print("]")


def _show(verdicts: Sequence[Verdict], to: Console) -> None:
    from rich.markup import escape
    from rich.table import Table

    has_expected = any(verdict.unmet is not None for verdict in verdicts)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("case", *(("expected",) if has_expected else ()), "tier", "rules", "words"):
        table.add_column(head, overflow="fold")
    for verdict in verdicts:
        rules = " ".join(f"{alert.rule} {alert.tier.value}" for alert in verdict.alerts)
        words = verdict.alerts[0].words if verdict.alerts else "No rule matched. Supple does not check everything."
        wanted = verdict.case.expected
        cells = (_wanted(verdict),) if has_expected else ()
        mark = "  ≠" if wanted is not None and verdict.unmet else ""
        table.add_row(*map(escape, (verdict.case.id, *cells, f"{verdict.tier}{mark}", rules, words)))
    to.print(table)
    unmet = [verdict for verdict in verdicts if verdict.unmet]
    for verdict in unmet:
        to.print(f"\n{verdict.case.id}: {'; '.join(verdict.unmet or ())}.", markup=False)
    to.print(f"\n{_closing(verdicts)}", markup=False)


def _wanted(verdict: Verdict) -> str:
    expected = verdict.case.expected
    if expected is None:
        return ""
    return " ".join([" or ".join(expected.tiers), *expected.rules, *(f"not {rule}" for rule in expected.must_not)])


def _closing(verdicts: Sequence[Verdict]) -> str:
    """How many cases, how many as expected, and of each tier how many came."""
    with_expected = [verdict for verdict in verdicts if verdict.unmet is not None]
    tiers = [verdict.tier for verdict in verdicts]
    counts = ", ".join(f"{tier} {tiers.count(tier)}" for tier in ("T0", "T1", "T2", "T3", "none") if tier in tiers)
    met = sum(not verdict.unmet for verdict in with_expected)
    said = f" As expected: {met} of {len(with_expected)}." if with_expected else " None says what is expected."
    return f"{len(verdicts)} case{'' if len(verdicts) == 1 else 's'}: {counts}.{said}"
