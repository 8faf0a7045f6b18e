"""What does the form of a medicine ask, and what was typed into it? Nothing is filled in that nobody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict

from supple.knowledge import load
from supple.model import UNITS, LadderMove
from supple.web.fields import Field

PLAIN = (
    "name", "strength", "strength_unit", "each_time", "food", "as_needed", "not_before_hours", "max_pieces_per_day",
    "pieces_per_day", "prescriber", "reason", "from_day", "every_days", "steps",
)  # fmt: skip
USUAL_TIMES = ("08:00", "12:00", "18:00", "22:00")
OWN_TIMES = ("own_time_1", "own_time_2", "own_time_3", "own_time_4")
FOOD = (("with", "With food"), ("without", "Without food"), ("either", "Either"), ("", "Not said"))
KINDS = (("", "At set times"), ("yes", "As needed"))
MOVES = (
    (LadderMove.HOLD.value, "Hold for some days"),
    (LadderMove.STAY.value, "Stay at this step"),
    (LadderMove.BACK.value, "Back one step"),
    (LadderMove.GO_ON.value, "Go on"),
)


def typed_in(posted: QueryDict) -> dict[str, str]:
    """The form as the reader of prescriptions wants it: one text for each field, the times as one."""
    typed = {name: posted.get(name, "").replace("\r\n", "\n") for name in PLAIN}
    times = [*posted.getlist("usual_time"), *(posted.get(name, "") for name in OWN_TIMES)]
    # A time field sends "08:00", and with some browsers "08:00:00".
    typed["times"] = "; ".join(each.strip() for each in times if each.strip())
    return typed


def carried(posted: QueryDict) -> list[tuple[str, str]]:
    """What the second screen takes along, so that nothing is typed twice."""
    kept = {*PLAIN, *OWN_TIMES, "usual_time", "confirm", "move", "days", "said_by", "said_on"}
    return [(name, value) for name in posted for value in posted.getlist(name) if name in kept and value]


def fields(typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Field]:
    """Every question of the form by its name."""
    units = (("", "Choose"), *((unit, unit) for unit in UNITS))
    plain = (
        Field("name", "Name, as on the box or in the letter"),
        Field("strength", "Strength of one piece", hint="The number only."),
        Field("strength_unit", "Its unit", options=units),
        Field("each_time", "What is taken each time", hint="In the words of the label, such as one tablet."),
        Field("not_before_hours", "Hours between two, at least"),
        Field("max_pieces_per_day", "Pieces in a day, at most"),
        Field("pieces_per_day", "Pieces in a whole day", hint="To tell when the box runs out. May stay open."),
        Field("prescriber", "Prescribed by"),
        Field("reason", "What for"),
        Field("from_day", "From which day", type="date"),
        Field("every_days", "Days for each step", hint="Where a line says nothing else."),
        Field("steps", "One step a line, as the prescriber wrote it", type="words"),
    )
    return {
        each.name: replace(each, value=typed.get(each.name, ""), error=errors.get(each.name, "")) for each in plain
    }


def times(typed: Mapping[str, str]) -> dict[str, object]:
    """Which usual times are ticked, and what stands in the fields for others."""
    chosen = [each.strip()[:5] for each in typed.get("times", "").split(";") if each.strip()]
    own = [each for each in chosen if each not in USUAL_TIMES]
    spare = [*own, *[""] * len(OWN_TIMES)][: len(OWN_TIMES)]
    return {
        "usual": [(each, each in chosen) for each in USUAL_TIMES],
        "own": list(zip(OWN_TIMES, spare, strict=True)),
    }


def said_fields(typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Field]:
    """The questions of "something was said" and of "it has ended"."""
    plain = (
        Field("days", "For how many days, if it is a hold"),
        Field("said_by", "Who said so", hint="Such as MS nurse."),
        Field("said_on", "On which day", type="date"),
        Field("from_day", "From which day it holds", hint="Empty: from the day on which it was said.", type="date"),
        Field("ended_on", "From which day it is no longer prescribed", type="date"),
    )
    return {
        each.name: replace(each, value=typed.get(each.name, ""), error=errors.get(each.name, "")) for each in plain
    }


def suggestions() -> list[str]:
    """Names and brands to pick from while typing; any other name is as good."""
    known = [
        each for each in load().medicines.values() if each.id != "baclofen_pump" and not each.unit.startswith("units")
    ]
    return sorted({name for each in known for name in (each.label, *each.brands)}, key=str.casefold)
