"""Insight: what goes with worse and better days (`find_triggers`), in numbers, days and plain words."""

from supple.insight.triggers import find_triggers

__all__ = ["find_triggers"]
