"""What is known beforehand about a factor for this outcome? Its words, its timing and how a finding may be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supple import knowledge
from supple.knowledge import CountKind, FactorKind, Measure, Medicine, Observable
from supple.knowledge.wording import SYMPTOM
from supple.model import Timing

OUTSIDE = frozenset({"heat", "cold", "weather", "menstruation"})
# Endings that only say how much of a thing there was; they are looked at with the thing itself.
AMOUNT_ENDINGS = (".level", ".amount", ".minutes", ".count")


@dataclass(frozen=True, slots=True)
class Known:
    """What `knowledge` says. `reading`: "either", "only_worse" or "only_better", the direction a finding may have
    (people do more on good days; the other direction would only show that). `expected`: +1 if people report worse
    days with more of it, -1 better ones, 0 if nothing is known: a gentle belief, which days overrule."""

    label: str
    timing: Timing
    is_own: bool = False
    is_treatment: bool = False
    is_night_before: bool = False
    is_session: bool = False
    never_unrelated: bool = False
    reading: str = "either"
    expected: int = 0


def known(factor: str, outcome: str, timing: Mapping[str, Timing] | None) -> Known:
    """About `factor` for `outcome`; an entry of `timing` takes the place of the knowledge's own."""
    library = knowledge.load()
    column = library.column(factor)
    entry = library.observable(column.code)
    given = (timing or {}).get(factor)
    is_medicine = isinstance(library.entry(column.code), Medicine)
    return Known(
        label=library.label(factor),
        timing=given or library.timing(factor, outcome),
        is_own=entry is None,
        is_treatment=is_medicine or (isinstance(entry, FactorKind) and entry.is_treatment),
        is_night_before=entry is not None and entry.when_noted == "last_night",
        is_session=column.code in library.sessions,
        never_unrelated=isinstance(entry, FactorKind | CountKind) and entry.never_unrelated,
        reading=entry.reading if isinstance(entry, FactorKind) else "either",
        expected=_expected(entry),
    )


def _expected(entry: Observable | None) -> int:
    if isinstance(entry, FactorKind):
        return -1 if entry.is_helper else 1
    if isinstance(entry, Measure | CountKind):
        return -1 if entry.higher_is == "better" else 1
    return 0


def higher_is_better(outcome: str) -> bool:
    """Is more of it good (sleep quality, mood)?"""
    library = knowledge.load()
    entry = library.observable(library.column(outcome).code)
    return isinstance(entry, Measure) and entry.higher_is == "better"


def has_direction(outcome: str) -> bool:
    """Is it known whether more of it is better or worse? Of walks, breaks and a person's own things it is not."""
    library = knowledge.load()
    code = library.column(outcome).code
    return (
        code in library.hindrances
        or code.startswith(SYMPTOM)
        or isinstance(library.observable(code), Measure | CountKind)
    )


def is_count(outcome: str) -> bool:
    library = knowledge.load()
    return isinstance(library.observable(library.column(outcome).code), CountKind)


def is_rating(outcome: str) -> bool:
    """Is it known as a rating from 0 to 10 (unless its column says otherwise)?"""
    library = knowledge.load()
    code = library.column(outcome).code
    return (
        code in library.hindrances or code.startswith(SYMPTOM) or (code in library.measures and not unit_of(outcome))
    )


def is_left_to_the_change(factor: str) -> bool:
    """Is it a treatment of any kind (a medicine or a missed one, a session)? The change may be one of them."""
    library = knowledge.load()
    code = library.column(base_of(factor)).code
    entry = library.entry(code)
    of_treatment = isinstance(entry, FactorKind) and (entry.is_treatment or entry.group == "medicine")
    return of_treatment or isinstance(entry, Medicine) or code in library.sessions or library.names_medicine(code)


def is_outside(factor: str) -> bool:
    """Is it something that no change of treatment or habit can move: the weather, a monthly period?"""
    return knowledge.load().column(base_of(factor)).code in OUTSIDE


def unit_of(outcome: str) -> str:
    """Of a measurement ("h", "steps"); "" for ratings, counts and what is not known."""
    library = knowledge.load()
    entry = library.observable(library.column(outcome).code)
    return entry.unit if isinstance(entry, Measure) else ""


def may_run_by_itself(column: str) -> bool:
    """Could a device or a weather table have filled it, with no hand that day?"""
    return knowledge.load().may_run_by_itself(base_of(column))


def base_of(column: str) -> str:
    """The factor a column belongs to: `heat.level` belongs to `heat`."""
    for ending in AMOUNT_ENDINGS:
        if column.endswith(ending):
            return column.removesuffix(ending)
    return column


def offered(columns: Mapping[str, object], outcome: str) -> list[str]:
    """The factors that a table offers for an outcome, each once: not its own kin, parts of body or day, or units."""
    library = knowledge.load()
    kin = library.column(base_of(outcome)).code
    found: dict[str, None] = {}
    for name in columns:
        if "@" in name or knowledge.is_part_of_day(name, columns) or name == outcome:
            continue
        base = base_of(name)
        if library.column(base).code != kin and not _is_side_column(base, columns):
            found[base] = None
    return list(found)


def _is_side_column(base: str, columns: Mapping[str, object]) -> bool:
    """A second unit or "some, not counted" beside a column of the same thing: `water.amount.L`, `spasms.any`."""
    head, dot, _ = base.rpartition(".")
    if not dot or base.startswith("hindered."):
        return False
    return head in columns or base_of(head) in columns or head.endswith(AMOUNT_ENDINGS)
