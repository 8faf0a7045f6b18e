"""How does it show that other people's diaries helped? The report says so, and each finding that reads otherwise."""

from __future__ import annotations

from dataclasses import replace

from supple.model import CohortPrior, Finding, TriggerReport


def says_anything(prior: CohortPrior, report: TriggerReport) -> bool:
    """Is any factor that was tried here among those learnt about?"""
    return any(one.factor in prior.prior.share and one.probability is not None for one in report.findings)


def beside(helped: TriggerReport, alone: TriggerReport, prior: CohortPrior) -> TriggerReport:
    """The helped report, marked where the person's own days alone would say something else."""
    verdicts = {one.factor: one.verdict for one in alone.findings}

    def marked(one: Finding) -> Finding:
        own = verdicts.get(one.factor, one.verdict)
        return one if own is one.verdict else replace(one, alone=f"Your own days alone would say: {own.value}.")

    made_by = {"prior_name": prior.name, "prior_made_on": prior.made_on.isoformat()}
    return replace(
        helped,
        findings=tuple(marked(one) for one in helped.findings),
        settings={**helped.settings, **made_by},
        helped=(
            f"The diaries of {prior.prior.people} other people helped here ({prior.name}, {prior.made_on:%d %B %Y}). "
            "Where your own days alone would say something else, the finding tells you."
        ),
    )
