"""How does a stretch look? One calm line drawing a pose, its joints worked out from angles."""

from supple.charts.figures.poses import draw_stretch, poses

__all__ = ["draw_stretch", "poses"]
