"""What happens in each sample life, day by day. The effects planted here are the `truth` in `people`."""

from __future__ import annotations

import math
from datetime import date, timedelta

from supple.model import (
    Answer,
    Author,
    Count,
    Dose,
    DoseStatus,
    Fact,
    Factor,
    Measurement,
    Period,
    PlanStatus,
    Profile,
    Rating,
    Recall,
    Session,
    Side,
    SideEffect,
    Sign,
    When,
)
from supple.simulate.diarist import Diarist, answered, autoregressive, ramp, rating, toxin_effect


def _factors(d: Diarist, truths: dict[str, bool]) -> list[Fact]:
    """The factors of one day as they were answered; what was left blank yields nothing."""
    noted = {code: answered(d, truth) for code, truth in truths.items()}
    return [Factor(code, present) for code, present in noted.items() if present is not None]


def night_cramps(d: Diarist, first: date, days: int) -> None:
    """Nora. Dehydration and late screens multiply the night's spasms, a bedtime stretch halves them, and the
    doctor's higher night dose of baclofen lowers them from day 85 on. Her legs are stiffer in the evening."""
    wobble = autoregressive(d.rng, days, rho=0.35, sd=0.2)
    stiff = autoregressive(d.rng, days, rho=0.5, sd=0.8)
    evenings = d.rng.spawn(1)[0]  # its own chance, so that nothing else in her life moves with it
    dose_day = first + timedelta(days=85)
    d.plan(
        "medicine",
        "baclofen",
        first,
        words="5 mg at bedtime, as prescribed by Dr Patel",
        detail={"strength": "5", "strength_unit": "mg", "times": "22:00", "prescriber": "Dr Patel"},
    )
    d.plan(
        "medicine",
        "baclofen",
        dose_day,
        status=PlanStatus.CHANGED,
        words="10 mg at bedtime, raised by Dr Patel",
        detail={"strength": "10", "strength_unit": "mg", "times": "22:00", "prescriber": "Dr Patel"},
    )
    d.plan("routine", "bedtime stretch", first, words="Calves and hamstrings before bed, when I manage it")
    d.plan("goal", "sleep through", first, words="Sleep five hours without a cramp, three nights a week")
    d.plan("team", "Dr Patel", first, words="Neurologist", detail={"role": "neurologist", "phone": "020 7946 0100"})
    d.plan("aid", "firm mattress", first + timedelta(days=40), words="Firmer mattress, pillow under the knees")
    d.plan("visit", "Dr Patel", first + timedelta(days=84), words="Clinic visit")
    d.plan(
        "question",
        "leg at rest",
        first + timedelta(days=days - 9),
        words="Why does the left calf cramp more than the right?",
    )
    profile = ("pump", "no"), ("catheter", "no"), ("country", "GB")
    d.add([(Profile(key, answer), d.day(first)) for key, answer in profile], recorded_at=d.wall(first, 12.0))
    dry = screen = stretch = False
    for i in range(days):
        today = first + timedelta(days=i)
        eased = ramp((today - dose_day).days, tau_days=4)
        log_mean = 0.9 + math.log(2.2) * dry + math.log(2.0) * screen - math.log(2.0) * stretch
        cramps = d.spasm_count(math.exp(log_mean - 0.55 * eased + wobble[i]), 8.0)
        stiffness = 3.2 + stiff[i] + 0.1 * cramps
        # Tonight's habits decide the next night; they do not depend on today's stiffness.
        dry, screen, stretch = d.chance(0.33), d.chance(0.4), d.chance(0.5)
        if not d.opens_diary(0.25 * (cramps - 4), weekend=today.weekday() >= 5):
            continue
        _nora_notes(d, today, cramps=cramps, stiffness=stiffness)
        truths = {"dehydration": dry, "late_screen_time": screen, "heat": d.chance(0.12), "stress": d.chance(0.25)}
        evening: list[tuple[Fact, When]] = [(fact, d.evening(today)) for fact in _factors(d, truths)]
        done = answered(d, stretch)
        if done is not None:
            evening.append((Session("bedtime_stretch", done=done, minutes=8.0 if done else None), d.evening(today)))
        if evenings.random() < 0.7:
            later = stiffness + 0.7 + float(evenings.normal(0, 0.9))
            evening.append((Rating("stiffness", rating(later)), d.at(today, 21.5)))
        evening.append((Dose("baclofen", DoseStatus.TAKEN, 10.0 if today >= dose_day else 5.0), d.at(today, 22.0)))
        if dose_day <= today < dose_day + timedelta(days=9) and d.chance(0.6):
            evening.append(
                (SideEffect("sleepiness", severity=float(d.rng.integers(3, 6)), medicine="baclofen"), d.day(today))
            )
        d.add(evening, recorded_at=d.wall(today, 22.2))


