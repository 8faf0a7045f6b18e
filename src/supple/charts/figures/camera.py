"""From where does one look at a pose? Turned round the upright, then raised; nothing shrinks with distance."""

from __future__ import annotations

import math

from supple.charts.figures.shapes import Flat
from supple.charts.figures.skeleton import Vec


class Camera:
    """`turned` and `raised` in degrees; neither: straight from the side."""

    def __init__(self, turned: float = 0.0, raised: float = 0.0) -> None:
        self.is_level = not turned and not raised
        self._turned, self._raised = math.radians(turned), math.radians(raised)

    def see(self, p: Vec) -> tuple[float, float, float]:
        """(to the right, down, towards the one who looks)"""
        x = p[0] * math.cos(self._turned) + p[2] * math.sin(self._turned)
        depth = p[2] * math.cos(self._turned) - p[0] * math.sin(self._turned)
        up = p[1] * math.cos(self._raised) - depth * math.sin(self._raised)
        return x, -up, depth * math.cos(self._raised) + p[1] * math.sin(self._raised)

    def flat(self, p: Vec) -> Flat:
        """Where it is in the picture, y pointing down."""
        return self.see(p)[:2]
