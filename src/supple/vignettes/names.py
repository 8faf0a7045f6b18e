"""Which code is meant? The codes of the knowledge files, or their plain words: "can't pass urine", "wee burns"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from supple.knowledge import load
from supple.knowledge.medicine_names import known_medicines
from supple.vignettes.fields import text
from supple.vignettes.problems import CaseError, did_you_mean

# Kind → (how a message calls it, how an entry of that kind is written).
KINDS: Mapping[str, tuple[str, str]] = {
    "sign": ("a sign", '{"sign": "…"}'),
    "factor": ("a factor", '{"factor": "…"}'),
    "side_effect": ("a side effect", '{"side_effect": "…"}'),
    "rating": ("a rating from 0 to 10", '{"rating": "…", "value": 5}'),
    "measurement": ("a measurement", '{"measure": "…", "value": …}'),
    "count": ("something counted", '{"count": "…", "value": 2}'),
    "answer": ("a question with yes or no", '{"answer": "…", "yes": true}'),
    "session": ("something done for oneself", '{"session": "…"}'),
    "part": ("a part of the body", '"part": "…"'),
}


def code_of(kind: str, words: object, path: str) -> str:
    """The code that words mean. Raises CaseError with the names that look alike, or the kind it really is."""
    name = text(words, path)
    known = _by_words(kind)
    code = known.get(plain(name))
    if code is not None:
        return code
    for other, (what, written) in KINDS.items():
        if other != kind and plain(name) in _by_words(other):
            hint = f"Write {written.replace('…', _by_words(other)[plain(name)], 1)}."
            raise CaseError(path, f"“{name}” is {what}, not {KINDS[kind][0]}.", hint)
    hint = did_you_mean(plain(name), known, otherwise=_WHERE.get(kind, "See docs/reference/knowledge.md."))
    raise CaseError(path, f"“{name}” is not {KINDS[kind][0]} that Supple knows.", hint)


def kind_of(words: str) -> tuple[str, str] | None:
    """(kind, code) of a rating, a measurement or a count by its code or label: what may stand as a field's name."""
    for kind in ("rating", "measurement", "count"):
        code = _by_words(kind).get(plain(words))
        if code is not None:
            return kind, code
    return None


def field_names() -> tuple[str, ...]:
    """Every code that may stand as a field's name in an entry."""
    return tuple(sorted({code for kind in ("rating", "measurement", "count") for code in _by_words(kind).values()}))


def names_of() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What kind of thing → its (code, label) pairs, for the page that explains the schema."""
    return {
        title: tuple((code, label) for code, label, _ in _entries(kind))
        for title, kind in (
            ("Signs", "sign"),
            ("Factors", "factor"),
            ("Side effects", "side_effect"),
            ("Ratings", "rating"),
            ("Measurements", "measurement"),
            ("Counts", "count"),
            ("Answers", "answer"),
            ("Sessions", "session"),
        )
    }


def medicine_of(words: object, path: str) -> str:
    """A medicine as it is noted: any name may be. One that only looks like a name we know is asked about."""
    name = text(words, path)
    if not known_medicines(name) and (hint := did_you_mean(name, _medicine_names())):
        raise CaseError(path, f"No medicine is called “{name}”.", hint)
    return name


def plain(words: str) -> str:
    """Words as they are compared."""
    out = words.casefold().replace("’", "'").replace("_", " ").replace("-", " ")
    out = out.removeprefix("new for me:").strip(" .?!")
    return " ".join(out.split())


_WHERE = {"sign": "See: supple watch --list."}


@cache
def _by_words(kind: str) -> Mapping[str, str]:
    """Plain words → code. A code or a label stands above other words; words that mean two things are left out."""
    firm: dict[str, str] = {}
    loose: dict[str, set[str]] = defaultdict(set)
    for code, label, others in _entries(kind):
        for words in (code, label):
            firm.setdefault(plain(words), code)
        for words in others:
            loose[plain(words)].add(code)
    return {**{words: codes.pop() for words, codes in loose.items() if len(codes) == 1}, **firm}


def _entries(kind: str) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    known = load()
    if kind == "sign":
        for sign in known.signs.values():
            yield sign.id, sign.label, (*sign.aliases, sign.question, sign.words)
        return
    if kind in {"rating", "measurement"}:
        for measure in (*known.measures.values(), *known.hindrances.values()):
            if bool(measure.unit) == (kind == "measurement"):
                yield measure.id, measure.label, (*measure.aliases, measure.question)
        return
    tables = {
        "factor": known.factors,
        "side_effect": known.side_effects,
        "count": known.counts,
        "answer": known.answers,
        "session": known.sessions,
        "part": known.body_parts,
    }
    for entry in tables[kind].values():
        yield entry.id, entry.label, (*entry.aliases, str(getattr(entry, "question", "")))


@cache
def _medicine_names() -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                name.casefold()
                for medicine in load().medicines.values()
                for name in (medicine.label, *medicine.aliases, *medicine.brands)
                if len(name) > 5
            }
        )
    )
