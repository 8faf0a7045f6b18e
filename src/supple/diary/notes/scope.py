"""What did not happen, what is only a plan, a fear or a question, and what belongs to somebody else?

Marks tokens of the page as negated, softened ("not too"), uncertain or blocked.
"""

from __future__ import annotations

from supple.diary.notes.page import Page, covered

_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "im"})
_THIRD_PERSON = frozenset({"he", "she", "they", "him", "her", "his", "their", "them", "himself", "herself"})
_SUBJECT = frozenset({"i", "he", "she", "they", "we"})
_DETERMINERS = frozenset({"my", "the", "our", "his", "her", "their", "a"})
_PREPOSITIONS = frozenset(
    "with by to for from at about of on like than near after before because over and or argued visited saw see seeing rang "
    "phoned called told asked visiting".split()
)
_LIST = frozenset({"or", "nor", "/", ","})
_STOPS = frozenset(
    {"but", "although", "though", "however", "except", "because", "still", "just", "only", "apart", "then", "yet"}
)


def mark_scopes(page: Page) -> None:
    inside = covered(page.concepts)
    found = page.lex.scopes.find(page.tokens)
    never = {i for m in found if m.meaning[0] == "never" for i in range(m.start, m.end)}
    for match in found:
        kind, reach = match.meaning
        own = set(range(match.start, match.end))
        if kind != "never" and own & never:
            continue
        if own & inside and kind not in {"negation_after", "uncertain"}:
            if not (kind == "negation" and not own <= inside):
                continue
        match kind:
            case "negation":
                _negate_forward(page, match.start, match.end, reach)
            case "negation_after":
                _negate_back(page, match.start, match.end)
            case "softened":
                page.softened.update(range(match.end, min(match.end + reach, page.clause_end(match.start))))
            case "hypothetical":
                page.blocked.update(range(match.start, page.clause_end(match.start)))
            case "whole":
                page.blocked.update(range(page.clause_start(match.start), page.clause_end(match.start)))
            case "uncertain":
                page.uncertain.update(range(match.start, page.clause_end(match.start)))
            case _:
                pass
    for undone in page.lex.undone.find(page.tokens):
        _undo(page, undone.start, undone.end, undone.meaning)
    _checklist_no(page)
    _block_questions(page)
    _block_others(page)


# -- negation ------------------------------------------------------------------


def _things(page: Page) -> dict[int, int]:
    """Where a wording that can be negated begins → where it ends."""
    spans = {m.start: m.end for m in page.concepts}
    spans.update({m.start: m.end for m in page.medicines})
    return spans


def _negate_forward(page: Page, start: int, cue_end: int, reach: int) -> None:
    """From the cue to the first wording, then on through "or", "nor" and lists that end in one."""
    if page.word(start) == "no" and page.word(start + 1) in {",", ".", "!"}:
        return  # "No, it was fine": an answer, not a negation
    things = _things(page)
    i, limit = start + 1, min(cue_end + reach, len(page.tokens))
    neither = page.word(start) == "neither"
    hit: int | None = None
    while i < limit and page.same_clause(i, start) and page.word(i) not in _STOPS:
        if page.word(i) in _SUBJECT and i >= cue_end:
            break
        if i in things:
            hit = i
            break
        i += 1
    if hit is None:
        return
    while hit is not None:
        page.negated.update(range(hit, things[hit]))
        hit = _next_in_list(page, things, things[hit], neither=neither)


def _undo(page: Page, start: int, cue_end: int, reach: int) -> None:
    """ "Couldn't face the exercises": the thing to be done that follows was not done."""
    for match in page.concepts:
        if match.meaning.kind == "session" and cue_end - 1 <= match.start <= cue_end + reach and match.start > start:
            if page.same_clause(match.start, start):
                page.negated.update(range(match.start, match.end))
                return


def _next_in_list(page: Page, things: dict[int, int], i: int, *, neither: bool) -> int | None:
    """The next wording under the same negation: after "or"/"nor", a comma of a list, or a bare "and"."""
    steps = 0
    while i < len(page.tokens) and steps < 6 and page.word(i) not in _LIST | {"and"}:
        if page.tokens[i].norm in {".", "!", "?", ";", "\n"} | _STOPS or i in things:
            return None
        i, steps = i + 1, steps + 1
    if i >= len(page.tokens) or steps >= 6:
        return None
    joiner = page.word(i)
    j = i + 1
    while (
        j < len(page.tokens)
        and page.word(j) in {"any", "no", "or", "nor", "and", "a", "really", "much", "even", "other", "leg", "bad"}
        and j not in things
    ):
        if page.word(j) in {"or", "nor"}:
            joiner = "or"
        j += 1
    if j >= len(page.tokens) or j not in things:
        return None
    if joiner in {"or", "nor", "/"} or neither:
        return j
    bare = _is_bare(page, things, j)
    if joiner == ",":
        return j if bare and _list_ends_in_or(page, things, things[j]) else None
    return j if bare and page.word(things[i_prev(things, i)] - 1) != "" and i + 1 == j else None


