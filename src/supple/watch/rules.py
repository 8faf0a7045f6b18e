"""Which red-flag rules fire?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from supple.model import Alert, DailyTable, Diary, Plan


def check(diary: Diary, plan: Plan, now: datetime, *, table: DailyTable | None = None) -> tuple[Alert, ...]:
    """Alerts for what was noted up to `now`, most urgent first."""
    del diary, plan, now, table
    return ()


def check_signs(
    signs: Mapping[str, bool | None],
    plan: Plan | None,
    now: datetime,
    *,
    profile: Mapping[str, str] | None = None,
    diary: Diary | None = None,
) -> tuple[Alert, ...]:
    """Alerts for signs ticked just now; works without a diary, before anything is saved."""
    del signs, plan, now, profile, diary
    return ()
