"""Boundary cases of the rules on toxin that spread, heat, the liver, too little stiffness, slow change and range."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tests.spec.red_flags.build import (
    TODAY,
    At,
    Case,
    ago,
    dose,
    effect,
    factor,
    item,
    no,
    said,
    sign,
    unasked,
)

from supple.model import DatedChange, Measurement, Tier

T0, T1, T2, T3 = Tier.T0, Tier.T1, Tier.T2, Tier.T3
IMMUNE = {"immune_modifying": "yes"}
HIGH_RISK = (
    "natalizumab", "fingolimod", "siponimod", "ozanimod", "ponesimod", "dimethyl_fumarate", "diroximel_fumarate",
    "ocrelizumab", "ofatumumab", "ublituximab", "rituximab", "alemtuzumab", "cladribine", "mitoxantrone",
    "mycophenolate", "azathioprine", "cyclophosphamide",
)  # fmt: skip
FOR_MS = ("interferon_beta", "glatiramer", "teriflunomide")


def r10() -> Iterator[Case]:
    toxin = (item("injection", "Dysport", 30),)
    long_ago = (item("injection", "Dysport", 100),)
    for code in ("drooping_eyelids", "weak_all_over", "hoarse_voice", "leaking_urine", "double_vision"):
        yield Case("R10", T1, f"{code} after toxin", (sign(code),), toxin)
        yield Case("R10", None, f"{code} as ever, after toxin", (sign(code, new=False),), toxin)
        yield Case("R10", T2, f"{code}, injections not known", (sign(code),))
        yield Case("R10", None, f"{code} as ever", (sign(code, new=False),))
        late = None if code == "double_vision" else T3
        yield Case("R10", late, f"{code} 100 days after toxin", (sign(code),), long_ago)
        yield Case("R10", None, f"{code} as ever, 100 days after toxin", (sign(code, new=False),), long_ago)
    voice = sign("hoarse_voice")
    for days, tier in ((0, T1), (83, T1), (84, T1), (85, T3)):
        yield Case("R10", tier, f"hoarse {days} days after toxin", (voice,), (item("injection", "Botox", days),))
    for block in ("alcohol", "ethanol"):
        for days in (5, 100):
            plan = (item("injection", f"{block} injection", days),)
            yield Case("R10", T2, f"a block with {block} {days} days ago is no toxin", (voice,), plan)
    yield Case("R10", T1, "72 h ago", (sign("hoarse_voice", 72),), toxin)
    yield Case("R10", None, "73 h ago", (sign("hoarse_voice", 73),), toxin)
    yield Case("R10", None, "explicit no", (no("hoarse_voice"),), toxin)


def r14_new_signs() -> Iterator[Case]:
    for code in ("weak_all_over", "one_side_slowly_weaker", "speech_slowly_worse"):
        yield Case("R14", T1, f"{code}, new for me", (sign(code, new=True),))
        yield Case("R14", T2, f"{code}, newness not asked", (sign(code),))
        yield Case("R14", None, f"{code}, not new", (sign(code, new=False),))
    for code in ("cannot_stand_as_before", "knees_give_way", "head_drops", "leaking_urine"):
        yield Case("R14", T1, f"{code}, new for me", (sign(code, new=True),))
        yield Case("R14", None, f"{code}, newness not asked, is R10 or R32", (sign(code),))
        yield Case("R14", None, f"{code}, not new", (sign(code, new=False),))
    for code in ("sight_slowly_worse", "drooping_eyelids", "blurred_sight", "swallowing_trouble"):
        yield Case("R14", T1, code, (sign(code),))
        yield Case("R14", None, f"{code} as ever", (sign(code, new=False),))
    yield Case("R14", T2, "not settled after heat", (sign("heat_not_settled"),))
    yield Case("R14", None, "never settles", (sign("heat_not_settled", new=False),))
    for apart, tier in ((23, None), (24, T2), (25, T2)):
        twice = (sign("worse_with_heat", 1 + apart), sign("worse_with_heat", 1))
        yield Case("R14", tier, f"back with heat, noted twice, {apart} h apart", twice)
    yield Case("R14", None, "back with heat, noted once 30 h ago", (sign("worse_with_heat", 30),))
    settled = (sign("worse_with_heat", 30), no("worse_with_heat", 10), sign("worse_with_heat", 1))
    yield Case("R14", None, "back with heat, settled, and back again", settled)
    gone = (sign("worse_with_heat", 30), sign("worse_with_heat", 2), no("worse_with_heat", 1))
    yield Case("R14", None, "back with heat, and gone since", gone)


def r15() -> Iterator[Case]:
    yield Case("R15", T3, "back with heat", (sign("worse_with_heat", 24),))
    yield Case("R15", None, "back with heat 25 h ago", (sign("worse_with_heat", 25),))
    yield Case("R15", None, "as ever", (sign("worse_with_heat", new=False),))
    for reason in ("heat", "overexertion"):
        for code in ("new_weakness", "new_numbness", "walking_worse", "double_vision", "tingling"):
            yield Case("R15", T3, f"{reason} and an old {code}", (factor(reason), sign(code, new=False)))
            yield Case("R15", T3, f"{reason} and a new {code}", (factor(reason), sign(code, new=True)))
        for code in ("stiffness", "spasms"):
            for change, tier in (("worse", T3), ("much_worse", T3), ("same", None), ("better", None)):
                yield Case("R15", tier, f"{reason}, {code} {change}", (factor(reason), said(code, change)))
        yield Case("R15", None, f"{reason} alone", (factor(reason),))
        yield Case("R15", None, f"no {reason}", (factor(reason, present=False), sign("walking_worse", new=False)))
    yield Case("R15", None, "walking worse, no heat noted", (sign("walking_worse"),))


def r29() -> Iterator[Case]:
    for code in ("yellow_eyes_or_skin", "dark_urine_pale_stools"):
        for plan in ((), (item("medicine", "dantrolene"),)):
            yield Case("R29", T1, f"{code}{', on dantrolene' if plan else ''}", (sign(code),), plan)
            yield Case("R29", None, f"{code} as ever{', on dantrolene' if plan else ''}", (as_ever(code),), plan)
    for code, otherwise in (("pain_under_right_ribs", T2), ("vomiting_unexplained", T2), ("itching_no_rash", T3)):
        yield Case("R29", otherwise, f"{code}, medicines not known", (sign(code),))
        yield Case("R29", None, f"{code} as ever", (as_ever(code),))
        for name in ("tizanidine", "dantrolene", *FOR_MS, *HIGH_RISK):
            yield Case("R29", T1, f"{code} on {name}", (sign(code),), (item("medicine", name),))
        yield Case("R29", None, f"{code} as ever, on dantrolene", (as_ever(code),), (item("medicine", "Dantrium"),))
        yield Case("R29", T1, f"{code}, an immune medicine", (sign(code),), profile=IMMUNE)
    pain = sign("pain_under_right_ribs")
    for name, days in (("tizanidine", 28), ("teriflunomide", 35), ("natalizumab", 35)):
        yield Case("R29", T1, f"{name} {days} days ago", (pain, dose(name, "taken", days * 24)))
        yield Case("R29", T2, f"{name} {days} days and 1 h ago", (pain, dose(name, "taken", days * 24 + 1)))
    yield Case("R29", T2, "on baclofen", (pain,), (item("medicine", "baclofen"),))
    yield Case("R29", T1, "168 h ago", (sign("yellow_eyes_or_skin", 168),))
    yield Case("R29", None, "169 h ago", (sign("yellow_eyes_or_skin", 169),))


def as_ever(code: str) -> At:
    return sign(code, new=False)


def liver(code: str, value: float, hours: float = 1, unit: str = "U/L") -> At:
    return At(Measurement(code, value, unit), ago(hours))


def r30() -> Iterator[Case]:
    for code in ("alt", "ast"):
        limit = liver(f"{code}_upper_limit", 40)
        for value, tier in ((119, None), (120, T1), (121, T1)):
            yield Case("R30", tier, f"{code} {value}, limit 40", (liver(code, value), limit))
        for value, tier in ((149, None), (150, T1), (151, T1)):
            yield Case("R30", tier, f"{code} {value}, limit not noted", (liver(code, value),))
        newer = (liver(code, 130), liver(f"{code}_upper_limit", 40, 900), liver(f"{code}_upper_limit", 60, 2))
        yield Case("R30", None, f"{code} 130, the newest limit is 60", newer)
        yield Case("R30", None, f"{code} in another unit", (liver(code, 500, unit="ukat/L"),))
    yield Case("R30", T1, "two results, one high", (liver("alt", 30, 5), liver("alt", 400, 3)))
    yield Case("R30", None, "the limit of the other", (liver("alt", 130), liver("ast_upper_limit", 10)))
    yield Case("R30", T1, "168 h ago", (liver("alt", 400, 168),))
    yield Case("R30", None, "169 h ago", (liver("alt", 400, 169),))
    for days, tier in ((0, None), (14, None), (15, T3), (16, T3), (89, T3), (90, T3), (91, None)):
        yield Case("R30", tier, f"a blood test due {days} days ago", plan=(item("visit", "Liver blood test", days),))
    due = item("visit", "Blood test (liver)", 20)
    yield Case("R30", None, "another visit", plan=(item("visit", "MS nurse", 20),))
    yield Case("R30", None, "due, and a result since", (liver("ast", 20, 24),), (due,))
    yield Case("R30", T3, "due, and a result from before", (liver("ast", 20, 24 * 30),), (due,))
    yield Case("R30", T3, "due, only a limit noted since", (liver("ast_upper_limit", 40, 24),), (due,))
    decided = item("visit", "Blood test (liver)", 20, decided="nothing_changed")
    yield Case("R30", None, "due, with what was decided there", plan=(decided,))
    yield Case("R30", None, "called off", plan=(due, item("visit", "Blood test (liver)", 20, "ended")))
    yield Case("R30", None, "another one since", plan=(due, item("visit", "blood test", 3)))


def r32() -> Iterator[Case]:
    change = (DatedChange(TODAY, "dose"),)
    for code, otherwise in (
        ("cannot_stand_as_before", T2),
        ("knees_give_way", T2),
        ("head_drops", T2),
        ("cannot_transfer", None),
    ):
        yield Case("R32", T1, f"{code} after a change", (unasked(code),), changes=change)
        yield Case("R32", None, f"{code} as ever, after a change", (as_ever(code),), changes=change)
        yield Case("R32", otherwise, f"{code}, no change known", (unasked(code),))
        yield Case("R32", None, f"{code} as ever", (as_ever(code),))
    for days, strong, weak in ((0, T1, T3), (13, T1, T3), (14, T1, T3), (15, T2, None)):
        when = TODAY - timedelta(days=days)
        knees, weaker = sign("knees_give_way"), effect("weakness")
        yield Case("R32", strong, f"{days} days after a dose", (knees,), changes=(DatedChange(when, "dose"),))
        yield Case("R32", strong, f"{days} days after toxin", (knees,), (item("injection", "Xeomin", days),))
        yield Case("R32", weak, f"weaker {days} days after a dose", (weaker,), changes=(DatedChange(when, "dose"),))
        yield Case("R32", weak, f"weaker {days} days after toxin", (weaker,), (item("injection", "Xeomin", days),))
    for block in ("alcohol", "ethanol"):
        plan = (item("injection", f"{block} injection", 5),)
        yield Case("R32", T2, f"a block with {block}", (sign("knees_give_way"),), plan)
        yield Case("R32", None, f"weaker, a block with {block}", (effect("weakness"),), plan)
    yield Case("R32", None, "a change alone", changes=change)
    yield Case("R32", T1, "72 h ago", (sign("knees_give_way", 72),), changes=change)
    yield Case("R32", None, "73 h ago", (sign("knees_give_way", 73),), changes=change)
    yield Case(
        "R32", None, "a routine changed, weaker", (effect("weakness"),), changes=(DatedChange(TODAY, "other"),)
    )


def r36_r37() -> Iterator[Case]:
    for code in ("personality_change", "speech_slowly_worse", "sight_slowly_worse", "one_side_slowly_weaker"):
        yield Case("R36", T2, f"{code}, medicines not known", (sign(code),))
        yield Case("R36", None, f"{code} as ever", (as_ever(code),))
        yield Case("R36", T1, f"{code}, an immune medicine", (sign(code),), profile=IMMUNE)
        yield Case("R36", None, f"{code} as ever, an immune medicine", (as_ever(code),), profile=IMMUNE)
        for name in FOR_MS:
            yield Case("R36", T2, f"{code} on {name}", (sign(code),), (item("medicine", name),))
    change = sign("personality_change")
    for name in HIGH_RISK:
        yield Case("R36", T1, f"on {name}", (change,), (item("medicine", name),))
    yield Case("R36", T1, "on a brand", (change,), (item("medicine", "Ocrevus infusion"),))
    yield Case("R36", T1, "an infusion 35 days ago", (change, dose("natalizumab", "taken", 840)))
    yield Case("R36", T2, "an infusion 35 days and 1 h ago", (change, dose("natalizumab", "taken", 841)))
    for code in ("new_weakness", "double_vision", "confusion"):
        yield Case("R36", T1, f"new {code}, an immune medicine", (sign(code, new=True),), profile=IMMUNE)
        yield Case("R36", None, f"{code}, newness not asked, an immune medicine", (sign(code),), profile=IMMUNE)
        yield Case("R36", None, f"{code} as ever, an immune medicine", (as_ever(code),), profile=IMMUNE)
        yield Case("R36", None, f"new {code}, medicines not known", (sign(code, new=True),))
    yield Case("R36", T1, "14 days ago", (sign("personality_change", 336),), profile=IMMUNE)
    yield Case("R36", None, "14 days and 1 h ago", (sign("personality_change", 337),), profile=IMMUNE)
    yield Case("R36", None, "an immune medicine alone", profile=IMMUNE)

    for code in ("joint_moves_less", "care_harder_stiff_limb"):
        yield Case("R37", T2, code, (sign(code),))
        yield Case("R37", None, f"{code} as ever", (as_ever(code),))
    yield Case("R37", T2, "four weeks ago", (sign("joint_moves_less", 672),))
    yield Case("R37", None, "four weeks and 1 h ago", (sign("joint_moves_less", 673),))


CASES = [*r10(), *r14_new_signs(), *r15(), *r29(), *r30(), *r32(), *r36_r37()]
