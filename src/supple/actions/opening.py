"""Where are the diaries, and are they ready? The first thing any process does."""

from __future__ import annotations

from pathlib import Path

from supple import store


def open_data(folder: Path | None = None, *, demo: bool = False) -> Path:
    """Open the data folder (made where missing, private) and its tables.

    Args:
        folder: None for the configured one (`SUPPLE_DATA`), else the platform's own.
        demo: the sample people's folder instead.

    Returns:
        The folder in use.
    """
    return store.open_store(folder, demo=demo)
