"""`supple plan routine` and `supple plan breaks`: what is done again and again, and moving while sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import Now, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from supple.actions import SittingView
    from supple.plan.routines import Routine


def routine(
    name: Annotated[str | None, typer.Argument(help="Its name. Without it: list the routines.")] = None,
    words: Annotated[str, typer.Option("--words", help="What to do, in your own or the therapist's words.")] = "",
    group: Annotated[str, typer.Option("--group", help="stretch, activity, home or other. Default: stretch.")] = "",
    at: Annotated[
        list[str] | None, typer.Option("--at", help="A time of day, such as 21:30. May be repeated.")
    ] = None,
    weekdays: Annotated[str, typer.Option("--weekdays", help="Such as mon,wed,fri. Default: every day.")] = "",
    every: Annotated[str, typer.Option("--every", help="Every so many days, such as 3.")] = "",
    after: Annotated[
        str, typer.Option("--habit", help="The habit it goes with, such as “after brushing teeth”.")
    ] = "",
    minutes: Annotated[str, typer.Option("--minutes", help="For how many minutes.")] = "",
    sets: Annotated[str, typer.Option("--sets", help="How many times each.")] = "",
    hold: Annotated[str, typer.Option("--hold", help="Hold for how many seconds.")] = "",
    agreed: Annotated[str, typer.Option("--agreed", help="With the physiotherapist: yes, no or unknown.")] = "",
    until: Annotated[str, typer.Option("--until", help="Its last day, such as 2026-12-31.")] = "",
    extra_sets: Annotated[str, typer.Option("--extra-sets", help="More of each for a while, as agreed.")] = "",
    extra_until: Annotated[str, typer.Option("--extra-until", help="Until which day more.")] = "",
    prompt: Annotated[str, typer.Option("--prompt", help="What it says when it rings. Default: its name.")] = "",
    home: Annotated[
        str, typer.Option("--home", help="Fill it in from an idea for home, such as fluids; `list` shows them.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--no-ring", help="It rings at none of its times.")] = False,
    end: Annotated[bool, typer.Option("--end", help="No longer, from today on. It stays in the history.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down a routine, or list them: stretches, activity, what is done at home."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.medicine_names import plain_name

    if home == "list":
        _list_home()
        return
    filled = _from_home(home) if home else {}
    name = name or filled.pop("name", None)
    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    view = actions.held_routines(opened.account, opened.person_id, now=moment)
    if name is None:
        _list(view.routines)
        return
    if end:
        actions.end_routine(opened.account, opened.person_id, name, now=moment, source="cli")
        print(f"Ended: {name}. It stays in the history.")
        return
    typed = {
        "group": group or filled.get("group", ""),
        "what": filled.get("what", ""),
        "prompt": prompt or filled.get("prompt", ""),
        "times": "; ".join(at or ()) or filled.get("times", ""),
        "weekdays": weekdays,
        "every_days": every,
        "tied_to": after or filled.get("tied_to", ""),
        "minutes": minutes,
        "sets": sets,
        "hold_seconds": hold,
        "agreed": agreed,
        "last_day": until,
        "extra_sets": extra_sets,
        "extra_until": extra_until,
        "rings": "no" if quiet else "",
    }
    before = view.items.get(plain_name(name))
    if before is not None and before.item == "routine":
        if not any((*typed.values(), words)):
            _list([each for each in view.routines if plain_name(each.name) == plain_name(name)])
            return
        typed, words = _with(before.detail, typed), words or before.words
    typed["group"] = typed["group"] or "stretch"
    kept = actions.keep_routine(opened.account, opened.person_id, name, typed, now=moment, words=words, source="cli")
    print(f"Saved: {name}" if kept else f"Nothing changed: {name} is written down just so.")


def _list(routines: Sequence[Routine]) -> None:
    for each in routines:
        times = " and ".join(f"{at:%H:%M}" for at in each.times)
        said = [times and f"at {times}", each.tied_to, each.words]
        print(f"{each.name}: {', '.join(filter(None, said)) or 'no set time'}")
    if not routines:
        print("No routine is written down.")


def _with(before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """What is not given stays as it is written down. Days of the week and every so many days replace each other."""
    other = {"weekdays": "every_days", "every_days": "weekdays"}
    gone = {other[key] for key in other if typed.get(key)}
    return {key: said or ("" if key in gone else before.get(key, "")) for key, said in typed.items()}


def _print_sitting(view: SittingView, moment: datetime) -> None:
    from supple.plan.break_ideas import idea_at

    if view.breaks is not None:
        on, at = (view.due_now.on, view.due_now.at) if view.due_now else (view.today, moment)
        print(f"An idea: {idea_at(view.breaks, on, at, view.zone).prompt}")
    for day in view.days:
        if day.is_rest:
            print(f"  {day.day.isoformat()}  a rest day")
            continue
        said = f"{day.done} done, {day.not_now} not now, {day.unanswered} nothing noted"
        told = "" if day.told_minutes is None else f"; about {day.told_minutes} minutes before answered ones"
        print(f"  {day.day.isoformat()}  {said}{told}")


def _from_home(home: str) -> dict[str, str]:
    from supple.knowledge.home import load_home
    from supple.model import UserError

    idea = load_home().get(home)
    if idea is None:
        raise UserError(
            f"{home!r} is no idea for home.",
            field="--home",
            hint=f"Known: {', '.join(load_home())}; list shows them.",
        )
    return dict(idea.as_routine())


def _list_home() -> None:
    from supple.knowledge.home import load_home

    for idea in load_home().values():
        print(f"{idea.id}: {idea.label}\n  {idea.words}")
        for line in idea.cautions:
            print(f"  - {line}")
        print(f"  Source: {'; '.join(idea.source)}. Reviewed by a clinician: {idea.reviewed_by}.")


def breaks(
    every: Annotated[str, typer.Option("--every", help="Every so many minutes, 20 to 180.")] = "",
    start: Annotated[str, typer.Option("--from", help="From which time, such as 09:00. Default: 09:00.")] = "",
    end_at: Annotated[str, typer.Option("--to", help="To which time, such as 17:00. Default: 17:00.")] = "",
    weekdays: Annotated[str, typer.Option("--weekdays", help="Such as mon,tue. Default: Monday to Friday.")] = "",
    body: Annotated[str, typer.Option("--body", help="Which fit: seated (default), arms, relief or standing.")] = "",
    moves_legs: Annotated[
        bool, typer.Option("--moves-legs", help="You move your legs yourself: ideas for them fit too.")
    ] = False,
    end: Annotated[bool, typer.Option("--end", help="No more breaks, from today on.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down breaks while sitting, or show them."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.medicine_names import plain_name
    from supple.plan.breaks import BREAKS_NAME

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if end:
        actions.end_routine(opened.account, opened.person_id, BREAKS_NAME, now=moment, source="cli")
        print("Ended: breaks while sitting.")
        return
    typed = {
        "every_minutes": every,
        "from_time": start,
        "to_time": end_at,
        "weekdays": weekdays,
        "body": body,
        "moves_legs": "yes" if moves_legs else "",
    }
    if not any(typed.values()):
        held = actions.held_routines(opened.account, opened.person_id, now=moment).breaks
        for each in held:
            print(f"Every {each.every_minutes} minutes from {each.start:%H:%M} to {each.end:%H:%M}, {each.body}")
        if held:
            _print_sitting(actions.sitting(opened.account, opened.person_id, now=moment), moment)
        if not held:
            print("No breaks are written down. For example: supple plan breaks --every 50")
        return
    before = actions.held_routines(opened.account, opened.person_id, now=moment).items.get(plain_name(BREAKS_NAME))
    if before is not None and before.item == "break":
        typed = _with(before.detail, typed)
    usual = {"from_time": "09:00", "to_time": "17:00", "weekdays": "mon,tue,wed,thu,fri", "body": "seated"}
    typed = {key: said or usual.get(key, "") for key, said in typed.items()}
    kept = actions.keep_breaks(opened.account, opened.person_id, typed, now=moment, source="cli")
    print(
        f"Saved: a break every {typed['every_minutes']} minutes."
        if kept
        else "Nothing changed: they are written down just so."
    )
