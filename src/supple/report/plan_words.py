"""What was agreed, in the words it was written in? No dose is read, added up or judged here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from supple.charts.words import NOT_NOTED, day_words, sentence_case
from supple.knowledge.agreeing import LEVELS, level_of
from supple.knowledge.changes import say_change
from supple.knowledge.medicine_names import may_be_toxin
from supple.model import DatedChange, Plan, PlanItem, PlanStatus, ReportLine, ReportSection, ReportTable
from supple.plan import prescriptions, to_begin, to_come_of, to_come_words, words_today, written_words
from supple.plan.cycles import NERVE_BLOCKS
from supple.report.period import Stretch
from supple.words import _

_ORDER = ("goal", "medicine", "injection", "pump", "routine", "aid", "visit", "team")
_ANSWERED = 6  # as many as the page shows
WHOSE_CALL = "What went with a change is no proof of what it did. Which dose is right is the prescriber’s call."
_ITEM_WORDS = {"team": "team", "visit": "visit", "pump": "pump", "pump_trial": "trial before a pump"}
_STATUS = {PlanStatus.AGREED: "agreed", PlanStatus.CHANGED: "changed", PlanStatus.ENDED: "ended"}
_DETAIL_WORDS = {
    "units_words": "amount as written",
    "muscles": "muscles with no units noted",
    "goals": "what it is for",
    "aftercare": "agreed for the weeks after",
    "given_by": "given by",
    "review_day": "review planned",
    "concentration_mcg_per_ml": "concentration, micrograms per mL",
    "daily_dose_mcg": "a day, micrograms",
    "reservoir_ml": "reservoir, mL",
    "filled_on": "filled on",
    "clinic_alarm_date": "alarm date from the clinic",
    "filled_time": "time of the fill",
    "fill_volume_ml": "filled, mL",
    "alarm_volume_ml": "alarm sounds at, mL",
    "expected_residual_ml": "expected before the fill, mL",
    "found_residual_ml": "found before the fill, mL",
    "confirmed": "asked about, and said to be so",
    "steps": "through the day (start + length: micrograms)",
    "programmed_time": "programmed at",
    "brand": "make",
    "implanted_on": "put in on",
    "battery_end": "battery ends",
    "card_at": "the pump card is",
    "trial_mcg": "trial dose, micrograms",
    "trial_changed": "what changed",
    "trial_lasted": "how long it lasted",
}


def changes_section(
    plan: Plan,
    changes: Sequence[DatedChange],
    letters: dict[DatedChange, str],
    span: Stretch | None,
    answer: Callable[[DatedChange], str] | None = None,
) -> ReportSection:
    """The dated changes, newest first, with the letter each has on the picture.

    Args:
        answer: one sentence on what followed a change, "" where there is none. Asked of the newest few only.
    """
    inside = [change for change in changes if span is None or span.first <= change.day <= span.last]
    inside.sort(key=lambda change: (change.day, change.label), reverse=True)
    lines = tuple(
        ReportLine(
            sentence_case(say_change(change).short),
            label=day_words(change.day),
            mark=letters.get(change, ""),
            detail=written_words(plan, change),
            note=answer(change) if answer is not None and at < _ANSWERED else "",
        )
        for at, change in enumerate(inside)
    )
    lead = "" if lines else f"No dated change is {_(NOT_NOTED).removeprefix('not ')} in this time."
    note = WHOSE_CALL if any(line.note for line in lines) else ""
    return ReportSection("changes", "What changed", lead=lead, lines=lines, show_first=6, note=note)


def questions_section(plan: Plan, asked: Sequence[str]) -> ReportSection:
    """What the person wants to ask: given now, then kept in the plan; each once."""
    words = [*asked, *(item.words or item.name for item in plan.in_force("question"))]
    once = dict.fromkeys(" ".join(question.split()) for question in words)
    lines = tuple(ReportLine(question) for question in once if question)
    lead = "" if lines else f"{sentence_case(_(NOT_NOTED))}."
    return ReportSection("questions", "What I want to ask", lead=lead, lines=lines, show_first=5)


def plan_section(plan: Plan) -> ReportSection:
    """Goals first, then what is in force, as written."""
    items = [item for kind in _ORDER[:6] for item in plan.in_force(kind)]
    steps = {one.medicine: one.step for one in prescriptions(plan)}
    lines = []
    for item in items:
        if item.item == "medicine":
            item = replace(item, words=words_today(item, steps.get(item.name)))
            coming = [to_come_words(each, _say) for each in to_come_of(plan, item.name)]
            lines.append(ReportLine("; ".join([_words(item, plan.day), *coming])))
        elif item.item == "pump":
            lines += _pump_lines(plan, item)
        else:
            lines.append(ReportLine(_words(item, plan.day), label="Goal" if item.item == "goal" else ""))
    lines += [
        ReportLine(f"{sentence_case(item.name)}, agreed for later, {to_come_words(item, _say)}")
        for item in to_begin(plan)
    ]
    lead = "" if lines else f"{sentence_case(_(NOT_NOTED))}."
    return ReportSection("plan", "Goals and plan, as written", lead=lead, lines=tuple(lines), show_first=6)


def _say(day: date) -> str:
    return day_words(day, year=True)


def _pump_lines(plan: Plan, item: PlanItem) -> list[ReportLine]:
    """The pump as written, and both days on which it may be low: neither alone is what the clinic wants to see."""
    said = [
        f"{words} {item.detail[key]}{unit}"
        for key, words, unit in (
            ("filled_on", "last fill", ""),
            ("concentration_mcg_per_ml", "", " micrograms per mL"),
            ("daily_dose_mcg", "", " micrograms a day"),
        )
        if item.detail.get(key)
    ]
    new = [words.strip() for words in said if words.strip() not in item.words]
    lines = [ReportLine(", ".join([_words(item, plan.day), *new]))]
    if plan.pump is not None:
        days = (
            ("the clinic’s alarm date is", plan.pump.clinic_day),
            ("by the estimate", plan.pump.estimated_day),
        )
        told = [f"{words} {_(NOT_NOTED) if on is None else day_words(on, year=True)}" for words, on in days]
        lines.append(ReportLine("; ".join(told), label="The pump may be low"))
    return lines


def _words(item: PlanItem, today: date) -> str:
    since = f"since {day_words(item.valid_from, year=True)}"
    if item.item == "goal":
        level = level_of(item)
        placed = "" if level is None else f" – {LEVELS[level]}, {day_words(item.valid_from, year=True)}"
        return f"{item.words or item.name}{placed}"
    name = sentence_case(item.name or item.item)
    if item.item == "injection":
        return _injected(item, name, today)
    return f"{name}: {item.words} ({since})" if item.words else f"{name} ({since})"


def _injected(item: PlanItem, name: str, today: date) -> str:
    """The last injection and, of toxin, the week it is in; muscles and units stand in the table of details."""
    is_toxin = may_be_toxin(item.name, NERVE_BLOCKS) and item.valid_from <= today
    week = f", now in week {(today - item.valid_from).days // 7 + 1}" if is_toxin else ""
    said = f"{name}, injected {day_words(item.valid_from, year=True)}{week}"
    goals = item.detail.get("goals", "")
    return "; ".join(filter(None, (f"{said}: {item.words}" if item.words else said, goals and f"for: {goals}")))


def plan_table(plan: Plan) -> ReportTable | None:
    """Everything in force with its details, as written: the medicine list among it."""
    items = [
        item
        for kind in (*_ORDER, *sorted({i.item for i in plan.items} - {*_ORDER, "question", "stock"}))
        for item in plan.in_force(kind)
    ]
    if not items:
        return None
    rows = tuple(
        (
            sentence_case(_ITEM_WORDS.get(item.item, item.item)),
            item.name,
            day_words(item.valid_from, year=True),
            item.words or _(NOT_NOTED),
            "; ".join(_details(item)) or "–",
        )
        for item in items
    )
    note = "Copied as it was written down. Supple reads no dose here and gives no advice on any."
    return ReportTable(
        "The plan in force, as written", ("Kind", "Name", "Since", "In these words", "Details"), rows, note
    )


def _details(item: PlanItem) -> list[str]:
    """Each detail with its name; the steps of a ladder in their order, each with its days or its date."""
    detail = dict(item.detail)
    steps: list[str] = []
    while words := detail.pop(f"step_{len(steps) + 1}", ""):
        number = len(steps) + 1
        days, begins = detail.pop(f"step_{number}_days", ""), detail.pop(f"step_{number}_from", "")
        when = [f"{days} days" if days else "", f"from {begins}" if begins else ""]
        steps.append(f"step {number}: {words}" + (f" ({', '.join(filter(None, when))})" if days or begins else ""))
    if detail.get("strength") and (unit := detail.pop("strength_unit", "")):
        detail["strength"] += f" {unit}"
    named = [f"{_DETAIL_WORDS.get(key, key.replace('_', ' '))}: {words}" for key, words in sorted(detail.items())]
    return [*named, *steps]


def history_table(plan: Plan, span: Stretch | None) -> ReportTable | None:
    """Each step of a medicine, injection or pump, oldest first, as written."""
    rows = []
    for event in plan.events:
        item = event.fact
        if isinstance(item, PlanItem) and item.item in {"medicine", "injection", "pump"}:
            marker = "" if span is None or span.holds(item.valid_from) else " (before this time)"
            rows.append(
                (
                    day_words(item.valid_from, year=True) + marker,
                    item.name,
                    _STATUS[item.status],
                    item.words or _(NOT_NOTED),
                )
            )
    if not rows:
        return None
    return ReportTable(
        "Medicines, injections and pump over time", ("From", "Name", "Step", "In these words"), tuple(rows)
    )


def visit_label(day: date) -> DatedChange:
    """The last visit as a mark on the picture."""
    return DatedChange(day, "other", "last visit")
