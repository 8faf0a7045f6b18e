"""A sign-in link works once and in time, and cannot be read from the database."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from tests.store.making import NOW

from supple import actions
from supple.model import Account, NotAllowedError
from supple.store.models import OneTimeLinkRow


def test_it_signs_in_once(alice: Account) -> None:
    token = _token(actions.login_link(alice, now=NOW, base_url="http://127.0.0.1:8710/"))
    assert actions.redeem(token, now=NOW) == alice
    with pytest.raises(NotAllowedError, match="already used"):
        actions.redeem(token, now=NOW)


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (60, False), (61, False)])
def test_it_ends(alice: Account, minutes: int, works: bool) -> None:
    token = _token(actions.login_link(alice, now=NOW, minutes=60))
    if works:
        assert actions.redeem(token, now=NOW + timedelta(minutes=minutes)) == alice
    else:
        with pytest.raises(NotAllowedError):
            actions.redeem(token, now=NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("token", ["", "x", "\x00", "é" * 50, "a" * 5000])
def test_a_guess_is_refused(alice: Account, token: str) -> None:
    with pytest.raises(NotAllowedError):
        actions.redeem(token, now=NOW)


def test_the_token_is_not_stored(alice: Account) -> None:
    token = _token(actions.login_link(alice, now=NOW))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM one_time_link")
        assert token not in repr(cursor.fetchall())


def test_eight_at_once_let_one_in(alice: Account) -> None:
    token = _token(actions.login_link(alice, now=NOW))
    start = threading.Barrier(8)
    outcomes: list[str] = []

    def run() -> None:
        start.wait(10)
        try:
            actions.redeem(token, now=NOW)
            outcomes.append("in")
        except NotAllowedError:
            outcomes.append("out")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["in", *["out"] * 7]


def test_old_links_are_forgotten_when_a_new_one_is_made(alice: Account) -> None:
    actions.login_link(alice, now=NOW - timedelta(days=2))
    actions.login_link(alice, now=NOW)
    assert OneTimeLinkRow.objects.count() == 1


def _token(link: str) -> str:
    return link.rpartition("/enter/")[2]
