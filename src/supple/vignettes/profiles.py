"""Who is it about? A case's answers about the person, also where somebody wrote what instead of yes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from supple.knowledge import load
from supple.knowledge.medicine_names import known_medicines
from supple.knowledge.traits import load_traits
from supple.model import Day, Fact, PlanItem, PlanStatus, Profile
from supple.vignettes.fields import Fields, is_blank, shown, text, yes_no
from supple.vignettes.names import medicine_of
from supple.vignettes.other_words import ABOUT_THE_PERSON, COUNTRIES
from supple.vignettes.plan_fields import LONG_AGO
from supple.vignettes.problems import CaseError, did_you_mean
from supple.vignettes.remarks import read_as, unused
from supple.vignettes.times import Clock
from supple.vignettes.told import Told

LESION = "lesion_t6_or_above"
PROFILE: Mapping[str, tuple[str, ...]] = {
    "pump": ("baclofen_pump", "has_pump", "itb_pump", "itb", "intrathecal_pump", "intrathecal_baclofen_pump"),
    "catheter": (
        "has_catheter", "urinary_catheter", "suprapubic_catheter", "indwelling_catheter", "foley", "uses_catheter",
    ),
    LESION: (
        "lesion", "lesion_at_or_above_t6", "lesion_above_t6", "t6", "lesion_t6", "high_lesion", "lesion_level",
        "spinal_lesion", "cord_lesion", "level_of_lesion",
    ),
    "blood_thinner": ("blood_thinners", "anticoagulant", "anticoagulants", "on_blood_thinner", "on_anticoagulant"),
    "immune_modifying": (
        "immune_modifying_drug", "immune_modifying_medicine", "dmt", "immunosuppressed", "on_dmt", "dmts",
        "immunosuppressant", "immune_medicine", "on_immune_modifying_drug", "disease_modifying_therapy",
    ),
}  # fmt: skip
# A value that means yes, by answer; of the others a medicine's name does.
_KINDS: Mapping[str, str] = {
    "pump": r"synchromed.*|prometra.*|.*baclofen.*|itb|intrathecal.*|medtronic.*|implanted|flowonix.*",
    "catheter": r"supra-?pubic.*|indwelling.*|urethral.*|foley.*|intermittent.*|condom.*|isc|spc?|long.?term.*",
}
_LEVEL = re.compile(r"\b([ctls])\s*(\d{1,2})\b")
_MOST = {"c": 8, "t": 12, "l": 5, "s": 5}


def read_profile(path: str, data: Any, clock: Clock) -> list[Told]:
    """Answers about the person. Left out or null: never asked. "Don't know" is an answer."""
    if data is None:
        return []
    fields = Fields(data, path, what="the profile")
    out: list[Fact] = []
    taken = {trait.profile: () for trait in load_traits().values() if trait.profile}
    for key, others in {**taken, **PROFILE}.items():
        where, value = fields.take(key, *others)
        if value is not None:
            out += _answer(key, value, where, clock)
    where, country = fields.take("country")
    if not is_blank(country) and (code := _country(country, where)) is not None:
        out.append(Profile("country", code))
    for name in ABOUT_THE_PERSON:
        where, value = fields.take(name)
        if value is not None:
            unused(where, "no rule looks at it")
    fields.end()
    return [
        Told(fact, Day(fact.valid_from if isinstance(fact, PlanItem) else clock.today, clock.zone)) for fact in out
    ]


def _answer(key: str, value: Any, path: str, clock: Clock) -> list[Fact]:
    try:
        said = yes_no(value, path)
    except CaseError:
        if not isinstance(value, str):
            raise
        if key == LESION:
            return [Profile(key, _lesion(value, path))]
        if key in _KINDS and re.fullmatch(_KINDS[key], value.strip().casefold()):
            read_as(path, "yes")
            return [Profile(key, "yes")]
        if key in {"blood_thinner", "immune_modifying"} and _is_medicine(value):
            read_as(path, f"yes, and {value.strip()} in the plan")
            name = medicine_of(value, path)
            item = PlanItem("medicine", name, PlanStatus.AGREED, clock.days_ago(LONG_AGO))
            return [Profile(key, "yes"), item]
        raise
    return [Profile(key, "unknown" if said is None else "yes" if said else "no")]


def _is_medicine(value: str) -> bool:
    return bool(known_medicines(value)) or value.strip().casefold() in {"aspirin", "warfarin"}


def _lesion(value: str, path: str) -> str:
    """yes, no or unknown from a level such as "T4", "C5/6" or "L1"; of several the highest counts."""
    words = value.casefold()
    levels = [(part, int(at)) for part, at in _LEVEL.findall(words)]
    if any(not 1 <= at <= _MOST[part] for part, at in levels):
        raise CaseError(path, f"{shown(value)} is no level of the spine.", "Write it like T4.")
    if levels:
        said = "yes" if any(part == "c" or (part == "t" and at <= 6) for part, at in levels) else "no"
    elif "cervical" in words or "neck" in words:
        said = "yes"
    elif "lumbar" in words or "sacral" in words:
        said = "no"
    elif "thoracic" in words:
        said = "unknown"
    else:
        raise CaseError(path, f"{shown(value)} is neither yes nor no.", "Write yes, no, don't know, or a level: T4.")
    read_as(path, f"{said}: T6 or above counts")
    return said


def _country(value: Any, path: str) -> str | None:
    """Two letters; None for a country of which Supple knows no numbers, which is remarked."""
    name = text(value, path)
    known = load().emergency_numbers
    by_label = {entry.label.casefold().removeprefix("the "): entry.id for entry in known.values()}
    folded = name.casefold().removeprefix("the ")
    found = {**COUNTRIES, **by_label}.get(folded, name.upper())
    if found in known or re.fullmatch(r"[A-Z]{2}", found):
        return found
    hint = did_you_mean(folded, {**COUNTRIES, **by_label})
    if hint or len(name) > 40 or not re.fullmatch(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*", name):
        hint = hint or "Write two letters, such as GB."
        raise CaseError(path, f"{shown(value)} is no country that Supple knows.", hint)
    unused(path, f"no numbers for {name} are known, so the words name none")
    return None
