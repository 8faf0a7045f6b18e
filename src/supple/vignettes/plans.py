"""What was agreed? A case's plan and profile: medicines and since when, pump, toxin, changes, answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from supple.knowledge import load
from supple.model import Day, PlanItem, PlanStatus, Profile
from supple.vignettes.fields import Fields, is_blank, key_of, listed, number, shown, text, whole, yes_no
from supple.vignettes.names import medicine_of
from supple.vignettes.problems import CaseError, did_you_mean
from supple.vignettes.times import MOST_DAYS, Clock
from supple.vignettes.told import Told

LONG_AGO = 365  # days; since when a medicine or a pump is there, where the case does not say
PUMP = "baclofen pump"
PROFILE: Mapping[str, tuple[str, ...]] = {
    "pump": ("baclofen_pump", "has_pump", "itb_pump"),
    "catheter": ("has_catheter", "urinary_catheter"),
    "lesion_t6_or_above": ("lesion", "lesion_at_or_above_t6", "lesion_above_t6", "t6", "lesion_t6", "high_lesion"),
    "blood_thinner": ("blood_thinners", "anticoagulant", "on_blood_thinner"),
    "immune_modifying": ("immune_modifying_drug", "immune_modifying_medicine", "dmt", "immunosuppressed"),
}
_PUMP_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "concentration_mcg_per_ml": ("concentration",),
    "fill_volume_ml": ("fill_ml", "filled_ml"),
    "daily_dose_mcg": ("micrograms_per_day", "mcg_per_day"),
    "alarm_volume_ml": ("alarm_ml",),
    "reservoir_ml": ("reservoir",),
}
_KINDS = ("medicine", "medicines", "pump", "toxin", "injection", "injections", "nerve_block", "dose_change", "visit")


def read_profile(path: str, data: Any, clock: Clock) -> list[Told]:
    """Answers about the person. Left out or null: never asked. "Don't know" is an answer."""
    if data is None:
        return []
    fields = Fields(data, path, what="the profile")
    out: list[Profile] = []
    for key, others in PROFILE.items():
        where, value = fields.take(key, *others)
        if value is None:
            continue
        answer = yes_no(value, where)
        out.append(Profile(key, "unknown" if answer is None else "yes" if answer else "no"))
    where, country = fields.take("country")
    if not is_blank(country):
        out.append(Profile("country", _country(country, where)))
    fields.end()
    return [Told(fact, Day(clock.today, clock.zone)) for fact in out]


def _country(value: Any, path: str) -> str:
    code = text(value, path).upper()
    known = load().emergency_numbers
    by_label = {entry.label.casefold().removeprefix("the "): entry.id for entry in known.values()}
    found = by_label.get(code.casefold().removeprefix("the "), code)
    if found not in known and not re.fullmatch(r"[A-Z]{2}", code):
        hint = did_you_mean(code, by_label, otherwise="Write two letters, such as GB.")
        raise CaseError(path, f"{shown(value)} is no country that Supple knows.", hint)
    return found


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
    for where, each in _each(*fields.take("medicines", "medicine")):
        items += _medicine(each, where, clock)
    for where, each in _each(*fields.take("pump", "pumps")):
        items += _pump(each, where, clock)
    for where, each in _each(*fields.take("toxin", "toxins", "injections", "injection", "botulinum_toxin")):
        items.append(_injection(each, where, clock, usual="botulinum toxin"))
    for where, each in _each(*fields.take("nerve_block", "nerve_blocks")):
        items.append(_injection(each, where, clock, usual="phenol nerve block"))
    for where, each in _each(*fields.take("dose_changes", "dose_change")):
        items.append(_dose_change(each, where, clock))
    for where, each in _each(*fields.take("visits", "visit")):
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
    since_path, since = _days(fields, "since_days", "since_days_ago", "started_days_ago", "days")
    words = _words(fields)
    ended_path, ended = _days(fields, "ended_days", "ended_days_ago", "stopped_days", "stopped_days_ago")
    by = _ended_by(fields)
    fields.end()
    begun = since if since is not None else LONG_AGO
    if ended is not None and ended > begun:
        raise CaseError(ended_path, "It ended before it began.", f"{since_path} is the larger number.")
    item = PlanItem("medicine", name, PlanStatus.AGREED, clock.days_ago(begun), words)
    if ended is None:
        return [item]
    return [item, PlanItem("medicine", name, PlanStatus.ENDED, clock.days_ago(ended), "", by)]


def _days(fields: Fields, *names: str) -> tuple[str, int | None]:
    path, value = fields.take(*names)
    return path, None if is_blank(value) else whole(value, path, high=MOST_DAYS)


def _words(fields: Fields) -> str:
    path, words = fields.take("words", "dose")
    return "" if is_blank(words) else text(words, path)


def _ended_by(fields: Fields) -> dict[str, str]:
    path, by = fields.take("ended_by", "stopped_by", "said_by")
    return {} if is_blank(by) else {"said_by": text(by, path)}


def _pump(entry: Any, path: str, clock: Clock) -> list[PlanItem]:
    if not isinstance(entry, Mapping) and not isinstance(entry, bool):
        entry = {"name": entry}
    fields = Fields({} if entry is True else entry, path, what="the pump of the plan")
    _, name = fields.take("name", "brand", "make")
    _, since = _days(fields, "since_days", "implanted_days_ago", "since_days_ago")
    filled_path, filled = _days(fields, "filled_days_ago", "filled_days", "fill_days_ago")
    low_path, low = fields.take("low_in_days", "low_day_in_days", "alarm_in_days")
    ago_path, low_ago = fields.take("low_days_ago", "alarm_days_ago")
    ended_path, ended = _days(fields, "ended_days", "ended_days_ago", "stopped_days", "stopped_days_ago")
    by = _ended_by(fields)
    detail: dict[str, str] = {}
    for key, others in _PUMP_NUMBERS.items():
        where, value = fields.take(key, *others)
        if not is_blank(value):
            detail[key] = f"{number(value, where, high=100_000):g}"
    fields.end()
    if low is not None and low_ago is not None:
        raise CaseError(ago_path, "The low day stands here twice.", "Keep one of them.")
    if low_ago is not None:
        low_path, low = ago_path, -number(low_ago, ago_path, high=MOST_DAYS)
    if not is_blank(low):
        on = clock.today + timedelta(days=whole(low, low_path, low=-MOST_DAYS, high=MOST_DAYS))
        detail["clinic_alarm_date"] = on.isoformat()
    begun = since if since is not None else max(LONG_AGO, filled or 0, ended or 0)
    if filled is not None:
        if filled > begun:
            raise CaseError(filled_path, "It was filled before it was there.", "since_days is the larger number.")
        detail["filled_on"] = clock.days_ago(filled).isoformat()
    called = PUMP if is_blank(name) else text(name, path)
    items = [PlanItem("pump", called, PlanStatus.AGREED, clock.days_ago(begun), "", detail if filled is None else {})]
    if filled is not None:
        items.append(PlanItem("pump", called, PlanStatus.CHANGED, clock.days_ago(filled), "", detail))
    if ended is not None:
        if ended > begun:
            raise CaseError(ended_path, "It ended before it began.", "since_days is the larger number.")
        items.append(PlanItem("pump", called, PlanStatus.ENDED, clock.days_ago(ended), "", by))
    return items


def _injection(entry: Any, path: str, clock: Clock, *, usual: str) -> PlanItem:
    """A number alone is how many days ago it was."""
    if isinstance(entry, int | float) and not isinstance(entry, bool):
        entry = {"days_ago": entry}
    elif isinstance(entry, str):
        entry = {"name": entry}
    fields = Fields(entry, path, what="an injection of the plan")
    name_path, name = fields.take("name", "product", "brand", "toxin")
    days_path, days = _days(fields, "days_ago", "since_days", "injected_days_ago")
    weeks_path, weeks = fields.take("weeks_ago")
    words = _words(fields)
    muscles_path, muscles = fields.take("muscles", "muscle")
    fields.end()
    if days is None and not is_blank(weeks):
        days = int(number(weeks, weeks_path, high=500) * 7)
    if days is None:
        raise CaseError(days_path, "When was it injected?", "Write days_ago beside it.")
    detail = {} if is_blank(muscles) else {"muscles": "; ".join(text(m, muscles_path) for m in listed(muscles))}
    called = usual if is_blank(name) else text(name, name_path)
    return PlanItem("injection", called, PlanStatus.AGREED, clock.days_ago(days), words, detail)


def _dose_change(entry: Any, path: str, clock: Clock) -> PlanItem:
    """A medicine or the pump whose dose changed; which way and how much are words, never read as numbers."""
    fields = Fields(entry, path, what="a change of dose")
    name_path, name = fields.take("medicine", "name", "of")
    _, days = _days(fields, "days_ago", "since_days", "changed_days_ago")
    words = _words(fields) or "changed"
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
    days_path, days = _days(fields, "days_ago", "due_days_ago")
    in_path, in_days = _days(fields, "in_days", "due_in_days")
    decided_path, decided = fields.take("decided", "result")
    fields.end()
    if (days is None) == (in_days is None):
        raise CaseError(days_path, "On which day is it?", f"Write days_ago, or in_days instead ({in_path}).")
    detail = {} if is_blank(decided) else {"decided": text(decided, decided_path)}
    on = clock.today + timedelta(days=in_days if in_days is not None else -(days or 0))
    return PlanItem("visit", text(name, name_path), PlanStatus.AGREED, on, "", detail)
