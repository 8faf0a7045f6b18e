"""Boundary cases of the rules on stiffness, sleep, falls, skin, bowel, home and mood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tests.spec.red_flags.build import TODAY, Case, dose, effect, even_old, factor, falls, item, no, said, sign, usual
from tests.spec.red_flags.cases_nerves_and_infection import THREE_DAYS
from tests.spec.red_flags.cases_pump_and_medicines import FEVERS, PUMP, pump_is_known

from supple.model import DatedChange, Tier

T0, T1, T2, T3 = Tier.T0, Tier.T1, Tier.T2, Tier.T3

# Two days running 3 above usual, the day before them low so that three days do not count: (tier, why, column).
TWO_DAYS: tuple[tuple[Tier | None, str, dict[int, float]], ...] = (
    (T1, "two days 3 above", usual(4, [7, 7, 2])),
    (T1, "two days 3.1 above", usual(4, [7.1, 7.1, 2])),
    (None, "two days 2.95 above", usual(4, [6.95, 6.95, 2])),
    (T3, "one day 3 above, the other blank", usual(4, [7, None, 2])),
    (T1, "two days 3 above, blank for two days", usual(4, [None, None, 7, 7, 2])),
    (None, "two days 3 above, blank for three days", usual(4, [None, None, None, 7, 7, 2])),
    (None, "two days 3 above, then a low day", usual(4, [2, 7, 7, 2])),
    (T1, "two days 3 above, 14 days known", usual(4, [7, 7, 2], noted=13)),
    (T3, "two days 3 above, 13 days known and one of the two", usual(4, [7, 7, 2], noted=12)),
    (T1, "two days 3 above, 14 days known among 28", usual(4, [7, 7, 4], noted=12) | {29: 4}),
    (T3, "two days 3 above, the 14th known day 29 days back", usual(4, [7, 7, 2], noted=12) | {30: 4}),
)


# A rise that no fixed threshold notices (never 3 above, and three days never 2): all its notes together tell of it.
CREEPING = (6, 5.5, 6, 5.5, 6)
# Three days 2 above the usual, in somebody whose days go up and down like that every week.
STORMY = tuple(reversed((2, 2, 3, 6, 7, 5, 2, 1, 2, 4, 7, 6, 3, 2))) * 6

# Where that ends: a score of 0.45 and of 0.56; the three days' own thresholds, as T3 asks for them.
STORMY_EDGES: tuple[tuple[Tier, str, dict[int, float]], ...] = (
    (T3, "hardly more than ups and downs", dict(enumerate((5.5, 6, 5, *STORMY)[:36]))),
    (T2, "a little more than ups and downs", dict(enumerate((6, 5, 6, *STORMY)[:36]))),
    (T3, "two of the three days noted", {0: 5, 2: 5} | dict(enumerate(STORMY[:60], start=3))),
    (T3, "last noted two days ago", dict(enumerate((5, 5, 5, *STORMY[:60]), start=2))),
    (T3, "30.8 % above", dict(enumerate((9, 8, 8.5, *(min(10.0, each + 3.5) for each in STORMY[:60]))))),
    (
        T3,
        "14 days known among 28",
        dict(enumerate((5, 5, 5, *STORMY[:14]))) | dict(enumerate(STORMY[:25], start=31)),
    ),
    (
        T3,
        "the 28th day before makes it 2 above",
        dict(enumerate((5, 5, 5, *(2.9 if each == 3 else each for each in STORMY[:14]))))
        | dict(enumerate((3.1 if each == 3 else each for each in STORMY[14:60]), start=17)),
    ),
)
SEVENTY_DAYS = (4, 3, 4, 5, 4, 4, 3, 4, 5, 4, 4, 4, 3, 4) * 5
# What may lie nearby: columns of the table (by days before the last note) and dated changes.
NEARBY: dict[str, tuple[dict[str, int], tuple[DatedChange, ...]]] = {
    "nothing": ({}, ()),
    "an infection": ({"bladder_infection": 3}, ()),
    "another infection": ({"other_infection": 3}, ()),
    "heat": ({"heat": 3}, ()),
    "a missed dose": ({"missed_dose": 5}, ()),
    "a dose changed": ({}, (DatedChange(TODAY - timedelta(days=14), "dose"),)),
    "an injection months ago": ({}, (DatedChange(TODAY - timedelta(days=100), "injection"),)),
}


def worsened() -> Iterator[Case]:
    """What a last note three days old, or a day fewer noted than five weeks, takes away: everything."""
    for column in ("stiffness", "stiffness_now"):
        for age, noted, holds in ((0, 75, True), (2, 75, True), (3, 75, False), (0, 35, True), (0, 34, False)):
            for nearby, (with_it, changes) in NEARBY.items():
                cells = {age + back: value for back, value in enumerate((*CREEPING, *SEVENTY_DAYS)[:noted])}
                table = {column: cells, **{code: {age + back: True} for code, back in with_it.items()}}
                why = f"a creeping rise in {column}, {noted} days noted, the last {age} days ago, {nearby}"
                yield Case("R20", T2 if holds else None, why, table=table, changes=changes)
                why, tier = f"{why}, pump", T1 if holds else None
                yield Case("R20", tier, why, table=table, changes=changes, profile=PUMP)
    mixed = {"stiffness": dict(enumerate(SEVENTY_DAYS, start=5)), "stiffness_now": dict(enumerate(CREEPING))}
    yield Case("R20", None, "a creeping rise of the moment after days looked back on", table=mixed)


def stormy() -> Iterator[Case]:
    """A rise that the person's own ups and downs explain waits for the next visit; a known reason changes nothing."""
    for column in ("stiffness", "stiffness_now"):
        for noted, holds in ((35, False), (60, False), (34, True)):
            for nearby, (with_it, changes) in NEARBY.items():
                cells = dict(enumerate((5, 5, 5, *STORMY)[:noted]))
                table = {column: cells, **{code: {back: True} for code, back in with_it.items()}}
                why = f"three days 2 above in a stormy diary ({column}), {noted} days noted, {nearby}"
                yield Case("R20", T2 if holds else T3, why, table=table, changes=changes)
                yield Case("R20", T1, f"{why}, pump", table=table, changes=changes, profile=PUMP)
        for tier, why, cells in STORMY_EDGES:
            yield Case("R20", tier, f"{why} ({column})", table={column: cells})
        for noted in (34, 35, 60):
            cells = dict(enumerate((6, 6, 6, *SEVENTY_DAYS)[:noted]))
            heat = dict.fromkeys((0, 1, 2, 9, 16, 23, 30), 1)
            yield Case("R20", T2, f"as high in a calm diary, {noted} days noted", table={column: cells})
            yield Case("R20", T2, f"the same in heat, {noted} days noted", table={column: cells, "heat": heat})
    both = {"stiffness": dict(enumerate((5, 5, 5, *STORMY))), "stiffness_now": usual(4, [6, 6, 6], noted=20)}
    yield Case("R20", T2, "stormy days looked back on rule out no rise of the moment", table=both)


