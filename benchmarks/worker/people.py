"""Who is reminded? People with twenty reminders a day, at times as people write them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from supple import actions
from supple.actions import ringing
from supple.actions.access import EVERYTHING
from supple.model import Account, Day, Person, PlanItem, PlanStatus, Role
from supple.store import people

A_DAY = 20
ZONE = "Europe/London"
# A third are full hours, a sixth half hours, the rest other minutes: so much of a day's work falls on 17 moments.
_MINUTES = (*["00"] * 6, *["30"] * 3, "15", "45", "10", "50", "05", "20", "40", "55")


def times(chance: random.Random, count: int, *, at_once: bool) -> list[str]:
    """So many times of a day, from six in the morning to ten at night; `at_once`: everybody's are the same."""
    if at_once:
        return [f"{6 + n % 17:02}:{'00' if n < 17 else '30'}" for n in range(count)]
    found: set[str] = set()
    while len(found) < count:
        found.add(f"{chance.randrange(6, 23):02}:{chance.choice(_MINUTES)}")
    return sorted(found)


def add(number: int, chance: random.Random, *, now: datetime, endpoint: str, at_once: bool) -> tuple[Account, Person]:
    """One more, whose one phone agreed to be rung."""
    account = people.add_account(f"P{number}")
    person = people.add_person(account.id, f"P{number}", zone=ZONE, role=Role.SELF, scopes=EVERYTHING)
    day = now.astimezone(UTC).date()
    all_day = times(chance, A_DAY, at_once=at_once)
    parts = {"calves": all_day[0::4], "hips": all_day[1::4], "hands": all_day[2::4], "a drink": all_day[3::4]}
    items = [
        PlanItem("routine", name, PlanStatus.AGREED, day, detail={"times": "; ".join(at), "group": "home"})
        for name, at in parts.items()
    ]
    actions.save_facts(account, person.id, [(each, Day(day, ZONE)) for each in items], now=now, source="plan")
    if endpoint:
        agreed = ringing.Agreed(f"{endpoint}/{number}", _POINT, _AUTH, "a phone")
        ringing.agree_to_push(account, person.id, agreed, now=now)
    return account, person


# A point on the curve and a secret, as a browser gives them: what is sent is signed and encrypted as for any other.
_POINT = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
_AUTH = "AAECAwQFBgcICQoLDA0ODw"


def add_planned(count: int, chance: random.Random, *, now: datetime, endpoint: str, at_once: bool) -> None:
    """Many more at once, with the next day planned already: what is measured then is the telling alone."""
    from supple.store.models import PersonRow, PlannedRow, PushRow, ReminderRow

    account = people.add_account("everybody")
    until = now + timedelta(hours=36)
    rows = PersonRow.objects.bulk_create([PersonRow(name=f"P{n}", zone="UTC") for n in range(count)], batch_size=100)
    PlannedRow.objects.bulk_create([PlannedRow(person=row, head=0, until=until) for row in rows], batch_size=200)
    phones = [
        PushRow(
            account_id=account.id,
            person=row,
            endpoint_hash=f"{n:064}",
            endpoint=f"{endpoint}/{n}",
            public_key=_POINT,
            auth=_AUTH,
            device="a phone",
            added_at=now,
        )
        for n, row in enumerate(rows)
    ]
    PushRow.objects.bulk_create(phones, batch_size=90)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for row in rows:
        due = []
        for clock in times(chance, A_DAY, at_once=at_once):
            hour, minute = map(int, clock.split(":"))
            at = midnight + timedelta(hours=hour, minutes=minute)
            due += [
                ReminderRow(
                    person=row,
                    key=f"routine|r|{at:%Y-%m-%dT%H:%M}",
                    channel=channel,
                    kind="routine",
                    due_at=at,
                    ring_at=at,
                    until=at + timedelta(hours=4),
                    state="planned",
                )
                for channel in ("page", "push")
            ]
        ReminderRow.objects.bulk_create(due)
