"""Does the refill rule count to the earlier day, name both, and never take a blank for an answer?"""

from __future__ import annotations

import pytest
from tests.spec.red_flags.build import NOW, TODAY, days_from_now, diary, item, sign, the_plan
from tests.spec.red_flags.cases_pump_and_medicines import filled_to_last
from tests.spec.words import problems

from supple import watch
from supple.model import Alert, Plan, PlanItem, Tier


def alert_of(*items: PlanItem) -> Alert | None:
    return next((one for one in watch.check(diary([]), the_plan(list(items)), NOW) if one.rule == "R05"), None)


def test_it_says_which_day_was_used_and_what_the_other_says() -> None:
    alert = alert_of(filled_to_last(5, clinic_alarm_date=days_from_now(20)))
    assert alert is not None
    assert alert.inputs["low_reservoir"] == (
        f"{days_from_now(5)}, by the estimate, 5 days left; the clinic's date is {days_from_now(20)}"
    )
    alert = alert_of(filled_to_last(20, clinic_alarm_date=days_from_now(-2)))
    assert alert is not None
    assert alert.inputs["low_reservoir"] == (
        f"{days_from_now(-2)}, the clinic's date, 2 days ago; the estimate is {days_from_now(20)}"
    )
    alert = alert_of(filled_to_last(5, clinic_alarm_date=days_from_now(5)))
    assert alert is not None
    assert "by the clinic's date and by the estimate" in str(alert.inputs["low_reservoir"])
    alone = alert_of(filled_to_last(5))
    assert alone is not None
    assert "no date from the clinic is noted" in str(alone.inputs["low_reservoir"])


def test_what_cannot_be_told_is_not_noted_and_no_no() -> None:
    for plan in (Plan(TODAY, (), (), ()), the_plan([item("pump", "P", daily_dose_mcg="250")])):
        explained = watch.explain("R05", diary([]), plan, NOW)
        assert not explained.fired
        assert all(level.holds is None for level in explained.levels)


@pytest.mark.parametrize("left", [30, 14, 7, 3, 1, -1])
def test_each_mark_has_its_own_words_that_never_reassure(left: int) -> None:
    alert = alert_of(filled_to_last(left))
    assert alert is not None
    assert problems(f"{alert.words} {alert.call}") == []
    sooner = alert_of(filled_to_last(left + 1))
    assert left == -1 or sooner is None or sooner.words != alert.words


def test_the_nearer_the_louder() -> None:
    ranks = [alert.tier.rank for left in (30, 14, 7, 3, 1) if (alert := alert_of(filled_to_last(left)))]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) == 5


def test_a_date_that_lies_far_off_takes_nothing_from_an_emergency() -> None:
    plan = the_plan([filled_to_last(150)])
    tiers = [one.tier for one in watch.check(diary([sign("itching_no_rash", 1)]), plan, NOW)]
    assert Tier.T0 in tiers
