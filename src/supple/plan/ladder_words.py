"""How does the prescriber's list of steps read, one step a line? As written; what could be two things is asked about.

A line is the step's words, and may end in "for 3 days", "for 2 weeks" or "from 12 May". Nothing else in it is read:
no amount, no frequency. Steps on one line may stand apart with " / ", where it can be nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple.model import MAX_STEP_DAYS, LadderStep
from supple.plan.written_days import LOOKS_LIKE_A_DAY, NAMES_A_DAY, read_day

MOST_STEPS = 40  # what one plan entry may hold on its way through a phone or an export
MOST_LETTERS = 200

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"\d+|an?|{'|'.join(_NUMBERS)}"
_LENGTH = re.compile(
    rf"[\s,;(]*\bfor\s+(?:({_COUNT})\s*(days?|weeks?|wks?)|(\d+|{'|'.join(_NUMBERS)})\s*(nights?))\.?\s*\)?\s*$",
    re.IGNORECASE,
)  # "for a night" is no length: it may say when it is taken
_FROM = re.compile(r"[\s,;(]*\bfrom\s+((?:(?!\bfrom\b).)*?)\s*\)?\s*$", re.IGNORECASE)
_SPAN = r"(?:days|weeks?|wks?|months?|fortnights?|nights|years?)"
_OFTEN = r"(?!\s+(?:a|per|each|every)\s+(?:week|month))"  # "5 days a week" says how often, as "every 2 days" does
_APART = re.compile(r"\s+/\s+")
_HAS_AMOUNT = re.compile(rf"\d|[½¼¾]|\b(?:half|{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
# What reads like a length of time or a day and was not read as one.
_MAYBE_TIME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bfor\s+~?\d",
        rf"\b(?:for|after|over)\s+(?:an?\s+)?(?:[\w-]+\s+){{0,3}}?(?<!\ba\s)(?<!per\s)(?<!each\s)(?<!every\s){_SPAN}\b",
        rf"\b(?:for|after|over)\s+an?\s+(?:day|{_SPAN})\b",
        rf"(?<!every )\b(?:\d+|{'|'.join(_NUMBERS)})\s*(?:day|{_SPAN})\b{_OFTEN}",
        r"\b(?:days?|weeks?|wks?|months?)\s+\d",
        r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|next|last)\s+(?:day|week|month|fortnight)s?\b",
        r"\b\d+\s*/\s*(?:7|52|12)\b",
        r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b",
        NAMES_A_DAY,
    )
)
_UNTIL = re.compile(r"\b(?:until|till|til|through)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StepsReading:
    """The steps as read, or what has to be asked, each with its line."""

    steps: tuple[LadderStep, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    words: str
    days: int | None
    starts_on: date | None


def read_steps(text: str, starts_on: date, every_days: int | None = None) -> StepsReading:
    """One step a line; empty lines are left out.

    Args:
        text: as typed. Within a line " / " parts two steps where the first says how long or the second from when,
            or where the whole is one line and `every_days` says how long each lasts.
        starts_on: the local day of the first step.
        every_days: how long a step lasts whose own line and the next say nothing. The last step gets none: it has
            no end unless its line says one.

    Returns:
        steps without their "for …" or "from …", or problems that name the line. Never both.
    """
    if len(text) > 2 * MOST_STEPS * MOST_LETTERS:
        return StepsReading((), ("That is too long for steps. Copy only the steps, one a line.",))
    typed = [(number, " ".join(line.split())) for number, line in enumerate(text.splitlines(), start=1)]
    typed = [(number, words) for number, words in typed if words]
    is_by_rule = len(typed) == 1 and every_days is not None
    lines: list[_Line] = []
    problems: list[str] = []
    for number, words in typed:
        try:
            lines += [_read_line(number, part, starts_on) for part in _parted(words, is_by_rule=is_by_rule)]
        except ValueError as error:
            problems.append(f"Line {number}: {error}")
    if len(lines) > MOST_STEPS:
        problems.append(
            f"More than {MOST_STEPS} steps: write down the first {MOST_STEPS} and the rest when they come."
        )
    if not problems:
        problems += _disagreements(lines, starts_on, every_days)
    if problems:
        return StepsReading((), tuple(problems))
    return StepsReading(tuple(_with_lengths(lines, every_days)))


def write_steps(steps: Sequence[LadderStep]) -> str:
    """Steps as lines that read back as the same steps."""
    return "\n".join(_write(step) for step in steps)


def _write(step: LadderStep) -> str:
    length = "" if step.days is None else f" for {step.days} day{'' if step.days == 1 else 's'}"
    day = "" if step.starts_on is None else f" from {step.starts_on.isoformat()}"
    return f"{step.words}{day}{length}"


def _parted(line: str, *, is_by_rule: bool) -> list[str]:
    """The steps of one line. Raises ValueError where " / " may part two steps as well as two amounts of one day."""
    found = list(_APART.finditer(line))
    starts, ends = [0, *(each.end() for each in found)], [*(each.start() for each in found), len(line)]
    parts = [line[start:end] for start, end in zip(starts, ends, strict=True)]
    steps = parts[:1]
    for slash, after in zip(found, parts[1:], strict=True):
        if not _HAS_AMOUNT.search(_LENGTH.sub("", after.rstrip(" .;,"))):  # "5 mg / day for 3 days"
            steps[-1] += slash[0] + after
        elif is_by_rule or _says_when(steps[-1]) or _is_from(after):
            steps.append(after)
        else:
            raise ValueError("“ / ” may stand between two steps, or inside one. Write one step a line.")
    return steps


def _says_when(words: str) -> bool:
    return bool(_LENGTH.search(words.rstrip(" .;,"))) or _is_from(words)


def _is_from(words: str) -> bool:
    found = _FROM.search(words.rstrip(" .;,"))
    return found is not None and LOOKS_LIKE_A_DAY.search(found[1]) is not None


def _read_line(number: int, line: str, after: date) -> _Line:
    if len(line) > MOST_LETTERS:
        raise ValueError(f"more than {MOST_LETTERS} letters: one step a line.")
    words, days, starts_on = line.rstrip(" .;,"), None, None
    for _ in range(2):  # "from 12 May for 3 days" and the other way round
        if days is None and (found := _LENGTH.search(words)):
            count, unit = found[1] or found[3], found[2] or found[4]
            days, words = _days(count, unit), words[: found.start()]
        elif starts_on is None and (found := _FROM.search(words)) and LOOKS_LIKE_A_DAY.search(found[1]):
            starts_on, words = read_day(found[1], after), words[: found.start()]
            if abs(starts_on - after) > timedelta(days=MAX_STEP_DAYS):
                raise ValueError(f"{_say(starts_on)} is too far away. Look at its year.")
    _ask_about(words)
    if not words.strip():
        raise ValueError("the words of the step are missing: copy them as the prescriber wrote them.")
    return _Line(number, words, days, starts_on)


def _ask_about(words: str) -> None:
    if _UNTIL.search(words):
        raise ValueError(
            "“until” may mean with or without that day. Write “for … days”, or give the next line its “from” day."
        )
    if any(pattern.search(words) for pattern in _MAYBE_TIME):
        raise ValueError(
            "for how long, or from when, could not be read. Write it at the end, like “for 3 days”, “for 2 weeks” or "
            "“from 12 May”, one step a line."
        )
    if (found := _FROM.search(words)) and LOOKS_LIKE_A_DAY.search(found[1]):
        raise ValueError("it names two days. One step a line, with one “from”.")


def _days(count: str, unit: str) -> int:
    text = count.casefold()
    number = int(text) if text.isdigit() else 1 if text in {"a", "an"} else _NUMBERS.index(text) + 1
    days = number * 7 if unit.casefold().startswith("w") else number
    if not 1 <= days <= MAX_STEP_DAYS:
        raise ValueError(f"a step lasts 1 to {MAX_STEP_DAYS} days.")
    return days


def _disagreements(lines: Sequence[_Line], starts_on: date, every_days: int | None) -> Iterable[str]:
    """Where the days that are written do not fit each other. Only the first: the rest may follow from it."""
    begins = starts_on
    for index, line in enumerate(lines):
        if index == 0 and line.starts_on not in {None, starts_on}:
            return [
                f"Line {line.number}: it is from {_say(line.starts_on)}, but the first day given is "
                f"{_say(starts_on)}. Write the one that is meant in both."
            ]
        if index + 1 == len(lines):
            break
        following = lines[index + 1]
        days = line.days if line.days is not None else every_days
        if following.starts_on is not None:
            between = (following.starts_on - begins).days
            if between < 1:
                return [
                    f"Line {following.number}: {_say(following.starts_on)} is not after {_say(begins)}, on which the "
                    "step before it begins. Look at the day and the year."
                ]
            if days is not None and days != between:
                return [
                    f"Line {line.number}: {days} days from {_say(begins)} are over by "
                    f"{_say(begins + timedelta(days=days))}, but line {following.number} is from "
                    f"{_say(following.starts_on)}. Ask which is meant."
                ]
            days = between
        if days is None:
            return [
                f"Line {line.number}: for how long is not written. Add “for … days” at its end, or fill in the days "
                "for each step."
            ]
        begins += timedelta(days=days)
    return []


def _with_lengths(lines: Sequence[_Line], every_days: int | None) -> Iterable[LadderStep]:
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        by_rule = every_days if following is not None and following.starts_on is None else None
        yield LadderStep(line.words, line.days if line.days is not None else by_rule, line.starts_on)


def _say(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
