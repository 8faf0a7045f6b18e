"""Which medicines are prescribed, and how does what somebody writes about one read? Kept by `save_facts`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from supple import plan as plan_room
from supple.actions import folding
from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.model import Account, MedicinesView, PlanReading
from supple.store import queries


def medicines(account: Account, person_id: UUID, day: date | None = None, *, now: datetime) -> MedicinesView:
    """Every medicine ever written down, as it stands on a local day (None: today's)."""
    card = card_of(require(account, "medicines", person_id, now=now))
    return plan_room.medicines(queries.agreed_events(person_id), day or _today(person_id, card.zone, now))


def read_prescription(
    account: Account, person_id: UUID, typed: Mapping[str, str], *, now: datetime, confirmed: Collection[str] = ()
) -> PlanReading:
    """How a medicine as prescribed reads; nothing is kept. `typed` is described in `plan.writing`."""
    card = card_of(require(account, "read_prescription", person_id, now=now))
    today = _today(person_id, card.zone, now)
    events = queries.agreed_events(person_id)
    return plan_room.read_prescription(typed, events, today=today, confirmed=confirmed)


def read_move(
    account: Account, person_id: UUID, typed: Mapping[str, str], medicine: str, *, now: datetime
) -> PlanReading:
    """How something said about the steps of a medicine reads; nothing is kept."""
    card = card_of(require(account, "read_move", person_id, now=now))
    today = _today(person_id, card.zone, now)
    return plan_room.read_move(typed, queries.agreed_events(person_id), medicine, today=today)


def read_ending(
    account: Account, person_id: UUID, typed: Mapping[str, str], medicine: str, *, now: datetime
) -> PlanReading:
    """How it reads that a medicine has ended; nothing is kept."""
    card = card_of(require(account, "read_ending", person_id, now=now))
    today = _today(person_id, card.zone, now)
    return plan_room.read_ending(typed, queries.agreed_events(person_id), medicine, today=today)


def _today(person_id: UUID, zone: str, now: datetime) -> date:
    return folding.today_of(now, zone, settings_of(person_id).day_starts_at_hour)
