"""Does the watch benchmark count fairly? What an alarm is, what is noticed, where the bar lies, and who is asked."""

from __future__ import annotations

import numpy as np
from benchmarks.watch import peers, scoring
from benchmarks.watch.happenings import HEAT, RELAPSE, WEAR_OFF, Happening
from benchmarks.watch.other_people import other_person
from benchmarks.watch.people import DAYS, ONCE, RUN_IN_DAYS, THRICE, Watched, person

from supple.model import DailyTable


def watched(*happenings: Happening) -> Watched:
    return Watched(DailyTable((), {}), (), (), happenings)


def score(*days: int) -> np.ndarray:
    out = np.zeros(DAYS)
    out[list(days)] = 5.0
    return out


def test_one_alarm_an_episode_and_none_before_the_watch_begins() -> None:
    assert scoring.alarms(score(RUN_IN_DAYS - 1, 100, 101, 114, 115, 130), 5.0) == [100, 115, 130]


def test_an_alarm_outside_of_every_event_is_false_and_heat_is_no_event() -> None:
    relapse = Happening(RELAPSE, 100.4, 2.0, 2.0, 20.0, 10.0)
    heat = Happening(HEAT, 200.0, 1.5, 1.0, 7.0, 1.0)
    wearing = Happening(WEAR_OFF, 300.0, 2.0, 20.0, 30.0, 7.0)
    got = scoring.caught(watched(relapse, heat, wearing), score(60, 103, 203, 312), 5.0)
    assert got.false_alarms == 2
    assert got.kinds == (RELAPSE, WEAR_OFF)
    assert got.delays == (3, 12)
    assert [float(x.sum()) for x in scoring.counts([got], 3)] == [1.0, 1.0]
    assert [float(x.sum()) for x in scoring.counts([got], 2)] == [0.0, 1.0]


def test_the_bar_costs_no_more_than_the_budget() -> None:
    rng = np.random.default_rng(4)
    people = [watched() for _ in range(20)]
    scores = [rng.normal(size=DAYS) for _ in people]
    bar = scoring.bar_for(people, scores)
    assert scoring.false_rate(scoring.all_caught(people, scores, bar)) <= 1.0
    assert scoring.false_rate(scoring.all_caught(people, scores, bar - 0.3)) > 1.0


def test_every_peer_rises_with_a_shift_and_is_blank_without_a_note() -> None:
    ratings = np.array([4.0, 3, 4, 5, 4, 4, 3, 5] * 12 + [8.0] * 5)
    ratings[[20, 40]] = np.nan
    for family in (*peers.FAMILIES.values(), (peers.rule_r20,)):
        for peer in family:
            scores = peer(ratings)
            assert np.isnan(scores[[20, 40]]).all()
            assert scores[-1] > np.nanmax(scores[30:-5])


def test_a_person_hangs_on_seed_and_number_only_and_the_notes_follow_what_happens() -> None:
    one, again = person(ONCE, 5, 3), person(ONCE, 5, 3)
    assert one.table == again.table and one.happenings == again.happenings  # noqa: PT018
    three = person(THRICE, 5, 3)
    assert three.happenings == one.happenings
    assert len(three.check_ins) > 1.5 * np.isfinite(three.ratings).sum()
    other = other_person(5, 3)
    assert other.table == other_person(5, 3).table
    assert len(other.table.days) == DAYS
