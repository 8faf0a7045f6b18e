"""What stands on the plan's one sheet? Everything agreed that holds on a day, as it was written down.

No dose is read, added up or judged: amounts are the prescriber's words. Micrograms stand with the pump only.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from supple.charts.words import day_words, sentence_case
from supple.knowledge import label
from supple.knowledge.agreeing import AIDS, AREAS, LEVELS, USES_STIFFNESS
from supple.model import Plan, PlanItem, PlanSheet, Prescription, ReportLine, ReportSection, ReportTable
from supple.plan import countdown, goals_of, prescriptions, pump_of, visits_of

TITLE = "My plan"
LEAD = "As written down in Supple. Check against your prescription."
NOTICES = (
    "No clinician has reviewed this page. It shows what somebody wrote down, and may be incomplete. It gives no "
    "advice on any medicine. Ask the person who prescribed it.",
)
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PR", "VE"})
_TITLES = {
    "medicine": "Medicines, as prescribed",
    "injection": "Injections",
    "pump": "Pump",
    "routine": "Routines",
    "aid": "Aids and home",
    "goal": "Goals",
    "visit": "Visits to come",
    "question": "Questions to ask",
    "team": "Team",
}
_PUMP_WORDS = {
    "drug": "drug: {}",
    "concentration_mcg_per_ml": "concentration: {} micrograms per mL",
    "daily_dose_mcg": "{} micrograms a day",
    "steps": "steps in micrograms: {}",
    "reservoir_ml": "reservoir: {} mL",
    "fill_volume_ml": "filled with {} mL",
    "filled_on": "filled on {}",
}


def plan_sheet(plan: Plan, ahead: Plan, *, name: str, zone: str, now: datetime) -> PlanSheet:
    """The sheet of `plan.day`.

    Args:
        plan: what holds on the day.
        ahead: the same events folded far ahead, for the visits and injections to come.
        name: whose plan.
        zone: the person's IANA zone.
        now: when it is made; aware.
    """
    sections = (
        _medicines(plan),
        _pump(plan, zone),
        _injections(plan, ahead),
        _lines("routine", [_plain(item) for item in plan.in_force("routine")]),
        _lines("aid", [_aid(item) for item in plan.in_force("aid")]),
        _goals(plan),
        _visits(plan, ahead),
        _lines("question", [ReportLine(item.words or item.name) for item in plan.in_force("question")]),
        _lines("team", [_member(item) for item in plan.in_force("team")]),
    )
    return PlanSheet(
        title=TITLE,
        person_name=name,
        day=plan.day,
        now=now.astimezone(ZoneInfo(zone)),
        lead=LEAD,
        sections=tuple(section for section in sections if section.lines or section.table),
        empty=tuple(section.title for section in sections if not section.lines and not section.table),
        notices=NOTICES,
        paper="us-letter" if (plan.answer("country") or "").upper() in _LETTER_COUNTRIES else "a4",
    )


def _lines(kind: str, lines: list[ReportLine]) -> ReportSection:
    return ReportSection(kind, _TITLES[kind], lines=tuple(lines))


def _since(item: PlanItem) -> str:
    return f"since {day_words(item.valid_from, year=True)}"


def _plain(item: PlanItem) -> ReportLine:
    return ReportLine(item.words or _since(item), label=sentence_case(item.name))


def _medicines(plan: Plan) -> ReportSection:
    raw = {item.name: item for item in plan.in_force("medicine")}
    rows = tuple(_medicine(one, raw[one.medicine]) for one in prescriptions(plan))
    head = ("Medicine", "How much each time", "When", "Also written")
    table = ReportTable("Medicines", head, rows) if rows else None
    return ReportSection("medicine", _TITLES["medicine"], table=table)


def _medicine(one: Prescription, item: PlanItem) -> tuple[str, str, str, str]:
    strength = "" if one.strength is None else f" {one.strength} {one.unit}".rstrip()
    also = [f"since {day_words(one.starts_on, year=True)}", one.reason and f"for {one.reason}"]
    each = one.each_time or one.words
    if one.step is not None:
        step = one.step
        each = step.words or ("the last step is over" if step.is_over else "not begun yet")
        if step.number is not None and step.since is not None:
            also.append(f"step {step.number} since {day_words(step.since, year=True)}")
        if step.next_on is not None:
            also.append(f"next step on {day_words(step.next_on, year=True)}: {step.next_words}")
    if each != one.words:
        also.append(one.words)
    when = [f"{at:%H:%M}" for at in one.times]
    if one.as_needed:
        when.append("as needed")
        if one.not_before_hours is not None:
            when.append(f"{one.not_before_hours} hours between two")
        if one.most_a_day is not None:
            when.append(f"written as the most in a day: {one.most_a_day}")
    when.append(one.food)
    # What cannot be read is shown letter for letter, never left out.
    also += [f"{field.replace('_', ' ')}, as typed: {item.detail.get(field, '')}" for field in one.unread]
    also.append(one.prescriber and f"prescribed by {one.prescriber}")
    return (
        f"{sentence_case(label(one.medicine))}{strength}",
        each or "not written",
        ", ".join(filter(None, when)) or "no times written",
        "; ".join(filter(None, also)),
    )


def _pump(plan: Plan, zone: str) -> ReportSection:
    lines = []
    for item in plan.in_force("pump"):
        told = [form.format(item.detail[key]) for key, form in _PUMP_WORDS.items() if item.detail.get(key)]
        lines.append(ReportLine("; ".join(filter(None, (item.words, *told))) or _since(item), label=item.name))
    record = pump_of(plan, zone)
    if record is not None:
        days = countdown(record, plan.day)
        clinic, estimated = days.clinic_day, days.estimated_day
        both = [
            "" if clinic is None else f"from the clinic: {day_words(clinic, year=True)}",
            "" if estimated is None else f"estimated from what is written: {day_words(estimated, year=True)}",
        ]
        said = "; ".join(filter(None, both)) or "not written; ask the pump clinic"
        lines.append(ReportLine(said, label="Alarm date (low reservoir)"))
        lines += [ReportLine(words) for words in days.ring_clinic if clinic or estimated]
    return _lines("pump", lines)


def _injections(plan: Plan, ahead: Plan) -> ReportSection:
    """The newest of each product, and those agreed for later."""
    coming = {
        event.fact: None
        for event in ahead.events
        if isinstance(event.fact, PlanItem) and event.fact.item == "injection" and event.fact.valid_from > plan.day
    }
    return _lines("injection", [_injection(item, plan) for item in (*plan.in_force("injection"), *coming)])


def _injection(item: PlanItem, plan: Plan) -> ReportLine:
    units = item.detail.get("units") or item.detail.get("units_words", "")
    told = [
        f"{'agreed for' if item.valid_from > plan.day else 'on'} {day_words(item.valid_from, year=True)}",
        units and f"units of this product, as written: {units}",
        item.words,
    ]
    return ReportLine("; ".join(filter(None, told)), label=sentence_case(label(item.name)))


def _aid(item: PlanItem) -> ReportLine:
    detail = item.detail
    kind = AIDS.get(detail.get("kind", ""), "")
    uses = [USES_STIFFNESS.get(each.strip(), each.strip()) for each in detail.get("uses_stiffness", "").split(";")]
    told = [
        kind if kind.casefold() not in {item.name.casefold(), AIDS["other"]} else "",
        _since(item),
        f"advised by {detail['advised_by']}" if detail.get("advised_by") else "",
        f"uses stiffness for {' and '.join(filter(None, uses))}" if any(uses) else "",
        item.words,
    ]
    return ReportLine("; ".join(filter(None, told)), label=sentence_case(item.name))


def _goals(plan: Plan) -> ReportSection:
    lines = []
    for goal in goals_of(plan):
        if goal.ended_on is not None:
            continue
        detail = goal.item.detail
        told = [
            AREAS.get(detail.get("area", ""), "") if detail.get("area") != "other" else "",
            f"agreed with {detail['agreed_with']}" if detail.get("agreed_with") else "",
            _by(detail.get("by", "")),
        ]
        if goal.latest:
            told.append(f"{LEVELS[goal.latest.level]}, {day_words(goal.latest.on, year=True)}")
        lines.append(ReportLine(goal.said, note="; ".join(filter(None, told))))
    return _lines("goal", lines)


def _by(text: str) -> str:
    """The day by which it was hoped for; what is no day is shown as typed."""
    try:
        return f"by {day_words(date.fromisoformat(text), year=True)}" if text else ""
    except ValueError:
        return f"by {text}"


def _visits(plan: Plan, ahead: Plan) -> ReportSection:
    coming = [visit for visit in visits_of(ahead.events) if visit.valid_from >= plan.day]
    return _lines("visit", [ReportLine(v.words or v.name, label=day_words(v.valid_from, year=True)) for v in coming])


def _member(item: PlanItem) -> ReportLine:
    told = ", ".join(filter(None, (item.detail.get("role", ""), item.detail.get("phone", ""))))
    return ReportLine(told or item.words or "no number written", label=item.name)
