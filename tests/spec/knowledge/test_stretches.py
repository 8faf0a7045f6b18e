"""Is every stretch of the reference page there, with its stop rules, its limits and its source?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from tests.spec import words

from supple import knowledge
from supple.knowledge import KnowledgeError
from supple.knowledge.red_flags import load_red_flags
from supple.knowledge.stretches import HELPER, STANDING, Stretch, load_stretches, load_stretches_from

FOLDER = Path(str(resources.files("supple.knowledge")))
KNOWN = load_stretches()
ALL = list(KNOWN.stretches.values())
AREAS = ("calves", "hamstrings", "hip_flexors", "inner_thighs", "quads", "trunk", "shoulder", "hand")
POSITIONS = ("lying", "seated", "standing", "helper")

each_stretch = pytest.mark.parametrize("stretch", ALL, ids=lambda stretch: stretch.id)


def texts(stretch: Stretch) -> Iterator[str]:
    yield from (stretch.label, stretch.feel, stretch.alt, *stretch.steps, *stretch.mind)


def test_every_area_and_position_of_the_reference_page_is_there_once() -> None:
    """The table of section 5: eight areas in four positions, but for the trunk with a helper."""
    wanted = {(area, position) for area in AREAS for position in POSITIONS} - {("trunk", HELPER)}
    assert sorted((each.area, each.position) for each in ALL) == sorted(wanted)
    assert tuple(KNOWN.areas) == AREAS
    assert tuple(KNOWN.positions) == POSITIONS


def test_the_neck_and_the_jaw_are_left_out_and_it_says_why() -> None:
    parts = {part for area in KNOWN.areas.values() for part in area.parts}
    assert parts <= set(knowledge.load().body_parts)
    assert not parts & {"neck", "jaw"}
    assert "swallow" in " ".join(KNOWN.advice["left_out"].words)


def test_the_stop_rules_stand_first_and_name_all_of_them() -> None:
    first, *_ = KNOWN.advice.values()
    assert first.id == "before"
    said = " ".join(first.words).casefold()
    for reason in (
        *("hot, red or swollen", "fever", "new pain", "new swelling", "numb", "bone may be broken", "infection"),
        *("fresh wound", "pump", "dizzy", "too hot", "spasm"),
    ):
        assert reason in said, reason
    ask = " ".join(KNOWN.advice["ask_first"].words).casefold()
    for reason in ("stiffness to stand", "bones are thin", "cannot feel", "bend further", "operated on", "helper"):
        assert reason in ask, reason


def test_a_hot_swollen_leg_points_at_its_rule_and_agrees_with_it() -> None:
    before = KNOWN.advice["before"]
    rule = next(rule for rule in load_red_flags().rules if rule.id == before.rule)
    assert rule.id == "R26"
    assert any("Do not stretch or massage that leg" in level.words for level in rule.levels)
    assert "“Something is up”" in before.rule_words


def test_a_spasm_is_waited_out_and_nothing_bounces() -> None:
    said = " ".join(KNOWN.advice["during"].words)
    assert "Never bounce" in said
    assert "Wait until it lets go" in said


def test_helpers_are_told_what_they_must_never_do() -> None:
    said = " ".join(KNOWN.advice["helper"].words)
    assert "never pull on a hand" in said
    assert "Never lift a person by an arm or a leg" in said
    for stretch in KNOWN.of("hand", HELPER) + KNOWN.of("shoulder", HELPER):
        assert any("never pull on the hand" in each for each in stretch.mind), stretch.id


def test_what_is_known_of_it_is_said_with_its_weakness() -> None:
    said = " ".join(KNOWN.advice["evidence"].words)
    assert "low to very low certainty" in said
    assert "hours" in said


@each_stretch
def test_it_says_what_to_do_in_few_plain_steps(stretch: Stretch) -> None:
    assert 3 <= len(stretch.steps) <= 6
    for step in stretch.steps:
        assert len(step.split()) <= 16, step
        assert step.endswith("."), step
    assert stretch.feel.startswith("A mild pull")
    assert 2 <= len(stretch.mind) <= 4
    assert len(stretch.label) <= 50
    assert stretch.alt.count(".") <= 3


@each_stretch
def test_anybody_can_read_it_and_it_promises_nothing(stretch: Stretch) -> None:
    for text in texts(stretch):
        assert words.problems(text) == []
    assert words.reading_grade(" ".join(stretch.steps)) <= 6.0


@each_stretch
def test_it_names_its_source_and_that_nobody_has_reviewed_it(stretch: Stretch) -> None:
    assert stretch.source
    assert all(len(text) > 10 and not text.isidentifier() for text in stretch.source)
    assert stretch.reviewed_by == "nobody yet"
    assert stretch.date_checked == KNOWN.date_checked


@each_stretch
def test_the_hold_starts_at_half_a_minute_and_ends_at_one(stretch: Stretch) -> None:
    assert (stretch.hold_seconds, stretch.most_seconds) == (30, 60)
    assert 2 <= stretch.repeats <= 4
    assert set(stretch.needs) <= set(KNOWN.needs)


def test_a_wheelchair_is_never_offered_standing_nor_a_bed() -> None:
    offered = KNOWN.of(in_wheelchair=True)
    assert len(offered) >= 6
    for stretch in offered:
        assert stretch.position in ("seated", HELPER), stretch.id
        assert not {"bed", "rail", "wall", "step"} & set(stretch.needs), stretch.id
        assert "Stand" not in " ".join(stretch.steps), stretch.id
    for stretch in KNOWN.of(position="seated", in_wheelchair=True):
        assert any("brakes on" in each for each in stretch.mind), stretch.id


def test_standing_always_has_something_to_hold_and_somewhere_to_sit() -> None:
    for stretch in KNOWN.of(position=STANDING):
        assert {"rail", "wall"} & set(stretch.needs), stretch.id
        said = " ".join(stretch.mind)
        assert "Only if you stand well" in said, stretch.id
        assert "chair be" in said, stretch.id  # behind you, beside you


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('side = "each"', 'side = "left"', "side is one of"),
        ('area = "calves"', 'area = "neck"', "no area 'neck'"),
        ('needs = ["bed", "pillow", "strap"]', 'needs = ["sauna"]', "no needs 'sauna'"),
        ('needs = ["bed", "pillow", "helper"]', 'needs = ["bed", "pillow"]', "disagree about a helper"),
        ('needs = ["wall"]', 'needs = ["wall"]\nworks_from_wheelchair = true', "standing cannot work"),
        ('source = ["stretch_advice"]\n\n[stretch.calf_seated]', "source = []\n\n[stretch.calf_seated]", "source"),
        ('feel = "A mild pull in the calf, below the knee."', "", "calf_lying"),
        ('feel = "A mild pull in the calf, below the knee."', 'feel = "A"\nfeell = "B"', "feell"),
        ('  "Hold. Keep the knee straight.",', '  "A.",\n  "B.",', "7 steps"),
        ('rule = "R26"', 'rule = "R26"\nrulez = "x"', "advice.before"),
    ],
)
def test_a_broken_file_stops_the_start_and_says_where(before: str, after: str, named: str, tmp_path: Path) -> None:
    text = (FOLDER / "stretches.toml").read_text("utf-8")
    assert before in text
    (tmp_path / "stretches.toml").write_text(text.replace(before, after, 1), "utf-8")
    (tmp_path / "sources.toml").write_bytes((FOLDER / "sources.toml").read_bytes())
    with pytest.raises(KnowledgeError, match=named):
        load_stretches_from(tmp_path)
