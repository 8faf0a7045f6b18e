"""What does Supple know, and from whom? Cited facts as data files, and their loader."""

from supple.knowledge.columns import PARTS_OF_DAY, Column, is_part_of_day
from supple.knowledge.entries import (
    EVIDENCE_WORDS,
    AnswerKind,
    Article,
    BloodTest,
    BodyPart,
    Claim,
    CountKind,
    EmergencyNumbers,
    Entry,
    FactorKind,
    Measure,
    Medicine,
    Muscle,
    Observable,
    PhoneLine,
    RedFlag,
    SessionKind,
    SideEffectKind,
    SignKind,
)
from supple.knowledge.library import Knowledge
from supple.knowledge.loader import KnowledgeError, load, load_from
from supple.knowledge.timing import TimingKnowledge, TimingRule
from supple.model import Timing

__all__ = [
    "EVIDENCE_WORDS",
    "PARTS_OF_DAY",
    "AnswerKind",
    "Article",
    "BloodTest",
    "BodyPart",
    "Claim",
    "Column",
    "CountKind",
    "EmergencyNumbers",
    "Entry",
    "FactorKind",
    "Knowledge",
    "KnowledgeError",
    "Measure",
    "Medicine",
    "Muscle",
    "Observable",
    "PhoneLine",
    "RedFlag",
    "SessionKind",
    "SideEffectKind",
    "SignKind",
    "Timing",
    "TimingKnowledge",
    "TimingRule",
    "is_part_of_day",
    "label",
    "load",
    "load_from",
    "timing",
]


def label(code: str) -> str:
    """Plain words for a code or a column of the daily table ("own:loud music" → "loud music")."""
    return load().label(code)


def timing(factor: str, outcome: str) -> Timing:
    """At which lags `factor` may be read as coming before `outcome`."""
    return load().timing(factor, outcome)
