"""Where does an uploaded file wait between looking at it and keeping it? In the private data folder, for a day."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from supple.model import UserError
from supple.store.config import read_config
from supple.words import _

MOST_BYTES = 200 * 1024 * 1024
KEPT_S = 24 * 3600


def keep(upload: UploadedFile, person_id: UUID, key: UUID) -> Path:
    """Put the file aside under its own name, so that messages can name it; in place of one put there before."""
    if upload.size is None or upload.size > MOST_BYTES:
        raise UserError(
            _("the file is larger than {most_bytes} MB.").format(most_bytes=MOST_BYTES // 1024**2),
            hint=_("Cut it in parts."),
        )
    forget_old()
    folder = _folder() / _name(person_id, key)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    path = folder / _safe(upload.name or "file")
    with path.open("wb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
    path.chmod(0o600)
    return path


def find(person_id: UUID, key: str) -> Path | None:
    """The file put aside for this person under this key, None when it is gone."""
    try:
        folder = _folder() / _name(person_id, UUID(key))
    except ValueError:
        return None
    return next(iter(folder.iterdir()), None) if folder.is_dir() else None


def forget(path: Path) -> None:
    """Remove a file put aside, and its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)


def forget_all(person_id: UUID) -> None:
    """Remove everything that waits for this person."""
    for folder in _folder().glob(f"{person_id}.*"):
        shutil.rmtree(folder, ignore_errors=True)


def forget_old() -> None:
    """Remove what nobody came back for."""
    place = read_config().data_folder / "uploads"
    for folder in place.iterdir() if place.is_dir() else ():
        if time.time() - folder.stat().st_mtime > KEPT_S:
            shutil.rmtree(folder, ignore_errors=True)


def _name(person_id: UUID, key: UUID) -> str:
    return f"{person_id}.{key}"


def _folder() -> Path:
    folder = read_config().data_folder / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _safe(name: str) -> str:
    """A name that stays inside its folder and reads like the one the person knows."""
    plain = re.sub(r"[^\w.\- ]", "_", Path(name).name).strip(". ")
    # File systems count bytes: a name in another script has two to four for each letter.
    return plain[-120:].encode("utf-8")[-200:].decode("utf-8", "ignore").strip(". ") or "file"
