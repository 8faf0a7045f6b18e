"""How are many stored events read quickly? Stored JSON → nouns, sharing what repeats."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from supple.model import Event, event_from_json


def decode(rows: Iterable[tuple[str, datetime]]) -> list[Event]:
    """Events from (payload, received_at)."""
    from dataclasses import replace

    return [replace(event_from_json(json.loads(payload)), received_at=received) for payload, received in rows]
