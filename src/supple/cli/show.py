"""How does a look at a diary read in the terminal? Plain words with numbers; colour never alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from supple.charts import course
from supple.charts.words import NOT_NOTED
from supple.knowledge import label
from supple.knowledge.saying import say
from supple.model import Alert, ExtraDose, Finding, Instant, Look, Tier, Verdict, When, local_day_of
from supple.words import _

if TYPE_CHECKING:
    from supple.actions import CallBook, ExtraGroup

TIER_WORDS = {
    Tier.T0: "EMERGENCY: CALL NOW",
    Tier.T1: "CALL TODAY",
    Tier.T2: "CALL WITHIN TWO OR THREE DAYS",
    Tier.T3: "MENTION AT THE NEXT VISIT",
}
TIER_STYLE = {Tier.T0: "bold white on red", Tier.T1: "bold red", Tier.T2: "bold yellow", Tier.T3: "bold"}
POISON_LINE = "Where there is a poison line, it can be asked as well."
MANY = 2
VERDICT_ORDER = (Verdict.CLEAR, Verdict.LEANING, Verdict.CANNOT_TELL, Verdict.UNRELATED)
NOT_REVIEWED = "No clinician has reviewed these rules and words. Supple makes no diagnosis, and nobody watches it."
NO_RULE = (
    "No rule matched what was noted. Supple does not check everything and does not know what was not noted. "
    "If you are worried, call."
)


def console() -> Console:
    """Writes to standard output; long lines fold at the terminal's width."""
    return Console(highlight=False, soft_wrap=False)


def show_look(look: Look, to: Console, book: CallBook | None = None) -> None:
    """The whole look: completeness, alerts first, the course, findings by certainty, gaps."""
    table = look.table
    if not table.days:
        to.print('Nothing has been noted yet. Start with:  supple note "stiff 6/10 after a bad night"')
        return
    to.print(
        f"[bold]{escape(look.person_name)}[/bold]: {look.days_noted} of {len(table.days)} days noted, "
        f"{table.days[0]} to {table.days[-1]}"
    )
    for warning in look.warnings:
        to.print(f"Note: {escape(warning)}")
    _alerts(look, to, book)
    _course(look, to)
    show_findings(look, to)
    _gaps(look, to)
    to.print(f"\n[dim]{NOT_REVIEWED}[/dim]")


def show_alerts(alerts: tuple[Alert, ...], to: Console, book: CallBook | None = None) -> None:
    """Most urgent first, with the inputs that fired each rule; with a `book`, whom to ring now."""
    for alert in alerts:
        how_soon = alert.how_soon.upper() or TIER_WORDS[alert.tier]
        to.print(f"\n[{TIER_STYLE[alert.tier]}] {escape(how_soon)} [/] [bold]{escape(alert.title)}[/bold]")
        to.print(Padding(escape(alert.words), (0, 0, 0, 2)))
        if alert.call:
            to.print(Padding(f"Call: {escape(alert.call)}", (0, 0, 0, 2)))
        for line in book.ring(alert).lines if book is not None else ():
            told = "; ".join(filter(None, (line.role, line.words, line.note)))
            to.print(Padding(escape(f"  {line.name}: {line.phone}" + (f" ({told})" if told else "")), (0, 0, 0, 2)))
        for step in alert.meanwhile:
            to.print(Padding(f"Meanwhile: {escape(step)}", (0, 0, 0, 2)))
        why = "; ".join(f"{name}: {value}" for name, value in alert.inputs.items())
        to.print(Padding(f"[dim]Why: {escape(why)} (rule {alert.rule}, version {alert.version})[/dim]", (0, 0, 0, 2)))


def show_extra_doses(doses: Sequence[ExtraDose], to: Console) -> None:
    """For a day after doses noted besides the prescription: the facts, and what to look for where it may be more.

    It claims nothing of what they did.
    """
    from supple import actions

    for group in actions.extra_told(doses):
        to.print(f"[bold red]{group.heading}[/]" if group.signs else f"[bold]{group.heading}[/]")
        for one in group.doses:
            to.print(Padding(escape(f"{say(one.event.fact)}, {_moment(one.event.when)}"), (0, 0, 0, 2)))
            for words in actions.extra_facts(one):
                to.print(Padding(escape(words), (0, 0, 0, 4)))
        if group.harm is not None:
            about = f"About {', '.join(group.harm_for)}: " if group.signs_for else ""
            to.print(Padding(escape(f"{about}{group.harm.words}"), (0, 0, 0, 2)))
        for rule in group.rules:
            words = " ".join(level.words for level in rule.levels)
            to.print(Padding(escape(f"{rule.title}: {rule.words} {words}"), (0, 0, 0, 2)))
        to.print(Padding(escape(_whom_to_ask(group)), (0, 0, 0, 2)))


def _whom_to_ask(group: ExtraGroup) -> str:
    from supple import actions

    if not group.signs:
        return f"Whom to ask: {actions.whom_to_ask_words()}"
    if not group.signs_for:
        return POISON_LINE
    about = f"About {', '.join(group.signs_for)}: with" if group.harm is not None else "With"
    return f"{about} no such sign, whom to ask: {actions.whom_to_ask_words()} {POISON_LINE}"


