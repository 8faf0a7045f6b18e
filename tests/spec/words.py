"""Which words may Supple never say, and how hard are its words to read? Used by every room's tests.

`problems(text)` names what is wrong with a text, `reading_grade(text)` is its Flesch–Kincaid grade. Text that the
person wrote (notes, own factors, a prescriber's words) is theirs and is never checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from supple.knowledge import load

MAX_GRADE = 7.0  # Flesch–Kincaid grade + 5 ≈ age in years: 7 is a reading age of 12

# Names that have no plain word. They count as one syllable: a person who takes baclofen can read "baclofen".
MEDICAL_NAMES = frozenset(
    """
    spasticity baclofen tizanidine diazepam clonazepam dantrolene gabapentin pregabalin nabiximols fampridine
    dalfampridine botulinum toxin ciprofloxacin fluvoxamine temazepam citalopram amantadine fentanyl buprenorphine
    nitrofurantoin trimethoprim pivmecillinam fosfomycin
    cefalexin oxybutynin tolterodine solifenacin mirabegron paracetamol acetaminophen ibuprofen interferon
    amitriptyline onabotulinumtoxina abobotulinumtoxina incobotulinumtoxina amoxicillin methylprednisolone duloxetine
    physiotherapist physiotherapy ashworth catheter antibiotic antibiotics samaritans
    """.split()  # noqa: SIM905 (a list of names reads better as lines of words)
)


@dataclass(frozen=True, slots=True)
class _Ban:
    kind: str
    pattern: re.Pattern[str]
    may_be_negated: bool = False


def _any(names: str) -> str:
    return f"(?:{'|'.join(names.split())})"


def _medicine_names() -> str:
    """Every medicine that Supple knows by a name of one word."""
    labels = {medicine.label.casefold() for medicine in load().medicines.values()}
    return " ".join(sorted(label for label in labels if label.isalpha()))


_THING = _any(
    "dose doses dosing tablet tablets pill pills medicine medicines medication medications treatment spray sprays"
    f" pump antibiotic antibiotics {_medicine_names()}"
)
_OWNER = _any("your the this that these his her their a an every each")
_ALTER = _any(
    "increase raise reduce lower double halve skip change adjust cut split stop hold pause delay omit start restart"
)
_SIZE = _any("higher lower larger smaller bigger extra right best recommended maximum minimum max ideal correct")
_ILLNESS = r"(?:(?:a|an) )?(?:relapse|stroke|(?:\w+ )?infection)"


def _bans(kind: str, *patterns: str, may_be_negated: bool = False) -> list[_Ban]:
    return [_Ban(kind, re.compile(rf"\b{p}\b", re.IGNORECASE), may_be_negated) for p in patterns]


_BANS: tuple[_Ban, ...] = (
    # Supple never suggests, computes, ranks, holds or stops a dose or treatment. "Do not double up" may be said.
    *_bans(
        "dose",
        r"take (?:more|less|fewer|extra|another|half|double|an extra|one more|an additional)",
        r"take your (?:missed|next) dose",
        rf"{_ALTER} (?:{_OWNER} )?(?:(?!of |in |to |for )\w+ )?{_THING}",
        r"(?:stop|start|restart|keep|begin|finish) taking",
        r"(?:stop|start|restart) using",
        r"come off (?:it|your|the)",
        r"(?:taper|wean|titrate) (?:off|down|up|your|the)",
        r"double up",
        rf"(?:leave out|go without|do without|hold off|cut (?:down|back)(?: on)?) (?:{_OWNER} )?(?:\w+ )?{_THING}",
        rf"(?:have|take) a break from (?:{_OWNER} )?{_THING}",
        may_be_negated=True,
    ),
    *_bans(
        "dose",
        rf"{_SIZE} doses?",
        r"(?:more|less|better) effective than",
        rf"(?:best|strongest|preferred|recommended) {_THING}",
        r"we (?:recommend|advise|suggest) (?:that you )?(?:take|stop|start|try)",
        rf"you (?:need|should (?:take|stop|start|try)) (?:more |less |a )?{_THING}",
    ),
    # Nothing that Supple says may reassure.
    *_bans(
        "reassure",
        r"all clear",
        r"all good",
        r"all is well",
        r"you(?: are|’re|'re) (?:all )?(?:fine|ok|okay|well|safe|healthy|good)",
        r"(?:it|that|this|everything|all)(?: is|’s|'s) (?:fine|ok|okay|well|harmless)",
        r"looks? (?:fine|good|ok|okay|healthy|normal)",
        r"(?:nothing|no need|no reason) to worry",
        r"(?:do not|don’t|don't|never) worry",
        r"no (?:cause for concern|concerns?|danger|red flags?|problems? found|warning signs?|alarms?|alerts found)",
        r"nothing (?:is )?(?:wrong|serious|urgent|unusual)",
        r"rest assured",
        r"safe",
        r"safest",
        r"normal",
        r"harmless",
        r"good job",
        r"(?:within|in) (?:the )?(?:range|limits)",
        r"on target",
        r"not (?:serious|dangerous)",
        r"(?:this|it)(?: is|’s|'s) not (?:urgent|an emergency)",
        r"(?:this|it|that) (?:will|should) (?:pass|go away)",
        r"(?:goes|go) away by (?:itself|themselves)",
        r"nothing (?:bad|to fear)",
        r"no need to (?:call|ring|tell)",
        r"(?:this|it|that) can wait",
    ),
    # A finding says "often came before" or "went with".
    *_bans(
        "cause",
        r"(?:is |are |was |were |been )?caused by",
        r"(?:is|are|was|were) (?:caus(?:ing|e of)|the (?:cause|reason))",
        r"(?:cause|causes|caused) (?:your|the|more|worse|stiffness|spasms?|cramps?)",
        r"(?:because of|due to|owing to|thanks to) (?:your|the|a|an)",
        r"(?:led to|leads to|results? in|brought on by|triggered by|to blame|responsible for)",
        r"makes? your (?:stiffness|spasms?|pain|cramps?) (?:worse|better)",
    ),
    *_bans("cause", r"(?:proves?|proven)", may_be_negated=True),
    # Relapse or not, infection or not, is for the care team to say.
    *_bans(
        "diagnose",
        rf"(?:this|it|that) (?:is|was|must be|is not|isn’t|isn't) (?:(?:probably|likely|only|just) )?{_ILLNESS}",
        rf"you (?:have|do not have|don’t have|don't have|had) (?:got )?{_ILLNESS}",
        r"(?:it|this|that)(?: is|’s|'s) (?:only|just) (?:the )?(?:heat|ms|stress|a)",
        r"(?:having|in the middle of) a relapse",
        r"(?:looks?|sounds?|seems?) like (?:a|an) (?:\w+ )?(?:relapse|stroke|infection)",
        r"not a (?:relapse|stroke)",
        r"(?:pseudo|false)[- ]relapse",
        r"(?:probably|likely) (?:only |just )?(?:a|the) (?:relapse|heat|infection)",
    ),
    # Nobody is told off.
    *_bans(
        "blame",
        r"your (?:own )?fault",
        r"you (?:failed|forgot|should have|neglected)",
        r"non-?(?:compliant|adherent|compliance|adherence)",
        r"(?:bad|poor) (?:compliance|adherence|habits?)",
        r"suffer(?:s|ing|ers?)? from",
        r"victims?",
    ),
)

KINDS = frozenset(ban.kind for ban in _BANS)
_NEGATED = re.compile(r"(?:do not|don’t|don't|does not|cannot|never|not to|must not)\s+(?:\w+\s+)?$", re.IGNORECASE)


def problems(text: str, *, allow: Collection[str] = ()) -> list[str]:
    """What Supple must not say, found in `text`: one line for each, none if the words may stand.

    Args:
        text: words of ours, as a person would read them.
        allow: kinds to leave out ("cause" for an article that explains a disease) or exact phrases found.
    """
    allowed = {item.casefold() for item in allow}
    found = []
    for ban in _BANS:
        if ban.kind in allowed:
            continue
        for match in ban.pattern.finditer(text):
            phrase = " ".join(match.group().casefold().split())
            if phrase in allowed or (ban.may_be_negated and _NEGATED.search(text[: match.start()])):
                continue
            found.append(f"{ban.kind}: “{phrase}” in “{_around(text, match)}”")
    return found


def _around(text: str, match: re.Match[str]) -> str:
    return " ".join(text[max(0, match.start() - 30) : match.end() + 30].split())


# Flesch himself counted what a colon or a semicolon marks off as a sentence of its own.
_SENTENCE_END = re.compile(r"[.!?:;…]+(?:\s|$|[”’\"'])|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d[\d.,:–/%°]*")
_SYLLABLES = {
    "area": 3, "being": 2, "diet": 2, "fluid": 2, "fluids": 2, "idea": 3, "ideas": 3, "quiet": 2, "science": 2,
    "seeing": 2, "doing": 2, "going": 2, "something": 2, "sometimes": 2, "someone": 2, "somebody": 3, "people": 2,
    "every": 2, "everyday": 3, "evening": 2, "evenings": 2, "different": 2, "medicine": 2, "medicines": 2,
    "colour": 2, "toes": 1, "does": 1, "goes": 1, "shoes": 1, "whole": 1, "muscle": 2, "muscles": 2, "little": 2,
    "able": 2, "table": 2, "tablet": 2, "ankle": 2, "ankles": 2, "bladder": 2, "needle": 2, "trouble": 2,
    "while": 1, "where": 1, "there": 1, "here": 1, "before": 2, "therefore": 2, "use": 1, "used": 1, "uses": 2,
    "nurse": 1, "nurses": 2, "diary": 3, "usual": 3, "usually": 4, "reaction": 3, "create": 2, "via": 2,
    "ms": 2, "uti": 3, "gp": 2, "id": 2, "tv": 2, "mri": 3, "nhs": 3, "mg": 3, "ml": 3, "app": 1, "apps": 1,
}  # fmt: skip


def syllables(word: str) -> int:
    """How many syllables an English word has, about. Numbers and unavoidable medical names count as one."""
    word = word.casefold().replace("’", "'").removesuffix("'s")
    if word in _SYLLABLES:
        return _SYLLABLES[word]
    if word in MEDICAL_NAMES or word.rstrip("s") in MEDICAL_NAMES or not word or word[0].isdigit():
        return 1
    count = len(re.findall(r"[aeiouy]+", word))
    if _silent_end(word):
        count -= 1
    count += len(re.findall(r"ia(?!l|n)|io(?!n|u)|eo(?!u|p)|ua(?!r|l)|[aeiou]ing$|iet|(?<![qg])uou|[st]h?ms?$", word))
    return max(1, count)


def _silent_end(word: str) -> bool:
    """A final e, es or ed that is not spoken: "stiffe", "muscles" and "wanted" keep theirs."""
    if re.search(r"[^aeiouy]le$|[^aeiouy]les$", word):
        return False
    if word.endswith("e") and not word.endswith("ee"):
        return True
    if word.endswith("ed"):
        return not re.search(r"[td]ed$|eed$|[^aeiouy]led$", word)
    return bool(re.search(r"[^aeiou]es$", word) and not re.search(r"(?:[sxz]|ch|sh|c|g)es$", word))


def reading_grade(text: str) -> float:
    """The Flesch–Kincaid grade: years at school needed. Grade 6 is a reading age of about 11."""
    tokens = _WORD.findall(text)
    if not tokens:
        return 0.0
    sentences = max(1, sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part)))
    spoken = sum(syllables(token) for token in tokens)
    return 0.39 * len(tokens) / sentences + 11.8 * spoken / len(tokens) - 15.59
