"""Does the detector tell of a worsening now, and what known reason lies nearby? Its answer to a rule's question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from supple.knowledge import conditions as ask_for
from supple.knowledge import label
from supple.model import DailyTable, KnownReason, RatedNote, Rating, Reason, Recall, Worsening
from supple.watch.answers import NOT_NOTED, Asked, number
from supple.watch.evidence import Evidence
from supple.watch.worsening import find_worsening, today_of

# What the person notes that may go with it, and how long before the beginning it may have been noted.
NOTED: dict[Reason, tuple[str, ...]] = {
    Reason.INFECTION: ("bladder_infection", "other_infection", "illness"),
    Reason.HEAT: ("heat",),
    Reason.MISSED_DOSE: ("missed_dose",),
}
_TOO_FEW = "too few days noted to compare"
NOTED_BEFORE_DAYS, DOSE_BEFORE_DAYS, TOXIN_FADES_DAYS = 3, 21, (63, 140)


def worsened(leaf: ask_for.Worsened, evidence: Evidence, hours: float) -> Asked:
    """Each column alone; yes comes before no, and no before a blank."""
    del hours
    return _first_that_tells([_of(column, leaf, evidence) for column in leaf.worsened])


def stands_out(leaf: ask_for.StandsOut, evidence: Evidence, hours: float) -> Asked:
    """The same of a rise against the person's own ups and downs."""
    del hours
    return _first_that_tells([_above_ups_and_downs(column, leaf, evidence) for column in leaf.stands_out])


def _first_that_tells(answers: Sequence[Asked]) -> Asked:
    for wanted in (True, False):
        for answer in answers:
            if answer.truth is wanted:
                return answer
    return answers[0]


def _of(column: str, leaf: ask_for.Worsened, evidence: Evidence) -> Asked:
    name = f"worsened.{column}"
    days = _noted_days(column, evidence)
    last = max(days, default=None)
    if last is None or (evidence.today - last).days > leaf.max_age_days:
        return Asked(name, NOT_NOTED, None)
    if len(days) < leaf.min_days:
        return Asked(name, _TOO_FEW, None)
    found = found_in(column, evidence)
    if found is None:
        return Asked(name, "no shift that these notes can tell", False)
    reasons = [one.reason for one in found.reasons]
    return Asked(name, words_of(found), leaf.reason == "any" or leaf.reason in reasons, found.since)


def _above_ups_and_downs(column: str, leaf: ask_for.StandsOut, evidence: Evidence) -> Asked:
    name = f"stands_out.{column}"
    table = evidence.table
    days = _noted_days(column, evidence)
    if table is None or not days:
        return Asked(name, NOT_NOTED, None)
    if len(days) < leaf.min_days:
        return Asked(name, _TOO_FEW, None)
    ratings_alone = replace(table, columns={column: table.column(column)})
    found = _told_once(ratings_alone, column, evidence, bar=leaf.score)
    if found is None:
        return Asked(name, "no more than the ups and downs of these notes", False)
    return Asked(name, "beyond the ups and downs of these notes", True, found.since)


def found_in(column: str, evidence: Evidence) -> Worsening | None:
    """The worsening of one column with its known reasons, worked out once."""
    key = f"worsening.{column}"
    if key not in evidence.memo:
        evidence.memo[key] = _find(column, evidence)
    found: Worsening | None = evidence.memo[key]
    return found


def _find(column: str, evidence: Evidence) -> Worsening | None:
    if evidence.table is None:
        return None
    found = _told_once(evidence.table, column, evidence, bar=None)
    return found and _with_reasons(found, evidence)


def _told_once(table: DailyTable, column: str, evidence: Evidence, *, bar: float | None) -> Worsening | None:
    """The detector, asked once for the same notes and day: that is all it knows of the moment."""
    now = evidence.now.astimezone(evidence.zone)
    check_ins = tuple(one for one in _check_ins(column, evidence) if one.at is None or one.at <= now)
    key = ("worsening", column, table is evidence.table, bar, today_of(table, now), check_ins)
    if key not in evidence.kept:
        evidence.kept[key] = find_worsening(table, column, now, check_ins=check_ins, bar=bar)
    found: Worsening | None = evidence.kept[key]
    return found


def _check_ins(column: str, evidence: Evidence) -> list[RatedNote]:
    """Single ratings of a moment; what was noted for a part of the day or of the body has no moment of its own."""
    code, ending = column.removesuffix("_now"), column.endswith("_now")
    if not ending:
        return []
    return [
        RatedNote(noted.local_day, rating.value, noted.earliest)
        for rating, noted in evidence.facts(Rating, code)
        if rating.recall is Recall.NOW and rating.part is None and noted.begun == noted.earliest == noted.latest
    ]


def _with_reasons(found: Worsening, evidence: Evidence) -> Worsening:
    return replace(found, reasons=tuple(_reasons(found, evidence)))


def _reasons(found: Worsening, evidence: Evidence) -> Iterable[KnownReason]:
    since = found.since.astimezone(evidence.zone).date()
    for reason, codes in NOTED.items():
        days = [(day, code) for code in codes for day in _days_with(code, evidence)]
        near = [(day, code) for day, code in days if since - timedelta(days=NOTED_BEFORE_DAYS) <= day]
        if near:
            day, code = min(near)
            yield KnownReason(reason, day, f"{label(code)} noted on {_day_words(day)}")
    for change in evidence.plan.changes if evidence.plan is not None else ():
        back = (since - change.day).days
        if change.kind == "dose" and -1 <= back <= DOSE_BEFORE_DAYS:
            yield KnownReason(Reason.DOSE_CHANGED, change.day, f"a dose changed on {_day_words(change.day)}")
    toxin = [one.day for one in evidence.plan.changes if one.kind == "injection"] if evidence.plan else []
    if toxin and TOXIN_FADES_DAYS[0] <= (since - max(toxin)).days <= TOXIN_FADES_DAYS[1]:
        yield KnownReason(Reason.TOXIN_WEARING_OFF, max(toxin), f"the last injection was {_day_words(max(toxin))}")


def _days_with(code: str, evidence: Evidence) -> list[date]:
    table = evidence.table
    if table is None:
        return []
    cells = zip(table.days, table.column(code), strict=True)
    return [day for day, cell in cells if cell is True and day <= evidence.today]


def _noted_days(column: str, evidence: Evidence) -> list[date]:
    table = evidence.table
    if table is None:
        return []
    cells = zip(table.days, table.column(column), strict=True)
    return [day for day, cell in cells if cell is not None and day <= evidence.today]


def words_of(found: Worsening) -> str:
    """By how much, since when, told by which notes, and what lies nearby."""
    usual = "" if found.usual is None else f" a usual {number(found.usual)}"
    size = f"about {number(found.points)} points above{usual or ' the usual'}"
    size += f" ({number(found.low)} to {number(found.high)})"
    many = f"{len(found.notes)} note{'s' if len(found.notes) != 1 else ''}"
    words = f"{size}, since about {_day_words(found.notes[0].day)}, told by {many}"
    return "; ".join([words, *(one.words for one in found.reasons)])


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B}"
