"""What was typed about a dose or a box? Read in one way only, or asked about."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from supple.model import UserError
from supple.web import clock_words
from supple.words import _

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")


def day(text: str) -> date | None:
    """A day, None where none was typed. Raises UserError."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UserError(_("Choose a day, like 2026-03-31."), field="day") from None


def clock(text: str) -> time | None:
    """A time such as 03:15, None where none was typed. Raises UserError."""
    if not text:
        return None
    at = clock_words.read(text)
    if at is None:
        raise UserError(_("Write the time like 03:15, 14:30 or 2:30 pm."), field="at")
    return at


def number(text: str, field: str) -> Decimal | None:
    """A comma with three digits behind it could be a thousand or a decimal one: it is asked about."""
    if not text:
        return None
    typed = {"½": "0.5", "1½": "1.5"}.get(text, text)
    if not (typed.isascii() and _NUMBER.fullmatch(typed)):
        raise UserError(_("Write a plain number, such as 1, 0.5 or 28."), field=field)
    return Decimal(typed.replace(",", "."))


def mg(text: str) -> float | None:
    """Milligrams, None where none were typed. Raises UserError."""
    found = number(text, "mg")
    return None if found is None else float(found)


def amount(typed: dict[str, str]) -> str:
    """How much was typed, in words."""
    said = [_("{typed} at one time").format(typed=typed["pieces"])] if typed["pieces"] else []
    said += [_("{typed} mg").format(typed=typed["mg"])] if typed["mg"] else []
    return ", ".join(said) or _("how much is not noted")
