"""How lucky could this be? Notes shifted in time keep their habits and lose only their tie to the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from tests.unit.insight.diaries import FIRST, rating, table_of, wander, yes_no

from supple.insight import find_triggers, how_lucky, luck
from supple.insight.exposures import noted_days
from supple.model import DailyTable, DatedChange, Finding, Luck, TriggerReport, Verdict
from supple.simulate import Settings, people_from_seed

RNG = np.random.default_rng


def notes(table: DailyTable, outcome: str = "stiffness") -> luck._Notes:
    return luck._Notes.read(table, outcome, timing=None, seam_days=3)


def test_all_factors_move_together_by_whole_weeks_and_the_outcome_stays():
    days = 100
    rng = RNG(1)
    columns: dict[str, Sequence[object]] = {
        "stiffness": [float(i % 10) for i in range(days)],
        "heat": yes_no(rng.random(days) < 0.4),
        "heat.level": [float(i) for i in range(days)],
        "stress": yes_no(rng.random(days) < 0.4),
    }
    table = table_of(columns)
    moved = notes(table).shifted(21, keeps_noting=False)
    for name in ("heat", "heat.level", "stress"):
        assert moved.column(name)[21:] == table.column(name)[: days - 21], name
        assert moved.days == table.days
    kept = [
        (a, b) for a, b in zip(moved.column("stiffness"), table.column("stiffness"), strict=True) if a is not None
    ]
    assert all(a == b for a, b in kept)
    assert len(kept) >= days - 10


def test_no_lag_reaches_over_the_seam():
    """The last day must not come just before the first: between them stand as many blank days as lags look back."""
    for days in range(90, 110):
        cells = [float(i) for i in range(days)]
        table = table_of({"stiffness": [5.0] * days, "own:number": cells})
        diary = notes(table)
        for shift in luck.shifts_of(days, 3):
            assert shift % 7 == 0
            assert shift >= 14
            assert (days + 3 + 6) // 7 * 7 - shift >= 14, "as far from the truth the other way round"
            moved = diary.shifted(shift, keeps_noting=False)
            values = moved.column("own:number")
            jumps = [
                at
                for at in range(4, days)
                if values[at] is not None
                and any(values[at - lag] is not None and values[at - lag] != values[at] - lag for lag in (1, 2, 3))
            ]
            assert jumps == [], (days, shift)
            blank = [at for at, cell in enumerate(values) if cell is None]
            assert len(blank) in range(11)
            assert all(moved.column("stiffness")[at] is None for at in blank)


def test_weekdays_stay_weekdays():
    days = [FIRST + timedelta(days=i) for i in range(101)]
    sundays = [day.weekday() == 6 for day in days]
    diary = notes(DailyTable.from_columns(days, {"stiffness": [5.0] * 101, "own:church": sundays}))
    for shift in luck.shifts_of(101, 3):
        moved = diary.shifted(shift, keeps_noting=False)
        assert all(
            cell in {None, day.weekday() == 6} for day, cell in zip(days, moved.column("own:church"), strict=True)
        )
        assert diary.is_like_itself("own:church", shift), "a fixed weekly habit makes no fake"


def test_only_noted_when_present_stays_so_and_keeps_its_days():
    """A blank on a noted day means "not there"; a blank on a day with no notes means nothing. Both must survive."""
    days = 98
    rng = RNG(3)
    kept = rng.random(days) < 0.8
    heat = [True if was and on else None for was, on in zip(rng.random(days) < 0.4, kept, strict=True)]
    stiffness = [float(rng.integers(0, 10)) if on else None for on in kept]
    table = table_of({"stiffness": stiffness, "heat": heat})
    diary = notes(table)
    before = noted_days(table)
    moved = diary.shifted(28, keeps_noting=True)
    after = noted_days(moved)
    seam = [at for at in range(days) if (at - 28) % 105 >= days]
    for at in range(days):
        source = (at - 28) % 105
        assert bool(after[at]) == (source < days and bool(before[source])), at
        if moved.column("stiffness")[at] is not None:
            assert before[source], "an outcome only where the shifted day was noted"
    assert all(not after[at] for at in seam)
    shares = [
        np.mean([cell is True for cell, on in zip(t.column("heat"), noted, strict=True) if on])
        for t, noted in ((table, before), (moved, after))
    ]
    assert shares[0] == pytest.approx(shares[1], abs=0.06)


def test_treatments_and_the_outcomes_own_kin_take_no_part():
    table = table_of(
        {
            "stiffness": [float(i % 7) for i in range(90)],
            "stiffness_now": [float(i % 7) for i in range(90)],
            "stiffness_now@calf_left": [float(i % 7) for i in range(90)],
            "baclofen": [i % 2 == 0 for i in range(90)],
            "heat": [i % 3 == 0 for i in range(90)],
        }
    )
    assert set(notes(table).shifted(14, keeps_noting=False).columns) == {"stiffness", "heat"}


def test_dated_changes_stay_where_they_are(monkeypatch):
    seen: list[tuple[object, object]] = []
    original = luck.find_triggers

    def watching(table: DailyTable, outcome: str, **more: object) -> TriggerReport:
        seen.append((more["changes"], table.days))
        return original(table, outcome, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(luck, "find_triggers", watching)
    rng = RNG(3)
    table = table_of({"stiffness": rating(4 + rng.normal(size=90)), "heat": yes_no(rng.random(90) < 0.4)})
    change = DatedChange(table.days[40], "dose", "baclofen")
    how_lucky(table, "stiffness", changes=(change,), rounds=2, rng=RNG(1))
    assert len(seen) == 3
    assert {changes for changes, _ in seen} == {(change,)}
    assert {days for _, days in seen} == {table.days}


@pytest.mark.parametrize("days", [5, 40, 59])
def test_a_short_diary_is_told_that_it_is_too_short(days):
    rng = RNG(2)
    table = table_of({"stiffness": rating(4 + rng.normal(size=days)), "heat": yes_no(rng.random(days) < 0.4)})
    found = how_lucky(table, "stiffness", rng=RNG(1))
    assert found == Luck(0, 0, 0, 0, luck.TOO_SHORT)
    assert "too short for this" in found.sentence


def test_a_diary_with_nothing_to_try_says_so():
    found = how_lucky(table_of({"stiffness": rating(4 + RNG(2).normal(size=90))}), "stiffness", rng=RNG(1))
    assert (found.rounds, found.sentence) == (0, luck.NOTHING_TRIED)


def test_the_same_diary_and_seed_give_the_same_luck():
    rng = RNG(3)
    table = table_of({"stiffness": rating(4 + rng.normal(size=90)), "heat": yes_no(rng.random(90) < 0.4)})
    steps: list[float] = []
    found = [how_lucky(table, "stiffness", rounds=3, rng=RNG(4), progress=steps.append) for _ in range(2)]
    assert found[0] == found[1]
    assert found[0].rounds == 3
    assert steps[:3] == pytest.approx([1 / 3, 2 / 3, 1])


def test_fakes_are_told_as_often_as_factors_of_people_without_a_trigger(monkeypatch):
    """What the engine makes of shifted notes is what it makes of notes that mean nothing: seen in how likely it
    thinks each of them, since hardly any is ever called clear."""
    beliefs: list[tuple[bool, float]] = []
    is_real = True
    original = luck.find_triggers

    def watching(*given: object, **more: object) -> TriggerReport:
        nonlocal is_real
        report = original(*given, **more)  # type: ignore[arg-type]
        beliefs.extend((is_real, one.probability) for one in report.findings if one.probability is not None)
        is_real = False
        return report

    monkeypatch.setattr(luck, "find_triggers", watching)
    few = ("heat", "stress_level", "alcohol", "poor_sleep", "tight_clothing", "caffeine", "late_screen_time")
    clear = fakes = 0
    for _, table, truth in people_from_seed(10, 120, 34, settings=Settings(no_trigger=True)):
        is_real = True
        found = how_lucky(
            table, "stiffness", factors=few, timing=truth.timing, changes=truth.changes, rounds=3, rng=RNG(5)
        )
        clear += found.clear
        fakes += found.fakes
    real = np.array([p for was_real, p in beliefs if was_real])
    fake = np.array([p for was_real, p in beliefs if not was_real])
    assert fakes > 150
    assert clear <= 0.02 * fakes
    assert fake.mean() == pytest.approx(real.mean(), abs=0.04)
    assert np.quantile(fake, 0.9) == pytest.approx(np.quantile(real, 0.9), abs=0.12)


def test_a_true_trigger_is_clear_and_its_shifted_copies_are_not():
    rng = RNG(6)
    x = rng.random(160) < 0.3
    table = table_of(
        {
            "stiffness": rating(4 + 1.8 * x + wander(rng, 160, 0.4, 0.8)),
            "heat": yes_no(x),
            "alcohol": yes_no(rng.random(160) < 0.3),
        }
    )
    report = find_triggers(table, "stiffness", rng=RNG(1))
    assert [one.factor for one in report.findings if one.verdict is Verdict.CLEAR] == ["heat"]
    found = how_lucky(table, "stiffness", rounds=8, rng=RNG(1))
    assert found.fakes == 16
    assert found.clear <= 1


def test_clear_and_leaning_fakes_are_counted(monkeypatch):
    """With an engine that calls every second factor clear, half of the fakes are."""

    def find(table: DailyTable, outcome: str, **_: object) -> TriggerReport:
        told = {"own:a": Verdict.CLEAR, "own:b": Verdict.LEANING, "own:c": Verdict.CANNOT_TELL}
        findings = tuple(
            Finding(factor, outcome, verdict, 1, 1.0, 0.5, 1.5, None if factor == "own:d" else 0.9, 20, 60, "x")
            for factor, verdict in {**told, "own:d": Verdict.CLEAR}.items()
        )
        return TriggerReport(outcome, findings, 90, FIRST, FIRST)

    monkeypatch.setattr(luck, "find_triggers", find)
    rng = RNG(7)
    columns = {f"own:{name}": yes_no(rng.random(90) < 0.3) for name in "abcd"}
    found = how_lucky(table_of({"stiffness": [5.0] * 90, **columns}), "stiffness", rng=RNG(1))
    assert found.rounds == len(luck.shifts_of(90, 3))
    assert (found.fakes, found.clear, found.leaning) == (3 * found.rounds, found.rounds, found.rounds)
    assert found.sentence.endswith("So of the 3 things looked at, about 1.0 would come out clear by luck alone.")


@pytest.mark.parametrize(
    ("fakes", "clear", "tried", "says"),
    [
        (600, 3, 24, "3 came out clear. So of the 24 things looked at, about 0.1 would"),
        (600, 0, 24, "none came out clear. So of the 24 things looked at, fewer than 0.2 would"),
        (600, 60, 24, "60 came out clear. So of the 24 things looked at, about 2 would"),
        (600, 1, 24, "1 came out clear. So of the 24 things looked at, fewer than 0.1 would"),
        (12, 0, 1, "none came out clear. So of the one thing looked at, fewer than 0.3 would"),
        (0, 0, 24, "nothing to weigh against luck"),
    ],
)
def test_the_sentence_says_how_many_by_luck_alone(fakes, clear, tried, says):
    assert says in luck.sentence(fakes, clear, tried)


def test_a_long_warm_spell_makes_no_fake_of_itself():
    days = [date(2025, 1, 1) + timedelta(days=i) for i in range(365)]
    warm = [12 - 10 * np.cos(2 * np.pi * i / 365) for i in range(365)]
    diary = notes(DailyTable.from_columns(days, {"stiffness": [5.0] * 365, "own:outdoor temperature": warm}))
    assert diary.is_like_itself("own:outdoor temperature", 14)
    assert not diary.is_like_itself("own:outdoor temperature", 91)
