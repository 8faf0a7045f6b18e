"""What does a medicine's page show, and how did a form about it read? As written, nothing computed."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from supple.model.event import Event
from supple.model.facts import PlanItem
from supple.model.ladder import Ladder, LadderState, LadderStretch
from supple.model.prescription import Prescription
from supple.model.pump import EntryQuestion


@dataclass(frozen=True, slots=True)
class MedicineCard:
    """One medicine and all that was ever written down of it.

    `item` is its prescription of that day (else the first to come, or the last there was) and `event_id` that
    entry's, by which a page finds it. `as_typed` is the same as a form would hold it. `prescribed` is None unless it
    is in force on the view's day. `history` holds its entries, in the order in which they hold. `ladder` is the one
    of that day (or the first to come), with `course` its stretches and `state` the step of the day; None without one,
    or where it cannot be read (`problem` then says why).
    """

    event_id: UUID
    item: PlanItem
    history: tuple[Event, ...]
    prescribed: Prescription | None = None
    begins_on: date | None = None  # of one that is still to come
    coming: tuple[PlanItem, ...] = ()  # what is agreed for later days, an end too
    ended: PlanItem | None = None
    ladder: Ladder | None = None
    course: tuple[LadderStretch, ...] = ()
    state: LadderState | None = None
    state_words: tuple[str, ...] = ()
    as_typed: Mapping[str, str] = field(default_factory=lambda: types.MappingProxyType({}))
    problem: str = ""


@dataclass(frozen=True, slots=True)
class MedicinesView:
    """On `day` (local): what is prescribed, what comes later, and what was ended; each by name."""

    day: date
    held: tuple[MedicineCard, ...] = ()
    later: tuple[MedicineCard, ...] = ()
    ended: tuple[MedicineCard, ...] = ()

    @property
    def all(self) -> tuple[MedicineCard, ...]:
        """Every card."""
        return (*self.held, *self.later, *self.ended)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """How a form about a medicine was read. `item` is what would be kept, None while anything is open.

    Args:
        errors: what cannot stay so, by field.
        questions: what looks unusual, confirmed or not; kept as typed once confirmed.
        course: the ladder's stretches with their days, as they would then be.
        notes: what else to know, in plain words.
    """

    item: PlanItem | None = None
    errors: Mapping[str, str] = field(default_factory=lambda: types.MappingProxyType({}))
    questions: tuple[EntryQuestion, ...] = ()
    course: tuple[LadderStretch, ...] = ()
    notes: tuple[str, ...] = ()
