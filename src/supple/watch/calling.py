"""Whom does one ring about this alert, now? One's own team and the country's lines, in the order of `knowledge`.

Who is closed by the hours written down stands behind those who answer, and it is said when they open. The person's
own wall clock decides. At T0 the emergency number always stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from supple.knowledge.calling import COUNTRY_LINES, OTHER, Calling, CallOrder, load_calling
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
    call = call_of(alert)
    order = calling.orders.get(call)
    steps = _steps(call, alert.tier)
    steps += calling.besides.get(alert.rule, ())
    if steps and alert.tier in _OTHERS_FROM:
        steps.append(OTHER)
    return _list(steps, order, team, numbers, now.astimezone(zone))


def whom_to_ask(call: str, team: Sequence[Contact], numbers: Numbers, now: datetime, *, zone: tzinfo) -> CallList:
    """The numbers of one order of `knowledge`, where there is no alert: "prescriber". Else as `whom_to_ring`."""
    order = load_calling().orders.get(call)
    return _list(() if order is None else order.steps, order, team, numbers, now.astimezone(zone))


def _list(
    steps: Sequence[str], order: CallOrder | None, team: Sequence[Contact], numbers: Numbers, local: datetime
) -> CallList:
    calling = load_calling()
    lines = [line for step in dict.fromkeys(steps) for line in _lines(step, team, numbers, local, calling)]
    shut = [line for line in lines if line.answering is Answering.CLOSED]
    ask_for = order.ask_for if order is not None else ()
    has_one = any(contact.dial and contact.role in ask_for for contact in team)
    return CallList(
        lines=(*(line for line in lines if line not in shut), *shut),
        missing=() if has_one else tuple(calling.roles[role].label for role in ask_for),
    )


def country_lines(call: str, tier: Tier, numbers: Numbers) -> tuple[CallLine, ...]:
    """The country's lines among those to ring, best first: what a page that knows nobody, or no network, can name."""
    return tuple(line for step in _steps(call, tier) for line in _country_lines(step, numbers))


def _steps(call: str, tier: Tier) -> list[str]:
    order = load_calling().orders.get(call)
    steps = list(order.steps) if order is not None else []
    return ["@emergency", *(step for step in steps if step != "@emergency")] if tier is Tier.T0 else steps


def call_of(alert: Alert) -> str:
    """The `call` of an alert; of one kept without it, that of its rule's level of the same tier. "" if unknown."""
    if alert.call_id:
        return alert.call_id
    pair = load_interactions().row(alert.rule)
    rule = load_red_flags().rule(alert.rule) or (None if pair is None else pair.rule)
    levels = () if rule is None else rule.levels
    return next((level.call for level in levels if level.tier is alert.tier), "")


def _lines(step: str, team: Sequence[Contact], numbers: Numbers, local: datetime, calling: Calling) -> list[CallLine]:
    if step in COUNTRY_LINES:
        return _country_lines(step, numbers)
    return [team_line(each, local, calling) for each in team if each.role == step and each.dial]


def _country_lines(step: str, numbers: Numbers) -> list[CallLine]:
    """None for a step that is a role of the team."""
    match step:
        case "@emergency":
            return [_emergency(numbers)]
        case "@crisis":
            return [_country("crisis", line) for line in numbers.crisis]
        case "@medical":
            return [_country("medical", line) for line in numbers.medical]
    return []


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
