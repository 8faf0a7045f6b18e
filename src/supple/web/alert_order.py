"""What stands beside an emergency? No other alert may be what is read first about the same sign."""

from __future__ import annotations

import re
from collections.abc import Sequence

from supple.knowledge import load
from supple.model import Alert, Tier
from supple.words import _


def emergency_about_the_same(alert: Alert, alerts: Sequence[Alert]) -> Alert | None:
    """For what waits for the next visit: the emergency that one of its signs set off as well, if there is one."""
    if alert.tier is not Tier.T3:
        return None
    mine = _signs(alert)
    return next((each for each in alerts if each.tier is Tier.T0 and mine & _signs(each)), None)


def after_words(emergency: Alert | None) -> str:
    """Said before the words of an alert that must not stand before an emergency."""
    return (
        _("First the emergency: “{title}”. This is about the same sign, and can wait.").format(title=emergency.title)
        if emergency
        else ""
    )


def words_in_sight(alert: Alert) -> str:
    """What is read of an alert beside the first one: all of an emergency, the first sentence of a same-day call."""
    match alert.tier:
        case Tier.T0:
            return alert.words
        case Tier.T1:
            return first_sentence(alert.words)
    return ""


def first_sentence(words: str) -> str:
    """Up to the first full stop, question or exclamation mark with a space behind it; else all of it."""
    return re.split(r"(?<=[.!?])\s", words.strip(), maxsplit=1)[0]


def _signs(alert: Alert) -> set[str]:
    return set(alert.held) & set(load().signs)
