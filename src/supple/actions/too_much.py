"""What stands beside doses noted besides the prescription? Words of rules and numbers only; nothing stored is read.

A module of its own, so that a look at a file needs no data folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from supple.knowledge.conditions import Extra
from supple.knowledge.medicine_names import is_one_of
from supple.knowledge.red_flags import Level, Rule, load_red_flags
from supple.knowledge.saying import label
from supple.knowledge.too_much import TooMuch, harms_unfelt, load_too_much
from supple.model import Dose, ExtraDose, ExtraKind, Tier
from supple.plan import amount_words
from supple.words import N_, _, later

ASK = "prescriber"  # whom to ask about a dose, in the orders of calling.toml
AMOUNTS_UNKNOWN = N_("Amounts are not known, so no total can be told.")
PLAN_UNKNOWN = N_("The plan’s amount for a day is not known, so nothing can be compared.")
NOT_COUNTED = N_("What is not noted is not counted.")
_TOO_MUCH, _TOO_MUCH_BACLOFEN = "R08", "R02"
_HEADINGS = later(
    {
        ExtraKind.MORE: N_("More than prescribed was noted: signs to look for"),
        ExtraKind.UNKNOWN: N_("It may be more than prescribed: signs to look for"),
        ExtraKind.EARLY: N_("Earlier than the prescription’s “not before”"),
        ExtraKind.BESIDES: N_("Besides the plan’s times"),
    }
)


@dataclass(frozen=True)
class ExtraGroup:
    """Doses under one heading. `signs`: the rules' signs and the emergency words belong beside it.

    `rules` are their rules. `harm` is set where asking now comes before any sign, for the medicines `harm_for`; for
    those in `signs_for` the signs come first.
    """

    heading: str
    doses: tuple[ExtraDose, ...]
    signs: bool
    rules: tuple[Rule, ...] = ()
    harm: TooMuch | None = None
    harm_for: tuple[str, ...] = ()
    signs_for: tuple[str, ...] = ()


def extra_told(doses: Sequence[ExtraDose]) -> tuple[ExtraGroup, ...]:
    """Doses under their headings; what may be more than prescribed first, as one group."""
    urgent = [one for one in doses if one.kind.may_be_more]
    groups = []
    if urgent:
        kind = ExtraKind.MORE if any(one.kind is ExtraKind.MORE for one in urgent) else ExtraKind.UNKNOWN
        names = list(dict.fromkeys(_medicine(one) for one in urgent))
        unfelt = [name for name in names if harms_unfelt(name)]
        rules = {rule.id: rule for name in names for rule in signs_of_too_much(name)}
        groups.append(
            ExtraGroup(
                _HEADINGS[kind],
                tuple(urgent),
                signs=True,
                rules=tuple(rules.values()),
                harm=load_too_much() if unfelt else None,
                harm_for=tuple(label(name) for name in unfelt),
                signs_for=tuple(label(name) for name in names if name not in unfelt),
            )
        )
    for kind in (ExtraKind.EARLY, ExtraKind.BESIDES):
        of_it = tuple(one for one in doses if one.kind is kind)
        if of_it:
            groups.append(ExtraGroup(_HEADINGS[kind], of_it, signs=False))
    return tuple(groups)


def extra_facts(one: ExtraDose) -> tuple[str, ...]:
    """What the numbers say of one dose, a sentence each; no judgement of it. Times are of the dose's own zone."""
    facts = []
    if one.kind is ExtraKind.UNKNOWN:
        facts.append(_(AMOUNTS_UNKNOWN) if one.noted is None else _(PLAN_UNKNOWN))
    if one.not_before_utc is not None:
        facts.append(
            _("“Not before” by the prescription: {clock}.").format(
                clock=_clock(one.not_before_utc, one.event.when.zone)
            )
        )
    is_told = one.noted is not None and one.planned is not None
    if one.kind is ExtraKind.MORE and not (is_told and one.noted > one.planned):  # type: ignore[operator]
        facts.append(_("By what is known of the amounts, it is more than the prescription says."))
    elif is_told:
        facts.append(
            _("Noted for the day: {amount}. The plan has {amount_2}.").format(
                amount=_amount(one.noted, one), amount_2=_amount(one.planned, one)
            )
        )
        facts += [] if one.kind is ExtraKind.MORE else [_(NOT_COUNTED)]
    return tuple(facts)


def signs_of_too_much(medicine: str) -> tuple[Rule, ...]:
    """The red-flag rules to show beside a dose that may be more than prescribed; in their own words.

    Of each rule only what it says of urgent signs: that the dose was noted stands above, and what waits for a visit
    does not belong beside it.
    """
    wanted = {_TOO_MUCH, _TOO_MUCH_BACLOFEN} if is_one_of(medicine, ("baclofen",)) else {_TOO_MUCH}
    return tuple(
        replace(rule, levels=tuple(level for level in rule.levels if _is_urgent_sign(level)))
        for rule in load_red_flags().rules
        if rule.id in wanted
    )


def _is_urgent_sign(level: Level) -> bool:
    return level.tier in {Tier.T0, Tier.T1} and not any(isinstance(leaf, Extra) for leaf in level.questions)


def whom_to_ask_words() -> str:
    """The rules' own words about whom to ask about a dose."""
    return load_red_flags().calls[ASK]


def _medicine(one: ExtraDose) -> str:
    assert isinstance(one.event.fact, Dose)
    return one.event.fact.medicine


def _amount(amount: Fraction | None, one: ExtraDose) -> str:
    amount = amount or Fraction(0)
    return _("{amount:.10g} mg").format(amount=float(amount)) if one.word == "mg" else amount_words(amount, one.word)


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"
