"""Better, worse or the same, and than when? Comparisons in words, without inventing a number."""

from __future__ import annotations

from dataclasses import dataclass

from supple.diary.notes.lexicon import Concept
from supple.diary.notes.page import Draft, Page, covered
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small
from supple.model import Comparison, Rating

# These say a comparison only beside a symptom: "more" alone compares nothing.
_WEAK = small("compare", "weak")
# What these do better or worse is how much stiffness hinders them.
_FUNCTION = {
    "walking": "hindered.walking", "transfers": "hindered.transfers", "transferring": "hindered.transfers",
    "standing": "hindered.transfers", "dressing": "hindered.dressing", "sitting": "hindered.sitting",
    "driving": "hindered.driving", "stairs": "hindered.walking", "walked": "hindered.walking",
}  # fmt: skip
_ALL = frozenset({"everything", "symptoms", "things", "spasticity", "body", "ms"})
_NEEDS_A_NAME = small("compare", "needs_a_name")
_NOT_A_COMPARISON_BEFORE = small("compare", "not_a_comparison_before")


@dataclass(frozen=True, slots=True)
class Compared:
    start: int
    end: int
    change: str
    than: str
    has_than: bool


def find_compared(page: Page) -> list[Compared]:
    """Every comparison of the page, looked for once; those inside other wordings ("walking got worse") left out."""
    if page.compared is None:
        page.compared = _find_compared(page)
    return page.compared


def _find_compared(page: Page) -> list[Compared]:
    inside = covered([m for m in page.concepts if m.meaning.kind not in {"rating", "count"} or m.meaning.level])
    than = page.lex.than.find(page.tokens)
    out = []
    for match in page.lex.comparisons.find(page.tokens):
        if any(i in inside for i in range(match.start, match.end)):
            continue
        if page.any_in(page.blocked, match.start, match.end):
            continue
        following = [
            t
            for t in than
            if t.start >= match.start and t.start - match.end <= 3 and page.same_clause(t.start, match.start)
        ]
        word = following[0].meaning if following else "usual"
        end = max(match.end, following[0].end) if following else match.end
        change = _turn(page, match.start, match.meaning)
        out.append(Compared(match.start, end, change, word, bool(following)))
    return out


def _turn(page: Page, start: int, change: str) -> str:
    """ "Not better" is no comparison of its own making: the same."""
    if page.word(start - 1) in {"no", "not"} or (
        page.word(start - 2) in {"no", "not"} and page.word(start - 1) in {"any", "much", "really"}
    ):
        return "same"
    return change


def comparison_for(page: Page, match: Match[Concept], bounds: tuple[int, int]) -> Compared | None:
    """The comparison that belongs to a wording, if one does."""
    best: tuple[int, Compared] | None = None
    for compared in find_compared(page):
        if not (bounds[0] <= compared.start < bounds[1]):
            continue
        overlap = compared.start < match.end and compared.end > match.start
        distance = (
            0
            if overlap
            else (compared.start - match.end if compared.start >= match.end else match.start - compared.end)
        )
        first = page.word(compared.start)
        if first in {"@very", "much", "a", "lot", "bit", "little", "slightly"}:
            first = page.word(compared.start + 1)
        same_clause = page.same_clause(compared.start, match.start)
        if first in _WEAK and not compared.has_than:
            gap = (
                range(match.end, compared.start) if compared.start >= match.end else range(compared.end, match.start)
            )
            light = {i for p in page.places for i in range(p.start, p.end)}
            heavy = [
                i
                for i in gap
                if i not in light
                and page.word(i)
                not in {
                    "is",
                    "was",
                    "were",
                    "are",
                    "a",
                    "bit",
                    "my",
                    "the",
                    "much",
                    "has",
                    "have",
                    "in",
                    "today",
                    "little",
                    "lot",
                    "about",
                    "really",
                    "bad",
                    "leg",
                }
            ]
            if not overlap and (heavy or len(gap) > 4 or not same_clause):
                continue
        if not same_clause and not (compared.start > match.end and distance <= 6):
            continue
        if not same_clause and page.any_in(page.negated, match.start, match.end):
            continue  # "no spasms, bit better than yesterday": the no is whole; what is better is something else
        if best is None or distance < best[0]:
            best = (distance, compared)
    return best[1] if best else None


def lone_comparisons(page: Page, used: list[Draft]) -> list[Draft]:
    """ "Better than yesterday", "legs worse today": no symptom is named, so stiffness is meant; a guess."""
    taken = {i for d in used if isinstance(d.fact, Comparison) for i in range(d.start, d.end)}
    marks = {page.clause[m.start] for m in page.concepts if m.meaning.kind in {"rating", "count"}}
    out = []
    for compared in find_compared(page):
        if taken & set(range(compared.start, compared.end)) or page.clause[compared.start] in marks:
            continue
        rated = any(isinstance(d.fact, Rating) and d.start <= compared.start < d.end for d in used)
        if rated and not compared.has_than:  # "calf back up to 6": the number says it
            continue
        words = {page.word(compared.start)}
        if words & _NEEDS_A_NAME:
            continue
        if words & _WEAK and not (compared.has_than and words & {"same", "as", "easier", "stiffer", "tighter"}):
            continue
        clause = range(page.clause_start(compared.start), page.clause_end(compared.start))
        places = [p for p in page.places if p.part and p.start in clause]
        other = any(
            m.start in clause and m.meaning.kind in {"sign", "side_effect", "session", "answer"}
            for m in page.concepts
        )
        function = _FUNCTION.get(page.word(compared.start - 1)) or _FUNCTION.get(page.word(compared.start - 2))
        all_of_it = page.word(compared.start - 1) in _ALL or page.word(compared.start - 2) in _ALL
        if (
            not places
            and not function
            and not all_of_it
            and (other or not (compared.has_than or _opens(page, compared)))
        ):
            continue
        place = places[0] if places else None
        fact = Comparison(
            function or "stiffness",
            compared.change,
            compared.than,
            place.part if place else None,
            place.side if place else None,
        )
        start = min(compared.start, place.start) if place else compared.start
        out.append(Draft(fact, start, max(compared.end, place.end if place else 0), guess=function is None))
    return out


def _opens(page: Page, compared: Compared) -> bool:
    """The note itself begins so: "Better today"."""
    return compared.start <= 3 or page.word(compared.end) in {"today", "now"}
