"""What was the blood pressure? "BP 118/76", "blood pressure 84 over 50": the upper number, as it was said."""

from __future__ import annotations

from supple.diary.notes.page import Draft, Page
from supple.model import Measurement

_NAMED = frozenset({"bp", "pressure", "systolic"})
_BETWEEN = frozenset({"/", "over", "on"})
_LOWEST, _HIGHEST = 40, 300
_MOST_APART = 7


def read_pressures(page: Page) -> list[Draft]:
    """Two numbers after "BP" or "blood pressure", or one after "systolic". Claims them: no rating takes them."""
    out: list[Draft] = []
    for i, token in enumerate(page.tokens):
        upper = token.number
        if upper is None or i in page.claimed or not _LOWEST <= upper <= _HIGHEST:
            continue
        lower = page.tokens[i + 2].number if i + 2 < len(page.tokens) and page.word(i + 1) in _BETWEEN else None
        is_pair = lower is not None and 20 <= lower < upper
        before = range(max(0, i - _MOST_APART), i)
        reach = page.sentence if is_pair else page.clause  # "my blood pressure is really high, 200/110"
        named = [j for j in before if page.word(j) in _NAMED and reach[j] == reach[i]]
        if not named or not (is_pair or page.word(named[-1]) == "systolic" or _stands_alone(page, i)):
            continue
        end = i + 3 if is_pair else i + 1
        page.claim(i, end)
        if not page.any_in(page.blocked, named[-1], end):
            out.append(Draft(Measurement("systolic", float(upper), "mm[Hg]"), named[-1], end))
    return out


def _stands_alone(page: Page, i: int) -> bool:
    """ "BP was 88 today": three figures, or two that are no rating, and no other unit behind."""
    return page.word(i + 1) not in {"times", "minutes", "hours", "days", "mg", "percent", "%"} and page.word(
        i - 1
    ) in {
        "is",
        "was",
        "of",
        "bp",
        "pressure",
        "only",
        "down",
        "up",
        "at",
        "to",
        ":",
    }
