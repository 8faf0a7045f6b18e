"""What is only a plan, a fear, a habit or a question, and what belongs to somebody else? What is said with doubt?

Marks tokens of the page as negated, softened ("not too"), uncertain or blocked.
"""

from __future__ import annotations

from supple.diary.notes.negation import answer_no, negate_back, negate_forward, undo
from supple.diary.notes.page import Page, covered
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small

_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "im"})
_THIRD_PERSON = small("scope", "third_person")
_DETERMINERS = small("scope", "determiners")
_PREPOSITIONS = small("scope", "prepositions")
_BEFORE_A_SUBJECT = small("scope", "before_a_subject") | {"", "\n"}
_DESCRIBED = small("scope", "described")
_CALLS_FOR_HELP = frozenset({"carer_cannot_cope", "feels_urgent", "in_danger", "unsafe_at_home"})
_SEEN_BY_OTHERS = frozenset(
    {"hard_to_wake", "seizure", "blackout", "face_drop", "blue_lips", "slow_breathing", "confusion", "very_floppy"}
)
_DESPAIR = frozenset({"suicidal_thoughts", "suicidal_plan"})
_HAS_AFTER = small("scope", "has_after")


def mark_scopes(page: Page) -> None:
    inside = covered(page.concepts)
    # "Worried I might …" is no fact itself, and what follows it is none either.
    of_things = covered([m for m in page.concepts if m.meaning.kind != "nothing"])
    found = page.lex.scopes.find(page.tokens)
    never = {i for m in found if m.meaning[0] == "never" for i in range(m.start, m.end)}
    for match in found:
        where = of_things if match.meaning[0] == "hypothetical" else inside
        if not _belongs_to_a_wording(match, where, never):
            _mark(page, match)
    for undone in page.lex.undone.find(page.tokens):
        undo(page, undone.start, undone.end, undone.meaning)
    answer_no(page)
    _block_questions(page)
    before = set(page.blocked)
    _block_others(page)
    page.blocked |= before  # "physio next Thursday" stays a plan
    _keep_calls_for_help(page, page.blocked - before)
    _keep_despair(page)


def _belongs_to_a_wording(match: Match[tuple[str, int]], inside: set[int], never: set[int]) -> bool:
    """A cue inside a wording ("could not sleep") or inside a phrase that negates nothing ("no idea") is no cue."""
    kind, own = match.meaning[0], set(range(match.start, match.end))
    if own & never:
        return True
    if kind in {"negation_after", "uncertain"} or not own & inside:
        return False
    return kind != "negation" or own <= inside


def _mark(page: Page, match: Match[tuple[str, int]]) -> None:
    kind, reach = match.meaning
    clause = range(page.clause_start(match.start), page.clause_end(match.start))
    match kind:
        case "negation":
            negate_forward(page, match.start, match.end, reach)
        case "negation_after":
            negate_back(page, match.start)
        case "softened":
            page.softened.update(range(match.end, min(match.end + reach, clause.stop)))
        case "hypothetical":
            page.blocked.update(range(match.start, clause.stop))
        case "whole":
            page.blocked.update(clause)
        case "uncertain":
            page.uncertain.update(range(match.start, clause.stop))
        case _:
            pass


# -- questions -------------------------------------------------------------------


def _block_questions(page: Page) -> None:
    for i, token in enumerate(page.tokens):
        if token.norm != "?":
            continue
        begin = page.sentence_start(i - 1) if i else 0
        if i - begin <= 1 and i > 1:
            continue
        starts = [
            j
            for j in range(begin, i)
            if (page.word(j) in page.lex.question_words or page.word(j) == "why")
            and _opens_clause(page, j)
            and page.word(j + 1) != "not"
        ]
        if starts and (page.word(starts[0]) in {"why", "how"} or page.word(starts[0] + 1) == "why"):
            continue  # "Why are my legs so stiff?" says that they are
        page.blocked.update(range(starts[0] if starts else page.clause_start(i - 1), i))


def _opens_clause(page: Page, j: int) -> bool:
    return j == page.clause_start(j) or page.clause_start(j) == j - 1 or page.segment[j] != page.segment[j - 1]


# -- other people ------------------------------------------------------------------


