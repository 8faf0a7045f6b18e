"""How does somebody get in? The account of this machine, and one-time links instead of passwords."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from supple import store
from supple.actions.access import EVERYTHING
from supple.actions.persons import plain_name
from supple.model import Account, NotAllowedError, Role
from supple.store import links, people


def first_account(*, zone: str) -> Account:
    """The account of whoever owns this machine's diary, with a diary of its own, made at the first start.

    Args:
        zone: the machine's time zone, used only when there is nobody yet.
    """
    if not people.accounts():
        with store.whole_or_nothing():
            if not people.accounts():  # another process may have been quicker
                account = people.add_account("Me")
                people.add_person(account.id, "Me", zone=zone, role=Role.SELF, scopes=EVERYTHING)
    return people.accounts()[0]


def account(account_id: UUID) -> Account | None:
    """The account with this id, for a session."""
    return people.account(account_id)


def rename_account(account: Account, name: str) -> Account:
    """Another name beside what one notes from now on."""
    people.rename_account(account.id, plain_name(name))
    return Account(account.id, plain_name(name))


def login_link(account: Account, *, now: datetime, base_url: str = "", minutes: int = 60) -> str:
    """A link that signs the account in once, within so many minutes: `base_url` + `/enter/` + token."""
    links.forget_old(now=now)
    token = links.new_token(account.id, expires_at=now + timedelta(minutes=minutes))
    return f"{base_url.rstrip('/')}/enter/{token}"


def redeem(token: str, *, now: datetime) -> Account:
    """The account behind a one-time link. Raises NotAllowedError the second time, or when it has expired."""
    account = links.redeem(token, now=now)
    if account is None:
        raise NotAllowedError("This link was already used, or it is too old. Make a new one with: supple login-link")
    return account
