"""What goes with worse and better days, said so that nobody reads more into it than is there?"""

from __future__ import annotations

from collections.abc import Mapping

from supple import knowledge
from supple.charts import finding_days
from supple.charts.effect import signed
from supple.charts.words import days_word, sentence_case, span_words
from supple.diary.marks import marks as diary_marks
from supple.model import (
    Chart,
    Diary,
    Finding,
    FindingMark,
    Look,
    Mark,
    ReportLine,
    ReportSection,
    ReportTable,
    TriggerReport,
    Verdict,
)

TITLE = "What goes with worse and better days"
NOT_CAUSES = "These are things that came together in the diary. They are not proof that one brought on the other."
_LAGS = {0: "same day", 1: "day before", 2: "2 days before", 3: "3 days before"}


_MARKS = {Mark.FITS: "fits", Mark.DOES_NOT_FIT: "doesn’t fit", Mark.WATCHING: "watching it"}


def findings_section(look: Look, diary: Diary, scale_max: float | None) -> ReportSection:
    """The clear and the leaning ones, and how many were looked at; "none clear" said plainly.

    What cannot be told apart is one line. What the person says to a finding follows it.
    """
    found = look.triggers
    if found is None or not found.findings:
        return ReportSection("findings", TITLE, lead="There was nothing to look at yet: too little has been noted.")
    said = marks_said(look, diary)
    told: set[str] = set()
    lines: list[ReportLine] = []
    for verdict in (Verdict.CLEAR, Verdict.LEANING):
        for finding in found.findings:
            if finding.verdict is verdict and finding.factor not in told:
                told.update(finding.together_with)
                sentence = " ".join(filter(None, (finding.sentence, finding.alone)))
                lines.append(ReportLine(sentence, mark=verdict.value, note=_note(finding, said)))
    return ReportSection(
        "findings",
        TITLE,
        lead=_lead(look, found),
        lines=tuple(lines),
        show_first=5,
        picture=_picture(look, scale_max),
        note=f"How lucky could this be? {look.luck.sentence}" if look.luck is not None else "",
    )


def marks_said(look: Look, diary: Diary) -> dict[str, str]:
    """What was said to each finding and by whom, by factor: "fits, says Nora"."""
    if look.outcome is None:
        return {}
    said = {}
    for factor, event in diary_marks(diary, look.outcome).items():
        author = event.noted_by
        who = look.person_name if author.role == "self" else f"{author.name or 'someone'} ({author.role})"
        if isinstance(event.fact, FindingMark):
            said[factor] = f"{_MARKS[event.fact.mark]}, says {who}"
    return said


def _note(finding: Finding, said: Mapping[str, str]) -> str:
    """What was said to it, and in short what would make it clearer where it is not yet."""
    marks = [said[finding.factor]] if finding.factor in said else []
    marks += [f"{knowledge.label(code)}: {said[code]}" for code in finding.together_with if code in said]
    told = f"{sentence_case('; '.join(marks))}." if marks else ""
    clearer = finding.clearer if finding.verdict is Verdict.LEANING else ""
    return " ".join(part for part in (told, clearer) if part)


def _picture(look: Look, scale_max: float | None) -> Chart | None:
    """The days behind the first clear finding, so that a reader sees what it rests on."""
    found = look.triggers.findings if look.triggers else ()
    first = next((finding for finding in found if finding.verdict is Verdict.CLEAR), None)
    if first is None:
        return None
    label = knowledge.label(first.factor)
    return finding_days(look.table, first, label, outcome_label=look.outcome_label, scale_max=scale_max)


def _lead(look: Look, found: TriggerReport) -> str:
    tried = [finding for finding in found.findings if finding.lag_days is not None]
    count = {verdict: sum(1 for f in tried if f.verdict is verdict) for verdict in Verdict}
    looked = "1 thing was" if len(tried) == 1 else f"{len(tried)} things were"
    words = f"{looked} looked at beside {look.outcome_label}, on {days_word(found.days_noted)} noted"
    if found.first_day is not None and found.last_day is not None:
        words += f", {span_words(found.first_day, found.last_day)}"
    told = [
        _count(count[Verdict.CLEAR], "is clear", "are clear"),
        _count(count[Verdict.LEANING], "leans one way", "lean one way"),
        _count(count[Verdict.UNRELATED], "looks unrelated", "look unrelated"),
    ]
    sentence = f"{words}: {', '.join(told)}. Of {count[Verdict.CANNOT_TELL]} the diary can’t tell yet."
    if found.helped:
        sentence = f"{sentence} {found.helped}"
    rest = len(found.findings) - len(tried)
    return f"{sentence} {rest} more could not be tried; the appendix says why." if rest else sentence


def _count(count: int, one: str, many: str) -> str:
    return f"none {one}" if count == 0 else f"{count} {one if count == 1 else many}"


def findings_table(look: Look, diary: Diary) -> ReportTable | None:
    """Every factor looked at, with its numbers."""
    if look.triggers is None or not look.triggers.findings:
        return None
    order, said = list(Verdict), marks_said(look, diary)
    rows = tuple(
        _row(finding, said.get(finding.factor, ""))
        for finding in sorted(look.triggers.findings, key=lambda finding: order.index(finding.verdict))
    )
    head = ("Looked at", "How sure", "When", "Effect (90 % interval)", "Days with", "Days without", "Remark")
    note = (
        f"Effect in points of {look.outcome_label}, allowing for dated changes and for days that resemble the day "
        f"before. {look.outcome_reason} {NOT_CAUSES}"
    )
    return ReportTable("Everything that was looked at", head, rows, note)


def _row(finding: Finding, said: str) -> tuple[str, ...]:
    lag = "–" if finding.lag_days is None else _LAGS.get(finding.lag_days, f"{finding.lag_days} days before")
    effect = "not estimated"
    if finding.effect is not None and finding.low is not None and finding.high is not None:
        effect = f"{signed(finding.effect)} ({signed(finding.low)} to {signed(finding.high)})"
    remarks = [said, finding.reason, finding.alone.rstrip(".")]
    if finding.together_with:
        remarks.append(f"comes together with {', '.join(knowledge.label(code) for code in finding.together_with)}")
    remark = "; ".join(part for part in remarks if part)
    days = ("–", "–") if finding.is_continuous else (str(finding.days_with), str(finding.days_without))
    return (
        sentence_case(knowledge.label(finding.factor)),
        finding.verdict.value,
        lag,
        effect,
        *days,
        sentence_case(remark) or "–",
    )
