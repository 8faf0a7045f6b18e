"""`supple plan team`, `team-add`, `team-change`, `team-end` and `allergy`: whom to ring, and what to know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import Now, Person

if TYPE_CHECKING:
    from supple.model import Event

_Name = Annotated[str, typer.Argument(help="Their name, such as “Nurse Ellis”.", metavar="NAME")]
# Codes, not a sentence: they end without a full stop.
_ROLE = (
    "ms_team, neurologist, family_doctor, pump_day, pump_night, urgent_line, pharmacist, injection_clinic, "
    "social_care, carer, therapist, crisis_line, other"
)


def team(person: Person = None, now: Now = None) -> None:
    """List your team: numbers, hours, and who answers now."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.plan import hours_text

    opened = open_diary(person)
    book = actions.call_book(opened.account, opened.person_id, now=now_or(now, opened.zone))
    for contact, line in zip(book.team, book.team_lines(), strict=True):
        hours = "" if contact.hours.any_time else hours_text(contact.hours)
        told = (line.role, line.phone or "no number yet", hours, line.words, line.note)
        print(f"{line.name}: {'; '.join(filter(None, told))}")
    if not book.team:
        print('Nobody is written down. Start with:  supple plan team-add "Nurse Ellis" --role ms_team --phone NUMBER')
    print(f"Emergency: {book.numbers.emergency}. {book.numbers.words}")


def team_add(
    name: _Name,
    role: Annotated[str, typer.Option("--role", help=f"What they do: {_ROLE}")],
    phone: Annotated[str, typer.Option("--phone", help="Their number, as you would write it.")] = "",
    hours: Annotated[
        str, typer.Option("--hours", help="When they answer: “Mon-Fri 8:30-17:00; Sat 9:00-12:00” or “any time”.")
    ] = "",
    role_words: Annotated[str, typer.Option("--words", help="What they do, in your own words.")] = "",
    note: Annotated[str, typer.Option("--note", help="Such as “press 2 for the nurse”.")] = "",
    person: Person = None,
    now: Now = None,
) -> None:
    """Write somebody of your team down."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    code = _role(role)
    _say(
        actions.add_contact(
            opened.account,
            opened.person_id,
            name,
            role=code,
            role_words=role_words or _as_typed(role, code),
            phone=phone,
            hours=hours,
            note=note,
            now=now_or(now, opened.zone),
            source="cli",
        )
    )


def team_change(
    name: _Name,
    new_name: Annotated[str | None, typer.Option("--name", help="Another name.")] = None,
    role: Annotated[str | None, typer.Option("--role", help=f"What they do: {_ROLE}")] = None,
    phone: Annotated[str | None, typer.Option("--phone", help="Another number.")] = None,
    hours: Annotated[str | None, typer.Option("--hours", help="Other hours, or “any time”.")] = None,
    role_words: Annotated[str | None, typer.Option("--words", help="What they do, in your own words.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Another note.")] = None,
    person: Person = None,
    now: Now = None,
) -> None:
    """Change somebody of your team. What is not given stays as it is."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.medicine_names import plain_name
    from supple.model import UserError
    from supple.plan import hours_text

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    book = actions.call_book(opened.account, opened.person_id, now=moment)
    was = next((each for each in book.team if plain_name(each.name) == plain_name(name)), None)
    if was is None:
        names = ", ".join(each.name for each in book.team)
        raise UserError(
            "nobody of this name is written down.", field="NAME", hint=f"There are: {names}." if names else None
        )
    kept_words = was.role_words if role is None else _as_typed(role, _role(role))
    _say(
        actions.change_contact(
            opened.account,
            opened.person_id,
            was.name,
            was.name if new_name is None else new_name,
            role=was.role if role is None else _role(role),
            role_words=kept_words if role_words is None else role_words,
            phone=was.phone if phone is None else phone,
            hours=(hours_text(was.hours) or was.hours_words) if hours is None else hours,
            note=was.note if note is None else note,
            now=moment,
            source="cli",
        )
    )


def team_end(name: _Name, person: Person = None, now: Now = None) -> None:
    """Cross somebody of your team off. The history keeps them."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    _say(actions.end_contact(opened.account, opened.person_id, name, now=now_or(now, opened.zone), source="cli"))


def allergy(
    name: Annotated[str | None, typer.Argument(help="To what. Without it: list them.", metavar="[NAME]")] = None,
    words: Annotated[str, typer.Option("--words", help="What happened, such as “rash”.")] = "",
    end: Annotated[bool, typer.Option("--end", help="Cross this one off.")] = False,
    none_known: Annotated[bool, typer.Option("--none-known", help="Say that no allergy is known.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down an allergy, list them, or say that none is known. A blank is never “none”."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError

    if none_known and (name or end):
        raise UserError("say either an allergy or that none is known.", field="--none-known")
    if name is None and (end or words):
        raise UserError("which allergy?", field="NAME")
    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if none_known:
        _say(actions.say_no_allergies(opened.account, opened.person_id, "yes", now=moment, source="cli"))
    elif name is None:
        held = actions.call_book(opened.account, opened.person_id, now=moment).allergies
        for each in held.named:
            print(each.said)
        if not held.named:
            print("None known, as you said." if held.none_known else "Not noted.")
    elif end:
        _say(actions.end_allergy(opened.account, opened.person_id, name, now=moment, source="cli"))
    else:
        _say(actions.add_allergy(opened.account, opened.person_id, name, words=words, now=moment, source="cli"))


def _role(typed: str) -> str:
    """A code, or the words people use for it ("MS nurse")."""
    from supple.knowledge.calling import load_calling

    calling = load_calling()
    code = typed.strip().casefold().replace(" ", "_").replace("-", "_")
    if code in calling.roles:
        return code
    found = calling.role_of(typed)
    return code if found == "other" else found


def _as_typed(typed: str, code: str) -> str:
    """The words that were typed for a role, where they were words and not its code."""
    return "" if typed.strip().casefold().replace(" ", "_").replace("-", "_") == code else typed


def _say(events: Sequence[Event]) -> None:
    from supple.knowledge.saying import say

    for event in events:
        print(f"  {say(event.fact)}")
    print("Noted.")
