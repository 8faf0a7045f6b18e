"""What does one wording mean because of another in the same note? Wordings that say little alone.

"Hip killing me" after a fall, "burning" beside a bladder sign, "seized up" with "overnight", pills counted out beside
not wanting to live. Each is added to what was found; nothing is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable

from supple.diary.notes.bowels import days_without
from supple.diary.notes.lexicon import Concept
from supple.diary.notes.page import Page
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small

_FALL = "falls"
_STIFF = "stiffness"
_SUDDEN = small("beside", "sudden")
_SUDDEN_PHRASES = tuple(tuple(p.split()) for p in (
    "out of nowhere", "out of the blue", "all of a sudden", "all at once", "from nowhere", "in an hour",
    "within an hour", "within hours", "in minutes", "within minutes", "in the space of", "in a matter of",
    "never been this", "never been so", "never been like", "never had it", "never been as",
))  # fmt: skip
_MOVED = frozenset(
    {"get", "got", "stand", "stood", "move", "moved", "moving", "turn", "turned", "stop", "stopped", "brake"}
)
_MILD = frozenset({"stiff", "stiffness", "stiffish", "tight", "tightness", "tone", "spasticity", "stiffening", "up"})
_NOT_SUDDEN = small("beside", "not_sudden")
_URINARY = frozenset({"urinary_frequency", "urinary_urgency", "cloudy_urine", "burning_urine", "bladder_infection"})
_BURNS = frozenset({"burning", "burns", "burn", "stinging", "stings", "burny"})
_SMELLS = frozenset({"smells", "smelly", "stinks", "stinky", "pongs", "cloudy", "whiffs"})
_NOT_HOLD = frozenset({("not", "hold", "it"), ("not", "hold", "on"), ("not", "holding", "on")})
_ENDS_A_WORD = small("beside", "after_a_bare_word") | {""}
_DESPAIR = frozenset({"suicidal_thoughts", "suicidal_plan"})
_ALARMS = frozenset({"pump_alarm_single", "pump_alarm_two_tone"})
_ADJECTIVE_OF_DEAD = small("beside", "after_dead")
_DISLIKED = frozenset({"the", "it", "this", "that", "these", "being", "having", "him", "her", "them", "people"})
_NUMBED = frozenset({"new_numbness", "legs_rapidly_weaker", "arm_weakness"})


def without_figures_of_speech(page: Page, found: Iterable[Match[Concept]]) -> list[Match[Concept]]:
    """ "Legs dead tired" tells of no numbness, "nearly fell, can't stand the rain" of no fall."""
    return [m for m in found if not (_only_very(page, m) or _no_fall(page, m))]


def _only_very(page: Page, match: Match[Concept]) -> bool:
    dead = match.meaning.code in _NUMBED and page.word(match.end - 1) == "dead"
    return dead and (page.word(match.end) in _ADJECTIVE_OF_DEAD or page.word(match.end).endswith("y"))


def _no_fall(page: Page, match: Match[Concept]) -> bool:
    if match.meaning.code not in {"cannot_stand_after_fall", "severe_limb_pain"}:
        return False
    nearly = page.word(match.start) in {"fell", "fallen"} and page.word(match.start - 1) in {"nearly", "almost"}
    return nearly or _dislikes(page, match)


def _dislikes(page: Page, match: Match[Concept]) -> bool:
    """ "Can't stand the noise"."""
    return page.word(match.end - 1) == "stand" and page.word(match.end) in _DISLIKED


def with_what_lies_beside(page: Page, found: list[Match[Concept]]) -> list[Match[Concept]]:
    """`found` and what its wordings add to each other, in the order of the text."""
    bowels = days_without(page, found)
    if bowels:  # "last had a poo a week ago" is not "had a poo"
        found = [m for m in found if m.meaning != Concept("factor", "constipation", present=False)]
    more = [
        *_after_a_fall(page, found),
        *_sudden_stiffness(page, found),
        *_bladder(page, found),
        *_means(found),
        *bowels,
    ]
    return sorted([*found, *more], key=lambda m: m.start)


def only_what_stands(page: Page, found: list[Match[Concept]]) -> list[Match[Concept]]:
    """Once it is known what was negated: without a fall nothing follows from one."""
    fell = any(m.meaning.code == _FALL and m.meaning.present and not _undone(page, m) for m in found)
    return found if fell else [m for m in found if not m.meaning.after_fall]


def _undone(page: Page, match: Match[Concept]) -> bool:
    return page.any_in(page.negated | page.blocked, match.start, match.end)


def _after_a_fall(page: Page, found: list[Match[Concept]]) -> list[Match[Concept]]:
    falls = [m for m in found if m.meaning.code == _FALL and m.meaning.present]
    if not falls:
        return []
    have = {m.meaning.code for m in found}
    taken = {i for m in found if m.meaning.kind in {"nothing", "sign"} for i in m.own}
    return [
        m
        for m in page.lex.after_fall.find(page.tokens)
        if m.meaning.code not in have
        and not _dislikes(page, m)
        and taken.isdisjoint(m.own)
        and any(abs(page.sentence[m.start] - page.sentence[f.start]) <= 1 for f in falls)
    ]


def _sudden_stiffness(page: Page, found: list[Match[Concept]]) -> list[Match[Concept]]:
    if any(m.meaning.code == "suddenly_much_stiffer" for m in found):
        return []
    alarm = any(m.meaning.code in _ALARMS and m.meaning.present for m in found)
    out = []
    for m in found:
        stiff = m.meaning.code == _STIFF and m.meaning.kind == "rating" and m.meaning.present and not m.meaning.level
        if not stiff or _says_usual(page, m):
            continue
        if alarm or _sudden_in_clause(page, m):
            out.append(Match(m.start, m.end, Concept("sign", "suddenly_much_stiffer")))
    return out[:1]


def _says_usual(page: Page, match: Match[Concept]) -> bool:
    begin = max(page.clause_start(match.start), match.start - 4)
    return any(page.word(i) in _NOT_SUDDEN for i in range(begin, match.end + 3))


def _sudden_in_clause(page: Page, match: Match[Concept]) -> bool:
    """A word for "all at once" in the clause, or in a short one that follows and tells of nothing else."""
    end = page.clause_end(match.end - 1)
    following = page.clause_end(end) if end < len(page.tokens) else end
    reach = following if page.word(end) == "," and page.word(end + 1) == "never" else end
    words = [page.word(i) for i in range(page.clause_start(match.start), reach)]
    mild = all(page.word(i) in _MILD for i in range(match.start, match.end))
    for k, word in enumerate(words):
        if word == "overnight" and mild:  # "stiff overnight" tells when, not how fast
            continue
        if word in _SUDDEN and not set(words[max(0, k - 3) : k]) & (_MOVED | {"not", "no", "nothing", "never"}):
            return True
        if any(tuple(words[k : k + len(p)]) == p for p in _SUDDEN_PHRASES):
            return True
    return False


def _bladder(page: Page, found: list[Match[Concept]]) -> list[Match[Concept]]:
    """ "Burning and urgency", "wee smells and it hurts": alone these words could be of anything."""
    signs = [m for m in found if m.meaning.code in _URINARY and m.meaning.present]
    have = {m.meaning.code for m in signs}
    sentences = {page.sentence[m.start] for m in signs}
    taken = {i for m in found if m.meaning.code != "pain" for i in m.own}
    out: dict[str, Match[Concept]] = {}
    for i in range(len(page.tokens)):
        if page.sentence[i] not in sentences or i in taken or page.word(i + 1) not in _ENDS_A_WORD:
            continue
        word, before = page.word(i), page.word(i - 1)
        if (page.word(i - 2), before, word) in _NOT_HOLD:
            out.setdefault("urinary_urgency", Match(i - 2, i + 1, Concept("sign", "urinary_urgency")))
        if word in _BURNS or (word in {"hurts", "hurting", "hurt"} and before in {"it", "'s", "is"}):
            out.setdefault("burning_urine", Match(i, i + 1, Concept("sign", "burning_urine")))
        elif word in _SMELLS and before in {"and", "it", ",", "is", "'s", "also"}:
            out.setdefault("cloudy_urine", Match(i, i + 1, Concept("sign", "cloudy_urine")))
    return [m for code, m in out.items() if code not in have]


def _means(found: list[Match[Concept]]) -> list[Match[Concept]]:
    """Pills put by are no sign; beside not wanting to live, or beside taking them all, they are a plan."""
    if any(m.meaning.code == "suicidal_plan" for m in found):
        return []
    means = [m for m in found if m.meaning.code == "means"]
    despair = any(m.meaning.code in _DESPAIR for m in found)
    if means and (despair or len(means) > 1):
        return [Match(m.start, m.end, Concept("sign", "suicidal_plan")) for m in means[:1]]
    return []