def _block_others(page: Page) -> None:
    carer = page.author.role in {"carer", "clinician"}
    words = {t.norm for t in page.tokens}
    own_voice = bool(words & _FIRST_PERSON)
    other_seen = False
    for i, token in enumerate(page.tokens):
        word = token.norm
        if word in page.lex.never_person and _is_subject(page, i):
            therapist = any(m.start <= i < m.end and m.meaning.kind == "session" for m in page.concepts)
            _block_from(page, i, carer=carer)
            other_seen = True
            if therapist:  # "physio came": their visit is the person's
                page.blocked -= {j for m in page.concepts if m.start <= i < m.end for j in range(m.start, m.end)}
        elif word in page.lex.kin and not carer and _is_subject(page, i):
            _block_from(page, i, carer=carer)
            other_seen = True
            if not own_voice:
                _keep_what_others_see(page, i)
        elif word in page.lex.kin | page.lex.never_person and not carer and page.word(i + 1) == "'s":
            _block_what_is_theirs(page, i + 2)
            other_seen = other_seen or word in page.lex.kin
        elif (word in {"he", "she", "they"} and not carer and (other_seen or own_voice) and word != "they") or (
            carer and word in {"i", "my", "me"} and _about_carer(page, i)
        ):
            _block_from(page, i, carer=carer)


def _block_what_is_theirs(page: Page, start: int) -> None:
    """ "My sister's pump is beeping": a sign that begins right behind the other's name."""
    for match in page.concepts:
        if match.meaning.kind == "sign" and 0 <= match.start - start <= 1 and page.same_clause(match.start, start):
            page.blocked.update(range(match.start, match.end))


def _keep_what_others_see(page: Page, i: int) -> None:
    """ "Mum won't wake up", with no "I" or "my" in the note: whoever holds her phone may tell it of her."""
    for match in page.concepts:
        if match.meaning.code in _SEEN_BY_OTHERS and page.same_clause(match.start, i):
            page.blocked -= set(range(match.start, match.end))


def _keep_despair(page: Page) -> None:
    """ "Everyone would be better off without me" is no plan and not about everyone."""
    for match in page.concepts:
        words = range(match.start, match.end)
        if match.meaning.code in _DESPAIR and any(page.word(i) in {"me", "myself", "my"} for i in words):
            page.blocked -= set(words)


def _keep_calls_for_help(page: Page, others: set[int]) -> None:
    """ "My carer can't cope", "I can't cope with him" are about another, and still a sign for the person."""
    for match in page.concepts:
        if match.meaning.code in _CALLS_FOR_HELP:
            page.blocked -= others & set(range(match.start, match.end))


def _about_carer(page: Page, i: int) -> bool:
    """ "My mum" is the person; "my back" and "I" are the carer's own."""
    following = page.word(i + 1)
    if page.word(i) == "my":
        return following not in page.lex.kin and following not in {
            "client",
            "patient",
            "loved",
            "lovely",
            "other",
            "better",
        }
    return page.word(i) == "i"


def _is_subject(page: Page, i: int) -> bool:
    """The noun at token i does or feels something: a verb follows, no preposition comes before."""
    first = i
    while page.word(first - 1) in _DESCRIBED:  # "my MS nurse", "the night carer"
        first -= 1
    named = page.word(first - 1) in _DETERMINERS
    before = page.word(first - 2) if named else page.word(first - 1)
    if before in _PREPOSITIONS or (not named and before not in _BEFORE_A_SUBJECT):
        return False
    following = page.word(i + 1)
    if following == "and":
        return page.word(i + 2) not in {"i", "me"}
    if following == "'s":
        return page.word(i + 2) in _HAS_AFTER  # "my mum's been ill", not "my mum's birthday"
    return following[:1].isalpha()


def _block_from(page: Page, i: int, *, carer: bool) -> None:
    """Block from the other's name to the end of the clause, or to where the person comes in again."""
    back = _THIRD_PERSON | page.lex.kin if carer else _FIRST_PERSON
    for j in range(i, page.clause_end(i)):
        if j > i and page.word(j) in back and not (not carer and page.word(j) == "my" and page.word(j - 1) == "and"):
            return
        page.blocked.add(j)
