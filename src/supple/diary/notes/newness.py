"""Is a sign new, or the one that is always there? "New tingling", "tingling, new for me", "the usual tingling"."""

from __future__ import annotations

import itertools

from supple.diary.notes.lexicon import Concept
from supple.diary.notes.page import Page
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small
from supple.model import Day, DaySlot, Interval

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
        "cannot_stay_awake",
    }
)
_OLD_BEFORE = small("newness", "before")
# "As usual", "nothing new": one of the first words, then one of the second.
_OLD_AFTER = (
    (small("newness", "as"), small("newness", "always")),
    (small("newness", "nothing"), small("newness", "new")),
)
_NEW_PHRASES = (
    "first time",
    "never had",
    "never been like",
    "never felt",
    "not had this before",
    "not had it before",
    "new for",
    "that 's new",
    "that is new",
    "thats new",
    "is new",
    "out of nowhere",
    "out of the blue",
    "all of a sudden",
)
_BEYOND_USUAL = frozenset({"green", "brown", "yellow", "rusty", "more", "thicker"})
_PHLEGM = frozenset({"phlegm", "mucus", "sputum", "gunk", "muck", "stuff", "catarrh", "gunge", "snot"})
_BEGAN = frozenset({"since", "started", "began", "starting"})
_RECENT = (Day, DaySlot, Interval)
_EVENTS = frozenset(
    {"refill", "refilled", "filled", "botox", "dysport", "xeomin", "injection", "injections", "jab", "jabs", "op"}
    | {"operation", "surgery", "fall"}
)
_OTHER_SUBJECT = frozenset({"but", ".", ";", "\n", "because"})
_FURTHER = 7  # words behind a sign in which its beginning may be told
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
    if set(words) & _NEW or any(phrase in text for phrase in _NEW_PHRASES):
        return True
    if _is_more_than_before(page, match) or _since_a_while_ago(page, match):
        return True
    behind = " ".join(page.word(i) for i in range(match.end, min(page.clause_end(match.start), match.end + _FURTHER)))
    after = _clause_after(page, match)
    if any(phrase in text for text in (behind, " ".join(after)) for phrase in _NEW_PHRASES):
        return True
    return "new" in after and not {"nothing", "not", "no"} & set(after)


def _is_more_than_before(page: Page, match: Match[Concept]) -> bool:
    """ "Green phlegm", "more phlegm": the wording itself says what is beyond the usual."""
    sentence = range(page.sentence_start(match.start), page.sentence_end(match.end - 1))
    return match.meaning.code == "cough_phlegm" and any(
        page.word(i) in _BEYOND_USUAL and {page.word(i + 1), page.word(i + 2)} & _PHLEGM for i in sentence
    )


def _since_a_while_ago(page: Page, match: Match[Concept]) -> bool:
    """ "Tingling since this morning", "numb, started yesterday", "pins and needles since the refill"."""
    if match.meaning.code == "spasms_stop_sleep":  # "awake with spasms since Monday" tells of nights, not of newness
        return False
    stop = min(page.sentence_end(match.end - 1), match.end + _FURTHER)
    for i in range(match.end, stop):
        if page.word(i) in _OTHER_SUBJECT:
            return False
        if page.word(i) not in _BEGAN:
            continue
        timed = any(i <= t.start <= i + 2 and isinstance(t.when, _RECENT) for t in page.times)
        if timed or any(page.word(k) in _EVENTS for k in range(i + 1, min(i + 4, len(page.tokens)))):
            return True
    return False


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
