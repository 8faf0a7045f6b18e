"""Which facts say the same thing twice? Bare mentions beside a number, and exact doubles, are dropped."""

from __future__ import annotations

from supple.diary.notes.dating import Dated
from supple.diary.notes.page import Page
from supple.diary.notes.symptoms import PRESENT
from supple.model import Comparison, Count, Factor, Rating, Session, SideEffect, Sign, fact_to_json

_YesNo = Factor | Sign | SideEffect | Session


def tidy(page: Page, dated: list[Dated]) -> list[Dated]:
    out: list[Dated] = []
    seen: set[str] = set()
    for d in dated:
        key = f"{sorted(fact_to_json(d.draft.fact).items())}|{d.when}"
        if key not in seen and not any(_says_better(page, d, o) for o in dated if o is not d):
            seen.add(key)
            out.append(d)
    return out


def _says_better(page: Page, d: Dated, other: Dated) -> bool:
    """Does the other fact say what `d` says, and more?"""
    match d.draft.fact, other.draft.fact:
        case Rating() as bare, Rating() as said if d.draft.guess and bare.code == said.code:
            return _better_rating(page, d, other, bare, said)
        case Rating() as bare, Comparison() as said:
            plain = d.draft.guess and (bare.low, bare.high) == PRESENT
            return plain and bare.code == said.code and _same_sentence(page, d, other)
        case Count(count=None) as bare, Count() as said if bare.code == said.code:
            return _better_count(d, other, bare, said)
        case Count(count=None, code="spasms"), Comparison(code="spasms"):
            return _same_sentence(page, d, other)
        case (Factor() | Sign() | SideEffect() | Session()) as bare, (
            Factor() | Sign() | SideEffect() | Session()
        ) as said:
            same = type(bare) is type(said) and bare.code == said.code and _holds(bare) == _holds(said)
            return same and _first(other, d) and other.when == d.when and not _adds_minutes(bare, said)
        case _:
            return False


def _better_rating(page: Page, d: Dated, other: Dated, bare: Rating, said: Rating) -> bool:
    if bare.code.startswith("hindered."):  # of two guesses at one hindrance the stronger stays
        return (said.value, -other.draft.start) > (bare.value, -d.draft.start)
    if said.value <= 0 or bare.low is None:  # a number that was said stays
        return False
    if not other.draft.guess and bare.part in {None, said.part}:
        return True
    plain = (bare.low, bare.high) == PRESENT and bare.part is None and other.when == d.when
    return plain and (_first(other, d) or _same_sentence(page, d, other))


def _better_count(d: Dated, other: Dated, bare: Count, said: Count) -> bool:
    if (bare.part not in {None, said.part} and said.part is not None) or bare.period not in {None, said.period}:
        return False
    return bool(said.count) or (said.count is None and _first(other, d))


def _adds_minutes(bare: _YesNo, said: _YesNo) -> bool:
    return isinstance(bare, Session) and bare.minutes is not None and getattr(said, "minutes", None) is None


def _first(a: Dated, b: Dated) -> bool:
    return a.draft.start < b.draft.start


def _holds(fact: _YesNo) -> bool:
    return fact.done if isinstance(fact, Session) else fact.present


def _same_sentence(page: Page, a: Dated, b: Dated) -> bool:
    return page.sentence[a.draft.start] == page.sentence[b.draft.start]
