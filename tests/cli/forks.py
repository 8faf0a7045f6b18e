"""Many commands, one start of Python: each runs in a fork of a process that has imported what every command needs.

Half of a command's time is Python starting and importing. A fork is still a process of its own: its own folder, its
own database connection, its own exit code and streams. `test_commands.py` starts the real thing too.

Run as `python -m tests.cli.forks`: reads a line of JSON a command, answers with a line when it is done.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# What wants Django’s settings, which name the data folder.
LATER = ("supple.web.", "supple.store.", "supple.actions.", "supple.worker.", "supple.cli.__main__")


class Forks:
    """The process that forks; started when it is first wanted."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, words: Sequence[str], env: Mapping[str, str], stdin: str, cwd: Path | None) -> tuple[int, str, str]:
        """(exit code, what it printed, what it said on stderr)."""
        with tempfile.TemporaryDirectory() as folder:
            files = {name: os.path.join(folder, name) for name in ("in", "out", "err")}
            Path(files["in"]).write_text(stdin, encoding="utf-8")
            asked = {"words": list(words), "env": dict(env), "cwd": str(cwd or Path.cwd()), "files": files}
            code = self._ask(asked)
            out, err = (Path(files[name]).read_text(encoding="utf-8") for name in ("out", "err"))
        return code, out, err

    def _ask(self, asked: Mapping[str, Any]) -> int:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            clean = {key: said for key, said in os.environ.items() if not key.startswith(("SUPPLE_", "DJANGO_"))}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.cli.forks"],
                env=clean | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            atexit.register(self.stop)
        return self._process

    def stop(self) -> None:
        """End it: it stops by itself when nobody asks any more."""
        if self._process is not None and self._process.stdin is not None and self._process.stdout is not None:
            self._process.stdin.close()
            self._process.stdout.close()
            self._process.wait()
            self._process = None


FORKS = Forks()


def _serve() -> None:
    _import_all()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(asked)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _import_all() -> None:
    """What commands import, and the knowledge read. Not what wants Django's settings: they name the data folder."""
    for name in ("django.core.management", "django.db.models", "django.db.backends.sqlite3.base"):
        importlib.import_module(name)
    import supple
    from supple import diary, knowledge
    from supple.model import Author

    root = Path(supple.__path__[0])
    for file in sorted(root.rglob("*.py")):
        name = ".".join(("supple", *file.relative_to(root).with_suffix("").parts))
        if not name.startswith(LATER) and not name.endswith("__init__"):
            importlib.import_module(name)
    for name in ("config", "setup", "codec", "folder"):
        importlib.import_module(f"supple.store.{name}")
    knowledge.load()
    diary.read_note("stiff", datetime.now(UTC), Author("self"), zone="UTC")


def _run(asked: Mapping[str, Any]) -> None:
    """In the fork: what the shell would have set, then the command. Never comes back."""
    code = 1
    try:
        files = asked["files"]
        for number, name in enumerate(("in", "out", "err")):
            how = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(files[name], how, 0o600), number)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 -- open until the fork ends
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        os.environ.clear()
        os.environ.update(asked["env"])
        os.chdir(asked["cwd"])
        sys.argv = ["supple", *asked["words"]]
        runpy.run_module("supple.cli", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:  # noqa: BLE001 -- the fork must end here, whatever happened
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()
        os._exit(code)


if __name__ == "__main__":
    _serve()
