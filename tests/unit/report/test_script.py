"""What to say on the phone: from what was noted and agreed, at most 90 words, no amount and no verdict."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.plan.entries import entry

from supple.knowledge.red_flags import load_red_flags
from supple.model import MOST_SCRIPT_WORDS, Alert, CallScript, Plan, PlanItem, PlanStatus, Profile, Tier
from supple.plan import allergies_of, plan_at
from supple.report import call_script

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)
PUMP = PlanItem(
    "pump", "Implanted pump", PlanStatus.AGREED, date(2026, 1, 5),
    detail={"brand": "synchromed", "model": "SynchroMed II", "drug": "baclofen", "daily_dose_mcg": "250"},
)  # fmt: skip


def item(kind: str, name: str, words: str = "", day: date = date(2026, 1, 5), **detail: str) -> PlanItem:
    return PlanItem(kind, name, PlanStatus.AGREED, day, words, detail)


def plan_of(*items: PlanItem | Profile) -> Plan:
    return plan_at(
        [entry(n + 1, each, min(getattr(each, "valid_from", TODAY), TODAY)) for n, each in enumerate(items)], TODAY
    )


def alert(title: str = "Fever", since: datetime | None = None, **inputs: object) -> Alert:
    return Alert(
        rule="R16", version=1, tier=Tier.T1, title=title, words="w", call="c", inputs=inputs, source="s",
        date_checked=TODAY, reviewed_by="nobody yet", raised_at=NOW, since=since, call_id="doctor_today",
    )  # fmt: skip


def script(raised: Alert, *items: PlanItem | Profile, name: str = "Jo", is_self: bool = True) -> CallScript:
    plan = plan_of(*items)
    return call_script(raised, plan, allergies_of(plan), name=name, now=NOW, zone="Europe/London", is_self=is_self)


def test_it_says_who_what_since_when_medicines_and_allergies() -> None:
    told = script(
        alert(
            since=NOW - timedelta(days=1), fever="yes, new", temperature="38.6 °C", confusion="not noted", falls="no"
        ),
        PUMP,
        item("medicine", "Baclofen 10 mg tablets", strength="10", strength_unit="mg"),
        item("medicine", "tizanidine"),
        item("allergy", "penicillin", "rash"),
        item("injection", "Dysport", day=date(2026, 2, 20), units="500"),
    )
    assert told.text == (
        "My name is Jo. I have MS and a baclofen pump (SynchroMed II). "
        "My diary has an alert, since yesterday: Fever. "
        "Noted: fever and body temperature: 38.6 °C. My medicines are baclofen and tizanidine. "
        "I am allergic to penicillin (rash). My last Dysport injection was on 20 Feb. What should we do now?"
    )


def test_somebody_who_speaks_for_the_person() -> None:
    told = script(alert(), PUMP, is_self=False)
    assert told.sentences[0] == "I am calling for Jo, who has MS and a baclofen pump (SynchroMed II)."
    assert "My name" not in told.text


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((), "Allergies are not written down."),
        ((Profile("no_known_allergies", "yes"),), "I know of no allergies."),
        ((Profile("no_known_allergies", "no"),), "Allergies are not written down."),
    ],
)
def test_a_blank_is_no_none(items: tuple[Profile, ...], words: str) -> None:
    assert words in script(alert(), *items).sentences


def test_no_pump_is_told_where_none_is_written_down_and_toxin_only_of_late() -> None:
    told = script(alert(), item("injection", "Dysport", day=TODAY - timedelta(days=84)))
    assert "pump" not in told.text
    assert "Dysport" not in told.text
    assert "Dysport" in script(alert(), item("injection", "Dysport", day=TODAY - timedelta(days=83))).text


def test_an_alarm_of_the_pump_is_told_and_what_was_not_noted_is_not() -> None:
    told = script(alert(pump="yes, in the plan", pump_alarm_single="yes", seizure="not noted", rigor="no"), PUMP)
    assert "Noted: pump alarm" in told.text
    assert "seizure" not in told.text


NAMES = st.text(max_size=80)


@given(
    NAMES,
    NAMES,
    st.lists(NAMES, max_size=12),
    st.dictionaries(NAMES, st.one_of(NAMES, st.booleans(), st.none()), max_size=12),
)
def test_it_is_never_longer_than_ninety_words(
    name: str, title: str, medicines: list[str], inputs: dict[str, object]
) -> None:
    items = [item("medicine", each) for each in medicines]
    items += [item("allergy", each, each) for each in medicines]
    told = script(alert(title=title, since=NOW, **inputs), PUMP, *items, name=name)
    assert len(told.text.split()) <= MOST_SCRIPT_WORDS
    assert told.sentences[-1] == "What should we do now?"


@given(
    st.sampled_from(
        ["Baclofen 10 mg", "Lioresal Intrathecal 2000 mcg/mL", "Own mix 5mg", "X 1,000 µg per ml", "Y 40 mg/day"]
    )
)
def test_no_amount_is_ever_said(name: str) -> None:
    told = script(alert(), PUMP, item("medicine", name, strength="10", each_time="two tablets"))
    for unit in ("mg", "mcg", "µg", "microgram", "250", "two tablets"):
        assert unit not in told.text


@pytest.mark.parametrize("rule", load_red_flags().rules, ids=lambda rule: rule.id)
def test_the_words_of_every_rules_script_may_be_said(rule: object) -> None:
    told = script(alert(title=rule.title, since=NOW), PUMP)  # type: ignore[attr-defined]
    assert problems(told.text) == []
