"""The only door to the database: functions that append events and answer questions in nouns, never ORM classes.

Importing this package touches neither Django nor the disk; `open_store` sets both up. The modules behind it
(`log`, `queries`, `people`, `links`, `erase`, `read_models`) are loaded on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supple.store.apart import own_connection
    from supple.store.away import AWAY, drop_connections, refresh_connections
    from supple.store.erase import EraseReceipt, erase_person
    from supple.store.health import look_at_store
    from supple.store.log import AppendResult, append, append_if_possible, arriving, sort_out
    from supple.store.setup import is_open, open_store
    from supple.store.together import whole_or_nothing

_WHERE = {
    "AWAY": "away",
    "EraseReceipt": "erase",
    "AppendResult": "log",
    "append": "log",
    "append_if_possible": "log",
    "arriving": "log",
    "drop_connections": "away",
    "erase_person": "erase",
    "is_open": "setup",
    "look_at_store": "health",
    "open_store": "setup",
    "own_connection": "apart",
    "refresh_connections": "away",
    "sort_out": "log",
    "whole_or_nothing": "together",
}

__all__ = [
    "AWAY",
    "AppendResult",
    "EraseReceipt",
    "append",
    "append_if_possible",
    "arriving",
    "drop_connections",
    "erase_person",
    "is_open",
    "look_at_store",
    "open_store",
    "own_connection",
    "refresh_connections",
    "sort_out",
    "whole_or_nothing",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
