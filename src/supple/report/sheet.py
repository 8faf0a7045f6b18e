"""What stands on the plan's one sheet? Everything agreed that holds on a day, as it was written down.

No dose is read, added up or judged: amounts are the prescriber's words. Micrograms stand with the pump only.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from supple.charts.words import day_words, sentence_case
from supple.knowledge import label, load
from supple.knowledge.agreeing import AIDS, AREAS, LEVELS, USES_STIFFNESS
from supple.knowledge.medicine_names import plain_name
from supple.model import (
    Plan,
    PlanItem,
    PlanSheet,
    PlanStatus,
    Prescription,
    ReportLine,
    ReportSection,
    ReportTable,
)
from supple.plan import (
    allergies_of,
    countdown,
    goals_of,
    prescriptions,
    pump_label,
    pump_of,
    to_begin,
    to_come_of,
    to_come_words,
    visits_of,
    wait_words,
    written,
)

TITLE = "My plan"
TO_CHECK = " (in question, see “To check”)"
LEAD = "As written down in Supple. Check against your prescription."
NOTICES = (
    "No clinician has reviewed this page. It shows what somebody wrote down, and may be incomplete. It gives no "
    "advice on any medicine. Ask the person who prescribed it.",
)
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PR", "VE"})
_TITLES = {
    "allergy": "Allergies",
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
# Said in words of their own, or of no use on paper; every other detail is shown as it was typed.
_SAID: dict[str, frozenset[str]] = {
    "medicine": frozenset(
        {"strength", "strength_unit", "each_time", "times", "food", "prescriber", "reason"}
        | {"as_needed", "not_before_hours", "max_pieces_per_day", "confirmed"}
    ),
    "pump": frozenset(
        {"filled_on", "filled_time", "concentration_mcg_per_ml", "fill_volume_ml", "reservoir_ml", "confirmed"}
        | {
            "confirmed_bolus",
            "clinic_alarm_date",
            "daily_dose_mcg",
            "steps",
            "expected_residual_ml",
            "found_residual_ml",
        }
    ),
    "injection": frozenset({"units"}),
    "aid": frozenset({"kind", "advised_by", "uses_stiffness"}),
    "goal": frozenset({"area", "agreed_with", "by", "attained", "attained_on"}),
    "team": frozenset({"role", "role_code", "phone", "hours", "note"}),
    "visit": frozenset({"decided", "decided_words"}),
}
# How a detail is said that is not told elsewhere; what is not here stands under its key, as typed.
_FORMS = {
    "alarm_volume_ml": "alarm at {} mL",
    "battery_end": "battery ends {}",
    "brand": "make: {}",
    "card_at": "pump card: {}",
    "drug": "drug: {}",
    "implanted_on": "put in on {}",
    "side": "side: {}",
    "guidance": "guidance: {}",
    "goals": "for: {}",
    "aftercare": "agreed for the weeks after: {}",
    "given_by": "given by {}",
    "review_day": "review planned on {}",
    "units_words": "amount as written: {}",
    "muscles": "muscles with no units noted: {}",
    "programmed_time": "programmed at {}",
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
        _lines("allergy", _allergies(plan)),
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
        paper=paper_of(plan),
    )


def paper_of(plan: Plan) -> str:
    """The paper that printers of the person's country hold."""
    return "us-letter" if (plan.answer("country") or "").upper() in _LETTER_COUNTRIES else "a4"


def _lines(kind: str, lines: list[ReportLine]) -> ReportSection:
    return ReportSection(kind, _TITLES[kind], lines=tuple(lines))


def _since(item: PlanItem) -> str:
    return f"since {day_words(item.valid_from, year=True)}"


def _plain(item: PlanItem) -> ReportLine:
    return ReportLine("; ".join((item.words or _since(item), *_other(item))), label=sentence_case(item.name))


def _medicines(plan: Plan) -> ReportSection:
    raw = {item.name: item for item in plan.in_force("medicine")}
    rows = tuple(_medicine(one, raw[one.medicine], plan) for one in prescriptions(plan))
    head = ("Medicine", "How much each time", "When", "Also written")
    rows += tuple(_begins(item) for item in to_begin(plan))
    table = ReportTable("Medicines", head, rows) if rows else None
    return ReportSection("medicine", _TITLES["medicine"], table=table)


def _say(day: date) -> str:
    return day_words(day, year=True)


def _begins(item: PlanItem) -> tuple[str, str, str, str]:
    """A medicine that is agreed for later: as written, with its first day where its times would stand."""
    return (
        f"{sentence_case(label(item.name))}, agreed for later",
        written(item) or "not written",
        f"from {day_words(item.valid_from, year=True)}",
        "",
    )


def _medicine(one: Prescription, item: PlanItem, plan: Plan) -> tuple[str, str, str, str]:
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
        also += [f"{words[0].lower()}{words[1:].rstrip('.')}" for words in wait_words(step)]
    also += [to_come_words(each, _say) for each in to_come_of(plan, one.medicine)]
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
    also += [one.prescriber and f"prescribed by {one.prescriber}", *_other(item, has_ladder=one.step is not None)]
    return (
        f"{sentence_case(label(one.medicine))}{strength}",
        each or "not written",
        ", ".join(filter(None, when)) or "no times written",
        "; ".join(filter(None, also)),
    )


