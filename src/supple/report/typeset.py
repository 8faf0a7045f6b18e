"""How does a template become a page? Typst sets it: tagged PDF/UA-1, the same bytes for the same data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib import resources
from typing import Any

import typst


def to_pdf(template: str, inputs: Mapping[str, Any], made_at: datetime) -> bytes:
    """A tagged PDF/UA-1. Only the fonts inside the wheel are used and `made_at` is the document's date.

    Args:
        template: the file's name in this room.
        inputs: what the template reads, each as JSON.
        made_at: when the page was made.
    """
    moment = made_at.replace(tzinfo=timezone(made_at.utcoffset() or timedelta(0)), microsecond=0)
    made = typst.compile(
        _template(template),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_written(inputs),
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    assert isinstance(made, bytes)
    return made


def pages(template: str, inputs: Mapping[str, Any], label: str) -> int:
    """On which page the template's `label` stands: how many pages it takes."""
    found = typst.query(
        _template(template),
        f"<{label}>",
        field="value",
        one=True,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_written(inputs),
    )
    return int(json.loads(found))


def _written(inputs: Mapping[str, Any]) -> dict[str, str]:
    return {name: json.dumps(data, ensure_ascii=False, sort_keys=True) for name, data in inputs.items()}


@cache
def _template(name: str) -> bytes:
    return resources.files("supple.report").joinpath(name).read_bytes()


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
