"""Was this amount typed by a slip? What is unlike the prescription, in words to ask about; nothing is put right.

A question is no judgement of a dose: what was really taken is always kept as it was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from supple.model import AsNeeded, Dose, DoseStatus, Prescription
from supple.plan.pieces import amount_words, each_time, piece_word, pieces_of, strength_mg

TIMES_THE_PIECES = 2
TIMES_THE_MG = 5
FAR_BELOW = Fraction(1, 200)  # a thousandth, with some room: milligrams written for micrograms or the other way round


def unlike_the_prescription(
    prescription: Prescription,
    *,
    pieces: Fraction | Decimal | None,
    mg: float | None,
    at: datetime | None,
    zone: str,
    on_day: AsNeeded | None = None,
) -> tuple[str, ...]:
    """What a dose has that the prescription has not, one line each; none: nothing to ask about.

    Args:
        prescription: of the medicine, on the day.
        pieces: as typed; None where none was typed.
        mg: milligrams as typed; None where none were typed.
        at: the dose's moment (aware); None where its time is not known.
        zone: the person's wall clock.
        on_day: what is already noted of an as-needed medicine; None for one with due times, of which any dose
            besides the due ones is asked about.
    """
    word = piece_word(prescription)
    prescribed = each_time(prescription)
    by_mg = tuple(_by_mg(prescription, prescribed, mg))
    is_said = pieces is None and bool(by_mg)  # the milligrams are asked about: the same again in pieces says no more
    pieces = _in_pieces(prescription, pieces, mg)
    asked = []
    if on_day is None:
        asked.append("It is besides the doses that the plan has for the day.")
    if not is_said and pieces is not None and prescribed is not None and pieces > TIMES_THE_PIECES * prescribed:
        asked.append(
            f"{amount_words(pieces, word)} at one time; the prescription says {amount_words(prescribed, word)}."
        )
    asked += by_mg
    if on_day is not None:
        asked += _by_the_day(on_day, pieces, at, zone, word)
    return tuple(asked)


def is_far_below(prescription: Prescription, mg: float | None) -> bool:
    """Whether milligrams as typed are a thousandth or so of one dose: asked about, and no more than prescribed."""
    strength = strength_mg(prescription)
    if mg is None or strength is None:
        return False
    return Fraction(str(mg)) / (Fraction(strength) * (each_time(prescription) or 1)) <= FAR_BELOW


def _in_pieces(prescription: Prescription, pieces: Fraction | Decimal | None, mg: float | None) -> Fraction | None:
    """Milligrams are so many pieces too, by the strength of one. Where both are typed and differ: the more."""
    said = None if mg is None else pieces_of(Dose(prescription.medicine, DoseStatus.TAKEN, mg), prescription)
    typed = None if pieces is None else Fraction(pieces)
    return max((one for one in (said, typed) if one is not None), default=None)


def _by_mg(prescription: Prescription, prescribed: Fraction | None, mg: float | None) -> Sequence[str]:
    strength = strength_mg(prescription)
    if mg is None or strength is None:
        return ()
    usual = Fraction(strength) * (prescribed or 1)
    share = Fraction(str(mg)) / usual
    if share >= TIMES_THE_MG or is_far_below(prescription, mg):
        return (f"{mg:.10g} mg; by the prescription one dose is {float(usual):.10g} mg.",)
    return ()


def _by_the_day(
    on_day: AsNeeded, pieces: Fraction | None, at: datetime | None, zone: str, word: str
) -> Sequence[str]:
    asked = []
    most = on_day.prescription.most_a_day
    if most is not None:
        known, unknown = on_day.pieces + (pieces or 0), on_day.unknown + (pieces is None)
        # A dose with no amount is more than none, and how much more nobody knows.
        if known > Fraction(most) or (unknown and known >= Fraction(most)) or on_day.unknown:
            total = [amount_words(known, word)] if known else []
            total += [f"{'one' if unknown == 1 else unknown} noted with no amount"] if unknown else []
            asked.append(
                f"With it the day’s total is {' and '.join(total)}; the most in a day, as prescribed, is "
                f"{most.normalize():f}."
            )
    if at is not None and on_day.not_before_utc is not None and at < on_day.not_before_utc:
        local = on_day.not_before_utc.astimezone(ZoneInfo(zone))
        asked.append(f"It is before {local:%H:%M}, the prescription’s “not before” after the last one noted.")
    return asked
