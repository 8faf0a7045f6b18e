"""An address that somebody mistyped, or made up, gets a page or a kind refusal: never a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from supple.web import urls
from supple.web.guard import DECLARED

At = Callable[[str], str]
DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "1e5", "")
ASKED = ("day", "from", "until", "end", "start", "month", "to", "since", "at", "time", "page", "done", "saved")
HEAD = "p/<uuid:person_id>/"
assert urls.urlpatterns, "which declares them"
ROUTES = [each.route for each in DECLARED.values() if "GET" in each.methods]
OWN = sorted({route.removeprefix(HEAD) for route in ROUTES if route.startswith(HEAD) and route.count("<") == 1})


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("value", DAYS)
def test_a_day_that_no_diary_holds(page: str, value: str, alice: Client, at: At) -> None:
    assert alice.get(at(page), dict.fromkeys(ASKED, value)).status_code < 500


def test_there_are_pages_to_ask() -> None:
    assert len(OWN) > 30
