"""How is one thing in one stretch said? A few plain words with the days in them; blank is "not noted", never a no."""

from __future__ import annotations

from supple.model import BalanceCell, BalanceKind

NOT_NOTED = "not noted"
CANNOT_TELL = "can’t tell yet"


def cell_words(kind: BalanceKind, cell: BalanceCell) -> tuple[str, str]:
    """What was noted, and what stands beside it: ("5.2 on average (4.6 to 5.8)", "noted on 26 days"),
    ("yes on 3 of 20 days noted", "likely 5 to 33 days in 100"), ("can’t tell yet", "noted on 3 days")."""
    if not cell.days_noted:
        return NOT_NOTED, ""
    on_days = f"noted on {_days(cell.days_noted)}"
    beside = []
    if kind is BalanceKind.DAYS:
        told = f"noted on {_days(cell.days_yes or 0)}"
    elif kind is BalanceKind.SHARE:
        told = f"yes on {cell.days_yes} of {_days(cell.days_noted)} noted"
        likely = f"likely {_in_100(cell.low)} to {_in_100(cell.high)} days in 100"
        beside.append(CANNOT_TELL if cell.value is None else likely)
    else:
        size = f"{_number(cell.value)} on average ({_number(cell.low)} to {_number(cell.high)})"
        told = CANNOT_TELL if cell.value is None else size
        beside.append(on_days)
    if cell.days_named:
        beside.append(f"on {_days(cell.days_named)} noted with this medicine")
    if cell.worst is not None:
        beside.append(f"at most {_number(cell.worst)} of 10")
    return told, "; ".join(beside)


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _number(value: float | None) -> str:
    text = f"{value or 0.0:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _in_100(share: float | None) -> str:
    return f"{(share or 0.0) * 100:.0f}"
