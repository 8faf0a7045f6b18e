"""What was learnt elsewhere, and may it help here? Priors in files, the installed ones, and the person's yes."""

from __future__ import annotations

from pathlib import Path

from supple import cohort, knowledge
from supple.actions.views import PersonSettings
from supple.model import CohortPrior, DailyTable, UserError
from supple.store import priors as store_priors
from supple.words import _

_MOST_BYTES = 5_000_000
FEWEST_IN_SUMS = cohort.MIN_PEOPLE
prior_to_text = cohort.prior_to_text


def read_prior(path: Path) -> CohortPrior:
    """The prior in a file. Raises UserError when it is none."""
    return cohort.prior_from_text(text_of(path), file=path.name)


def install_prior(path: Path) -> CohortPrior:
    """Keep the prior for the looks of everybody here who says yes, in place of an earlier one for its outcome."""
    prior = read_prior(path)
    if not cohort.may_leave(prior.outcome):
        raise UserError(_("Supple knows nothing of that name."), file=path.name, field="outcome")
    store_priors.put(prior.outcome, cohort.prior_to_text(prior))
    return prior


def installed_priors() -> tuple[CohortPrior, ...]:
    """All that are installed, by outcome; damaged ones are left out (`doctor` names them)."""
    found = (_installed(outcome) for outcome in store_priors.outcomes())
    return tuple(prior for prior in found if prior is not None)


def damaged_priors() -> tuple[str, ...]:
    """The outcomes of those that cannot be read any more."""
    return tuple(outcome for outcome in store_priors.outcomes() if _installed(outcome) is None)


def remove_prior(outcome: str) -> None:
    """From now on nobody is helped by it. Raises UserError when there is none."""
    if not store_priors.remove(outcome):
        raise UserError(
            _("nothing is installed for {outcome!r}.").format(outcome=outcome),
            field="outcome",
            hint=_("See what is: supple cohort use"),
        )


def prior_for(chosen: PersonSettings, table: DailyTable, column: str) -> CohortPrior | None:
    """The installed prior that fits, if this person said yes to being helped; None otherwise."""
    if not chosen.helped_by_others:
        return None
    prior = _installed(column)
    return prior if prior is not None and _fits(prior, table, column) else None


def require_fit(prior: CohortPrior, table: DailyTable, column: str, *, file: str) -> None:
    """Raises UserError when the prior is about another outcome, or another scale, than the look."""
    if prior.outcome != column:
        about = knowledge.label(prior.outcome)
        raise UserError(
            _("this was learnt about {about}, and the look is at {label}.").format(
                about=about, label=knowledge.label(column)
            ),
            file=file,
            field="outcome",
            hint=_("Look with: --outcome {outcome}").format(outcome=prior.outcome),
        )
    if not _fits(prior, table, column):
        raise UserError(_("this was learnt on another scale than the diary uses."), file=file, field="scale_max")


def text_of(path: Path) -> str:
    """The text of a small file. Raises UserError when it cannot be read as one."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(_("this file is too large to be what is wanted here."), file=path.name)
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(
            _("cannot read it: {strerror}.").format(strerror=error.strerror),
            file=str(path),
            hint=_("Check the name."),
        ) from None
    except UnicodeDecodeError:
        raise UserError(_("this is not a text file."), file=path.name) from None


def _installed(outcome: str) -> CohortPrior | None:
    """None where there is none or it is damaged: a look must not fail for it."""
    text = store_priors.get(outcome)
    try:
        return None if text is None else cohort.prior_from_text(text, file=f"{outcome}.json")
    except UserError:
        return None


def _fits(prior: CohortPrior, table: DailyTable, column: str) -> bool:
    return (prior.outcome, prior.scale_max) == (column, table.scale_max.get(column))
