"""Are all codes of the house there, each with one meaning?"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

import pytest

from supple import knowledge
from supple.knowledge import Entry, FactorKind, Medicine

K = knowledge.load()

# What people, files and other rooms may use. A code may be added; none may go.
PROMISED = {
    "measures": "stiffness pain fatigue sleep_quality sleep_disruption mood spasm_severity stress_level sleep_hours"
    " temperature steps hrv resting_hr",
    "hindrances": "hindered.walking hindered.sitting hindered.dressing hindered.transfers hindered.driving"
    " hindered.sleep hindered.intimacy",
    "counts": "spasms cramps clonus falls wakings",
    "answers": "stiffness_helped_standing stiffness_helped_walking stiffness_helped_transfer crash",
    "factors": "bladder_infection other_infection full_bladder constipation pain_elsewhere pressure_sore"
    " tight_clothing posture sitting_long stress tiredness poor_sleep overexertion heat cold dehydration menstruation"
    " missed_dose new_medicine interferon_injection alcohol relapse toxin_wearing_off sudden_position_change"
    " late_screen_time weather caffeine travel illness exertion_physical exertion_mental exertion_emotional"
    " exertion_social",
    "sessions": "stretching bedtime_stretch walk movement_break lunch_walk exercise physiotherapy"
    " occupational_therapy massage cooling warming rest standing_frame positioning relaxation hydrotherapy bike yoga",
    "signs": "fever rigors burning_urine urinary_frequency urinary_urgency blood_in_urine cloudy_urine"
    " lower_belly_pain cannot_pass_urine catheter_blocked new_weakness new_numbness walking_worse vision_loss"
    " face_drop arm_weakness speech_trouble saddle_numbness bowel_loss legs_rapidly_weaker breathing_trouble"
    " swallowing_trouble hard_to_wake very_floppy seizure blackout confusion hallucination itching_no_rash tingling"
    " suddenly_much_stiffer pump_alarm_single pump_alarm_two_tone pounding_headache flushing_sweating_above blue_lips"
    " head_injury cannot_stand_after_fall chest_pain leg_swelling_one_side suicidal_thoughts suicidal_plan"
    " unsafe_at_home spasms_stop_sleep spasms_stop_safe_moving more_falls skin_broken cough_phlegm",
    "side_effects": "sleepiness dizziness weakness nausea confusion dry_mouth low_mood falls_more",
    "body_parts": "calf hamstring thigh quads groin inner_thigh hip hip_flexor buttock knee ankle foot toes leg trunk"
    " back belly neck jaw shoulder upper_arm elbow forearm wrist hand fingers arm whole_body",
    "medicines": "baclofen tizanidine diazepam clonazepam dantrolene gabapentin pregabalin nabiximols fampridine"
    " onabotulinumtoxina abobotulinumtoxina incobotulinumtoxina ciprofloxacin fluvoxamine oxybutynin paracetamol"
    " ibuprofen nitrofurantoin trimethoprim",
    "symptoms": "spasticity spasms clonus cramps",
    "emergency_numbers": "default GB IE US CA AU NZ DE AT CH FR NL",
}

# The guide's own list of when to call: each of its signs, ticked as new, is at least a same-day call.
GUIDE_SIGNS = {
    "suddenly_much_stiffer", "fever", "burning_urine", "new_weakness", "new_numbness", "walking_worse",
    "spasms_stop_sleep", "spasms_stop_safe_moving", "more_falls", "unsafe_at_home",
}  # fmt: skip

# Column codes never collide; a sign and a side effect may be the same thing (confusion) under one name.
COLUMN_TABLES = (K.measures, K.hindrances, K.counts, K.answers, K.factors, K.sessions)


def all_entries(*tables: str) -> Iterator[tuple[str, Entry]]:
    for table in tables:
        for entry in getattr(K, table).values():
            yield table, entry


@pytest.mark.parametrize("table", PROMISED)
def test_every_promised_code_is_there(table: str) -> None:
    missing = set(PROMISED[table].split()) - set(getattr(K, table))
    assert not missing


def test_column_codes_are_unique_across_files() -> None:
    codes = [code for table in COLUMN_TABLES for code in table]
    assert len(codes) == len(set(codes))


def test_other_codes_share_a_name_only_if_they_are_the_same_thing() -> None:
    labels: dict[str, set[str]] = defaultdict(set)
    for _, entry in all_entries(
        "measures", "hindrances", "counts", "answers", "factors", "sessions", "signs", "side_effects", "medicines",
        "body_parts", "muscles",
    ):  # fmt: skip
        labels[entry.id].add(entry.label)
    assert {code: words for code, words in labels.items() if len(words) > 1} == {}


def test_codes_are_plain_ascii_words() -> None:
    for table in (*PROMISED, "muscles"):
        for code in getattr(K, table):
            expected = r"default|[A-Z]{2}" if table == "emergency_numbers" else r"[a-z][a-z0-9_]*(\.[a-z_]+)?"
            assert re.fullmatch(expected, code), (table, code)


def _clashes(tables: Iterable[str]) -> dict[str, set[str]]:
    meanings: dict[str, set[str]] = defaultdict(set)
    for _, entry in all_entries(*tables):
        for words in {entry.label.casefold(), *entry.aliases}:
            meanings[words].add(entry.id)
    return {words: ids for words, ids in meanings.items() if len(ids) > 1}


@pytest.mark.parametrize(
    "tables",
    [
        ("measures", "hindrances", "counts", "answers", "factors", "sessions"),
        ("signs",),
        ("side_effects",),
        ("body_parts", "muscles"),
        ("medicines",),
        ("factors", "sessions", "medicines"),
    ],
)
def test_words_mean_one_thing(tables: tuple[str, ...]) -> None:
    assert _clashes(tables) == {}


def test_aliases_are_casefolded_and_each_stands_once() -> None:
    for table, entry in all_entries(*PROMISED, "muscles"):
        assert all(alias == alias.casefold().strip() and alias for alias in entry.aliases), (table, entry.id)
        assert len(set(entry.aliases)) == len(entry.aliases), (table, entry.id)
        assert entry.label.casefold() not in entry.aliases, (table, entry.id)


def test_every_muscle_belongs_to_a_part_people_name() -> None:
    assert K.muscles
    for muscle in K.muscles.values():
        assert muscle.part in K.body_parts, muscle.id


@pytest.mark.parametrize(
    ("brand", "medicine"),
    [
        ("lioresal", "baclofen"), ("gablofen", "baclofen_pump"), ("zanaflex", "tizanidine"), ("valium", "diazepam"),
        ("rivotril", "clonazepam"), ("klonopin", "clonazepam"), ("dantrium", "dantrolene"),
        ("neurontin", "gabapentin"), ("lyrica", "pregabalin"), ("sativex", "nabiximols"), ("fampyra", "fampridine"),
        ("ampyra", "fampridine"), ("dalfampridine", "fampridine"), ("cipro", "ciprofloxacin"),
        ("ciproxin", "ciprofloxacin"), ("acetaminophen", "paracetamol"), ("onabotulinumtoxina", "onabotulinumtoxina"),
    ],
)  # fmt: skip
def test_brands_lead_to_their_medicine(brand: str, medicine: str) -> None:
    found = [m.id for m in K.medicines.values() if brand in {m.id, m.label.casefold(), *m.aliases}]
    assert found == [medicine]


def test_every_brand_is_an_alias_too() -> None:
    for medicine in K.medicines.values():
        for brand in medicine.brands:
            assert brand.casefold() in {medicine.label.casefold(), *medicine.aliases}, (medicine.id, brand)


def _toxins() -> list[Medicine]:
    return [m for m in K.medicines.values() if m.medicine_class == "botulinum toxin"]


def test_toxin_units_never_cross_brands() -> None:
    units = [toxin.unit for toxin in _toxins()]
    assert len(units) == 3
    assert len(set(units)) == 3
    assert all(unit.startswith("units of ") for unit in units)


def test_pump_baclofen_is_in_micrograms_and_tablets_in_milligrams() -> None:
    assert K.medicines["baclofen_pump"].unit == "micrograms"
    assert K.medicines["baclofen"].unit == "mg"


def test_the_pair_that_matters_most_is_known_both_ways() -> None:
    assert {"ciprofloxacin", "fluvoxamine"} <= set(K.medicines["tizanidine"].must_not_meet)
    for medicine in K.medicines.values():
        for other in medicine.must_not_meet:
            assert medicine.id in K.medicines[other].must_not_meet


def test_sudden_stop_is_warned_of_where_it_is_dangerous() -> None:
    for code in ("baclofen", "baclofen_pump", "tizanidine", "diazepam", "clonazepam", "gabapentin", "pregabalin"):
        assert K.medicines[code].sudden_stop_words, code


def test_fampridine_is_not_taken_for_a_muscle_relaxant() -> None:
    assert not K.medicines["fampridine"].is_antispastic
    assert K.medicines["baclofen"].is_antispastic
    assert K.medicines["baclofen"].is_sedating
    assert K.medicines["nitrofurantoin"].is_antibiotic


def test_the_guides_own_signs_are_marked() -> None:
    marked = {sign.id for sign in K.signs.values() if sign.in_guide}
    assert marked >= GUIDE_SIGNS


def test_signs_ask_in_the_form_new_for_me() -> None:
    for sign in K.signs.values():
        assert sign.question.startswith("New for me: "), sign.id
        assert not sign.question.endswith("."), sign.id
        assert sign.place, sign.id


def _signs_in_rules() -> set[str]:
    table = tomllib.loads((resources.files("supple.knowledge") / "red_flags.toml").read_text("utf-8"))
    found: set[str] = set()

    def walk(node: object, key: str = "") -> None:
        if isinstance(node, dict):
            for name, inner in node.items():
                walk(inner, name)
        elif isinstance(node, list):
            for inner in node:
                walk(inner, key)
        elif key in {"sign", "any_sign"}:
            found.add(str(node))

    walk(table)
    return found


def test_every_sign_that_a_rule_asks_for_can_be_ticked() -> None:
    assert _signs_in_rules() - set(K.signs) == set()


def test_no_sign_can_be_ticked_that_no_rule_reads() -> None:
    """A tick that does nothing would be a false promise."""
    assert set(K.signs) - _signs_in_rules() == set()


def test_the_check_in_offers_the_guides_factors_but_not_screens_or_weather() -> None:
    offered = {code for code, factor in K.factors.items() if factor.is_default}
    promised = set(PROMISED["factors"].split())
    not_offered = {
        "late_screen_time", "weather", "caffeine", "travel", "illness", "exertion_physical", "exertion_mental",
        "exertion_emotional", "exertion_social",
    }  # fmt: skip
    assert offered == promised - not_offered
    assert "sudden_position_change" in offered


def test_what_is_too_important_is_never_called_unrelated() -> None:
    for code in ("bladder_infection", "other_infection", "illness", "pressure_sore", "relapse", "missed_dose"):
        assert K.factors[code].never_unrelated, code
    assert K.counts["falls"].never_unrelated


def test_directions_and_groups_are_of_the_known_kinds() -> None:
    for entry in K.observables():
        assert entry.when_noted in {"last_night", "day", "evening"}, entry.id
        assert entry.group, entry.id
        if isinstance(entry, FactorKind):
            assert entry.reading in {"either", "only_worse", "only_better"}, entry.id
            assert entry.evidence in knowledge.EVIDENCE_WORDS, entry.id
    for measure in (*K.measures.values(), *K.hindrances.values()):
        assert measure.higher_is in {"worse", "better"}, measure.id
    assert {code for code, m in K.measures.items() if m.higher_is == "better"} >= {"sleep_quality", "mood"}
