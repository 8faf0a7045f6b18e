"""Which questions does this person answer most? One after the other, for who wants to see one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supple.actions.views import PersonSettings
from supple.model import Count, Event, Fact, Factor, Period, Rating, Session

_FIRST = (("rating", "sleep_quality", ""), ("count", "spasms", "night"), ("rating", "pain", ""))
MOST = 8


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """One question: what kind of answer it takes (rating, count, factor, session) and about what."""

    kind: str
    code: str
    period: str = ""


def most_answered(noted: Sequence[tuple[Event, date]], day: date, chosen: PersonSettings) -> tuple[Question, ...]:
    """Own symptoms and what was answered on most days of these weeks first; without what is answered for `day`.

    Stiffness is not among them: it is always asked first.
    """
    days: dict[Question, set[date]] = defaultdict(set)
    for event, on in noted:
        asked = _question_of(event.fact)
        if asked is not None:
            days[asked].add(on)
    own = [Question("rating", code) for code in chosen.own_symptoms]
    usual = sorted(days, key=lambda one: (-len(days[one]), one))
    order = dict.fromkeys([*own, *usual, *(Question(*one) for one in _FIRST)])
    left = [one for one in order if day not in days[one] and one.code not in chosen.hidden_factors]
    return tuple(left[:MOST])


def _question_of(fact: Fact) -> Question | None:
    match fact:
        case Rating(part=None, scale_max=10.0) if fact.code != "stiffness":
            return Question("rating", fact.code)
        case Count(period=Period.NIGHT | Period.DAY):
            return Question("count", fact.code, fact.period.value if fact.period else "")
        case Factor():
            return Question("factor", fact.code)
        case Session():
            return Question("session", fact.code)
    return None
