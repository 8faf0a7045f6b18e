"""Boundary cases of the rules on nerves, brain, infection, breathing and legs."""

from __future__ import annotations

from collections.abc import Iterator

from tests.spec.red_flags.build import Case, dose, effect, even_old, factor, item, no, said, sign, systolic, usual
from tests.spec.red_flags.cases_pump_and_medicines import CONFUSED, FEVERS, pump_is_known
from tests.spec.red_flags.cases_slow_change_and_liver import FOR_MS, HIGH_RISK, IMMUNE

from supple.model import Tier

T0, T1, T2, T3 = Tier.T0, Tier.T1, Tier.T2, Tier.T3
HIGH, LOW = {"lesion_t6_or_above": "yes"}, {"lesion_t6_or_above": "no"}
USUAL = (systolic(110, 200), systolic(120, 300), systolic(130, 400))
TIZANIDINE = (item("medicine", "tizanidine"),)


def r11() -> Iterator[Case]:
    head = sign("pounding_headache")
    for code in ("flushing_sweating_above", "blocked_nose", "slow_pulse", "goosebumps_below"):
        yield Case("R11", T0, f"headache and {code}, even if old", (even_old("pounding_headache"), even_old(code)))
        yield Case("R11", T3, f"{code} alone", (sign(code),))
        yield Case("R11", None, f"{code}, as ever", (sign(code, new=False),))
    yield Case("R11", T0, "24 h ago", (sign("pounding_headache", 24), sign("slow_pulse", 24)))
    yield Case("R11", T3, "headache 25 h ago", (sign("pounding_headache", 25), sign("slow_pulse", 24)))
    for rise, tier in ((19, None), (20, T0), (21, T0)):
        noted = (*USUAL, even_old("pounding_headache"), systolic(120 + rise))
        yield Case("R11", tier, f"headache, even if old, {rise} above usual", noted, profile=LOW)
    for rise, tier in ((19, None), (20, T0), (21, T0)):
        yield Case("R11", tier, f"{rise} above usual, high in the cord", (*USUAL, systolic(120 + rise)), profile=HIGH)
    for rise, tier in ((39, None), (40, T0), (41, T0)):
        yield Case("R11", tier, f"{rise} above usual, cord not known", (*USUAL, systolic(120 + rise)))
    yield Case("R11", None, "60 above usual, low in the cord", (*USUAL, systolic(180)), profile=LOW)
    for profile, rise in ((HIGH, 20), ({}, 40)):
        yield Case(
            "R11", None, f"{rise} up, two earlier readings", (*USUAL[:2], systolic(115 + rise)), profile=profile
        )
        edge = (*USUAL[:2], systolic(130, 90 * 24), systolic(120 + rise))
        yield Case("R11", T0, f"{rise} up, an earlier reading 90 days old", edge, profile=profile)
        gone = (*USUAL[:2], systolic(130, 91 * 24), systolic(120 + rise))
        yield Case("R11", None, f"{rise} up, an earlier reading 91 days old", gone, profile=profile)
    yield Case("R11", T1, "headache alone", (head,))
    yield Case("R11", None, "an old headache", (sign("pounding_headache", new=False),))
    yield Case("R11", T1, "headache, explicitly no flushing", (head, no("flushing_sweating_above")))
    for code in ("flushing_sweating_above", "goosebumps_below", "slow_pulse"):
        yield Case("R11", T1, f"{code}, high in the cord", (sign(code),), profile=HIGH)
        yield Case("R11", None, f"{code} as ever, high in the cord", (sign(code, new=False),), profile=HIGH)
    yield Case("R11", T3, "blocked nose, high in the cord", (sign("blocked_nose"),), profile=HIGH)


