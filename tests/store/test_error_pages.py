"""A bug shows a reference number and logs the place; what the person had written is in neither."""

from __future__ import annotations

import io
import logging
import re

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from supple.model import NotAllowedError, UserError

SECRET = "zebrastripedcatheter"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(f"could not understand {request.POST['text']!r}")


def refused(_: HttpRequest) -> HttpResponse:
    raise UserError("stiffness goes from 0 to 10.", field="stiffness", hint="Choose again.")


def closed(_: HttpRequest) -> HttpResponse:
    raise NotAllowedError(SECRET)


urlpatterns = [path("broken/", broken), path("refused/", refused), path("closed/", closed)]
handler404 = "supple.web.errors.not_found"
handler500 = "supple.web.errors.server_error"
pytestmark = [pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What reaches the console. (Pytest's own handlers listen to every logger, so they say nothing about it.)"""
    console = io.StringIO()
    configured = settings.LOGGING["loggers"]
    assert {name: each["handlers"] for name, each in configured.items()} == {
        "supple": ["console"],
        "waitress": ["console"],
        "django": ["nowhere"],  # its reports hold form fields and the words of errors
    }
    assert not any(each["propagate"] for each in configured.values())
    ours = [each for each in logging.getLogger("supple").handlers if type(each) is logging.StreamHandler]
    for handler in ours:
        monkeypatch.setattr(handler, "stream", console)
    assert ours
    return console


@override_settings(ROOT_URLCONF=__name__)
def test_a_bug_gives_a_number_that_finds_the_place(client: Client, logged: io.StringIO) -> None:
    answer = client.post("/broken/", {"text": SECRET})
    page = answer.content.decode()
    assert answer.status_code == 500
    found = re.search(r"\b[0-9a-f]{8}\b", page)
    assert found
    assert found.group() in logged.getvalue()
    assert "RuntimeError" in logged.getvalue()
    assert "test_error_pages.py" in logged.getvalue()
    for text in (page, logged.getvalue()):
        assert SECRET not in text
        assert "Traceback" not in text


@override_settings(ROOT_URLCONF=__name__)
def test_bad_input_is_a_sentence_and_logs_nothing(client: Client, logged: io.StringIO) -> None:
    answer = client.get("/refused/")
    assert (answer.status_code, logged.getvalue()) == (400, "")
    assert "stiffness goes from 0 to 10." in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_what_is_not_yours_looks_like_what_is_not_there(client: Client) -> None:
    """A stranger does not learn whether the diary exists."""
    closed_page, missing_page = client.get("/closed/"), client.get("/missing/")
    assert (closed_page.status_code, missing_page.status_code) == (404, 404)
    assert closed_page.content == missing_page.content
    assert SECRET not in closed_page.content.decode()
