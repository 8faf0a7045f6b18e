"""Which facts say the same thing twice? Bare mentions beside a number, and exact doubles, are dropped."""

from __future__ import annotations

from supple.diary.notes.dating import Dated
from supple.diary.notes.page import Page
from supple.model import Comparison, Count, Factor, Measurement, Rating, Session, SideEffect, Sign, fact_to_json


def tidy(page: Page, dated: list[Dated]) -> list[Dated]:
    out: list[Dated] = []
    seen: set[str] = set()
    for d in dated:
        if _said_better(page, d, dated):
            continue
        key = f"{sorted(fact_to_json(d.draft.fact).items())}|{d.when}"
        if key in seen:
            continue
        seen.add(key)
        out.append(d)
    return out


def _said_better(page: Page, d: Dated, dated: list[Dated]) -> bool:
    """A bare mention ("stiff", "spasms") when another fact of the note says the same with more."""
    fact = d.draft.fact
    others = [o for o in dated if o is not d]
    if isinstance(fact, Rating) and d.draft.guess and not fact.code.startswith("hindered"):
        for o in others:
            f = o.draft.fact
            if (
                isinstance(f, Comparison)
                and f.code == fact.code
                and _same_sentence(page, d, o)
                and (fact.low, fact.high) == (3, 7)
            ):
                return True
            if isinstance(f, Rating) and f.code == fact.code and not o.draft.guess and f.value > 0:
                if fact.part is None or fact.part == f.part:
                    return True
            earlier = isinstance(f, Rating) and f.code == fact.code and o.draft.start < d.draft.start and f.value > 0
            if earlier and (fact.low, fact.high) == (3, 7) and fact.part is None and o.when == d.when:
                return True
            later = isinstance(f, Rating) and f.code == fact.code and o.draft.start > d.draft.start and f.value > 0
            if (
                later
                and (fact.low, fact.high) == (3, 7)
                and fact.part is None
                and o.when == d.when
                and _same_sentence(page, d, o)
            ):
                return True
    if isinstance(fact, Rating) and d.draft.guess and fact.code.startswith("hindered"):
        for o in others:
            f = o.draft.fact
            if (
                isinstance(f, Rating)
                and f.code == fact.code
                and (f.value, -o.draft.start) > (fact.value, -d.draft.start)
            ):
                return True
    if isinstance(fact, Count) and fact.count is None:
        for o in others:
            f = o.draft.fact
            if (
                isinstance(f, Count)
                and f.code == fact.code
                and f.count
                and (f.period == fact.period or fact.period is None)
                and fact.part in {None, f.part}
            ):
                return True
            if (
                isinstance(f, Count)
                and f.code == fact.code
                and f.count is None
                and o.draft.start < d.draft.start
                and fact.part in {None, f.part}
                and fact.period in {None, f.period}
            ):
                return True
            if (
                isinstance(f, Comparison | Rating)
                and f.code in {fact.code, "spasm_severity"}
                and fact.code == "spasms"
                and _same_sentence(page, d, o)
                and isinstance(f, Comparison)
            ):
                return True
    if isinstance(fact, Factor | Sign | SideEffect | Session):
        for o in others:
            f = o.draft.fact
            if (
                type(f) is type(fact)
                and f.code == fact.code
                and o.draft.start < d.draft.start
                and _holds(f) == _holds(fact)
                and o.when == d.when
            ):  # type: ignore[union-attr]
                return not (
                    isinstance(fact, Session) and fact.minutes is not None and getattr(f, "minutes", None) is None
                )
    if isinstance(fact, Factor) and fact.code == "poor_sleep":
        return False
    return isinstance(fact, Measurement) and False


def _holds(fact: Factor | Sign | SideEffect | Session) -> bool:
    return fact.done if isinstance(fact, Session) else fact.present


def _same_sentence(page: Page, a: Dated, b: Dated) -> bool:
    return page.sentence[a.draft.start] == page.sentence[b.draft.start]
