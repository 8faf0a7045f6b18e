"""`python -m supple.worker`: send reminders until told to stop. What is being sent is finished first."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from supple import actions, store
from supple.model import UserError

_SECONDS_BETWEEN = 5.0


def main(arguments: Sequence[str] | None = None) -> int:
    """The process: exit code 0 when it was stopped, 2 when it could not start."""
    parser = argparse.ArgumentParser(prog="python -m supple.worker", description=__doc__)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--demo", action="store_true")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    try:
        folder = _opened(given.data, stop, demo=given.demo)
        if folder is None:
            return 0
        # Only now: what they import wants the database's settings, which name the folder.
        from supple.actions.pulse import beating
        from supple.worker.channels import senders
        from supple.worker.loop import Loop

        Loop(beating(folder, lambda: datetime.now(UTC)), senders(folder)).run(stop)
    except UserError as error:
        print(f"Reminders could not start. {error}", file=sys.stderr)  # noqa: T201 -- for whoever started it
        return 2
    return 0


def _opened(data: Path | None, stop: threading.Event, *, demo: bool) -> Path | None:
    """The data folder, once its database is there; None where it was told to stop before. It is said once."""
    is_said = False
    while not stop.is_set():
        try:
            return actions.open_data(data, demo=demo)
        except UserError as error:
            if not isinstance(error.__cause__, store.AWAY):
                raise
            if not is_said:
                name = type(error.__cause__).__name__
                logging.getLogger("supple.worker").warning("the database is away: %s", name)
            is_said = True
            store.drop_connections()
            stop.wait(_SECONDS_BETWEEN)
    return None


if __name__ == "__main__":
    sys.exit(main())