def _pump(plan: Plan, zone: str) -> ReportSection:
    """The newest fill and programme: a later entry may say only what changed, so both are looked for."""
    record = pump_of(plan, zone)
    if record is None:
        return _lines("pump", [])
    fill, entries, days = record.fill, _entries(plan, record.name), countdown(record, plan.day)
    asked = frozenset(question.field for question in days.questions)
    filled = f"filled on {day_words(fill.filled_at.date(), year=True)}" if fill.filled_at else ""
    # One form asks for the time of the fill and keeps it for the programme too: it is said once, with the fill.
    newest = entries[-1].detail
    is_of_fill = bool(filled) and newest.get("filled_time", "") == newest.get("programmed_time", "") != ""
    filled += f" at {newest['filled_time']}" if is_of_fill else ""
    amounts = (
        ("concentration_mcg_per_ml", "concentration {} micrograms per mL"),
        ("fill_volume_ml", "filled with {} mL"),
        ("reservoir_ml", "reservoir {} mL"),
    )
    told = [
        entries[-1].words,
        filled + _to_check(asked, "filled_on"),
        *(
            form.format(amount) + _to_check(asked, name)
            for name, form in amounts
            if (amount := getattr(fill, name)) is not None
        ),
    ]
    unread = [
        f"{field.replace('_', ' ')}, as typed: {item.detail[field]}"
        for field in record.unread
        for item in [next((each for each in reversed(entries) if each.detail.get(field)), entries[-1])]
        if field in item.detail
    ]
    other = _other(entries[-1], besides=("programmed_time",) if is_of_fill else ())
    lines = [ReportLine("; ".join(filter(None, (*told, *unread, *other))), label=record.name)]
    programme = next((e for e in reversed(entries) if e.detail.get("daily_dose_mcg") or e.detail.get("steps")), None)
    if programme is not None:
        daily, steps = programme.detail.get("daily_dose_mcg", ""), programme.detail.get("steps", "")
        check = _to_check(asked, "daily_dose_mcg", "steps")
        said = (
            daily and f"{daily} micrograms a day{check}",
            steps and f"steps, in micrograms: {steps}{check}",
            _since(programme),
        )
        lines.append(ReportLine("; ".join(filter(None, said)), label="Programme, as written"))
    clinic, estimated = days.clinic_day, days.estimated_day
    both = (
        f"from the clinic: {day_words(clinic, year=True)}{_to_check(asked, 'clinic_alarm_date')}" if clinic else "",
        f"estimated from what is written: {day_words(estimated, year=True)}{_to_check(asked, *asked)}"
        if estimated
        else "",
    )
    said_days = "; ".join(filter(None, both)) or "not written; ask the pump clinic"
    lines.append(ReportLine(said_days, label="Alarm date (low reservoir)"))
    lines += [ReportLine(words) for words in days.ring_clinic if clinic or estimated]
    lines += [
        ReportLine(question.words, label=f"To check: {pump_label(question.field)}") for question in days.questions
    ]
    return _lines("pump", lines)


def _to_check(asked: Collection[str], *fields: str) -> str:
    """The mark behind a value that is in question and that nobody answered for."""
    return TO_CHECK if set(fields) & set(asked) else ""


def _entries(plan: Plan, name: str) -> list[PlanItem]:
    """What was written down about this pump since it was last agreed, oldest first."""
    found: list[PlanItem] = []
    for event in plan.events:
        item = event.fact
        if isinstance(item, PlanItem) and item.item == "pump" and plain_name(item.name) == plain_name(name):
            found = [] if item.status is PlanStatus.ENDED else [*found, item]
    return found


def _other(item: PlanItem, *, has_ladder: bool = False, besides: Collection[str] = ()) -> list[str]:
    """Details that the sheet has no words for, as typed: nothing agreed is left out but a ladder told already."""
    said = _SAID.get(item.item, frozenset())
    return [
        _FORMS.get(key, f"{key.replace('_', ' ')}: {{}}").replace("{}", _said(key, words))
        for key, words in sorted(item.detail.items())
        if words and key not in said and key not in besides and not (has_ladder and key.startswith("step_"))
    ]


def _said(key: str, words: str) -> str:
    """A pump's make by its name, a day in words, all else as typed."""
    makes = load().pumps
    return makes[words].label if key == "brand" and words in makes else _day_or(words)


def _day_or(text: str) -> str:
    """A day or a month in words, where the text is one; else as typed."""
    try:
        if len(text) == len("2032-10"):
            return f"{date.fromisoformat(f'{text}-01'):%B %Y}"
        return day_words(date.fromisoformat(text), year=True)
    except ValueError:
        return text


def _injections(plan: Plan, ahead: Plan) -> ReportSection:
    """The newest of each product, and those agreed for later: of a product and day, what was written down last."""
    coming: dict[tuple[date, str], PlanItem] = {}
    for event in ahead.events:
        item = event.fact
        if not isinstance(item, PlanItem) or item.item != "injection" or item.valid_from <= plan.day:
            continue
        key = (item.valid_from, plain_name(item.name))
        if item.status is PlanStatus.ENDED:
            coming.pop(key, None)
        else:
            coming[key] = item
    return _lines("injection", [_injection(item, plan) for item in (*plan.in_force("injection"), *coming.values())])


def _injection(item: PlanItem, plan: Plan) -> ReportLine:
    units = item.detail.get("units", "")
    told = [
        f"{'agreed for' if item.valid_from > plan.day else 'on'} {day_words(item.valid_from, year=True)}",
        units and f"units of this product, as written: {units}",
        item.words,
        *_other(item),
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
        *_other(item),
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


def _allergies(plan: Plan) -> list[ReportLine]:
    held = allergies_of(plan)
    if held.none_known:
        return [ReportLine("none known, as the person said")]
    return [ReportLine(sentence_case(each.said)) for each in held.named]


def _member(item: PlanItem) -> ReportLine:
    detail = item.detail
    said = [detail.get(key, "") for key in ("role", "phone", "hours")]
    told = ", ".join(filter(None, (*said, *_other(item))))
    return ReportLine(told or item.words or "no number written", label=item.name, note=detail.get("note", ""))
