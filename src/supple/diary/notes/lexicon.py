"""Which wordings does the reader know? The TOML files under `words/` and the labels of knowledge → pattern sets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from supple.diary.notes.numbers import NUMBER_WORDS
from supple.diary.notes.patterns import PatternSet
from supple.knowledge import Knowledge

Range = tuple[float, float]

# Labels that are too everyday to mean what they label when they stand alone in a note.
_TOO_EVERYDAY = frozenset({"rest", "exercise", "walk", "bike", "weather", "cold", "heat", "travel", "falls", "leg"})


@dataclass(frozen=True, slots=True)
class Concept:
    """What a wording stands for. `present` False: the wording itself says it was not there ("slept well")."""

    kind: str  # rating | count | factor | session | sign | side_effect | answer | nothing
    code: str
    present: bool = True
    level: Range | None = None  # a level that the wording itself says, always a guess
    doubtful: bool = False  # may mean it or not: always a guess
    only_number: bool = False  # a fact only when a number stands with it
    carer_only: bool = False  # means this only when a carer writes: "I can't cope"
    after_fall: bool = False  # means this only where the note tells of a fall


@dataclass(frozen=True, slots=True)
class TimePhrase:
    day: int = 0
    slot: str = ""
    now: bool = False
    nothing: bool = False


@dataclass(slots=True)
class Lexicon:
    """All pattern sets. Built once for a knowledge version; never changed afterwards."""

    concepts: PatternSet[Concept]
    after_fall: PatternSet[Concept]
    parts: PatternSet[str]
    sides: PatternSet[str]
    medicines: PatternSet[str]
    dose_words: PatternSet[str]
    times: PatternSet[TimePhrase]
    scopes: PatternSet[tuple[str, int]]
    undone: PatternSet[int]
    levels: PatternSet[Range]
    comparisons: PatternSet[str]
    than: PatternSet[str]
    severity: Mapping[str, int]
    weekdays: Mapping[str, int]
    question_words: frozenset[str]
    kin: frozenset[str]
    never_person: frozenset[str]
    pump_medicines: frozenset[str]
    slips: Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
    vocabulary: tuple[str, ...] = ()
    known: frozenset[str] = field(default_factory=frozenset)
    labels: Mapping[str, str] = field(default_factory=dict)
    by_code: Mapping[str, Concept] = field(default_factory=dict)


def data(name: str) -> dict[str, Any]:
    """One of the word files, read from the package."""
    text = (resources.files("supple.diary.notes") / "words" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in data("classes").items()}


def _fill(target: PatternSet[Any], patterns: Iterable[str], meaning: Any) -> None:
    for pattern in patterns:
        target.add(pattern, meaning)


def _add_symptoms(target: PatternSet[Concept]) -> None:
    symptoms = data("symptoms")
    for code, entry in symptoms["rating"].items():
        only_number = bool(entry.get("only_number", False))
        _fill(target, entry["say"], Concept("rating", code, only_number=only_number))
        _fill(target, entry.get("eased", ()), Concept("rating", code, level=(0, 2)))
        _fill(target, entry.get("low", ()), Concept("rating", code, level=(2, 4)))
        _fill(target, entry.get("high", ()), Concept("rating", code, level=(6, 8)))
    for code, entry in symptoms["count"].items():
        _fill(target, entry["say"], Concept("count", code))
        _fill(target, entry.get("not", ()), Concept("count", code, present=False))
        _fill(target, entry.get("not_fall", ()), Concept("nothing", "near_fall"))
    _fill(target, symptoms["nothing"]["say"], Concept("nothing", ""))
    _fill(target, symptoms["nothing"]["means"], Concept("nothing", "means"))


def _add_function(target: PatternSet[Concept]) -> None:
    function = data("function")
    levels = {name: (float(low), float(high)) for name, (low, high) in function["levels"].items()}
    for code, entry in function["hindered"].items():
        for how, level in levels.items():
            _fill(target, entry.get(how, ()), Concept("rating", code, level=level, present=how != "fine"))
    for code, entry in function["answers"].items():
        _fill(target, entry["say"], Concept("answer", code))
        _fill(target, entry["not"], Concept("answer", code, present=False))


def _add_yes_no(target: PatternSet[Concept], knowledge: Knowledge | None) -> None:
    for file, kind in (
        ("factors", "factor"),
        ("sessions", "session"),
        ("signs", "sign"),
        ("side_effects", "side_effect"),
    ):
        for code, entry in data(file).items():
            _fill(target, entry["say"], Concept(kind, code))
            _fill(target, entry.get("not", ()), Concept(kind, code, present=False))
            _fill(target, entry.get("maybe", ()), Concept(kind, code, doubtful=True))
            _fill(target, entry.get("carer", ()), Concept(kind, code, carer_only=True))
        for code, known in (getattr(knowledge, file) if knowledge else {}).items():
            names = [known.label, *known.aliases]
            for name in names:
                words = name.casefold().replace("-", " - ").replace("’", "'").replace("?", "").split()
                if words and not (len(words) == 1 and words[0] in _TOO_EVERYDAY) and all(w.isalpha() for w in words):
                    target.add(" ".join(words), Concept(kind, code))


def _medicines(target: PatternSet[str], knowledge: Knowledge | None) -> None:
    known = knowledge.medicines if knowledge else {}
    for code, names in data("medicines")["medicine"].items():
        plain = code.removeprefix("own:")
        _fill(target, names, plain if plain in known else code)
    for code, entry in known.items():
        _fill(
            target, [n.casefold() for n in (entry.label, *entry.aliases, code) if n.replace(" ", "").isalpha()], code
        )


def _scopes(target: PatternSet[tuple[str, int]]) -> None:
    scope = data("scope")
    for cue in scope["negation"]["cue"]:
        _fill(target, cue["say"], ("negation", int(cue["reach"])))
    _fill(target, scope["negation"]["after"]["say"], ("negation_after", 0))
    _fill(target, scope["negation"]["never_a_cue"]["say"], ("never", 0))
    _fill(target, scope["negation"]["softened"]["say"], ("softened", 4))
    hypothetical = scope["hypothetical"]
    _fill(target, hypothetical["clause"], ("hypothetical", 0))
    _fill(target, hypothetical["whole"], ("whole", 0))
    _fill(target, hypothetical["uncertain"], ("uncertain", 0))
    _fill(target, hypothetical["never"], ("never", 0))


def _times(target: PatternSet[TimePhrase]) -> None:
    times = data("times")
    for phrase in times["phrase"]:
        meaning = TimePhrase(int(phrase.get("day", 0)), str(phrase.get("slot", "")), bool(phrase.get("now", False)))
        _fill(target, phrase["say"], meaning)
    _fill(target, times["not_time"]["say"], TimePhrase(nothing=True))


def _slips() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    out: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for wrong, right in data("spelling")["slips"].items():
        words = tuple(wrong.split())
        out.setdefault(words[0], []).append((words, tuple(right.split())))
    for options in out.values():
        options.sort(key=lambda option: -len(option[0]))
    return out


def _weekdays() -> dict[str, int]:
    week = data("times")["weekday"]
    days = {name: i for i, name in enumerate(week["names"])} | {name: i for i, name in enumerate(week["short"])}
    return days | dict(week["also"])


def _build(knowledge: Knowledge | None) -> Lexicon:
    classes = _classes()
    scope, levels, places, medicines = data("scope"), data("levels"), data("places"), data("medicines")
    lex = Lexicon(
        concepts=PatternSet(classes),
        after_fall=PatternSet(classes),
        parts=PatternSet(classes),
        sides=PatternSet(classes),
        medicines=PatternSet(classes),
        dose_words=PatternSet(classes),
        times=PatternSet(classes),
        scopes=PatternSet(classes),
        undone=PatternSet(classes),
        levels=PatternSet(classes),
        comparisons=PatternSet(classes),
        than=PatternSet(classes),
        severity={w: int(k) for k, words in levels["severity"].items() for w in words},
        weekdays=_weekdays(),
        question_words=frozenset(scope["hypothetical"]["question"]),
        kin=frozenset(scope["others"]["kin"]),
        never_person=frozenset(scope["others"]["never_person"]),
        pump_medicines=frozenset(
            c for c, m in (knowledge.medicines if knowledge else {}).items() if m.unit in {"mcg", "micrograms"}
        ),
        slips=_slips(),
    )
    _add_symptoms(lex.concepts)
    _add_function(lex.concepts)
    _add_yes_no(lex.concepts, knowledge)
    for code, entry in data("after_fall").items():
        _fill(lex.after_fall, entry["say"], Concept("sign", code, after_fall=True))
    _medicines(lex.medicines, knowledge)
    for code, names in places["part"].items():
        _fill(lex.parts, names, code)
    _fill(lex.parts, places["not_side"]["say"], "")
    for side, names in places["side"].items():
        _fill(lex.sides, names, side)
    for status, says in medicines["status"].items():
        _fill(lex.dose_words, says, status)
    _times(lex.times)
    _fill(lex.undone, scope["negation"]["undone"]["say"], 4)
    _scopes(lex.scopes)
    for level in levels["level"]:
        _fill(lex.levels, level["say"], (float(level["range"][0]), float(level["range"][1])))
    for change, says in levels["comparison"].items():
        _fill(lex.comparisons, says, change)
    for than, says in levels["than"].items():
        _fill(lex.than, says, than)
    _finish(lex, knowledge)
    return lex


def _finish(lex: Lexicon, knowledge: Knowledge | None) -> None:
    """What spelling may correct to, and which words it must leave alone."""
    sets = (
        lex.concepts,
        lex.after_fall,
        lex.parts,
        lex.medicines,
        lex.dose_words,
        lex.times,
        lex.scopes,
        lex.levels,
        lex.comparisons,
    )
    every = set().union(*(s.words for s in sets), lex.than.words, lex.sides.words)
    every |= set(lex.weekdays) | lex.kin | lex.never_person | NUMBER_WORDS
    right = {w for options in lex.slips.values() for _, to in options for w in to}
    spelling = data("spelling")
    ordinary = frozenset(spelling["never"]["words"].split())
    correctable = set(spelling["likeness"]["words"].split()) | lex.medicines.words
    lex.vocabulary = tuple(sorted(w for w in correctable if len(w) >= 5 and w.isalpha()))
    lex.known = frozenset(every | right | set(lex.slips) | ordinary)
    lex.by_code = {m.code: Concept(m.kind, m.code) for m in lex.concepts.meanings() if m.code}
    if knowledge is not None:
        groups = (knowledge.measures, knowledge.counts, knowledge.factors, knowledge.sessions, knowledge.signs)
        more = (
            knowledge.side_effects,
            knowledge.answers,
            knowledge.hindrances,
            knowledge.body_parts,
            knowledge.medicines,
        )
        lex.labels = {code: entry.label for group in (*groups, *more) for code, entry in group.items()}


# One lexicon for each version of knowledge met in this process: a cache, rebuilt from data files at any time.
_BUILT: dict[str, Lexicon] = {}


def lexicon_for(knowledge: Knowledge | None) -> Lexicon:
    """The lexicon for a knowledge version; built at the first call (a fraction of a second), then kept."""
    version = knowledge.version if knowledge else ""
    if version not in _BUILT:
        _BUILT[version] = _build(knowledge)
    return _BUILT[version]
