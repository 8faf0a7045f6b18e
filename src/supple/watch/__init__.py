"""When to call? Red-flag rules over a diary and a plan."""

from supple.watch.rules import check, check_signs

__all__ = ["check", "check_signs"]
