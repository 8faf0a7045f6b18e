"""What was already computed? A cache that may be thrown away at any time: rebuilt equals stored."""

from __future__ import annotations

from uuid import UUID

from supple.store.models import ReadModelRow


def get(person_id: UUID, name: str, key: str) -> str | None:
    """What was stored under the name, if it was made from exactly this key."""
    rows = ReadModelRow.objects.filter(person=person_id, name=name, key=key)
    return rows.values_list("payload", flat=True).first()


def latest(person_id: UUID, prefix: str, *, first: str = "") -> tuple[str, str] | None:
    """(name, payload) of one whose name begins so, whatever it was made from: `first` if there is one."""
    rows = ReadModelRow.objects.filter(person=person_id, name__startswith=prefix).order_by("-pk")
    found = list(rows.values_list("name", "payload"))
    return next((each for each in found if each[0] == first), found[0] if found else None)


def put(person_id: UUID, name: str, key: str, payload: str) -> None:
    """Store it, in place of what stood under the name."""
    ReadModelRow.objects.update_or_create(person_id=person_id, name=name, defaults={"key": key, "payload": payload})
