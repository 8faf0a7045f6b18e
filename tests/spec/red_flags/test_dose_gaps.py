"""Is a silence asked about only where somebody keeps count, and does it never raise anything by itself?"""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.red_flags.build import NOW, TODAY, ZONE, At, diary, dose, item, sign, the_plan
from tests.spec.words import MAX_GRADE, problems, reading_grade

from supple import watch
from supple.knowledge import load
from supple.knowledge.gaps import load_gap_rule
from supple.model import Alert, Day, Dose, DoseStatus, Interval, PlanItem, Tier

RULE = load_gap_rule()
HABIT = (150, 126, 102, 78, 54)  # hours ago, once a day, the last one 54 hours ago


def doses(medicine: str, *hours: float) -> tuple[At, ...]:
    return tuple(dose(medicine, "taken", each) for each in hours)


def asked(noted: tuple[At, ...], *plan: PlanItem) -> list[str]:
    return [gap.medicine for gap in watch.dose_gaps(diary(noted), the_plan(plan), NOW)]


def names_of(medicine: str) -> list[str]:
    entry = load().medicines[medicine]
    return list(dict.fromkeys([entry.label, *entry.brands, *entry.aliases]))


@pytest.mark.parametrize("medicine", RULE.medicines)
def test_every_medicine_is_asked_about_by_every_name(medicine: str) -> None:
    for name in names_of(medicine):
        assert asked(doses(medicine, *HABIT), item("medicine", name)) == [name]
        assert asked(doses(name, *HABIT), item("medicine", medicine)) == [medicine]


@pytest.mark.parametrize("medicine", ["ibuprofen", "dantrolene", "amitriptyline", "baclofen pump", "Gablofen"])
def test_no_other_medicine_is(medicine: str) -> None:
    assert asked(doses(medicine, *HABIT), item("medicine", medicine)) == []


PLAN = item("medicine", "baclofen", times="08:00; 20:00")


@pytest.mark.parametrize(
    ("why", "is_asked", "noted", "plan"),
    [
        ("30 hours of silence and no more", False, doses("baclofen", 126, 78, 30), (PLAN,)),
        ("31 hours of silence", True, doses("baclofen", 126, 78, 31), (PLAN,)),
        ("a week of silence", True, doses("baclofen", 216, 192, 168), (PLAN,)),
        ("more than a week: they no longer keep count", False, doses("baclofen", 217, 193, 169), (PLAN,)),
        ("nothing was ever noted", False, (), (PLAN,)),
        ("only two doses were noted", False, doses("baclofen", 78, 54), (PLAN,)),
        ("three, but on one day", False, doses("baclofen", 59, 56, 54), (PLAN,)),
        ("three in eight days", False, doses("baclofen", 54 + 169, 78, 54), (PLAN,)),
        ("three in seven days", True, doses("baclofen", 54 + 168, 78, 54), (PLAN,)),
        ("another medicine's doses", False, doses("tizanidine", *HABIT), (PLAN,)),
        ("not in the plan", False, doses("baclofen", *HABIT), ()),
        ("ended in the plan", False, doses("baclofen", *HABIT), (PLAN, item("medicine", "baclofen", 2, "ended"))),
        ("only when needed", False, doses("baclofen", *HABIT), (item("medicine", "baclofen", as_needed="yes"),)),
        (
            "a ladder's last step is over",
            False,
            doses("baclofen", *HABIT),
            (item("medicine", "baclofen", 10, step_1="one", step_1_days="3", step_2="half", step_2_days="5"),),
        ),
        (
            "a ladder's last step is not over",
            True,
            doses("baclofen", *HABIT),
            (item("medicine", "baclofen", 10, step_1="one", step_1_days="3", step_2="half", step_2_days="8"),),
        ),
        (
            "a day that may reach into the last 30 hours",
            False,
            (
                *doses("baclofen", *HABIT),
                At(Dose("baclofen", DoseStatus.TAKEN), Day(TODAY - timedelta(days=1), ZONE)),
            ),
            (PLAN,),
        ),
    ],
)
def test_who_is_asked(why: str, is_asked: bool, noted: tuple[At, ...], plan: tuple[PlanItem, ...]) -> None:
    assert asked(noted, *plan) == (["baclofen"] if is_asked else []), why


def test_the_question_names_the_medicine_and_the_last_day() -> None:
    (gap,) = watch.dose_gaps(diary(doses("Lioresal", *HABIT)), the_plan((PLAN,)), NOW)
    assert (
        gap.words == "No dose of baclofen is noted since Saturday 13 June. Was it taken, missed, or just not noted?"
    )
    assert problems(gap.words) == []
    assert reading_grade(gap.words) <= MAX_GRADE
    assert gap.reviewed_by == "nobody yet"
    assert gap.source


def alerts_after(status: DoseStatus, medicine: str = "baclofen", *more: At) -> dict[str, Alert]:
    """As an answer is kept: one dose over the whole silence."""
    noted = doses(medicine, *HABIT)
    plan = the_plan((item("medicine", medicine),))
    (gap,) = watch.dose_gaps(diary(noted), plan, NOW)
    answer = At(Dose(medicine, status), Interval(gap.since, NOW.astimezone(UTC), ZONE))
    assert watch.dose_gaps(diary((*noted, answer)), plan, NOW) == ()
    return {alert.rule: alert for alert in watch.check(diary((*noted, answer, *more)), plan, NOW)}


@pytest.mark.parametrize("medicine", RULE.medicines)
def test_missed_raises_the_rule_and_taken_raises_nothing(medicine: str) -> None:
    rule = "R06" if medicine.startswith("baclofen") else "R07"
    assert alerts_after(DoseStatus.MISSED, medicine)[rule].tier is Tier.T1
    assert alerts_after(DoseStatus.TAKEN, medicine) == {}


def test_missed_and_a_fit_is_an_emergency() -> None:
    assert alerts_after(DoseStatus.MISSED, "baclofen", sign("seizure"))["R06"].tier is Tier.T0


@given(st.lists(st.floats(0, 1000), max_size=12), st.sampled_from(RULE.medicines))
def test_a_silence_never_raises_anything(hours: list[float], medicine: str) -> None:
    """However long: unanswered stays unanswered. And whoever is asked was silent for long enough."""
    noted = doses(medicine, *hours)
    plan = the_plan((item("medicine", medicine),))
    assert watch.check(diary(noted), plan, NOW) == ()
    for gap in watch.dose_gaps(diary(noted), plan, NOW):
        assert min(hours) > RULE.quiet_hours
        assert NOW - gap.since > timedelta(hours=RULE.quiet_hours)
