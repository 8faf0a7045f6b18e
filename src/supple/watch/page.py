"""What does "Something is up" show? Every sign with what to do, ready to render without a script or a network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from supple.knowledge import load
from supple.knowledge.conditions import Leaf, ProfileSays, SignNoted
from supple.knowledge.red_flags import Level, Rule, load_red_flags
from supple.model import Alert, Plan, Tier
from supple.watch.evaluate import evaluate
from supple.watch.inputs import input_label
from supple.watch.rules import alerts_from, evidence_of_ticks

OTHER_PLACE = "something else"
_NEW = "New for me:"
# Where seconds count most stands first among places that hold an emergency.
_PLACES = (
    "breathing and chest",
    "mind and mood",
    "head and face",
    "arms, legs and walking",
    "pump",
    "falls and home",
)


@dataclass(frozen=True, slots=True)
class Also:
    """What makes a sign an emergency: any one of these beside it, and the words that hold then.

    `labels` names all of them; `signs` and `profile` are the codes among them, for a page that adds up ticks.
    """

    labels: tuple[str, ...]
    tier: Tier
    words: str
    signs: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSign:
    """A sign in plain words, and what is shown when it is ticked as new, alone. `question` is its form to tick."""

    code: str
    label: str
    question: str
    tier: Tier
    rule: str
    title: str
    words: str
    call: str
    meanwhile: tuple[str, ...]
    also: tuple[Also, ...]
    how_soon: str = ""


@dataclass(frozen=True, slots=True)
class SignGroup:
    """The signs of one place in the body, most urgent first."""

    place: str
    signs: tuple[PageSign, ...]

    @property
    def tier(self) -> Tier:
        return self.signs[0].tier


@dataclass(frozen=True, slots=True)
class HelpPage:
    """`emergencies`: every T0 sign of all groups, to stand first; `groups` by place, most urgent first."""

    emergencies: tuple[PageSign, ...]
    groups: tuple[SignGroup, ...]
    reviewed_by: str


def emergency_page(plan: Plan | None = None) -> HelpPage:
    """All signs that a rule knows, with their words, for a person with this plan (or for anybody).

    Args:
        plan: with it, a person with a pump, on tizanidine or after toxin sees what holds for them.
    """
    rules = load_red_flags()
    first = {code: alerts[0] for code in rules.sign_codes if (alerts := _ticked(code, plan))}
    by_place: dict[str, list[PageSign]] = defaultdict(list)
    for code, alert in first.items():
        also = () if alert.tier is Tier.T0 else _what_makes_it_urgent(code, plan, first)
        by_place[_place(code)].append(_page_sign(code, alert, also))
    groups = [SignGroup(place, tuple(sorted(signs, key=lambda s: s.tier.rank))) for place, signs in by_place.items()]
    groups.sort(key=lambda group: (group.tier.rank, _order_of(group.place)))
    emergencies = tuple(sign for group in groups for sign in group.signs if sign.tier is Tier.T0)
    return HelpPage(emergencies, tuple(groups), rules.reviewed_by)


def _page_sign(code: str, alert: Alert, also: tuple[Also, ...]) -> PageSign:
    return PageSign(
        code=code,
        label=_label(code),
        question=_question(code),
        tier=alert.tier,
        rule=alert.rule,
        title=alert.title,
        words=alert.words,
        call=alert.call,
        meanwhile=alert.meanwhile,
        also=also,
        how_soon=alert.how_soon,
    )


def _what_makes_it_urgent(code: str, plan: Plan | None, alone: Mapping[str, Alert]) -> tuple[Also, ...]:
    """Each one thing that, beside this sign, is an emergency although neither is one alone."""
    beside: dict[str, list[Leaf]] = defaultdict(list)
    for rule in load_red_flags().rules:
        for level in rule.levels:
            asked = level.questions if level.tier is Tier.T0 else ()
            if not any(isinstance(leaf, SignNoted) and leaf.sign == code for leaf in asked):
                continue
            found = [leaf for leaf in asked if _adds_up(leaf, code, rule, level, plan=plan, alone=alone)]
            known = {leaf.profile for leaf in found if isinstance(leaf, ProfileSays)}
            for leaf in found:
                # A sounding alarm tells that there is a pump; where "a pump" is named, it need not be named again.
                if not (isinstance(leaf, SignNoted) and "pump" in known and leaf.sign.startswith("pump_alarm")):
                    beside[level.words].append(leaf)
    named: set[str] = set()
    out = []
    for words, leaves in beside.items():
        fresh = {_label_of(leaf): leaf for leaf in leaves if _label_of(leaf) not in named}
        named.update(fresh)
        if fresh:
            other = tuple(leaf.sign for leaf in fresh.values() if isinstance(leaf, SignNoted))
            traits = tuple(leaf.profile for leaf in fresh.values() if isinstance(leaf, ProfileSays))
            out.append(Also(tuple(fresh), Tier.T0, words, other, traits))
    return tuple(out)


def _adds_up(
    leaf: Leaf, code: str, rule: Rule, level: Level, *, plan: Plan | None, alone: Mapping[str, Alert]
) -> bool:
    """Whether this answer and the sign together make the level hold, while this answer alone is no emergency."""
    match leaf:
        case SignNoted(sign=other) if other != code:
            signs, profile = {code: True, other: True}, {}
            if other in alone and alone[other].tier is Tier.T0:
                return False
        case ProfileSays(profile=key):
            signs, profile = {code: True}, {key: "yes"}
        case _:
            return False
    evidence = evidence_of_ticks(signs, plan, _moment(plan), profile=profile)
    return evaluate(level.when, evidence, hours=rule.window_hours).truth is True


def _ticked(code: str, plan: Plan | None) -> tuple[Alert, ...]:
    """What one tick raises: only by rules that ask for this sign, not what the plan raises by itself."""
    rules = load_red_flags()
    asking = tuple(rule for rule in rules.rules if code in rule.sign_codes)
    evidence = evidence_of_ticks({code: True}, plan, _moment(plan))
    return alerts_from(evidence, replace(rules, rules=asking))


def _place(code: str) -> str:
    signs = load().signs
    return (signs[code].place if code in signs else "") or OTHER_PLACE


def _order_of(place: str) -> int:
    return _PLACES.index(place) if place in _PLACES else len(_PLACES) + (place == OTHER_PLACE)


def _label_of(leaf: Leaf) -> str:
    return input_label(leaf.profile) if isinstance(leaf, ProfileSays) else _label(str(getattr(leaf, "sign", "")))


def _label(code: str) -> str:
    return load().label(code)


def _question(code: str) -> str:
    """Without its "New for me:", which the page says once for all."""
    sign = load().signs.get(code)
    return (sign.question if sign else "").removeprefix(_NEW).strip() or _label(code)


def _moment(plan: Plan | None) -> datetime:
    """Noon of the plan's day: the page holds no clock, and ticks made now need none."""
    day = plan.day if plan is not None else date(2000, 1, 1)
    return datetime.combine(day, time(12), tzinfo=UTC)