def r12_r13_r14() -> Iterator[Case]:
    for code in ("face_drop", "arm_weakness", "speech_trouble", "vision_loss"):
        yield Case("R12", T0, code, (sign(code),))
        yield Case("R12", None, f"{code}, said to be old", (sign(code, new=False),))
    yield Case("R12", T0, "72 h ago", (sign("face_drop", 72),))
    yield Case("R12", None, "73 h ago", (sign("face_drop", 73),))

    yield Case("R13", T0, "numb between the legs", (sign("saddle_numbness", 48),))
    yield Case("R13", None, "numb between the legs 49 h ago", (sign("saddle_numbness", 49),))
    yield Case("R13", None, "numb between the legs as ever", (sign("saddle_numbness", new=False),))
    yield Case("R13", T0, "legs rapidly weaker", (sign("legs_rapidly_weaker"),))
    yield Case("R13", T0, "legs rapidly weaker, whatever was said of new", (sign("legs_rapidly_weaker", new=False),))
    yield Case("R13", T0, "new bowel loss", (sign("bowel_loss", new=True),))
    yield Case("R13", T1, "bowel loss, newness not asked", (sign("bowel_loss"),))
    yield Case("R13", None, "bowel loss as ever", (sign("bowel_loss", new=False),))
    yield Case("R13", T0, "no urine and bowel loss", (sign("cannot_pass_urine"), sign("bowel_loss")))
    old = (sign("cannot_pass_urine", new=False), sign("bowel_loss"))
    yield Case("R13", T1, "no urine as ever, and bowel loss", old)
    both = (sign("cannot_pass_urine"), sign("bowel_loss", new=False))
    yield Case("R13", None, "no urine, bowel loss as ever", both)
    yield Case("R13", None, "no urine alone is R18", (sign("cannot_pass_urine"),))

    for code in ("new_weakness", "new_numbness", "walking_worse"):
        yield Case("R14", T1, f"{code}, new for me", (sign(code, new=True),))
        yield Case("R14", T2, f"{code}, newness not asked", (sign(code),))
        yield Case("R14", None, f"{code}, not new", (sign(code, new=False),))
    yield Case("R14", T1, "double vision", (sign("double_vision"),))
    yield Case("R14", None, "double vision as ever", (sign("double_vision", new=False),))
    yield Case("R14", T2, "new tingling", (sign("tingling", new=True),))
    yield Case("R14", None, "tingling", (sign("tingling"),))
    yield Case("R14", None, "usual tingling", (sign("tingling", new=False),))
    yield Case("R14", T1, "168 h ago", (sign("new_weakness", 168, new=True),))
    yield Case("R14", None, "169 h ago", (sign("new_weakness", 169, new=True),))


def r34_r41() -> Iterator[Case]:
    yield Case("R34", T0, "a fit", (sign("seizure", 24),))
    yield Case("R34", None, "a fit 25 h ago", (sign("seizure", 25),))
    yield Case("R34", T0, "a fit, said to be usual", (sign("seizure", new=False),))
    yield Case("R34", None, "explicit no", (no("seizure"),))
    yield Case("R41", T1, "new confusion", (sign("confusion", 24, new=True),))
    yield Case("R41", None, "new confusion 25 h ago", (sign("confusion", 25, new=True),))
    yield Case("R41", T2, "confusion, newness not asked", (sign("confusion"),))
    yield Case("R41", T2, "confusion as a side effect", (effect("confusion"),))
    yield Case("R41", None, "confusion as ever", (sign("confusion", new=False),))


