"""Hand-made diaries for the tests of the report: a few, a maximal and a hostile one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from supple.model import (
    Alert,
    Author,
    Cell,
    DailyTable,
    DatedChange,
    Day,
    Diary,
    Event,
    Fact,
    Finding,
    FindingMark,
    Look,
    Luck,
    Mark,
    Plan,
    PlanItem,
    PlanStatus,
    SideEffect,
    Sign,
    Tier,
    TriggerReport,
    Verdict,
    VisitReport,
)
from supple.report import visit_report

ZONE = "Europe/London"
NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 31)
FIRST = date(2026, 1, 1)
PERSON = uuid.UUID(int=1)
LONG = "Averyveryverylongword" * 6
HOSTILE = (
    f'{LONG} #import "x": * *bold* _it_ $x^2$ `raw` <img src=x onerror=alert(1)> </script> & "quotes" \'\\ '
    "\u202eturned שלום عربي 💊👩‍🦽 中文字 é\u0301\u0338 \x00\x07\ufeff " + "many more words to fill the line " * 4
)


def event(fact: Fact, day: date, *, role: str = "self", name: str = "", number: int = 0) -> Event:
    made = uuid.uuid5(PERSON, f"{fact!r}{day}{role}{name}{number}")
    at = datetime.combine(day, time(12), tzinfo=UTC)
    return Event(made, PERSON, fact, Day(day, ZONE), at, Author(role, name), "note")


def plan_item(
    item: str, name: str, day: date, *, words: str = "", status: PlanStatus = PlanStatus.AGREED
) -> PlanItem:
    return PlanItem(item, name, status, day, words)


def days(columns: dict[str, Sequence[Cell]], first: date = FIRST) -> DailyTable:
    length = max((len(column) for column in columns.values()), default=0)
    return DailyTable(
        tuple(first + timedelta(days=i) for i in range(length)), {n: tuple(c) for n, c in columns.items()}
    )


def a_finding(factor: str = "poor_sleep", verdict: Verdict = Verdict.CLEAR, **changed: object) -> Finding:
    values: dict[str, object] = {
        "factor": factor,
        "outcome": "stiffness",
        "verdict": verdict,
        "lag_days": 0,
        "effect": 1.3,
        "low": 0.8,
        "high": 1.9,
        "probability": 0.97,
        "days_with": 20,
        "days_without": 60,
        "sentence": f"On days with {factor}, stiffness was about 1.3 points higher (0.8 to 1.9).",
    }
    return Finding(**{**values, **changed})  # type: ignore[arg-type]


def an_alert(rule: str = "fever", tier: Tier = Tier.T1, day: date = date(2026, 3, 20), words: str = "Fever") -> Alert:
    at = datetime.combine(day, time(8), tzinfo=UTC)
    inputs = {"fever": True, "temperature": None, "days": 2.0}
    return Alert(rule, 1, tier, words, words, "Call your nurse line.", inputs, "A source", FIRST, "nobody yet", at)


def a_look(
    table: DailyTable,
    *,
    findings: Sequence[Finding] = (),
    alerts: Sequence[Alert] = (),
    changes: Sequence[DatedChange] = (),
    outcome: str | None = "stiffness",
    name: str = "Nora",
    label: str = "stiffness",
) -> Look:
    found = None
    if findings:
        last = table.days[-1] if table.days else None
        found = TriggerReport("stiffness", tuple(findings), 80, FIRST, last, settings={"engine": "triggers/1"})
    return Look(
        person_name=name,
        now=NOW,
        outcome=outcome,
        outcome_label=label,
        outcome_reason="Stiffness comes first.",
        table=table,
        triggers=found,
        alerts=tuple(alerts),
        gaps=(),
        days_noted=len(table.days),
        changes=tuple(changes),
        versions={"supple": "0.1.0", "knowledge": "abc123"},
    )


def a_plan(items: Iterable[PlanItem] = (), **profile: str) -> Plan:
    kept = tuple(items)
    events = tuple(event(item, item.valid_from, number=i) for i, item in enumerate(kept))
    return Plan(TODAY, kept, tuple(sorted(profile.items())), (), events)


def a_diary(events: Iterable[Event] = ()) -> Diary:
    return Diary(PERSON, tuple(events))


STIFF: tuple[Cell, ...] = tuple(float(3 + (i * 7) % 5) for i in range(90))


def small(**columns: Sequence[Cell]) -> VisitReport:
    """Ninety days up to today and nothing else, but for the columns given."""
    return visit_report(a_look(days({"stiffness": STIFF, **columns})), a_diary(), a_plan(), since=None, now=NOW)


def empty() -> VisitReport:
    """A diary in which nothing was ever noted."""
    look = a_look(DailyTable((), {}), outcome=None, label="")
    return visit_report(look, a_diary(), a_plan(), since=None, now=NOW)


def maximal(words: str = HOSTILE) -> VisitReport:
    """More of everything than one page can hold, in words that nobody meant well."""
    table = {f"hindered.walking{i}": STIFF for i in range(30)}
    table |= dict.fromkeys(("night_spasms", "wakings", "sleep_quality", "pain", "fatigue", "mood", "falls"), STIFF)
    findings = [
        a_finding(f"own:{i} {words}", [*Verdict][i % 4], sentence=f"{i} {words}", clearer=words) for i in range(24)
    ]
    alerts = [an_alert(f"r{i}", [*Tier][i % 4], TODAY - timedelta(days=i), f"{i} {words}") for i in range(12)]
    changes = [
        DatedChange(TODAY - timedelta(days=i), ("dose", "injection", "other")[i % 3], words) for i in range(40)
    ]
    kinds = ("goal", "medicine", "injection", "pump", "routine", "aid", "question", "visit", "team")
    items = [plan_item(kind, f"{i} {words}", FIRST, words=words) for kind in kinds for i in range(4)]
    goals = [f"{i} {words}" for i in range(4)]
    placed = {"attained": "-1", "attained_on": TODAY.isoformat()}
    items += [PlanItem("goal", each, PlanStatus.CHANGED, TODAY, words, placed) for each in goals]
    decided = {"decided": "referral; other", "decided_words": words}
    items += [PlanItem("visit", f"{i} {words}", PlanStatus.CHANGED, FIRST, words, decided) for i in range(4)]
    noted: list[Event] = []
    for i in range(12):
        day = TODAY - timedelta(days=i)
        noted.append(
            event(SideEffect(f"own:{i} {words}", severity=3.0, medicine=words), day, role="carer", name=words)
        )
        noted.append(event(Sign(f"own:{i} {words}", new=True), day, number=i))
        noted.append(
            event(FindingMark("stiffness", f"own:{i} {words}", [*Mark][i % 3]), day, role="carer", name=words)
        )
    look = a_look(
        days({"stiffness": STIFF, **table}),
        findings=findings,
        alerts=alerts,
        changes=changes,
        name=words,
        label=words,
    )
    asked = [f"{i} {words}" for i in range(20)]
    look = replace(look, luck=Luck(24, 600, 3, 9, words))
    return visit_report(look, a_diary(noted), a_plan(items), since=FIRST, now=NOW, questions=asked)
