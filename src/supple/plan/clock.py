"""Is this a time of day that can be read in one way only?"""

from __future__ import annotations

import re
from datetime import time

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::00)?")


def read_clock(text: str) -> time | None:
    """08:00, 8:00 or 8.00; None for anything else.

    `time.fromisoformat` is no reader of what people type: to it 08.30 is half a second after eight.
    """
    found = _CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None
