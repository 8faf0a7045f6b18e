"""To which of the times said does a fact belong, and when was it if no time was said?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from supple.diary.notes.page import Draft, Page, TimeRef
from supple.diary.notes.small import small
from supple.diary.notes.times import shift
from supple.model import (
    Comparison,
    Count,
    Day,
    DaySlot,
    Dose,
    Fact,
    Instant,
    Measurement,
    Period,
    Rating,
    Recall,
    Session,
    SideEffect,
    Sign,
    Slot,
    When,
    night_day_of,
)

_PAST = small("dating", "past")
_PRESENT = small("dating", "present")
_SLEEP_CODES = frozenset(
    {"poor_sleep", "sleep_hours", "sleep_quality", "sleep_disruption", "wakings", "spasms_stop_sleep"}
)
_EVENING_CODES = frozenset({"late_screen_time", "alcohol", "bedtime_stretch", "caffeine"})
_EVENING_IS_YESTERDAYS_BEFORE_HOUR = 15
_DAY_SLOTS = frozenset({Slot.MORNING, Slot.LUNCHTIME, Slot.AFTERNOON, Slot.EVENING})


@dataclass(frozen=True, slots=True)
class Dated:
    draft: Draft
    when: When


def _code(fact: Fact) -> str:
    return str(getattr(fact, "code", ""))


def _is_symptom(fact: Fact) -> bool:
    return isinstance(fact, Rating | Count | Comparison)


def date_all(page: Page, drafts: list[Draft]) -> list[Dated]:
    """Each draft with the time it belongs to."""
    return [_date(page, draft, drafts) for draft in drafts]


def _date(page: Page, draft: Draft, drafts: list[Draft]) -> Dated:
    ref = _own_time(page, draft, drafts) or _carried(page, draft)
    when = draft.when or (_fit(page, draft, ref) if ref else _default(page, draft))
    fact = draft.fact
    if isinstance(fact, Count) and fact.period is None and fact.code != "falls":
        fact = replace(fact, period=_period(page, ref, when))
    if isinstance(fact, Count) and fact.period is Period.NIGHT and isinstance(when, Day | DaySlot):
        when = DaySlot(when.local_day, Slot.NIGHT, page.zone)
    return Dated(replace(draft, fact=fact), when)


# -- which time ------------------------------------------------------------------


def _own_time(page: Page, draft: Draft, drafts: list[Draft]) -> TimeRef | None:
    """The nearest time in the fact's own segment, then in its clause where no other fact has it."""
    at = draft.at if draft.at is not None else draft.start
    inside = [t for t in page.times if draft.start <= t.start < draft.end]
    if inside and _may_hold(draft, inside[0]):
        near = [t for t in inside if not t.is_now] or inside
        return min(near, key=lambda t: abs(t.start - at))
    same = [t for t in page.times if page.segment[t.start] == page.segment[at]]
    if same:
        return min(same, key=lambda t: (t.is_now, _gap(t, draft)))
    clause = [t for t in page.times if page.clause[t.start] == page.clause[at] and _free_for(page, t, draft, drafts)]
    return min(clause, key=lambda t: (t.is_now, _gap(t, draft))) if clause else None


def _may_hold(draft: Draft, ref: TimeRef) -> bool:
    return not (ref.is_night and isinstance(draft.fact, Session))


def _gap(ref: TimeRef, draft: Draft) -> int:
    if ref.start >= draft.end:
        return ref.start - draft.end
    if ref.end <= draft.start:
        return draft.start - ref.end
    return 0


def _free_for(page: Page, ref: TimeRef, draft: Draft, drafts: list[Draft]) -> bool:
    """A time in a neighbouring segment counts when it leads, or when its own fact is of the same sort."""
    owners = [d for d in drafts if page.segment[d.at if d.at is not None else d.start] == page.segment[ref.start]]
    if not owners or (ref.end <= min(d.start for d in owners) and ref.start < draft.start):
        return True
    same_sort = all(
        _is_symptom(d.fact) == _is_symptom(draft.fact) and type(d.fact) is type(draft.fact) for d in owners
    )
    return same_sort and not ref.is_now


