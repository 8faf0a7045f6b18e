"""Where do the diaries live on this machine? The private data folder and its secret."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from supple.model import UserError

SECRET_FILE = "secret-key"  # noqa: S105 -- the name of a file
DATABASE_FILE = "supple.sqlite3"


def default_data_folder(*, demo: bool = False) -> Path:
    """The platform's folder for the private data of programs."""
    name = "supple-demo" if demo else "supple"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / name
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / name
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / name


def prepare_folder(folder: Path) -> Path:
    """Create the folder (readable by its owner only) and its secret key, both only where missing.

    Raises:
        UserError: the folder cannot be made or written, is a file, or holds other things.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_a_folder_of_other_things(folder)
        folder.chmod(0o700)
        secret_key(folder, create=True)
    except OSError as error:
        raise UserError(
            f"the data folder cannot be used: {error.strerror}.",
            file=str(folder),
            hint="Choose another with --data DIR or SUPPLE_DATA=DIR.",
        ) from error
    return folder


def _refuse_a_folder_of_other_things(folder: Path) -> None:
    """Closing somebody's documents, or the machine's own /tmp, to everybody else would do harm."""
    there = [path.name for path in folder.iterdir()]
    ours = [name for name in there if name.startswith((SECRET_FILE, DATABASE_FILE))]  # also one in the making
    if there and not ours:
        raise UserError(
            "this folder holds other things, and Supple keeps its own to itself.",
            file=str(folder),
            hint="Choose an empty or a new one with --data DIR or SUPPLE_DATA=DIR.",
        )


def secret_key(folder: Path, *, create: bool = False) -> str | None:
    """The folder's secret, made at the first start and never defaulted; None when there is none yet."""
    path = folder / SECRET_FILE
    if create and not path.exists():
        part = path.with_name(f"{SECRET_FILE}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(part, path)  # atomic: of two processes starting at once, one secret wins and both read it
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    try:
        return path.read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None
