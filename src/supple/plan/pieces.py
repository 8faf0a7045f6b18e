"""How many pieces does an amount say? Tablets, capsules or sprays, read only where one reading is possible.

What cannot be read stays unknown: it is never taken for one, and never for none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from supple.model import Dose, DoseStatus, Prescription

_WORDS = {
    "half a": Fraction(1, 2), "a half": Fraction(1, 2), "half": Fraction(1, 2), "½": Fraction(1, 2),
    "a": Fraction(1), "an": Fraction(1), "one": Fraction(1), "one and a half": Fraction(3, 2), "1½": Fraction(3, 2),
    "two": Fraction(2), "two and a half": Fraction(5, 2), "2½": Fraction(5, 2), "three": Fraction(3),
    "four": Fraction(4), "five": Fraction(5), "six": Fraction(6), "seven": Fraction(7), "eight": Fraction(8),
    "nine": Fraction(9), "ten": Fraction(10),
}  # fmt: skip
_PIECE = "tablet|capsule|pill|spray|puff|piece|sachet|patch"
_NUMBER = r"\d{1,4}(?:\.\d{1,3})?"
# Whole texts only: "one in the morning, two at night" says more than one amount.
_SAID = "|".join(sorted(_WORDS, key=len, reverse=True))
_AMOUNT = re.compile(rf"({_NUMBER}|{_SAID}) ?({_PIECE})(?:s|es)?(?: \([^()]*\))?(?: each time)?")
_MG = re.compile(rf"({_NUMBER}) ?mg")


def pieces_in(words: str | None) -> Fraction | None:
    """ "one tablet", "half a tablet", "2 sprays", "1.5 tablets (15 mg)" as pieces; None for anything else."""
    found = _AMOUNT.fullmatch(_plain(words))
    if found is None:
        return None
    return _WORDS[found[1]] if found[1] in _WORDS else Fraction(found[1])


def is_one_amount(words: str) -> bool:
    """Whether words say what is taken at one time and nothing else: "one tablet", "5 mg"."""
    return pieces_in(words) is not None or _mg_in(words) is not None


def pieces_of(dose: Dose, prescription: Prescription | None) -> Fraction | None:
    """The pieces of a noted dose: by its words, else by its milligrams and the strength of one piece."""
    said = pieces_in(dose.amount_words)
    if said is not None:
        return said
    strength = None if prescription is None else strength_mg(prescription)
    if strength is None:
        return None
    # By its shortest decimal form: 2.5 as noted, not as a binary float.
    mg = Fraction(str(dose.amount_mg)) if dose.amount_mg is not None else _mg_in(dose.amount_words)
    return None if mg is None else mg / Fraction(strength)


def each_time(prescription: Prescription) -> Fraction | None:
    """The pieces of one prescribed dose; None where the words, or a ladder's step, do not say."""
    words = each_time_words(prescription)
    return None if words is None else pieces_of(_said(prescription, words), prescription)


def each_time_words(prescription: Prescription) -> str | None:
    """What is taken at one time, in the prescription's words. A step's words count only where they are one amount:
    "5 mg three times a day" is no one dose."""
    step = prescription.step
    if step is None or not step.words:
        return prescription.each_time or None
    return step.words if pieces_of(_said(prescription, step.words), prescription) is not None else None


def _said(prescription: Prescription, words: str) -> Dose:
    return Dose(prescription.medicine, DoseStatus.TAKEN, amount_words=words)


def strength_mg(prescription: Prescription) -> Decimal | None:
    """Milligrams of one piece. Micrograms are never turned into milligrams, nor a liquid into pieces."""
    if prescription.strength is None or prescription.strength <= 0:
        return None
    return {"mg": prescription.strength, "g": prescription.strength * 1000}.get(prescription.unit)


def mg_of(pieces: Fraction | Decimal, prescription: Prescription) -> float | None:
    """Milligrams of so many pieces, where one piece's are known."""
    strength = strength_mg(prescription)
    return None if strength is None else float(Fraction(pieces) * Fraction(strength))


def piece_word(prescription: Prescription) -> str:
    """What one piece is called, from the prescription's own words: tablet, spray … or piece."""
    if prescription.unit == "sprays":
        return "spray"
    for words in (prescription.each_time, prescription.words):
        found = re.search(rf"\b({_PIECE})(?:s|es)?\b", _plain(words))
        if found:
            return found[1]
    return "piece"


def amount_words(pieces: Fraction | Decimal, word: str) -> str:
    """ "1 tablet", "1.5 tablets"."""
    plural = word if pieces == 1 else f"{word}{'es' if word.endswith('ch') else 's'}"
    return f"{float(pieces):.10g} {plural}"


def _mg_in(words: str | None) -> Fraction | None:
    found = _MG.fullmatch(_plain(words))
    return Fraction(found[1]) if found else None


def _plain(words: str | None) -> str:
    return " ".join((words or "").split()).casefold().rstrip(".")
