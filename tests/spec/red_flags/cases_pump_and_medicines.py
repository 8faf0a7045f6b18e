"""Boundary cases of the rules on the pump, on medicines and on toxin."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tests.spec.red_flags.build import (
    TODAY,
    At,
    Case,
    days_from_now,
    dose,
    effect,
    even_old,
    factor,
    falls,
    item,
    no,
    sign,
    systolic,
    unasked,
    usual,
    warm,
)

from supple.model import DatedChange, PlanItem, Tier

T0, T1, T2, T3 = Tier.T0, Tier.T1, Tier.T2, Tier.T3
PUMP = {"pump": "yes"}
BACLOFEN = (item("medicine", "baclofen"),)
PUMP_ITEM = (item("pump", "SynchroMed", daily_dose_mcg="250"),)


def filled_to_last(days_left: int, **other: str) -> PlanItem:
    """A fill whose estimate says so: (40 − 2) mL × 2000 / 400 micrograms a day lasts 190 days."""
    days_ago = 190 - days_left
    said = {
        "filled_on": days_from_now(-days_ago),
        "concentration_mcg_per_ml": "2000",
        "fill_volume_ml": "40",
        "alarm_volume_ml": "2",
        "daily_dose_mcg": "400",
    }
    return item("pump", "SynchroMed", days_ago, **{**said, **other})


# Each way to say "fever", "confused", "a sign that baclofen does not arrive", at and beside its threshold.
FEVERS: tuple[tuple[bool, str, tuple[At, ...]], ...] = (
    (True, "fever", (sign("fever"),)),
    (False, "a fever said to be old", (sign("fever", new=False),)),
    (True, "38.0 °C", (warm(38.0),)),
    (True, "38.1 °C", (warm(38.1),)),
    (False, "37.9 °C", (warm(37.9),)),
)
CONFUSED: tuple[tuple[bool, str, tuple[At, ...]], ...] = (
    (True, "confusion", (even_old("confusion"),)),
    (True, "confusion as a side effect", (effect("confusion"),)),
)
WITHDRAWAL: tuple[tuple[bool, str, tuple[At, ...]], ...] = (
    *FEVERS,
    *CONFUSED,
    (True, "suddenly stiffer", (sign("suddenly_much_stiffer"),)),
    (False, "a stiffness said to be old", (sign("suddenly_much_stiffer", new=False),)),
    (True, "itching", (sign("itching_no_rash"),)),
    (False, "an itch said to be old", (sign("itching_no_rash", new=False),)),
    (True, "new tingling", (sign("tingling", new=True),)),
    (False, "tingling, newness not asked", (sign("tingling"),)),
    (False, "the usual tingling", (sign("tingling", new=False),)),
    (True, "visions", (sign("hallucination"),)),
    (True, "a fit", (sign("seizure"),)),
)
OVERDOSE = ("hard_to_wake", "slow_breathing", "very_floppy", "seizure", "blackout", "very_cold")
# A jump of 4 to 7 or more above one's usual: (holds, why, stiffness column).
JUMPS: tuple[tuple[bool, str, dict[int, float]], ...] = (
    (True, "a jump of 4, to 7", usual(3, [7])),
    (True, "a jump of 5, to 8", usual(3, [8])),
    (False, "a jump of 3.9", usual(3.1, [7])),
    (False, "a jump of 4.9, to 6.9", usual(2, [6.9])),
    (True, "a jump noted two days ago, blank since", usual(3, [None, None, 7])),
    (False, "a jump noted three days ago, blank since", usual(3, [None, None, None, 7])),
    (False, "a jump with 13 days known", usual(3, [7], noted=13)),
    (True, "a jump with 14 days known among 28", usual(3, [7], skip=14)),
    (False, "a jump with the 14th known day 29 days back", usual(3, [7], skip=15)),
)


def withdrawal(rule: str, tier: Tier, otherwise: Tier | None, *beside: At, **known: object) -> Iterator[Case]:
    for holds, why, noted in WITHDRAWAL:
        yield Case(rule, tier if holds else otherwise, why, (*beside, *noted), **known)  # type: ignore[arg-type]
    for column in ("stiffness", "stiffness_now"):
        for holds, why, cells in JUMPS:
            expected = tier if holds else otherwise
            yield Case(rule, expected, f"{why} ({column})", beside, table={column: cells}, **known)  # type: ignore[arg-type]


def pump_is_known(rule: str, tier: Tier, otherwise: Tier | None, *beside: At) -> Iterator[Case]:
    """Each way in which we know of a pump."""
    yield Case(rule, tier, "pump in the profile", beside, profile=PUMP)
    yield Case(rule, tier, "pump in the plan", beside, PUMP_ITEM)
    yield Case(rule, tier, "pump in the plan, profile says no", beside, PUMP_ITEM, profile={"pump": "no"})
    yield Case(
        rule, tier, "a pump alarm 720 h ago", (*beside, sign("pump_alarm_single", 720)), profile={"pump": "no"}
    )
    yield Case(rule, tier, "a two-tone alarm 720 h ago", (*beside, sign("pump_alarm_two_tone", 720)))
    yield Case(rule, otherwise, "a pump alarm 721 h ago", (*beside, sign("pump_alarm_single", 721)))
    yield Case(rule, otherwise, "a two-tone alarm 721 h ago", (*beside, sign("pump_alarm_two_tone", 721)))


OTHERS = (
    "tizanidine", "diazepam", "clonazepam", "lorazepam", "temazepam", "alprazolam", "oxazepam", "nitrazepam",
    "clobazam", "chlordiazepoxide", "gabapentin", "pregabalin",
)  # fmt: skip


SLEEPY = (
    "baclofen", "tizanidine", "diazepam", "clonazepam", "lorazepam", "temazepam", "gabapentin", "pregabalin",
    "nabiximols", "morphine", "codeine", "cocodamol", "tramadol", "oxycodone", "fentanyl", "buprenorphine",
    "dihydrocodeine", "tapentadol", "methadone", "hydromorphone", "hydrocodone", "pethidine", "alprazolam",
    "oxazepam", "nitrazepam", "clobazam", "chlordiazepoxide", "zopiclone", "zolpidem", "melatonin", "phenobarbital",
    "amitriptyline", "mirtazapine", "quetiapine", "promethazine", "diphenhydramine", "cyclobenzaprine",
    "methocarbamol", "dantrolene",
)  # fmt: skip


def r01() -> Iterator[Case]:
    for case in withdrawal("R01", T0, None, profile=PUMP):
        yield dataclasses.replace(case, tier=T1) if case.why == "tingling, newness not asked" else case
    for days, tier in ((3, T1), (4, None)):
        said = (item("pump", "SynchroMed"), item("pump", "SynchroMed", days, "ended", said_by="Dr Lee"))
        yield Case("R01", tier, f"tingling, the pump ended {days} days ago", (sign("tingling"),), said)
    said = (item("pump", "SynchroMed"), item("pump", "SynchroMed", 2, "ended", said_by="Dr Lee"))
    yield Case("R01", T3, "the usual tingling, the pump ended as said", (sign("tingling", new=False),), said)
    yield from pump_is_known("R01", T1, None, sign("tingling"))
    yield from pump_is_known("R01", T0, T1, sign("itching_no_rash"))
    itch = sign("itching_no_rash")
    yield Case("R01", T0, "72 h ago", (sign("itching_no_rash", 72),), profile=PUMP)
    yield Case("R01", None, "73 h ago", (sign("itching_no_rash", 73),), profile=PUMP)
    yield Case("R01", None, "no pump", (itch,), profile={"pump": "no"})
    yield Case("R01", T1, "pump never asked", (itch,))
    yield Case("R01", T1, "pump not known", (itch,), profile={"pump": "unknown"})
    yield Case("R01", None, "old itch, pump never asked", (sign("itching_no_rash", new=False),))
    yield Case("R01", T1, "new tingling, pump never asked", (sign("tingling", new=True),))
    yield Case("R01", None, "tingling, pump never asked", (sign("tingling"),))
    yield Case("R01", None, "usual tingling, pump never asked", (sign("tingling", new=False),))
    yield Case("R01", None, "sudden stiffness alone, pump never asked", (sign("suddenly_much_stiffer"),))
    stiff = sign("suddenly_much_stiffer")
    for holds, why, noted in (*FEVERS, *CONFUSED, (True, "visions", (sign("hallucination"),))):
        yield Case("R01", T1 if holds else None, f"stiffness and {why}, pump never asked", (stiff, *noted))
    yield Case("R01", T1, "fever and confusion, pump never asked", (sign("fever"), sign("confusion")))
    old = sign("suddenly_much_stiffer", new=False)
    yield Case("R01", None, "old stiffness and fever, pump never asked", (old, sign("fever")))
    yield Case("R01", None, "everything explicitly no", (no("itching_no_rash"), no("fever")), profile=PUMP)
    yield Case("R01", None, "nothing noted", profile=PUMP)


def planned_stops() -> Iterator[Case]:
    """A stop that the plan holds: alone it raises nothing, beside a sign it counts for its days."""
    itch, vision, fit = sign("itching_no_rash"), sign("hallucination"), sign("seizure")
    no_pump = {"pump": "no"}
    pump, refilled = item("pump", "SynchroMed"), item("pump", "SynchroMed", 1)
    for days, tier in ((0, T0), (2, T0), (3, T0), (4, None)):
        ended = (pump, item("pump", "SynchroMed", days, "ended"))
        yield Case(
            "R01", tier, f"the pump ended {days} days ago, and fever", (sign("fever"),), ended, profile=no_pump
        )
        same_day = T1 if tier else None
        yield Case("R01", same_day, f"the pump ended {days} days ago, no sign", (), ended, profile=no_pump)
        said = (pump, item("pump", "SynchroMed", days, "ended", said_by="Dr Lee"))
        planned = T3 if tier else None
        yield Case("R01", planned, f"the team said {days} days ago that the pump ends", (), said, profile=no_pump)
    ended = (pump, item("pump", "SynchroMed", 2, "ended"))
    yield from withdrawal("R01", T0, T1, plan=ended, profile=no_pump)
    yield Case("R01", T1, "the pump ended, and no withdrawal sign", (falls(),), ended, profile=no_pump)
    yield Case(
        "R01", None, "only another kind of item ended", (itch,), (item("aid", "stick", 1, "ended"),), profile=no_pump
    )
    yield Case("R01", T0, "ended, then begun again", (itch,), (*ended, refilled), profile=no_pump)
    yield Case("R01", None, "the pump's end is planned", (itch,), (item("pump", "P", -1, "ended"),), profile=no_pump)

    for rule, tier_in, tier_out in (("R28", T0, T1), ("R06", T0, None)):
        for days, tier in ((0, tier_in), (2, tier_in), (4, tier_in), (5, tier_out)):
            stop = (*BACLOFEN, item("medicine", "baclofen", days, "ended"))
            yield Case(rule, tier, f"baclofen ended {days} days ago, and visions", (vision,), stop)
            if rule == "R28":
                yield Case(rule, None, f"baclofen ended {days} days ago, no sign", (), stop)
        stop = (item("medicine", "Lioresal 10 mg"), item("medicine", "Lioresal 10 mg", 1, "ended"))
        yield Case(rule, tier_in, "a brand of it ended", (vision,), stop)
        yield Case(rule, tier_in, "ended, never written down before", (vision,), stop[1:])
        yield Case(rule, tier_out, "ended and begun again", (vision,), (*stop, item("medicine", "baclofen", 0)))
        tizanidine = (*BACLOFEN, item("medicine", "tizanidine", 1, "ended"))
        yield Case(rule, tier_out, "another medicine ended", (vision,), tizanidine)
        yield Case(
            rule, tier_out, "its end is planned", (vision,), (*BACLOFEN, item("medicine", "baclofen", -1, "ended"))
        )
    for medicine in OTHERS:
        beside = (item("medicine", "tizanidine" if medicine != "tizanidine" else "diazepam"),)
        for days, tier in ((0, T0), (3, T0), (4, None)):
            stop = (*beside, item("medicine", medicine), item("medicine", medicine, days, "ended"))
            yield Case("R07", tier, f"{medicine} ended {days} days ago, and a fit", (fit,), stop)


def r02() -> Iterator[Case]:
    for code in OVERDOSE:
        yield Case("R02", T0, f"{code} with a pump", (sign(code),), profile=PUMP)
        yield Case("R02", T0, f"{code} on baclofen", (sign(code),), BACLOFEN)
    yield from pump_is_known("R02", T0, None, sign("blackout"))
    yield Case("R02", T0, "a dose of baclofen 28 days ago", (sign("blackout"), dose("baclofen", "taken", 672)))
    yield Case(
        "R02", None, "a dose of baclofen 28 days and 1 h ago", (sign("blackout"), dose("baclofen", "taken", 673))
    )
    yield Case("R02", T0, "a brand of baclofen", (sign("blackout"),), (item("medicine", "Lioresal 10 mg"),))
    yield Case("R02", None, "baclofen ended", (sign("blackout"),), (item("medicine", "baclofen", 9, "ended"),))
    yield Case("R02", T0, "24 h ago", (sign("blackout", 24),), BACLOFEN)
    yield Case("R02", None, "25 h ago", (sign("blackout", 25),), BACLOFEN)
    yield Case("R02", T1, "very floppy, medicines not known", (sign("very_floppy"),))
    yield Case("R02", T1, "very cold, medicines not known", (sign("very_cold"),))
    yield Case("R02", None, "explicit no", (no("very_floppy"),), BACLOFEN)
    for what, noted in (
        ("sleepy", effect("sleepiness", 2)),
        ("light in the head", effect("dizziness")),
        ("dizzy on standing", sign("dizzy_on_standing")),
    ):
        for days, tier in ((0, T1), (2, T1), (3, T1), (4, None)):
            yield Case(
                "R02", tier, f"{what} {days} days after a refill", (noted,), (item("pump", "SynchroMed", days),)
            )
        yield Case("R02", None, f"{what}, the pump long as it is", (noted,), PUMP_ITEM)
        yield Case("R02", None, f"{what}, no plan", (noted,), profile=PUMP)
    again = (*PUMP_ITEM, item("pump", "SynchroMed", 1, "changed", daily_dose_mcg="260"))
    yield Case("R02", T1, "sleepy a day after a new setting", (effect("sleepiness"),), again)
    to_come = (*PUMP_ITEM, item("pump", "SynchroMed", -1))
    yield Case("R02", None, "sleepy the day before a refill", (effect("sleepiness"),), to_come)
    ended = (item("pump", "SynchroMed", 2), item("pump", "SynchroMed", 1, "ended"))
    yield Case("R02", None, "sleepy, the pump ended", (effect("sleepiness"),), ended)
    yield Case("R02", None, "just filled, nothing else noted", (), (item("pump", "SynchroMed", 1),))
    old = sign("dizzy_on_standing", new=False)
    yield Case("R02", None, "dizzy as ever, just filled", (old,), (item("pump", "SynchroMed", 1),))


def r03_r04_r05() -> Iterator[Case]:
    alarm = sign("pump_alarm_two_tone")
    yield from withdrawal("R03", T0, T1, alarm)
    for code in (*OVERDOSE, "breathing_trouble"):
        yield Case("R03", T0, f"two tones and {code}", (alarm, sign(code)))
    yield Case("R03", T1, "two tones, symptoms not noted", (alarm,))
    yield Case("R03", T1, "two tones, every symptom explicitly no", (alarm, no("itching_no_rash"), no("fever")))
    yield Case("R03", None, "fever alone", (sign("fever"),), profile=PUMP)
    yield Case("R03", T1, "72 h ago", (sign("pump_alarm_two_tone", 72),))
    yield Case("R03", None, "73 h ago", (sign("pump_alarm_two_tone", 73),))
    yield Case("R04", T1, "single tone", (sign("pump_alarm_single", 72),))
    yield Case("R04", None, "single tone 73 h ago", (sign("pump_alarm_single", 73),))
    yield Case("R04", None, "explicit no", (no("pump_alarm_single"),))
    days = ((-1, T1), (0, T1), (1, T1), (2, T1), (3, T1), (4, T1), (6, T1), (7, T1), (8, T2), (13, T2), (14, T2))
    for left, tier in (*days, (15, T3), (29, T3), (30, T3), (31, None)):
        pump = item("pump", "SynchroMed", clinic_alarm_date=days_from_now(left))
        yield Case("R05", tier, f"{left} days to the clinic's alarm date", plan=(pump,))
        yield Case("R05", tier, f"{left} days to the estimate", plan=(filled_to_last(left),))
        late = filled_to_last(left, clinic_alarm_date=days_from_now(90))
        yield Case("R05", tier, f"{left} days to the estimate, 90 to the clinic's date", plan=(late,))
        long = filled_to_last(90, clinic_alarm_date=days_from_now(left))
        yield Case("R05", tier, f"{left} days to the clinic's date, 90 to the estimate", plan=(long,))
    yield from bookings()
    unsure = filled_to_last(3, concentration_mcg_per_ml="2")
    yield Case("R05", None, "an estimate from an entry in question, alone", plan=(unsure,))
    no_dose = filled_to_last(3, daily_dose_mcg="")
    yield Case("R05", None, "a fill with no dose: nothing can be counted", plan=(no_dose,))
    yield Case("R05", None, "no date", plan=PUMP_ITEM)
    yield Case("R05", None, "a date nobody can read", plan=(item("pump", "P", clinic_alarm_date="soon"),))


def missed_doses(rule: str, medicine: str, window: int) -> Iterator[Case]:
    long_use = (item("medicine", medicine),)
    two = (dose(medicine, "missed", 25), dose(medicine, "missed", 1))
    yield Case(rule, T1, f"{medicine}: misses 24 h apart", two, long_use)
    yield Case(rule, None, "misses 23 h apart", (dose(medicine, "missed", 24), dose(medicine, "missed", 1)), long_use)
    yield Case(rule, None, "misses 25 h apart", (dose(medicine, "missed", 26), dose(medicine, "missed", 1)), long_use)
    three = (*two, dose(medicine, "skipped", 13))
    yield Case(rule, T1, "three misses", three, long_use)
    taken = (dose(medicine, "taken", 26), dose(medicine, "missed", 14), dose(medicine, "missed", 2))
    yield Case(rule, T1, "24 h after the last dose taken", taken, long_use)
    late = (dose(medicine, "late", 25), dose(medicine, "missed", 14), dose(medicine, "missed", 2))
    yield Case(rule, None, "23 h after the last dose taken", late, long_use)
    yield Case(rule, None, "taken again", (*two, dose(medicine, "taken", 0.5)), long_use)
    yield Case(rule, None, "one miss, nothing else logged", (dose(medicine, "missed", 1),), long_use)
    yield Case(rule, None, "nothing logged at all", (), long_use)
    yield Case(rule, T1, "never in the plan", two)
    yield Case(rule, T1, "ended in the plan, and missed", two, (*long_use, item("medicine", medicine, 3, "ended")))
    yield Case(rule, T1, "in the plan for 14 days", two, (item("medicine", medicine, 14),))
    yield Case(rule, T3, "in the plan for 13 days", two, (item("medicine", medicine, 13),))
    older = (dose(medicine, "taken", 24 * 14), *two)
    yield Case(rule, T1, "plan of 5 days, a dose 14 days ago", older, (item("medicine", medicine, 5),))
    at_edge = (dose(medicine, "missed", window + 24), dose(medicine, "missed", window))
    yield Case(rule, T1, f"the last miss {window} h ago", at_edge, long_use)
    beyond = (dose(medicine, "missed", window + 25), dose(medicine, "missed", window + 1))
    yield Case(rule, None, f"the last miss {window + 1} h ago", beyond, long_use)


def ends(rule: str, medicine: str, days: int) -> Iterator[Case]:
    """An end in the plan with nobody named, one that the prescriber said, and a ladder that is over."""
    long_use = item("medicine", medicine)
    for ago_days, tier in ((0, T1), (days - 1, T1), (days, T1), (days + 1, None)):
        stop = (long_use, item("medicine", medicine, ago_days, "ended"))
        yield Case(rule, tier, f"{medicine} ended {ago_days} days ago, nobody named", (), stop)
        said = (long_use, item("medicine", medicine, ago_days, "ended", said_by="Dr Lee"))
        yield Case(rule, T3 if tier else None, f"{medicine} ended {ago_days} days ago, as said", (), said)
        steps = {"step_1": "one", "step_1_days": "10", "step_2": "half", "step_2_days": str(20 - ago_days)}
        ladder = (item("medicine", medicine, 30, **steps),)
        yield Case(rule, T3 if tier else None, f"the last step was over {ago_days} days ago", (), ladder)
    yield Case(
        rule, None, "the last step is not over", (), (item("medicine", medicine, 3, step_1="a", step_1_days="9"),)
    )
    yield Case(rule, None, "its end is to come", (), (long_use, item("medicine", medicine, -1, "ended", said_by="x")))
    again = (long_use, item("medicine", medicine, 2, "ended"), item("medicine", medicine, 1))
    yield Case(rule, None, "ended and begun again", (), again)
    for course, tier in ((13, T3), (14, T1)):
        short = (item("medicine", medicine, course + days), item("medicine", medicine, days, "ended"))
        yield Case(rule, tier, f"a course of {course} days ended, nobody named", (), short)
    only_end = item("medicine", medicine, 1, "ended")
    yield Case(rule, T1, "ended, nobody named, never written down before", (), (only_end,))
    said = (item("medicine", medicine, 1, "ended", said_by="Dr Lee"),)
    two = (dose(medicine, "missed", 25), dose(medicine, "missed", 1))
    yield Case(rule, T1, "ended as said, never written down before, and missed", two, said)
    short = (item("medicine", medicine, 5 + days), item("medicine", medicine, days + 1, "ended"))
    yield Case(rule, None, f"a short course ended {days + 1} days ago", (), short)

    for course, tier in ((13, T3), (14, T1)):
        said = (item("medicine", medicine, course + 1), item("medicine", medicine, 1, "ended", said_by="Dr Lee"))
        for apart, expected in ((23, T3), (24, tier), (25, T3)):
            misses = (dose(medicine, "missed", apart + 1), dose(medicine, "missed", 1))
            yield Case(rule, expected, f"{course} days, ended as said, misses {apart} h apart", misses, said)


def r06_r07() -> Iterator[Case]:
    yield from missed_doses("R06", "baclofen", 96)
    yield from missed_doses("R06", "Gablofen", 96)
    for medicine in ("baclofen", "Gablofen"):
        yield from ends("R06", medicine, 4)
    box = item("medicine", "Gablofen")
    misses = (dose("Gablofen", "missed", 25), dose("Gablofen", "missed", 1))
    yield Case("R06", T0, "the pump's brand missed, and a fit", (*misses, sign("seizure")), (box,))
    for apart in (23, 25):
        young = (dose("Gablofen", "missed", apart + 1), dose("Gablofen", "missed", 1))
        yield Case("R06", None, f"its new use, misses {apart} h apart", young, (item("medicine", "Gablofen", 3),))
    yield Case(
        "R06",
        T0,
        "the pump's brand ended, and a fit",
        (sign("seizure"),),
        (box, item("medicine", "Gablofen", 4, "ended")),
    )
    yield Case(
        "R06",
        None,
        "the pump's brand ended 5 days ago, and a fit",
        (sign("seizure"),),
        (box, item("medicine", "Gablofen", 5, "ended")),
    )
    gap = (dose("baclofen", "missed", 25), dose("baclofen", "missed", 1))
    for holds, why, noted in (*FEVERS, *CONFUSED, (True, "a fit", (sign("seizure"),))):
        yield Case("R06", T0 if holds else T1, f"missed, and {why}", (*gap, *noted))
    yield Case("R06", T0, "missed, and visions 96 h ago", (*gap, sign("hallucination", 96)))
    yield Case("R06", T1, "missed, and visions 97 h ago", (*gap, sign("hallucination", 97)))
    short = (dose("baclofen", "missed", 24), dose("baclofen", "missed", 1))
    yield Case("R06", None, "23 h, and a fit", (*short, sign("seizure")))
    yield Case(
        "R06", None, "misses 25 h apart, and a fit", (dose("baclofen", "missed", 26), short[1], sign("seizure"))
    )
    yield Case("R06", T0, "new use, and a fit", (*gap, sign("seizure")), (item("medicine", "baclofen", 3),))
    for new_use in (23, 25):
        misses = (dose("baclofen", "missed", new_use + 1), dose("baclofen", "missed", 1))
        yield Case("R06", None, f"new use, misses {new_use} h apart", misses, (item("medicine", "baclofen", 3),))

    for medicine in OTHERS:
        yield from missed_doses("R07", medicine, 72)
        yield from ends("R07", medicine, 3)
        gap = (dose(medicine, "missed", 25), dose(medicine, "missed", 1))
        short = (dose(medicine, "missed", 24), dose(medicine, "missed", 1))
        wide = (dose(medicine, "missed", 26), dose(medicine, "missed", 1))
        young = (item("medicine", medicine, 3),)
        yield Case("R07", T0, f"{medicine} missed, and a fit", (*gap, sign("seizure")))
        yield Case("R07", None, f"{medicine} missed 23 h, and a fit", (*short, sign("seizure")))
        yield Case("R07", None, f"{medicine} misses 25 h apart, and a fit", (*wide, sign("seizure")))
        yield Case("R07", None, f"{medicine}, new use, 23 h", short, young)
        yield Case("R07", None, f"{medicine}, new use, 25 h apart", wide, young)
    gap = (dose("tizanidine", "missed", 25), dose("tizanidine", "missed", 1))
    head = even_old("pounding_headache")
    yield Case("R07", T0, "missed, and chest pain", (*gap, sign("chest_pain")))
    yield Case("R07", T0, "missed, headache, 180 mmHg", (*gap, head, systolic(180)))
    yield Case("R07", T0, "missed, headache, 181 mmHg", (*gap, head, systolic(181)))
    yield Case("R07", T1, "missed, headache, 179 mmHg", (*gap, head, systolic(179)))
    yield Case("R07", T1, "missed, headache, pressure not noted", (*gap, head))
    yield Case("R07", T1, "missed, 180 mmHg, no headache noted", (*gap, systolic(180)))
    mixed = (dose("tizanidine", "missed", 25), dose("diazepam", "missed", 1))
    yield Case("R07", None, "one miss each of two medicines", mixed)


def r08() -> Iterator[Case]:
    for code in ("hard_to_wake", "blue_lips", "slow_breathing"):
        yield Case("R08", T0, code, (sign(code),))
    yield Case("R08", T0, "24 h ago", (sign("blue_lips", 24),))
    yield Case("R08", None, "25 h ago", (sign("blue_lips", 25),))
    for severity, tier in ((6.9, None), (7, T1), (7.1, T1)):
        yield Case("R08", tier, f"sleepiness {severity}", (effect("sleepiness", severity),))
    drowsy = effect("sleepiness")
    for severity, tier in ((4.9, None), (5, T1), (5.1, T1)):
        noted = (effect("sleepiness", severity), factor("alcohol"))
        yield Case("R08", tier, f"sleepiness {severity} and alcohol", noted)
    for severity, tier in ((4.9, None), (5, T1)):
        change = (DatedChange(TODAY, "dose"),)
        yield Case(
            "R08", tier, f"sleepiness {severity} after a change", (effect("sleepiness", severity),), changes=change
        )
    yield Case("R08", None, "sleepiness, how much not noted", (effect("sleepiness"),))
    yield Case("R08", T1, "sleepiness and alcohol", (drowsy, factor("alcohol")))
    yield Case("R08", None, "sleepiness, explicitly no alcohol", (drowsy, factor("alcohol", present=False)))
    for name in (
        *("morphine", "codeine", "cocodamol", "tramadol", "oxycodone", "fentanyl", "buprenorphine"),
        *("dihydrocodeine", "tapentadol", "methadone", "hydromorphone", "hydrocodone", "pethidine"),
    ):
        yield Case("R08", T1, f"sleepiness on {name}", (drowsy,), (item("medicine", name),))
    yield Case("R08", T1, "codeine taken 28 days ago", (drowsy, dose("codeine", "taken", 672)))
    yield Case("R08", None, "codeine taken 28 days and 1 h ago", (drowsy, dose("codeine", "taken", 673)))
    for days, tier in ((0, T1), (7, T1), (8, None)):
        change = DatedChange(TODAY.fromordinal(TODAY.toordinal() - days), "dose")
        yield Case("R08", tier, f"sleepy {days} days after a change", (drowsy,), changes=(change,))
    yield Case("R08", None, "a change of routine", (drowsy,), changes=(DatedChange(TODAY, "other"),))
    yield Case("R08", None, "alcohol alone", (factor("alcohol"),))
    for hours, tier in ((168, T1), (169, None)):
        noted = (drowsy, factor("new_medicine", hours))
        yield Case("R08", tier, f"a new or changed medicine noted {hours} h ago", noted)
    yield from r08_too_sleepy_to_stay_awake()
    yield from r08_more_than_prescribed()


def r08_too_sleepy_to_stay_awake() -> Iterator[Case]:
    asleep = unasked("cannot_stay_awake")
    for name in SLEEPY:
        yield Case("R08", T1, f"asleep on {name}", (asleep,), (item("medicine", name),))
    yield Case("R08", T1, "baclofen 28 days ago", (asleep, dose("baclofen", "taken", 672)))
    yield Case("R08", T3, "baclofen 28 days and 1 h ago", (asleep, dose("baclofen", "taken", 673)))
    yield Case("R08", T3, "medicines not known", (asleep,))
    yield Case("R08", T1, "new, medicines not known", (sign("cannot_stay_awake", new=True),))
    yield Case("R08", None, "as always, on baclofen", (even_old("cannot_stay_awake"),), BACLOFEN)
    yield Case("R08", None, "explicitly not, on baclofen", (no("cannot_stay_awake"),), BACLOFEN)
    yield from pump_is_known("R08", T1, T3, asleep)


def r08_more_than_prescribed() -> Iterator[Case]:
    for name in SLEEPY:
        tier = None if name == "nabiximols" else T1
        yield Case("R08", tier, f"{name} noted as extra", (dose(name, "extra", 1),))
    yield Case("R08", T1, "extra 24 h ago", (dose("baclofen", "extra", 24),))
    yield Case("R08", None, "extra 25 h ago", (dose("baclofen", "extra", 25),))
    for status in ("taken", "late", "missed", "skipped"):
        yield Case("R08", None, f"baclofen noted as {status}", (dose("baclofen", status, 1),))
    yield Case("R08", None, "paracetamol noted as extra", (dose("own:paracetamol", "extra", 1),))
    yield Case("R08", T0, "extra, and hard to wake", (dose("baclofen", "extra", 1), sign("hard_to_wake")))


def bookings() -> Iterator[Case]:
    """A refill that is written down before the low day lowers the step at 14 days, and nothing nearer."""
    for left, tier in ((1, T1), (3, T1), (7, T1), (8, T3), (14, T3), (15, T3), (30, T3), (31, None)):
        plan = (filled_to_last(left), item("visit", "Pump refill", -(left - 1)))
        yield Case("R05", tier, f"{left} days left, a refill is booked the day before", plan=plan)
    for day, tier in ((-10, T2), (-9, T3), (0, T3), (1, T2)):
        why = f"10 days left, a refill is written down {'today' if not day else f'in {-day} days'}"
        yield Case("R05", tier, why, plan=(filled_to_last(10), item("visit", "Pump refill", day)))
    for name, tier in (
        ("pump clinic", T2),
        ("Refill", T3),
        ("Pump filled anew", T3),
        ("prescription refill", T2),
        ("pharmacy: refill", T2),
        ("refill of tablets", T2),
    ):
        yield Case("R05", tier, f"10 days left, a visit: {name}", plan=(filled_to_last(10), item("visit", name, -5)))
        yield Case("R05", T3, f"20 days left, a visit: {name}", plan=(filled_to_last(20), item("visit", name, -5)))
    called_off = (item("visit", "Refill", -5), item("visit", "Refill", -5, "ended"))
    yield Case("R05", T2, "10 days left, the refill was called off", plan=(filled_to_last(10), *called_off))
    clinic = (item("pump", "SynchroMed", clinic_alarm_date=days_from_now(12)), item("visit", "Refill", -11))
    yield Case("R05", T3, "booked before the clinic's date", plan=clinic)


def r09() -> Iterator[Case]:
    toxin = (item("injection", "onabotulinumtoxinA", 30),)
    for code in ("breathing_trouble", "swallowing_trouble", "speech_trouble", "choking_on_food"):
        yield Case("R09", T0, f"{code} after toxin, even if old", (even_old(code),), toxin)
    for days, tier in ((0, T0), (83, T0), (84, T0), (85, None)):
        shot = (item("injection", "Dysport", days),)
        yield Case("R09", tier, f"{days} days after toxin", (sign("speech_trouble"),), shot)
    ended = (item("injection", "Botox", 50), item("injection", "Botox", 2, "ended"))
    yield Case("R09", T0, "the course was ended since", (sign("speech_trouble"),), ended)
    for block in ("phenol", "alcohol", "ethanol"):
        plan = (item("injection", f"{block} injection", 5),)
        yield Case("R09", None, f"a {block} block is no toxin", (sign("speech_trouble"),), plan)
    yield Case("R09", None, "toxin only planned", (sign("speech_trouble"),), (item("injection", "Botox", -3),))
    yield Case("R09", T0, "72 h ago", (sign("speech_trouble", 72),), toxin)
    yield Case("R09", None, "73 h ago", (sign("speech_trouble", 73),), toxin)
    for days, tier in ((85, T1), (98, T1), (99, None)):
        shot = (item("injection", "Dysport", days),)
        yield Case("R09", tier, f"swallowing {days} days after toxin", (sign("swallowing_trouble"),), shot)
    for block in ("alcohol", "ethanol"):
        plan = (item("injection", f"{block} injection", 120),)
        yield Case("R09", T1, f"swallowing, a {block} block long ago", (sign("swallowing_trouble"),), plan)
    yield Case("R09", T1, "swallowing, injections not noted", (sign("swallowing_trouble"),))
    yield Case("R09", None, "swallowing said to be old", (sign("swallowing_trouble", new=False),))


def r28_r31() -> Iterator[Case]:
    vision = sign("hallucination")
    yield Case("R28", T1, "visions", (vision,))
    yield Case("R28", T1, "24 h ago", (sign("hallucination", 24),))
    yield Case("R28", None, "25 h ago", (sign("hallucination", 25),))
    yield Case("R28", T0, "baclofen missed 96 h ago", (vision, dose("baclofen", "missed", 96)))
    yield Case("R28", T1, "baclofen missed 97 h ago", (vision, dose("baclofen", "missed", 97)))
    yield Case("R28", T1, "baclofen taken", (vision, dose("baclofen", "taken", 5)))
    yield Case("R28", T0, "in danger", (vision, sign("in_danger")))
    yield Case("R28", T0, "a plan to die", (vision, sign("suicidal_plan")))
    yield Case("R28", T0, "feeling unsafe", (vision, even_old("unsafe_at_home")))
    yield Case("R28", None, "danger without visions", (sign("in_danger"),))
    followed = even_old("paranoia")
    yield Case("R28", T1, "feeling followed", (followed,))
    yield Case("R28", T1, "followed, 24 h ago", (even_old("paranoia", 24),))
    yield Case("R28", None, "followed, 25 h ago", (even_old("paranoia", 25),))
    yield Case("R28", T0, "followed, baclofen missed 96 h ago", (followed, dose("baclofen", "missed", 96)))
    yield Case("R28", T1, "followed, baclofen missed 97 h ago", (followed, dose("baclofen", "missed", 97)))
    yield Case("R28", T0, "followed, and in danger", (followed, sign("in_danger")))
    yield Case("R28", None, "explicitly not followed", (no("paranoia"),))

    yield Case("R31", T1, "blackout", (sign("blackout", 24),))
    yield Case("R31", None, "blackout 25 h ago", (sign("blackout", 25),))
    for value, tier in ((89, T1), (90, None), (91, None)):
        yield Case("R31", tier, f"{value} mmHg", (systolic(value),))
    dizzy = even_old("dizzy_on_standing")
    yield Case("R31", T1, "dizzy on tizanidine", (dizzy,), (item("medicine", "tizanidine"),))
    yield Case("R31", None, "tizanidine alone", plan=(item("medicine", "tizanidine"),))
    yield Case("R31", T1, "dizzy on baclofen", (dizzy,), BACLOFEN)
    for medicine in ("tizanidine", "baclofen"):
        yield Case("R31", T1, f"{medicine} 28 days ago", (dizzy, dose(medicine, "taken", 672)))
        yield Case("R31", None, f"{medicine} 28 days and 1 h ago", (dizzy, dose(medicine, "taken", 673)))
    yield from pump_is_known("R31", T1, None, dizzy)
    yield Case("R31", T2, "dizzy, medicines not known", (sign("dizzy_on_standing"),))
    yield Case("R31", None, "dizzy as ever", (sign("dizzy_on_standing", new=False),))
    for hurt in ("head_injury", "severe_limb_pain", "cannot_stand_after_fall"):
        yield Case("R31", T0, f"blackout and {hurt}", (sign("blackout"), even_old(hurt)))
    yield Case("R31", T0, "dizzy and hurt", (dizzy, sign("head_injury")))
    for value, tier in ((89, T0), (90, None)):
        yield Case("R31", tier, f"{value} mmHg and hurt", (systolic(value), sign("head_injury")))
    yield Case("R31", T1, "blackout, explicitly not hurt", (sign("blackout"), no("head_injury")))
    yield Case("R31", None, "a fall alone", (falls(),))


CASES = [*r01(), *planned_stops(), *r02(), *r03_r04_r05(), *r06_r07(), *r08(), *r09(), *r28_r31()]
