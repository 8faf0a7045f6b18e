"""`supple cohort`: learn from many diaries how often each thing matters, and let it help whoever says yes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import Now, Zone

if TYPE_CHECKING:
    from supple.model import CohortPrior

app = typer.Typer(
    no_args_is_help=True,
    help="Learn from many diaries, with consent, how often each thing matters. Off until somebody says yes.",
)

Diaries = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Diary files, one a person. Without any: the people here who said yes in their settings.",
        metavar="[FILES]...",
    ),
]
About = Annotated[str, typer.Option("--outcome", help="What to learn about, by its column name.")]
Called = Annotated[
    str | None, typer.Option("--name", help="Who made it, as people will read it. Default: the file’s own name.")
]
Out = Annotated[Path, typer.Option("--out", help="The file to write.")]


@app.command("learn")
def learn(
    out: Out,
    files: Diaries = None,
    outcome: About = "stiffness",
    name: Called = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """Learn from diaries at hand, all rounds, and write the prior."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.progress import working
    from supple.cli.reporting import write

    local = zone_or_local(zone)
    if not files:
        actions.open_data()
    with working("Learning") as step:
        prior = actions.learn_prior(
            files=tuple(files or ()),
            outcome=outcome,
            name=name or out.stem,
            now=now_or(now, local),
            zone=local,
            progress=step,
        )
    write(out, actions.prior_to_text(prior).encode("utf-8"))
    _show(prior)
    print(f"Written: {out}. Look with it: supple insight FILE --prior {out}, or: supple cohort use {out}")


@app.command("sums")
def sums(
    out: Out,
    files: Diaries = None,
    outcome: About = "stiffness",
    under: Annotated[
        Path | None, typer.Option("--under", help="The prior that the last round gave. The first round has none.")
    ] = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """One site’s part of a round: sums that identify nobody, to pass on instead of diaries."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.progress import working
    from supple.cli.reporting import write

    local = zone_or_local(zone)
    if not files:
        actions.open_data()
    with working("Summing up") as step:
        made = actions.sum_up(
            files=tuple(files or ()),
            outcome=outcome,
            under=under,
            now=now_or(now, local),
            zone=local,
            progress=step,
        )
    write(out, actions.sums_to_text(made).encode("utf-8"))
    print(f"Sums over {made.people} people, {len(made.factors)} factors. Things that few people noted are left out.")
    print(f"Written: {out}. Read it through before you pass it on.")


@app.command("merge")
def merge(
    files: Annotated[list[Path], typer.Argument(help="Every site’s sums of one round.", metavar="FILES...")],
    out: Out,
    name: Called = None,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """Add the sums of several sites and write the next prior. Four or five rounds are enough."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.reporting import write

    local = zone_or_local(zone)
    prior = actions.merge_sums(tuple(files), name=name or out.stem, now=now_or(now, local), zone=local)
    write(out, actions.prior_to_text(prior).encode("utf-8"))
    _show(prior)
    print(f"Written: {out}. Next round at each site: supple cohort sums --under {out} --out SUMS")


@app.command("use")
def use(
    file: Annotated[
        Path | None, typer.Argument(help="The prior to install. Without it: what is installed.", metavar="[FILE]")
    ] = None,
    remove: Annotated[
        str | None, typer.Option("--remove", help="Take away what is installed for this outcome, such as stiffness.")
    ] = None,
) -> None:
    """Install a prior here. It helps only the people who said yes in their settings."""
    from supple import actions

    actions.open_data()
    if remove is not None:
        actions.remove_prior(remove)
        print(f"Taken away: nobody is helped about {remove} any more.")
        return
    if file is not None:
        prior = actions.install_prior(file)
        _show(prior)
        print("Installed. It helps only the people who say yes in their settings.")
        return
    installed = actions.installed_priors()
    for each in installed:
        _show(each)
    if not installed:
        print("Nothing is installed. Install a prior with: supple cohort use FILE")


def _show(prior: CohortPrior) -> None:
    from supple.knowledge import label

    print(f"{prior.name}, {prior.made_on}: {label(prior.outcome)}, learnt from {prior.prior.people} people")
    held = prior.prior
    for factor in sorted(held.share, key=lambda each: -held.share[each]):
        step = "a usual step" if factor in (held.numbers or ()) else "a day with it"
        print(
            f"  {label(factor)}: matters in about {held.share[factor]:.0%}; "
            f"then by {held.mean[factor]:+.2f} (± {held.spread[factor]:.2f}) for {step}"
        )
