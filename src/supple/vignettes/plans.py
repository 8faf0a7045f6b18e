"""What was agreed? A case's plan: medicines and since when, toxin, changes, visits. The pump: `pumps`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from supple.model import Day, PlanItem, PlanStatus, local_day_of
from supple.vignettes.fields import Fields, is_blank, key_of, listed, number, shown, text
from supple.vignettes.names import medicine_of
from supple.vignettes.plan_fields import LONG_AGO, PUMP, days_of, ended_by, words_of
from supple.vignettes.problems import CaseError
from supple.vignettes.pumps import operation, pump_items
from supple.vignettes.remarks import unused
from supple.vignettes.times import MOST_DAYS, Clock
from supple.vignettes.told import Told

_OPERATION = ("pump_surgery", "pump_operation", "pump_implanted", "pump_implant", "operation")
_BRANDS = ("botox", "dysport", "xeomin")
_OF_NO_USE = (
    "regular",
    "frequency",
    "times",
    "times_a_day",
    "route",
    "as_needed",
    "prn",
    "strength",
    "for",
    "status",
)
_KINDS = ("medicine", "medicines", "pump", "toxin", "injection", "injections", "nerve_block", "dose_change", "visit")


def read_plan(path: str, data: Any, clock: Clock) -> list[Told]:
    """The plan as an object with one field for each kind, or as a list of entries with one kind each."""
    if data is None:
        return []
    items: list[PlanItem] = []
    if isinstance(data, list):
        for number_of, entry in enumerate(data):
            items += _listed_entry(entry, f"{path}[{number_of}]", clock)
    else:
        items = _plan_object(data, path, clock)
    # A change of the pump follows the pump itself, whatever the order in the case.
    items = sorted(items, key=lambda item: item.valid_from)
    return [Told(item, Day(item.valid_from, clock.zone)) for item in items]


def _plan_object(data: Any, path: str, clock: Clock) -> list[PlanItem]:
    fields = Fields(data, path, what="the plan")
    items: list[PlanItem] = []
    for where, each in _each(*fields.take("medicines", "medicine", "medications", "medication", "meds", "drugs")):
        items += _medicine(each, where, clock)
    for where, each in _each(*fields.take("pump", "pumps", "baclofen_pump", "itb_pump", "intrathecal_pump")):
        items += pump_items(each, where, clock)
    for where, each in _each(*fields.take(*_OPERATION)):
        items += operation(each, where, clock, has_pump=any(item.item == "pump" for item in items))
    for where, each in _each(*fields.take("toxin", "toxins", "injections", "injection", "botulinum_toxin")):
        items.append(_injection(each, where, clock, usual="botulinum toxin"))
    for brand in _BRANDS:
        for where, each in _each(*fields.take(brand)):
            items.append(_injection(each, where, clock, usual=brand.capitalize()))
    for where, each in _each(*fields.take("nerve_block", "nerve_blocks", "phenol")):
        items.append(_injection(each, where, clock, usual="phenol nerve block"))
    for where, each in _each(*fields.take("dose_changes", "dose_change", "changes")):
        items.append(_dose_change(each, where, clock))
    for where, each in _each(*fields.take("visits", "visit", "appointments", "appointment")):
        items.append(_visit(each, where, clock))
    for where, each in _each(*fields.take("blood_test_due_days_ago", "blood_test_due")):
        items.append(_visit({"name": "liver blood test", "days_ago": each}, where, clock))
    fields.end()
    return items


def _each(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if value is None or value is False or (isinstance(value, str) and is_blank(value)):
        return
    if isinstance(value, list):
        yield from ((f"{path}[{number_of}]", each) for number_of, each in enumerate(value))
    else:
        yield path, value


def _listed_entry(entry: Any, path: str, clock: Clock) -> list[PlanItem]:
    """{"medicine": "baclofen", "since_days": 40}: the kind's field holds the name, the rest stands beside it."""
    if isinstance(entry, str):
        return _medicine(entry, path, clock)
    if not isinstance(entry, Mapping):
        raise CaseError(path, f"{shown(entry)} is no entry of a plan.", 'Such as {"medicine": "baclofen"}.')
    names = {key_of(name): name for name in entry}
    kinds = [kind for kind in _KINDS if kind in names and not (kind == "medicine" and "dose_change" in names)]
    if len(kinds) != 1:
        raise CaseError(path, "An entry of a plan has one kind.", f"One of: {', '.join(_KINDS)}.")
    value = entry[names[kinds[0]]]
    beside = {name: given for name, given in entry.items() if name != names[kinds[0]]}
    if isinstance(value, Mapping):
        whole_entry: Any = {**value, **beside}
    elif isinstance(value, str) and not is_blank(value):
        whole_entry = {"name": value, **beside}
    else:
        whole_entry = beside if value is True or beside else value
    return _plan_object({kinds[0]: whole_entry}, path, clock)


