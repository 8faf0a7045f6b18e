"""What does one piece of knowledge look like? One small frozen class for each kind of entry.

Every entry carries its words, its source, the day it was checked and who reviewed it, so that no page shows
a fact whose origin is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supple.knowledge.red_flags import Rule
from supple.model import Tier, Timing

EVIDENCE_WORDS: Mapping[str, str] = {
    "A": "tested in trials, or known from how the medicine works",
    "B": "reported by people with MS in surveys",
    "C": "agreed by experts and charities",
    "D": "no good evidence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all entries share.

    Attributes:
        id: the code that events and columns use.
        label: a few plain words, lower case, to stand inside a sentence ("poor sleep").
        words: one to three plain sentences.
        source: whole references, ready to print; never empty.
        date_checked: the day the entry was checked against our reference page (not: by a clinician).
        reviewed_by: the clinician who reviewed it, or "nobody yet".
        aliases: other words people use, casefolded, for reading notes and files.
    """

    id: str
    label: str
    words: str
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observable(Entry):
    """Something that fills a column of the daily table and so stands in time.

    Attributes:
        question: how the check-in asks.
        timing: at which lags it may be read as coming before a worse or better daytime.
        timing_words: why, in plain words.
        when_noted: "last_night" (keyed by the day one wakes on), "day" or "evening".
        is_default: offered on the check-in without being asked for.
        group: where it stands on a page.
    """

    question: str = ""
    timing: Timing = field(default_factory=Timing)
    timing_words: str = ""
    when_noted: str = "day"
    is_default: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Observable):
    """A rating or a measurement. `low_words` and `high_words` name the ends of its scale."""

    higher_is: str = "worse"
    low_words: str = ""
    high_words: str = ""
    unit: str = ""
    never_unrelated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PumpBrand(Entry):
    """What holds for one make of baclofen pump. What our reference does not say of it, the words leave to the clinic.

    Attributes:
        alarms: its two alarm sounds, each with what to do.
        mri: before a scan.
        travel: before a journey.
        reservoirs_ml: sizes of its reservoir, where the reference names them.
    """

    alarms: tuple[str, ...]
    mri: str
    travel: str
    reservoirs_ml: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountKind(Observable):
    """Something counted."""

    higher_is: str = "worse"
    never_unrelated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKind(Observable):
    """A question answered with yes or no. `yes_is`: "worse", "better" or "neither"."""

    yes_is: str = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorKind(Observable):
    """A trigger or a helper.

    Attributes:
        is_helper: people use it to feel better.
        never_unrelated: too important to be told "looks unrelated" (infections, sore skin, falls).
        in_own_hands: the person can do something about it today.
        is_treatment: a treatment or its timing; never a finding.
        evidence: A–D, see EVIDENCE_WORDS.
        lasts: holds round the clock (an infection), so a night and the day after it share it.
        reading: "either", "only_worse" or "only_better": the direction a finding may have. People do more on
            good days and rest on bad ones; the other direction would only show that.
        season: "warm" or "cold" for what only such months can bring; a diary without them cannot speak of it.
    """

    is_helper: bool = False
    never_unrelated: bool = False
    in_own_hands: bool = False
    is_treatment: bool = False
    evidence: str = "D"
    lasts: bool = False
    reading: str = "either"
    season: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionKind(FactorKind):
    """Something done for oneself: a stretch, a walk, a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignKind(Entry):
    """A red-flag sign. `question` is its form to tick, `place` where in the body it shows."""

    question: str = ""
    place: str = ""
    in_guide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffectKind(Entry):
    """Something a medicine may bring."""

    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPart(Entry):
    """A part of the body in everyday words. `region` groups parts: leg, arm, trunk, head and neck, whole."""

    has_sides: bool = True
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscle(Entry):
    """A muscle as clinic letters name it. `part` is the body part that people call it by."""

    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine(Entry):
    """Facts about a medicine, by its name. No dose and no advice.

    Attributes:
        ingredient: what is in it, as leaflets name it.
        medicine_class: the kind of medicine, in plain words.
        brands: brand names, as written on the box. Their casefolded forms are aliases too.
        unit: what its amounts are counted in: "mg", "micrograms", "sprays" or "units of <brand>". Units of one
            toxin brand are never those of another, and micrograms never stand in a field for milligrams.
        is_sedating: it may make sleepy; several at once add up.
        is_antispastic: taken against stiffness or spasms.
        is_antibiotic: taken against an infection.
        sudden_stop_words: what to know about sudden stopping, "" where nothing is known to us.
        must_not_meet: ids of medicines that its label says it must not be taken with.
        tell_words: what to tell whoever treats the person, "" if nothing.
    """

    ingredient: str = ""
    medicine_class: str = ""
    brands: tuple[str, ...] = ()
    unit: str = "mg"
    is_sedating: bool = False
    is_antispastic: bool = False
    is_antibiotic: bool = False
    sudden_stop_words: str = ""
    must_not_meet: tuple[str, ...] = ()
    tell_words: str = ""
    is_treatment: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BloodTest(Entry):
    """Blood tests that somebody's text names for a medicine: `medicine` is its id, `whose` says whose text it is."""

    medicine: str
    whose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    """A number to ring: what it is for, the digits as people write them, and when it answers."""

    label: str
    number: str
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumbers(Entry):
    """A country's numbers; `id` is its ISO code, or "default". Only lines we are sure of are named."""

    emergency: tuple[PhoneLine, ...] = ()
    medical: tuple[PhoneLine, ...] = ()
    crisis: tuple[PhoneLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence or two of an article, with their own source."""

    words: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Entry):
    """A short text that explains one thing; each claim names its source."""

    title: str = ""
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag(Entry):
    """A red-flag rule, as other entries are listed; `rule` is the rule itself, which `watch` works with."""

    rule: Rule

    @property
    def title(self) -> str:
        return self.rule.title

    @property
    def version(self) -> int:
        return self.rule.version

    @property
    def tier(self) -> Tier:
        """The most urgent way in which it can fire."""
        return min((level.tier for level in self.rule.levels), key=lambda tier: tier.rank)
