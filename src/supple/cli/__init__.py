"""`supple`: one module a command. Bad input: a message and exit code 2; a bug: a reference number and exit code 1."""

from __future__ import annotations

import sys


def main() -> None:
    """The console script. Imports late, so that `supple --help` is quick."""
    from supple.cli.app import app
    from supple.cli.errors import run

    sys.exit(run(app))