def _medicine(entry: Any, path: str, clock: Clock) -> list[PlanItem]:
    fields = Fields({"name": entry} if isinstance(entry, str) else entry, path, what="a medicine of the plan")
    name = medicine_of(*reversed(fields.take("name", "medicine")))
    since_path, since = days_of(fields, "since_days", "since_days_ago", "started_days_ago", "days")
    words = words_of(fields)
    ended_path, ended = days_of(fields, "ended_days", "ended_days_ago", "stopped_days", "stopped_days_ago")
    hours_path, hours = fields.take("ended_hours_ago", "stopped_hours_ago")
    if ended is None and not is_blank(hours):
        gone = clock.hours_ago(number(hours, hours_path, high=MOST_DAYS * 24))
        ended_path, ended = hours_path, (clock.today - local_day_of(gone)).days
    by = ended_by(fields)
    for other in _OF_NO_USE:
        where, given = fields.take(other)
        if given is not None:
            unused(where, "a plan’s words; no rule looks at it")
    fields.end()
    begun = since if since is not None else LONG_AGO
    if ended is not None and ended > begun:
        raise CaseError(ended_path, "It ended before it began.", f"{since_path} is the larger number.")
    item = PlanItem("medicine", name, PlanStatus.AGREED, clock.days_ago(begun), words)
    if ended is None:
        return [item]
    return [item, PlanItem("medicine", name, PlanStatus.ENDED, clock.days_ago(ended), "", by)]


def _injection(entry: Any, path: str, clock: Clock, *, usual: str) -> PlanItem:
    """A number alone is how many days ago it was."""
    if isinstance(entry, int | float) and not isinstance(entry, bool):
        entry = {"days_ago": entry}
    elif isinstance(entry, str):
        entry = {"name": entry}
    fields = Fields(entry, path, what="an injection of the plan")
    name_path, name = fields.take("name", "product", "brand", "toxin")
    days_path, days = days_of(fields, "days_ago", "since_days", "injected_days_ago")
    in_path, in_days = days_of(fields, "in_days", "planned_in_days")
    words = words_of(fields)
    muscles_path, muscles = fields.take("muscles", "muscle")
    fields.end()
    if days is None and in_days is None:
        raise CaseError(days_path, "When was it injected?", "Write days_ago beside it.")
    if days is not None and in_days is not None:
        raise CaseError(in_path, "It was injected, or it is to be.", "Keep one of them.")
    on = clock.days_ago(days) if days is not None else clock.today + timedelta(days=in_days or 0)
    detail = {} if is_blank(muscles) else {"muscles": "; ".join(text(m, muscles_path) for m in listed(muscles))}
    called = usual if is_blank(name) else text(name, name_path)
    return PlanItem("injection", called, PlanStatus.AGREED, on, words, detail)


def _dose_change(entry: Any, path: str, clock: Clock) -> PlanItem:
    """A medicine or the pump whose dose changed; which way and how much are words, never read as numbers."""
    fields = Fields(entry, path, what="a change of dose")
    name_path, name = fields.take("medicine", "name", "of")
    _, days = days_of(fields, "days_ago", "since_days", "changed_days_ago")
    words = words_of(fields) or "changed"
    where, mcg = fields.take("daily_dose_mcg")
    fields.end()
    on = clock.days_ago(days or 0)
    called = text(name, name_path)
    if key_of(called) in {"pump", "baclofen_pump"}:
        # Saying the drug anew is a change of settings that no countdown is worked out from.
        given = {"drug": "baclofen"} if is_blank(mcg) else {"daily_dose_mcg": f"{number(mcg, where):g}"}
        return PlanItem("pump", PUMP, PlanStatus.CHANGED, on, words, given)
    return PlanItem("medicine", medicine_of(called, name_path), PlanStatus.CHANGED, on, words)


def _visit(entry: Any, path: str, clock: Clock) -> PlanItem:
    """A visit or a test that was agreed for a day, past or to come; `decided` says that it took place."""
    fields = Fields(entry, path, what="a visit of the plan")
    name_path, name = fields.take("name", "visit")
    days_path, days = days_of(fields, "days_ago", "due_days_ago")
    in_path, in_days = days_of(fields, "in_days", "due_in_days")
    decided_path, decided = fields.take("decided", "result")
    fields.end()
    if (days is None) == (in_days is None):
        raise CaseError(days_path, "On which day is it?", f"Write days_ago, or in_days instead ({in_path}).")
    detail = {} if is_blank(decided) else {"decided": text(decided, decided_path)}
    on = clock.today + timedelta(days=in_days if in_days is not None else -(days or 0))
    return PlanItem("visit", text(name, name_path), PlanStatus.AGREED, on, "", detail)
