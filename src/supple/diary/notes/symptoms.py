"""How bad was it, and was it better or worse? Rating wordings with their numbers, levels, places and comparisons.

A number is taken as it was said. A level said in a word is a guess, and marked as one; `LEVEL_WORDS_EXPLAINED` says
which word means which range. A comparison ("worse than yesterday") never becomes a number.
"""

from __future__ import annotations

from dataclasses import replace

from supple.diary.notes.compare import Compared, comparison_for
from supple.diary.notes.lexicon import Concept, Range
from supple.diary.notes.numbers import SCALE_TOP, Amount, amounts
from supple.diary.notes.page import Draft, Page, Place
from supple.diary.notes.patterns import Match
from supple.diary.notes.places import apart, places_near
from supple.diary.notes.scales import ScaleFinder
from supple.diary.notes.small import small
from supple.model import Comparison, Rating, Recall

PRESENT: Range = (3, 7)  # "stiff" with no word for how much: somewhere in the middle
MOST_PLACES = 6  # for one number; more would be a list of something else
EASED: Range = (2, 3)  # "not too stiff"
_BAD = small("symptoms", "bad")
_MOSTLY = frozenset({"mostly", "mainly", "especially", "in", "the", "my", "and", "worst", "usual", "again", "just"})
_NIGHT_RECALL = frozenset({"sleep_quality", "sleep_disruption"})
LEVEL_WORDS_EXPLAINED = (
    "a bit 2–3 · moderate, quite 4–6 · bad, very 6–8 · really bad 7–9 · terrible 8–10 · worst 9–10"
)


def _recall(code: str) -> Recall:
    return Recall.LAST_NIGHT if code in _NIGHT_RECALL else Recall.NOW


def rating(code: str, low: float, high: float, place: Place | None, *, ranged: bool) -> Rating:
    return Rating(
        code,
        round((low + high) / 2, 2),
        recall=_recall(code),
        part=place.part if place else None,
        side=place.side if place else None,
        low=low if ranged and low != high else None,
        high=high if ranged and low != high else None,
    )


def read_ratings(page: Page, finder: ScaleFinder) -> list[Draft]:
    """Every rating and comparison of the page."""
    out: list[Draft] = []
    for k, match in enumerate(finder.rated):
        if match.end - 1 in page.blocked:
            finder.take_blocked(k)
            continue
        out.extend(_one(page, finder, k, match))
    return out


def _one(page: Page, finder: ScaleFinder, k: int, match: Match[Concept]) -> list[Draft]:
    concept = match.meaning
    code = concept.code
    places = (
        places_near(page, match.start, match.end, finder.bounds(k))
        if concept.level is None or code == "stiffness"
        else []
    )
    if not places:
        places = _shared_places(page, finder, k)
    scales = (
        finder.scales_for(k) if match.meaning.code.startswith("hindered") is False or finder.number_touches(k) else []
    )
    compared = comparison_for(page, match, finder.bounds(k))
    unsure = page.any_in(page.uncertain, match.start, match.end)
    if scales:
        out = _numbered(page, match, code, scales, places, unsure=unsure)
        if compared and compared.has_than and compared.than != "before":
            out.append(_compare(match, code, compared, places, guess=False))
        return out
    if concept.only_number:
        close = compared and (compared.has_than or compared.start in {match.end, match.end + 1})
        if compared and close and code == "sleep_quality":
            return [_compare(match, code, compared, [], guess=False)]
        return []
    if compared:
        return [_compare(match, code, compared, places, guess=False)]
    if _is_rated_beyond_ten(page, match):
        return []
    negated = page.any_in(page.negated, match.start, match.end)
    level, guess = _level(page, match, negated=negated)
    drafts = [
        Draft(rating(code, *level, place, ranged=True), match.start, match.end, guess=guess or unsure)
        for place in (places or [None])  # type: ignore[list-item]
    ]
    return [_with_place_span(d, p) for d, p in zip(drafts, places or [None], strict=True)]  # type: ignore[list-item]


def _is_rated_beyond_ten(page: Page, match: Match[Concept]) -> bool:
    """ "Pain 20", "stiffness 11/15": a number that is none of ten. What it means is not guessed."""
    for amount in amounts(page.tokens, page.claimed):
        gap = [page.word(i) for i in range(match.end, amount.start)]
        if amount.start < match.end or gap not in ([], [":"], ["="], ["is"], ["was"], ["at"], ["about"]):
            continue
        stands_alone = amount.end >= len(page.tokens) or not page.same_clause(amount.end, amount.start)
        return amount.of_other or (stands_alone and amount.high > SCALE_TOP)
    return False


def _shared_places(page: Page, finder: ScaleFinder, k: int) -> list[Place]:
    """ "Legs stiff and painful": the second of two joined wordings shares the places before the first."""
    if k == 0 or finder.rated[k].meaning.level is not None or finder.rated[k].meaning.only_number:
        return []
    first, second = finder.rated[k - 1], finder.rated[k]
    between = [page.word(i) for i in range(first.end, second.start)]
    if between not in (["and"], ["&"], ["or"], ["and", "very"], ["and", "really"], ["and", "so"]):
        return []
    return [p for p in places_near(page, first.start, first.end, finder.bounds(k - 1)) if p.start < first.start]


def _with_place_span(draft: Draft, place: Place | None) -> Draft:
    if place is None:
        return draft
    return replace(draft, start=min(draft.start, place.start), end=max(draft.end, place.end), at=draft.start)


