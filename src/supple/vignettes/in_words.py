"""Values as people write them: "38.5 C", "3x ULN", "5 days", the ninth question of a mood questionnaire."""

from __future__ import annotations

import re
from typing import Any

from supple.model import Fact, Sign
from supple.vignettes.besides import Besides
from supple.vignettes.fields import is_blank, number, shown, whole
from supple.vignettes.names import plain
from supple.vignettes.other_words import NUMBERS
from supple.vignettes.remarks import read_as, unused

_WITH_UNIT = re.compile(r"\s*([<>≥≤~]?\s*\d+(?:[.,]\d+)?)\s*(°?\s*[a-zA-Z\[\]]+(?:/[a-zA-Z]+)?)\s*")
_TIMES = re.compile(
    r"\s*[<>≥]?\s*=?\s*(\d+(?:\.\d+)?)\s*(?:x|×|\*|times)\s*(?:the\s+)?(?:uln|upper limit.*|normal|limit)\s*"
)
_ITEM_9_MOST = 3


def number_and_unit(value: Any) -> tuple[Any, str | None]:
    """ "38.5 C" → ("38.5", "C"); anything else as it is. A sign of "more than" stays, and is no number."""
    found = _WITH_UNIT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value, None
    unit = found[2].replace(" ", "").removeprefix("°").removesuffix("/L") or None
    if unit is not None and unit.casefold() in {"iu", "u", "h", "hrs", "hours", "hour", "bpm", "degrees"}:
        unit = None
    return found[1].replace(",", "."), unit


def times_the_limit(value: Any) -> float | None:
    """ "3x ULN" → 3.0."""
    found = _TIMES.fullmatch(value.casefold()) if isinstance(value, str) else None
    return None if found is None else float(found[1])


def phq_item_9(path: str, value: Any) -> list[Fact]:
    """The ninth answer, 0 to 3: from 1 on it is the sign, as the row says. Its words are not here."""
    if is_blank(value):
        return []
    score = whole(int(value) if isinstance(value, bool) else value, path, high=_ITEM_9_MOST)
    read_as(path, f"{score} as {'thoughts' if score else 'no thoughts'} of not wanting to live")
    return [Sign("suicidal_thoughts", score > 0, None)]


def is_about_the_bowel(words: str) -> bool:
    return plain(words) in {
        "constipation", "constipated", "no bowel movement", "bowel not open", "bowels not open", "no bm", "no stool",
        "not opened bowels", "bowels",
    }  # fmt: skip


def bowel(path: str, value: Any, besides: Besides) -> list[Fact]:
    """For how many days the bowel has not opened: five, three, or fewer, of which no rule speaks."""
    if is_blank(value):
        return []
    for name in ("present", "new"):
        besides.yes_no(name)
    words = re.sub(r"\s*days?$", "", value.strip().casefold()) if isinstance(value, str) else value
    days = number(NUMBERS.get(words, words) if isinstance(words, str) else words, path, high=60)
    if days < 3:
        unused(path, f"{shown(value)}: no rule looks at fewer than three days")
        return []
    code = "bowel_not_open_5_days" if days >= 5 else "bowel_not_open_3_days"
    read_as(path, f"{days:g} days as “no bowel movement for {5 if days >= 5 else 3} days”")
    return [Sign(code, True, None)]