def _nora_notes(d: Diarist, today: date, *, cramps: int, stiffness: float) -> None:
    morning = d.at(today, 7.4 + 0.5 * float(d.rng.random()))
    facts: list[tuple[Fact, When]] = [(Rating("stiffness", rating(stiffness)), morning)]
    if cramps and d.chance(0.35):  # some nights she notes the cramp itself, at about three
        at_three = d.at(today, 2.6 + 0.9 * float(d.rng.random()))
        d.add(
            [(Count("spasms", cramps, Period.NIGHT, severity=2, part="calf", side=Side.LEFT), at_three)],
            recorded_at=at_three.at_utc,
            source="note",
        )
    else:
        facts.append((Count("spasms", cramps, Period.NIGHT, part="calf"), d.night(today)))
    disrupted = rating(1.0 + 0.7 * cramps + float(d.rng.normal(0, 0.7)))
    facts.append((Rating("sleep_disruption", disrupted, Recall.LAST_NIGHT), d.night(today)))
    if d.chance(0.6):
        facts.append((Factor("poor_sleep", disrupted >= 6), d.night(today)))
    if d.chance(0.4):
        facts.append((Rating("hindered.sleep", disrupted), d.day(today)))
        facts.append((Rating("hindered.walking", rating(stiffness - 1)), d.day(today)))
    if d.chance(0.3):
        facts.append((Answer("stiffness_helped_standing", d.chance(0.2)), d.day(today)))
    d.add(facts, recorded_at=morning.at_utc)
    if cramps >= 8 and d.chance(0.5):
        d.note("Calf locked solid at three again, had to stand on it till it let go.", today, 3.4)
    elif cramps == 0 and d.chance(0.12):
        d.note("Slept right through. First time in a while.", today, 8.0)


def desk_worker(d: Diarist, first: date, days: int) -> None:
    """Daniel. A long day of sitting raises the next day's stiffness, a lunch walk lowers the next day's, and
    breaks at work, agreed with the physiotherapist on day 50, bring the level down over weeks."""
    wobble = autoregressive(d.rng, days, rho=0.45, sd=0.7)
    breaks_day = first + timedelta(days=50)
    d.plan(
        "routine", "movement breaks", breaks_day, words="Stand and stretch every 50 minutes at work, with Anna (PT)"
    )
    d.plan("aid", "height-adjustable desk", first + timedelta(days=54), words="Desk that goes up and down")
    d.plan(
        "team",
        "Anna Weber",
        first,
        words="Physiotherapist",
        detail={"role": "physiotherapist", "phone": "030 5550142"},
    )
    d.plan("goal", "commute", first, words="Walk from the station to the office without stopping")
    d.plan(
        "question", "evenings", first + timedelta(days=days - 5), words="Is cycling to work a good idea in winter?"
    )
    profile = ("pump", "no"), ("country", "DE")
    d.add([(Profile(key, answer), d.day(first)) for key, answer in profile], recorded_at=d.wall(first, 12.0))
    sat_before = walked_before = False
    for i in range(days):
        today = first + timedelta(days=i)
        workday = today.weekday() < 5
        settled = ramp((today - breaks_day).days, tau_days=18)
        sat = d.chance(0.62 if workday else 0.18)
        walked = d.chance(0.45 if workday else 0.35)
        took_break = d.chance(0.1 + 0.7 * settled) if workday else False
        truths = {
            "sitting_long": sat,
            "stress": d.chance(0.3 if workday else 0.1),
            "poor_sleep": d.chance(0.2),
            "cold": d.chance(0.15),
            "caffeine": d.chance(0.6),
        }
        level = 4.2 + wobble[i] + 1.1 * sat_before - 0.9 * walked_before - 1.6 * settled
        sat_before, walked_before = sat, walked
        if not d.opens_diary(level - 4.5, weekend=not workday):
            continue
        evening = d.at(today, 19.0 + 2 * float(d.rng.random()))
        facts: list[tuple[Fact, When]] = [
            (Rating("stiffness", rating(level), part="leg", side=Side.BOTH), evening),
            (Rating("stiffness", rating(level)), evening),
        ]
        facts += [
            (fact, d.night(today) if fact.code == "poor_sleep" else d.day(today))
            for fact in _factors(d, truths)
            if isinstance(fact, Factor)
        ]
        for code, done in (("lunch_walk", walked), ("movement_break", took_break)):
            said = answered(d, done)
            if said is not None:
                minutes = float(d.rng.integers(5, 12)) if said and code == "lunch_walk" else None
                facts.append((Session(code, done=said, minutes=minutes), d.day(today)))
        if d.chance(0.35):
            facts.append((Rating("hindered.sitting", rating(level - 0.5)), d.day(today)))
            facts.append((Rating("hindered.driving", rating(level - 2)), d.day(today)))
        if d.chance(0.25):
            facts.append((Rating("fatigue", rating(4 + float(d.rng.normal(0, 1.5)))), evening))
        d.add(facts, recorded_at=evening.at_utc)
        if level > 6.5 and d.chance(0.3):
            d.note("Legs like planks after the quarterly meeting, four hours in one chair.", today, 18.2)


