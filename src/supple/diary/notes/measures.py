"""What was measured? Hours of sleep, temperature, steps, resting heart rate: numbers with a unit.

Degrees Fahrenheit are turned into Celsius, so that one column never holds two units (with two decimals, so that
they come back as typed); the person's own figure stays in the note's text and in the words that say the fact back.
"""

from __future__ import annotations

from supple.diary.notes.numbers import Amount, amounts
from supple.diary.notes.page import Draft, Page
from supple.diary.notes.pressure import read_pressures
from supple.diary.notes.small import small
from supple.knowledge.wording import to_celsius
from supple.model import Measurement, Sign

FEVER_CEL = 38.0
_SLEEP = frozenset({"slept", "sleep", "sleeping", "kip", "asleep", "shuteye"})
_TEMPERATURE = frozenset({"temperature", "temp", "temps", "fever", "thermometer"})
_FELT = frozenset({"hot", "shivery", "shivering", "feverish", "checked", "ill", "unwell", "boiling", "thermometer"})
_AIR = frozenset({"outside", "outdoors", "weather", "forecast", "room", "car", "garden", "oven", "pool", "shade"})
_NO_SLEEP_BETWEEN = small("measures", "no_sleep_between")
_ABOUT_A_NIGHT = _SLEEP | {"stayed", "up", "bed", "night", "awake", "tired"}


def read_measures(page: Page) -> list[Draft]:
    """Numbers with a unit. Claims them, so that no rating takes them."""
    out: list[Draft] = read_pressures(page)
    for amount in amounts(page.tokens, page.claimed):
        if amount.of_ten or amount.of_other:
            continue
        blocked = page.any_in(page.blocked, amount.start, amount.end)
        for read in (_temperature, _sleep, _steps, _heart):
            drafts = read(page, amount)
            if drafts:
                page.claim(amount.start, amount.end)
                if not blocked:
                    out.extend(drafts)
                break
    return out


def _temperature(page: Page, a: Amount) -> list[Draft]:
    if a.is_range or _of_the_air(page, a):
        return []
    near = [
        i
        for i in range(max(0, a.start - 6), min(len(page.tokens), a.end + 4))
        if page.sentence[i] == page.sentence[a.start]
    ]
    felt = a.low != int(a.low) and 37 <= a.low <= 42  # "feeling hot, checked: 38.1"
    named = [i for i in near if page.word(i) in _TEMPERATURE or (felt and page.word(i) in _FELT)]
    unit = page.word(a.end)
    degrees = unit in {"degrees", "degree", "°", "c", "f", "deg"}
    if not named or not (felt or degrees or any(i < a.start or i == a.end for i in named)):
        return []
    value = a.low
    if 90 <= value <= 110:
        celsius = to_celsius(value)
    elif 33 <= value <= 43:
        celsius = value
    else:
        return []
    if (
        not felt
        and not any(i < a.start for i in named)
        and unit
        not in {
            "temperature",
            "temp",
            "fever",
            "degrees",
            "degree",
            "°",
            "c",
            "f",
            "deg",
        }
    ):
        return []
    first = min([a.start, *[i for i in named if page.same_clause(i, a.start)]])
    end = a.end + 1 if degrees else a.end
    if page.word(a.end) in {"degrees", "degree", "°"} and page.word(a.end + 1) in {"c", "f"}:
        end = a.end + 2
    drafts = [Draft(Measurement("temperature", celsius, "Cel"), first, end)]
    fever_said = any(m.meaning.kind == "sign" and m.meaning.code == "fever" for m in page.concepts)
    if celsius >= FEVER_CEL and not fever_said:
        drafts.append(Draft(Sign("fever", True), first, end))
    return drafts


def _of_the_air(page: Page, a: Amount) -> bool:
    """ "Temperature outside is 38" is not the body's."""
    clause = range(page.clause_start(a.start), page.clause_end(a.start))
    return any(page.word(i) in _AIR for i in clause)


def _sleep(page: Page, a: Amount) -> list[Draft]:
    """ "Slept 5 hours", "4 hrs sleep", "only got 3 and a half hours sleep"."""
    unit = page.word(a.end)
    if (
        unit not in {"hours", "hour", "h"}
        or a.high > 24
        or page.word(a.end + 1) in {"ago", "later", "before", "late"}
    ):
        return []
    extra = 0.5 if [page.word(a.end + k) for k in (1, 2, 3)] == ["and", "a", "half"] else 0.0
    if page.tokens[a.start - 1].number == 0.5 and a.start > 0:
        extra = 0.0
    end = a.end + 1 + (3 if extra else 0)
    before = list(range(max(page.clause_start(a.start), a.start - 6), a.start))
    after = list(range(end, min(page.clause_end(a.start), end + 4)))
    word = next((i for i in reversed(before) if page.word(i) in _SLEEP), None)
    if word is not None and any(page.word(i) in _NO_SLEEP_BETWEEN for i in range(word + 1, a.start)):
        word = None
    later = next((i for i in after if page.word(i) in _SLEEP), None)
    if later is not None and not all(
        page.word(i)
        in {
            "of",
            "'s",
            "broken",
            "solid",
            "proper",
            "decent",
            "straight",
            "total",
            "unbroken",
            "good",
            "poor",
            "restless",
            "bad",
            "only",
        }
        for i in range(end, later)
    ):
        later = None
    if (
        word is None
        and later is None
        and a.end + 1 >= page.clause_end(a.start)
        and page.word(a.start - 1) in {",", "-", "("}
    ):
        # "Lovely sleep, 8 hours"
        word = next((i for i in range(page.clause_start(a.start - 2), a.start) if page.word(i) in _SLEEP), None)
    found = word if word is not None else later
    if found is None and _only_got(page, a, end):
        found = a.start
    if found is None:
        return []
    return [Draft(Measurement("sleep_hours", a.middle + extra, "h"), min(found, a.start), max(found + 1, end))]


def _only_got(page: Page, a: Amount, end: int) -> bool:
    """ "Stayed up till 2, only got 4 hours": of sleep, when nothing follows and the note is about a night."""
    said = page.word(a.start - 1) in {"got", "managed", "had"} and page.word(a.start - 2) == "only"
    night = any(t.norm in _ABOUT_A_NIGHT for t in page.tokens) or any(t.is_night for t in page.times)
    return said and night and a.high <= 12 and end >= page.clause_end(a.start)


def _steps(page: Page, a: Amount) -> list[Draft]:
    if page.word(a.end) == "steps" and a.low >= 100:
        return [Draft(Measurement("steps", a.low, "1"), a.start, a.end + 1)]
    return []


def _heart(page: Page, a: Amount) -> list[Draft]:
    before = " ".join(page.word(i) for i in range(max(0, a.start - 5), a.start))
    if (
        "resting heart rate" in before or "resting hour" in before or "resting pulse" in before
    ) and 25 <= a.low <= 220:
        return [Draft(Measurement("resting_hr", a.low, "/min"), max(0, a.start - 3), a.end)]
    if "hrv" in before.split()[-3:] and 1 <= a.low <= 300:
        return [Draft(Measurement("hrv", a.low, "ms"), a.start - 1, a.end)]
    return []
