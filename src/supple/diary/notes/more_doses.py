"""Which further doses does a note tell of without naming the medicine again?

"10mg at 7, 10 at 1, forgot the evening one" · "missed baclofen yesterday and today" · "no baclofen for two days".
What follows a dose is read piece by piece, and only while each piece says nothing but another dose.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from supple.diary.notes.page import Draft, Page, TimeRef
from supple.diary.notes.patterns import Match
from supple.diary.notes.times import instant, shift
from supple.model import DAY_STARTS_AT_HOUR, Day, DaySlot, Dose, DoseStatus, Instant, Interval, Slot

_JOINERS = frozenset({",", "and", "then", "&", "+", ";", ".", "but", "\n", "plus"})
_SMALL = frozenset(
    {"at", "the", "my", "in", "again", "another", "more", "same", "also", "with", "on", "too", "x", "mg"}
)
_FORGOT = frozenset({"forgot", "forgotten", "missed", "skipped", "forget", "miss"})
_ONE = frozenset({"one", "ones", "1", "dose", "doses", "tablet", "tablets", "lot", "pill", "times"})
_MEALS = {"tea": Slot.EVENING, "dinner": Slot.EVENING, "supper": Slot.EVENING, "bed": Slot.BEDTIME}
_NOT_TAKEN = frozenset({DoseStatus.MISSED, DoseStatus.SKIPPED})
_NO_TIME_OF_A_DOSE = frozenset({"slept", "not", "woke", "woken", "waking", "kept", "was", "broken", "restless"})
_MOST_DAYS = 14
_EVENING_FROM_HOUR = 17


def further_doses(page: Page, draft: Draft, match: Match[str]) -> list[Draft]:
    """The doses of the same medicine told after `draft`, up to the first piece that tells of something else."""
    if not isinstance(draft.fact, Dose):
        return []
    first = draft.fact
    days = _for_days(page, draft, first) if first.status in _NOT_TAKEN else []
    days = days or (_since_then(page, draft, first) if first.status in _NOT_TAKEN else [])
    if days:
        return days
    out: list[Draft] = []
    others = [m.start for m in page.medicines if m.start > match.start]
    stop = min([page.sentence_end(page.sentence_end(match.end - 1)), *others])
    own = True
    clause = page.clause_start(match.start)
    timed = _time_in(page, clause, draft.end) is not None
    for start, end in _pieces(page, draft.end, stop):
        if not own and not timed and _nothing_but_a_time(page, start, end):
            timed = True  # "took it early, 8pm": the dose's own time
            continue
        timed = timed or _time_in(page, start, end) is not None or page.word(start + 1) in _MEALS
        if not own or _nothing_but_a_time(page, start, end):
            found = None if own else _another(page, first, start, end)
            if not own and found is None:
                break
            out.extend([found] if found else [])
        elif any(m.start < end and m.end > start for m in page.concepts):
            break  # the rest of the first piece may say when or why, and no more
        own = False
    return out


def _pieces(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    begin = start
    for i in range(start, stop + 1):
        if i == stop or page.word(i) in _JOINERS:
            if i > begin or not out:
                out.append((begin, i))
            begin = i + 1
    return out


def _time_in(page: Page, start: int, end: int) -> TimeRef | None:
    inside = [t for t in page.times if start <= t.start and t.end <= end and not t.is_now]
    return next((t for t in inside if page.word(t.start) not in _NO_TIME_OF_A_DOSE), None)


def _nothing_but_a_time(page: Page, start: int, end: int) -> bool:
    when = _time_in(page, start, end)
    timed = range(when.start, when.end) if when else range(0)
    return all(i in timed or page.word(i) in _SMALL for i in range(start, end))


def _another(page: Page, first: Dose, start: int, end: int) -> Draft | None:
    """One piece as one dose, or None when it says anything else."""
    when = _time_in(page, start, end)
    timed = set(range(when.start, when.end)) if when else set()
    meal = next((i for i in range(start, end) if page.word(i) in _MEALS), None) if when is None else None
    rest = [i for i in range(start, end) if i not in timed and i != meal and page.word(i) not in _SMALL]
    words = {page.word(i) for i in rest}
    if words & _FORGOT:
        left = words - _FORGOT - _ONE - {"i", "have", "had"}
        told = bool(words & _ONE) or when is not None or meal is not None
        ok = told and not left - {"second", "third", "last", "other", "first", "next", "final"}
        return _draft(page, Dose(first.medicine, DoseStatus.MISSED), start, end, meal=meal) if ok else None
    if when is None and meal is None:
        return None
    if not rest:
        return _draft(page, first, start, end, meal=meal)
    number = page.tokens[rest[0]].number
    if len(rest) != 1 or number is None or rest[0] > start + 2 or first.status in _NOT_TAKEN:
        return None
    page.claim(rest[0], rest[0] + 1)
    like_the_first = first.amount_mg is not None and number * 3 >= first.amount_mg  # "1 at lunch" is a tablet
    if page.word(rest[0] + 1) == "mg" or like_the_first:
        return _draft(page, replace(first, amount_mg=number, amount_words=None), start, end, meal=meal)
    said = page.text[page.tokens[rest[0]].start : page.tokens[rest[0]].end]
    return _draft(page, replace(first, amount_mg=None, amount_words=said), start, end, meal=meal)


def _draft(page: Page, fact: Dose, start: int, end: int, *, meal: int | None) -> Draft:
    """Without the medicine's name in it: a guess."""
    page.told.update(range(start, end))
    passed = page.noted_at.hour >= _EVENING_FROM_HOUR or page.noted_at.hour < DAY_STARTS_AT_HOUR
    day = page.diary_day if passed else shift(page.diary_day, -1)
    when = DaySlot(day, _MEALS[page.word(meal)], page.zone) if meal is not None else None
    return Draft(fact, start, end, guess=True, when=when)