def _numbered(
    page: Page, match: Match[Concept], code: str, scales: list[Amount], places: list[Place], *, unsure: bool
) -> list[Draft]:
    """One rating for each number and place. A number with a place of its own keeps it; else all places share it."""
    out: list[Draft] = []
    for n, scale in enumerate(scales):
        own = _places_of_scale(page, match.start, scale, scales, places)
        chosen: list[Place | None] = list(
            own or (places if n == 0 and len(scales) == 1 else _first_places(page, scale, match, places))
        )
        for place in chosen or [None]:
            start, end = min(match.start, scale.start), max(match.end, scale.end)
            if n > 0:
                start, end = scale.start, scale.end
            if place is not None and place.start >= start - 4 and place.end <= end + 6:
                start, end = min(start, place.start), max(end, place.end)
            fact = rating(code, scale.low, scale.high, place, ranged=True)
            at = scale.start if n > 0 or len(scales) > 1 else match.start
            out.append(Draft(fact, start, end, guess=unsure, at=at))
    return out


def _places_of_scale(
    page: Page, match_start: int, scale: Amount, scales: list[Amount], places: list[Place]
) -> list[Place]:
    """Places in the number's own segment (or clause, when no other number stands there)."""
    alone = sum(page.clause[s.start] == page.clause[scale.start] for s in scales) == 1
    near = [p for p in page.places if page.segment[p.start] == page.segment[scale.start]]
    if alone:
        near = [p for p in page.places if page.same_clause(p.start, scale.start)]
    else:
        first = [p for p in page.places if page.sentence[p.start] == page.sentence[scale.start]]
        before_mode = bool(first) and first[0].start < scales[0].start and first[0].end >= match_start - 3
        after = [p for p in near if p.start >= scale.end]
        before = [p for p in near if p.end <= scale.start]
        near = (before[-1:] or after[:1]) if before_mode else (after[:1] or before[-1:])
    known = next((p.part for p in places if p.part), None)
    if not near and not places:
        near = _places_after(page, scale)
    named = [p if p.part else Place(p.start, p.end, known, p.side) for p in near if p.part or known]
    return apart(named)[:MOST_PLACES]


def _places_after(page: Page, scale: Amount) -> list[Place]:
    """ "Stiffness 4-5, right thigh mostly": the next clause when it is nothing but places."""
    begin = page.clause_end(scale.end - 1)
    if begin >= len(page.tokens) or page.sentence[begin] != page.sentence[scale.start]:
        return []
    end = page.clause_end(begin)
    words = [i for i in range(begin, end) if page.tokens[i].norm[:1].isalnum()]
    if not words or not all(i in page.light or page.word(i) in _MOSTLY for i in words):
        return []
    return [p for p in page.places if begin <= p.start < end]


def _first_places(page: Page, scale: Amount, match: Match[Concept], places: list[Place]) -> list[Place | None]:
    if page.same_clause(scale.start, match.start):
        return list(places)
    return []


def _compare(match: Match[Concept], code: str, compared: Compared, places: list[Place], *, guess: bool) -> Draft:
    place = places[0] if places else None
    fact = Comparison(
        code, compared.change, compared.than, place.part if place else None, place.side if place else None
    )
    return Draft(fact, min(match.start, compared.start), max(match.end, compared.end), guess=guess, at=match.start)


def _level(page: Page, match: Match[Concept], *, negated: bool) -> tuple[Range, bool]:
    """The range a wording says without a number, and whether it is a guess."""
    concept = match.meaning
    softened = page.any_in(page.softened, match.start, match.end)
    if concept.level is not None:
        if negated and concept.code.startswith("hindered"):
            return (0, 0), False
        if negated and concept.code == "mood":
            return (4, 6), True
        return ((5, 8) if negated else concept.level), True
    if negated and not softened:
        return (0, 0), False
    if softened:
        return EASED, True
    return level_near(page, match.start, match.end) or PRESENT, True


def level_near(page: Page, start: int, end: int) -> Range | None:
    """A level word just before the wording, or just after it ("is really bad")."""
    if start < end:
        inside = [
            m for pos in range(start, end) for m in page.lex.levels.matches_at(page.tokens, pos) if m.end <= end
        ]
        if inside:
            return max(inside, key=lambda m: m.end - m.start).meaning
    best: tuple[int, Range] | None = None
    own = page.segment[start]
    for pos in range(max(0, start - 4), min(len(page.tokens), end + 5)):
        if start <= pos < end or page.segment[pos] != own:
            continue
        for m in page.lex.levels.matches_at(page.tokens, pos):
            distance = (start - m.end) if m.end <= start else (m.start - end)
            if distance < 0 or distance > 3:
                continue
            score = (m.end - m.start) * 10 - distance
            if best is None or score > best[0]:
                best = (score, m.meaning)
    return best[1] if best else None


def bad_parts(page: Page, used: list[Draft]) -> list[Draft]:
    """ "Legs terrible this morning": a part and a strong level word, no symptom: stiffness is meant; a guess."""
    taken = {i for d in used for i in range(d.start, d.end)}
    busy = {
        page.clause[m.start] for m in page.concepts if m.meaning.kind in {"rating", "count", "sign", "side_effect"}
    }
    out = []
    for place in page.places:
        if not place.part or page.clause[place.start] in busy or taken & set(range(place.start, place.end)):
            continue
        pos = place.end
        while page.word(pos) in {
            "is",
            "was",
            "were",
            "are",
            "have",
            "been",
            "feel",
            "feels",
            "felt",
            "so",
            "just",
            "really",
            "very",
            "absolutely",
            "bit",
            "a",
        }:
            pos += 1
        found = list(page.lex.levels.matches_at(page.tokens, pos)) if pos < len(page.tokens) else []
        level = max(found, key=lambda m: m.end).meaning if found else None
        if level is None or page.word(pos) not in _BAD or place.start in page.blocked:
            continue
        out.append(Draft(rating("stiffness", *level, place, ranged=True), place.start, pos + 1, guess=True))
    return out
