"""Are the invented cycles what they say they are?"""

from __future__ import annotations

from itertools import pairwise

import pytest

pytest.importorskip("benchmarks.cycles.people")

from benchmarks.cycles.people import APART_BETWEEN, cases


def test_a_case_says_its_injections_and_its_truth() -> None:
    (with_course,) = cases(1, 611, effect=-2.0)
    (without,) = cases(1, 611, effect=0.0)
    days = [one.day for one in with_course.injections]
    assert len(days) >= 3
    apart = [(after - before).days for before, after in pairwise(days)]
    assert all(APART_BETWEEN[0] <= each < APART_BETWEEN[1] for each in apart)
    assert without.injections == with_course.injections
    assert without.effect == 0.0
    assert -3.5 < with_course.effect < -0.8
    assert 4 < with_course.half_gone_weeks < 15
    lower = [
        (a or 0) - (b or 0)
        for a, b in zip(with_course.table.column("stiffness"), without.table.column("stiffness"), strict=True)
        if a is not None and b is not None
    ]
    assert max(lower) <= 0
    assert min(lower) < 0


def test_people_do_not_depend_on_how_many_there_are() -> None:
    (one,) = cases(1, 611, effect=-2.0)
    assert cases(2, 611, effect=-2.0)[0].table == one.table
