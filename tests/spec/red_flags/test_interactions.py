"""Is every pair of the reference page seen, under every name, in both orders, and nothing without both?"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.red_flags.build import NOW, At, Case, ago, diary, dose, factor, item, the_plan
from tests.spec.words import MAX_GRADE, problems, reading_grade

from supple import watch
from supple.knowledge import load
from supple.knowledge.interactions import ALCOHOL, Interaction, load_interactions
from supple.knowledge.medicine_names import known_medicines
from supple.model import Alert, Note, PlanItem, Tier

ROWS = load_interactions().rows
MEDICINES = load().medicines

OPIOIDS = "codeine cocodamol tramadol morphine oxycodone fentanyl buprenorphine dihydrocodeine methadone"
BENZODIAZEPINES = "diazepam clonazepam lorazepam temazepam alprazolam nitrazepam"
PRESSURE = "ramipril amlodipine bisoprolol losartan lisinopril verapamil"
# Written from the reference page (2.1), not from the file: what must be seen, and how urgent while it is new.
PROMISED = (
    ("T1", "tizanidine", "ciprofloxacin fluvoxamine"),
    (
        "T1",
        "tizanidine",
        "levofloxacin ofloxacin norfloxacin moxifloxacin zileuton amiodarone mexiletine propafenone",
    ),
    ("T1", "tizanidine", "verapamil cimetidine famotidine aciclovir ticlopidine combined_pill progestogen_pill"),
    ("T1", "baclofen", OPIOIDS),
    ("T1", "diazepam clonazepam lorazepam", OPIOIDS),
    ("T1", "gabapentin pregabalin", OPIOIDS),
    ("T2", "baclofen", BENZODIAZEPINES),
    ("T2", "baclofen", "amitriptyline nortriptyline clomipramine imipramine"),
    ("T2", "baclofen", "phenelzine moclobemide tranylcypromine isocarboxazid"),
    ("T2", "baclofen", PRESSURE),
    ("T2", "baclofen", "ibuprofen naproxen diclofenac"),
    ("T2", "tizanidine", "ramipril amlodipine bisoprolol losartan lisinopril"),
    ("T2", "tizanidine dantrolene nabiximols", OPIOIDS),
    ("T2", "dantrolene", "hrt combined_pill"),
    ("T2", "nabiximols", "carbamazepine rifampicin phenytoin st_johns_wort"),
    ("T2", "fampridine", "cimetidine"),
    ("T3", "gabapentin", "antacid"),
    ("T3", "tizanidine dantrolene nabiximols", "gabapentin diazepam zopiclone"),
    ("T3", "baclofen tizanidine diazepam dantrolene gabapentin nabiximols morphine", "alcohol"),
)
PAIRS = [
    (Tier(tier), one, other)
    for tier, left, right in PROMISED
    for one, other in itertools.product(left.split(), right.split())
]


def names_of(medicine: str) -> list[str]:
    if medicine == ALCOHOL:
        return [ALCOHOL]
    entry = MEDICINES[medicine]
    return list(dict.fromkeys([entry.label, *entry.brands, *entry.aliases, *(f"{b} 10 mg" for b in entry.brands)]))


def met(alerts: tuple[Alert, ...]) -> dict[str, Alert]:
    return {alert.rule: alert for alert in alerts if alert.rule.startswith("I")}


def check(*noted: At, plan: tuple[PlanItem, ...] = ()) -> dict[str, Alert]:
    return met(watch.check(diary(noted), the_plan(plan), NOW))


@pytest.mark.parametrize(("tier", "one", "other"), PAIRS, ids=str)
def test_a_pair_of_the_reference_page_is_seen_in_the_plan_and_in_doses(tier: Tier, one: str, other: str) -> None:
    """Each side from the plan and from a dose; either may come first."""
    if other == ALCOHOL:
        entries = {"noted": (factor(ALCOHOL),), "planned": None}
    else:
        entries = {"noted": (dose(other, "taken", 5),), "planned": (item("medicine", other, 3),)}
    sides = [
        ((dose(one, "taken", 30), *entries["noted"]), ()),
        (entries["noted"], (item("medicine", one),)),
        *([((dose(one, "taken", 30),), entries["planned"]), ((), (*entries["planned"], item("medicine", one)))]
          if entries["planned"] else []),
    ]  # fmt: skip
    for noted, plan in sides:
        alerts = check(*noted, plan=plan)
        assert min((alert.tier for alert in alerts.values()), key=lambda t: t.rank) is tier


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_name_of_every_pair_is_known_in_both_orders(row: Interaction) -> None:
    seen = 0
    for pair in row.pairs:
        one, other = sorted(pair)
        for first, second in itertools.product(names_of(one), names_of(other)):
            means_both = len(known_medicines(first)) > 1 or len(known_medicines(second)) > 1
            for names in ((first, second), (second, first)):
                found = watch.interactions_of(names)
                if not means_both:  # "Lioresal Intrathecal" means tablets too, and may belong to a row above
                    assert [one.rule for one in found] == [row.id], names
                    assert (found[0].first, found[0].second) == names
                    seen += 1
    assert seen >= 2 * len(row.pairs)


def test_the_names_that_people_say_are_known() -> None:
    """The pair that matters most, as it stands on boxes in several countries."""
    for ours, theirs in itertools.product(
        ("Zanaflex", "Sirdalud 4mg", "tizanidine", "tizanidine hydrochloride 2 mg tablets"),
        ("Cipro", "Ciproxin", "CIPROFLOXACIN 500", "Luvox", "Faverin", "fluvoxamine"),
    ):
        found = watch.interactions_of([ours, theirs])
        assert [(one.tier, one.rule in {"I01", "I02"}) for one in found] == [(Tier.T1, True)], (ours, theirs)


@pytest.mark.parametrize(
    "pasted", ["Tizani\u00addine 2 mg", "Tiza\u200bnidine", "Ｚanaflex", "\u2060Tizanidine\ufeff"]
)
def test_signs_that_nobody_sees_hide_no_medicine(pasted: str) -> None:
    assert [one.rule for one in watch.interactions_of([pasted, "Cipro\u00adfloxacin"])] == ["I01"]
    assert set(check(plan=(item("medicine", pasted), item("medicine", "Ciprofloxacin")))) == {"I01"}


@pytest.mark.parametrize("medicine", sorted({m for row in ROWS for pair in row.pairs for m in pair}))
def test_one_alone_raises_nothing(medicine: str) -> None:
    if medicine == ALCOHOL:
        assert check(factor(ALCOHOL)) == {}
        return
    for name in names_of(medicine):
        assert watch.interactions_of([name]) == ()
        assert watch.interactions_of([name, name, "paracetamol"]) == ()
    twice = (dose(medicine, "taken", 5), dose(medicine, "missed", 2))
    assert check(*twice, plan=(item("medicine", medicine), item("medicine", "paracetamol"))) == {}


def test_the_two_are_named_with_where_each_is_known_from() -> None:
    alert = check(dose("Ciproxin", "taken", 30), plan=(item("medicine", "Zanaflex", 3),))["I01"]
    assert alert.title == "Tizanidine with ciprofloxacin: Zanaflex and Ciproxin"
    told = alert.inputs["interacts.I01"]
    assert "Zanaflex, in the plan since 2026-06-12" in told
    assert "Ciproxin, a dose noted on 2026-06-14" in told
    assert watch.input_label("interacts.I01") == "which medicines, and from where"
    assert "pharmacist or prescriber today" in alert.words
    explained = watch.explain("I01", diary([dose("Ciproxin", "taken", 30)]), the_plan(), NOW)
    assert (explained.fired, explained.levels[0].holds) == (False, None)


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("tizanidine", "Ciprofloxacin"), "Tizanidine with ciprofloxacin"),
        (("Tizanidine", "Ciproxin"), "Tizanidine with ciprofloxacin: Tizanidine and Ciproxin"),
    ],
)
def test_a_title_says_each_name_once(names: tuple[str, str], title: str) -> None:
    plan = tuple(item("medicine", name, 3) for name in names)
    assert check(plan=plan)["I01"].title == title
    (met,) = watch.interactions_of(names)
    assert met.said == title


def test_what_is_about_to_be_written_down_is_looked_up_in_the_plan_and_its_pump() -> None:
    plan = the_plan([item("medicine", "Zanaflex", 3), item("pump", "SynchroMed"), item("medicine", "vitamin", 2)])
    assert [met.said for met in watch.interactions_with("Ciproxin", plan)] == [
        "Tizanidine with ciprofloxacin: Ciproxin and Zanaflex"
    ]
    assert {met.second for met in watch.interactions_with("codeine", plan)} == {"SynchroMed", "Zanaflex"}
    assert [met.second for met in watch.interactions_with("baclofen tablets", plan)] == ["Zanaflex", "SynchroMed"]
    assert watch.interactions_with("nobody knows it", plan) == ()


def test_a_pump_counts_as_baclofen_unless_the_plan_names_another_drug() -> None:
    codeine = item("medicine", "codeine", 2)
    assert set(check(plan=(item("pump", "SynchroMed"), codeine))) == {"I03"}
    assert set(check(plan=(item("pump", "SynchroMed", drug="baclofen 2000"), codeine))) == {"I03"}
    assert check(plan=(item("pump", "SynchroMed", drug="ziconotide"), codeine)) == {}
    assert check(plan=(item("pump", "SynchroMed"), item("pump", "SynchroMed", 2, "ended"), codeine)) == {}


def test_two_of_one_row_are_one_alert() -> None:
    plan = tuple(item("medicine", name, 2) for name in ("baclofen", "codeine", "morphine"))
    alerts = check(plan=plan)
    assert set(alerts) == {"I03"}
    assert alerts["I03"].title.endswith(": baclofen, codeine and morphine")


# --- When does a medicine still count? --------------------------------------------------------------------------

TIZANIDINE = item("medicine", "tizanidine")


@pytest.mark.parametrize(
    ("why", "is_seen", "noted", "plan"),
    [
        ("a dose 14 days ago", True, (dose("cipro", "taken", 14 * 24),), ()),
        ("a dose 14 days and an hour ago", False, (dose("cipro", "taken", 14 * 24 + 1),), ()),
        ("a missed dose tells that it is taken", True, (dose("cipro", "missed", 20),), ()),
        ("in the plan", True, (), (item("medicine", "cipro", 5),)),
        ("in the plan from tomorrow", False, (), (item("medicine", "cipro", -1),)),
        ("ended today", False, (), (item("medicine", "cipro", 5), item("medicine", "cipro", 0, "ended"))),
        ("ended long ago", False, (), (item("medicine", "cipro", 90), item("medicine", "cipro", 80, "ended"))),
        (
            "doses from before the end",
            False,
            (dose("Ciproxin", "taken", 72),),
            (item("medicine", "cipro", 9), item("medicine", "cipro", 2, "ended")),
        ),
        (
            "a dose after the end",
            True,
            (dose("Ciproxin", "taken", 5),),
            (item("medicine", "cipro", 9), item("medicine", "cipro", 2, "ended")),
        ),
        (
            "a dose on the first day without it",
            True,
            (dose("Ciproxin", "taken", 2),),
            (item("medicine", "cipro", 9), item("medicine", "cipro", 0, "ended")),
        ),
        (
            "ended and begun again",
            True,
            (),
            (item("medicine", "cipro", 9), item("medicine", "cipro", 5, "ended"), item("medicine", "cipro", 1)),
        ),
        ("named in a note", True, (At(Note("The doctor gave me Cipro for a bladder infection"), ago(24)),), ()),
        ("named in a note 15 days ago", False, (At(Note("Cipro again"), ago(15 * 24)),), ()),
    ],
)  # fmt: skip
def test_when_a_medicine_still_counts(
    why: str, is_seen: bool, noted: tuple[At, ...], plan: tuple[PlanItem, ...]
) -> None:
    assert ("I01" in check(*noted, plan=(TIZANIDINE, *plan))) is is_seen, why


def test_a_note_that_names_a_medicine_counts_only_where_the_two_must_not_meet() -> None:
    note = At(Note("My aunt takes codeine"), ago(3))
    assert check(note, plan=(item("medicine", "baclofen"),)) == {}
    both_only_named = At(Note("I read that tizanidine and cipro must not meet"), ago(3))
    assert check(both_only_named) == {}


def test_alcohol_counts_for_a_day() -> None:
    plan = (item("medicine", "baclofen"),)
    assert set(check(factor(ALCOHOL, 24), plan=plan)) == {"I23"}
    assert check(factor(ALCOHOL, 25), plan=plan) == {}
    assert check(factor(ALCOHOL, 1, present=False), plan=plan) == {}


@pytest.mark.parametrize(
    ("other", "days_known", "tier"),
    [
        ("codeine", 14, Tier.T1),
        ("codeine", 15, Tier.T3),
        ("amitriptyline", 14, Tier.T2),
        ("amitriptyline", 15, Tier.T3),
    ],
)
def test_a_pair_is_more_urgent_while_supple_newly_knows_of_it(other: str, days_known: int, tier: Tier) -> None:
    """What counts is when the second of the two was written down, not since when it is taken."""
    plan = the_plan((item("medicine", "baclofen", 300), item("medicine", other, 200)))
    written = NOW - timedelta(days=days_known)
    older = tuple(dataclasses.replace(event, recorded_at=written) for event in plan.events)
    alerts = met(watch.check(diary(()), dataclasses.replace(plan, events=older), NOW))
    assert [alert.tier for alert in alerts.values()] == [tier]


def test_what_must_not_meet_never_becomes_less_urgent() -> None:
    plan = the_plan((TIZANIDINE, item("medicine", "cipro", 200)))
    older = tuple(dataclasses.replace(event, recorded_at=NOW - timedelta(days=200)) for event in plan.events)
    alerts = met(watch.check(diary(()), dataclasses.replace(plan, events=older), NOW))
    assert alerts["I01"].tier is Tier.T1


# --- What holds for every row -----------------------------------------------------------------------------------


def texts() -> Iterator[tuple[str, str]]:
    for row in ROWS:
        yield row.id, row.title
        yield from ((row.id, level.words) for level in row.rule.levels)


@pytest.mark.parametrize(("row", "text"), list(texts()), ids=str)
def test_no_word_advises_reassures_or_is_long(row: str, text: str) -> None:
    assert problems(text) == []
    assert len(text.split()) <= 30
    assert "stop" not in text.casefold()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
class TestEveryRow:
    def test_names_its_source_its_day_and_that_nobody_reviewed_it(self, row: Interaction) -> None:
        assert row.source
        assert all(text in load().sources.values() for text in row.source)
        assert row.date_checked.year >= 2026
        assert row.reviewed_by == "nobody yet"

    def test_says_whom_to_ask_and_when(self, row: Interaction) -> None:
        for level in row.rule.levels:
            assert reading_grade(level.words) <= MAX_GRADE
            words = {Tier.T1: "prescriber today", Tier.T2: "pharmacist this week", Tier.T3: "next visit"}[level.tier]
            assert words in level.words

    def test_becomes_less_urgent_never_silent(self, row: Interaction) -> None:
        assert row.rule.levels[-1].when.new_days is None  # type: ignore[union-attr]


def test_the_labels_that_say_must_not_meet_have_a_row_and_no_other_has() -> None:
    labels = {frozenset((m.id, other)) for m in MEDICINES.values() for other in m.must_not_meet}
    assert labels == {pair for row in ROWS if row.strength == "must not meet" for pair in row.pairs}


def test_no_pair_belongs_to_two_rows() -> None:
    every = [pair for row in ROWS for pair in row.pairs]
    assert len(every) == len(set(every))


ANY = sorted(MEDICINES)


@given(st.lists(st.sampled_from(ANY), max_size=5), st.lists(st.sampled_from(ANY), max_size=3))
def test_another_medicine_never_removes_an_alert(held: list[str], more: list[str]) -> None:
    """Nor makes it less urgent: each row looks at its own pairs only."""
    before = check(plan=tuple(item("medicine", name, 2) for name in held))
    after = check(plan=tuple(item("medicine", name, 2) for name in [*held, *more]))
    assert set(before) <= set(after)
    assert all(after[rule].tier.rank <= alert.tier.rank for rule, alert in before.items())


@given(st.lists(st.sampled_from(ANY), max_size=5))
def test_names_given_to_a_page_and_a_plan_give_the_same_rows(names: list[str]) -> None:
    planned = check(plan=tuple(item("medicine", name, 2) for name in names))
    assert {one.rule for one in watch.interactions_of(names)} == set(planned)


def test_a_case_can_hold_them_too() -> None:
    """The other rules stay as they are beside a pair."""
    case = Case("R17", None, "no sign", plan=(TIZANIDINE, item("medicine", "cipro", 1)))
    assert {alert.rule for alert in watch.check(case.diary(), case.the_plan(), NOW)} == {"I01"}
