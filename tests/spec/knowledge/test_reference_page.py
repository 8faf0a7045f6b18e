"""Is the page of all knowledge the one that the data files make?"""

from __future__ import annotations

from pathlib import Path

from supple import knowledge
from supple.knowledge.reference import as_markdown

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "knowledge.md"


def test_the_page_is_up_to_date() -> None:
    """If this fails: `python -m supple.knowledge.reference > docs/reference/knowledge.md`."""
    assert PAGE.read_text("utf-8") == as_markdown(knowledge.load())


def test_the_page_says_that_nobody_reviewed_it_and_names_everything() -> None:
    page = PAGE.read_text("utf-8")
    assert "No clinician has reviewed" in page
    everything = knowledge.load()
    for table in ("factors", "sessions", "measures", "counts", "signs", "medicines", "body_parts", "muscles"):
        for code in getattr(everything, table):
            assert f"| {code} |" in page, code


def test_tables_keep_their_shape() -> None:
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
