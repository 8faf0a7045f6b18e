"""Who is in the person's own team, and how is each reached? Read from the plan's items, as they were written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supple.knowledge.calling import OTHER, load_calling
from supple.model import Contact, Hours, Plan, PlanItem, PlanStatus, UserError, dialled
from supple.plan.hours import hours_text, read_hours

MOST_PHONE = 40
FEWEST_DIGITS = 2
MOST_DIGITS = 20


def contacts_of(plan: Plan) -> tuple[Contact, ...]:
    """Everybody of the team that holds on the plan's day, by the order of roles, then by name."""
    order = {role: number for number, role in enumerate(load_calling().roles)}
    found = [contact_of(item) for item in plan.in_force("team")]
    return tuple(sorted(found, key=lambda one: (order[one.role], one.name.casefold())))


def contact_of(item: PlanItem) -> Contact:
    """One entry. A role without a code (an older entry, a file) is read from its words; hours that cannot be read
    stay as they were typed."""
    calling, detail = load_calling(), item.detail
    code, said = detail.get("role_code", ""), detail.get("role", "")
    typed = detail.get("hours", "")
    try:
        hours = read_hours(typed)
    except UserError:
        hours = Hours()
    return Contact(
        name=item.name,
        role=code if code in calling.roles else calling.role_of(said, item.words, item.name),
        role_words=said or item.words,
        phone=detail.get("phone", ""),
        hours=hours,
        hours_words="" if hours.is_noted else typed,
        note=detail.get("note", ""),
    )


def contact_item(
    name: str, *, role: str, role_words: str, phone: str, hours: str, note: str, status: PlanStatus, day: date
) -> PlanItem:
    """The entry that keeps a contact. Numbers are kept as typed; hours are kept in one form, as they were read.

    Raises:
        UserError: an unknown role, a number without digits, or hours that cannot be read.
    """
    roles = load_calling().roles
    if role not in roles:
        raise UserError("choose what they do.", field="role", hint=f"One of: {', '.join(roles)}.")
    check_phone(phone)
    said = role_words or ("" if role == OTHER else roles[role].label)
    detail: Mapping[str, str] = {
        "role": said,
        "role_code": role,
        "phone": phone,
        "hours": hours_text(read_hours(hours)),
        "note": note,
    }
    return PlanItem("team", name, status, day, detail={key: words for key, words in detail.items() if words})


def check_phone(phone: str) -> None:
    """A number may be written in any way that leaves digits to dial.

    Raises:
        UserError: too long, or nothing to dial in it.
    """
    digits = sum(sign.isdigit() for sign in dialled(phone))
    if phone and (len(phone) > MOST_PHONE or not FEWEST_DIGITS <= digits <= MOST_DIGITS):
        raise UserError("write the number with digits, like 020 7946 0000.", field="phone")
