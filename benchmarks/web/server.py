"""The server that is measured: `supple up` on a data folder, as a person starts it, reminders and all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import TracebackType

LINK = re.compile(r"(http://127\.0\.0\.1:\d+)(/enter/\S+)")


class Running:
    """`with Running(folder) as supple:` – its address, its one-time link and its process's id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self.link = ""

    def __enter__(self) -> Running:
        command = [sys.executable, "-m", "supple.cli", "up", "--port", "8790"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SUPPLE_")}
        self._log = (self.folder.parent / "server.log").open("a")
        self._process = subprocess.Popen(
            command,
            env={**environment, "SUPPLE_DATA": str(self.folder), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := LINK.search(line):
                self.url, self.link = found.groups()
            if "Ctrl-C" in line:
                return self
        raise SystemExit(f"Supple did not start; see {self.folder.parent / 'server.log'}")

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._log.close()
