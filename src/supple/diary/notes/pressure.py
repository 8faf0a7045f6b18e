"""Where else does a note say a blood pressure? "My blood pressure is really high, 200/110": a pair behind its name.

What stands right behind the name is read by `clinic_numbers`, which comes first; a single number needs that.
"""

from __future__ import annotations

from supple.diary.notes.page import Draft, Page
from supple.model import Measurement

_NAMED = frozenset({"bp", "pressure", "systolic"})
_BETWEEN = frozenset({"/", "over", "on"})
_LOWEST, _HIGHEST = 40, 300
_MOST_APART = 7


def read_pressures(page: Page) -> list[Draft]:
    """Two numbers in a sentence that names a blood pressure before them. Claims them: no rating takes them."""
    out: list[Draft] = []
    for i, token in enumerate(page.tokens):
        upper = token.number
        if upper is None or i in page.claimed or not _LOWEST <= upper <= _HIGHEST:
            continue
        lower = page.tokens[i + 2].number if i + 2 < len(page.tokens) and page.word(i + 1) in _BETWEEN else None
        before = range(max(0, i - _MOST_APART), i)
        named = [j for j in before if page.word(j) in _NAMED and page.sentence[j] == page.sentence[i]]
        if not named or lower is None or not 20 <= lower < upper:
            continue
        page.claim(i, i + 3)
        if not page.any_in(page.blocked, named[-1], i + 3):
            out.append(Draft(Measurement("systolic", float(upper), "mm[Hg]"), named[-1], i + 3))
    return out
