"""Does a missed or ended dose of every medicine that is dangerous to miss raise its rule, under every name?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.spec.red_flags.build import NOW, SELF, ZONE, At, diary, dose, item, sign, the_plan

from supple import watch
from supple.diary.notes import read_note
from supple.knowledge import Medicine, load
from supple.knowledge.gaps import watched_for_misses
from supple.knowledge.medicine_names import is_one_of
from supple.knowledge.red_flags import load_red_flags
from supple.model import Alert, Dose, DoseStatus, Instant, PlanItem, Tier

RULES = load_red_flags()
LISTS = {rule: watched_for_misses(RULES, [rule]) for rule in ("R06", "R07")}
DANGEROUS = [medicine for medicine in load().medicines.values() if medicine.sudden_stop_words]


def names_of(medicine: Medicine) -> list[str]:
    typed = [f"{brand.upper()} 10mg tabs" for brand in medicine.brands]
    return list(dict.fromkeys([medicine.label, *medicine.brands, *medicine.aliases, *typed]))


NAMES = [(medicine, name) for medicine in DANGEROUS for name in names_of(medicine)]


def rule_of(medicine: Medicine) -> str:
    return "R06" if medicine.id.startswith("baclofen") else "R07"


def alert(rule: str, *noted: At, plan: tuple[PlanItem, ...] = ()) -> Alert | None:
    found = watch.check(diary(noted), the_plan(plan), NOW)
    return next((one for one in found if one.rule == rule), None)


def test_whatever_is_warned_of_is_watched_and_the_other_way_round() -> None:
    assert {medicine.id for medicine in DANGEROUS} == set(LISTS["R06"]) | set(LISTS["R07"])
    benzodiazepines = {m.id for m in load().medicines.values() if m.medicine_class == "benzodiazepine"}
    assert benzodiazepines <= set(LISTS["R07"])
    assert {"tizanidine", "gabapentin", "pregabalin"} <= set(LISTS["R07"])


def test_each_level_asks_for_the_same_medicines() -> None:
    """A name left out of one level would be silent at that tier only, where nobody looks."""
    for rule, wanted in LISTS.items():
        found = RULES.rule(rule)
        assert found is not None
        for level in found.levels:
            for leaf in level.questions:
                for field in ("missed_for", "stopped", "taken_for"):
                    assert getattr(leaf, field, wanted) == wanted, (rule, level.words)


@pytest.mark.parametrize(("medicine", "name"), NAMES, ids=lambda value: getattr(value, "id", str(value)))
class TestEveryName:
    def test_misses_over_a_day_are_same_day(self, medicine: Medicine, name: str) -> None:
        misses = (dose(name, "missed", 25), dose(name, "skipped", 1))
        found = alert(rule_of(medicine), *misses, plan=(item("medicine", name),))
        assert found is not None
        assert found.tier is Tier.T1
        with_fit = alert(rule_of(medicine), *misses, sign("seizure"))
        assert with_fit is not None
        assert with_fit.tier is Tier.T0

    def test_an_end_that_nobody_is_named_for_is_same_day(self, medicine: Medicine, name: str) -> None:
        plan = (item("medicine", name), item("medicine", name, 1, "ended"))
        found = alert(rule_of(medicine), plan=plan)
        assert found is not None
        assert found.tier is Tier.T1
        assert "not who said so" in found.words
        with_fit = alert(rule_of(medicine), sign("seizure"), plan=plan)
        assert with_fit is not None
        assert with_fit.tier is Tier.T0

    def test_a_known_reason_changes_the_words_and_removes_nothing(self, medicine: Medicine, name: str) -> None:
        """An end that the prescriber said, or a ladder whose last step is over."""
        said = (item("medicine", name), item("medicine", name, 1, "ended", said_by="Dr Lee"))
        steps = {"step_1": "one", "step_1_days": "20", "step_2": "half", "step_2_days": "9"}
        for plan in (said, (item("medicine", name, 30, **steps),)):
            found = alert(rule_of(medicine), plan=plan)
            assert found is not None
            assert found.tier is Tier.T3
            assert "as your prescriber said" in found.words
            misses = (dose(name, "missed", 25), dose(name, "missed", 1))
            missed = alert(rule_of(medicine), *misses, plan=plan)
            assert missed is not None
            assert missed.tier is Tier.T1
            assert "as your prescriber said" in missed.words
            with_fit = alert(rule_of(medicine), sign("seizure"), plan=plan)
            assert with_fit is not None
            assert with_fit.tier is Tier.T0

    def test_one_taken_since_is_no_gap(self, medicine: Medicine, name: str) -> None:
        misses = (dose(name, "missed", 25), dose(name, "missed", 2), dose(name, "taken", 1))
        assert alert(rule_of(medicine), *misses, plan=(item("medicine", name),)) is None


@pytest.mark.parametrize("medicine", DANGEROUS, ids=lambda medicine: medicine.id)
def test_a_note_of_a_miss_counts_by_label_and_brand(medicine: Medicine) -> None:
    """As the note reader reads it; a pump's doses are never read as tablets."""
    if medicine.id == "baclofen_pump":
        return
    for name in (medicine.label, *medicine.brands):
        noted = []
        for hours in (25, 1):
            at = NOW - timedelta(hours=hours)
            facts = [read.fact for read in read_note(f"missed my {name}", at, SELF, zone=ZONE).facts]
            (read,) = [fact for fact in facts if isinstance(fact, Dose)]
            assert read.status is DoseStatus.MISSED
            assert is_one_of(read.medicine, (medicine.id,)), name
            noted.append(At(read, Instant(at, ZONE)))
        found = alert(rule_of(medicine), *noted, plan=(item("medicine", name),))
        assert found is not None
        assert found.tier is Tier.T1


def test_what_one_medicines_end_explains_does_not_explain_anothers_misses() -> None:
    plan = (
        item("medicine", "gabapentin"),
        item("medicine", "tizanidine"),
        item("medicine", "tizanidine", 1, "ended", said_by="Dr Lee"),
    )
    misses = (dose("gabapentin", "missed", 25), dose("gabapentin", "missed", 1))
    found = alert("R07", *misses, plan=plan)
    assert found is not None
    assert found.tier is Tier.T1
    assert "as your prescriber said" not in found.words


def test_no_word_says_to_double_up_or_to_stop() -> None:
    for name in LISTS:
        rule = RULES.rule(name)
        assert rule is not None
        for level in rule.levels:
            assert "double" not in level.words
            assert not level.words.casefold().startswith("stop")
