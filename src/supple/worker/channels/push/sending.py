"""One batch, sent to every browser that agreed to be rung for the person."""

from __future__ import annotations

import json
import logging
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import OpenerDirector, Request

from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys

from supple.actions import push_services, reminding, ringing
from supple.actions.reminding import Batch, Rang, Sender
from supple.model import PushTarget, UserError, noted_id
from supple.worker.channels.push import connecting
from supple.worker.channels.push.signing import Signing

log = logging.getLogger("supple.reminders")

SECONDS = 10
_GONE = frozenset({404, 410})
_LEAST_TTL = 60
MOST_MARKS = 60  # a push holds 4 kB at the most


def push_sender(folder: Path, *, opener: OpenerDirector | None = None) -> Sender:
    """Rings browsers. Keys are made at the first start and stay: with other keys every browser must agree anew."""
    private, public = ringing.push_keys(folder)
    maker = WebPush(private_key=private, public_key=public, subscriber=ringing.contact())
    maker.vapid = Signing(private_key=private, public_key=public)
    opener = opener or connecting.opener()

    def send(batch: Batch) -> Rang:
        # Those that failed the last time come last: they may take long.
        found: dict[str, list[int]] = {"rang": [], "failed": [], "gone": []}
        for target in sorted(batch.targets, key=lambda each: each.failed_at is not None):
            found[_ring(maker, opener, target, batch)].append(target.id)
        return Rang(**{said: tuple(ids) for said, ids in found.items()})

    return send


def _ring(maker: WebPush, opener: OpenerDirector, target: PushTarget, batch: Batch) -> str:
    over = max((each.planned.until for each in batch.reminders), default=batch.at)
    seconds = int((over - batch.at).total_seconds())
    keys = WebPushKeys(auth=target.auth, p256dh=target.public_key)
    try:
        endpoint = push_services.checked_endpoint(target.endpoint)
        subscription = WebPushSubscription(endpoint=endpoint, keys=keys)
        message = maker.get(json.dumps(payload(batch)), subscription)
    except (ValueError, UserError):
        return "gone"  # its keys cannot be read, or it is no push service: it never rings
    # Ours, not the maker's: several hands use it at once, and it remembers the last one's.
    headers = {**message.headers, "ttl": str(max(_LEAST_TTL, seconds)), "content-type": "application/octet-stream"}
    if batch.is_firm or any(each.planned.is_critical for each in batch.reminders):
        headers["urgency"] = "high"
    request = Request(endpoint, data=message.encrypted, headers=dict(headers), method="POST")  # noqa: S310 -- checked above
    return _post(opener, request)


def payload(batch: Batch) -> dict[str, object]:
    """All that travels: how many things are due, how many of them late, whether it is the firmer call, and marks.

    `form`: the form's own id, so that a tap which is sent twice is noted once.
    """
    keys = sorted({each.planned.key for each in batch.reminders})
    if batch.is_try:
        return {"try": True, "person": str(batch.person_id)}
    return {
        "due": len(keys),
        "late": batch.late,
        "firm": batch.is_firm,
        "person": str(batch.person_id),
        "marks": [reminding.mark_of(batch.person_id, key) for key in keys[:MOST_MARKS]],
        "form": str(noted_id(batch.at)),
    }


def _post(opener: OpenerDirector, request: Request) -> str:
    """rang, failed or gone. Whatever this one service does is a failure of this one browser only."""
    try:
        with opener.open(request, timeout=SECONDS):
            return "rang"
    except HTTPError as error:
        log.warning("a push service answered %d", error.code)
        return "gone" if error.code in _GONE else "failed"
    except (OSError, HTTPException, ValueError) as error:
        log.warning("a push service could not be reached: %s", type(error).__name__)
        return "failed"
