"""Which medicine was taken, missed, late or extra, and how much? As said; nothing is computed.

Milligrams go to `amount_mg`. Everything else ("half a tablet", "2 puffs", micrograms) stays in words.
"""

from __future__ import annotations

from supple.diary.notes.more_doses import further_doses
from supple.diary.notes.page import Draft, Page
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small
from supple.model import Dose, DoseStatus, Factor, Instant

_REACH = 7
_UNIT_WORDS = small("doses", "unit_words")
_ORDER = ("missed", "skipped", "late", "extra", "taken")
_STATUS = {
    "missed": DoseStatus.MISSED, "skipped": DoseStatus.SKIPPED, "late": DoseStatus.LATE, "extra": DoseStatus.EXTRA,
    "taken": DoseStatus.TAKEN,
}  # fmt: skip
_PUMP = frozenset({"pump", "itb", "intrathecal", "intrathecally"})
_A_DAY = frozenset({"daily", "times", "x", "twice", "per", "every", "each"})
_BEING = frozenset({"am", "is", "are", "been", "still", "now", "'m", "'s", "", ".", "\n", ",", "and"})
_STARTED = small("doses", "started")


def read_doses(page: Page) -> list[Draft]:
    signs = {i for m in page.concepts if m.meaning.kind == "sign" for i in range(m.start, m.end)}
    # "Double vision after botox": the "double" belongs to the sign.
    words = [w for w in page.lex.dose_words.find(page.tokens) if w.start not in signs]
    out: list[Draft] = []
    previous: tuple[Match[str], DoseStatus] | None = None
    for match in page.medicines:
        if (
            match.end - 1 in page.blocked
            or _is_factor(page, match)
            or match.meaning in page.lex.pump_medicines
            or _from_a_pump(page, match)
        ):
            continue
        started = _started(page, match)
        if started is not None:
            out.append(started)
            out.extend(_first_dose(page, match))
            continue
        if page.word(match.start - 2) == "not" and page.word(match.start - 1) == "on":
            continue  # "I'm not on baclofen": nothing was missed
        if _is_on(page, match):
            out.append(Draft(Dose(match.meaning, DoseStatus.TAKEN), match.start, match.end, guess=True))
            continue
        mg, said, start, end = _amount(page, match)
        status = _status(page, match, words, has_amount=mg is not None or said is not None)
        if status is None and previous is not None and _joined(page, previous[0], match):
            status = previous[1]
        if status is None:
            continue
        previous = (match, status)
        guess = page.any_in(page.uncertain, match.start, match.end)
        out.append(Draft(Dose(match.meaning, status, mg, said), start, end, guess, at=match.start))
        out.extend(further_doses(page, out[-1], match))
    return out


def _from_a_pump(page: Page, match: Match[str]) -> bool:
    """A pump's dose is part of the plan, in micrograms; it never becomes a dose in milligrams."""
    clause = range(page.clause_start(match.start), page.clause_end(match.start))
    return any(page.word(i) in _PUMP for i in clause)


def _is_factor(page: Page, match: Match[str]) -> bool:
    """Inside another wording ("botox wearing off", "on antibiotics") the name is no dose."""
    return any(
        m.start <= match.start and m.end >= match.end and m.meaning.code not in {"missed_dose", ""}
        for m in page.concepts
    )


def _joined(page: Page, before: Match[str], match: Match[str]) -> bool:
    """ "Baclofen and tizanidine": one verb for both."""
    between = range(before.end, match.start)
    return (
        len(between) <= 5
        and page.sentence[before.start] == page.sentence[match.start]
        and any(page.word(i) in {"and", ",", "plus", "with", "&", "or"} for i in between)
    )


def _started(page: Page, match: Match[str]) -> Draft | None:
    """ "Started gabapentin today": a new medicine is a factor; the plan itself is noted elsewhere."""
    for i in range(max(page.clause_start(match.start), match.start - 4), match.start):
        if page.word(i) in _STARTED and page.word(i + 1) not in {"to", "feeling"}:
            return Draft(Factor("new_medicine", True), i, match.end, page.any_in(page.uncertain, i, match.end))
    return None


