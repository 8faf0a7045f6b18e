"""Which numbers of a clinic were copied down? Upper blood pressure, and liver results with the lab's upper limit.

Only what is named and stands in figures is read. Nothing is converted, and a number with another unit stays in words.
"""

from __future__ import annotations

from collections.abc import Iterable

from supple.diary.notes.page import Draft, Page
from supple.model import Measurement

_LIVER = {"alt": "alt", "alat": "alt", "sgpt": "alt", "ast": "ast", "asat": "ast", "sgot": "ast"}
_BETWEEN = frozenset("was is of at : = result level now today reading my the for".split())  # noqa: SIM905
_PRESSURE = (40, 300)
_RESULT = (1, 30000)
_OTHER_UNITS = frozenset({"ukat", "µkat", "μkat", "nkat", "times", "x", "weeks", "days", "hours", "mg"})


def read_clinic_numbers(page: Page) -> list[Draft]:
    """Blood pressures and liver results. Claims their numbers, so that no rating takes them."""
    return [*_pressures(page), *_liver(page)]


def _pressures(page: Page) -> Iterable[Draft]:
    for i in range(len(page.tokens)):
        named = _pressure_named(page, i)
        value = _next_number(page, i + named) if named else None
        if value is None or not _PRESSURE[0] <= (upper := page.tokens[value].number or 0) <= _PRESSURE[1]:
            continue
        end = value + 1
        if page.word(end) in {"/", "over"} and end + 1 < len(page.tokens) and page.tokens[end + 1].number is not None:
            end += 2
        yield from _kept(page, Measurement("systolic", upper, "mm[Hg]"), i, end)


def _pressure_named(page: Page, i: int) -> int:
    """How many tokens name it; 0: none."""
    if page.word(i) in {"bp", "systolic"}:
        return 1
    return 2 if (page.word(i), page.word(i + 1)) == ("blood", "pressure") else 0


def _liver(page: Page) -> Iterable[Draft]:
    last: tuple[str, int] | None = None  # which result was named last, and in which sentence
    for i in range(len(page.tokens)):
        if page.word(i) == "limit":
            of = next((_LIVER[page.word(j)] for j in (i + 1, i + 2) if page.word(j) in _LIVER), "")
            if not of and last is not None and last[1] == page.sentence[i]:
                of = last[0]
            code, value = f"{of}_upper_limit" if of else "", _next_number(page, i + 1, also=_LIVER)
        elif page.word(i) in _LIVER and "limit" not in {page.word(i - 1), page.word(i - 2)}:
            code, value = _LIVER[page.word(i)], _next_number(page, i + 1)
            last = (code, page.sentence[i])
        else:
            continue
        if code and value is not None and _is_result(page, value):
            fact = Measurement(code, page.tokens[value].number or 0, "U/L")
            yield from _kept(page, fact, i, _after_unit(page, value + 1))


def _after_unit(page: Page, i: int) -> int:
    return i + 3 if [page.word(i + k) for k in (0, 1, 2)] in (["u", "/", "l"], ["iu", "/", "l"]) else i


def _is_result(page: Page, value: int) -> bool:
    number = page.tokens[value].number or 0
    return _RESULT[0] <= number <= _RESULT[1] and page.word(value + 1) not in _OTHER_UNITS


def _next_number(page: Page, start: int, *, also: Iterable[str] = ()) -> int | None:
    """The figure that follows a name, with nothing but small words between."""
    passed = _BETWEEN | set(also)
    for i in range(start, min(start + 4, len(page.tokens))):
        if page.tokens[i].number is not None:
            return i if page.tokens[i].figure and i not in page.claimed else None
        if page.word(i) not in passed:
            return None
    return None


def _kept(page: Page, fact: Measurement, start: int, end: int) -> Iterable[Draft]:
    page.claim(start, end)
    if not page.any_in(page.blocked, start, end):
        yield Draft(fact, start, end)
