"""Does a break fit the body in question, and does a routine's prompt stay gentle and private?"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from supple.knowledge.breaks import KINDS, MOST_LETTERS, BreakIdea, ideas_for, load_breaks, load_breaks_from
from supple.knowledge.condition_reading import ConditionError
from supple.knowledge.home import HomeRoutine, load_home, load_home_from

FOLDER = Path(str(resources.files("supple.knowledge")))
# What to somebody who cannot do it is only mockery.
UP_AND_ABOUT = re.compile(r"\b(?:stand|stood|walk|get up|step|steps|stroll|run|jump|stairs|on your feet)\b", re.I)

each_idea = pytest.mark.parametrize("idea", load_breaks().values(), ids=lambda idea: idea.id)
each_routine = pytest.mark.parametrize("routine", load_home().values(), ids=lambda routine: routine.id)


@each_idea
def test_an_idea_fits_on_one_line_with_its_source(idea: BreakIdea) -> None:
    assert 10 <= len(idea.prompt) <= MOST_LETTERS == 45
    assert idea.prompt.endswith(".")
    assert 20 <= idea.seconds <= 180
    assert idea.source
    assert idea.reviewed_by == "nobody yet"


@each_idea
def test_only_those_who_stand_are_asked_to_and_with_something_to_hold(idea: BreakIdea) -> None:
    if idea.kind == "standing":
        assert idea.moves_legs
        assert re.search(r"hands? on|Hold on", idea.prompt, re.I), idea.prompt
    else:
        assert not UP_AND_ABOUT.search(idea.prompt), idea.prompt


@each_idea
def test_who_does_not_move_the_legs_is_not_asked_to(idea: BreakIdea) -> None:
    if not idea.moves_legs and re.search(r"\b(?:toes|feet|foot|knees?|legs?|heels?)\b", idea.prompt):
        assert re.search(r"\bhands\b", idea.prompt), idea.prompt


def test_every_kind_has_enough_to_choose_from() -> None:
    for kind in KINDS:
        assert len(ideas_for({kind}, moves_legs=True)) >= 5, kind
    for kind in set(KINDS) - {"standing"}:
        assert len(ideas_for({kind}, moves_legs=False)) >= 5, kind
    assert ideas_for({"standing"}, moves_legs=False) == ()
    assert ideas_for((), moves_legs=True) == ()


@each_routine
def test_a_routine_has_a_gentle_line_words_and_cautions(routine: HomeRoutine) -> None:
    assert 10 <= len(routine.prompt) <= MOST_LETTERS
    assert not re.search(r"\b(?:must|now|don’t forget|remember|overdue|should)\b", routine.prompt), routine.prompt
    assert routine.label[0].islower()
    assert routine.words.endswith(".")
    assert routine.cautions
    assert routine.source
    assert routine.reviewed_by == "nobody yet"


@each_routine
def test_a_calendar_learns_nothing(routine: HomeRoutine) -> None:
    assert routine.calendar == "home routine"


def test_all_routines_of_the_plan_are_there() -> None:
    assert set(load_home()) == {
        *("change_position_chair", "change_position_bed", "pillows_wedges", "night_splint", "cooling", "warming"),
        *("fluids", "bladder_routine", "bowel_routine", "sleep_routine"),
    }


def test_a_splint_is_worn_as_prescribed_and_heat_spares_skin_that_feels_little() -> None:
    home = load_home()
    assert "the person who fitted it said" in home["night_splint"].words
    assert any("feel little" in each for each in home["warming"].cautions)
    assert any("limit what you drink" in each for each in home["fluids"].cautions)


@pytest.mark.parametrize(
    ("file", "before", "after", "named"),
    [
        ("breaks.toml", 'kind = "seated"', 'kind = "running"', r"\[sit_tall\].*kind"),
        ("breaks.toml", "three slow breaths.", "three very slow and long breaths.", r"\[sit_tall\].*letters"),
        ("breaks.toml", 'moves_legs = true\nprompt = "Stand up', 'prompt = "Stand up', "standing needs legs"),
        ("breaks.toml", "seconds = 30", "secs = 30", r"\[sit_tall\]"),
        ("home.toml", 'calendar = "home routine"', "", r"\[change_position_chair\]"),
        ("home.toml", "if you like.", "if that is what you would like now.", "letters"),
        ("home.toml", 'source = ["position_changes", "pressure_ulcers"]', "source = []", "source is missing"),
    ],
)
def test_a_broken_file_is_named(file: str, before: str, after: str, named: str, tmp_path: Path) -> None:
    text = (FOLDER / file).read_text("utf-8")
    assert before in text
    (tmp_path / file).write_text(text.replace(before, after, 1), "utf-8")
    (tmp_path / "sources.toml").write_bytes((FOLDER / "sources.toml").read_bytes())
    with pytest.raises(ConditionError, match=named):
        (load_breaks_from if file == "breaks.toml" else load_home_from)(tmp_path)
