"""Sharing is made once, renewed when due, refused with clear words, and forgotten whole."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import pytest

from supple import actions
from supple.model import UserError
from supple.sharing.addresses import Address

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def at(ip: str, network: str = "192.168.1.0/24") -> Address:
    return Address(IPv4Address(ip), IPv4Network(network), "wlan0")


HOME, ELSEWHERE = at("192.168.1.5"), at("10.1.2.3", "10.1.2.0/24")


def test_the_first_time_it_is_made_and_then_it_stays() -> None:
    assert actions.sharing() is None
    first = actions.prepare_sharing([HOME], now=NOW)
    assert (first.sharing.host, first.ips, first.strange) == ("supple.local", (HOME.ip,), ())
    assert first.renewed == "there is none yet"
    again = actions.prepare_sharing([HOME], now=NOW + timedelta(days=1))
    assert again.renewed is None
    assert again.certificate == first.certificate
    assert again.sharing.fingerprint == first.sharing.fingerprint


def test_it_renews_itself_and_phones_need_nothing() -> None:
    first = actions.prepare_sharing([HOME], now=NOW)
    later = actions.prepare_sharing([at("192.168.1.77")], now=NOW)
    assert later.renewed == "this machine has another address"
    due = actions.prepare_sharing([at("192.168.1.77")], now=NOW + timedelta(days=61))
    assert due.renewed == "it ends soon"
    assert due.certificate == first.certificate


def test_in_a_new_network_the_name_still_works_and_the_number_is_said_not_to() -> None:
    actions.prepare_sharing([HOME], now=NOW)
    moved = actions.prepare_sharing([ELSEWHERE], now=NOW)
    assert (moved.ips, moved.strange, moved.renewed) == ((), (ELSEWHERE.ip,), None)


def test_with_no_network_the_first_time_nothing_is_made() -> None:
    with pytest.raises(UserError, match="in no network"):
        actions.prepare_sharing([], now=NOW)
    assert not Path(os.environ["SUPPLE_DATA"], "sharing").exists()
    actions.prepare_sharing([HOME], now=NOW)
    assert actions.prepare_sharing([], now=NOW).ips == ()


def test_another_name_than_phones_know_is_refused() -> None:
    actions.prepare_sharing([HOME], now=NOW, name="anna")
    assert actions.prepare_sharing([HOME], now=NOW, name="Anna.local").sharing.host == "anna.local"
    assert actions.prepare_sharing([HOME], now=NOW).sharing.host == "anna.local"
    with pytest.raises(UserError, match=r"know this machine as anna\.local"):
        actions.prepare_sharing([HOME], now=NOW, name="bert")


@pytest.mark.parametrize(("days", "said"), [(3 * 365, "ran out on 26 November 2029"), (-2, "clock says 25 November")])
def test_a_certificate_that_does_not_hold_is_said(days: int, said: str) -> None:
    actions.prepare_sharing([HOME], now=NOW)
    with pytest.raises(UserError, match=said):
        actions.prepare_sharing([HOME], now=NOW + timedelta(days=days))


def test_forgotten_it_is_as_if_it_never_was() -> None:
    first = actions.prepare_sharing([HOME], now=NOW)
    actions.keep_port(8743)
    assert actions.forget_sharing()
    assert not actions.forget_sharing()
    assert actions.sharing() is None
    assert actions.prepare_sharing([HOME], now=NOW).certificate != first.certificate
