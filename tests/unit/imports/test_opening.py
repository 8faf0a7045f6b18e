"""Every way in which a file cannot be read has one clear message, found quickly and without unpacking anything."""

from __future__ import annotations

import gzip
import io
import os
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.imports.reading import NOW, PERSON, VISIBLE, ZONE, read, refusal, rows_of

from supple.imports import ImportResult, opening, read_file, rows
from supple.model import UserError, check_event

GOOD = "day,stiffness\n2026-04-01,7\n"
LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [\n <!ENTITY lol0 "lol">\n'
    + "".join(f' <!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">\n' for n in range(1, 10))
    + "]>\n<lolz>&lol9;</lolz>\n"
)


def zip_of(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.csv", content)
    return stream.getvalue()


BOMB = zip_of(b"0" * 20_000_000)


REFUSED = [
    (b"", "empty"),
    (b"\n \r\n\t\n", "empty"),
    (b"\xef\xbb\xbf", "empty"),
    (b",,,\n,,\n", "nothing but separators"),
    (zip_of(GOOD.encode()), "zip archive"),
    (zip_of(GOOD.encode())[:60], "zip archive"),
    (BOMB, "zip archive"),
    (gzip.compress(GOOD.encode()), "gzip"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old spreadsheet"),
    (b"SQLite format 3\x00", "database"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (LAUGHS.encode(), "XML"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "XML"),
    (b"  <HealthData/>", "XML"),
    (b"<!DOCTYPE html><p>", "web page"),
    (b'{"events": []}', "JSON"),
    (GOOD.encode("utf-16-le"), "not a plain text"),
    (b"\xff\xfe" + GOOD.encode("utf-16-le")[:-1], "damaged"),
    (GOOD.encode("utf-32"), "damaged|not a plain text"),
    (b"day,note\n2026-04-01,caf\xe9 d\xe9j\xe0\n", "not UTF-8"),
    ("day,note\n2026-04-01,é".encode()[:-1], "cut off in the middle of a letter"),
    (bytes(range(256)) * 16, "not a text file"),
    (b"day,stiffness\n2026-04-01,7\x00\n", "not a plain text"),
    (b"MZ" + bytes(2000), "not a (plain )?text"),
    (b"hello, this is a letter\n", "does not know this kind"),
    (b"when,how\n1,2\n", "does not know this kind"),
    (b"day," + b"x" * 200_000 + b"\n", "130,000 letters"),
    (b"day," * 5000 + b"\n", "more than 300 columns"),
]  # fmt: skip


# Names of their own: zip and gzip hold the time of day, and a test's name must not change with the clock.
@pytest.mark.parametrize(("content", "why"), REFUSED, ids=[f"{at}-{why}" for at, (_, why) in enumerate(REFUSED)])
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    error = refusal(tmp_path, content, "anything.xyz")
    assert error.file == "anything.xyz"
    assert re.search(why, error.message), error.message
    assert error.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_that_are_taken(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = "day,note,stiffness\n2026-04-01,raideur élevée,7\n".replace("\n", line_end)
    result = read(tmp_path, text.encode(encoding))
    assert [event.fact.KIND for event in result.events] == ["note", "rating"]
    assert result.events[0].fact.text == "raideur élevée"  # type: ignore[union-attr]


def test_the_name_of_a_file_says_nothing_about_its_kind(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD, "export.xml").format == "supple-table"
    assert "PDF" in refusal(tmp_path, b"%PDF-1.4", "visible.csv").message


def test_the_line_of_a_wrong_letter_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"day,note\n2026-04-01,ok\n2026-04-02,na\xefve\n").line == 3
    assert refusal(tmp_path, b"day,note\n2026-04-01,ok\n2026-04-02,a\x07b\n").line == 3


def test_missing_folders_and_names_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, why in (
        ("nothing.csv", "no such file"),
        ("folder", "a folder"),
        ("pipe", "not an ordinary file"),
        ("a\0b", "cannot be read"),
        ("x" * 4000, "cannot be read"),
        ("nothing.csv/inside", "cannot be read|no such file"),
    ):
        with pytest.raises(UserError, match=why):
            read_file(tmp_path / name, person_id=PERSON, zone=ZONE, now=NOW)


def test_a_file_one_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "diary.csv").write_text(GOOD)
    monkeypatch.setattr(Path, "open", forbidden)  # root, as whom tests may run, may read everything
    with pytest.raises(UserError, match="may not read"):
        read_file(tmp_path / "diary.csv", person_id=PERSON, zone=ZONE, now=NOW)


def test_a_file_too_large_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(opening.MAX_BYTES + 1)  # a hole: takes no room on the disk
    with pytest.raises(UserError, match="larger than 32 MB"):
        read_file(path, person_id=PERSON, zone=ZONE, now=NOW)


def test_more_rows_than_a_life_has_days_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_ROWS", 3)  # the real number takes too long to write
    assert len(read(tmp_path, "day,stiffness\n2026-04-01,1\n2026-04-02,1\n").days) == 2
    assert (
        "more than 3 rows"
        in refusal(tmp_path, "day,pain\n" + "".join(f"2026-04-0{n},1\n" for n in range(1, 5))).message
    )


def test_progress_ends_with_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("day,note\n" + "".join(f"20{n:02}-04-01,{'x' * 9000}\n" for n in range(26)))
    seen: list[tuple[int, int]] = []
    read_file(path, person_id=PERSON, zone=ZONE, now=NOW, progress=lambda done, total: seen.append((done, total)))
    size = path.stat().st_size
    assert seen[-1] == (size, size)
    assert len(seen) > 2
    assert seen == sorted(seen)


HEADINGS = [
    "day",
    "stiffness",
    "what",
    "value",
    "time",
    "heat",
    "own:x",
    "",
    "falls",
    "note",
    "walk.minutes",
    "baclofen",
]
ENTRIES = [
    "2026-04-01",
    "2026-04-02",
    "7",
    "yes",
    "no",
    "",
    "x",
    '"',
    "-1",
    "night",
    "1e9",
    "9" * 12,
    "pain",
    "own:x",
]
ANY_BYTES = st.binary(max_size=600)
ANY_TABLE = st.builds(
    lambda head, rows, sep: sep.join(head) + "\n" + "\n".join(sep.join(row) for row in rows),
    st.lists(st.sampled_from(HEADINGS), max_size=5),
    st.lists(st.lists(st.sampled_from(ENTRIES), max_size=5), max_size=5),
    st.sampled_from([",", ";", "\t"]),
)
# Nearly right, so that many of them are taken.
SMALL_CELLS = st.sampled_from(["", "1", "0", "yes", "7"])
ANY_DIARY = st.builds(
    lambda heads, rows: "\n".join(",".join(row) for row in [["day", *heads], *rows]) + "\n",
    st.lists(st.sampled_from(HEADINGS[1:]), min_size=2, max_size=2, unique=True),
    st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2026, 2, 1)).map(str), SMALL_CELLS, SMALL_CELLS),
        min_size=1,
        max_size=4,
    ),
)


