"""What the README and the tutorial tell a newcomer to type works as it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

from supple.imports import template_csv

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md",
    "docs/tutorial.md",
    "docs/how-to/import.md",
    "docs/how-to/medicines.md",
    "docs/how-to/pump.md",
    "docs/how-to/goals-and-visits.md",
    "docs/how-to/calling.md",
    "docs/how-to/alerts.md",
    "docs/how-to/something-is-up.md",
    "docs/how-to/noting.md",
    "docs/how-to/looking-back.md",
    "docs/how-to/review-the-rules.md",
    "docs/how-to/see.md",
    "docs/how-to/reminders.md",
    "docs/how-to/on-my-phone.md",
)


def commands(doc: str) -> list[str]:
    """The lines of shell blocks that call `supple`, without their comments."""
    text = (ROOT / doc).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith((".venv/bin/supple", "supple "))]


@pytest.mark.parametrize("doc", PAGES)
def test_the_commands_of_a_page_run_in_their_order(doc: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "data")
    lines = commands(doc)
    assert lines
    (tmp_path / "my-diary.csv").write_text(template_csv(), encoding="utf-8")  # how-to pages start from a file
    for line in lines:
        words, _, into = line.partition(" > ")
        typed = shlex.split(words)[1:]
        if typed[0] == "up" or any("…" in word or word.isupper() for word in typed):
            continue  # serving is tested elsewhere; placeholders are not commands
        done = terminal(*typed, cwd=tmp_path)
        assert done.code == 0, (line, done.err)
        if into:
            (tmp_path / into.strip()).write_text(done.out, encoding="utf-8")


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    broken = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert broken == []


def test_the_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
