"""What was worth a call in this time, how urgently, and which signs were ticked?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from supple import knowledge, watch
from supple import plan as plan_room
from supple.charts.words import NOT_NOTED, day_words, sentence_case
from supple.knowledge.saying import step_words, unanswered_words
from supple.model import (
    Alert,
    AlertEpisode,
    AlertLife,
    AlertStep,
    Diary,
    Dose,
    ExtraKind,
    ReportLine,
    ReportSection,
    ReportTable,
    Sign,
    Step,
    Tier,
    local_day_of,
)
from supple.report.period import Stretch
from supple.words import _

TITLE = "Alerts and warning signs"
TIER_WORDS: Mapping[Tier, str] = {
    Tier.T0: "emergency",
    Tier.T1: "same day",
    Tier.T2: "within days",
    Tier.T3: "next visit",
}
_SET_APART: Mapping[ExtraKind, str] = {
    ExtraKind.MORE: "More than prescribed, noted as taken",
    ExtraKind.UNKNOWN: "Besides the prescription, not known whether more, noted as taken",
    ExtraKind.EARLY: "Earlier than the prescription’s “not before”, noted as taken",
    ExtraKind.BESIDES: "Besides the plan’s times, noted as taken",
}
NONE_RAISED = "No rule raised an alert at the time of this report. Rules see only what was noted."


def in_period(alerts: Iterable[Alert], span: Stretch | None) -> tuple[Alert, ...]:
    """Each alert once, the most urgent first; of one rule on one day the latest version."""
    newest: dict[tuple[str, date], Alert] = {}
    for alert in sorted(alerts, key=lambda alert: (alert.raised_at, alert.version)):
        if span is None or span.first <= stands_on(alert) or alert.raised_at.date() >= span.first:
            newest[alert.rule, stands_on(alert)] = alert
    return tuple(sorted(newest.values(), key=_urgent_then_new))


def _urgent_then_new(alert: Alert) -> tuple[int, int, str]:
    return alert.tier.rank, -stands_on(alert).toordinal(), alert.rule


def how_urgent(alert: Alert) -> str:
    """The tier in words; where whom to call says it more closely, those."""
    return alert.how_soon.lower() or TIER_WORDS[alert.tier]


def stands_on(alert: Alert) -> date:
    """Since when it holds, else when it was raised."""
    return (alert.since or alert.raised_at).date()


def alerts_section(
    alerts: Sequence[Alert],
    diary: Diary,
    span: Stretch | None,
    sheets: Sequence[ReportLine] = (),
    *,
    now: datetime,
    unanswered: Sequence[AlertLife] = (),
) -> ReportSection:
    """Alerts first, those of now before those that fire no longer, then the signs that were ticked.

    What was done is what somebody noted about each, in their words, or not noted.

    Args:
        sheets: the question sheets filled in, which stand after the signs.
        unanswered: what passed with nobody saying what was done; it stands right after what fires now.
    """
    episodes = watch.history(diary.events, alerts, now)
    firing = {one.rule: one for one in episodes if one.is_firing}
    gone = [one for one in episodes if not one.is_firing and not _waits(one, unanswered)]
    past = [one for one in gone if span is None or one.last_at.date() >= span.first]
    is_noted = any(one.steps for one in (*firing.values(), *past))
    lines = [
        ReportLine(
            f"{alert.title}, from {day_words(stands_on(alert))}" + (done(firing.get(alert.rule)) if is_noted else ""),
            mark=how_urgent(alert),
        )
        for alert in alerts
    ]
    lines += [
        ReportLine(f"{life.alert.title}. {unanswered_words(life)}", mark=how_urgent(life.alert))
        for life in unanswered
    ]
    lines += [
        ReportLine(
            f"{one.title}, raised {day_words(one.first_at.date())}, no longer set off"
            + (done(one) if is_noted else ""),
            mark=TIER_WORDS[one.tier],
        )
        for one in past
    ]
    lines += [ReportLine(words, mark="doses") for words in extra_doses(diary, span)]
    lines += [ReportLine(words, mark="sign") for words in signs(diary, span)]
    lines += sheets
    lead = NONE_RAISED
    if alerts or past or unanswered:
        lead = "What was done about them, as it was noted." if is_noted else "What was done about them: not noted."
    return ReportSection("alerts", TITLE, lead=lead, lines=tuple(lines), show_first=6)


def _waits(episode: AlertEpisode, unanswered: Iterable[AlertLife]) -> bool:
    """It stands among those that nobody answered."""
    begun = episode.since or episode.first_at
    return any(life.alert.rule == episode.rule and begun <= life.raised_at <= episode.last_at for life in unanswered)


def done(episode: AlertEpisode | None) -> str:
    """What people noted about an alert: ": called, 5 March; waited, 6 March (Bob)"."""
    told = []
    for event in episode.steps if episode is not None else ():
        if isinstance(event.fact, AlertStep) and event.fact.step is not Step.SEEN:
            by = "" if event.noted_by.role == "self" else f" ({event.noted_by.name or event.noted_by.role})"
            told.append(f"{step_words(event.fact)}, {day_words(local_day_of(event.when))}{by}")
    return f": {'; '.join(told) or f'what was done is {_(NOT_NOTED)}'}"


def signs(diary: Diary, span: Stretch | None) -> list[str]:
    """Each sign ticked in the period, with its days and whether it was new."""
    days: dict[str, set[date]] = {}
    new: set[str] = set()
    for event in diary.events:
        fact = event.fact
        if isinstance(fact, Sign) and fact.present and span is not None and span.holds(local_day_of(event.when)):
            days.setdefault(fact.code, set()).add(local_day_of(event.when))
            if fact.new:
                new.add(fact.code)
    told = []
    for code, on in sorted(days.items(), key=lambda item: (min(item[1]), item[0])):
        when = (
            day_words(min(on))
            if len(on) == 1
            else f"{len(on)} days, first {day_words(min(on))}, last {day_words(max(on))}"
        )
        told.append(f"{sentence_case(knowledge.label(code))}: {when}{', new for the person' if code in new else ''}")
    return told


def extra_doses(diary: Diary, span: Stretch | None) -> list[str]:
    """Doses noted besides the prescription in the period, a line for each medicine and what sets them apart."""
    if span is None:
        return []
    noted: dict[tuple[str, ExtraKind], list[str]] = {}
    for one in plan_room.extra_doses_on(diary.events, span.first, span.last):
        fact = one.event.fact
        if isinstance(fact, Dose):
            known = "" if fact.amount_mg is None else f"{fact.amount_mg:.10g} mg"
            amount = fact.amount_words or known or "amount not noted"
            on = day_words(local_day_of(one.event.when))
            noted.setdefault((fact.medicine, one.kind), []).append(f"{amount} on {on}")
    ordered = sorted(noted.items(), key=lambda item: (item[0][0], list(ExtraKind).index(item[0][1])))
    return [
        f"{_SET_APART[kind]}: {knowledge.label(medicine)}, {'; '.join(doses)}" for (medicine, kind), doses in ordered
    ]


def alerts_table(alerts: Sequence[Alert]) -> ReportTable | None:
    """Every alert with the inputs that fired it."""
    if not alerts:
        return None
    rows = tuple(
        (
            alert.title,
            how_urgent(alert),
            day_words(stands_on(alert), year=True),
            "; ".join(f"{name.replace('_', ' ')}: {input_words(value)}" for name, value in alert.inputs.items())
            or _(NOT_NOTED),
            " ".join(filter(None, (alert.words, alert.call))),
            f"{alert.rule}, version {alert.version}; {alert.source}; checked {alert.date_checked.isoformat()}; "
            f"reviewed by {alert.reviewed_by}",
        )
        for alert in alerts
    )
    head = ("Alert", "How urgent", "From", "What it saw", "Words shown", "Rule and source")
    return ReportTable("Alerts in detail", head, rows, "An input marked “not noted” is neither yes nor no.")


def input_words(value: Any) -> str:
    """An input's value in words; nothing is "not noted"."""
    if value is None:
        return _(NOT_NOTED)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(input_words(item) for item in value) or _(NOT_NOTED)
    return str(value)
