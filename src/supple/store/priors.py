"""Which cohort priors are installed? One small file an outcome in the data folder; each is replaced whole."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from supple.store.config import read_config

FOLDER = "cohort-priors"
_NAME = re.compile(r"[a-z0-9_][a-z0-9_.@]{0,119}")


def get(outcome: str) -> str | None:
    """The text of the prior for this outcome, None where none is installed."""
    path = _path(outcome)
    try:
        return None if path is None else path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def put(outcome: str, text: str) -> None:
    """Install it, in place of an earlier one. The outcome is a column's code, so it is fit for a file's name."""
    path = _path(outcome)
    if path is None:
        raise ValueError(f"not a column's code: {outcome!r}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def remove(outcome: str) -> bool:
    """Take it away; False where there was none."""
    path = _path(outcome)
    if path is None or not path.is_file():
        return False
    path.unlink()
    return True


def outcomes() -> list[str]:
    """For which outcomes one is installed."""
    return sorted(path.stem for path in _folder().glob("*.json") if _NAME.fullmatch(path.stem))


def _path(outcome: str) -> Path | None:
    return _folder() / f"{outcome}.json" if _NAME.fullmatch(outcome) else None


def _folder() -> Path:
    return read_config().data_folder / FOLDER
