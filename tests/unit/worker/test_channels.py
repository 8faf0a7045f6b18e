"""Push and mail over real sockets: signed, readable by the browser alone, and saying nothing of anybody."""

from __future__ import annotations

import base64
import json
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import http_ece
import pytest
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import override_settings
from py_vapid import Vapid02

from supple.actions import ringing
from supple.actions.reminding import Batch
from supple.model import Channel, DueKind, Planned, PushTarget, Reminder, ReminderState
from supple.store.config import mail_server
from supple.worker.channels.mail import mail_sender
from supple.worker.channels.push import push_sender

PERSON = uuid.UUID(int=9)
AT = datetime.now(UTC)


def reminder(name: str = "baclofen", *, call: int = 1, is_critical: bool = False) -> Reminder:
    due = Planned(f"dose|{name}|x", Channel.PUSH, call, DueKind.DOSE, is_critical, AT, AT, AT + timedelta(hours=2))
    return Reminder(1, PERSON, due, ReminderState.CLAIMED)


def batch(*found: Reminder, channel: Channel = Channel.PUSH, is_firm: bool = False, late: int = 0) -> Batch:
    return Batch(PERSON, channel, found or (reminder(),), is_firm, late, AT)


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
    made = Browser()
    monkeypatch.setattr(ringing, "targets_of", lambda _: [made.target])
    marks: list[str] = []
    monkeypatch.setattr(ringing, "push_rang", lambda *_, **__: marks.append("rang"))
    monkeypatch.setattr(
        ringing, "push_failed", lambda *_, is_gone, **__: marks.append("gone" if is_gone else "failed")
    )
    made.marks = marks  # type: ignore[attr-defined]
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_push_is_signed_encrypted_and_says_how_many_and_not_what(browser: Browser, tmp_path: Path) -> None:
    send = push_sender(tmp_path)
    assert send(batch(reminder(), reminder("gabapentin"), is_firm=True, late=1))
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
    assert browser.marks == ["rang"]  # type: ignore[attr-defined]


def test_the_keys_stay_and_are_private(tmp_path: Path) -> None:
    assert ringing.push_keys(tmp_path) == ringing.push_keys(tmp_path)
    assert (tmp_path / ringing.KEY_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("answer", "mark"), [(404, "gone"), (410, "gone"), (500, "failed"), (307, "failed")])
def test_what_the_service_says_is_kept_and_no_redirect_is_followed(
    answer: int, mark: str, browser: Browser, tmp_path: Path
) -> None:
    browser.answers = answer
    assert not push_sender(tmp_path)(batch())
    assert browser.marks == [mark]  # type: ignore[attr-defined]
    assert len(browser.got) == 1


def test_with_nobody_to_ring_it_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringing, "targets_of", lambda _: [])
    assert not push_sender(tmp_path)(batch())


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
        monkeypatch.setattr(ringing, "mail_address", lambda _: "me@example.org")
        with override_settings(**mail_server(f"smtp://127.0.0.1:{port}", "supple@example.org")):
            send = mail_sender()
            assert send is not None
            assert send(batch(channel=Channel.MAIL, late=1))
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
