"""Is a sign new, or the one that is always there? "New tingling", "tingling, new for me", "the usual tingling"."""

from __future__ import annotations

import itertools

from supple.diary.notes.lexicon import Concept
from supple.diary.notes.page import Page
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small

_NEW = frozenset({"new", "newly", "sudden", "suddenly"})
# Signs that many people live with. Only these can be said to be old; an emergency never is.
_MAY_BE_OLD = frozenset(
    {
        "tingling",
        "new_numbness",
        "new_weakness",
        "walking_worse",
        "urinary_frequency",
        "urinary_urgency",
        "leaking_urine",
        "cough_phlegm",
        "double_vision",
        "blurred_sight",
        "dizzy_on_standing",
        "spasms_stop_sleep",
    }
)
_OLD_BEFORE = small("newness", "before")
# "As usual", "nothing new": one of the first words, then one of the second.
_OLD_AFTER = (
    (small("newness", "as"), small("newness", "always")),
    (small("newness", "nothing"), small("newness", "new")),
)
_MOST_AFTER = 6  # words of a short clause that says no more than that it is new, or old


def newness(page: Page, match: Match[Concept]) -> bool | None:
    """True: new. False: said to be as always. None: nothing said."""
    if match.meaning.code in _MAY_BE_OLD and _is_old(page, match):
        return False
    return True if _is_new(page, match) else None


def _is_new(page: Page, match: Match[Concept]) -> bool:
    near = range(max(0, match.start - 3), min(len(page.tokens), match.end + 4))
    words = [page.word(i) for i in near if page.same_clause(i, match.start)]
    text = " ".join(words)
    if set(words) & _NEW or "first time" in text or "never had" in text or "new for" in text:
        return True
    after = _clause_after(page, match)
    return "new" in after and not {"nothing", "not", "no"} & set(after)


def _is_old(page: Page, match: Match[Concept]) -> bool:
    before = [page.word(i) for i in range(max(0, match.start - 2), match.start) if page.same_clause(i, match.start)]
    if set(before) & _OLD_BEFORE and "than" not in before:
        return True
    clause = [page.word(i) for i in range(match.end, min(page.clause_end(match.start), match.end + _MOST_AFTER))]
    return any(_says_old(words) for words in (clause, _clause_after(page, match)))


def _says_old(words: list[str]) -> bool:
    pairs = list(itertools.pairwise(words))
    return any(one in first and two in second for first, second in _OLD_AFTER for one, two in pairs)


def _clause_after(page: Page, match: Match[Concept]) -> list[str]:
    """The short clause behind a comma that only tells of the one before: ", new for me", ", nothing new"."""
    start = page.clause_end(match.start)
    if start >= len(page.tokens) or page.sentence[start] != page.sentence[match.start]:
        return []
    end = page.clause_end(start)
    if end - start > _MOST_AFTER or any(start <= m.start < end for m in page.concepts):
        return []
    return [page.word(i) for i in range(start, end) if page.word(i)[:1].isalpha()]
