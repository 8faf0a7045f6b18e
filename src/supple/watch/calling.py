"""Whom does one ring about this alert, now? One's own team and the country's lines, in the order of `knowledge`.

Who is closed by the hours written down stands behind those who answer, and it is said when they open. The person's
own wall clock decides. At T0 the emergency number always stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from supple.knowledge.calling import OTHER, Calling, load_calling
from supple.knowledge.entries import PhoneLine
from supple.knowledge.interactions import load_interactions
from supple.knowledge.phones import Numbers
from supple.knowledge.red_flags import load_red_flags
from supple.model import Alert, Answering, CallLine, CallList, Contact, Tier
from supple.watch.opening import answering

_OTHERS_FROM = (Tier.T1, Tier.T2)  # somebody whose role we do not know may still be the one to ring


def whom_to_ring(alert: Alert, team: Sequence[Contact], numbers: Numbers, now: datetime, *, zone: tzinfo) -> CallList:
    """The numbers to ring about one alert, best first. Without any number kept, the alert's own words remain.

    Args:
        alert: as `check` and `check_signs` give it.
        team: the person's own contacts; one without a number is left out.
        numbers: the country's lines, with the person's own emergency number.
        now: aware.
        zone: the person's own clock.
    """
    calling = load_calling()
    order = calling.orders.get(call_of(alert))
    steps = list(order.steps) if order is not None else []
    if alert.tier is Tier.T0:
        steps = ["@emergency", *(step for step in steps if step != "@emergency")]
    steps += calling.besides.get(alert.rule, ())
    if steps and alert.tier in _OTHERS_FROM:
        steps.append(OTHER)
    local = now.astimezone(zone)
    lines = [line for step in dict.fromkeys(steps) for line in _lines(step, team, numbers, local, calling)]
    shut = [line for line in lines if line.answering is Answering.CLOSED]
    ask_for = order.ask_for if order is not None else ()
    has_one = any(contact.dial and contact.role in ask_for for contact in team)
    return CallList(
        lines=(*(line for line in lines if line not in shut), *shut),
        missing=() if has_one else tuple(calling.roles[role].label for role in ask_for),
    )


def call_of(alert: Alert) -> str:
    """The `call` of an alert; of one kept without it, that of its rule's level of the same tier. "" if unknown."""
    if alert.call_id:
        return alert.call_id
    pair = load_interactions().row(alert.rule)
    rule = load_red_flags().rule(alert.rule) or (None if pair is None else pair.rule)
    levels = () if rule is None else rule.levels
    return next((level.call for level in levels if level.tier is alert.tier), "")


def _lines(step: str, team: Sequence[Contact], numbers: Numbers, local: datetime, calling: Calling) -> list[CallLine]:
    if step == "@emergency":
        return [_emergency(numbers)]
    if step == "@crisis":
        return [_country("crisis", line) for line in numbers.crisis]
    if step == "@medical":
        return [_country("medical", line) for line in numbers.medical]
    return [team_line(each, local, calling) for each in team if each.role == step and each.dial]


def team_line(contact: Contact, local: datetime, calling: Calling | None = None) -> CallLine:
    """One contact as a line to ring at `local`, a moment on the person's own clock."""
    roles = (calling or load_calling()).roles
    state, words = answering(contact, local)
    role = contact.role_words or (roles[contact.role].label if contact.role != OTHER else "")
    return CallLine("team", contact.name, role, contact.phone, state, words, contact.note)


def _emergency(numbers: Numbers) -> CallLine:
    role = "your own emergency number" if numbers.own else ""
    return CallLine("emergency", "Emergency", role, numbers.emergency, Answering.ANY_TIME, "Answers at any time")


def _country(kind: str, line: PhoneLine) -> CallLine:
    """A country's line: its hours are words, so nothing is said about now."""
    return CallLine(kind, line.label, "", line.number, Answering.NOT_NOTED, line.hours, line.note)