def i_prev(things: dict[int, int], i: int) -> int:
    """The last wording that begins before token i."""
    return max(start for start in things if start < i)


def _is_bare(page: Page, things: dict[int, int], j: int) -> bool:
    """Nothing but the name of the thing: no number, level or verb beside it."""
    after = page.word(things[j])
    number = things[j] < len(page.tokens) and page.tokens[things[j]].number is not None
    return not number and after in {
        "",
        ",",
        ".",
        "!",
        "or",
        "nor",
        "and",
        "today",
        "last",
        "this",
        "at",
        "in",
        "during",
        "overnight",
        "all",
        "yesterday",
        "\n",
        ";",
        ")",
        "either",
        "tonight",
        "but",
        "since",
        "so",
    }


def _list_ends_in_or(page: Page, things: dict[int, int], i: int) -> bool:
    for j in range(i, min(i + 8, len(page.tokens))):
        word = page.word(j)
        if word in {"or", "nor"}:
            return True
        if word in {".", "!", "?", ";", "\n"} | _STOPS:
            return False
    return False


def _negate_back(page: Page, start: int, end: int) -> None:
    """ "Spasms: none", "pain gone", "pain-free": the wording just before did not happen."""
    del end
    for match in (*page.concepts, *page.medicines):
        between = range(match.end, start)
        if match.end <= start and len(between) <= 3 and page.sentence[match.start] == page.sentence[start]:
            if any(page.word(i) in {"but", ",", "and"} or page.tokens[i].number is not None for i in between):
                continue
            if any(page.word(i) in {"than", "as"} for i in between):
                continue
            after = page.word(start + 1)
            if page.word(start) in {"none", "nil", "no", "zero"} and after == "of":
                continue
            page.negated.update(range(match.start, match.end))


def _checklist_no(page: Page) -> None:
    """ "Spasms yes, pain no": a no at the end of its clause answers the wording just before."""
    for match in page.concepts:
        if page.word(match.end) == "no" and page.word(match.end + 1) in {"", ",", ".", ";", "\n", "/"}:
            page.negated.update(range(match.start, match.end))


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
            if own_voice:
                _block_from(page, i, carer=carer)
                other_seen = True
        elif word in page.lex.kin and not carer and page.word(i + 1) == "'s":
            other_seen = True
        elif word in {"he", "she", "they"} and not carer and (other_seen or own_voice) and word != "they":
            _block_from(page, i, carer=carer)
        elif carer and word in {"i", "my", "me"} and _about_carer(page, i):
            _block_from(page, i, carer=carer)


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
    before = page.word(i - 1)
    if before in _DETERMINERS:
        before = page.word(i - 2)
    if before in _PREPOSITIONS - {"and", "because", "after", "before", "like", "than"}:
        return False
    if (
        i > 0
        and page.word(i - 1) not in _DETERMINERS
        and before not in {"", ",", ".", "and", "but", "because", "so", "\n", "!", ";", "while", "as", "both", "said"}
    ):
        return False
    following = page.word(i + 1)
    if following == "and" and page.word(i + 2) in {"i", "me"}:
        return False
    if following == "'s":
        return page.word(i + 2) in {
            "been",
            "got",
            "had",
            "ill",
            "poorly",
            "very",
            "really",
            "not",
            "stressed",
            "tired",
            "unwell",
            "fallen",
            "a",
        }
    if following == "and":
        return True
    return following[:1].isalpha()


def _block_from(page: Page, i: int, *, carer: bool) -> None:
    """Block from the other's name to the end of the clause, or to where the person comes in again."""
    back = _THIRD_PERSON | page.lex.kin if carer else _FIRST_PERSON
    for j in range(i, page.clause_end(i)):
        if j > i and page.word(j) in back and not (not carer and page.word(j) == "my" and page.word(j - 1) == "and"):
            return
        page.blocked.add(j)
