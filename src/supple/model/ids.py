"""Which event is this? Time-ordered ids for what is noted, stable ids for what is imported (RFC 9562)."""

from __future__ import annotations

import random
import uuid
from datetime import datetime

_IMPORTED = uuid.UUID("6f1d2b0e-6a5c-5c7e-9d0f-5a0a5b1e7c11")


def noted_id(now: datetime, rng: random.Random | None = None) -> uuid.UUID:
    """A UUIDv7: 48 bits of Unix milliseconds, then random bits.

    Args:
        now: aware datetime of the noting.
        rng: only tests and the simulator pass one; otherwise the system's randomness is used.
    """
    bits = (rng or random.SystemRandom()).getrandbits(74)
    millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = (millis << 80) | (0x7 << 76) | ((bits >> 62) << 64) | (0b10 << 62) | (bits & ((1 << 62) - 1))
    return uuid.UUID(int=value)


def imported_id(person_id: uuid.UUID, file_format: str, natural_key: str) -> uuid.UUID:
    """A UUIDv5 of (person, format, natural key), so that importing twice changes nothing."""
    return uuid.uuid5(_IMPORTED, f"{person_id}\x1f{file_format}\x1f{natural_key}")