def r20() -> Iterator[Case]:
    yield from worsened()
    yield from stormy()
    for column in ("stiffness", "stiffness_now"):
        for tier, why, cells in TWO_DAYS:
            yield Case("R20", tier, f"{why} ({column})", table={column: cells})
            with_pump = Case("R20", tier, f"{why} ({column}), pump", table={column: cells}, profile=PUMP)
            yield with_pump
        yield from three_days(column)
        yield from one_day(column)
    yield Case("R20", T1, "suddenly much stiffer", (sign("suddenly_much_stiffer", 72),))
    yield Case("R20", None, "suddenly much stiffer 73 h ago", (sign("suddenly_much_stiffer", 73),))
    yield Case("R20", None, "stiff as ever", (sign("suddenly_much_stiffer", new=False),))
    for code in ("stiffness", "spasms"):
        yield Case("R20", T3, f"{code} much worse", (said(code, "much_worse"),))
        yield Case("R20", None, f"{code} worse", (said(code, "worse"),))
        yield Case("R20", T1, f"{code} much worse, with a pump", (said(code, "much_worse"),), profile=PUMP)
    yield from pump_is_known("R20", T1, T3, said("stiffness", "much_worse"))
    mixed = {"stiffness": usual(4, []), "stiffness_now": {0: 9, 1: 9}}
    yield Case("R20", None, "ratings of the moment and of the day are never one series", table=mixed)


def three_days(column: str) -> Iterator[Case]:
    for holds, why, cells in THREE_DAYS:
        if why == "one high day among three lifts the mean to 2":
            yield Case("R20", T1, f"{why}, and the two last days 3 above", table={column: cells})
            continue
        if why == "the last two days high, the mean 1.9 up":
            cells = usual(4, [6.85, 6.85, 4])
        yield Case("R20", T2 if holds else None, f"{why} ({column})", table={column: cells})
        yield Case("R20", T1 if holds else None, f"{why} ({column}), pump", table={column: cells}, profile=PUMP)


