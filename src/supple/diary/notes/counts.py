"""How many spasms, cramps, falls, wakings? Counted things with their number, place and severity."""

from __future__ import annotations

from collections.abc import Sequence

from supple.diary.notes.compare import comparison_for, find_compared
from supple.diary.notes.lexicon import Concept
from supple.diary.notes.numbers import Amount, amounts
from supple.diary.notes.page import Draft, Page, Place, where
from supple.diary.notes.patterns import Match
from supple.diary.notes.places import places_near
from supple.diary.notes.scales import fence
from supple.diary.notes.small import small
from supple.model import Comparison, Count, Instant, Period, Rating

_BETWEEN_BEFORE = small("counts", "between_before")
_BETWEEN_AFTER = small("counts", "between_after")
_PASSED_OVER = small("counts", "passed_over")
_MAY_FOLLOW_A_COUNT = small("counts", "may_follow_a_count") | {"", "\n"}
_SINGLE = frozenset({"a", "an", "another", "one", "single", "1"})
_FEW = frozenset({"few"})
_MANY_UNKNOWN = small("counts", "many_unknown")
_SINGULAR = small("counts", "singular")
_FALL_VERBS = small("counts", "fall_verbs")
_STRONG = frozenset({"bad", "severe", "painful"})
_HOW_MUCH = frozenset({"so", "too", "that", "very", "as", "really", "all", "quite", "terribly", "particularly"})
MOST = 500


def read_counts(page: Page) -> list[Draft]:
    marks = [m for m in page.concepts if m.meaning.kind == "count"]
    free = [a for a in amounts(page.tokens, page.claimed) if not a.of_other]
    out: list[Draft] = []
    for match in marks:
        if match.end - 1 in page.blocked:
            _swallow(page, match, free)
            continue
        out.extend(_one(page, match, free))
        out.extend(_again(page, match, free, out))
    return out


def _again(page: Page, match: Match[Concept], free: list[Amount], out: list[Draft]) -> list[Draft]:
    """ "6 spasms yesterday, 3 today": a further bare number with a time of its own counts the same thing."""
    last = out[-1] if out else None
    if last is None or not isinstance(last.fact, Count) or not last.fact.count:
        return []
    end = min([page.sentence_end(match.start), *(m.start for m in page.concepts if m.start >= match.end)])
    for a in free:
        if match.end <= a.start < end and a.start not in page.claimed and not a.of_ten and a.end < len(page.tokens):
            beside = any(t.start in {a.end, a.end + 1} and not t.is_now for t in page.times)
            beside = beside or any(t.end == a.start and t.start >= match.end for t in page.times)
            beside = beside or page.word(a.end) in {"after", "before", "later", "more", "since", "earlier", "again"}
            joined = page.word(a.start - 1) in {"and", "then", ",", "another", "plus"}
            if beside and (joined or page.clause_start(a.start) >= a.start - 2):
                page.claim(a.start, a.end)
                fact = Count(
                    match.meaning.code,
                    int(a.middle),
                    low=int(a.low) if a.is_range else None,
                    high=int(a.high) if a.is_range else None,
                )
                return [Draft(fact, a.start, a.end)]
    return []


def _one(page: Page, match: Match[Concept], free: list[Amount]) -> list[Draft]:
    code = match.meaning.code
    bounds = _bounds(page, match)
    amount = _number(page, match, free)
    unsure = page.any_in(page.uncertain, match.start, match.end)
    places = [] if code in {"falls", "wakings"} else places_near(page, match.start, match.end, bounds)
    place = places[0] if places else None
    if amount is None and code in {"spasms", "cramps"}:
        compared = comparison_for(page, match, bounds)
        if compared is not None:
            start, end = min(match.start, compared.start), max(match.end, compared.end)
            fact = Comparison(code, compared.change, compared.than, **where(place))
            return [Draft(fact, start, end, guess=unsure, at=match.start)]
    out: list[Draft] = []
    scale = _severity_scale(page, match, free) if code in {"spasms", "cramps", "clonus"} else None
    if scale is not None:
        out.append(_strength(page, match, scale, place))
        if code == "spasms" and amount is None:
            return out
    # Two places and no number: two facts; a number is never counted twice.
    several: list[Place | None] = [place]
    if len(places) > 1 and amount is None:
        several = list(places)
    return out + _counted(page, match, amount, several, unsure=unsure)


