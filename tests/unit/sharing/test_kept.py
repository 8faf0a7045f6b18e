"""The keys are their owner's alone; what is damaged is said; a new leaf is there whole or not at all."""

from __future__ import annotations

import ssl
import stat
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import pytest

from supple.model import UserError
from supple.sharing import kept
from supple.sharing.authority import make_authority
from supple.sharing.leaf import make_leaf

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = kept.folder_in(tmp_path)
    authority = make_authority("supple.local", [IPv4Network("192.168.1.0/24")], now=NOW)
    kept.save_authority(folder, authority)
    kept.save_leaf(folder, make_leaf(authority, [IPv4Address("192.168.1.5")], now=NOW), authority)
    kept.save_port(folder, 8743)
    return folder


def test_only_the_owner_can_read_them(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert {path.name for path in files} == {"root.pem", "authority.pem", "leaf.pem", "port"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_the_roots_key_is_nowhere(folder: Path) -> None:
    assert b"PRIVATE KEY" not in (folder / "root.pem").read_bytes()
    assert (folder / "authority.pem").read_bytes().count(b"BEGIN PRIVATE KEY") == 1


def test_what_was_kept_is_what_is_read(folder: Path) -> None:
    authority, leaf = kept.load_authority(folder), kept.load_leaf(folder)
    assert authority is not None
    assert leaf is not None
    assert (authority.host, authority.networks) == ("supple.local", (IPv4Network("192.168.1.0/24"),))
    assert leaf.ips == {IPv4Address("192.168.1.5")}
    assert kept.load_port(folder) == 8743
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(kept.leaf_path(folder))


@pytest.mark.parametrize("name", ["root.pem", "authority.pem"])
@pytest.mark.parametrize("content", [b"", b"rubbish", b"\xff" * 40])
def test_a_damaged_authority_says_what_to_do(name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(UserError, match="supple share --forget"):
        kept.load_authority(folder)


def test_a_root_of_somebody_elses_is_damage_too(folder: Path, tmp_path: Path) -> None:
    other = kept.folder_in(tmp_path / "other")
    kept.save_authority(other, make_authority("supple.local", [], now=NOW))
    (other / "root.pem").replace(folder / "root.pem")
    with pytest.raises(UserError, match="damaged"):
        kept.load_authority(folder)


def test_a_damaged_leaf_is_as_good_as_none(folder: Path) -> None:
    kept.leaf_path(folder).write_bytes(b"rubbish")
    assert kept.load_leaf(folder) is None


def test_forgetting_leaves_nothing(folder: Path) -> None:
    assert kept.forget(folder)
    assert not folder.exists()
    assert not kept.forget(folder)
    assert kept.load_authority(folder) is None
    assert kept.load_port(folder) is None
