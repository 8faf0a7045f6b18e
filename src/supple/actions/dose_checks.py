"""Which medicine of the plan does a dose or a box mean, and can what is noted of it be kept?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from supple import plan as plan_room
from supple.actions.dose_days import DoseDiary
from supple.model import Dose, PlanItem, Prescription, UserError, check_fact
from supple.words import N_, _

# Said to those who may note and not look.
ASK_FOR_THE_PLAN = N_("Ask the person whose diary it is what their plan says.")
MOST_PIECES = 1000
Noted = TypeVar("Noted", Dose, PlanItem)


def meant(medicine: str, medicines: Sequence[str], *, may_look: bool) -> str | None:
    """The plan's name of it, None where it has none. Raises UserError where it may be one of several."""
    name = plan_room.medicine_meant(medicine, medicines)
    if name is None and len(alike := plan_room.medicines_alike(medicine, medicines)) > 1:
        raise UserError(
            _("the plan has more than one medicine of that name."),
            field="medicine",
            hint=_("Write which one: {items}.").format(items=_(" or ").join(alike)) if may_look else None,
        )
    return name


def prescribed(held: DoseDiary, medicine: str, *, may_look: bool) -> Prescription:
    """The prescription that a name means on the day. Raises UserError where there is none, or more than one."""
    every = plan_room.prescriptions(held.plan)
    name = meant(medicine, [one.medicine for one in every], may_look=may_look)
    for one in every:
        if one.medicine == name:
            return one
    known = ", ".join(one.medicine for one in every) or "none"
    raise UserError(
        _("the plan of {isoformat} has no such medicine.").format(isoformat=held.day.isoformat()),
        field="medicine",
        hint=_("It has: {known}.").format(known=known) if may_look else _(ASK_FOR_THE_PLAN),
    )


def checked(fact: Noted) -> Noted:
    """The fact as it is. Raises UserError where it cannot be noted so."""
    try:
        check_fact(fact)
    except ValueError as error:
        raise UserError(_("this cannot be noted: {error}.").format(error=error)) from None
    return fact
