"""How is a trigger report kept as text and read back exactly? Nothing is rounded, so rebuilt equals stored."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from supple.model import Finding, TriggerReport, Verdict


def to_text(report: TriggerReport) -> str:
    """JSON; a float comes back as the same float."""
    return json.dumps(_plain(asdict(report)))  # in their order: it is shown


def from_text(text: str) -> TriggerReport:
    """The inverse of `to_text`."""
    raw = json.loads(text)
    return TriggerReport(
        outcome=raw["outcome"],
        findings=tuple(_finding(each) for each in raw["findings"]),
        days_noted=raw["days_noted"],
        first_day=_day(raw["first_day"]),
        last_day=_day(raw["last_day"]),
        diagnostics=raw["diagnostics"],
        settings=raw["settings"],
        helped=raw["helped"],
    )


def _finding(raw: dict[str, Any]) -> Finding:
    raw["verdict"] = Verdict(raw["verdict"])
    for name in ("lags", "together_with"):
        raw[name] = tuple(raw[name])
    return Finding(**raw)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _plain(noun: Any) -> Any:
    if isinstance(noun, dict):
        return {name: _plain(item) for name, item in noun.items()}
    if isinstance(noun, list | tuple):
        return [_plain(item) for item in noun]
    if isinstance(noun, date):
        return noun.isoformat()
    if hasattr(noun, "item") and callable(noun.item):  # a numpy number
        return noun.item()
    return noun
