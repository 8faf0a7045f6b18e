"""What does this process remember of a person that must be dropped: after erasing, or when their words changed?"""

from __future__ import annotations

from uuid import UUID

from supple.actions import changed, day, dose_days, injecting, looks, lucky, windows


def forget(person_id: UUID) -> None:
    """Drop all of it; it is made again when it is asked for."""
    for each in (looks, changed, day, dose_days, windows, lucky, injecting):
        each.forget(person_id)
