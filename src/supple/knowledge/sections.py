"""How is a data file read whose tables are entries, each with its source, all checked on one day?"""

from __future__ import annotations

import tomllib
import types
from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from supple.knowledge.condition_reading import ConditionError

T = TypeVar("T")
Raw = Mapping[str, Any]
Read = Callable[[str, Raw, Raw, Mapping[str, str]], T]
FILE_KEYS = frozenset({"date_checked", "reviewed_by"})


def read_sections(
    folder: Traversable, file: str, read: Callable[[str, Raw, Raw, Mapping[str, str]], T]
) -> Mapping[str, T]:
    """Every entry of one file by its id.

    Args:
        read: (id, the entry, the whole file, the sources by key) → what it says.

    Raises:
        ConditionError: an entry is not what it should be; the message names it.
    """
    table = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    out: dict[str, T] = {}
    for entry_id, raw in table.items():
        if entry_id in FILE_KEYS:
            continue
        try:
            if not raw["source"]:
                raise ConditionError("source is missing")
            out[entry_id] = read(entry_id, raw, table, sources)
        except (ConditionError, KeyError, TypeError) as error:
            raise ConditionError(f"{file} [{entry_id}]: {error}") from error
    return types.MappingProxyType(out)
