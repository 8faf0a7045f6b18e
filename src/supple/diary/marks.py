"""What did the person say to each finding? The latest mark of every factor, for one outcome."""

from __future__ import annotations

from supple.model import Diary, Event, FindingMark


def marks(diary: Diary, outcome: str) -> dict[str, Event]:
    """Factor → the entry that holds its mark: the one recorded last, then the larger id.

    A mark put right or taken back is one thread and needs no care here; two threads come from two devices.
    """
    latest: dict[str, Event] = {}
    for event in diary.events:
        fact = event.fact
        if not isinstance(fact, FindingMark) or fact.outcome != outcome:
            continue
        there = latest.get(fact.factor)
        if there is None or (event.recorded_at, event.id) > (there.recorded_at, there.id):
            latest[fact.factor] = event
    return latest