def r16() -> Iterator[Case]:
    for holds, why, noted in FEVERS:
        yield Case("R16", T1 if holds else None, why, noted)
        is_old = why == "a fever said to be old"
        yield Case("R16", T1 if holds or is_old else None, f"{why}, immune medicine", noted, profile=IMMUNE)
        yield Case("R16", T0 if holds else T1, f"{why} with chills", (*noted, sign("rigors")))
    hot = sign("fever")
    for code in ("rigors", "fast_breathing", "mottled_skin", "no_urine_18_hours"):
        yield Case("R16", T0, f"fever and {code}", (hot, sign(code)))
        yield Case("R16", T1, f"{code} alone", (sign(code),))
        yield Case("R16", T1, f"fever, explicitly no {code}", (hot, no(code)))
    yield Case("R16", T0, "fever and breathing trouble", (hot, sign("breathing_trouble")))
    for _, why, noted in CONFUSED:
        yield Case("R16", T0, f"fever and {why}", (hot, *noted))
    for name in HIGH_RISK:
        yield Case("R16", T1, f"an old fever on {name}", (even_old("fever"),), (item("medicine", name),))
    for name in FOR_MS:
        yield Case("R16", None, f"an old fever on {name}", (even_old("fever"),), (item("medicine", name),))
    for days, tier in ((840, T1), (841, None)):
        infusion = dose("natalizumab", "taken", days)
        yield Case("R16", tier, f"an old fever, an infusion {days} h ago", (even_old("fever"), infusion))
    yield Case("R16", T1, "24 h ago", (sign("fever", 24),))
    yield Case("R16", None, "25 h ago", (sign("fever", 25),))
    yield Case("R16", T2, "an infection noted", (factor("other_infection"),))
    yield Case("R16", None, "explicitly no fever", (no("fever"),))
    yield Case("R16", None, "explicitly no infection", (factor("other_infection", present=False),))


def r17() -> Iterator[Case]:
    alone = ("burning_urine", "blood_in_urine")
    beside = ("urinary_frequency", "urinary_urgency", "lower_belly_pain", "flank_pain", "cloudy_urine")
    for plan in ((), TIZANIDINE):
        on = "on tizanidine, " if plan else ""
        for code in alone:
            yield Case("R17", T1, f"{on}{code}", (sign(code),), plan)
            yield Case("R17", None, f"{on}{code} as ever", (sign(code, new=False),), plan)
            yield Case("R17", T0, f"{on}{code} and chills", (sign(code), sign("rigors")), plan)
            old = (sign(code, new=False), sign("rigors"))
            yield Case("R17", None, f"{on}{code} as ever and chills", old, plan)
        for code in beside:
            yield Case("R17", T3, f"{on}{code}, newness not asked", (sign(code),), plan)
            yield Case("R17", T1, f"{on}{code}, new", (sign(code, new=True),), plan)
            yield Case("R17", None, f"{on}{code} as ever", (sign(code, new=False),), plan)
            yield Case("R17", T0, f"{on}{code} and chills", (sign(code), sign("rigors")), plan)
            old = (sign(code, new=False), sign("rigors"))
            yield Case("R17", None, f"{on}{code} as ever and chills", old, plan)
            more = said("spasms", "worse")
            yield Case("R17", T1, f"{on}{code} and worse spasms", (sign(code), more), plan)
            yield Case("R17", None, f"{on}{code} as ever and worse spasms", (sign(code, new=False), more), plan)
            if code != "lower_belly_pain":
                two = (sign("lower_belly_pain"), sign(code))
                yield Case("R17", T1, f"{on}{code} and belly pain", two, plan)
                old = (sign("lower_belly_pain"), sign(code, new=False))
                yield Case("R17", T3, f"{on}{code} as ever and belly pain", old, plan)
                other = (sign("lower_belly_pain", new=False), sign(code))
                yield Case("R17", T3, f"{on}belly pain as ever and {code}", other, plan)
        both = (sign("urinary_frequency"), sign("urinary_urgency"))
        yield Case("R17", T3, f"{on}frequency and urgency count once", both, plan)
        yield Case(
            "R17", T0, f"{on}a bladder infection and chills", (sign("rigors"), factor("bladder_infection")), plan
        )
        yield Case("R17", T1, f"{on}a bladder infection noted", (factor("bladder_infection"),), plan)
        yield Case("R17", T0, f"{on}side pain and very ill", (sign("flank_pain"), sign("very_unwell")), plan)
        ill = (sign("flank_pain", new=False), sign("very_unwell"))
        yield Case("R17", None, f"{on}old side pain and very ill", ill, plan)
        yield Case("R17", None, f"{on}chills alone", (sign("rigors"),), plan)
        yield from more_spasms(plan)
        yield Case("R17", T1, f"{on}48 h ago", (sign("burning_urine", 48),), plan)
        yield Case("R17", None, f"{on}49 h ago", (sign("burning_urine", 49),), plan)
    yield from tizanidine_lately()


