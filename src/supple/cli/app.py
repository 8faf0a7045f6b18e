"""Which commands are there? Heavy imports wait inside the commands, so that help is quick."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from supple import __version__
from supple.cli import (
    activity,
    carding,
    checking,
    checking_in,
    cohorts,
    due,
    importing,
    keeping,
    look,
    looking_back,
    note,
    one_tap,
    planning,
    reporting,
    seeing,
    serving,
    simulating,
    symptoms,
    timeline,
    watching,
    week,
)

app = typer.Typer(
    name="supple",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"supple {__version__}")
        raise typer.Exit


@app.callback()
def supple(
    data: Annotated[
        Path | None,
        typer.Option("--data", help="The data folder. Default: SUPPLE_DATA, else a private folder of your own."),
    ] = None,
    version: Annotated[  # noqa: ARG001 -- its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A diary, a trigger finder and a call-when-needed guide for people living with MS spasticity.

    Not a diagnosis, no dosing, and nobody watches it. In an emergency call your emergency number.
    """
    if data is not None:
        os.environ["SUPPLE_DATA"] = str(data)


app.command("up")(serving.up)
app.command("worker")(serving.worker)
app.command("due")(due.due)
app.command("login-link")(serving.login_link)
app.command("share")(serving.share)
app.command("note")(note.note)
app.command("check-in")(checking_in.check_in)
app.command("activity")(activity.activity)
app.command("tap")(one_tap.tap)
app.command("as-yesterday")(one_tap.as_yesterday)
app.command("catch-up")(one_tap.catch_up)
app.command("pause")(one_tap.pause)
app.command("symptom")(symptoms.symptom)
app.command("timeline")(timeline.timeline)
app.command("import")(importing.import_)
app.command("look")(look.look)
app.command("look-back")(looking_back.look_back)
app.command("insight")(look.insight)
app.command("mark")(look.mark)
app.add_typer(seeing.app, name="see")
app.command("week")(week.week)
app.add_typer(planning.app, name="plan")
app.command("watch")(watching.watch)
app.command("card")(carding.card)
app.command("check-triggers")(checking.check_triggers)
app.command("team-questions")(checking.team_questions)
app.command("report")(reporting.report)
app.command("export")(keeping.export)
app.command("erase")(keeping.erase)
app.command("person")(keeping.person)
app.add_typer(cohorts.app, name="cohort")
app.command("simulate")(simulating.simulate)
app.command("doctor")(keeping.doctor)
