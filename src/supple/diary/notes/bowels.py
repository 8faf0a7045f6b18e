"""How many days did the bowel not open? "Not been for a poo in 5 days", "no BM x6 days", "last poo a week ago"."""

from __future__ import annotations

from datetime import timedelta

from supple.diary.notes.lexicon import Concept
from supple.diary.notes.page import Page
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small
from supple.model import Day, DaySlot, Interval

_BOWEL = small("bowels", "bowel")
_NONE = small("bowels", "none")
_OTHER = small("bowels", "other")
_SIGNS = frozenset({"bowel_not_open_3_days", "bowel_not_open_5_days", "vomiting_swollen_belly"})
_THREE, _FIVE = 3, 5
_MOST = 60
_FAR = 9
_NEAR = 5


def days_without(page: Page, found: list[Match[Concept]]) -> list[Match[Concept]]:
    """The sign of three days, or of five, where a sentence says bowel, a no, and for how long."""
    if any(m.meaning.code in _SIGNS for m in found):
        return []
    for i in range(len(page.tokens)):
        if page.word(i) not in _BOWEL or page.word(i + 1) in _OTHER or page.word(i - 1) in _OTHER:
            continue
        near = range(max(page.clause_start(i), i - _FAR), min(page.clause_end(i), i + _FAR))
        none = next((j for j in near if page.word(j) in _NONE and _about_the_bowel(found, j, i)), None)
        days, start, end = _how_long(
            page, range(max(page.sentence_start(i), i - _FAR), min(page.sentence_end(i), i + _FAR))
        )
        if none is None or days < _THREE:
            continue
        code = "bowel_not_open_5_days" if days >= _FIVE else "bowel_not_open_3_days"
        start, end = min(i, none, start), max(i + 1, none + 1, end)
        return [Match(start, end, Concept("sign", code))]
    return []


def _about_the_bowel(found: list[Match[Concept]], none: int, bowel: int) -> bool:
    """ "A week without spasms and bowels fine": the no is of something else."""
    between = range(min(none, bowel), max(none, bowel))
    other = any(m.start in between and m.meaning.kind in {"count", "rating", "side_effect"} for m in found)
    return len(between) <= _NEAR and not other


def _how_long(page: Page, near: range) -> tuple[float, int, int]:
    for j in near:
        number, unit = page.tokens[j].number, page.word(j + 1)
        if page.word(j - 1) == "every":
            continue
        length = {"day": 1, "days": 1, "week": 7, "weeks": 7}.get(unit)
        if number is not None and length is not None and 1 <= number * length <= _MOST:
            if page.word(j + 2) == "ago" and not _last(page, near):
                continue
            return number * length, j, j + 2
        if page.word(j) in {"a", "over", "whole"} and unit in {"week", "fortnight"} and page.word(j - 1) != "once":
            return 7, j, j + 2
    for t in page.times:
        if t.start not in near or "since" not in {page.word(k) for k in range(t.start - 2, t.start + 1)}:
            continue
        if isinstance(t.when, Interval):
            return int((page.noted_at - t.when.start_utc) / timedelta(days=1)), t.start, t.end
        if isinstance(t.when, Day | DaySlot):
            return (page.diary_day - t.when.local_day).days, t.start, t.end
    return 0, 0, 0


def _last(page: Page, near: range) -> bool:
    return any(page.word(j) == "last" for j in near)
