"""Is a broken data file found at the start, and does knowledge come from a wheel as it does from a folder?"""

from __future__ import annotations

import zipfile
from importlib import resources
from pathlib import Path

import pytest

from supple import knowledge
from supple.knowledge import KnowledgeError, load, load_from

FOLDER = Path(str(resources.files("supple.knowledge")))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for file in FOLDER.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def change(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), "utf-8")


def test_it_is_read_once() -> None:
    assert load() is load()


def test_a_copy_is_the_same_knowledge(copy: Path) -> None:
    assert load_from(copy).version == load().version
    assert load_from(copy).factors == load().factors


def test_it_loads_from_inside_a_zip_as_from_a_wheel(tmp_path: Path) -> None:
    wheel = tmp_path / "supple.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file in FOLDER.glob("*.toml"):
            archive.write(file, f"supple/knowledge/{file.name}")
    found = load_from(zipfile.Path(wheel, "supple/knowledge/"))
    assert found.version == load().version
    assert found.signs == load().signs


def test_one_changed_word_is_another_version(copy: Path) -> None:
    change(copy, "factors.toml", 'label = "heat"', 'label = "great heat"')
    assert load_from(copy).version != load().version
    assert len(load().version) == 12


@pytest.mark.parametrize(
    ("file", "before", "after", "named"),
    [
        ("factors.toml", 'source = ["posture_series"]', "source = []", "cold"),
        ("factors.toml", 'source = ["posture_series"]', 'source = ["no_such"]', "no_such"),
        ("factors.toml", 'label = "heat"', "", "heat"),
        ("factors.toml", 'label = "heat"', 'label = "heat"\nlabl = "x"', "labl"),
        ("factors.toml", "max_lag_days = 1", "max_lag_days = -1", "full_bladder"),
        ("factors.toml", "date_checked = 2026-11-23", 'date_checked = "soon"', "date_checked"),
        ("factors.toml", 'reviewed_by = "nobody yet"', 'reviewed_by = ""', "reviewed_by"),
        ("symptoms.toml", 'source = ["msnz_spasticity", "mstrust_spasticity"] }', "source = [] }", "spasticity"),
        ("emergency_numbers.toml", 'number = "999"', 'nummer = "999"', "GB"),
        ("timing.toml", 'id = "pain_is_pain"', 'id = "pain_is_pain"\nmax = 3', "pain_is_pain"),
        ("signs.toml", "[fever]", "[fever", "signs.toml"),
    ],
)
def test_a_broken_file_stops_the_start_and_says_where(
    copy: Path, file: str, before: str, after: str, named: str
) -> None:
    change(copy, file, before, after)
    with pytest.raises(KnowledgeError, match=named) as caught:
        load_from(copy)
    assert file in str(caught.value)


def test_bytes_that_are_not_text_are_named(copy: Path) -> None:
    (copy / "counts.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match=r"counts\.toml"):
        load_from(copy)


def test_the_short_ways_in_agree_with_the_long_ones() -> None:
    everything = load()
    assert knowledge.label("poor_sleep") == everything.label("poor_sleep") == everything.factors["poor_sleep"].label
    assert knowledge.timing("heat", "stiffness") == everything.timing("heat", "stiffness")
    assert everything.entry("baclofen") is everything.medicines["baclofen"]
    assert everything.entry("calf") is everything.body_parts["calf"]
    assert everything.entry("no_such_code") is None
