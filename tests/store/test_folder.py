"""The data folder: private, with a secret that is made once and has no default."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from supple.model import UserError
from supple.store.config import Config, postgresql, read_config
from supple.store.folder import SECRET_FILE, default_data_folder, prepare_folder, secret_key


def test_it_is_made_private_with_its_secret(tmp_path: Path) -> None:
    folder = prepare_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / SECRET_FILE).stat().st_mode) == 0o600
    assert len(secret_key(folder) or "") >= 64


def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    prepare_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    """Its rights too: closing somebody's documents to everybody else would do harm."""
    folder = tmp_path / "documents"
    folder.mkdir(mode=0o755)
    (folder / "letter.txt").write_text("Dear Ann")
    with pytest.raises(UserError, match="holds other things"):
        prepare_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_the_secret_stays_and_differs_from_house_to_house(tmp_path: Path) -> None:
    first, second = prepare_folder(tmp_path / "one"), prepare_folder(tmp_path / "two")
    secret = secret_key(first)
    prepare_folder(first)
    assert secret_key(first) == secret != secret_key(second)


def test_eight_that_start_at_once_share_one_secret(tmp_path: Path) -> None:
    start, found = threading.Barrier(8), []

    def run() -> None:
        start.wait(10)
        found.append(secret_key(prepare_folder(tmp_path / "house")))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "house").iterdir()] == [SECRET_FILE]


def test_without_a_folder_there_is_no_secret(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "nowhere") is None


def test_a_file_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="data folder cannot be used"):
        prepare_folder(tmp_path / "file")


def test_the_platforms_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data_folder() == tmp_path / "supple"
    assert default_data_folder(demo=True) == tmp_path / "supple-demo"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_data_folder() == tmp_path / ".local" / "share" / "supple"


def test_the_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPPLE_DATA", str(tmp_path / "x"))
    monkeypatch.setenv("SUPPLE_ALLOWED_HOSTS", "diary.example, other.example")
    config = read_config()
    assert config.data_folder == tmp_path / "x"
    assert config.hosts == ["127.0.0.1", "localhost", "[::1]", "diary.example", "other.example"]
    assert config.database()["NAME"] == str(tmp_path / "x" / "supple.sqlite3")


def test_reading_the_settings_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPLE_DATA", str(tmp_path / "x"))
    Config().database()
    assert os.listdir(tmp_path) == []


def test_a_postgresql_address_is_understood() -> None:
    config = postgresql("postgresql://ann:p%40ss@db.example:5433/diaries?sslmode=require")
    wanted = ("diaries", "ann", "p@ss", "db.example", "5433", {"sslmode": "require"})
    assert tuple(config[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == wanted
    assert postgresql("postgresql://ann@/diaries?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "postgresql://ann:secretword@host", "nonsense", "postgresql://h:port/x"]
)
def test_a_wrong_address_is_said_without_its_password(url: str) -> None:
    with pytest.raises(UserError, match="SUPPLE_DATABASE_URL") as refused:
        postgresql(url)
    assert "secretword" not in str(refused.value)
