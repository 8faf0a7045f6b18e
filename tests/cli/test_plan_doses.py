"""`supple plan doses`, `dose` and `stock`, as a person types them."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal, refused

NOW = ("--now", "2026-05-20T16:00")


@pytest.fixture(scope="module")
def planned_store(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """A diary with baclofen three times a day and diazepam as needed, brought in as an export."""
    folder = tmp_path_factory.mktemp("planned")
    shutil.copytree(empty_store, folder / "data")
    terminal = Terminal(folder / "data")
    terminal("note", "stiff 5", "--now", "2026-05-01T09:00")
    found = terminal("export", "--out", folder / "all.zip")
    assert found.code == 0, found.err
    with zipfile.ZipFile(folder / "all.zip") as archive:
        first, *rows = archive.read("events.jsonl").decode().splitlines()
    model = json.loads(rows[0])
    medicines = {
        "Baclofen": {"times": "08:00; 14:00; 22:00", "pieces_per_day": "3"},
        "Diazepam": {"as_needed": "yes", "not_before_hours": "6", "max_pieces_per_day": "3"},
    }
    for number, (name, detail) in enumerate(medicines.items()):
        whole = {"strength": "10", "strength_unit": "mg", "each_time": "one tablet", **detail}
        fact = {"kind": "plan", "item": "medicine", "name": name, "status": "agreed", "valid_from": "2026-05-01"}
        event = {**model, "id": f"0195810c-7a2e-7c4f-9d0a-4b8f6f1f2a3{number}", "fact": {**fact, "detail": whole}}
        event["when"] = {"precision": "day", "day": "2026-05-01", "zone": "Europe/London"}
        rows.append(json.dumps({key: value for key, value in event.items() if key != "group"}))
    head = json.dumps({**json.loads(first), "events": len(rows)})
    file = folder / "events.jsonl"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    done = terminal("import", file)
    assert done.code == 0, done.err
    return folder / "data"


@pytest.fixture
def planned(tmp_path: Path, planned_store: Path) -> Terminal:
    shutil.copytree(planned_store, tmp_path / "data")
    return Terminal(tmp_path / "data")


def test_doses_are_listed_answered_and_changed(planned: Terminal) -> None:
    shown = planned("plan", "doses", *NOW).out
    assert shown.count("not noted") == 3
    assert "as needed: Diazepam, 0 noted" in shown
    assert planned("plan", "dose", "lioresal", "late", "--at", "8:00", *NOW).code == 0
    assert "08:00  Baclofen, one tablet: late" in planned("plan", "doses", *NOW).out
    assert planned("plan", "dose", "baclofen", "missed", "--at", "08:00", *NOW).code == 0
    assert "08:00  Baclofen, one tablet: missed" in planned("plan", "doses", *NOW).out
    assert "noted already" in planned("plan", "dose", "baclofen", "missed", "--at", "08:00", *NOW).out


def test_all_of_yesterday_at_once(planned: Terminal) -> None:
    done = planned("plan", "doses", "--all-taken", "--day", "yesterday", *NOW)
    assert "Noted as taken: 3." in done.out
    assert done.out.count(": taken") == 3
    entries = planned.entries()
    assert "Nothing was due" in planned("plan", "doses", "--all-taken", "--day", "2026-05-19", *NOW).out
    assert planned.entries() == entries


def test_an_as_needed_dose_and_what_is_asked_about(planned: Terminal) -> None:
    assert planned("plan", "dose", "valium", "taken", "--pieces", "1", "--at", "09:00", *NOW).code == 0
    assert "last 2026-05-20 09:00; not before, as prescribed: 2026-05-20 15:00" in planned("plan", "doses", *NOW).out
    entries = planned.entries()
    asked = refused(planned("plan", "dose", "diazepam", "taken", "--pieces", "4", "--at", "14:00", *NOW))
    assert "A typing slip, or did you take this?" in asked
    assert planned.entries() == entries
    done = planned("plan", "dose", "diazepam", "taken", "--pieces", "4", "--at", "14:00", "--i-took-it", *NOW)
    assert "4 tablets extra" in done.out
    assert "Call emergency services now." in done.out


def test_more_than_prescribed_stays_in_sight_for_a_day(planned: Terminal) -> None:
    title = "More than prescribed was noted: signs to look for"
    done = planned("plan", "dose", "diazepam", "taken", "--pieces", "4", "--i-took-it", *NOW)
    assert done.code == 0, done.err
    for command in (("plan", "doses"), ("look",), ("watch",)):
        out = planned(*command, *NOW).out
        assert title in out, command
        assert "Too sleepy" in out
        assert "poison line" in out
        assert title not in planned(*command, "--now", "2026-05-21T16:01").out, command
    assert "not before, as prescribed" not in planned("plan", "doses", *NOW).out


def test_half_past_eight_with_a_dot_is_no_eight_o_clock(planned: Terminal) -> None:
    assert planned("plan", "dose", "diazepam", "taken", "--pieces", "1", "--at", "8.30", *NOW).code == 0
    assert "last 2026-05-20 08:30" in planned("plan", "doses", *NOW).out


def test_the_box_is_counted_and_shown(planned: Terminal) -> None:
    assert "Not counted yet" in planned("plan", "stock", "baclofen", *NOW).out
    counted = planned("plan", "stock", "baclofen", "--counted", "30", *NOW).out
    assert "30 tablets left" in counted
    assert "at the earliest on 2026-05-30" in counted
    assert (
        "58 tablets left"
        in planned("plan", "stock", "Lioresal", "--picked-up", "28", "--now", "2026-05-20T17:00").out
    )


def test_a_changed_answer_is_not_taken_out_of_the_box_twice(planned: Terminal) -> None:
    assert planned("plan", "dose", "baclofen", "taken", "--at", "08:00", "--now", "2026-05-20T09:00").code == 0
    assert planned("plan", "stock", "baclofen", "--counted", "20", "--now", "2026-05-20T10:00").code == 0
    assert planned("plan", "dose", "baclofen", "late", "--at", "08:00", "--now", "2026-05-20T11:00").code == 0
    assert "20 tablets left" in planned("plan", "stock", "baclofen", *NOW).out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("dose", "baclofen", "swallowed"), "STATUS"),
        (("dose", "aspirin", "taken"), "medicine"),
        (("dose", "baclofen", "taken"), "08:00, 14:00, 22:00"),
        (("dose", "baclofen", "taken", "--at", "noon"), "--at"),
        (("dose", "diazepam", "taken", "--at", "8"), "--at"),
        (("dose", "diazepam", "taken", "--at", "T08:00"), "--at"),
        (("dose", "diazepam", "taken", "--at", "08:00Z"), "--at"),
        (("dose", "diazepam", "taken", "--at", "08:00.5"), "--at"),
        (("dose", "baclofen", "taken", "--at", "22:00"), "22:00 has not come yet"),
        (("dose", "baclofen", "taken", "--at", "08:00", "--pieces", "2"), "--pieces"),
        (("dose", "diazepam", "taken", "--pieces", "1,5"), "--pieces"),
        (("dose", "diazepam", "taken", "--pieces", "-1"), "pieces"),
        (("dose", "diazepam", "taken", "--mg", "nan"), "mg"),
        (("doses", "--day", "2026-05-21"), "day"),
        (("doses", "--day", "someday"), "--day"),
        (("stock", "aspirin"), "Baclofen"),
        (("stock", "baclofen", "--counted", "lots"), "--counted"),
        (("stock", "baclofen", "--counted", "-1"), "counted"),
        (("stock", "baclofen", "--counted", "1e-9"), "counted"),
    ],
)
def test_bad_input_names_its_field_and_keeps_nothing(words: tuple[str, ...], named: str, planned: Terminal) -> None:
    before = planned.entries()
    assert re.search(re.escape(named), refused(planned("plan", *words, *NOW)))
    assert planned.entries() == before
