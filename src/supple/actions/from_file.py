"""What does a file say? A look or a report straight from a file: no account, no database, nothing kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    progress: Callable[[float], None] | None = None,
) -> Look:
    """A look at the diary in a file, with the help of a cohort prior from another file if one is given.

    Raises UserError when a file is refused, or when the prior is about something else than the look.
    """
    return _look(path, now=now, zone=zone, outcome=outcome, name=name, seed=seed, prior=prior, progress=progress)[0]


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

    return report_room.visit_report(look, folded.diary, folded.plan, since=since, questions=tuple(questions), now=now)


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
        person_name=name or Path(path).name,
        now=now,
        zone=zone,
        outcome=outcome,
        warnings=read.warnings,
        find=find,
    )
    return look, folded
