"""Where do catalogues lie? Reading, writing and compiling them."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from supple import words


def home(folder: Path, name: str) -> Path:
    """The folder of one language's catalogue: `de`, `pt_BR`."""
    return folder / name / "LC_MESSAGES"


def languages(folder: Path = words.FOLDER) -> list[str]:
    return sorted(path.parents[1].name for path in folder.glob(f"*/LC_MESSAGES/{words.DOMAIN}.po"))


def read(folder: Path, name: str) -> Catalog:
    with (home(folder, name) / f"{words.DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=name, domain=words.DOMAIN)


def write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, include_lineno=False, sort_output=True, omit_header=False)


def compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def write_compiled(folder: Path, name: str, catalogue: Catalog) -> Path:
    path = home(folder, name) / f"{words.DOMAIN}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(compiled(catalogue))
    return path
