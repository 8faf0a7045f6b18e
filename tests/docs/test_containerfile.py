"""Is the container file sound? It cannot be built in the tests, so what it says is held against what is here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.serving import Served

ROOT = Path(__file__).resolve().parents[2]
TEXT = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text(encoding="utf-8"))
LINES = [line.strip().split(" ", 1) for line in TEXT.splitlines() if line.strip() and not line.startswith("#")]


def said(word: str) -> list[str]:
    return [rest for first, rest in LINES if first == word]


def test_what_it_copies_is_here_and_let_in() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [name for rest in said("COPY") if "--from" not in rest for name in rest.split()[:-1]]
    assert copied
    for name in copied:
        assert (ROOT / name).exists(), name
        assert name.split("/")[0] in let_in, name


def test_everything_installed_is_pinned_by_hash_or_our_own() -> None:
    installing = [each for rest in said("RUN") for each in rest.split("&&") if re.search(r"\b(install|sync) -", each)]
    assert len(installing) == 3
    for each in installing:
        assert "--require-hashes" in each or each.split("--no-build-isolation")[1:] == [" ."], each


def test_it_is_not_root_and_keeps_its_data_in_a_volume() -> None:
    assert int(said("USER")[-1]) > 0
    (folder,) = re.findall(r"SUPPLE_DATA=(\S+)", said("ENV")[0])
    assert folder.startswith(said("VOLUME")[0] + "/")
    words = [first for first, _ in LINES]
    assert words.index("USER") < words.index("VOLUME"), "the volume's folder must be the user's own"


def test_what_it_starts_is_a_command_of_ours() -> None:
    assert json.loads(said("ENTRYPOINT")[0]) == ["supple"]
    assert json.loads(said("CMD")[0])[0] == "up"


@pytest.mark.parametrize("is_up", [True, False])
def test_its_health_check_tells_whether_supple_answers(is_up: bool, tmp_path: Path) -> None:
    python, *words = json.loads(said("HEALTHCHECK")[0].split("CMD ")[1])
    assert python == "python"
    with Served(tmp_path / "house") as running:
        # A busy machine is no failure here: only the wait is longer than in the file.
        checked = [word.replace("http://127.0.0.1:8710", running.url).replace("=8)", "=50)") for word in words]
        if not is_up:
            running.stop()
        done = subprocess.run([sys.executable, *checked], capture_output=True, timeout=60, check=False)
    assert (done.returncode == 0) is is_up