def _strength(page: Page, match: Match[Concept], scale: Amount, place: Place | None) -> Draft:
    """ "Spasms 7/10" rates how strong they were."""
    page.claim(scale.start, scale.end)
    low, high = (scale.low, scale.high) if scale.is_range else (None, None)
    fact = Rating("spasm_severity", scale.middle, low=low, high=high, **where(place))
    return Draft(fact, min(match.start, scale.start), max(match.end, scale.end), at=match.start)


def _counted(
    page: Page, match: Match[Concept], amount: Amount | None, places: Sequence[Place | None], *, unsure: bool
) -> list[Draft]:
    code = match.meaning.code
    count, low, high, guess = _how_many(page, match, amount)
    negated = page.any_in(page.negated, match.start, match.end) or not match.meaning.present
    if negated and (amount is None or amount.low == amount.high == 1):  # "no spasms", "not one spasm"
        count, low, high, guess = 0, None, None, False
    start, end = match.start, match.end
    if amount is not None:
        page.claim(amount.start, amount.end)
        start, end = min(start, amount.start), max(end, amount.end)
    severity = None if count == 0 or code in {"falls", "wakings"} else _severity(page, match)
    period = Period.NIGHT if code == "wakings" else None
    out = []
    for place in places:
        fact = Count(code, count, period=period, severity=severity, low=low, high=high, **where(place))
        first, last = (min(start, place.start), max(end, place.end)) if place else (start, end)
        out.append(Draft(fact, first, last, guess=guess or unsure, at=match.start))
    return out


def _bounds(page: Page, match: Match[Concept]) -> tuple[int, int]:
    marks = sorted((m for m in page.concepts if m.meaning.kind in {"rating", "count"}), key=lambda m: m.start)
    before = [m for m in marks if m.end <= match.start]
    after = [m for m in marks if m.start >= match.end]
    low = fence(page, before[-1].end, match.start) if before else 0
    high = fence(page, match.end, after[0].start) if after else len(page.tokens)
    return max(low, page.sentence_start(match.start)), min(high, page.sentence_end(match.start))


def _number(page: Page, match: Match[Concept], free: list[Amount]) -> Amount | None:
    """The number that counts it: inside the wording, else before it ("3 spasms"), else after it ("spasms x3")."""
    inside = [a for a in free if match.start <= a.start < match.end]
    if inside:
        return inside[0]
    near = [
        a for a in free
        if not a.of_ten and a.high <= MOST and a.start not in page.claimed
        and page.sentence[a.start] == page.sentence[match.start]
    ]  # fmt: skip
    light = page.light
    before = [a for a in near if a.end <= match.start and _counts_on(page, match, a, light)]
    after = [a for a in near if a.start >= match.end and _counts_back(page, match, a, light)]
    return next(iter(before + after), None)


def _counts_on(page: Page, match: Match[Concept], a: Amount, light: set[int]) -> bool:
    between = [page.word(i) for i in range(a.end, match.start) if i not in light]
    return len(between) <= 3 and all(w in _BETWEEN_BEFORE for w in between) and not _rates_other(page, a)


def _counts_back(page: Page, match: Match[Concept], a: Amount, light: set[int]) -> bool:
    said = {i for c in find_compared(page) for i in range(c.start, c.end)}  # "not as many as yesterday, only 2"
    gap = [i for i in range(match.end, a.start) if i not in light | said]
    words = {page.word(i) for i in gap}
    times = page.word(a.end) in {"times", "x", "or"} or page.word(a.start - 1) in {"x", ":", "="}
    if times and len(gap) <= 6 and not words & {",", "but"} and not _other_between(page, match.end, a.start):
        return True
    if not times and _taken_by_next(page, a, match):
        return False
    if words & {",", "maybe", "about", "probably", "roughly"}:
        gap = [i for i in gap if page.word(i) not in page.lex.severity and page.word(i) not in _PASSED_OVER]
    most = 6 if "," in words else 3
    return len(gap) <= most and all(page.word(i) in _BETWEEN_AFTER for i in gap) and _bare_count(page, a)


