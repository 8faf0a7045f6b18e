"""`supple plan changes`, `change` and `balance`, as a person types them."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

from tests.cli.terminal import Terminal, refused

from supple.imports.supple_export import MEMBER, SCHEMA
from supple.model import event_to_json
from supple.simulate import sample_person

NOW = ("--now", "2026-11-20T09:00")


def test_an_empty_plan_has_no_changes_and_refuses_a_day(terminal: Terminal) -> None:
    assert "No change with a date" in terminal("plan", "changes", *NOW).out
    assert "change" in refused(terminal("plan", "change", "2026-05-20", *NOW))
    assert "medicine" in refused(terminal("plan", "balance", "baclofen", *NOW))


def test_a_simulated_life_is_asked_about(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "nora.zip"
    events = sample_person("nora", date(2026, 11, 19)).events
    lines = [json.dumps(each) for each in ({"schema": SCHEMA, "events": len(events)}, *map(event_to_json, events))]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(MEMBER, "\n".join(lines))
    assert terminal("import", file, *NOW).code == 0
    listed = terminal("plan", "changes", *NOW).out
    assert "Baclofen changed on" in listed
    day = next(line for line in listed.splitlines() if "Baclofen changed" in line).rsplit("[", 1)[1][:10]
    told = terminal("plan", "change", day, *NOW)
    assert told.code == 0, told.err
    assert "which dose is right is their call" in told.out
    asked = terminal("plan", "change", day, "--began-badly", "yes", *NOW)
    assert "You said that it began because things were bad" in asked.out
    assert "because things were bad? yes" in terminal("plan", "change", day, *NOW).out, "it is kept"
    assert "--began-badly" in refused(terminal("plan", "change", day, "--began-badly", "perhaps", *NOW))
    data = json.loads(terminal("plan", "change", day, "--outcome", "night_spasms", "--json", *NOW).out)
    assert (data["schema"], data["outcome"], data["change"]["day"]) == ("supple.change/1", "night_spasms", day)
    balance = json.loads(terminal("plan", "balance", "Baclofen", "--json", *NOW).out)
    assert [step["first_day"] for step in balance["steps"]][-1] == day
    assert "night_spasms" in {row["code"] for row in balance["rows"]}
    assert "outcome" in refused(terminal("plan", "change", day, "--outcome", "nonsense", *NOW))
