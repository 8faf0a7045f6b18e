"""Measures, and writes the page.

make bench-web                         # everything; some five minutes
make bench-web ARGS="--skip sustained" # while something is being made quicker
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import uuid
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.web import browser, diary, pages, sustained, tables
from benchmarks.web.figures import Stream, plain, stream
from benchmarks.web.server import Running

PARTS = ("pages", "browser", "sustained")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/bench/web-benchmark.md"))
    parser.add_argument("--json", type=Path, default=Path("build/bench/web.json"))
    parser.add_argument("--skip", nargs="+", choices=PARTS, default=[])
    parser.add_argument("--seconds", type=float, default=sustained.SECONDS, help="of the stream of check-ins")
    parser.add_argument("--in", dest="inside", type=Path, help="keep the diary in this folder and take it from there")
    asked = parser.parse_args()
    found: dict[str, Any] = {"machine": machine(), "load_before": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        kept = _diary(asked.inside or folder)
        found["diary"] = {"events": kept.events, "days": kept.days}
        tell(f"{kept.events:,} entries of {kept.days:,} days")
        if "pages" not in asked.skip:
            with Running(diary.copied(kept, folder / "pages").folder) as supple:
                visitor, person = pages.signed_in(supple)
                found["pages"] = []
                for one in pages.measure(visitor, person):
                    found["pages"].append(one)
                    tell(f"{one.what:45} {one.p50:8.1f} {one.p95:8.1f} ms")
        if "browser" not in asked.skip:
            with Running(diary.copied(kept, folder / "browser").folder) as supple:
                visitor, person = pages.signed_in(supple)
                found["sizes"], found["seen"] = browser.measure(supple, visitor, person)
                for size in found["sizes"]:
                    tell(f"{size.what:45} {size.bytes:8,} bytes")
                for one in found["seen"]:
                    tell(f"{one.what:45} {one.p50:8.1f} {one.p95:8.1f} ms")
        if "sustained" not in asked.skip:
            found["stream"] = _stream(diary.copied(kept, folder / "sustained"), asked.seconds)
            tell(f"stream: {found['stream']}")
    found["load_after"] = os.getloadavg()[0]
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(found, default=plain, indent=2) + "\n", encoding="utf-8")
    if not asked.skip:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(tables.page(found), encoding="utf-8")
        print(f"written to {asked.out}")
    return 0


def tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _diary(inside: Path) -> diary.Kept:
    """Made in a process of its own: Django reads its settings once."""
    noted = inside / "kept.json"
    if not noted.exists():
        command = [sys.executable, "-m", "benchmarks.web.diary", str(inside)]
        subprocess.run(command, check=True)
    said = json.loads(noted.read_text(encoding="utf-8"))
    return diary.Kept(inside / "data", uuid.UUID(said["person_id"]), said["events"], said["days"])


def _stream(kept: diary.Kept, seconds: float) -> Stream:
    with Running(kept.folder) as supple:
        visitor, person = pages.signed_in(supple)
        visitor.get(f"/p/{person}/today/")
        waits, forms = asyncio.run(sustained.send(visitor, person, per_s=sustained.PER_S, seconds=seconds))
    failed = round(sustained.PER_S * seconds) - len(forms)
    return stream(sustained.PER_S, seconds, waits, failed, diary.count_kept(kept.folder, forms))


def machine() -> dict[str, str]:
    """What it ran on, in words."""
    processor = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    found = browser.shutil.which("chromium") or browser.shutil.which("google-chrome") or ""
    seen = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "cores": f"{os.cpu_count()} × {processor}",
        "memory": f"{memory / 1024**2:.0f} GiB",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "django": version("django"),
        "chromium": seen.split(" built", 1)[0].strip(),
    }


def _lines(path: str) -> list[str]:
    there = Path(path)
    return there.read_text(encoding="utf-8").splitlines() if there.exists() else []
