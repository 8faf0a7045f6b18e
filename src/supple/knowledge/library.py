"""Where is a code looked up? All knowledge in one frozen object, with labels for codes and columns and timing."""

from __future__ import annotations

import re
import types
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from supple.knowledge import entries as kinds
from supple.knowledge.columns import Column, read_column
from supple.knowledge.timing import TREATMENT_WORDS, TimingKnowledge
from supple.knowledge.wording import OWN, own_label
from supple.model import Timing

DEFAULT_COUNTRY = "default"


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
    pumps: Mapping[str, kinds.PumpBrand]
    emergency_numbers: Mapping[str, kinds.EmergencyNumbers]
    symptoms: Mapping[str, kinds.Article]
    red_flags: Mapping[str, kinds.RedFlag]
    blood_tests: Mapping[str, kinds.BloodTest]
    timings: TimingKnowledge
    sources: Mapping[str, str] = field(default_factory=dict)

    def observables(self) -> Iterator[kinds.Observable]:
        """Everything that can fill a column of the daily table."""
        for table in (self.measures, self.hindrances, self.counts, self.answers, self.factors, self.sessions):
            yield from table.values()

    def observable(self, code: str) -> kinds.Observable | None:
        """The entry of a code that can fill a column, None if it is not ours (a person's own, for example)."""
        return self._observables.get(code)

    def entry(self, code: str) -> kinds.Entry | None:
        """The entry of any code that an event may carry. Column codes come before signs and side effects."""
        found = self.observable(code)
        if found is not None:
            return found
        for table in (
            self.signs,
            self.side_effects,
            self.medicines,
            self.body_parts,
            self.muscles,
            self.red_flags,
        ):
            if code in table:
                return table[code]
        return None

    def column(self, column: str) -> Column:
        """What a column of the daily table holds: its code, and its part, period or unit."""
        return read_column(column, is_code=lambda code: code in self._observables)

    def label(self, code: str) -> str:
        """Plain words for a code or a column; a person's own words come back as they are."""
        found = self.entry(code)
        if found is not None:
            return found.label
        column = self.column(code)
        if column.code != code:
            return column.words(self.label(column.code), self._part_label(column.part))
        if code.startswith(OWN):
            return own_label(code)
        return code.replace("_", " ").replace(".", " ")

    def _part_label(self, part: str) -> str:
        found = self.body_parts.get(part) or self.muscles.get(part)
        return found.label if found else part.replace("_", " ")

    def timing(self, factor: str, outcome: str) -> Timing:
        """At which lags `factor` may be read as coming before `outcome` (codes or columns).

        `is_consequence` is also set for treatments and for symptoms: what it marks is never read as a trigger.
        A person's own factor has our lags if we know the words, and else the cautious default: which way it runs
        is unknown, so only later days are read.
        """
        cause, effect = self.column(factor), self.column(outcome)
        found = self.timings.of(cause, effect, entry_of=self._entry_behind)
        if self.names_medicine(cause.code):
            return Timing(found.min_lag_days, found.max_lag_days, is_consequence=True)
        return found

    def why_timing(self, factor: str, outcome: str) -> tuple[str, ...]:
        """Why these lags and no others, in plain words."""
        cause, effect = self.column(factor), self.column(outcome)
        if self.names_medicine(cause.code):
            return (TREATMENT_WORDS,)
        return self.timings.why(cause, effect, entry_of=self._entry_behind)

    def may_run_by_itself(self, column: str) -> bool:
        """Could a device or a weather table have filled it, with no hand that day? A measurement, or own numbers."""
        entry = self.observable(self.column(column).code)
        return entry is None or (isinstance(entry, kinds.Measure) and bool(entry.unit))

    def names_medicine(self, code: str) -> bool:
        """Is it a medicine, or a person's own words with a medicine's name in them ("own:extra baclofen")?"""
        if code in self.medicines:
            return True
        return code.startswith(OWN) and self._medicine_pattern.search(code.removeprefix(OWN).casefold()) is not None

    def emergency(self, country: str | None) -> kinds.EmergencyNumbers:
        """A country's numbers, or what to say while the country is unknown."""
        return self.emergency_numbers.get((country or "").strip().upper(), self.emergency_numbers[DEFAULT_COUNTRY])

    def _entry_behind(self, code: str) -> kinds.Observable | None:
        """The entry of a code, or of a person's own words where those are words we know."""
        found = self.observable(code)
        if found is None and code.startswith(OWN):
            found = self._observables.get(self._codes_by_words.get(code.removeprefix(OWN).casefold(), ""))
        return found

    @cached_property
    def _observables(self) -> Mapping[str, kinds.Observable]:
        return types.MappingProxyType({entry.id: entry for entry in self.observables()})

    @cached_property
    def _codes_by_words(self) -> Mapping[str, str]:
        """Labels, aliases and codes in plain words → code; words that could mean two things are left out."""
        pairs = {
            (words.casefold(), entry.id)
            for entry in self.observables()
            for words in (entry.label, entry.id.replace("_", " "), *entry.aliases)
        }
        times = Counter(words for words, _ in pairs)
        return types.MappingProxyType({words: code for words, code in pairs if times[words] == 1})

    @cached_property
    def _medicine_pattern(self) -> re.Pattern[str]:
        names = {
            name.casefold()
            for medicine in self.medicines.values()
            for name in (medicine.id.replace("_", " "), medicine.label, *medicine.aliases)
        }
        return re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?!\w)")
