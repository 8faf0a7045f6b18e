"""The real serving process: private, on the loopback, one link in, a clean end, and a log without diary."""

from __future__ import annotations

import re
import socket
import stat
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from tests.store.making import an_event
from tests.store.serving import Served, Visitor

from supple.model import Note, event_to_json
from supple.store.config import read_config
from supple.web import serve

SECRET = "zebrastripedcatheter"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    with Served(tmp_path_factory.mktemp("serve") / "house") as running:
        yield running


@pytest.fixture(scope="module")
def signed_in(served: Served) -> tuple[Visitor, str]:
    visitor = Visitor(served.url)
    return visitor, visitor.sign_in(served.link)


def test_the_folder_and_everything_in_it_is_the_owners_alone(served: Served) -> None:
    assert stat.S_IMODE(served.folder.stat().st_mode) == 0o700
    inside = list(served.folder.iterdir())
    assert {"secret-key", "supple.sqlite3"} <= {path.name for path in inside}
    assert {stat.S_IMODE(path.stat().st_mode) for path in inside} == {0o600}


def test_the_link_lets_in_once(served: Served, signed_in: tuple[Visitor, str]) -> None:
    late = Visitor(served.url)
    path = served.link.removeprefix(served.url)
    assert late.get(path).status == 200
    assert late.post(path).status in {400, 404, 410}
    assert late.get("/").headers["location"].startswith("/login")


def test_every_answer_carries_the_strict_headers(served: Served, signed_in: tuple[Visitor, str]) -> None:
    visitor, person_id = signed_in
    for path in ("/login/", f"/p/{person_id}/today/", "/no-such-page"):
        headers = visitor.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"https?:", policy)
        # Not "no-referrer": browsers then send forms with "Origin: null", which the forgery check must refuse.
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_the_session_lasts_and_its_cookie_is_out_of_reach_of_scripts(served: Served) -> None:
    twin = Served(served.folder)
    with twin:
        visitor = Visitor(twin.url)
        path = twin.link.removeprefix(twin.url)
        visitor.get(path)
        cookie = visitor.post(path).headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Max-Age=31536000" in cookie
        twin.kill()
        twin.start()  # the secret is in the folder, so who was signed in still is
        assert "/today/" in visitor.get("/").headers["location"]


def test_another_name_for_this_machine_is_refused(served: Served) -> None:
    """A page elsewhere whose name is made to point here must not be answered."""
    assert Visitor(served.url).get("/login/", Host="evil.example").status == 400


def test_no_word_of_the_diary_reaches_the_log(served: Served, signed_in: tuple[Visitor, str]) -> None:
    visitor, person_id = signed_in
    event = event_to_json(an_event(uuid.UUID(person_id), Note(SECRET)))
    body = {"person_id": person_id, "events": [event]}
    assert visitor.send("/sync/events", body).json()["new"] == [event["id"]]
    body["events"] = [{**event, "fact": {"kind": SECRET}}, {**event, "when": SECRET}, SECRET]
    rejected = visitor.send("/sync/events", body).json()["rejected"]
    assert [item["id"] for item in rejected] == [event["id"], event["id"], None]
    visitor.send("/sync/events", {"person_id": SECRET})
    visitor.post(f"/p/{person_id}/note/", f"text={SECRET}")
    visitor.get(f"/p/{person_id}/timeline/?q={SECRET}")
    visitor.get(f"/{SECRET}/")
    visitor.post(f"/p/{person_id}/entry/{uuid.uuid4()}/correct/", f"text={SECRET}&value={SECRET}&day={SECRET}")
    assert SECRET not in served.log.read_text()


def test_what_a_phone_sends_needs_a_session_and_a_token(served: Served, signed_in: tuple[Visitor, str]) -> None:
    visitor, person_id = signed_in
    body = {"person_id": person_id, "events": []}
    stranger = Visitor(served.url)
    assert stranger.send("/sync/events", body).status == 403
    stranger.get("/enter/x")  # a page with a form gives a token
    assert stranger.send("/sync/events", body).status == 401
    forged = visitor.twin()
    del forged.cookies["supple_csrf"]
    assert forged.send("/sync/events", body).status == 403
    assert visitor.send("/sync/events", {"person_id": str(uuid.uuid4()), "events": []}).status == 404
    for nonsense in ([], {}, {"person_id": person_id}, {"person_id": 7, "events": []}, "x", None):
        assert visitor.send("/sync/events", nonsense).status == 400


def test_a_taken_port_is_stepped_over_and_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        running = Served(tmp_path / "house")
        running._port = str(taken)
        with running:
            assert running.url != f"http://127.0.0.1:{taken}"
            assert Visitor(running.url).get("/login/").status == 200
            assert running.stop() == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "SUPPLE_ALLOWED_HOSTS"),
        (["--host", "192.0.2.1"], "SUPPLE_ALLOWED_HOSTS"),
        (["--data", "{file}"], "data folder cannot be used"),
        (["--data", "{damaged}"], "cannot be opened"),
        (["--port", "99999"], "--port"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / "file").write_text("")
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "supple.sqlite3").write_bytes(b"not a database, but long enough to look at" * 100)
    filled = [each.format(file=tmp_path / "file", damaged=damaged) for each in options]
    if "--data" not in filled:
        filled += ["--data", str(tmp_path / "house")]
    done = subprocess.run(
        [sys.executable, "-m", "supple.web.serve", *filled], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_setting_that_means_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPLE_HTTPS", "perhaps")
    command = [sys.executable, "-m", "supple.web.serve", "--data", str(tmp_path / "house")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "SUPPLE_HTTPS" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(("proxy", "believed"), [("127.0.0.1", True), ("192.0.2.9", False)])
def test_only_the_named_proxy_is_believed_about_https(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str, believed: bool
) -> None:
    monkeypatch.setenv("SUPPLE_ALLOWED_HOSTS", "diary.example")
    monkeypatch.setenv("SUPPLE_HTTPS", "1")
    monkeypatch.setenv("SUPPLE_TRUSTED_PROXY", proxy)
    with Served(tmp_path / "house") as running:
        visitor = Visitor(running.url)
        came = {"Host": "diary.example", "X-Forwarded-Proto": "https"}
        path = running.link.removeprefix(running.url)
        assert visitor.get(path, **came).status == 200
        entered = visitor.post(path, **came, Referer="https://evil.example/")
        # Over HTTPS a form must come from our own page; over HTTP a browser may not say where it came from.
        assert entered.status == (403 if believed else 302)
        assert running.stop() == 0


def test_a_proxy_that_is_no_address_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPLE_TRUSTED_PROXY", "*")
    command = [sys.executable, "-m", "supple.web.serve", "--data", str(tmp_path / "house")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "SUPPLE_TRUSTED_PROXY" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(("https", "link"), [(None, "http://diary.example:"), ("1", "https://diary.example/enter/")])
def test_the_link_names_a_host_that_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, https: str | None, link: str
) -> None:
    monkeypatch.setenv("SUPPLE_ALLOWED_HOSTS", "diary.example")
    if https:
        monkeypatch.setenv("SUPPLE_HTTPS", https)
    read_config()
    url = serve._url("0.0.0.0", 8710)
    assert serve._greeting(url, f"{url}/enter/x", tmp_path, wanted=8710, demo=False).count("Port") == 0
    assert f"{url}/enter/x".startswith(link)
    assert serve._url("127.0.0.1", 8710) == "http://127.0.0.1:8710"
