"""What was there or done, and what was not? Factors, sessions, signs, side effects and yes/no answers."""

from __future__ import annotations

from supple.diary.notes.lexicon import Concept
from supple.diary.notes.newness import newness
from supple.diary.notes.numbers import SCALE_TOP, Amount, amounts
from supple.diary.notes.page import Draft, Page
from supple.diary.notes.patterns import Match
from supple.model import Answer, Fact, Factor, Rating, Session, SideEffect, Sign

_MINUTES = {"minutes": 1.0, "minute": 1.0, "hours": 60.0, "hour": 60.0}
# A number out of ten beside these says how strong they were.
_RATED_AS = {"tiredness": "fatigue", "stress": "stress_level"}
_LEVEL_REACH = 4
_CLAUSE_ENDS = frozenset({"", ",", ".", ";", "!", "\n", "and", "but"})
_IN_METRES = frozenset({"walk", "lunch_walk", "hydrotherapy", "exercise"})  # there "30m" is no time


def read_yes_no(page: Page) -> list[Draft]:
    out: list[Draft] = []
    free = amounts(page.tokens, page.claimed)
    for match in page.concepts:
        if match.meaning.kind not in {"factor", "session", "sign", "side_effect", "answer"}:
            continue
        if match.end - 1 in page.blocked:
            continue
        if match.meaning.code == "missed_dose" and (_named_medicine(page, match) or match.end - 1 in page.told):
            continue  # the dose of that medicine says it
        out.append(_one(page, match, free))
    return out


def _one(page: Page, match: Match[Concept], free: list[Amount]) -> Draft:
    concept = match.meaning
    negated = page.any_in(page.negated, match.start, match.end)
    softened = page.any_in(page.softened, match.start, match.end) and concept.kind in {"factor", "side_effect"}
    present = concept.present != (negated or softened)
    guess = concept.doubtful or page.any_in(page.uncertain, match.start, match.end)
    start, end = match.start, match.end
    scale = _scale_beside(page, match, free) if concept.kind in {"factor", "side_effect"} and present else None
    fact: Fact
    if scale is not None and concept.code in _RATED_AS:
        page.claim(scale.start, scale.end)
        low, high = (scale.low, scale.high) if scale.is_range else (None, None)
        return Draft(
            Rating(_RATED_AS[concept.code], scale.middle, low=low, high=high),
            min(start, scale.start),
            max(end, scale.end),
            guess,
        )
    match concept.kind:
        case "factor":
            if scale is not None:
                page.claim(scale.start, scale.end)
            fact = Factor(concept.code, present, level=scale.middle if scale else None)
        case "session":
            minutes = _minutes(page, match) if present else None
            fact = Session(concept.code, present, minutes=minutes)
        case "sign":
            fact = Sign(concept.code, present, new=newness(page, match) if present else None)
        case "side_effect":
            if scale is not None:
                page.claim(scale.start, scale.end)
                start, end = min(start, scale.start), max(end, scale.end)
            severity = scale.middle if scale else None
            fact = SideEffect(concept.code, present, severity, _medicine_near(page, match) if present else None)
        case _:
            fact = Answer(concept.code, present)
    return Draft(fact, start, end, guess)


def _scale_beside(page: Page, match: Match[Concept], free: list[Amount]) -> Amount | None:
    for a in free:
        if (match.meaning.code in _RATED_AS or match.meaning.kind == "side_effect") and _bare_beside(page, match, a):
            return a
        if match.meaning.kind == "side_effect" and _just_behind(page, match, a):
            return a
        is_before = match.meaning.kind != "side_effect" and 0 <= match.start - a.end <= 1  # "pain 8/10 and dizzy"
        near = 0 <= a.start - match.end <= _LEVEL_REACH or is_before
        if not near or not a.of_ten or a.start in page.claimed or not page.same_clause(a.start, match.start):
            continue
        between = range(match.end, a.start) if a.start >= match.end else range(a.end, match.start)
        if not any(set(between) & set(range(m.start, m.end)) for m in page.concepts):
            return a
    return None


def _just_behind(page: Page, match: Match[Concept], a: Amount) -> bool:
    """ "Very sleepy, 9 out of 10": a number out of ten right behind the comma."""
    return (
        a.of_ten
        and a.start == match.end + 1
        and page.word(match.end) in {",", "-", "("}
        and a.start not in page.claimed
    )


def _bare_beside(page: Page, match: Match[Concept], a: Amount) -> bool:
    """ "Tired 8", "tired: 8": a number alone between the name and the end of its clause."""
    if a.of_other or a.high > SCALE_TOP or a.start in page.claimed or page.word(a.end) not in _CLAUSE_ENDS:
        return False
    return a.start == match.end or (a.start == match.end + 1 and page.word(match.end) in {":", "=", "-"})


def _minutes(page: Page, match: Match[Concept]) -> float | None:
    """ "20 minutes", "half an hour", "an hour" in or beside the wording."""
    start, end = page.clause_start(match.start), page.clause_end(match.start)
    after = page.clause_end(end) if end < len(page.tokens) else end
    if (
        page.word(end) in {",", "(", "-"}
        and after - end <= 5
        and not any(end <= m.start < after for m in page.concepts)
    ):
        end = after  # "walked to the shops, 20 minutes"
    others = [
        m
        for m in page.concepts
        if m is not match and m.meaning.kind == "session" and page.segment[m.start] != page.segment[match.start]
    ]
    best: tuple[int, float] | None = None
    for i in range(start, end):
        unit = _MINUTES.get(page.word(i))
        if page.word(i) == "m" and match.meaning.code not in _IN_METRES:
            unit = 1.0
        if unit is None or (
            page.word(i + 1) in {"ago", "later", "late"}
            or (page.word(i + 1) == "before" and page.word(i - 2) != "for")
        ):
            continue
        number = page.tokens[i - 1].number if i > 0 else None
        if number is None and page.word(i - 1) in {"an", "a"} and page.word(i - 2) in {"half", "of"}:
            number = 0.5 if "half" in {page.word(i - 2), page.word(i - 3)} else 0.25
        elif number is None and page.word(i - 1) in {"an", "a", "half"}:
            number = 0.5 if page.word(i - 1) == "half" else 1.0
        if number is None or number * unit > 24 * 60:
            continue
        if any(page.segment[i] == page.segment[m.start] for m in others):
            continue
        distance = max(match.start - i, i - match.end, 0)
        if distance <= 6 and (best is None or distance < best[0]):
            best = (distance, number * unit)
    return best[1] if best else None


def _medicine_near(page: Page, match: Match[Concept]) -> str | None:
    """The medicine named in the same clause, or in the clause before when this one only follows from it."""
    here = [m for m in page.medicines if page.same_clause(m.start, match.start)]
    if here:
        return min(here, key=lambda m: abs(m.start - match.start)).meaning
    return None


def _named_medicine(page: Page, match: Match[Concept]) -> bool:
    return any(
        m.start < match.end + 2 and m.end > match.start - 3 and page.same_clause(m.start, match.start)
        for m in page.medicines
    )
