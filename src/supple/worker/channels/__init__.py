"""By which ways can somebody be reached? One folder a channel; those that are not set up are left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from supple.actions.reminding import Sender
from supple.model import Channel
from supple.worker.channels.mail import mail_sender
from supple.worker.channels.push import push_sender


def senders(folder: Path) -> Mapping[Channel, Sender]:
    """The channels of this machine. The page needs none: what is due stands there by itself."""
    found: dict[Channel, Sender] = {Channel.PUSH: push_sender(folder)}
    mail = mail_sender()
    if mail is not None:
        found[Channel.MAIL] = mail
    return found
