"""What is noted? One small function for each kind of thing that an entry of a case may hold; each makes facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from supple.model import (
    Answer,
    Comparison,
    Count,
    Dose,
    DoseStatus,
    Fact,
    Factor,
    Session,
    SideEffect,
    Sign,
)
from supple.vignettes.besides import Besides
from supple.vignettes.fields import listed, shown, text
from supple.vignettes.in_words import (
    bowel,
    is_about_the_bowel,
    phq_item_9,
)
from supple.vignettes.names import (
    code_of,
    code_or_none,
    kind_of,
    medicine_of,
    other_kind_of,
    plain,
    says_new,
)
from supple.vignettes.other_words import CLASSES, PHQ_ITEM_9
from supple.vignettes.problems import CaseError
from supple.vignettes.values import CHANGES, beside_compared, measurement, rated, was_there

Reader = Callable[[str, Any, Besides], list[Fact]]


def signs(path: str, value: Any, besides: Besides) -> list[Fact]:
    """`present` don't know: nothing is noted."""
    return [fact for each in listed(value) for fact in _one_sign(path, each, besides)]


def _one_sign(path: str, words: Any, besides: Besides) -> list[Fact]:
    name = text(words, path)
    present, new = was_there(besides), besides.yes_no("new")
    if is_about_the_bowel(name) and besides.said("days"):
        return bowel(besides.path("days"), besides.raw("days")[1], besides)
    code = code_or_none("sign", name, path)
    if code is None and (other := other_kind_of(name, ("side_effect", "factor", "count"), path)) is not None:
        return _OTHER_KINDS[other[0]](path, other[1], besides)
    if code is None:
        code = code_of("sign", name, path)
    if present is None:
        return []
    return [Sign(code, present, (True if new is None and says_new(name) else new) if present else None)]


def ticked(path: str, value: Any, besides: Besides) -> list[Fact]:
    """As on the page "Something is up": each is new."""
    del besides
    return [Sign(code_of("sign", each, path), True, True) for each in listed(value)]


def no_signs(path: str, value: Any, besides: Besides) -> list[Fact]:
    del besides
    return [Sign(code_of("sign", each, path), False) for each in listed(value)]


def factors(path: str, value: Any, besides: Besides) -> list[Fact]:
    present = was_there(besides)
    level = besides.number("level", high=10)
    amount, unit = besides.number("amount"), besides.text("unit")
    if present is None:
        return []
    out: list[Fact] = []
    for each in listed(value):
        if plain(str(each)) in CLASSES:
            out += [Dose(medicine_of(each, path), DoseStatus.TAKEN)] if present else []
        else:
            out.append(Factor(code_of("factor", each, path), present, level, amount, unit))
    return out


def no_factors(path: str, value: Any, besides: Besides) -> list[Fact]:
    del besides
    return [Factor(code_of("factor", each, path), False) for each in listed(value)]


def side_effects(path: str, value: Any, besides: Besides) -> list[Fact]:
    present = was_there(besides)
    severity = _one_of(besides, "rating", "severity", "value")
    medicine = besides.text("medicine")
    by = None if medicine is None else medicine_of(medicine, besides.path("medicine"))
    if present is None:
        return []
    return [SideEffect(code_of("side_effect", each, path), present, severity, by) for each in listed(value)]


def _one_of(besides: Besides, *names: str) -> float | None:
    """A rating from 0 to 10 under one of these names."""
    found = [besides.number(name, high=10) for name in names]
    return next((value for value in found if value is not None), None)


def doses(status: str | None) -> Reader:
    """A reader of doses with this status; None: the entry names it beside."""

    def read(path: str, value: Any, besides: Besides) -> list[Fact]:
        said = status or besides.choice("status", {each.value: each.value for each in DoseStatus})
        if said is None:
            raise CaseError(path, "Was it taken or missed?", 'Write {"taken": "…"} or {"missed": "…"}.')
        amount = besides.number("amount_mg", high=100_000)
        words, due = besides.text("words"), besides.text("due_time")
        if due is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", due):
            raise CaseError(besides.path("due_time"), f"“{due}” is not a time.", "Write it like 08:00.")
        return [Dose(medicine_of(each, path), DoseStatus(said), amount, words, due) for each in listed(value)]

    return read


def sessions(path: str, value: Any, besides: Besides) -> list[Fact]:
    done = besides.yes_no("done")
    minutes = besides.number("minutes", high=1440)
    return [Session(code_of("session", each, path), done is not False, minutes) for each in listed(value)]


def answers(path: str, value: Any, besides: Besides) -> list[Fact]:
    if plain(str(value)) in PHQ_ITEM_9:
        return phq_item_9(path, besides.raw("yes" if besides.said("yes") else "value")[1])
    yes = besides.yes_no("yes") if besides.said("yes") else besides.yes_no("value")
    if yes is None:
        return []
    return [Answer(code_of("answer", each, path), yes) for each in listed(value)]


def compared(path: str, value: Any, besides: Besides) -> list[Fact]:
    change = besides.choice("change", CHANGES)
    if change is None:
        raise CaseError(path, "How does it compare?", f"Write “change” beside it: {', '.join(CHANGES)}.")
    return [Comparison(_compared_code(each, path), change, **beside_compared(besides)) for each in listed(value)]


def _compared_code(words: Any, path: str) -> str:
    found = kind_of(text(words, path))
    return found[1] if found is not None else code_of("rating", words, path)


def named(kind: str) -> Reader:
    """{"measure": "temperature", "value": 38.6}: the thing is named, its value stands beside."""

    def read(path: str, value: Any, besides: Besides) -> list[Fact]:
        if plain(str(value)) in PHQ_ITEM_9:
            return phq_item_9(path, besides.raw("value")[1])
        code = code_of(kind, value, path)
        beside, given = besides.raw("value")
        if given is None and kind != "count":
            raise CaseError(path, f"{shown(value)} has no value.", "Write “value” beside it.")
        return rated(kind, code, beside or path, "some" if given is None else given, besides)

    return read


def blood_pressure(path: str, value: Any, besides: Besides) -> list[Fact]:
    """ "185/95": the upper number is kept, since no rule looks at the lower."""
    found = re.fullmatch(r"\s*(\d{2,3})\s*/\s*(\d{2,3})\s*", value) if isinstance(value, str) else None
    return [measurement("systolic", path, found[1] if found else value, besides)]


READERS: Mapping[str, Reader] = {
    **dict.fromkeys(("sign", "signs"), signs),
    **dict.fromkeys(("ticked", "ticks"), ticked),
    **dict.fromkeys(("no_sign", "no_signs", "not"), no_signs),
    **dict.fromkeys(("factor", "factors"), factors),
    **dict.fromkeys(("no_factor", "no_factors"), no_factors),
    **dict.fromkeys(("side_effect", "side_effects"), side_effects),
    "dose": doses(None),
    **{status.value: doses(status.value) for status in DoseStatus},
    **dict.fromkeys(("session", "sessions"), sessions),
    "answer": answers,
    "compare": compared,
    "measure": named("measurement"),
    "measurement": named("measurement"),
    "count": named("count"),
    "rating": named("rating"),
    "blood_pressure": blood_pressure,
    "bp": blood_pressure,
}


def _counted_once(path: str, code: str, besides: Besides) -> list[Fact]:
    del path
    given = besides.number("value", high=1000)
    there = was_there(besides)
    return [] if there is None else [Count(code, (None if given is None else int(given)) if there else 0)]


_OTHER_KINDS: Mapping[str, Reader] = {"side_effect": side_effects, "factor": factors, "count": _counted_once}