def pump_and_team(d: Diarist, first: date, days: int) -> None:
    """Maria. Toxin on day 8 (wears off from about week 11), a bladder infection on days 58–64, a pump on day 112;
    constipation raises stiffness that day and the next. Jo, her carer, notes on some of the days."""
    jo = Author("carer", "Jo")
    wobble = autoregressive(d.rng, days, rho=0.45, sd=0.8)
    toxin_day, ill_from, pump_day = (first + timedelta(days=n) for n in (8, 58, 112))
    _maria_plan(d, first, toxin_day, pump_day, days)
    blocked_before = False
    for i in range(days):
        today = first + timedelta(days=i)
        ill = 0 <= (today - ill_from).days < 7
        blocked = d.chance(0.28)
        level = (
            6.3
            + wobble[i]
            + 0.8 * blocked
            + 0.7 * blocked_before
            + 2.5 * ill
            - 1.7 * toxin_effect((today - toxin_day).days)
            - 2.6 * ramp((today - pump_day).days, tau_days=6)
        )
        blocked_before = blocked
        if not d.opens_diary(0.7 * (level - 6)):
            continue
        by_jo = d.chance(0.3)
        by = jo if by_jo else Author("self")
        when = d.at(today, 18.0 + 2 * float(d.rng.random()))
        truths = {
            "constipation": blocked,
            "heat": d.chance(0.12),
            "stress": d.chance(0.2),
            "pain_elsewhere": d.chance(0.2),
        }
        facts: list[tuple[Fact, When]] = [(Rating("stiffness", rating(level)), when)]
        facts += [(fact, d.day(today)) for fact in _factors(d, truths)]
        facts.append((Count("spasms", d.spasm_count(max(0.3, level - 3)), Period.DAY), d.day(today)))
        if d.chance(0.5):
            facts.append((Rating("hindered.transfers", rating(level - 0.5)), d.day(today)))
            facts.append((Answer("stiffness_helped_transfer", d.chance(0.45)), d.day(today)))
        if d.chance(0.4):
            facts.append((Rating("pain", rating(level - 2)), when))
        if ill:
            facts.append((Factor("bladder_infection", True), d.day(today)))
        d.add(facts, recorded_at=when.at_utc, by=by)
        if today == ill_from + timedelta(days=1):
            d.add(
                [
                    (Sign("burning_urine", new=True), when),
                    (Sign("cloudy_urine", new=True), when),
                    (Measurement("temperature", 38.2, "Cel"), when),
                ],
                recorded_at=when.at_utc,
                by=jo,
            )
            d.note(
                "She is burning when she passes water and everything is clamped. Rang the nurse.", today, 19.0, by=jo
            )
        if d.chance(0.02):
            d.add([(Count("falls", 1), d.day(today))], recorded_at=when.at_utc, by=by)


