"""What does the form of a medicine ask, and what was typed into it? Nothing is filled in that nobody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict

from supple.knowledge import load
from supple.model import UNITS, LadderMove
from supple.web.fields import Field
from supple.words import N_, _, later

PLAIN = (
    "name", "strength", "strength_unit", "each_time", "food", "as_needed", "not_before_hours", "max_pieces_per_day",
    "pieces_per_day", "prescriber", "reason", "from_day", "every_days", "steps",
)  # fmt: skip
USUAL_TIMES = ("08:00", "12:00", "18:00", "22:00")
OWN_TIMES = ("own_time_1", "own_time_2", "own_time_3", "own_time_4")
FOOD = later(
    (("with", N_("With food")), ("without", N_("Without food")), ("either", N_("Either")), ("", N_("Not said")))
)
KINDS = later((("", N_("At set times")), ("yes", N_("As needed"))))
MOVES = later(
    (
        (LadderMove.HOLD.value, N_("Hold for some days")),
        (LadderMove.STAY.value, N_("Stay at this step")),
        (LadderMove.BACK.value, N_("Back one step")),
        (LadderMove.GO_ON.value, N_("Go on")),
    )
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
    units = (("", _("Choose")), *((unit, unit) for unit in UNITS))
    plain = (
        Field("name", _("Name, as on the box or in the letter")),
        Field("strength", _("Strength of one piece"), hint=_("The number only.")),
        Field("strength_unit", _("Its unit"), options=units),
        Field("each_time", _("What is taken each time"), hint=_("In the words of the label, such as one tablet.")),
        Field("not_before_hours", _("Hours between two, at least")),
        Field("max_pieces_per_day", _("Pieces in a day, at most")),
        Field("pieces_per_day", _("Pieces in a whole day"), hint=_("To tell when the box runs out. May stay open.")),
        Field("prescriber", _("Prescribed by")),
        Field("reason", _("What for")),
        Field("from_day", _("From which day"), type="date"),
        Field("every_days", _("Days for each step"), hint=_("Where a line says nothing else.")),
        Field("steps", _("One step a line, as the prescriber wrote it"), type="words"),
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
        Field("days", _("For how many days, if it is a hold")),
        Field("said_by", _("Who said so"), hint=_("Such as MS nurse.")),
        Field("said_on", _("On which day"), type="date"),
        Field(
            "from_day", _("From which day it holds"), hint=_("Empty: from the day on which it was said."), type="date"
        ),
        Field("ended_on", _("From which day it is no longer prescribed"), type="date"),
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
