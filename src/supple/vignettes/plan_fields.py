"""Fields that several entries of a plan share: how long ago, in which words, who ended it."""

from __future__ import annotations

from collections.abc import Mapping

from supple.vignettes.fields import Fields, is_blank, number, text, whole
from supple.vignettes.times import MOST_DAYS

LONG_AGO = 365  # days; since when a medicine or a pump is there, where the case does not say
PUMP = "baclofen pump"
_UNITS: Mapping[str, int] = {"days": 1, "weeks": 7, "months": 30, "years": 365}


def days_of(fields: Fields, *names: str) -> tuple[str, int | None]:
    """(path, days) of one of these names, which hold "days"; weeks, months and years may stand there instead."""
    first = f"{fields.path}.{names[0]}"
    for unit, days in _UNITS.items():
        path, value = fields.take(*(name.replace("days", unit) for name in names if unit == "days" or "days" in name))
        if not is_blank(value):
            if days == 1:
                return path, whole(value, path, high=MOST_DAYS)
            return path, int(number(value, path, high=MOST_DAYS / days) * days)
        first = path if unit == "days" else first
    return first, None


def words_of(fields: Fields) -> str:
    path, words = fields.take("words", "dose")
    return "" if is_blank(words) else text(words, path)


def ended_by(fields: Fields) -> dict[str, str]:
    path, by = fields.take("ended_by", "stopped_by", "said_by")
    return {} if is_blank(by) else {"said_by": text(by, path)}
