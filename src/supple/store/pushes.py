"""Which browsers are rung for whom, and by which links does a calendar read what is due?"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from supple.model import Account, Feed, PushTarget
from supple.store.models import FeedRow, PushRow

MOST_OF_ONE = 20  # browsers of one person; more are a mistake or worse


def put_push(account_id: UUID, person_id: UUID, target: PushTarget, *, now: datetime) -> bool:
    """Ring this browser for the person from now on, by the keys it gave last. False where there are too many."""
    name = _hash(target.endpoint)
    others = PushRow.objects.filter(person=person_id).exclude(endpoint_hash=name)
    if others.count() >= MOST_OF_ONE:
        return False
    PushRow.objects.update_or_create(
        person_id=person_id,
        endpoint_hash=name,
        defaults={
            "account_id": account_id,
            "endpoint": target.endpoint,
            "public_key": target.public_key,
            "auth": target.auth,
            "device": target.device,
            "added_at": now,
            "failed_at": None,
        },
    )
    return True


@transaction.atomic
def move_push(person_id: UUID, was: str, target: PushTarget) -> bool:
    """The browser that was rung at this endpoint has another one now. False: it is not rung any more."""
    row = PushRow.objects.select_for_update().filter(person=person_id, endpoint_hash=_hash(was)).first()
    if row is None:
        return False
    name = _hash(target.endpoint)
    PushRow.objects.filter(person=person_id, endpoint_hash=name).exclude(pk=row.pk).delete()
    row.endpoint, row.endpoint_hash, row.public_key, row.auth = target.endpoint, name, target.public_key, target.auth
    row.failed_at = None
    row.save()
    return True


def pushes(person_id: UUID) -> list[PushTarget]:
    """The browsers that are rung, the first first."""
    return pushes_of([person_id]).get(person_id, [])


def pushes_of(person_ids: Collection[UUID]) -> dict[UUID, list[PushTarget]]:
    """The same for several people, by person."""
    found: dict[UUID, list[PushTarget]] = {}
    for row in PushRow.objects.filter(person__in=list(person_ids)).order_by("added_at", "pk"):
        target = PushTarget(
            row.endpoint, row.public_key, row.auth, row.device, row.pk, row.added_at, row.rang_at, row.failed_at
        )
        found.setdefault(row.person_id, []).append(target)
    return found


def pushed(*, rang: Collection[int], failed: Collection[int], gone: Collection[int], now: datetime) -> None:
    """What the services of these browsers said. Those that are gone are forgotten: they never ring again."""
    if rang:
        PushRow.objects.filter(pk__in=list(rang)).update(rang_at=now, failed_at=None)
    if failed:
        PushRow.objects.filter(pk__in=list(failed)).update(failed_at=now)
    if gone:
        PushRow.objects.filter(pk__in=list(gone)).delete()


def remove_push(person_id: UUID, push_id: int) -> bool:
    return bool(PushRow.objects.filter(person=person_id, pk=push_id).delete()[0])


def new_feed(account_id: UUID, person_id: UUID, *, is_private: bool, now: datetime) -> str:
    """A token of 256 random bits; only its hash is kept. Links made before hold on until they are revoked."""
    token = secrets.token_urlsafe(32)
    FeedRow.objects.create(
        token_hash=_hash(token), account_id=account_id, person_id=person_id, is_private=is_private, made_at=now
    )
    return token


def feed_of(token: str, *, now: datetime) -> Feed | None:
    """What the link opens; None where it never was one, or was revoked."""
    row = FeedRow.objects.select_related("account").filter(token_hash=_hash(token), revoked_at=None).first()
    if row is None:
        return None
    FeedRow.objects.filter(pk=row.pk).update(read_at=now)
    return _feed(row)


def feeds(person_id: UUID) -> list[Feed]:
    """The links that hold, the first first."""
    rows = FeedRow.objects.select_related("account").filter(person=person_id, revoked_at=None).order_by("made_at")
    return [_feed(row) for row in rows]


def revoke_feed(person_id: UUID, name: str, *, now: datetime) -> bool:
    """End a link by its name (a part of its hash). Calendars that have it get nothing from now on."""
    rows = FeedRow.objects.filter(person=person_id, token_hash__startswith=name, revoked_at=None)
    return bool(name) and bool(rows.update(revoked_at=now))


def _feed(row: FeedRow) -> Feed:
    account = Account(row.account.id, row.account.name)
    return Feed(row.token_hash[:12], account, row.person_id, row.is_private, row.made_at, row.read_at)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
