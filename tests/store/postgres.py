"""A real PostgreSQL server of one's own: made in a temporary folder, reached by a socket, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def binaries() -> Path | None:
    """The folder with initdb and postgres; the newest one installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("postgres")
    return None if there is None else Path(there).resolve().parent


@contextlib.contextmanager
def server(*settings: str) -> Iterator[str]:
    """Start a server and yield its address, to be filled with a database name: `postgresql://…/{}?host=…`.

    Args:
        settings: besides those for tests, which need little and lose everything: "fsync=on".
    """
    where = binaries()
    if where is None:
        pytest.skip("no PostgreSQL server here: apt install postgresql")
    user = _plain_user()
    # Not pytest's folder: its parents are closed to other users, and PostgreSQL refuses to run as root.
    folder = Path(tempfile.mkdtemp(prefix="supple-pg-"))
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        _run(
            [
                where / "initdb",
                "-D",
                folder / "data",
                "-U",
                "supple",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions",
            ],
            user,
            folder,
        )
        command = [
            where / "postgres",
            "-D",
            folder / "data",
            "-k",
            folder,
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=60",
            "-c",
            "shared_buffers=32MB",
            *(part for each in settings for part in ("-c", each)),
        ]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **_as(user))
            try:
                _wait(where, folder, process)
                yield f"postgresql://supple@/{{}}?host={folder}"
            finally:
                process.terminate()
                process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plain_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return pytest.skip("PostgreSQL does not run as root, and there is no other user here")


def _as(user: pwd.struct_passwd | None) -> dict[str, object]:
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(command: list[object], user: pwd.struct_passwd | None, folder: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **_as(user))
    assert done.returncode == 0, done.stderr


def _wait(where: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, (folder / "log").read_text()
        ready = subprocess.run([where / "pg_isready", "-q", "-h", folder, "-U", "supple", "-t", "1"])
        if ready.returncode == 0:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise AssertionError("PostgreSQL did not start:\n" + (folder / "log").read_text())
