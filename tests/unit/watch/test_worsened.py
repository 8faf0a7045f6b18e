"""What does a rule hear of a worsening? Its words, its known reasons, and single check-ins from the events."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.spec.red_flags.build import NOW, TODAY, At, ago, daily_table, diary, the_plan

from supple import watch
from supple.knowledge.condition_reading import ConditionError, read_condition
from supple.knowledge.conditions import Worsened
from supple.model import DatedChange, Instant, Rating, Reason, Recall, Tier
from supple.watch.evidence import Evidence, gather
from supple.watch.worsened import found_in, worsened

USUAL = (4, 3, 4, 5, 4, 4, 3) * 10
HIGH = (6, 6, 7, 6)


def evidence(**more: dict[int, float]) -> Evidence:
    cells = dict(enumerate((*HIGH, *USUAL)))
    changes = (DatedChange(TODAY - timedelta(days=10), "dose"), DatedChange(TODAY - timedelta(days=90), "injection"))
    table = daily_table({"stiffness": cells, **more})
    return gather([], the_plan(changes=changes), NOW, table=table)


def test_the_words_say_how_much_since_when_and_what_lies_nearby() -> None:
    answer = worsened(Worsened(("stiffness",), 35, 2), evidence(heat={2: True}), 72)
    assert answer.truth is True
    assert "above a usual 4" in answer.value
    assert "since about" in answer.value
    assert "notes" in answer.value
    assert "a dose changed on 5 June" in answer.value
    assert "the last injection was 17 March" in answer.value
    assert "noted on 13 June" in answer.value


def test_a_reason_is_asked_for_by_name_and_another_does_not_answer() -> None:
    known = evidence(other_infection={1: True})
    assert worsened(Worsened(("stiffness",), 35, 2, "infection"), known, 72).truth is True
    assert worsened(Worsened(("stiffness",), 35, 2, "heat"), known, 72).truth is False
    found = found_in("stiffness", known)
    assert found is not None
    assert {one.reason for one in found.reasons} == {Reason.INFECTION, Reason.DOSE_CHANGED, Reason.TOXIN_WEARING_OFF}


def test_nothing_noted_is_no_answer_and_never_a_no() -> None:
    assert worsened(Worsened(("stiffness_now",), 35, 2), evidence(), 72).truth is None
    assert worsened(Worsened(("stiffness",), 35, 2), gather([], None, NOW), 72).truth is None


def test_an_unknown_reason_is_a_fault_in_the_data() -> None:
    with pytest.raises(ConditionError, match="reason must be"):
        read_condition({"worsened": ["stiffness"], "min_days": 35, "max_age_days": 2, "reason": "the moon"}, {})


def test_single_check_ins_of_today_count_by_the_hour() -> None:
    zone = ZoneInfo("Europe/London")
    noted = [
        At(Rating("stiffness", float(USUAL[(back + k) % 7]), Recall.NOW), moment(back, hour, zone))
        for back in range(1, 60)
        for k, hour in enumerate((8, 13, 20))
    ]
    noted += [At(Rating("stiffness", 8.0, Recall.NOW), ago(hours)) for hours in (5, 3, 1)]
    cells = {back: float(sum(USUAL[(back + k) % 7] for k in range(3))) / 3 for back in range(1, 60)} | {0: 8.0}
    alerts = watch.check(diary(noted), the_plan(), NOW, table=daily_table({"stiffness_now": cells}))
    told = next(alert for alert in alerts if alert.rule == "R20")
    assert "told by" in told.inputs["worsened.stiffness_now"]
    one_alone = watch.check(diary(noted[:-2]), the_plan(), NOW, table=daily_table({"stiffness_now": cells}))
    assert next(alert for alert in one_alone if alert.rule == "R20").tier is Tier.T3


def moment(back: int, hour: int, zone: ZoneInfo) -> Instant:
    return Instant(datetime.combine(TODAY - timedelta(days=back), time(hour), zone), "Europe/London")
