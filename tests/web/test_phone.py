"""On your phone: the steps, a code that signs in once and soon, and a plain port that gives no diary away."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from tests.web.cast import SECRET, Cast, signed_in

from supple.web.sharing import install, state

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
SHARED = state.Shared(
    host="supple.local",
    ips=("192.168.1.5", "10.0.0.9"),
    strange=(),
    port=8743,
    install_port=8744,
    fingerprint=" ".join(f"{each:04X}" for each in range(0xA0, 0xB0)),
    ends_at=NOW + timedelta(days=900),
    certificate=b"the certificate",
    profile=plistlib.dumps({"PayloadType": "Configuration"}),
)


@pytest.fixture
def shared() -> Iterator[state.Shared]:
    state.set_current(SHARED)
    yield SHARED
    state.set_current(None)


def test_while_it_is_not_shared_the_page_says_how(alice: Client) -> None:
    page = alice.get("/phone/").content.decode()
    assert "supple up --share" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    answer = alice.post("/phone/code/", {"by": "name"})
    assert answer.status_code == 400
    assert "supple up --share" in answer.content.decode()


def test_it_is_reached_from_more(alice: Client, at: Callable[[str], str]) -> None:
    assert 'href="/phone/"' in alice.get(at("more/")).content.decode()


def test_the_page_shows_the_steps_the_code_and_the_number_to_compare(shared: state.Shared, alice: Client) -> None:
    page = alice.get("/phone/").content.decode()
    assert "http://192.168.1.5:8744/" in page
    assert re.search(r'<svg class="qr" role="img" aria-label="[^"]+address', page)
    assert re.findall(r"<strong>(\w{4})</strong>", page) == ["00A0", "00A1", "00AE", "00AF"]
    assert "style=" not in page
    assert "/enter/" not in page, "a sign-in code is made only when asked for"


def a_link(client: Client, by: str = "name") -> str:
    answer = client.post("/phone/code/", {"by": by})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found = re.search(r'value="(https://[^"]+/enter/[^"]+)"', answer.content.decode())
    assert found
    return unescape(found[1])


@pytest.mark.parametrize(
    ("by", "where"), [("name", "supple.local"), ("10.0.0.9", "10.0.0.9"), ("8.8.8.8", "supple.local")]
)
def test_a_code_signs_in_whoever_made_it_once(by: str, where: str, shared: state.Shared, bob: Client) -> None:
    link = a_link(bob, by)
    assert link.startswith(f"https://{where}:8743/enter/")
    path = link.removeprefix(f"https://{where}:8743")
    phone = Client()
    assert phone.get(path).status_code == 200
    assert phone.post(path).status_code == 302
    assert phone.session["account_id"] == bob.session["account_id"]
    assert Client().post(path).status_code == 410


@pytest.mark.parametrize(("minutes", "status"), [(9, 302), (10, 410), (60, 410)])
def test_a_code_ends(minutes: int, status: int, shared: state.Shared, alice: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        path = a_link(alice).removeprefix("https://supple.local:8743")
        clock.shift(timedelta(minutes=minutes))
        assert Client().post(path).status_code == status


def test_a_wrong_code_opens_nothing(shared: state.Shared, alice: Client) -> None:
    path = a_link(alice).removeprefix("https://supple.local:8743")
    phone = Client()
    assert phone.post(path[:-1]).status_code == 410
    assert "account_id" not in phone.session


def test_nobody_signed_in_makes_no_code(shared: state.Shared, db: None) -> None:
    assert Client().post("/phone/code/", {"by": "name"}).status_code == 403
    assert Client(enforce_csrf_checks=True).post("/phone/code/", {"by": "name"}).status_code == 403


def test_the_code_is_in_no_log(shared: state.Shared, alice: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    token = a_link(alice).rpartition("/")[2]
    Client().post(f"/enter/{token}")
    assert token not in caplog.text


@pytest.mark.parametrize("is_https", [True, False])
def test_cookies_are_secure_over_https_and_come_back_on_the_loopback(is_https: bool, cast: Cast) -> None:
    answer = signed_in(cast.alice).post("/looks/", {"theme": "dark"}, secure=is_https)
    assert [bool(each["secure"]) for each in answer.cookies.values()] == [is_https]
    entering = Client().get("/enter/x", secure=is_https)
    assert bool(entering.cookies["supple_csrf"]["secure"]) is is_https


# --- the plain port ---


def ask(
    path: str, *, method: str = "GET", host: str = "192.168.1.5:8744", peer: str = "192.168.1.44", **more: str
) -> tuple[str, dict[str, str], bytes]:
    said: list[object] = []
    environ = {"REQUEST_METHOD": method, "HTTP_HOST": host, "REMOTE_ADDR": peer, "QUERY_STRING": "", **more}
    environ["PATH_INFO"] = path
    body = b"".join(install.application(environ, lambda status, headers: said.extend((status, dict(headers)))))
    return said[0], said[1], body  # type: ignore[return-value]


def test_the_plain_port_gives_the_page_the_certificate_and_the_profile(shared: state.Shared) -> None:
    status, headers, body = ask("/")
    assert (status, headers["Content-Type"]) == ("200 OK", "text/html; charset=utf-8")
    assert "https://supple.local:8743/" in body.decode()
    assert "https://192.168.1.5:8743/" in body.decode()
    assert "<script" not in body.decode()
    assert "style=" not in body.decode()
    assert ask("/supple.crt")[1]["Content-Type"] == "application/x-x509-ca-cert"
    assert ask("/supple.crt")[2] == b"the certificate"
    assert ask("/supple.mobileconfig")[1]["Content-Type"] == "application/x-apple-aspen-config"
    for name in re.findall(r'(?:href|src)="(/static/[^"?]+)', body.decode()):
        assert ask(name)[0] == "200 OK", name


@pytest.mark.parametrize(
    ("agent", "unfolded"),
    [
        ("Mozilla/5.0 (iPhone; CPU)", "iPhone or iPad"),
        ("Mozilla/5.0 (Linux; Android 16)", "Android"),
        ("", "Another computer"),
    ],
)
def test_the_steps_of_this_device_are_unfolded(agent: str, unfolded: str, shared: state.Shared) -> None:
    page = ask("/", HTTP_USER_AGENT=agent)[2].decode()
    assert re.findall(r"<details open><summary>([^<]+)", page) == [unfolded]
    assert page.count("<details") == 3


PATHS = [
    "/people/",
    "/login/",
    "/enter/x",
    "/sync/events",
    "/help/",
    "/static/page.js",
    "/static/../settings.py",
    "//evil.example/x",
    "/tokens.css",
    "/a\r\nSet-Cookie: x=1",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT"])
def test_everything_else_on_the_plain_port_goes_to_https(
    path: str, method: str, shared: state.Shared, cast: Cast
) -> None:
    status, headers, body = ask(path, method=method)
    assert (status, body) == ("302 Found", b"")
    assert headers["Location"].startswith("https://192.168.1.5:8743/")
    assert "\r" not in headers["Location"]
    assert "\n" not in headers["Location"]
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8744", "", "supple.local.evil.example"])
def test_it_sends_nobody_to_a_strange_name(host: str, shared: state.Shared) -> None:
    assert ask("/login/", HTTP_HOST=host)[1]["Location"] == "https://supple.local:8743/login/"


@pytest.mark.parametrize("peer", ["8.8.8.8", "2001:4860:4860::8888", ""])
def test_only_the_home_network_is_answered(peer: str, shared: state.Shared) -> None:
    assert ask("/", REMOTE_ADDR=peer)[0] == "403 Forbidden"


def test_the_plain_port_knows_nothing_of_a_diary(shared: state.Shared, cast: Cast, alice: Client) -> None:
    session = alice.cookies["supple_session"].value
    for path in ("/", f"/p/{cast.person}/timeline/"):
        assert SECRET.encode() not in ask(path, HTTP_COOKIE=f"supple_session={session}")[2]


def test_not_shared_the_plain_port_is_closed() -> None:
    assert ask("/")[0] == "403 Forbidden"
