"""Who is rung, where does mail go, and which calendar may read? Asked by the channels, changed by the person."""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from supple.actions.access import require
from supple.actions.push_services import checked_endpoint
from supple.model import Account, Feed, Person, PushTarget, UserError
from supple.store import people
from supple.store import pushes as store_pushes
from supple.store.config import read_config
from supple.words import _

KEY_FILE = "push-key.pem"
_POINT_BYTES, _AUTH_BYTES = 65, 16
_BASE64 = re.compile(r"[A-Za-z0-9_-]+={0,2}", re.ASCII)


def push_keys(folder: Path) -> tuple[bytes, bytes]:
    """(private, public) in PEM, made at the first start; of two processes that start at once, one pair wins."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    path = folder / KEY_FILE
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        part = path.with_name(f"{KEY_FILE}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        except OSError:
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    private = path.read_bytes()
    key = serialization.load_pem_private_key(private, None)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


def push_public_key() -> str:
    """What a browser needs to agree: the public key as it wants it (RFC 8292)."""
    from cryptography.hazmat.primitives import serialization

    folder = read_config().data_folder
    if not folder.is_dir():
        return ""  # nothing serves from here
    _ignored, public = push_keys(folder)
    point = serialization.load_pem_public_key(public).public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def contact() -> str:
    """The address that push services may write to about this Supple; some refuse without a real one."""
    return read_config().contact or "nobody@example.org"


def targets_of(person_id: UUID) -> list[PushTarget]:
    """Which browsers are rung for somebody."""
    return store_pushes.pushes(person_id)


def can_mail() -> bool:
    """Whether whoever runs Supple named a mail server."""
    return read_config().mail_url is not None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a browser sends that agrees to be rung. `was`: the address it was rung at before, which it has no more."""

    endpoint: str
    public_key: str
    auth: str
    device: str = ""
    was: str = ""


def read_agreed(body: bytes) -> Agreed:
    """What the browser sent, as JSON.

    Raises:
        UserError: it is nothing that can be read.
    """
    try:
        sent: Any = json.loads(body)
        keys = sent["keys"]
        found = (sent["endpoint"], keys["p256dh"], keys["auth"], sent.get("device", ""), sent.get("was", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError(_("this is nothing that Supple can read."), field="keys") from None
    if not all(isinstance(each, str) for each in found):
        raise UserError(_("this is nothing that Supple can read."), field="keys")
    return Agreed(*found)


def agree_to_push(account: Account, person_id: UUID, sent: Agreed, *, now: datetime) -> bool:
    """Ring this browser from now on. False: it was rung at another address before, and was switched off since.

    Raises:
        UserError: it is no push service that can be rung, its keys are none, or there are too many.
    """
    require(account, "agree_to_push", person_id)
    device = "".join(letter if letter.isprintable() else " " for letter in sent.device)
    public_key, auth = sent.public_key.rstrip("="), sent.auth.rstrip("=")
    target = PushTarget(checked_endpoint(sent.endpoint), public_key, auth, " ".join(device.split())[:80])
    if _bytes_in(public_key) != _POINT_BYTES or _bytes_in(auth) != _AUTH_BYTES:
        raise UserError(
            _("these are no keys of a browser."), field="keys", hint=_("Switch it off and on again there.")
        )
    if sent.was:
        return store_pushes.move_push(person_id, sent.was, target)
    if not store_pushes.put_push(account.id, person_id, target, now=now):
        raise UserError(_("too many browsers are rung."), field="endpoint", hint=_("Take one away first."))
    return True


def end_push(account: Account, person_id: UUID, push_id: int) -> bool:
    """Ring this browser no more."""
    require(account, "end_push", person_id)
    return store_pushes.remove_push(person_id, push_id)


def new_feed(account: Account, person_id: UUID, *, is_private: bool, now: datetime) -> str:
    """A new private link for a calendar: the token to put into its address. It is shown once."""
    require(account, "new_feed", person_id)
    return store_pushes.new_feed(account.id, person_id, is_private=is_private, now=now)


def end_feed(account: Account, person_id: UUID, name: str, *, now: datetime) -> bool:
    """Revoke a link by its short name."""
    require(account, "end_feed", person_id)
    return store_pushes.revoke_feed(person_id, name, now=now)


def feeds_of(account: Account, person_id: UUID) -> list[Feed]:
    """The links that hold."""
    require(account, "feeds_of", person_id)
    return store_pushes.feeds(person_id)


def opened_feed(token: str, *, now: datetime) -> tuple[Feed, Person] | None:
    """What a calendar's link opens: nothing once it is revoked, or once its account may not look any more."""
    feed = store_pushes.feed_of(token, now=now)
    if feed is None:
        return None
    member = require(feed.account, "reminders", feed.person_id)
    person = people.person(feed.person_id)
    return None if person is None else (feed, member.person)


def _bytes_in(text: str) -> int:
    """How many bytes a key holds; 0 where it is none. Letters that are no base64 are not passed over."""
    if not _BASE64.fullmatch(text):
        return 0
    try:
        return len(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return 0
