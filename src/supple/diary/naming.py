"""What is each series' column called? What may not be one series gets a name of its own.

Names depend on the diary as a whole, never on the rows asked for, so that a week and a year speak alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from supple import knowledge
from supple.diary.days import NIGHT_RATINGS
from supple.diary.series import RATING, Series

DaysOf = Mapping[Series, int]

_PLAIN_WHATEVER_RECALL = frozenset({"mood", "fatigue"})
_ENDING = {"": "", "last_24_h": "", "now": "_now", "last_night": "_last_night"}
_ENDING_OF_OTHERS = {**_ENDING, "last_24_h": "_24_h"}
_WHEN_EVEN = ("", "last_24_h", "last_night", "now")  # which recall is the plain one when none has more days
USUAL_SCALE_MAX = 10.0


def column_names(days_of: DaysOf) -> dict[Series, str]:
    """Series → column.

    Args:
        days_of: on how many days each series was noted.
    """
    alike: dict[tuple[bool, str], list[Series]] = defaultdict(list)
    for series in days_of:
        alike[series.shape == RATING, series.code].append(series)
    names: dict[Series, str] = {}
    for (is_rating, code), several in alike.items():
        names |= _of_ratings(code, several, days_of) if is_rating else _by_unit(code, several, days_of)
    return _kept_apart(names, days_of)


def _by_unit(code: str, several: Sequence[Series], days_of: DaysOf) -> dict[Series, str]:
    """The unit that Supple measures it in goes without saying; where it has none, the one noted on more days."""
    measure = knowledge.load().measures.get(code)
    if measure is not None and measure.unit:
        usual_unit = measure.unit
    elif len(several) == 1:
        return {several[0]: code}
    else:
        usual_unit = min(several, key=lambda one: (-days_of[one], one.unit)).unit
    return {one: code if one.unit == usual_unit else f"{code}.{one.unit or one.shape}" for one in several}


def _of_ratings(code: str, several: Sequence[Series], days_of: DaysOf) -> dict[Series, str]:
    ending = _endings(code, several, days_of)
    names: dict[Series, str] = {}
    for each in set(ending.values()):
        alike = [one for one in several if ending[one] == each]
        usual = min(alike, key=lambda one: (one.scale_max != USUAL_SCALE_MAX, -days_of[one], one.scale_max))
        for one in alike:
            apart = "" if one is usual else f"_of_{one.scale_max:g}"
            names[one] = f"{code}{each}{apart}"
    return names


def _endings(code: str, several: Sequence[Series], days_of: DaysOf) -> dict[Series, str]:
    goes_plain = code in _PLAIN_WHATEVER_RECALL or code.startswith("hindered.")
    if code in NIGHT_RATINGS or not goes_plain:
        return {one: _ENDING[one.recall] for one in several}
    in_all: dict[str, int] = defaultdict(int)
    for one in several:
        in_all[one.recall] += days_of[one]
    usual = min(in_all, key=lambda recall: (-in_all[recall], _WHEN_EVEN.index(recall)))
    return {one: "" if one.recall == usual else _ENDING_OF_OTHERS[one.recall] for one in several}


def _kept_apart(names: dict[Series, str], days_of: DaysOf) -> dict[Series, str]:
    """A person's own words may name a yes/no and a rating alike: the one on fewer days says what it is."""
    by_name: dict[str, list[Series]] = defaultdict(list)
    for series, name in names.items():
        by_name[name].append(series)
    for name, several in by_name.items():
        usual = min(several, key=lambda one: (-days_of[one], one))
        names |= {one: f"{name}.{one.shape}" for one in several if one is not usual}
    return names
