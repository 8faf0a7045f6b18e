"""Something is up: the answer to a sign does not hang on the hour it is asked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from supple import actions
from supple.model import Tier

MIDNIGHT = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("offset", [-11, 0, 13])
def test_what_somebody_has_counts_at_three_in_the_morning_too(hour: int, offset: int) -> None:
    now = (MIDNIGHT + timedelta(hours=hour)).astimezone(timezone(timedelta(hours=offset)))
    for sign, have in (("swallowing_trouble", "toxin"), ("fever", "pump")):
        [first, *_] = actions.check_signs([sign], have=[have], now=now)
        assert first.tier is Tier.T0, sign
