"""How does somebody sign in without a password? One-time links, of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from supple.model import Account
from supple.store.models import OneTimeLinkRow


def new_token(account_id: UUID, *, expires_at: datetime) -> str:
    """A token of 256 random bits that signs the account in once, until it expires."""
    token = secrets.token_urlsafe(32)
    OneTimeLinkRow.objects.create(token_hash=_hash(token), account_id=account_id, expires_at=expires_at)
    return token


def redeem(token: str, *, now: datetime) -> Account | None:
    """The account, the first time and in time; None ever after. Two at once: exactly one gets it."""
    rows = OneTimeLinkRow.objects.filter(token_hash=_hash(token), used_at=None, expires_at__gt=now)
    if rows.update(used_at=now) != 1:
        return None
    row = OneTimeLinkRow.objects.select_related("account").get(token_hash=_hash(token))
    return Account(row.account.id, row.account.name)


def forget_old(*, now: datetime) -> None:
    """Drop links that can no longer be used."""
    OneTimeLinkRow.objects.filter(expires_at__lte=now).delete()


def _hash(token: str) -> str:
    # A plain hash is enough: the token is 256 random bits, there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()
