"""The page that describes events describes the ones there are."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from supple.imports.supple_export import SCHEMA
from supple.model import FACT_TYPES, Event, Slot, event_from_json, event_to_json, when_from_json, when_to_json
from supple.model.check import MAX_TEXT
from supple.web.sync import MOST_EVENTS

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/events.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.mark.parametrize("kind", sorted(FACT_TYPES))
def test_every_kind_names_its_fields(kind: str) -> None:
    row = re.search(rf"^\| `{kind}` \| (.*?) \|", PAGE, flags=re.MULTILINE)
    assert row
    assert re.findall(r"`(\w+)`", row.group(1)) == [item.name for item in fields(FACT_TYPES[kind])]


def test_every_field_of_an_event_is_named() -> None:
    named = set(re.findall(r"^\| `(\w+)` \| [A-Z`]", PAGE, flags=re.MULTILINE)) - set(FACT_TYPES)
    assert named == {item.name for item in fields(Event)} - {"received_at"}


def test_the_examples_are_events() -> None:
    example = json.loads(BLOCKS[0])
    assert event_to_json(event_from_json(example)) == example
    for line in BLOCKS[1].splitlines():
        assert when_to_json(when_from_json(json.loads(line))) == json.loads(line)
    assert all(json.loads(block) for block in BLOCKS[2:])


def test_the_limits_are_those_of_the_code() -> None:
    assert SCHEMA in PAGE
    assert f"{MOST_EVENTS:,} events at once" in PAGE.replace("\n", " ")
    assert f"{MAX_TEXT:,} letters" in PAGE
    assert all(f"`{slot.value}`" in PAGE for slot in Slot)
