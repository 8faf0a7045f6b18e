"""`supple up --share`, `supple share` and `supple login-link --phone`, as somebody types them."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import IPv4Network

import pytest
from tests.cli.terminal import Terminal, refused

from supple.sharing import kept
from supple.sharing.authority import make_authority


@pytest.fixture
def shared(terminal: Terminal) -> Terminal:
    """As a first `supple up --share` leaves it."""
    folder = kept.folder_in(terminal.folder)
    kept.save_authority(folder, make_authority("anna.local", [IPv4Network("192.168.1.0/24")], now=datetime.now(UTC)))
    kept.save_port(folder, 8743)
    return terminal


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--share-port", "9000"), "Add --share"),
        (("--share-name", "anna"), "Add --share"),
        (("--share", "--share-name", "a b"), "one word"),
        (("--share", "--share-name", "-x"), "one word"),
        (("--share", "--share-port", "0"), "not a port"),
        (("--share", "--share-port", "65535"), "not a port"),
        (("--share", "--host", "0.0.0.0"), "--host"),
    ],
)
def test_what_cannot_be_shared_is_said_and_nothing_is_made(
    words: tuple[str, ...], said: str, terminal: Terminal
) -> None:
    done = terminal("up", "--port", "0", *words)
    assert done.code == 2, done
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not kept.folder_in(terminal.folder).exists()


def test_a_port_that_is_no_number_is_refused(terminal: Terminal) -> None:
    assert terminal("up", "--share", "--share-port", "x").code == 2


def test_it_says_how_it_is_shared(terminal: Terminal, shared: Terminal) -> None:
    told = shared("share")
    assert told.code == 0
    for words in ("https://anna.local:8743", "anna.local, 192.168.1.0/24 only", "SHA-256"):
        assert words in told.out
    assert "anna.local" in shared("doctor").out


def test_a_phone_gets_a_link_with_the_name_it_knows(shared: Terminal) -> None:
    told = shared("login-link", "--phone")
    assert told.code == 0
    assert told.out.startswith("https://anna.local:8743/enter/")
    assert "once, for 10 minutes" in told.out
    assert "█" not in told.out, "a code is drawn for eyes, not into a file"


def test_forgetting_takes_the_keys_away(shared: Terminal) -> None:
    assert "Remove it there too" in shared("share", "--forget").out
    assert not kept.folder_in(shared.folder).exists()
    assert "Nothing to forget" in shared("share", "--forget").out
    assert "Not shared" in shared("share").out
    assert "not shared with phones" in refused(shared("login-link", "--phone"))


def test_damaged_certificates_are_said(shared: Terminal) -> None:
    (kept.folder_in(shared.folder) / "authority.pem").write_bytes(b"rubbish")
    assert "supple share --forget" in refused(shared("share"))
    assert shared("doctor").code == 1
    assert "Forgotten" in shared("share", "--forget").out
