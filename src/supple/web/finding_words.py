"""How are a finding's numbers said beside its sentence? How long before, how much, which way is worse, why not."""

from __future__ import annotations

from dataclasses import dataclass

from supple import knowledge
from supple.charts.words import point
from supple.knowledge import AnswerKind, CountKind, FactorKind, Measure
from supple.model import Finding, Look, Verdict
from supple.web.fields import sentence_case
from supple.words import N_, _, later, n_

_DAYS_BEFORE = later({1: N_("the day before"), 2: N_("two days before"), 3: N_("three days before")})
_MANY = {2: "two", 3: "three"}
_FEW_WITH, _FEW_WITHOUT = 5, 8
_USUAL_TOP, _SHORT_TOP = 10.0, 3.0  # on a scale to 3 a tenth of a point is a lot


@dataclass(frozen=True, slots=True)
class Scale:
    """The outcome's own units: "rating", "count", "yes/no" or "number", how many decimals say something, and what
    a number stands for (`day_or_night`)."""

    kind: str
    decimals: int = 1
    of_a: str = "day"

    @classmethod
    def of(cls, look: Look) -> Scale:
        kind = str(look.triggers.diagnostics.get("outcome_kind", "rating")) if look.triggers else "rating"
        top = look.table.scale_max.get(look.outcome or "", _USUAL_TOP)
        return cls(kind, 2 if kind == "rating" and top <= _SHORT_TOP else 1, day_or_night(look.outcome or ""))


def how_long_before(finding: Finding) -> str:
    """ "the day before", "the same day and the day before"; "" when no day could be tried."""
    if finding.lag_days is None:
        return ""
    lags = finding.lags or (finding.lag_days,)
    first, last = min(lags), max(lags)
    start = _("the same day") if first == 0 else _before(first)
    if first == 0 and _is_last_night(finding):
        start = _("the night before")
    if last == first:
        return start
    if last == 1:
        return (
            _("{start} and the day before that").format(start=start)
            if start == "the night before"
            else _("{start} and the day before").format(start=start)
        )
    return _("{start} and up to {get} days before").format(start=start, get=_MANY.get(last, last))


def how_much(finding: Finding, scale: Scale) -> tuple[str, str]:
    """("+1.2 points", "likely 0.9 to 1.4 higher"); ("", "") where nothing could be estimated.

    What is added up over several days says so: no single day rose by that much.
    """
    effect, low, high = finding.effect, finding.low, finding.high
    if effect is None or low is None or high is None:
        return "", ""
    is_up = effect >= 0
    down_words, up_words = _way(scale, is_up=False), _way(scale, is_up=True)
    if low < 0 < high:
        bounds = _("likely between {amount} {down_words} and {amount_2} {up_words}").format(
            amount=_amount(-low, scale), down_words=down_words, amount_2=_amount(high, scale), up_words=up_words
        )
    elif is_up:
        bounds = _("likely {amount} to {amount_2} {up_words}").format(
            amount=_amount(low, scale), amount_2=_amount(high, scale), up_words=up_words
        )
    else:
        bounds = _("likely {amount} to {amount_2} {down_words}").format(
            amount=_amount(-high, scale), amount_2=_amount(-low, scale), down_words=down_words
        )
    step = _(", for one usual step more") if finding.is_continuous else ""
    size = _amount(abs(effect), scale)
    unit, many = _unit(scale, size), len(finding.lags)
    if many > 1:
        unit = _("{more} over {get} {of_a}s").format(
            more="" if scale.kind == "count" else unit, get=_MANY.get(many, many), of_a=scale.of_a
        )
    sign = "" if size == "0" else "+" if is_up else "−"
    return f"{sign}{size}{unit}", f"{bounds}{step}"


