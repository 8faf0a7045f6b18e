"""Who may open which address? Generated from the URLconf: an address nobody declared fails here."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from tests.web.cast import Cast, signed_in

from supple.web import outbox_code
from supple.web.guard import DECLARED, Declared, Who

# Guards itself and answers in JSON; tests of the store's sync hold it.
SELF_GUARDED = {"sync-events"}
HELPER_MAY = {Who.ANYBODY, Who.SIGNED_IN, Who.LOOK, Who.NOTE, Who.REPORT}
# The style page is only there while the debug switch is on; a calendar link opens nothing unless it was made.
MAY_BE_MISSING = {"article", "style", "feed"}
OF_A_PERSON = {Who.LOOK, Who.NOTE, Who.REPORT, Who.OWNER}


def patterns() -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern), "an included URLconf would hide its addresses from this test"
        yield pattern


def each() -> list[pytest.ParameterSet]:
    list(patterns())
    return [pytest.param(d, m, id=f"{d.name}-{m}") for d in DECLARED.values() for m in d.methods]


def address_of(declared: Declared, cast: Cast) -> str:
    known = {
        "person_id": cast.person,
        "event_id": cast.entry.id,
        "group": cast.group,
        "member_id": cast.bob.id,
        "token": "no-such-token",
        "article_id": "spasticity",
        "rule": "R01",
        "version": outbox_code.version(),
        "name": "main",
        "size": 192,
    }
    return reverse(
        declared.name, kwargs={name: value for name, value in known.items() if f":{name}>" in declared.route}
    )


def ask(client: Client, declared: Declared, method: str, cast: Cast) -> int:
    address = address_of(declared, cast)
    if method == "POST":
        return client.post(address, {"form_id": str(uuid4())}).status_code
    return client.get(address).status_code


def test_every_address_declares_who_may_open_it() -> None:
    undeclared = {str(p.pattern) for p in patterns() if p.name not in DECLARED and p.name not in SELF_GUARDED}
    assert undeclared == set()


def test_every_address_of_a_person_needs_a_scope() -> None:
    loose = [d.name for d in DECLARED.values() if "person_id" in d.route and d.who not in OF_A_PERSON]
    assert loose == []


@pytest.mark.parametrize(("declared", "method"), each())
def test_nobody_signed_in(declared: Declared, method: str, cast: Cast) -> None:
    client = Client()
    address = address_of(declared, cast)
    answer = client.post(address) if method == "POST" else client.get(address)
    if declared.who is Who.ANYBODY:
        assert answer.status_code in {200, 404, 410}
    elif method == "POST":
        assert answer.status_code == 403
        assert "Sign in again, then" in answer.content.decode()
        assert 'href="/login/"' in answer.content.decode()
    else:
        assert (answer.status_code, answer["Location"]) == (302, "/login/")


@pytest.mark.parametrize(("declared", "method"), each())
def test_a_stranger_cannot_tell_that_the_diary_is_there(declared: Declared, method: str, cast: Cast) -> None:
    status = ask(signed_in(cast.charlie), declared, method, cast)
    if declared.who in OF_A_PERSON:
        assert status == 404
    else:
        assert status < 500


@pytest.mark.parametrize(("declared", "method"), each())
def test_a_helper_gets_what_was_given_and_no_more(declared: Declared, method: str, cast: Cast) -> None:
    status = ask(signed_in(cast.bob), declared, method, cast)
    if declared.who in HELPER_MAY:
        assert status < 500
        assert status != 404 or declared.name in MAY_BE_MISSING
    else:
        assert status == 404


@pytest.mark.parametrize(("declared", "method"), each())
def test_the_owner_may_open_everything(declared: Declared, method: str, cast: Cast) -> None:
    status = ask(signed_in(cast.alice), declared, method, cast)
    assert status < 500
    assert status != 404 or declared.name in MAY_BE_MISSING


@pytest.mark.parametrize("declared", [d for d in DECLARED.values() if "GET" not in d.methods], ids=lambda d: d.name)
def test_what_changes_something_cannot_be_opened_by_a_link(declared: Declared, cast: Cast) -> None:
    assert signed_in(cast.alice).get(address_of(declared, cast)).status_code == 405


@pytest.mark.parametrize("tail", ["entry/{entry}/", "saved/{group}/"])
def test_an_entry_is_not_found_under_another_diary(tail: str, cast: Cast, charlie: Client) -> None:
    answer = charlie.get(f"/p/{cast.charlies_person}/" + tail.format(entry=cast.entry.id, group=cast.group))
    assert answer.status_code in {302, 404}
    assert b"zebra" not in answer.content


def test_a_helpers_end_date_holds(cast: Cast) -> None:
    from datetime import UTC, datetime, timedelta

    from supple.model import Role, Scope
    from supple.store import people

    yesterday = datetime.now(UTC).date() - timedelta(days=2)
    people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=frozenset({Scope.LOOK}), ends_on=yesterday)
    assert signed_in(cast.bob).get(f"/p/{cast.person}/today/").status_code == 404


def test_a_form_without_its_token_changes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    session = client.session
    session["account_id"] = str(cast.alice.id)
    session.save()
    answer = client.post(f"/p/{cast.person}/check-in/", {"form_id": str(uuid4()), "stiffness": "3"})
    assert answer.status_code == 403
    assert "nothing was saved" in answer.content.decode()
    assert "Sign in again" not in answer.content.decode()


LADDER = "5 mg three times a day\n<b>10 mg</b> three times a day"
TYPED = {"form_id": "c0ffee00-0000-4000-8000-000000000000", "lines": LADDER, "said_by": "", "words": ["one", "two"]}


def test_what_somebody_signed_out_typed_is_there_to_copy_and_nowhere_else(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Client().post(f"/p/{cast.person}/check-in/", TYPED)
    assert answer.status_code == 403
    text = answer.content.decode()
    box = text.split("<textarea")[1].split("</textarea>")[0]
    assert "readonly" in box
    assert "This was not kept. Copy it, sign in, and paste it." in text
    assert "5 mg three times a day\n&lt;b&gt;10 mg&lt;/b&gt; three times a day" in box
    assert "Words: one, two" in box
    assert "c0ffee00" not in text
    assert "Said by" not in box
    assert "no-store" in answer["Cache-Control"]
    assert "three times a day" not in caplog.text
    assert 'class="page page--plain"' in text, "a class of its own: that of lists has no room at the sides"
    assert "<textarea" not in Client().post(f"/p/{cast.person}/check-in/", {"form_id": "x"}).content.decode()


@pytest.mark.parametrize(
    ("headers", "is_shown"),
    [
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize("is_in", [True, False])
def test_a_stale_form_shows_what_was_typed_only_where_it_was_our_own(
    headers: dict[str, str], is_shown: bool, is_in: bool, cast: Cast
) -> None:
    client = Client(enforce_csrf_checks=True)
    if is_in:
        session = client.session
        session["account_id"] = str(cast.alice.id)
        session.save()
    answer = client.post(f"/p/{cast.person}/check-in/", TYPED, headers=headers)
    assert answer.status_code == 403
    text = answer.content.decode()
    assert ("three times a day" in text) is is_shown
    assert ("This was not kept. Copy it" in text) is is_shown
    assert ("Sign in again" in text) is not is_in
    if is_shown:
        assert "no-store" in answer["Cache-Control"]
    other = client.post("/enter/no-such-token", {"token": "secret-token"}, headers=headers)
    assert "secret-token" not in other.content.decode()


def test_a_stale_form_of_somebody_signed_out_names_the_way_back_in(cast: Cast) -> None:
    entering = Client(enforce_csrf_checks=True).post("/enter/no-such-token", {})
    assert "load the page again" in entering.content.decode(), "who is signing in need not be told to"
    answer = Client(enforce_csrf_checks=True).post(f"/p/{cast.person}/check-in/", {"form_id": str(uuid4())})
    assert answer.status_code == 403
    assert "Sign in again, then" in answer.content.decode()
    assert 'href="/login/"' in answer.content.decode()
