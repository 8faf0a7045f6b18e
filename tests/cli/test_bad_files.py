"""Bad files: each one clear message with file, line and field where there is one; exit code 2; nothing written."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal, refused

HEAD = "day,stiffness,poor_sleep,note\n"

BAD = {
    "empty.csv": (b"", ["empty"]),
    "cut-off.csv": ((HEAD + "2026-01-01,5,yes,ok\n2026-01-0").encode(), ["line 3"]),
    "unquoted-commas.csv": ((HEAD + "2026-01-01,5,yes,tired, sore, cross\n").encode(), ["line 2"]),
    "stiffness-11.csv": ((HEAD + "2026-01-01,5,yes,\n2026-01-02,11,no,\n").encode(), ["line 3", "stiffness", "11"]),
    "in-2099.csv": ((HEAD + "2099-01-01,5,yes,\n").encode(), ["line 2", "day", "2099"]),
    "not-a-day.csv": ((HEAD + "yesterday,5,yes,\n").encode(), ["line 2", "day"]),
    "twice.csv": ((HEAD + "2026-01-01,5,yes,\n2026-01-01,6,yes,\n").encode(), ["line 3"]),
    "latin-1.csv": ("day,stiffness,note\n2026-01-01,5,caf\xe9 cr\xe8me\n".encode("latin-1"), ["UTF-8"]),
    "random.csv": (random.Random(1).randbytes(4096), []),
    "broken.zip": (b"PK\x03\x04" + random.Random(2).randbytes(400), []),
    "billion-laughs.xml": (
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>',
        ["XML"],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_place(name: str, terminal: Terminal, tmp_path: Path) -> None:
    content, words = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    message = refused(terminal("import", path))
    assert name in message
    for word in words:
        assert word in message, message
    assert terminal.entries() == 0


@pytest.mark.parametrize("command", ["look", "insight"])
def test_every_reading_command_refuses_alike(command: str, terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "stiffness-11.csv"
    path.write_bytes(BAD["stiffness-11.csv"][0])
    assert "line 3" in refused(terminal(command, path))
    assert "line 3" in refused(terminal("report", path, "--pdf", tmp_path / "out.pdf"))
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_is_not_there_or_is_a_folder(terminal: Terminal, tmp_path: Path) -> None:
    assert "no-such.csv" in refused(terminal("import", tmp_path / "no-such.csv"))
    refused(terminal("import", tmp_path))


def test_a_zip_bomb_is_refused_without_being_unpacked(terminal: Terminal, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("events.jsonl", b"\0" * (300 * 1024 * 1024))
    path = tmp_path / "bomb.zip"
    path.write_bytes(buffer.getvalue())
    refused(terminal("import", path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_one_may_not_read(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "locked.csv"
    path.write_text(HEAD)
    path.chmod(0)
    assert "locked.csv" in refused(terminal("import", path))
