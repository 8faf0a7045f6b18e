"""Where does a phone's outbox send what was noted offline? `POST /sync/events`: each event kept once, acknowledged.

The body is JSON, `{"person_id": …, "events": […]}` with events as in docs/reference/events.md. The answer names every
id that is safely kept (`new`, `same`) or kept aside (`conflicts`). An event that cannot be read is `rejected` with
its reason and stays on the phone; the others are kept.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from supple import actions
from supple.model import Event, NotAllowedError, UserError, check_event, event_from_json

MOST_EVENTS = 5000


@require_POST
def events(request: HttpRequest) -> JsonResponse:
    """Session and CSRF token, like every form."""
    account = request.account  # type: ignore[attr-defined]
    if not account:
        return _refused(401, "Sign in again on this device; what you noted stays here until then.")
    now = datetime.now(UTC)
    try:
        person_id, readable, rejected = _read(request.body, now)
        kept = actions.sync_events(account, person_id, readable, now=now)
    except UserError as error:
        return _refused(400, str(error))
    except NotAllowedError:
        return _refused(404, "There is no such diary, or it is not yours to write in.")
    return JsonResponse(
        {
            "new": [str(each) for each in kept.new],
            "same": [str(each) for each in kept.same],
            "conflicts": [str(each) for each in kept.conflicts],
            "rejected": rejected,
        }
    )


def _read(body: bytes, now: datetime) -> tuple[UUID, list[Event], list[dict[str, Any]]]:
    try:
        sent = json.loads(body)
        person_id = UUID(sent["person_id"])
        raw = list(sent["events"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError("this is not a list of entries.", hint="See docs/reference/events.md.") from None
    if len(raw) > MOST_EVENTS:
        raise UserError(f"more than {MOST_EVENTS} entries at once.", hint="Send them in parts.")
    readable: list[Event] = []
    rejected: list[dict[str, Any]] = []
    for item in raw:
        try:
            event = event_from_json(item)
            check_event(event, now=now)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            # The reason goes back to the phone that holds the entry, and nowhere else.
            name = item.get("id") if isinstance(item, dict) else None
            rejected.append({"id": name, "reason": f"{type(error).__name__}: {error}"})
        else:
            readable.append(event)
    return person_id, readable, rejected


def _refused(status: int, words: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)