def _for_days(page: Page, draft: Draft, first: Dose) -> list[Draft]:
    """ "No baclofen for two days": a missed dose for each of the days up to the note's (the first is `draft`)."""
    sentence = range(draft.end, page.sentence_end(draft.end - 1))
    for i in sentence:
        number = page.tokens[i].number
        if number is None or page.word(i + 1) not in {"days", "nights"} or not 2 <= number <= _MOST_DAYS:
            continue
        running = page.word(i + 2) in {"running", "in", "now", "straight"} or page.word(i - 1) in {
            "for",
            "last",
            "past",
        }
        if not running or page.word(i + 2) == "ago":
            continue
        page.claim(i, i + 2)
        days = [Day(shift(page.diary_day, -k), page.zone) for k in range(1, int(number))]
        return [Draft(first, draft.start, i + 2, guess=True, when=day, at=draft.at) for day in days]
    return []


def _since_then(page: Page, draft: Draft, first: Dose) -> list[Draft]:
    """ "Ran out of baclofen on Saturday, none since", "stopped it two days ago": missed from that day to the note."""
    clause = range(page.clause_start(draft.start), page.clause_end(draft.end - 1))
    said = next((t.when for t in page.times if t.start in clause and isinstance(t.when, Day | DaySlot)), None)
    if not isinstance(said, Day | DaySlot) or not (_says_stopped(page, clause) or _says_none_since(page, draft)):
        return []
    begin = instant(page, datetime.combine(said.local_day, time(0)))
    now = Instant(page.noted_at, page.zone)
    if begin.at_utc >= now.at_utc:
        return []
    return [Draft(first, draft.start, draft.end, True, Interval(begin.at_utc, now.at_utc, page.zone), draft.at)]


def _says_stopped(page: Page, clause: range) -> bool:
    return any(page.word(i) == "stopped" for i in clause)


def _says_none_since(page: Page, draft: Draft) -> bool:
    rest = range(draft.end, page.sentence_end(draft.end - 1))
    return any(
        page.word(i) in {"none", "nothing", "not"} and "since" in {page.word(i + 1), page.word(i + 2)} for i in rest
    )