def one_day(column: str) -> Iterator[Case]:
    for rise, tier in ((2.9, None), (3, T3), (3.1, T3)):
        yield Case("R20", tier, f"one day {rise} above ({column})", table={column: usual(4, [4 + rise, None])})
    yield Case("R20", T3, "one day, noted yesterday", table={column: usual(4, [None, 7])})
    yield Case("R20", None, "one day, noted two days ago", table={column: usual(4, [None, None, 7])})
    yield Case("R20", None, "one day, 13 days known", table={column: usual(4, [7], noted=13)})
    yield Case("R20", T3, "one day, 14 days known among 28", table={column: usual(4, [7], skip=14)})
    yield Case("R20", None, "one day, the 14th known day 29 days back", table={column: usual(4, [7], skip=15)})


def r21() -> Iterator[Case]:
    yield Case("R21", T1, "new: spasms stop sleep", (sign("spasms_stop_sleep", 168, new=True),))
    yield Case("R21", None, "new, 169 h ago", (sign("spasms_stop_sleep", 169, new=True),))
    yield Case("R21", T2, "spasms stop sleep, newness not asked", (sign("spasms_stop_sleep"),))
    yield Case("R21", None, "spasms stop sleep as ever", (sign("spasms_stop_sleep", new=False),))
    yield Case("R21", T1, "moving is risky", (sign("spasms_stop_safe_moving"),))
    yield Case("R21", None, "moving is risky as ever", (sign("spasms_stop_safe_moving", new=False),))
    for level, tier in ((6.9, None), (7, T2), (7.1, T2)):
        nights = {"sleep_disruption": {0: level, 2: level, 6: level}}
        yield Case("R21", tier, f"three nights at {level}", table=nights)
    yield Case("R21", None, "two nights at 10", table={"sleep_disruption": {0: 10, 1: 10}})
    yield Case("R21", None, "three nights in eight days", table={"sleep_disruption": {0: 8, 2: 8, 7: 8}})
    for hours, tier in ((3.9, T2), (4, None), (4.1, None)):
        yield Case("R21", tier, f"two nights of {hours} h", table={"sleep_hours": {0: hours, 6: hours}})
    yield Case("R21", None, "one night of 2 h", table={"sleep_hours": {0: 2, 1: 7}})
    yield Case("R21", None, "two nights in eight days", table={"sleep_hours": {0: 2, 7: 2}})


_THINNERS = (
    "warfarin acenocoumarol phenprocoumon apixaban rivaroxaban edoxaban dabigatran heparin enoxaparin dalteparin "
    "clopidogrel ticagrelor prasugrel ticlopidine"
)


def r22() -> Iterator[Case]:
    thin = {"blood_thinner": "yes"}
    for code in ("head_injury", "cannot_stand_after_fall"):
        yield Case("R22", T0, code, (sign(code),))
    for code in ("blackout", "severe_limb_pain"):
        yield Case("R22", T0, f"a fall and {code}, even if old", (falls(), even_old(code)))
    yield Case("R22", T0, "a fall on a blood thinner, head not noted", (falls(),), profile=thin)
    yield Case("R22", T1, "a fall on a blood thinner, head not hit", (falls(), no("head_injury")), profile=thin)
    for name in _THINNERS.split():
        planned = (item("medicine", name),)
        yield Case("R22", T0, f"a fall, {name} in the plan", (falls(),), plan=planned)
        yield Case("R22", T1, f"a fall, {name} in the plan, head not hit", (falls(), no("head_injury")), plan=planned)
    for hours, tier in ((28 * 24 - 1, T0), (28 * 24 + 1, None)):
        yield Case("R22", tier, f"a fall, warfarin taken {hours} h ago", (falls(), dose("warfarin", "taken", hours)))
    for hours, tier in ((28 * 24 - 1, T1), (28 * 24 + 1, None)):
        told = (falls(), no("head_injury"), dose("warfarin", "taken", hours))
        yield Case("R22", tier, f"a fall, head not hit, warfarin taken {hours} h ago", told)
    yield Case("R22", None, "a fall, blood thinner not known", (falls(),))
    yield Case("R22", None, "blood thinner, no fall noted", profile=thin)
    yield Case("R22", None, "explicitly no fall", (falls(0),), profile=thin)
    yield Case("R22", T0, "it happened, how often not noted", (falls(None),), profile=thin)
    for hours, with_pain, harmless in ((24, T0, T1), (25, None, None)):
        yield Case("R22", with_pain, f"a fall {hours} h ago, blackout", (falls(1, hours), sign("blackout")))
        quiet = (falls(1, hours), no("head_injury"))
        yield Case("R22", harmless, f"a fall {hours} h ago, head not hit", quiet, profile=thin)
    yield Case("R22", T1, "bad limb pain, no fall noted", (sign("severe_limb_pain"),))
    yield Case("R22", None, "limb pain as ever", (sign("severe_limb_pain", new=False),))
    yield Case("R22", None, "a blackout without a fall is R31", (sign("blackout"),))
    yield Case("R22", T0, "head hit 24 h ago", (sign("head_injury", 24),))
    yield Case("R22", None, "head hit 25 h ago", (sign("head_injury", 25),))


