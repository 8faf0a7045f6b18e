"""How far does a "no" reach? Marks the wordings that a negation says were not there.

Forward from the cue to the first wording, then on through "or", "nor" and lists that end in one; back from "none",
"gone" and "-free". An "and" carries a negation only to a bare name ("no pain and spasms", not "no pain and stiff 4").
"""

from __future__ import annotations

from supple.diary.notes.page import Page
from supple.diary.notes.small import small

_SUBJECT = frozenset({"i", "he", "she", "they", "we"})
_LIST = frozenset({"or", "nor", "/", ","})
_STOPS = small("negation", "stops")
_ENDS = frozenset({".", "!", "?", ";", "\n"})
_BETWEEN_LISTED = small("negation", "between_listed")
_AFTER_A_BARE_NAME = small("negation", "after_a_bare_name") | {"", "\n"}
_ANSWER_ENDS = frozenset({"", ",", ".", ";", "\n", "/"})
_BETWEEN_UNDONE = frozenset({"and", "or", "nor", "&", "the", "my", "his", "her", "any"})
# "Seeing things since he stopped baclofen": what stopped is not what stands before.
_NOT_BACK_OVER = frozenset({"but", ",", "and", "than", "as", "since", "when", "after", "because", "now", *_SUBJECT})
_MOST_STEPS = 6
_MOST_BACK = 3


def _things(page: Page) -> dict[int, int]:
    """Where a wording that can be negated begins → where it ends."""
    return {m.start: m.end for m in page.wordings}


def _says_no_itself(page: Page, start: int) -> bool:
    """ "No pain and no temperature": the second is a wording with a "no" of its own; two would make a yes."""
    own = page.word(start) in {"no", "not", "never", "without"}
    return own and any(
        m.start == start and not m.meaning.present and m.meaning.kind != "rating" for m in page.concepts
    )


def _only_until(page: Page, end: int) -> bool:
    """ "No spasms till 5am" says that there were some from then on."""
    return page.word(end) in {"till", "til", "until", "untill"}


def negate_forward(page: Page, start: int, cue_end: int, reach: int) -> None:
    if page.word(start) == "no" and page.word(start + 1) in {",", ".", "!"}:
        return  # "No, it was fine": an answer, not a negation
    things = _things(page)
    hit = _first_hit(page, things, start, cue_end, reach)
    while hit is not None:
        if _only_until(page, things[hit]):
            page.uncertain.update(range(hit, things[hit]))
            return
        page.negated.update(range(hit, things[hit]))
        hit = _next_in_list(page, things, things[hit], neither=page.word(start) == "neither")


def _first_hit(page: Page, things: dict[int, int], start: int, cue_end: int, reach: int) -> int | None:
    for i in range(start + 1, min(cue_end + reach, page.clause_end(start))):
        if page.word(i) in _STOPS or (page.word(i) in _SUBJECT and i >= cue_end):
            return None
        if i in things:
            return None if i > start + 1 and _says_no_itself(page, i) else i
    return None


def _next_in_list(page: Page, things: dict[int, int], i: int, *, neither: bool) -> int | None:
    """The next wording under the same negation: after "or"/"nor", a comma of a list, or a bare "and"."""
    joiner_at = next(
        (j for j in range(i, min(i + _MOST_STEPS, len(page.tokens))) if page.word(j) in _LIST | {"and"}), None
    )
    if joiner_at is None or any(page.word(j) in _ENDS | _STOPS or j in things for j in range(i, joiner_at)):
        return None
    joiner, j = page.word(joiner_at), joiner_at + 1
    while page.word(j) in _BETWEEN_LISTED and j not in things:
        joiner = "or" if page.word(j) in {"or", "nor"} else joiner
        j += 1
    if j not in things or _says_no_itself(page, j):
        return None
    if joiner in {"or", "nor", "/"} or neither:
        return j
    if not _is_bare(page, things[j]):
        return None
    if joiner == ",":
        return j if _list_ends_in_or(page, things[j]) else None
    return j if joiner_at + 1 == j else None


def _is_bare(page: Page, end: int) -> bool:
    """Nothing but the name of the thing: no number, level or verb follows it."""
    number = end < len(page.tokens) and page.tokens[end].number is not None
    return not number and page.word(end) in _AFTER_A_BARE_NAME


def _list_ends_in_or(page: Page, i: int) -> bool:
    for j in range(i, min(i + 8, len(page.tokens))):
        if page.word(j) in {"or", "nor"}:
            return True
        if page.word(j) in _ENDS | _STOPS:
            return False
    return False


def negate_back(page: Page, start: int) -> None:
    """ "Spasms: none", "pain gone", "pain-free": the wording just before did not happen."""
    if page.word(start) in {"none", "nil", "no", "zero"} and page.word(start + 1) == "of":
        return
    for match in page.wordings:
        between = range(match.end, start)
        if match.end > start or len(between) > _MOST_BACK or page.sentence[match.start] != page.sentence[start]:
            continue
        if any(page.word(i) in _NOT_BACK_OVER or page.tokens[i].number is not None for i in between):
            continue
        if match.end - match.start > 1 and page.word(match.end - 1) in _NOT_BACK_OVER:  # "… my legs since"
            continue
        page.negated.update(range(match.start, match.end))


def answer_no(page: Page) -> None:
    """ "Spasms yes, pain no": a no at the end of its clause answers the wording just before."""
    for match in page.concepts:
        if page.word(match.end) == "no" and page.word(match.end + 1) in _ANSWER_ENDS:
            page.negated.update(range(match.start, match.end))


def undo(page: Page, start: int, cue_end: int, reach: int) -> None:
    """ "Couldn't face the exercises": the thing to be done that follows was not done."""
    last: int | None = None
    for match in page.concepts:
        if match.meaning.kind != "session" or not match.meaning.present or not page.same_clause(match.start, start):
            continue
        near = start < match.start and cue_end - 1 <= match.start <= cue_end + reach
        listed = last is not None and all(page.word(i) in _BETWEEN_UNDONE for i in range(last, match.start))
        if (last is None and near) or listed:
            page.negated.update(range(match.start, match.end))
            last = match.end
