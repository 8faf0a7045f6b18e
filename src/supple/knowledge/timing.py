"""What may come before what? Each entry's own lags, made stricter by rules for some outcomes (`timing.toml`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from supple.knowledge.columns import Column
from supple.knowledge.entries import FactorKind, Observable
from supple.knowledge.wording import SYMPTOM
from supple.model import Timing

CAUTIOUS_WORDS = (
    "We do not know which way this runs: people often do such things because a day is bad or good. So only later "
    "days are read."
)
TREATMENT_WORDS = "A treatment is never a finding. Its date is allowed for."
SYMPTOM_WORDS = "It comes with a bad day, so it is never read as a trigger."
SAME_WORDS = "It is what we look at, so it is never its own trigger."


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRule:
    """One rule about what may come before what, for some outcomes. The strictest of all that match holds.

    `outcomes` and `factors` name codes, or groups: outcomes "@night", "@round_the_clock", "@morning", "@afternoon",
    "@evening"; factors "@last_night", "@day", "@evening", "@lasting". `unless` takes factors out again.
    """

    id: str
    outcomes: tuple[str, ...]
    factors: tuple[str, ...]
    why: str
    unless: tuple[str, ...] = ()
    min_lag_days: int = 0
    is_consequence: bool = False

    def holds(self, outcomes: set[str], factors: set[str]) -> bool:
        """Do the names of an outcome and of a factor match this rule?"""
        return (
            not outcomes.isdisjoint(self.outcomes)
            and not factors.isdisjoint(self.factors)
            and factors.isdisjoint(self.unless)
        )


@dataclass(frozen=True, kw_only=True)
class TimingKnowledge:
    """The rules, and which columns are about a night. `own` is for what we know nothing about."""

    rules: tuple[TimingRule, ...]
    own: Timing
    night_columns: frozenset[str]
    round_the_clock_columns: frozenset[str]
    own_symptoms: frozenset[str]
    score_prefixes: tuple[str, ...]

    def of(self, cause: Column, effect: Column, *, entry_of: Callable[[str], Observable | None]) -> Timing:
        """At which lags `cause` may be read as coming before `effect`.

        Args:
            cause: the factor's column.
            effect: the outcome's column.
            entry_of: a code's entry, None where it is not ours.
        """
        entry = entry_of(cause.code)
        base = entry.timing if entry is not None else self.own
        matching = self._matching(cause, effect, entry)
        low = max([base.min_lag_days, *(rule.min_lag_days for rule in matching)])
        is_consequence = (
            base.is_consequence
            or cause.code == effect.code
            or is_treatment(entry)
            or self.is_symptom(cause.code)
            or any(rule.is_consequence for rule in matching)
        )
        return Timing(low, max(low, base.max_lag_days), is_consequence)

    def why(self, cause: Column, effect: Column, *, entry_of: Callable[[str], Observable | None]) -> tuple[str, ...]:
        """The same in plain words: those of the rules that hold, or else the entry's own reason."""
        entry = entry_of(cause.code)
        if cause.code == effect.code:
            return (SAME_WORDS,)
        if is_treatment(entry):
            return (TREATMENT_WORDS,)
        if self.is_symptom(cause.code):
            return (SYMPTOM_WORDS,)
        rules = tuple(rule.why for rule in self._matching(cause, effect, entry))
        return rules or ((entry.timing_words if entry is not None else CAUTIOUS_WORDS),)

    def is_symptom(self, code: str) -> bool:
        """Is it a symptom in a person's (or another app's) own words, or the score of a questionnaire?"""
        if code.startswith((*self.score_prefixes, SYMPTOM)):
            return True
        return code.removeprefix("own:").replace("_", " ").casefold() in self.own_symptoms

    def _matching(self, cause: Column, effect: Column, entry: Observable | None) -> tuple[TimingRule, ...]:
        outcomes, causes = self._outcome_names(effect), _cause_names(cause, entry)
        return tuple(rule for rule in self.rules if rule.holds(outcomes, causes))

    def _outcome_names(self, column: Column) -> set[str]:
        names = {column.code, column.base}
        if column.period == "night" or column.code in self.night_columns:
            names.add("@night")
        elif column.period != "day" and column.code in self.round_the_clock_columns:
            names.add("@round_the_clock")
        if column.day_part:
            names.add(f"@{column.day_part}")
        return names


def is_treatment(entry: Observable | None) -> bool:
    return isinstance(entry, FactorKind) and entry.is_treatment


def _cause_names(column: Column, entry: Observable | None) -> set[str]:
    names = {column.code, column.base}
    if entry is not None:
        names.add(entry.id)
    when_noted = entry.when_noted if entry is not None else "day"
    names.add("@last_night" if column.period == "night" else f"@{when_noted}")
    if isinstance(entry, FactorKind) and entry.lasts:
        names.add("@lasting")
    return names
