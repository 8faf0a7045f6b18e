"""`supple`: one module a command. Bad input: a message and exit code 2; a bug: a reference number and exit code 1."""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """The console script. Imports late, so that `supple --help` is quick.

    The matrices of one diary are small: threads of the linear algebra library make them twice as slow. `supple up`
    hands the setting on to the process that serves.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A terminal that lacks a sign gets a "?" in its place; saying what was found matters more than the sign.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    from supple.cli.app import app
    from supple.cli.errors import run

    sys.exit(run(app))
