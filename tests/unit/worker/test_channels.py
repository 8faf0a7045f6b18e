"""Push and mail over real sockets: signed, readable by the browser alone, and saying nothing of anybody."""

from __future__ import annotations

import base64
import json
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import http_ece
import pytest
import time_machine
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import override_settings
from py_vapid import Vapid02

from supple.actions import ringing
from supple.actions.reminding import Batch, Rang
from supple.model import Channel, DueKind, Planned, PushTarget, Reminder, ReminderState
from supple.store.config import mail_server
from supple.worker.channels.mail import mail_sender
from supple.worker.channels.push import push_sender

PERSON = uuid.UUID(int=9)
AT = datetime.now(UTC)


def reminder(name: str = "baclofen", *, call: int = 1, is_critical: bool = False) -> Reminder:
    due = Planned(f"dose|{name}|x", Channel.PUSH, call, DueKind.DOSE, is_critical, AT, AT, AT + timedelta(hours=2))
    return Reminder(1, PERSON, due, ReminderState.CLAIMED)


def batch(*found: Reminder, to: tuple[PushTarget, ...] = (), is_firm: bool = False, late: int = 0) -> Batch:
    return Batch(PERSON, Channel.PUSH, found or (reminder(),), is_firm, late, AT, targets=to)


class Browser:
    """A browser and its push service, on the loopback."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers = 201
        service = self

        class Service(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                service.got.append(({name.lower(): said for name, said in self.headers.items()}, body))
                self.send_response(service.answers)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Service)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def target(self) -> PushTarget:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        text = [base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in (point, self.auth)]
        return PushTarget(f"http://127.0.0.1:{self.server.server_port}/push/1", *text, "test", 5)

    def read(self) -> dict[str, Any]:
        """As the browser does: with its own key, by another implementation than the one that wrote it."""
        _, body = self.got[-1]
        found = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        said: dict[str, Any] = json.loads(found)
        return said


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setenv("SUPPLE_PUSH_TO_LOOPBACK", "yes")
    made = Browser()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_push_is_signed_encrypted_and_says_how_many_and_not_what(browser: Browser, tmp_path: Path) -> None:
    send = push_sender(tmp_path)
    assert send(batch(reminder(), reminder("gabapentin"), to=(browser.target,), is_firm=True, late=1)) == Rang(
        rang=(5,)
    )
    headers, body = browser.got[-1]
    assert b"baclofen" not in body
    said = browser.read()
    assert (said["due"], said["firm"], said["late"]) == (2, True, 1)
    assert "baclofen" not in json.dumps(said)
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["urgency"] == "high"
    assert 0 < int(headers["ttl"]) <= 2 * 3600
    signed, key = (part.split("=", 1)[1] for part in headers["authorization"].removeprefix("vapid ").split(", "))
    assert Vapid02.verify(f"vapid t={signed},k={key}")


def test_the_keys_stay_and_are_private(tmp_path: Path) -> None:
    assert ringing.push_keys(tmp_path) == ringing.push_keys(tmp_path)
    assert (tmp_path / ringing.KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_each_service_is_told_once_an_hour_who_asks(browser: Browser, tmp_path: Path) -> None:
    """One signature for all messages to one service; each message still lasts as long as it is worth telling."""
    send = push_sender(tmp_path)
    long = batch(to=(browser.target,))
    planned = replace(reminder().planned, until=AT + timedelta(minutes=10))
    short = replace(long, reminders=(replace(reminder(), planned=planned),))
    with time_machine.travel(AT, tick=False) as clock:
        for each in (long, short, long):
            send(each)
        clock.shift(timedelta(hours=2))
        send(long)
    first, second, third, later = (headers for headers, _ in browser.got)
    assert first["authorization"] == second["authorization"] == third["authorization"] != later["authorization"]
    assert [int(each["ttl"]) for each in (first, second, third)] == [7200, 600, 7200]


@pytest.mark.parametrize(
    ("answer", "said"),
    [(404, Rang(gone=(5,))), (410, Rang(gone=(5,))), (500, Rang(failed=(5,))), (307, Rang(failed=(5,)))],
)
def test_what_the_service_says_is_kept_and_no_redirect_is_followed(
    answer: int, said: Rang, browser: Browser, tmp_path: Path
) -> None:
    browser.answers = answer
    assert push_sender(tmp_path)(batch(to=(browser.target,))) == said
    assert len(browser.got) == 1


def test_with_nobody_to_ring_it_is_not_sent(tmp_path: Path) -> None:
    assert not push_sender(tmp_path)(batch())


def test_one_service_that_talks_nonsense_is_a_failure_of_that_browser_only(browser: Browser, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            asked, _ = server.accept()
            with asked:
                asked.recv(65536)
                asked.sendall(b"nonsense\r\n\r\n")

        threading.Thread(target=talk, daemon=True).start()
        odd = replace(browser.target, endpoint=f"http://127.0.0.1:{server.getsockname()[1]}/push/2", id=6)
        assert push_sender(tmp_path)(batch(to=(odd, browser.target))) == Rang(rang=(5,), failed=(6,))


def test_keys_that_cannot_be_read_never_ring(browser: Browser, tmp_path: Path) -> None:
    odd = replace(browser.target, auth="AAAA", public_key="BBBB", id=6)
    assert push_sender(tmp_path)(batch(to=(odd, browser.target))) == Rang(rang=(5,), gone=(6,))


class Letterbox:
    """Keeps what a mail server was given."""

    def __init__(self) -> None:
        self.got: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.got.append(envelope)
        return "250 kept"


def test_mail_says_how_many_and_not_what(monkeypatch: pytest.MonkeyPatch) -> None:
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        monkeypatch.setattr(ringing, "can_mail", lambda: True)
        with override_settings(**mail_server(f"smtp://127.0.0.1:{port}", "supple@example.org")):
            send = mail_sender()
            assert send is not None
            assert send(replace(batch(late=1), channel=Channel.MAIL, mail_to="me@example.org"))
    finally:
        controller.stop()
    (envelope,) = box.got
    letter = message_from_bytes(envelope.content)
    text = letter.get_payload()
    assert envelope.rcpt_tos == ["me@example.org"]
    assert "One thing is due." in text
    assert "late" in text
    assert "baclofen" not in envelope.content.decode().casefold()
    assert letter["Auto-Submitted"] == "auto-generated"


def test_without_a_server_there_is_no_mail_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUPPLE_MAIL_URL", raising=False)
    assert mail_sender() is None


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://host:port", "mail.example.org"])
def test_a_mail_server_that_cannot_be_read_is_refused_without_its_password(url: str) -> None:
    from supple.model import UserError

    with pytest.raises(UserError, match="mail server") as refused:
        mail_server(url.replace("//", "//me:secret@"), "")
    assert "secret" not in str(refused.value)


def test_only_a_server_on_this_machine_is_spoken_to_in_the_open() -> None:
    assert mail_server("smtp://mail.example.org", "")["EMAIL_USE_TLS"] is True
    assert mail_server("smtps://mail.example.org", "")["EMAIL_USE_SSL"] is True
    assert mail_server("smtp://127.0.0.1:25", "")["EMAIL_USE_TLS"] is False