def _other_between(page: Page, start: int, end: int) -> bool:
    return any(m.start >= start and m.end <= end for m in page.concepts)


def _bare_count(page: Page, a: Amount) -> bool:
    """What follows the number does not make it a number of something else."""
    return page.word(a.end) in _MAY_FOLLOW_A_COUNT


def _rates_other(page: Page, a: Amount) -> bool:
    """ "Stiffness 7 spasms 3": the 7 stands with the stiffness."""
    return any(
        m.meaning.kind in {"rating", "count"}
        and (m.end == a.start or (m.end == a.start - 1 and page.word(m.end) in {":", "=", "-", "is"}))
        for m in page.concepts
    )


def _taken_by_next(page: Page, a: Amount, match: Match[Concept]) -> bool:
    """ "Spasms and 2 cramps": the 2 stands before another counted thing."""
    return any(
        m.start in {a.end, a.end + 1} and m.start > match.start and m.meaning.kind == "count" for m in page.concepts
    )


def _how_many(
    page: Page, match: Match[Concept], amount: Amount | None
) -> tuple[int | None, int | None, int | None, bool]:
    """(count, low, high, guess). A count that was not said is None: it happened, how often is not noted."""
    if amount is not None:
        if amount.is_range:
            return int(amount.middle), int(amount.low), int(amount.high), False
        return int(amount.low), None, None, False
    before = [page.word(i) for i in range(max(page.clause_start(match.start), match.start - 3), match.start)]
    inside = [page.word(i) for i in range(match.start, match.end)]
    if any(w in _FEW for w in before) and "a" in before:
        return 3, 2, 4, True
    code = match.meaning.code
    if code == "falls":  # a fall told without a number is one; "falls" are not counted
        return (None if "falls" in inside or "falling" in inside else 1), None, None, False
    singular = inside[-1] in _SINGULAR and inside[-1] not in {"fell"}
    if (singular or inside[-1] == "cramp") and any(w in _SINGLE for w in before[-3:]):
        return 1, None, None, False
    clocked = any(isinstance(t.when, Instant) and page.same_clause(t.start, match.start) for t in page.times)
    if inside[-1] == "spasm" and clocked:
        return 1, None, None, False
    return None, None, None, False


def _severity(page: Page, match: Match[Concept]) -> int | None:
    """Penn part 2 from the words around: 1 mild, 2 moderate, 3 severe."""
    near = [
        i for i in range(max(0, match.start - 3), min(len(page.tokens), match.end + 4))
        if page.same_clause(i, match.start) and page.segment[i] == page.segment[match.start]
    ]  # fmt: skip
    if any(page.word(i) in _STRONG and _not_so(page, i) for i in near):
        return 1
    found = [page.lex.severity[page.word(i)] for i in near if page.word(i) in page.lex.severity]
    return max(found) if found else None


def _not_so(page: Page, strong: int) -> bool:
    """ "Not too bad": what is denied stands right before it. In "so bad I cannot sleep" it does not."""
    at = strong - 1
    while at >= 0 and page.word(at) in _HOW_MUCH and page.same_clause(at, strong):
        at -= 1
    return at >= 0 and page.word(at) == "not" and page.same_clause(at, strong)


def _severity_scale(page: Page, match: Match[Concept], free: list[Amount]) -> Amount | None:
    """ "Spasms 7/10" rates how strong they were."""
    for a in free:
        if a.of_ten and a.high <= 10 and a.start not in page.claimed and page.same_clause(a.start, match.start):
            gap = range(match.end, a.start) if a.start >= match.end else range(a.end, match.start)
            if len(gap) <= 4 and not any(
                m.meaning.kind == "rating" and (set(gap) & set(range(m.start, m.end))) for m in page.concepts
            ):
                if a.end <= match.start and any(
                    m.meaning.kind == "rating" and m.end <= a.start and page.same_clause(m.start, a.start)
                    for m in page.concepts
                ):
                    continue
                return a
    return None


def _swallow(page: Page, match: Match[Concept], free: list[Amount]) -> None:
    amount = _number(page, match, free)
    if amount is not None:
        page.claim(amount.start, amount.end)
