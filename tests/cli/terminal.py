"""Running `supple` as a person types it: a process of its own (see `forks`), a data folder of its own."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.cli.forks import FORKS

SUPPLE = (sys.executable, "-m", "supple.cli")


@dataclass(frozen=True)
class Typed:
    """What came of a command."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """A terminal whose diary lives in `folder`."""

    folder: Path

    def entries(self) -> int:
        """How many events are stored, asked of the database itself."""
        with closing(sqlite3.connect(self.folder / "supple.sqlite3")) as database:
            (count,) = database.execute("SELECT count(*) FROM event").fetchone()
            return int(count)

    def __call__(self, *words: object, stdin: str = "", cwd: Path | None = None) -> Typed:
        env = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("SUPPLE_", "DJANGO_"))},
            "SUPPLE_DATA": str(self.folder),
            "TZ": "Europe/London",
            "NO_COLOR": "1",
            "COLUMNS": "200",
        }
        return Typed(*FORKS.run([str(word) for word in words], env, stdin, cwd))


def refused(typed: Typed) -> str:
    """The message of a refusal: exit code 2, one clear line, no stack trace."""
    assert typed.code == 2, (typed.code, typed.out, typed.err)
    assert "Traceback" not in typed.err + typed.out
    assert typed.err.startswith("supple: "), typed.err
    assert "something went wrong" not in typed.err
    return typed.err
