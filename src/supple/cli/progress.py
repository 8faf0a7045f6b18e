"""Is it still working? A bar on the terminal's error stream when something takes more than a moment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def working(what: str) -> Iterator[Callable[[float], None]]:
    """Yields a function to call with 0.0 … 1.0. Silent when nobody watches (a pipe, a script)."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(what, total=None)

        def step(share: float) -> None:
            # Reading is measured; the looking after it is not: the bar then pulses.
            bar.update(task, total=1.0 if share < 1 else None, completed=share)

        yield step