def read_or_refusal(folder: Path, content: bytes) -> ImportResult | UserError:
    """What comes of it; any other error is a bug, and fails the test."""
    try:
        return read(folder, content)
    except UserError as error:
        return error


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.one_of(ANY_BYTES, ANY_TABLE, ANY_DIARY, st.text(max_size=300)))
def test_of_any_bytes_come_entries_that_can_be_or_a_clear_refusal(tmp_path: Path, content: bytes | str) -> None:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    found = read_or_refusal(tmp_path, raw)
    if isinstance(found, UserError):
        assert found.message
        assert found.file == "diary.csv"
        return
    for event in found.events:
        check_event(event, now=NOW)
    assert rows_of(found) is not None


DAMAGE = st.none() | st.tuples(st.integers(0, 60_000), st.integers(0, 255))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 60_000), flip=DAMAGE)
def test_a_damaged_export_is_read_or_refused_but_never_breaks(
    tmp_path: Path, cut: int, flip: tuple[int, int] | None
) -> None:
    if not VISIBLE.exists():
        pytest.skip("the real export is not beside this repository")
    whole = bytearray(VISIBLE.read_bytes()[:cut])
    if flip is not None and flip[0] < len(whole):
        whole[flip[0]] = flip[1]
    found = read_or_refusal(tmp_path, bytes(whole))
    if not isinstance(found, UserError):
        for event in found.events:
            check_event(event, now=NOW)
