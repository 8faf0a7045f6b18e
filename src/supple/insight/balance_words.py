"""How is one thing in one stretch said? A few plain words with the days in them; blank is "not noted", never a no."""

from __future__ import annotations

from supple.model import BalanceCell, BalanceKind

NOT_NOTED = "not noted"
CANNOT_TELL = "can’t tell yet"


def cell_words(kind: BalanceKind, cell: BalanceCell) -> str:
    """ "5.2 on average (4.6 to 5.8)", "yes on 3 of 20 days (5 to 33 in 100)", "can’t tell yet: noted on 3 days"."""
    if not cell.days_noted:
        return NOT_NOTED
    if kind is BalanceKind.DAYS:
        told = f"noted on {_days(cell.days_yes or 0)}"
    elif kind is BalanceKind.SHARE:
        told = f"yes on {cell.days_yes} of {_days(cell.days_noted)} noted{_share_range(cell)}"
    elif cell.value is None:
        told = f"{CANNOT_TELL}: noted on {_days(cell.days_noted)}"
    else:
        size = f"{_number(cell.value)} on average ({_number(cell.low)} to {_number(cell.high)})"
        told = f"{size}, noted on {_days(cell.days_noted)}"
    return told + _beside(cell)


def _share_range(cell: BalanceCell) -> str:
    if cell.low is None or cell.high is None:
        return f": {CANNOT_TELL}"
    return f" ({_in_100(cell.low)} to {_in_100(cell.high)} days in 100)"


def _beside(cell: BalanceCell) -> str:
    parts = []
    if cell.days_named:
        parts.append(f"{cell.days_named} of them noted with this medicine")
    if cell.worst is not None:
        parts.append(f"at most {_number(cell.worst)} of 10")
    return "".join(f"; {part}" for part in parts)


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _number(value: float | None) -> str:
    text = f"{value or 0.0:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _in_100(share: float) -> str:
    return f"{share * 100:.0f}"
