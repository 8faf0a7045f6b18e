"""Where is a code looked up? All knowledge in one frozen object, with labels for codes and columns and timing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supple.knowledge import entries as kinds
from supple.knowledge.columns import Column, read_column
from supple.model import Timing

OWN = "own:"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRule:
    """One rule about what may come before what, for some outcomes. The strictest of all that match holds.

    `outcomes` and `factors` name codes, or groups: outcomes "@night", "@round_the_clock"; factors "@last_night",
    "@day", "@evening", "@lasting". `unless` takes factors out again.
    """

    id: str
    outcomes: tuple[str, ...]
    factors: tuple[str, ...]
    why: str
    unless: tuple[str, ...] = ()
    min_lag_days: int = 0
    is_consequence: bool = False


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Every entry by its id. Made by `load()`; nothing in it changes while Supple runs."""

    version: str
    measures: Mapping[str, kinds.Measure]
    counts: Mapping[str, kinds.CountKind]
    answers: Mapping[str, kinds.AnswerKind]
    factors: Mapping[str, kinds.FactorKind]
    sessions: Mapping[str, kinds.SessionKind]
    signs: Mapping[str, kinds.SignKind]
    side_effects: Mapping[str, kinds.SideEffectKind]
    body_parts: Mapping[str, kinds.BodyPart]
    muscles: Mapping[str, kinds.Muscle]
    medicines: Mapping[str, kinds.Medicine]
    hindrances: Mapping[str, kinds.Measure]
    emergency_numbers: Mapping[str, kinds.EmergencyNumbers]
    symptoms: Mapping[str, kinds.Article]
    red_flags: Mapping[str, kinds.RedFlag]
    timing_rules: tuple[TimingRule, ...]
    own_timing: Timing
    night_columns: frozenset[str]
    round_the_clock_columns: frozenset[str]
    sources: Mapping[str, str] = field(default_factory=dict)

    def observable(self, code: str) -> kinds.Observable | None:
        """The entry of a code that can fill a column, None if it is not ours (a person's own, for example)."""
        for table in (self.measures, self.hindrances, self.counts, self.answers, self.factors, self.sessions):
            if code in table:
                return table[code]
        return None

    def entry(self, code: str) -> kinds.Entry | None:
        """The entry of any code that an event may carry. Column codes come before signs and side effects."""
        found = self.observable(code)
        if found is not None:
            return found
        for table in (self.signs, self.side_effects, self.medicines, self.body_parts, self.muscles, self.red_flags):
            if code in table:
                return table[code]
        return None

    def column(self, column: str) -> Column:
        """What a column of the daily table holds: its code, and its part, period or unit."""
        return read_column(column, is_code=lambda code: self.observable(code) is not None)

    def label(self, code: str) -> str:
        """Plain words for a code or a column; a person's own words come back as they are."""
        found = self.entry(code)
        if found is not None:
            return found.label
        if code.startswith(OWN):
            return code.removeprefix(OWN)
        column = self.column(code)
        if column.code == code:
            return code.replace("_", " ").replace(".", " ")
        return column.words(self.label(column.code), self._part_label(column.part))

    def _part_label(self, part: str) -> str:
        return self.body_parts[part].label if part in self.body_parts else part.replace("_", " ")

    def timing(self, factor: str, outcome: str) -> Timing:
        """At which lags `factor` may be read as coming before `outcome` (codes or columns).

        `is_consequence` is also set for treatments and co-symptoms: what it marks is never read as a trigger.
        A person's own factor gets the cautious default: its direction is unknown, so only later days are read.
        """
        cause, effect = self.column(factor), self.column(outcome)
        entry = self.observable(cause.code)
        base = entry.timing if entry is not None else self.own_timing
        low, consequence = base.min_lag_days, base.is_consequence or cause.code == effect.code
        if isinstance(entry, kinds.FactorKind) and entry.is_treatment:
            consequence = True
        for rule in self.timing_rules:
            if self._matches(rule, cause, effect):
                low = max(low, rule.min_lag_days)
                consequence = consequence or rule.is_consequence
        return Timing(low, max(low, base.max_lag_days), consequence)

    def _matches(self, rule: TimingRule, cause: Column, effect: Column) -> bool:
        outcomes, causes = self._outcome_names(effect), self._cause_names(cause)
        return bool(
            outcomes.intersection(rule.outcomes)
            and causes.intersection(rule.factors)
            and not causes & set(rule.unless)
        )

    def _outcome_names(self, column: Column) -> set[str]:
        names = {column.code, column.base}
        if column.period == "night" or column.code in self.night_columns:
            names.add("@night")
        elif column.period != "day" and column.code in self.round_the_clock_columns:
            names.add("@round_the_clock")
        return names

    def _cause_names(self, column: Column) -> set[str]:
        names = {column.code, column.base}
        entry = self.observable(column.code)
        if column.period == "night":
            names.add("@last_night")
        else:
            names.add(f"@{entry.when_noted if entry is not None else 'day'}")
        if isinstance(entry, kinds.FactorKind) and entry.lasts:
            names.add("@lasting")
        return names