def _maria_plan(d: Diarist, first: date, toxin_day: date, pump_day: date, days: int) -> None:
    d.plan(
        "medicine",
        "tizanidine",
        first,
        words="4 mg three times a day, as prescribed by Dr Okafor",
        detail={"strength": "4", "strength_unit": "mg", "times": "08:00; 14:00; 22:00", "prescriber": "Dr Okafor"},
    )
    d.plan(
        "injection",
        "Dysport",
        toxin_day,
        words="Inner thighs and calves, both sides; review at six weeks",
        detail={"muscles": "adductors, gastrocnemius", "side": "both"},
    )
    d.plan("routine", "positioning after toxin", toxin_day, words="Wedge between the knees, 20 minutes twice a day")
    d.plan(
        "pump_trial",
        "trial dose",
        pump_day - timedelta(days=35),
        words="50 micrograms; the knees came apart more easily, for about six hours",
        detail={
            "trial_mcg": "50",
            "trial_changed": "My knees came apart without Jo pulling. Standing felt wobbly.",
            "trial_lasted": "about six hours",
        },
    )
    d.plan(
        "pump",
        "baclofen pump",
        pump_day,
        words="Implanted and filled at the pump clinic",
        detail={
            "concentration_mcg_per_ml": "500",
            "daily_dose_mcg": "120",
            "reservoir_ml": "20",
            "fill_volume_ml": "20",
            "alarm_volume_ml": "2",
            "brand": "synchromed",
            "model": "SynchroMed II",
            "implanted_on": pump_day.isoformat(),
            "battery_end": f"{pump_day.year + 6}-{pump_day.month:02}",
            "card_at": "In the purse, a copy on the fridge",
            "filled_on": pump_day.isoformat(),
            "filled_time": "10:30",
            "clinic_alarm_date": (pump_day + timedelta(days=75)).isoformat(),
        },
    )
    d.plan(
        "medicine",
        "tizanidine",
        pump_day + timedelta(days=14),
        status=PlanStatus.ENDED,
        words="Ended step by step by Dr Okafor after the pump",
    )
    d.plan("aid", "wheelchair cushion", first + timedelta(days=30), words="Pressure-relieving cushion from the OT")
    d.plan(
        "team",
        "Pump clinic",
        first,
        words="Spasticity and pump clinic",
        detail={"role": "pump clinic", "phone": "020 7946 0222"},
    )
    d.plan("team", "Nurse Ellis", first, words="MS nurse", detail={"role": "nurse", "phone": "020 7946 0333"})
    d.plan("goal", "transfers", first, words="Bed to chair with one helper instead of two")
    d.plan("visit", "Pump clinic", pump_day, words="Pump implanted")
    d.plan("question", "travel", first + timedelta(days=days - 6), words="What do we need for the flight in spring?")
    before = ("pump", "no"), ("catheter", "yes"), ("lesion_t6_or_above", "unknown"), ("country", "GB")
    d.add([(Profile(key, answer), d.day(first)) for key, answer in before], recorded_at=d.wall(first, 12.0))
    d.add([(Profile("pump", "yes"), d.day(pump_day))], recorded_at=d.wall(pump_day, 12.0))


def no_trigger(d: Diarist, first: date, days: int) -> None:
    """Sam. Stiffness wanders by itself; everything noted beside it is chance."""
    wobble = autoregressive(d.rng, days, rho=0.5, sd=1.1)
    d.plan("goal", "stairs", first, words="One flight of stairs without the rail")
    d.plan("team", "Dr Kim", first, words="Neurologist", detail={"role": "neurologist", "phone": "212-555-0147"})
    d.add(
        [(Profile(key, answer), d.day(first)) for key, answer in (("pump", "no"), ("country", "US"))],
        recorded_at=d.wall(first, 12.0),
    )
    rates = {
        "poor_sleep": 0.3,
        "heat": 0.2,
        "stress": 0.35,
        "constipation": 0.2,
        "dehydration": 0.25,
        "late_screen_time": 0.4,
        "cold": 0.2,
        "tight_clothing": 0.1,
        "alcohol": 0.2,
    }
    for i in range(days):
        today = first + timedelta(days=i)
        level = 4.8 + wobble[i]
        truths = {code: d.chance(rate) for code, rate in rates.items()}
        stretched, walked = d.chance(0.5), d.chance(0.4)
        if not d.opens_diary(level - 4.8, weekend=today.weekday() >= 5):
            continue
        when = d.at(today, 20.0 + float(d.rng.random()))
        facts: list[tuple[Fact, When]] = [(Rating("stiffness", rating(level)), when)]
        facts += [
            (fact, d.night(today) if isinstance(fact, Factor) and fact.code == "poor_sleep" else d.day(today))
            for fact in _factors(d, truths)
        ]
        for code, done in (("stretching", stretched), ("walk", walked)):
            said = answered(d, done)
            if said is not None:
                facts.append((Session(code, done=said), d.day(today)))
        if d.chance(0.3):
            facts.append((Rating("hindered.walking", rating(level - 1)), d.day(today)))
        d.add(facts, recorded_at=when.at_utc)