def more_spasms(plan: tuple[object, ...]) -> Iterator[Case]:
    cloudy = sign("cloudy_urine")
    for code, change, holds in (
        ("stiffness", "worse", True),
        ("stiffness", "much_worse", True),
        ("spasms", "much_worse", True),
        ("spasms", "same", False),
        ("stiffness", "better", False),
    ):
        noted = (cloudy, said(code, change))
        yield Case("R17", T1 if holds else T3, f"cloudy urine, {code} {change}", noted, plan)  # type: ignore[arg-type]
    stiff = (cloudy, sign("suddenly_much_stiffer"))
    yield Case("R17", T1, "cloudy urine, suddenly stiffer", stiff, plan)  # type: ignore[arg-type]
    old = (cloudy, sign("suddenly_much_stiffer", new=False))
    yield Case("R17", T3, "cloudy urine, stiff as ever", old, plan)  # type: ignore[arg-type]
    for holds, why, cells in THREE_DAYS:
        for column in ("stiffness", "stiffness_now"):
            tier = T1 if holds else T3
            yield Case("R17", tier, f"cloudy urine, {why}", (cloudy,), plan, table={column: cells})  # type: ignore[arg-type]


def tizanidine_lately() -> Iterator[Case]:
    """The tier is the same with and without tizanidine; the words differ, and that is what these hold."""
    for hours in (672, 673):
        taken = dose("tizanidine", "taken", hours)
        yield Case("R17", T0, f"chills, tizanidine {hours} h ago", (sign("burning_urine"), sign("rigors"), taken))
        yield Case("R17", T1, f"burning, tizanidine {hours} h ago", (sign("burning_urine"), taken))
        yield Case("R17", T3, f"cloudy, tizanidine {hours} h ago", (sign("cloudy_urine"), taken))


# Three-day means of 2 points and 30 % above usual: (holds, why, stiffness column).
THREE_DAYS: tuple[tuple[bool, str, dict[int, float]], ...] = (
    (True, "three days 2 above", usual(4, [6, 6, 6])),
    (True, "three days 2.1 above", usual(4, [6.1, 6.1, 6.1])),
    (False, "three days 1.9 above", usual(4, [5.9, 5.9, 5.9])),
    (True, "2.1 above a usual 7, just 30 %", usual(7, [9.1, 9.1, 9.1])),
    (False, "2.05 above a usual 7, under 30 %", usual(7, [9.05, 9.05, 9.05])),
    (True, "two of three days noted", usual(4, [6, None, 6])),
    (False, "one of three days noted", usual(4, [6, None, None])),
    (True, "a rise last noted two days ago", usual(4, [None, None, 6, 6, 6])),
    (False, "a rise last noted three days ago", usual(4, [None, None, None, 6, 6, 6])),
    (True, "one high day among three lifts the mean to 2", usual(4, [10, 4, 4])),
    (False, "the last two days high, the mean 1.9 up", usual(4, [6.85, 6.85, 4])),
    (True, "the fourth day back is one's usual", usual(4, [6, 6, 6, 4])),
    (False, "13 days known", usual(4, [6, 6, 6], noted=13)),
    (True, "14 days known among 28", usual(4, [6, 6, 6], skip=14)),
    (False, "the 14th known day 29 days back", usual(4, [6, 6, 6], skip=15)),
)