def _moment(when: When) -> str:
    return f"{when.local:%Y-%m-%d %H:%M}" if isinstance(when, Instant) else local_day_of(when).isoformat()


def _alerts(look: Look, to: Console, book: CallBook | None) -> None:
    from supple.cli.alert_steps import show_lives, show_unanswered

    to.print("\n[bold underline]When to call[/]")
    show_extra_doses(look.extra_doses, to)
    zone = str(look.now.tzinfo or "UTC")
    show_lives(look.lives, zone, to, book)
    show_unanswered(look.unanswered, zone, to, book)
    if not look.lives and not look.unanswered:
        to.print(NO_RULE)


def _course(look: Look, to: Console) -> None:
    to.print("\n[bold underline]The course[/]")
    if look.outcome is None:
        to.print(escape(look.outcome_reason))
        return
    to.print(escape(look.outcome_reason))
    chart = course(look.table, look.outcome, label=look.outcome_label, changes=look.changes)
    to.print(escape(chart.sentence))
    grid = Table(box=None, pad_edge=False)
    for head in chart.table_head:
        grid.add_column(escape(head))
    for row in _without_empty_runs(chart.table_rows):
        grid.add_row(*map(escape, row))
    to.print(grid)
    for change in look.changes:
        to.print(f"  {change.day}  changed: {escape(change.label or change.kind)}")


def _without_empty_runs(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """A long run of rows with nothing noted is one row: it would push all else off the screen."""
    shown: list[tuple[str, ...]] = []
    for is_empty, run in groupby(rows, key=lambda row: row[1] == NOT_NOTED):
        group = list(run)
        if is_empty and len(group) > MANY:
            blank = ("",) * (len(group[0]) - 2)
            group = [(f"{group[0][0]} … {group[-1][0]}", f"{_(NOT_NOTED)} ({len(group)} rows)", *blank)]
        shown += group
    return shown


def show_findings(look: Look, to: Console) -> None:
    """Every factor that was tried, by certainty."""
    to.print("\n[bold underline]What goes with it[/]")
    findings = look.triggers.findings if look.triggers else ()
    if not findings:
        to.print("Nothing to compare yet.")
        return
    if look.triggers and look.triggers.helped:
        to.print(escape(look.triggers.helped))
    if not any(f.verdict is Verdict.CLEAR for f in findings):
        to.print(f"{_things(len(findings))} looked at; none is clear.")
    for verdict in VERDICT_ORDER:
        group = [finding for finding in findings if finding.verdict is verdict]
        if not group:
            continue
        to.print(f"\n[bold]{verdict.value.capitalize()}[/bold]")
        for line, beneath in _lines(group, look):
            to.print(Padding(escape(line), (0, 0, 0, 2)))
            for more in beneath:
                to.print(Padding(f"[dim]{escape(more)}[/dim]", (0, 0, 0, 4)))
    _next_steps(findings, to)
    if look.luck is not None:
        to.print(f"\n[bold]How lucky could this be?[/bold] {escape(look.luck.sentence)}")


def _lines(group: list[Finding], look: Look) -> list[tuple[str, list[str]]]:
    """A sentence each, with what stands beneath it; what cannot be told apart once, under the strongest.

    Where many have the same reason, the reason once with their names.
    """
    counted = Counter(f.reason for f in group if f.reason and not f.alone)
    shared = {reason for reason, count in counted.items() if count > MANY}
    lines: list[tuple[str, list[str]]] = []
    told: set[str] = set()
    for finding in group:
        if finding.factor in told or (finding.reason in shared and not finding.alone):
            continue
        told.update(finding.together_with)
        lines.append((" ".join(filter(None, ("•", finding.sentence, finding.alone))), _beneath(finding, look)))
    for reason in sorted(shared):
        names = ", ".join(
            label(finding.factor) for finding in group if finding.reason == reason and not finding.alone
        )
        lines.append((f"• {names}: {reason}.", []))
    return lines


def _beneath(finding: Finding, look: Look) -> list[str]:
    """What the person said, and what would make it clearer where it is not yet."""
    said = [
        f"Marked: {label(factor)} {look.marks[factor].value}."
        for factor in (finding.factor, *finding.together_with)
        if factor in look.marks
    ]
    is_open = finding.verdict in {Verdict.LEANING, Verdict.CANNOT_TELL}
    return [*said, f"To make it clearer: {finding.clearer}"] if is_open and finding.clearer else said


def _next_steps(findings: Iterable[Finding], to: Console) -> None:
    """The same words once, with the names of all that they are about."""
    about: dict[str, list[str]] = {}
    for finding in findings:
        if finding.next_step:
            about.setdefault(finding.next_step, []).append(label(finding.factor))
    if about:
        to.print("\n[bold]Next step[/bold]")
    for words, names in about.items():
        to.print(Padding(escape(f"• {', '.join(names)}: {words}"), (0, 0, 0, 2)))


def _gaps(look: Look, to: Console) -> None:
    longest = [gap for gap in look.gaps if gap.days >= 3]
    if longest:
        to.print("\n[bold underline]Gaps[/] (not noted is not the same as fine)")
        for gap in longest:
            to.print(f"  {gap.first_day} to {gap.last_day}: {gap.days} days")


def _things(count: int) -> str:
    return "One thing was" if count == 1 else f"{count} things were"
