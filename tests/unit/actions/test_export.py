"""Everything can be taken along and brought back whole; a damaged or foreign export is refused in a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.store.making import TODAY, an_event, two_months
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, diary, imports, store
from supple.actions.views import PersonSettings
from supple.model import Account, Day, Event, Factor, FindingMark, Instant, Mark, Note, Rating, Recall, UserError
from supple.store import queries

CHOSEN = PersonSettings(kept_hindrances=("hindered.walking",), own_factors=("loud music",), day_starts_at_hour=5)


@pytest.fixture
def full(alice: Account, person: actions.PersonCard, bob: Account) -> actions.PersonCard:
    """A diary with everything that can be in one."""
    store.append(two_months(person.id, seed=5, days=30), now=NOW)
    at = Instant(NOW, ZONE)
    mark = FindingMark("stiffness", "own:loud music", Mark.DOES_NOT_FIT)
    words = [Note("\U0001f9b5 =cmd|' /C calc'!A0\nsecond line, \x00 NUL"), Factor("own:loud music", True), mark]
    saved = actions.save_facts(alice, person.id, [(fact, at) for fact in words], now=NOW, source="check-in")
    actions.correct(bob, person.id, saved[0].id, Note("put right"), at, now=NOW + timedelta(minutes=1))
    actions.withdraw(alice, person.id, saved[1].id, now=NOW + timedelta(minutes=2))
    first = an_event(person.id, Note("kept"))
    store.append([first], now=NOW)
    store.append([replace(first, fact=Note("aside"))], now=NOW)
    actions.save_settings(alice, person.id, CHOSEN)
    return person


def _saved(account: Account, person: actions.PersonCard, folder: Path) -> Path:
    return actions.export_everything(account, person.id, now=NOW).write(folder)


def _said(events: list[Event]) -> set[tuple[object, ...]]:
    return {(e.fact, e.when, e.recorded_at, e.noted_by, e.source, e.withdrawn, e.guess) for e in events}


def test_everything_is_in_it_and_the_same_moment_gives_the_same_bytes(
    alice: Account, full: actions.PersonCard, tmp_path: Path
) -> None:
    made = actions.export_everything(alice, full.id, now=NOW)
    assert made == actions.export_everything(alice, full.id, now=NOW)
    assert made.name == "supple-2026-03-10.zip"
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.namelist() == ["README.txt", "events.jsonl", "table.csv"]
        lines = archive.read("events.jsonl").decode("utf-8", "surrogatepass").splitlines()
        table = archive.read("table.csv").decode("utf-8-sig")
        readme = archive.read("README.txt").decode()
    head = json.loads(lines[0])
    assert (head["schema"], head["events"]) == ("supple.events/1", len(lines) - 1)
    assert head["events"] == len(queries.events(full.id)) + 1
    assert not any(cell[:1] in "=+@" for row in table.splitlines() for cell in row.split(",") if cell)
    assert "supple import" in readme


def test_it_comes_back_whole_in_a_new_house(
    alice: Account, full: actions.PersonCard, charlie: Account, tmp_path: Path
) -> None:
    """Every event with its id, author and corrections; the settings; and what was kept aside, aside again."""
    before, aside, file = queries.events(full.id), queries.conflicts(full.id), _saved(alice, full, tmp_path)
    store.erase_person(full.id, now=NOW)
    new = actions.people(charlie)[0]
    outcome = actions.import_file(charlie, new.id, file, now=NOW)
    assert (outcome.new, outcome.conflicts, outcome.format) == (len(before), len(aside), "supple-export")
    after = queries.events(new.id)
    assert {event.id for event in after} == {event.id for event in before}
    assert _said(after) == _said(before)
    assert _said(queries.conflicts(new.id)) == _said(aside)
    assert {(e.id, e.replaces, e.group) for e in after} == {(e.id, e.replaces, e.group) for e in before}
    folded = [diary.fold(each) for each in (before, after)]
    assert diary.daily_table(folded[0]).columns == diary.daily_table(folded[1]).columns
    assert actions.settings(charlie, new.id) == CHOSEN


def test_bringing_it_back_twice_changes_nothing(alice: Account, full: actions.PersonCard, tmp_path: Path) -> None:
    file, before = _saved(alice, full, tmp_path), queries.head(full.id)
    foretold = actions.import_file(alice, full.id, file, now=NOW, dry_run=True)
    for _ in range(2):
        outcome = actions.import_file(alice, full.id, file, now=NOW)
        assert (outcome.new, outcome.same, outcome.conflicts) == (0, before + 1, 0)
    assert (foretold.new, foretold.same, foretold.conflicts) == (0, before + 1, 0)
    assert queries.head(full.id) == before
    assert len(queries.conflicts(full.id)) == 1


def test_a_copy_beside_the_first_has_ids_of_its_own(
    alice: Account, full: actions.PersonCard, charlie: Account, tmp_path: Path
) -> None:
    file, beside = _saved(alice, full, tmp_path), actions.people(charlie)[0]
    for _ in range(2):
        outcome = actions.import_file(charlie, beside.id, file, now=NOW)
        assert outcome.conflicts in {0, 1}
    ids = [{event.id for event in queries.events(each.id)} for each in (full, beside)]
    assert not ids[0] & ids[1]
    assert _said(queries.events(full.id)) == _said(queries.events(beside.id))
    tables = [diary.daily_table(diary.fold(queries.events(each.id))) for each in (full, beside)]
    assert tables[0].columns == tables[1].columns


def test_a_copy_stays_one_when_the_first_is_erased(alice: Account, full: actions.PersonCard, tmp_path: Path) -> None:
    file = _saved(alice, full, tmp_path)
    copy = actions.add_person(alice, "Copy", zone=ZONE)
    first = actions.import_file(alice, copy.id, file, now=NOW)
    actions.erase_everything(alice, full.id, now=NOW)
    again = actions.import_file(alice, copy.id, file, now=NOW)
    assert first.new > 0
    assert (again.new, again.conflicts) == (0, 0)


def test_the_lines_alone_are_taken_too(alice: Account, full: actions.PersonCard, tmp_path: Path) -> None:
    with zipfile.ZipFile(_saved(alice, full, tmp_path)) as archive:
        archive.extract("events.jsonl", tmp_path)
    assert actions.import_file(alice, full.id, tmp_path / "events.jsonl", now=NOW).new == 0


def test_settings_of_ones_own_are_not_overwritten(alice: Account, full: actions.PersonCard, tmp_path: Path) -> None:
    file = _saved(alice, full, tmp_path)
    actions.save_settings(alice, full.id, PersonSettings(day_starts_at_hour=6))
    actions.import_file(alice, full.id, file, now=NOW)
    assert actions.settings(alice, full.id).day_starts_at_hour == 6


@pytest.mark.parametrize(
    ("change", "said", "line"),
    [
        (lambda lines: lines[:-3], "cut off", None),
        (lambda lines: [*lines[:-1], lines[-1][:40]], "cut off or was changed", -1),
        (lambda lines: [*lines, lines[-1]], "cut off", None),
        (lambda lines: lines[:1], "cut off", None),
        (lambda lines: [lines[0].replace("events/1", "events/9"), *lines[1:]], "Update Supple", 1),
        (lambda lines: [lines[0].replace('"events": ', '"entries": '), *lines[1:]], "how many entries", 1),
        (lambda lines: [*lines[:3], "[" * 100_000, *lines[4:]], "cut off or was changed", 4),
        (lambda lines: [*lines[:3], "[1, 2]", *lines[4:]], "cut off or was changed", 4),
        (lambda lines: [*lines[:3], lines[3].replace('"kind": "', '"kind": "no-'), *lines[4:]], "not an entry", 4),
        (
            lambda lines: [*lines[:3], lines[3].replace("Europe/London", "Mars/Base"), *lines[4:]],
            "not an entry",
            4,
        ),
        (lambda lines: [*lines[:3], '{"id": 7}', *lines[4:]], "not an entry", 4),
    ],
)
def test_a_damaged_export_is_refused_and_nothing_is_stored(
    alice: Account,
    full: actions.PersonCard,
    charlie: Account,
    tmp_path: Path,
    change: object,
    said: str,
    line: int | None,
) -> None:
    with zipfile.ZipFile(_saved(alice, full, tmp_path)) as archive:
        lines = archive.read("events.jsonl").decode("utf-8", "surrogatepass").splitlines()
    changed = change(lines)
    file, his = tmp_path / "changed.jsonl", actions.people(charlie)[0]
    file.write_bytes(("\n".join(changed) + "\n").encode("utf-8", "surrogatepass"))
    with pytest.raises(UserError, match=r"Nothing was stored|Update Supple") as refused:
        actions.import_file(charlie, his.id, file, now=NOW)
    assert said in str(refused.value)
    assert refused.value.line == (len(changed) if line == -1 else line)
    assert "put right" not in str(refused.value)
    assert queries.head(his.id) == 0


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "rating", "code": "stiffness", "value": 11.0},
        {"kind": "rating", "code": "stiffness", "value": "7"},
        {"kind": "rating", "code": "stiffness", "value": True},
        {"kind": "rating", "code": "", "value": 7},
        {"kind": "rating", "code": "stiffness", "value": float("nan")},
        {"kind": "count", "code": "spasms", "count": -1},
        {"kind": "count", "code": "spasms", "count": 2.5},
        {"kind": "factor", "code": "heat", "present": "no"},
        {"kind": "note", "text": "x" * 20_001},
        {"kind": "note", "text": 5},
        {"kind": "measurement", "code": "temperature", "value": 1e12, "unit": "Cel"},
    ],
)
def test_a_fact_that_cannot_be_is_refused(
    alice: Account, person: actions.PersonCard, tmp_path: Path, fact: dict[str, object]
) -> None:
    store.append([an_event(person.id, Rating("stiffness", 7.0))], now=NOW)
    with zipfile.ZipFile(_saved(alice, person, tmp_path)) as archive:
        head, entry = archive.read("events.jsonl").decode().splitlines()
    file = tmp_path / "one.jsonl"
    file.write_text(head + "\n" + json.dumps({**json.loads(entry), "fact": fact}) + "\n")
    with pytest.raises(UserError, match="not an entry"):
        imports.read_file(file, person_id=person.id, zone=ZONE, now=NOW)


def test_an_entry_of_next_year_is_refused(alice: Account, person: actions.PersonCard, tmp_path: Path) -> None:
    store.append([an_event(person.id, day=TODAY.replace(year=2099))], now=NOW)
    with pytest.raises(UserError, match="not an entry"):
        actions.import_file(alice, person.id, _saved(alice, person, tmp_path), now=NOW)


def test_a_zip_that_lies_about_itself_is_refused(alice: Account, full: actions.PersonCard, tmp_path: Path) -> None:
    whole = _saved(alice, full, tmp_path).read_bytes()
    file = tmp_path / "broken.zip"
    for broken in (whole[: len(whole) // 2], whole[:2000] + b"\0" * 50 + whole[2050:], whole.replace(b"PK", b"KP")):
        file.write_bytes(broken)
        with pytest.raises(UserError):
            actions.import_file(alice, full.id, file, now=NOW)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:  # a small file that would fill the memory
        archive.writestr("events.jsonl", b'{"schema": "supple.events/1", "events": 1}\n' + b" " * (300 * 1024 * 1024))
    with pytest.raises(UserError, match="larger"):
        actions.import_file(alice, full.id, file, now=NOW)


def test_own_words_times_and_units_come_back_after_erasing(
    alice: Account, full: actions.PersonCard, tmp_path: Path
) -> None:
    chosen = replace(CHOSEN, morning_at="10:30", evening_at="21:15", temperature="F")
    actions.save_settings(alice, full.id, chosen)
    [code] = actions.save_own_symptoms(alice, full.id, {}, new="burning feet").own_symptoms
    actions.save_own_symptoms(alice, full.id, {code: "hot soles"})
    today = Day(NOW.date(), full.zone)
    actions.save_facts(alice, full.id, [(Rating(code, 4, Recall.LAST_24_H), today)], now=NOW, source="check-in")
    before = actions.settings(alice, full.id)
    table = actions.look(alice, full.id, now=NOW).table
    file = _saved(alice, full, tmp_path)
    actions.erase_everything(alice, full.id, now=NOW)
    again = actions.add_person(alice, "Again", zone=full.zone)
    actions.import_file(alice, again.id, file, now=NOW)
    assert actions.settings(alice, again.id) == before
    assert actions.look(alice, again.id, now=NOW).table == table
    assert 4 in table.column(code)