def r18_r19_r35() -> Iterator[Case]:
    for code in ("catheter_blocked", "cannot_pass_urine"):
        yield Case("R18", T1, f"{code}, even if old", (even_old(code),))
        for extra in ("pounding_headache", "flushing_sweating_above"):
            yield Case("R18", T0, f"{code} and {extra}, even if old", (even_old(code), even_old(extra)))
    yield Case("R18", T1, "24 h ago", (sign("catheter_blocked", 24),))
    yield Case("R18", None, "25 h ago", (sign("catheter_blocked", 25),))
    yield Case("R18", None, "headache alone", (sign("pounding_headache"),))

    cough = sign("cough_phlegm")
    for code in ("breathing_trouble", "blue_lips", "fast_breathing"):
        yield Case("R19", T0, f"cough, even if old, and {code}", (even_old("cough_phlegm"), sign(code)))
        yield Case("R19", T0, f"choking, even if old, and {code}", (even_old("choking_on_food"), sign(code)))
    for _, why, noted in CONFUSED:
        yield Case("R19", T0, f"cough and {why}", (cough, *noted))
    for holds, why, noted in FEVERS:
        yield Case("R19", T1 if holds else T3, f"cough and {why}", (cough, *noted))
    yield Case("R19", T1, "old cough and fever", (sign("cough_phlegm", new=False), sign("fever")))
    yield Case("R19", T1, "new cough", (sign("cough_phlegm", 48, new=True),))
    yield Case("R19", None, "new cough 49 h ago", (sign("cough_phlegm", 49, new=True),))
    yield Case("R19", T3, "cough, newness not asked", (cough,))
    yield Case("R19", None, "cough as ever", (sign("cough_phlegm", new=False),))
    yield Case("R19", T1, "choking", (sign("choking_on_food"),))
    yield Case("R19", None, "choking as ever", (sign("choking_on_food", new=False),))
    yield Case("R19", None, "fever alone", (sign("fever"),))
    yield Case("R19", None, "breathing trouble alone is R38", (sign("breathing_trouble"),))

    stiff = sign("stiff_neck")
    for holds, why, noted in FEVERS:
        yield Case("R35", T0 if holds else T1, f"stiff neck and {why}", (stiff, *noted))
    old = (sign("stiff_neck", new=False), sign("fever"))
    yield Case("R35", None, "old stiff neck and fever", old)
    for code in ("pump_wound", "stiff_neck", "upright_headache"):
        yield Case("R35", T1, code, (sign(code),))
        yield Case("R35", None, f"{code} as ever", (sign(code, new=False),))
    yield from pump_is_known("R35", T0, T1, sign("upright_headache"))
    as_ever = sign("upright_headache", new=False)
    yield Case("R35", None, "upright headache as ever, with a pump", (as_ever,), profile={"pump": "yes"})
    yield Case("R35", T1, "72 h ago", (sign("pump_wound", 72),))
    yield Case("R35", None, "73 h ago", (sign("pump_wound", 73),))


def r38_r26() -> Iterator[Case]:
    for code in ("breathing_trouble", "chest_pain", "coughing_blood"):
        yield Case("R38", T0, code, (sign(code),))
        yield Case("R38", T0, f"{code}, said to be old", (sign(code, new=False),))
    yield Case("R38", T0, "24 h ago", (sign("chest_pain", 24),))
    yield Case("R38", None, "25 h ago", (sign("chest_pain", 25),))
    yield Case("R38", None, "explicit no", (no("chest_pain"),))
    leg = sign("leg_swelling_one_side")
    yield Case("R26", T1, "one leg swollen", (leg,))
    yield Case("R26", None, "swollen as ever", (sign("leg_swelling_one_side", new=False),))
    for code in ("breathing_trouble", "chest_pain", "coughing_blood", "blackout"):
        yield Case("R26", T0, f"one leg swollen and {code}", (leg, sign(code)))
    old = (sign("leg_swelling_one_side", new=False), sign("chest_pain"))
    yield Case("R26", None, "swollen as ever and chest pain", old)
    yield Case("R26", None, "chest pain alone", (sign("chest_pain"),))
    yield Case("R26", T1, "72 h ago", (sign("leg_swelling_one_side", 72),))
    yield Case("R26", None, "73 h ago", (sign("leg_swelling_one_side", 73),))


CASES = [*r11(), *r12_r13_r14(), *r34_r41(), *r16(), *r17(), *r18_r19_r35(), *r38_r26()]
