"""Can this file be read as text at all? Every way it cannot gets one clear message; nothing is ever unpacked.

Archives, PDFs, pictures and XML are recognised by their first bytes and refused as they stand: no archive is
expanded and no XML entity is looked at, so a file made to blow up costs nothing.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supple.model import UserError

MAX_BYTES = 32 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_TAKES = "Supple takes tables as CSV files (`supple import --template` writes one) and the Visible app’s export."
_SAVE_AS = "Open it in a spreadsheet and save it as “CSV UTF-8”."

# First bytes → what it is, and what to do. Longest first where one begins another.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        "a zip archive or a spreadsheet (xlsx, ods)",
        "Unpack it, or save the sheet as “CSV UTF-8”. Supple’s own export is damaged: export it again.",
    ),
    (b"PK\x05\x06", "an empty zip archive", "Export the file again."),
    (b"PK\x07\x08", "a part of a zip archive", "Unpack it and give the CSV file inside."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and give the CSV file inside."),
    (b"BZh", "a bzip2 archive", "Unpack it and give the CSV file inside."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it and give the CSV file inside."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it and give the CSV file inside."),
    (b"Rar!", "a rar archive", "Unpack it and give the CSV file inside."),
    (b"%PDF", "a PDF", "Ask the app or the person it comes from for a CSV export."),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document (xls, doc)", "Save the sheet as “CSV UTF-8”."),
    (b"SQLite format 3", "a database", "Export the diary as CSV."),
    (b"\x89PNG", "a picture", "Pictures cannot be read; write the table as CSV."),
    (b"\xff\xd8\xff", "a picture", "Pictures cannot be read; write the table as CSV."),
    (b"GIF8", "a picture", "Pictures cannot be read; write the table as CSV."),
    (b"{\\rtf", "a text document (rtf)", "Write the table as CSV."),
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(path: Path) -> tuple[str, int]:
    """The file's text and its size in bytes.

    Raises:
        UserError: it is missing, unreadable, too large, empty, not text, or of a kind Supple cannot read.
    """
    data = _read_bytes(path)
    name = path.name
    if not data:
        raise UserError("the file is empty.", file=name, hint="Export or save it again. Nothing was stored.")
    _refuse_other_kinds(data, name)
    text = _decode(data, name)
    if not text.strip():
        raise UserError("the file is empty.", file=name, hint="Export or save it again. Nothing was stored.")
    _refuse_markup(text, name)
    found = _CONTROL.search(text)
    if found:
        raise UserError(
            f"this is not a plain text file (it holds the byte {ord(found.group()):#04x}).",
            file=name,
            line=_line_at(text, found.start()),
            hint=f"{_SAVE_AS} Nothing was stored.",
        )
    return text, len(data)


def check_is_file(path: Path) -> None:
    """Before anything opens it: a pipe would be waited for without end.

    Raises:
        UserError: it is missing, a folder, or no ordinary file.
    """
    with _told(path):
        mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UserError("this is a folder, not a file.", file=path.name, hint="Name the file inside it.")
    if not stat.S_ISREG(mode):
        raise UserError("this is not an ordinary file.", file=path.name, hint="Save it as a file first.")


def _read_bytes(path: Path) -> bytes:
    name = path.name
    with _told(path), path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        data = stream.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    if size > MAX_BYTES or len(data) > MAX_BYTES:
        raise UserError(
            f"the file is larger than {MAX_BYTES // (1024 * 1024)} MB; a diary of many years is smaller.",
            file=name,
            hint="Export a shorter time, or split the file. Nothing was stored.",
        )
    return data


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says about a file, in words."""
    name = path.name or str(path)
    try:
        yield
    except FileNotFoundError:
        raise UserError("there is no such file.", file=name, hint="Check the name and the folder.") from None
    except PermissionError:
        raise UserError(
            "Supple may not read this file.", file=name, hint="Change its permissions, or copy it."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise UserError(
            f"the file cannot be read: {reason}.", file=name, hint="Copy it elsewhere and try again."
        ) from None


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for signature, kind, what_to_do in _SIGNATURES:
        if data.startswith(signature):
            raise UserError(f"this is {kind}, which Supple cannot read.", file=name, hint=f"{what_to_do} {_TAKES}")


def _refuse_markup(text: str, name: str) -> None:
    start = text.lstrip()[:200].casefold()
    if start.startswith("<"):
        is_page = start.startswith(("<!doctype html", "<html"))
        kind = "a web page" if is_page else "an XML file"
        raise UserError(
            f"this is {kind}, which Supple cannot read yet.", file=name, hint=f"{_TAKES} Nothing was stored."
        )
    if start.startswith(("{", "[")):
        raise UserError(
            "this is a JSON file, which Supple cannot read yet.", file=name, hint=f"{_TAKES} Nothing was stored."
        )


def _decode(data: bytes, name: str) -> str:
    is_wide = data.startswith(_UTF_16) and not data.startswith(_UTF_32)
    try:
        text = data.decode("utf-16" if is_wide else "utf-8")
    except UnicodeDecodeError as error:
        raise _not_text(data, error, name) from None
    return text.removeprefix("\ufeff")


def _not_text(data: bytes, error: UnicodeDecodeError, name: str) -> UserError:
    line = data.count(b"\n", 0, error.start) + 1
    if data.startswith(_UTF_16 + _UTF_32):
        return UserError(
            "the text is cut off or damaged (UTF-16).", file=name, hint=f"{_SAVE_AS} Nothing was stored."
        )
    if b"\x00" in data or sum(byte < 9 for byte in data[:4096]) > 8:
        return UserError("this is not a text file.", file=name, line=line, hint=f"{_TAKES} Nothing was stored.")
    if error.end >= len(data) and "unexpected end" in error.reason:
        return UserError(
            "the file is cut off in the middle of a letter.", file=name, line=line, hint="Export or copy it again."
        )
    return UserError(
        f"the text is not UTF-8 (byte {data[error.start]:#04x}).",
        file=name,
        line=line,
        hint=f"{_SAVE_AS} Nothing was stored.",
    )


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
