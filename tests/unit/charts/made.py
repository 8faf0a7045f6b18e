"""Hand-made tables for the tests of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from xml.etree import ElementTree

from supple.model import Cell, Chart, DailyTable, Finding, Verdict

FIRST = date(2026, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"


def table(**columns: Sequence[Cell]) -> DailyTable:
    length = max(len(column) for column in columns.values())
    days = tuple(FIRST + timedelta(days=i) for i in range(length))
    return DailyTable(days, {name: tuple(column) for name, column in columns.items()})


def finding(**changed: object) -> Finding:
    values: dict[str, object] = {
        "factor": "poor_sleep",
        "outcome": "stiffness",
        "verdict": Verdict.CLEAR,
        "lag_days": 0,
        "effect": 1.3,
        "low": 0.8,
        "high": 1.9,
        "probability": 0.97,
        "days_with": 3,
        "days_without": 4,
        "sentence": "",
    }
    return Finding(**{**values, **changed})  # type: ignore[arg-type]


def drawn(chart: Chart | None) -> list[ElementTree.Element]:
    """Both pictures as XML; fails when one is not well formed."""
    assert chart is not None
    return [ElementTree.fromstring(picture) for picture in (chart.svg, chart.svg_wide) if picture]


def of_class(root: ElementTree.Element, cls: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if element.get("class") == cls]


def dots(root: ElementTree.Element, cls: str) -> int:
    """How many days are drawn in the path of a class."""
    return sum((element.get("d") or "").count("M") for element in of_class(root, cls))


def words_of(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]