def r23() -> Iterator[Case]:
    yield Case("R23", T1, "new: more falls", (sign("more_falls", 72, new=True),))
    yield Case("R23", T2, "new: more falls, 73 h ago", (sign("more_falls", 73, new=True),))
    yield Case("R23", T2, "more falls, newness not asked", (sign("more_falls", 720),))
    yield Case("R23", None, "more falls, 721 h ago", (sign("more_falls", 721),))
    yield Case("R23", T2, "more falls just now, newness not asked", (sign("more_falls"),))
    yield Case("R23", None, "falls as ever", (sign("more_falls", new=False),))
    yield Case("R23", T2, "falls as a side effect", (effect("falls_more"),))
    yield Case("R23", T3, "one fall", (falls(1),))
    yield Case("R23", T2, "two falls", (falls(1, 5), falls(1, 300)))
    yield Case("R23", T2, "three falls in one note", (falls(3),))
    yield Case("R23", T2, "a fall now and 720 h ago", (falls(1), falls(1, 720)))
    yield Case("R23", T3, "a fall now and 721 h ago", (falls(1), falls(1, 721)))
    yield Case("R23", T3, "a fall 720 h ago", (falls(1, 720),))
    yield Case("R23", None, "a fall 721 h ago", (falls(1, 721),))
    yield Case("R23", None, "explicitly none", (falls(0),))


def r24_r25_r33() -> Iterator[Case]:
    yield Case("R24", T0, "in danger", (sign("in_danger"),))
    for code in ("unsafe_at_home", "cannot_transfer", "carer_cannot_cope", "stuck_over_an_hour"):
        yield Case("R24", T1, code, (sign(code, 24),))
        yield Case("R24", None, f"{code} 25 h ago", (sign(code, 25),))
    yield Case("R25", T0, "black or smelly", (sign("skin_black_or_smelly", 24),))
    yield Case("R25", None, "black 25 h ago", (sign("skin_black_or_smelly", 25),))
    for code in ("skin_broken", "skin_red_not_fading"):
        yield Case("R25", T1, code, (sign(code),))
        yield Case("R25", T0, f"{code} and fever", (sign(code), sign("fever")))
    for holds, why, noted in FEVERS:
        yield Case("R25", T0 if holds else T1, f"broken skin and {why}", (sign("skin_broken"), *noted))
    yield Case("R25", T1, "a pressure sore noted", (factor("pressure_sore"),))
    yield Case("R25", T0, "a pressure sore and fever", (factor("pressure_sore"), sign("fever")))
    yield Case("R25", None, "explicitly none", (factor("pressure_sore", present=False),))
    yield Case("R25", None, "fever alone", (sign("fever"),))
    yield Case("R33", T0, "swollen belly and vomiting", (sign("vomiting_swollen_belly", 48),))
    yield Case("R33", None, "49 h ago", (sign("vomiting_swollen_belly", 49),))
    yield Case("R33", T1, "five days", (sign("bowel_not_open_5_days"),))
    yield Case("R33", T1, "bad belly pain", (sign("severe_belly_pain"),))
    yield Case("R33", T3, "three days", (sign("bowel_not_open_3_days"),))


def r27_r40() -> Iterator[Case]:
    yield Case("R27", T0, "a plan", (sign("suicidal_plan", 72),))
    yield Case("R27", None, "a plan 73 h ago", (sign("suicidal_plan", 73),))
    yield Case("R27", T1, "thoughts", (sign("suicidal_thoughts"),))
    yield Case("R27", T1, "thoughts, said to be usual", (sign("suicidal_thoughts", new=False),))
    yield Case("R27", None, "explicitly none", (no("suicidal_thoughts"),))
    for code in ("feels_urgent", "very_unwell"):
        yield Case("R40", T1, code, (sign(code, 24),))
        yield Case("R40", None, f"{code} 25 h ago", (sign(code, 25),))


CASES = [*r20(), *r21(), *r22(), *r23(), *r24_r25_r33(), *r27_r40()]