def _is_on(page: Page, match: Match[str]) -> bool:
    """ "I'm on warfarin": taken; neither when nor how much is said. Of "on it 2mg" the amount is read instead."""
    before = page.word(match.start - 2)
    negated = page.any_in(page.negated, match.start, match.end)
    bare = page.word(match.end)[:1].isalpha() or page.word(match.end) in {"", ",", ".", "!", ";", "\n"}
    return page.word(match.start - 1) == "on" and before in _BEING and bare and not negated


def _first_dose(page: Page, match: Match[str]) -> list[Draft]:
    """ "Started Zanaflex 2mg last night": the first dose too, with how much where when is said and no "a day".

    "Started cipro" alone tells that it was taken, not how much nor that this was all: a guess. It must not be lost,
    since some medicines should not meet.
    """
    clause = range(page.clause_start(match.start), page.clause_end(match.start))
    when = [t for t in page.times if t.start in clause and not t.is_now and page.word(t.start) != "today"]
    mg, _, start, end = _amount(page, match)
    if not when or mg is None or any(page.word(i) in _A_DAY for i in clause):
        return [Draft(Dose(match.meaning, DoseStatus.TAKEN), match.start, match.end, guess=True, at=match.start)]
    return [Draft(Dose(match.meaning, DoseStatus.TAKEN, mg), start, end, at=match.start)]


def _status(page: Page, match: Match[str], words: list[Match[str]], *, has_amount: bool) -> DoseStatus | None:
    near = [w for w in words if _near(page, match, w)]
    same = [w for w in near if page.segment[w.start] == page.segment[match.start]] or near
    said = {w.meaning for w in same}
    if page.any_in(page.negated, match.start, match.end) and page.word(match.start - 1) == "no" and "plan" in said:
        return None  # "the pharmacy had no baclofen"
    if page.any_in(page.negated, match.start, match.end):
        if "missed" in said and any(page.word(w.start) in {"missed", "miss", "forgot", "forget"} for w in same):
            return DoseStatus.TAKEN if _not_before(page, same) else DoseStatus.MISSED
        return None if "extra" in said else DoseStatus.MISSED  # "didn't need the extra one" is no missed dose
    if "plan" in said and not said & {"missed", "skipped", "late", "extra", "taken"}:
        return None
    for status in _ORDER:
        if status in said and status in _STATUS:
            if status == "missed" and _not_before(page, same):
                return DoseStatus.TAKEN
            return _STATUS[status]
    if has_amount and "plan" not in said:
        return DoseStatus.TAKEN
    if "effect" in said:
        return None
    timed = {i for t in page.times if isinstance(t.when, Instant) for i in range(t.start, t.end)}
    clause = [
        i
        for i in range(page.clause_start(match.start), page.clause_end(match.start))
        if page.tokens[i].is_word and i not in timed and page.word(i) not in {"and", "again", "at", "then"}
    ]
    clocked = any(page.same_clause(t.start, match.start) for t in page.times)
    if len(clause) <= match.end - match.start + 1 or (clocked and len(clause) <= 6):
        return DoseStatus.TAKEN
    return None


def _not_before(page: Page, same: list[Match[str]]) -> bool:
    return any(
        w.meaning == "missed"
        and page.word(w.start) in {"miss", "forget", "missed", "forgot"}
        and page.word(w.start - 1) in {"not", "never"}
        for w in same
    )


def _near(page: Page, match: Match[str], word: Match[str]) -> bool:
    if not page.same_clause(word.start, match.start):
        return False
    if word.end <= match.start:
        between = range(word.end, match.start)
        other = any(m is not match and m.start in between for m in page.medicines)
        return len(between) <= _REACH and not (
            other and page.segment[word.start] != page.segment[match.start] and _own_verb(page, match)
        )
    between = range(match.end, word.start)
    return (
        len(between) <= 4
        and not any(m.start in between for m in page.medicines)
        and page.segment[word.start] == page.segment[match.start]
    )