def which_way(finding: Finding) -> str:
    """Does it go with "worse" or "better" days? "higher" or "lower" where nobody told Supple which is worse."""
    is_up = (finding.effect or 0.0) >= 0
    known = knowledge.load()
    entry = known.observable(known.column(finding.outcome).code)
    if isinstance(entry, Measure | CountKind):
        return "worse" if is_up == (entry.higher_is != "better") else "better"
    if isinstance(entry, FactorKind):
        return "better" if is_up == entry.is_helper else "worse"
    if isinstance(entry, AnswerKind) and entry.yes_is != "neither":
        return "worse" if is_up == (entry.yes_is == "worse") else "better"
    return "higher" if is_up else "lower"


def why_not(finding: Finding) -> str:
    """Under which heading a finding stands of which nothing can be told yet; told from its numbers and what is known
    of the factor rather than from the words of its reason."""
    known = knowledge.load()
    entry = known.observable(known.column(finding.factor).code)
    if known.timing(finding.factor, finding.outcome).is_consequence:
        return _("It comes with a bad day, or after it")
    if isinstance(entry, FactorKind) and entry.season and finding.reason.startswith("your notes are from"):
        return _("Your notes are from the other half of the year")
    if finding.effect is None:
        if finding.days_with + finding.days_without == 0:
            return _("Nothing to compare yet")
        if not finding.is_continuous and finding.days_with < _FEW_WITH:
            return _("There on too few days")
        if not finding.is_continuous and finding.days_without < _FEW_WITHOUT:
            return _("There on nearly all days")
        return _("Noted on too few days")
    if not finding.reason or finding.reason.startswith("noted only"):
        return _("It could be nothing or something")
    if isinstance(entry, FactorKind) and entry.reading != "either":
        return _("It may run the other way round")
    if getattr(entry, "never_unrelated", False):
        return _("Too important to rule out")
    return _("For another reason")


def without_opening(sentence: str, label: str, outcome_label: str) -> str:
    """A sentence of the lists without what its heading says ("Can't tell yet about heat and stiffness: …")."""
    for opening in (
        _("Can't tell yet about {label} and {outcome_label}: ").format(label=label, outcome_label=outcome_label),
        _("Looks unrelated so far: {label} and {outcome_label}. ").format(label=label, outcome_label=outcome_label),
    ):
        if sentence.startswith(opening) and len(sentence) > len(opening):
            return sentence_case(sentence.removeprefix(opening))
    return sentence


WHY_NOT = later(
    (
        N_("It could be nothing or something"),
        N_("It may run the other way round"),
        N_("For another reason"),
        N_("Your notes are from the other half of the year"),
        N_("Too important to rule out"),
        N_("There on too few days"),
        N_("There on nearly all days"),
        N_("Noted on too few days"),
        N_("Nothing to compare yet"),
        N_("It comes with a bad day, or after it"),
    )
)
"""The headings of `why_not`, in the order of the page."""

TOLD = frozenset({Verdict.CLEAR, Verdict.LEANING})


def day_or_night(outcome: str) -> str:
    """Does the column speak of a "night", a "day", or one part of the day: "morning", "afternoon", "evening"?"""
    known = knowledge.load()
    column = known.column(outcome)
    if column.day_part:
        return column.day_part
    return "night" if column.period == "night" or column.code in known.timings.night_columns else "day"


def _is_last_night(finding: Finding) -> bool:
    known = knowledge.load()
    entry = known.observable(known.column(finding.factor).code)
    return entry is not None and entry.when_noted == "last_night" and day_or_night(finding.outcome) != "night"


def _before(lag: int) -> str:
    return _DAYS_BEFORE.get(lag, _("{lag} days before").format(lag=lag))


def _way(scale: Scale, *, is_up: bool) -> str:
    if scale.kind == "count":
        return "more" if is_up else "fewer"
    if scale.kind == "yes/no":
        return _("more often") if is_up else _("less often")
    return "higher" if is_up else "lower"


def _amount(value: float, scale: Scale) -> str:
    text = point(value * 100, 0) if scale.kind == "yes/no" else point(value, scale.decimals)
    return text if text.strip("0.") else "0"


def _unit(scale: Scale, size: str) -> str:
    if scale.kind == "rating":
        return n_(" point", " points", float(size))
    return {"yes/no": _(" days in 100"), "count": f" a {scale.of_a}"}.get(scale.kind, "")
