"""What does a file say? A look or a report straight from a file: no account, no database, nothing kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from supple import imports
from supple.actions import compose, folding, priors
from supple.actions.progress import by_bytes
from supple.model import DailyTable, DatedChange, Look, TriggerReport, VisitReport

NOBODY = UUID(int=0)


def look_file(
    path: Path,
    *,
    now: datetime,
    zone: str,
    outcome: str | None = None,
    name: str | None = None,
    seed: int = compose.DEFAULT_SEED,
    prior: Path | None = None,
    with_luck: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Look:
    """A look at the diary in a file. Raises UserError when a file is refused, or when the prior is about something
    else than the look.

    Args:
        prior: a file with a cohort prior, whose help is wanted.
        with_luck: also work out how lucky the findings could be, which takes many times as long.
        progress: called with 0.0 … 1.0 while reading, and again while working out luck.
    """
    look, _ = _look(path, now=now, zone=zone, outcome=outcome, name=name, seed=seed, prior=prior, progress=progress)
    if not with_luck or look.triggers is None or look.outcome is None:
        return look
    learnt = None if prior is None else priors.read_prior(prior)
    luck = compose.how_lucky(look.table, look.outcome, look.changes, seed=seed, prior=learnt, progress=progress)
    return replace(look, luck=luck)


def report_file(
    path: Path,
    *,
    now: datetime,
    zone: str,
    outcome: str | None = None,
    name: str | None = None,
    since: date | None = None,
    questions: Sequence[str] = (),
    seed: int = compose.DEFAULT_SEED,
) -> VisitReport:
    """The visit report from the diary in a file."""
    look, folded = _look(path, now=now, zone=zone, outcome=outcome, name=name, seed=seed, progress=None)
    from supple import report as report_room  # wanted only here
    from supple.actions.answering import answers

    return report_room.visit_report(
        look,
        folded.diary,
        folded.plan,
        since=since,
        questions=tuple(questions),
        now=now,
        answer=answers(look.table, look.outcome, look.changes, folded.plan),
    )


def _look(
    path: Path,
    *,
    now: datetime,
    zone: str,
    outcome: str | None,
    name: str | None,
    seed: int,
    prior: Path | None = None,
    progress: Callable[[float], None] | None,
) -> tuple[Look, folding.Folded]:
    learnt = None if prior is None else priors.read_prior(prior)
    read = imports.read_file(Path(path), person_id=NOBODY, zone=zone, now=now, progress=by_bytes(progress))
    folded = folding.fold(read.events, today=folding.today_of(now, zone))

    def find(table: DailyTable, column: str, changes: Sequence[DatedChange]) -> TriggerReport:
        if learnt is not None:
            priors.require_fit(learnt, table, column, file=str(prior))
        return compose.find_triggers(table, column, changes, seed=seed, prior=learnt)

    look = compose.look(
        folded,
        compose.choose(folded, outcome),
        person_name=name or Path(path).name,
        now=now,
        zone=zone,
        warnings=read.warnings,
        find=find,
    )
    return look, folded
