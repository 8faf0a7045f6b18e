"""What a browser sends to be rung: read or refused plainly, and followed when its address changes."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests.web.cast import Cast

from supple.store import pushes

POINT, SECRET = "B" + "A" * 86, "A" * 22
FIRST, SECOND = "https://push.example.org/1", "https://push.example.org/2"


def agree(client: Client, cast: Cast, body: str) -> tuple[int, dict[str, object]]:
    answer = client.post(f"/p/{cast.person}/reminders/push/", body, content_type="application/json")
    return answer.status_code, answer.json()


def sent(endpoint: str, *, point: str = POINT, secret: str = SECRET, **more: str) -> str:
    return json.dumps({"endpoint": endpoint, "keys": {"p256dh": point, "auth": secret}, **more})


NONSENSE = {
    "deep": "[" * 100_000,
    "NUL": sent(FIRST, point="B\x00"),
    "letters that are no key": sent(FIRST, point=f"{POINT}!!!!"),
    "no ASCII": sent(FIRST, secret="é" * 22),
    "at home": sent("https://127.1/1"),
}


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE)
def test_a_browser_that_sends_nonsense_is_told_so(body: str, cast: Cast, alice: Client) -> None:
    status, said = agree(alice, cast, body)
    assert status == 400
    assert said["error"]
    assert pushes.pushes(cast.person) == []


def test_a_new_address_is_followed_unless_it_was_switched_off(cast: Cast, alice: Client) -> None:
    assert agree(alice, cast, sent(SECOND, was=FIRST))[0] == 410
    assert pushes.pushes(cast.person) == []
    agree(alice, cast, sent(FIRST, device="Firefox\x00 on  Android"))
    assert agree(alice, cast, sent(SECOND, was=FIRST))[0] == 200
    assert agree(alice, cast, sent(SECOND, was=SECOND))[0] == 200
    (target,) = pushes.pushes(cast.person)
    assert (target.endpoint, target.device) == (SECOND, "Firefox on Android")