def _own_verb(page: Page, match: Match[str]) -> bool:
    return any(
        page.word(i) in {"took", "missed", "forgot", "skipped", "had"}
        and page.segment[i] == page.segment[match.start]
        for i in range(max(0, match.start - _REACH), match.start)
    )


def _amount(page: Page, match: Match[str]) -> tuple[float | None, str | None, int, int]:
    """(milligrams, words, first token, end token). A number without a unit stays in words."""
    low, high = max(page.clause_start(match.start), match.start - 6), min(page.clause_end(match.start), match.end + 6)
    others = [m for m in page.medicines if m is not match]
    options = []
    for i in range(low, high):
        number = page.tokens[i].number
        if number is None or (i in page.claimed and not _unit_at(page, i)):
            continue
        between = range(i + 1, match.start) if i < match.start else range(match.end, i)
        if any(m.start in between for m in others) or page.segment[i] != page.segment[match.start]:
            continue
        options.append((abs(i - match.start), i))
    for _, i in sorted(options):
        found = _amount_at(page, match, i)
        if found is not None:
            mg, said, start, end = found
            page.claim(start, end)
            return mg, said, min(match.start, start), max(match.end, end)
    half = _half(page, match, low)
    if half is not None:
        return (
            None,
            page.text[page.tokens[half[0]].start : page.tokens[half[1] - 1].end],
            half[0],
            max(match.end, half[1]),
        )
    return None, None, match.start, match.end


def _unit_at(page: Page, i: int) -> bool:
    return page.word(i + 1) in _UNIT_WORDS | {"mg"}


def _amount_at(page: Page, match: Match[str], i: int) -> tuple[float | None, str | None, int, int] | None:
    number, unit = page.tokens[i].number, page.word(i + 1)
    if number is None:
        return None
    if unit in {"x", "*"} and i + 2 < len(page.tokens) and page.tokens[i + 2].number is not None:
        end = i + 4 if page.word(i + 3) in _UNIT_WORDS | {"mg"} else i + 3
        return None, _said(page, i, end), i, end
    if page.word(i - 1) in {"x", "*"} and i >= 2 and page.tokens[i - 2].number is not None:
        end = i + 2 if unit in _UNIT_WORDS | {"mg"} else i + 1
        return None, _said(page, i - 2, end), i - 2, end
    if unit == "mg":
        if page.word(i - 1) in {"-", "to", "or", "/"} and i >= 2 and page.tokens[i - 2].number is not None:
            return None, _said(page, i - 2, i + 2), i - 2, i + 2
        return number, None, i, i + 2
    if unit in _UNIT_WORDS:
        return None, _said(page, i, i + 2), i, i + 2
    if i + 1 == match.start or (i + 2 == match.start and unit == "of") or i == match.end:
        if (
            unit in {"hours", "hour", "minutes", "minute", "days", "times", "/", "weeks", ":", "am", "pm"}
            or page.word(i - 1) == "at"
        ):
            return None
        return None, _said(page, i, i + 1), i, i + 1
    return None


def _half(page: Page, match: Match[str], low: int) -> tuple[int, int] | None:
    """ "Half a tablet of baclofen", "half my baclofen", "a quarter"."""
    for i in range(match.start - 1, low - 1, -1):
        if page.word(i) in {"half", "quarter"} and page.word(i + 1) not in {"an", "past", "to"}:
            end = i + 1
            while end < match.start and page.word(end) in _UNIT_WORDS | {"a", "of", "my", "the"}:
                end += 1
            while end > i + 1 and page.word(end - 1) in {"of", "my", "the", "a"}:
                end -= 1
            return i, end
    return None


def _said(page: Page, start: int, end: int) -> str:
    return page.text[page.tokens[start].start : page.tokens[min(end, len(page.tokens)) - 1].end]
