"""Which options do several commands share? Declared once, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Person = Annotated[
    str | None, typer.Option("--person", help="Whose diary, by name. Needed only when there are several.")
]
Now = Annotated[
    str | None, typer.Option("--now", help="Stand in for the clock, in ISO form, such as 2026-11-23T09:30.")
]
Zone = Annotated[
    str | None,
    typer.Option("--zone", help="Time zone, such as Europe/London. Default: the diary's, or this machine's."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, as documented in docs/reference/json.md.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be stored, and store nothing.")]
Outcome = Annotated[
    str | None,
    typer.Option(
        "--outcome",
        help="What to look at, by its column: stiffness, night_spasms, pain_now#morning, stiffness_now@calf_left …",
    ),
]
Name = Annotated[str | None, typer.Option("--name", help="The name to show for a diary read from a file.")]
DiaryFile = Annotated[Path | None, typer.Argument(help="A diary file. Without it: the stored diary.", metavar="FILE")]
