"""What do numbers mean that stand with no symptom? "Legs 8/10", "it eased to a 5", "Not bad today. 3."

Beside a part of the body, or alone, a number out of ten is taken as stiffness; after a symptom as that symptom's next
number. All of these are guesses, and marked so.
"""

from __future__ import annotations

from supple.diary.notes.lexicon import Concept
from supple.diary.notes.numbers import Amount
from supple.diary.notes.page import Draft, Page, Place
from supple.diary.notes.patterns import Match
from supple.diary.notes.scales import ScaleFinder
from supple.diary.notes.small import small
from supple.diary.notes.symptoms import rating
from supple.model import Count

_FILLER = small("scales", "filler")
_JOINERS = frozenset({"at", ":", "=", "-", ".", "is", "was", "were", "are"})
_MAY_STAND_BY = small("loose", "may_stand_by")
_POINTS_BACK = frozenset({"it", "now", "still", "back", "that", "eased", "dropped", "down", "up", "since"})


def read_loose_numbers(page: Page, finder: ScaleFinder) -> list[Draft]:
    """The numbers that no symptom has taken."""
    out: list[Draft] = []
    for scale in finder.left_over():
        if page.any_in(page.blocked, scale.start, scale.end):
            continue
        places = _places(page, scale)
        if places or scale.of_ten:
            out.extend(_beside_places(page, finder, scale, places))
        else:
            out.extend(_alone(page, scale))
    return out


def _places(page: Page, scale: Amount) -> list[Place]:
    """Places in the number's clause; for "7/10" in the clause before too; for a bare number only touching it."""
    named = [p for p in page.places if p.part]
    touching = [
        p
        for p in named
        if p.end == scale.start
        or (p.end == scale.start - 1 and page.word(p.end) in _JOINERS)
        or (
            p.end == scale.start - 2 and page.word(p.end) in _JOINERS and page.word(p.end + 1) in {"a", "an", "about"}
        )
    ]
    if not scale.of_ten:
        return touching or [p for p in named if _moved_to(page, p, scale)]
    same = [p for p in named if page.same_clause(p.start, scale.start)]
    if same:
        return same if len(same) < 2 or not _several(page, scale) else _next_to(same, scale)
    earlier = [p for p in named if page.sentence[p.start] == page.sentence[scale.start]]
    return [p for p in earlier if page.clause[p.start] == page.clause[earlier[-1].start]] or touching


def _moved_to(page: Page, place: Place, scale: Amount) -> bool:
    """ "Calf creeping back up to 6": only movement stands between the part and its number."""
    between = [page.word(i) for i in range(place.end, scale.start)]
    return (
        page.same_clause(place.start, scale.start)
        and 1 < len(between) <= 6
        and between[-1] == "to"
        and all(w in _FILLER or w == "back" or w.endswith("ing") for w in between)
    )


def _several(page: Page, scale: Amount) -> bool:
    """Are there more numbers out of ten in the clause?"""
    clause = range(page.clause_start(scale.start), page.clause_end(scale.start))
    return any(page.tokens[i].norm in {"/", "out"} for i in clause if not scale.start <= i < scale.end)


def _next_to(places: list[Place], scale: Amount) -> list[Place]:
    """ "Right calf 7/10 left calf 4/10": the place before the number, or after it when numbers come first."""
    before = [p for p in places if p.end <= scale.start]
    after = [p for p in places if p.start >= scale.end]
    return before[-1:] or after[:1]


def _beside_places(page: Page, finder: ScaleFinder, scale: Amount, places: list[Place]) -> list[Draft]:
    own_sentence = not any(page.sentence[m.start] == page.sentence[scale.start] for m in page.concepts)
    if not places and not own_sentence and any(m.meaning.kind == "rating" for m in page.concepts):
        return []
    code = (_unnumbered_before(page, finder, scale) if own_sentence else None) or "stiffness"
    page.claim(scale.start, scale.end)
    out = []
    chosen: list[Place | None] = list(places) or [None]
    for place in chosen:
        start = min(scale.start, place.start) if place else scale.start
        end = max(scale.end, place.end) if place else scale.end
        out.append(Draft(rating(code, scale.low, scale.high, place, ranged=True), start, end, guess=True))
    return out


def _unnumbered_before(page: Page, finder: ScaleFinder, scale: Amount) -> str | None:
    """ "Pain today. 6/10": the symptom of the sentence before, when it has no number of its own."""
    earlier = [k for k, m in enumerate(finder.rated) if m.end <= scale.start]
    if not earlier or finder.scales_for(earlier[-1]) or finder.rated[earlier[-1]].meaning.level is not None:
        return None
    match = finder.rated[earlier[-1]]
    near = page.sentence[scale.start] - page.sentence[match.start] <= 1
    told = page.any_in(page.negated | page.blocked, match.start, match.end)
    return match.meaning.code if near and not told else None


def _alone(page: Page, scale: Amount) -> list[Draft]:
    """A bare number in a segment of nothing but small words: the next number of what was named last."""
    segment = [
        i
        for i in range(page.clause_start(scale.start), page.clause_end(scale.start))
        if page.segment[i] == page.segment[scale.start]
    ]
    words = [
        i
        for i in segment
        if not scale.start <= i < scale.end and i not in page.light and page.tokens[i].norm[:1].isalnum()
    ]
    if not all(page.word(i) in _MAY_STAND_BY for i in words):
        return []
    last = _named_last(page, scale)
    whole_sentence = len(segment) >= page.sentence_end(scale.start) - page.sentence_start(scale.start)
    if last is None and not whole_sentence:
        return []
    if not whole_sentence and not any(page.word(i) in _POINTS_BACK for i in segment):
        return []
    page.claim(scale.start, scale.end)
    if last is not None and last.meaning.kind == "count":
        low, high = (int(scale.low), int(scale.high)) if scale.is_range else (None, None)
        return [
            Draft(Count(last.meaning.code, int(scale.middle), low=low, high=high), scale.start, scale.end, guess=True)
        ]
    code = last.meaning.code if last is not None else "stiffness"
    return [Draft(rating(code, scale.low, scale.high, None, ranged=True), scale.start, scale.end, guess=True)]


def _named_last(page: Page, scale: Amount) -> Match[Concept] | None:
    """The last thing rated or counted in this sentence or the one before."""
    earlier = [
        m for m in page.concepts
        if m.end <= scale.start and m.meaning.kind in {"rating", "count"} and m.meaning.level is None
        and page.sentence[scale.start] - page.sentence[m.start] <= 1
    ]  # fmt: skip
    return earlier[-1] if earlier else None