def _carried(page: Page, draft: Draft) -> TimeRef | None:
    """A time said earlier that still holds: at the head of the sentence, or of the note ("Yesterday: …")."""
    at = draft.at if draft.at is not None else draft.start
    begin = page.sentence_start(at)
    earlier = [t for t in page.times if begin <= t.start < at and not t.is_now]
    night = isinstance(draft.fact, Count) or _code(draft.fact) in _SLEEP_CODES
    for ref in reversed(earlier):
        if _leads(ref, begin) and (not isinstance(ref.when, Instant) or _is_symptom(draft.fact)):
            if ref.is_night and not night and not _headline(page, ref):
                continue
            return ref
        if (
            isinstance(draft.fact, Count)
            and ref.is_night
            and not any(page.times[k].is_now for k in range(len(page.times)) if ref.start < page.times[k].start < at)
        ):
            return ref
    words = {page.word(i) for i in range(begin, page.sentence_end(at))}
    if words & _PRESENT or any(page.sentence[t.start] == page.sentence[at] for t in page.times if t.start < at):
        return None
    before = [t for t in page.times if t.start < begin]
    if not before:
        return None
    ref = before[-1]
    leads = _leads(ref, page.sentence_start(ref.start))
    if leads and ref.is_whole_day and isinstance(ref.when, Day) and ref.when.local_day != page.diary_day:
        return ref
    if leads and ref.is_night and not isinstance(ref.when, Instant) and night:
        return ref
    return ref if leads and isinstance(ref.when, DaySlot) and page.word(ref.end) == ":" else None


def _leads(ref: TimeRef, begin: int) -> bool:
    return ref.start - begin <= 2


def _headline(page: Page, ref: TimeRef) -> bool:
    """ "Last night: …", "Last night stiffness 6": the night heads a list."""
    return page.word(ref.end) in {":", "-", ","} or page.word(ref.end - 1) == ":" or page.word(ref.start) == "last"


# -- what that means for this fact ---------------------------------------------------


def _fit(page: Page, draft: Draft, ref: TimeRef) -> When:
    code, when, fact = _code(draft.fact), ref.when, draft.fact
    last_night = "last" in {page.word(i) for i in range(ref.start, ref.end)}
    if code in _SLEEP_CODES or (isinstance(fact, Rating) and fact.recall is Recall.LAST_NIGHT):
        return DaySlot(_night_of(page, ref), Slot.NIGHT, page.zone)
    evening = code in _EVENING_CODES or isinstance(fact, Session) or (isinstance(fact, Dose) and last_night)
    if evening and isinstance(when, DaySlot) and when.slot is Slot.NIGHT:
        slot = Slot.BEDTIME if code == "bedtime_stretch" else Slot.EVENING
        return DaySlot(shift(when.local_day, -1), slot, page.zone)
    if ref.is_now and not _is_symptom(fact) and not isinstance(fact, Sign | SideEffect):
        return when if isinstance(fact, Dose) else Day(page.diary_day, page.zone)
    return when


def _night_of(page: Page, ref: TimeRef) -> date:
    if ref.is_now:
        return page.diary_day
    if isinstance(ref.when, DaySlot) and ref.when.slot in {Slot.EVENING, Slot.BEDTIME}:
        return shift(ref.when.local_day, 1)
    return night_day_of(ref.when)


def _default(page: Page, draft: Draft) -> When:
    """No time was said: a state is now, a deed is today, a night's thing is the night one woke from."""
    fact, code, today = draft.fact, _code(draft.fact), page.diary_day
    if code in _SLEEP_CODES:
        return DaySlot(today, Slot.NIGHT, page.zone)
    if code in _EVENING_CODES and 4 <= page.noted_at.hour < _EVENING_IS_YESTERDAYS_BEFORE_HOUR and code != "caffeine":
        return DaySlot(shift(today, -1), Slot.BEDTIME if code == "bedtime_stretch" else Slot.EVENING, page.zone)
    if isinstance(fact, Measurement) and fact.code in {"temperature", "weight"}:
        return Instant(page.noted_at, page.zone)
    if isinstance(fact, Rating | Sign | SideEffect | Comparison):
        if isinstance(fact, Rating) and _past_tense(page, draft):
            return Day(today, page.zone)
        return Instant(page.noted_at, page.zone)
    return Day(today, page.zone)


def _past_tense(page: Page, draft: Draft) -> bool:
    words = {
        page.word(i)
        for i in range(max(0, draft.start - 3), min(len(page.tokens), draft.end + 2))
        if page.same_clause(i, draft.start)
    }
    return bool(words & _PAST) and not words & _PRESENT


def _period(page: Page, ref: TimeRef | None, when: When) -> Period | None:
    if ref is None or ref.is_now:
        return None
    if isinstance(when, DaySlot):
        if when.slot is Slot.NIGHT:
            return Period.NIGHT
        tonight = ref is not None and page.word(ref.start) in {"tonight", "tonite"}
        return Period.DAY if when.slot in _DAY_SLOTS and not tonight else None
    if isinstance(when, Instant):
        return Period.NIGHT if ref.is_night else Period.DAY
    words = " ".join(page.word(i) for i in range(ref.start, ref.end))
    return Period.DAY if "during the day" in words or "daytime" in words or words in {"by day", "day :"} else None
