"""Which drawing belongs to which stretch? The poses of `poses.toml`, drawn with the stretch's own words."""

from __future__ import annotations

import tomllib
import types
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from supple.charts.figures.drawing import draw
from supple.charts.figures.skeleton import PoseError


@cache
def poses() -> Mapping[str, Mapping[str, Any]]:
    """Every pose by its name, read once from the package's data file."""
    text = (resources.files("supple.charts.figures") / "poses.toml").read_text(encoding="utf-8")
    return types.MappingProxyType(tomllib.loads(text))


def draw_stretch(drawing: str, *, title: str, desc: str) -> str:
    """The drawing of a stretch as `<svg>` for a page.

    Args:
        drawing: its name in `poses.toml`.
        title: the stretch's label.
        desc: what the drawing shows, in one sentence.
    """
    try:
        return draw(poses()[drawing], title=title, desc=desc)
    except (KeyError, PoseError) as error:
        raise PoseError(f"poses.toml [{drawing}]: {error}") from error
