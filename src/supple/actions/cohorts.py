"""What can be learnt from many diaries? From the people here who said yes, or from files; only sums are made of them.

No account acts here and no diary is shown: a person's yes (`part_of_sums`) is what opens theirs, for sums over at
least so many people and for nothing else. Files are the business of whoever holds them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from supple import cohort, imports, insight
from supple import diary as diary_room
from supple import plan as plan_room
from supple.actions import folding
from supple.actions.compose import DEFAULT_SEED
from supple.actions.priors import read_prior, text_of
from supple.model import CohortPrior, CohortSums, FactorEvidence, UserError
from supple.words import _

NOBODY = UUID(int=0)
sums_to_text = cohort.sums_to_text


@dataclass(frozen=True)
class _Person:
    """One person's evidence, on the scale that they rate on (None: the usual one)."""

    evidence: tuple[FactorEvidence, ...]
    scale_max: float | None


def learn_prior(
    *,
    files: Sequence[Path] = (),
    outcome: str,
    name: str,
    now: datetime,
    zone: str,
    progress: Callable[[float], None] | None = None,
) -> CohortPrior:
    """Learn from diary files, or without any from the people here who said yes.

    Args:
        files: one diary each.
        outcome: the column to learn about.
        name: who made it, as people will read it.
        now: the moment up to which diaries count.
        zone: the clock of the files, and of the day it was made on.
        progress: called with 0.0 … 1.0.

    Raises:
        UserError: a file is refused, or there are too few people.
    """
    people, scale_max = _people(files, outcome, now=now, zone=zone, progress=progress)
    made_on = now.astimezone(ZoneInfo(zone)).date()
    return cohort.learn(people, outcome, name=name, made_on=made_on, scale_max=scale_max)


def sum_up(
    *,
    files: Sequence[Path] = (),
    outcome: str,
    under: Path | None = None,
    now: datetime,
    zone: str,
    progress: Callable[[float], None] | None = None,
) -> CohortSums:
    """This site's part of one round. Arguments as for `learn_prior`.

    Args:
        under: the prior that the last round gave; None in the first round.

    Raises:
        UserError: a file is refused, or there are too few people.
    """
    prior = None if under is None else read_prior(under)
    people, scale_max = _people(files, outcome, now=now, zone=zone, progress=progress)
    if prior is not None and (prior.outcome, prior.scale_max) != (outcome, scale_max):
        raise UserError(
            _("this prior is about something else, or on another scale."), file=str(under), field="outcome"
        )
    return cohort.publishable(cohort.sums_of(people, outcome, scale_max=scale_max, prior=prior))


def merge_sums(files: Sequence[Path], *, name: str, now: datetime, zone: str) -> CohortPrior:
    """One round: the sums of all sites become the next prior. Raises UserError when they do not belong together."""
    seen: dict[str, Path] = {}
    parts = []
    for path in files:
        text = text_of(path)
        if text in seen:
            raise UserError(
                _("it holds the same sums as {name}.").format(name=seen[text].name),
                file=path.name,
                hint=_("People counted twice would look like more people than there are."),
            )
        seen[text] = path
        parts.append(cohort.sums_from_text(text, file=path.name))
    return cohort.next_prior(parts, name=name, made_on=now.astimezone(ZoneInfo(zone)).date())


def _people(
    files: Sequence[Path],
    outcome: str,
    *,
    now: datetime,
    zone: str,
    progress: Callable[[float], None] | None,
) -> tuple[list[tuple[FactorEvidence, ...]], float | None]:
    """Everybody's evidence on the scale that most of them use, and that scale."""
    if not cohort.may_leave(outcome):
        raise UserError(
            _("nothing is learnt about {outcome!r}.").format(outcome=outcome),
            field="outcome",
            hint=_("Only what Supple has a name for travels."),
        )
    diaries = _from_files(files, now=now, zone=zone) if files else _from_the_store(now)
    count = len(files) if files else None
    people: list[_Person] = []
    for done, folded in enumerate(diaries, start=1):
        people.append(_weigh(folded, outcome))
        if progress is not None and count:
            progress(done / count)
    people = [one for one in people if one.evidence]
    if len(people) < cohort.MIN_PEOPLE:
        who = _("diaries with enough days") if files else _("people here who said yes, with enough days,")
        raise UserError(
            _("there are {count} {who} and at least {min_people} are needed.").format(
                count=len(people), who=who, min_people=cohort.MIN_PEOPLE
            ),
            hint=_("With fewer, somebody could be told apart."),
        )
    scales = Counter(one.scale_max for one in people)
    scale_max = max(scales, key=lambda scale: (scales[scale], scale is None), default=None)
    return [one.evidence for one in people if one.scale_max == scale_max], scale_max


def _from_the_store(now: datetime) -> Iterator[folding.Folded]:
    from supple.actions.persons import settings_of  # only here: learning from files needs no database
    from supple.store import people as store_people
    from supple.store import queries

    for person in store_people.persons():
        chosen = settings_of(person.id)
        if chosen.part_of_sums:
            today = folding.today_of(now, person.zone, chosen.day_starts_at_hour)
            yield folding.fold(queries.events(person.id), today=today, day_starts_at_hour=chosen.day_starts_at_hour)


def _from_files(files: Sequence[Path], *, now: datetime, zone: str) -> Iterator[folding.Folded]:
    """Each diary once: the same file under two names is still one person."""
    seen: set[bytes] = set()
    for path in files:
        read = imports.read_file(path, person_id=NOBODY, zone=zone, now=now)
        digest = hashlib.sha256(path.read_bytes()).digest()
        if digest in seen:
            continue
        seen.add(digest)
        yield folding.fold(read.events, today=folding.today_of(now, zone))


def _weigh(folded: folding.Folded, outcome: str) -> _Person:
    table = diary_room.without_silent_end(folded.table, longer_than_days=folding.ALERT_DAYS)
    scale_max = table.scale_max.get(outcome)
    if all(cell is None for cell in table.column(outcome)):
        return _Person((), scale_max)
    changes = plan_room.changes(folded.plan)
    rng = np.random.default_rng(DEFAULT_SEED)
    return _Person(insight.weigh_factors(table, outcome, changes=changes, rng=rng), scale_max)
