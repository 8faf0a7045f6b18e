"""`supple simulate`: invented people with known truth, to try things on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def simulate(
    out: Annotated[Path, typer.Option("--out", help="The folder to write into. It is made where missing.")],
    people: Annotated[int, typer.Option("--people", help="How many people.", min=1, max=100_000)] = 10,
    days: Annotated[int, typer.Option("--days", help="How many days each.", min=7, max=3650)] = 180,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same people.", min=0)] = 0,
) -> None:
    """Write invented diaries (Supple tables) and the truth behind them."""
    from supple.cli.progress import working
    from supple.model import UserError
    from supple.simulate import write_people

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"cannot make that folder: {error.strerror}.", file=str(out)) from None
    with working("Simulating") as step:
        write_people(out, people=people, days=days, seed=seed, progress=step)
    print(f"Wrote {people} invented people of {days} days, and truth.json, into {out}")
