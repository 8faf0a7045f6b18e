"""A quick note in plain words → facts, each with its place in the text, and what was not understood.

The road: text → tokens → spelling → times → wordings → scopes (not, if, somebody else) → facts → their times → words.
Deterministic; nothing learnt, nothing sent anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from supple.diary.notes.beside import only_what_stands, with_what_lies_beside, without_figures_of_speech
from supple.diary.notes.clinic_numbers import read_clinic_numbers
from supple.diary.notes.compare import find_compared, lone_comparisons
from supple.diary.notes.counts import read_counts
from supple.diary.notes.dating import Dated, date_all
from supple.diary.notes.doses import read_doses
from supple.diary.notes.leftovers import not_understood
from supple.diary.notes.lexicon import Concept, Lexicon, lexicon_for
from supple.diary.notes.loose import read_loose_numbers
from supple.diary.notes.measures import read_measures
from supple.diary.notes.numbers import words_to_numbers
from supple.diary.notes.page import Draft, Page
from supple.diary.notes.patterns import Match, PatternSet, best_apart
from supple.diary.notes.places import find_places
from supple.diary.notes.say_back import say
from supple.diary.notes.scales import ScaleFinder
from supple.diary.notes.scope import mark_scopes
from supple.diary.notes.spelling import put_right
from supple.diary.notes.symptoms import bad_parts, read_ratings
from supple.diary.notes.tidy import tidy
from supple.diary.notes.times import find_times
from supple.diary.notes.tokens import split
from supple.diary.notes.yesno import read_yes_no
from supple.knowledge import Knowledge
from supple.knowledge import load as load_knowledge
from supple.knowledge.wording import SYMPTOM
from supple.model import Author, Day, DaySlot, Interval, NoteReading, ReadFact

IMPLY_SPASMS = frozenset({"spasms_stop_sleep", "spasms_stop_safe_moving"})
IMPLY_WEAKNESS = frozenset({"knees_give_way", "cannot_stand_as_before"})
FELL = frozenset({"fell", "fallen", "fall"})
FEVER = Concept("sign", "fever")
FEVER_WORDS = frozenset({"temp", "temperature", "fever", "feverish", "burning", "sweating", "uti", "infection"})
LONGEST_READ = 20_000  # characters; the rest of a longer text stays unread, and is said so


def read_note(
    text: str,
    noted_at: datetime,
    told_by: Author,
    *,
    zone: str | None = None,
    knowledge: Knowledge | None = None,
    own_words: Mapping[str, str] = {},
) -> NoteReading:
    """Read one note.

    Args:
        text: the note as typed or dictated.
        noted_at: when it was written; aware. "This morning", "last night" are seen from here.
        told_by: who wrote it. A carer's note is about the person; what it says about others is left alone.
        zone: the IANA name of the wall clock; otherwise taken from `noted_at`.
        knowledge: the knowledge to read with; the packaged one by default.
        own_words: the person's own phrases → codes ("the buzzies" → "own:the buzzies").

    Returns:
        The facts in the order of the text; guesses are marked. The text itself is kept whole, and clauses from which
        nothing was read are in `not_understood`.

    Raises:
        ValueError: `noted_at` carries no time zone. No text ever raises.
    """
    if noted_at.tzinfo is None:
        raise ValueError("noted_at must be aware")
    known = knowledge if knowledge is not None else load_knowledge()
    lex = lexicon_for(known)
    name = _zone_name(noted_at, zone)
    page = _lay_out(text[:LONGEST_READ], noted_at.astimezone(ZoneInfo(name)), name, told_by, lex, own_words)
    drafts = _read(page)
    dated = tidy(page, date_all(page, drafts))
    facts = tuple(_finish(page, d, lex) for d in dated)
    left = not_understood(page, drafts)
    if len(text) > LONGEST_READ:
        left = (*left, text[LONGEST_READ:].strip())
    return NoteReading(text, noted_at, told_by, facts, left)


def _zone_name(noted_at: datetime, zone: str | None) -> str:
    """The zone asked for, or that of `noted_at`: its IANA name, or a fixed offset of whole hours, or UTC."""
    for name in (zone, getattr(noted_at.tzinfo, "key", None)):
        if name:
            try:
                return ZoneInfo(name).key
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    offset = noted_at.utcoffset() or timedelta(0)
    hours, rest = divmod(int(offset.total_seconds()), 3600)
    if rest or not -12 <= hours <= 14 or hours == 0:
        return "UTC"
    return f"Etc/GMT{-hours:+d}"  # the sign is the other way round there


def _lay_out(
    text: str, noted_at: datetime, zone: str, told_by: Author, lex: Lexicon, own_words: Mapping[str, str]
) -> Page:
    tokens = words_to_numbers(put_right(split(text), lex))
    page = Page(text, tokens, noted_at, zone, told_by, lex)
    page.medicines = lex.medicines.find(tokens)
    page.concepts = _concepts(page, own_words)
    find_times(page)
    page.concepts = with_what_lies_beside(page, page.concepts)
    than = {i for c in find_compared(page) if c.has_than for i in range(c.start, c.end)}
    page.times = [t for t in page.times if not (isinstance(t.when, Day | DaySlot | Interval) and t.start in than)]
    find_places(page)
    page.join_fragments()
    mark_scopes(page)
    page.concepts = only_what_stands(page, page.concepts)
    page.compared = None  # blocked comparisons are known only now
    return page


def _concepts(page: Page, own_words: Mapping[str, str]) -> list[Match[Concept]]:
    found = [m for pos in range(len(page.tokens)) for m in page.lex.concepts.matches_at(page.tokens, pos)]
    if page.author.role != "carer":
        found = [m for m in found if not m.meaning.carer_only]
    found = [_shivering_with_fever(page, m) for m in without_figures_of_speech(page, found)]
    if own_words:
        own = _own_patterns(own_words, page.lex)
        mine = own.find(page.tokens)
        taken = {i for m in mine for i in range(m.start, m.end)}
        found = [m for m in found if taken.isdisjoint(range(m.start, m.end))] + mine
    apart = best_apart(found)
    if any(m.meaning.code == "pump_alarm_two_tone" for m in apart):  # "beeping, two tones": one alarm
        apart = [m for m in apart if m.meaning.code != "pump_alarm_single"]
    return _with_what_they_imply(page, apart)


def _with_what_they_imply(page: Page, found: list[Match[Concept]]) -> list[Match[Concept]]:
    """ "Spasms kept me awake" is a sign, and says too that there were spasms and that sleep was poor."""
    out = []
    for match in found:
        out.append(match)
        if match.meaning.code in IMPLY_SPASMS:
            cramp = any(page.word(i).startswith("cramp") for i in range(match.start, match.end))
            out.append(Match(match.start, match.end, Concept("count", "cramps" if cramp else "spasms")))
            if match.meaning.code == "spasms_stop_sleep":
                out.append(Match(match.start, match.end, Concept("factor", "poor_sleep")))
        if match.meaning.code in {"cannot_stand_after_fall", "severe_limb_pain"}:
            fell = next((i for i in range(match.start, match.end) if page.word(i) in FELL), None)
            if fell is not None:
                out.append(Match(fell, fell + 1, Concept("count", "falls")))
        if match.meaning.code == "stiff_neck":
            out += [
                Match(i, i + 1, FEVER)
                for i in range(match.start, match.end)
                if page.word(i) in {"fever", "temperature"}
            ]
        if match.meaning.code in IMPLY_WEAKNESS:
            out.append(Match(match.start, match.end, Concept("side_effect", "weakness")))
        if match.meaning.code == "cannot_stay_awake" and match.meaning.present:
            out.append(Match(match.start, match.end, Concept("side_effect", "sleepiness")))
        if match.meaning.code == "dizzy_on_standing":
            out.append(Match(match.start, match.end, Concept("side_effect", "dizziness")))
    return out


def _shivering_with_fever(page: Page, match: Match[Concept]) -> Match[Concept]:
    """ "Shivering" is cold, but beside a temperature it is a sign."""
    shivering = match.meaning.code == "cold" and page.word(match.start) in {"shivering", "shivery"}
    if shivering and any(t.norm in FEVER_WORDS for t in page.tokens):
        return Match(match.start, match.end, Concept("sign", "rigors"), match.weight, match.gaps)
    return match


def _own_patterns(own_words: Mapping[str, str], lex: Lexicon) -> PatternSet[Concept]:
    """The person's own phrases, word for word. A code that knowledge counts or rates is counted or rated."""
    patterns: PatternSet[Concept] = PatternSet({})
    kinds = {m.code: m for m in lex.by_code.values()}
    for phrase, code in own_words.items():
        words = [t.norm for t in words_to_numbers(put_right(split(phrase), lex))]
        if words:
            patterns.add_words(
                words, kinds.get(code, Concept("rating" if code.startswith(SYMPTOM) else "factor", code))
            )
    return patterns


def _read(page: Page) -> list[Draft]:
    """Numbers go first to what has a unit, then to what is counted, then to what is rated."""
    drafts = read_clinic_numbers(page) + read_measures(page) + read_doses(page)
    drafts += read_counts(page)
    drafts += read_yes_no(page)
    finder = ScaleFinder(page)
    drafts += read_ratings(page, finder)
    drafts += read_loose_numbers(page, finder)
    drafts += lone_comparisons(page, drafts)
    drafts += bad_parts(page, drafts)
    return sorted(drafts, key=lambda d: (d.start, d.end))


def _finish(page: Page, dated: Dated, lex: Lexicon) -> ReadFact:
    draft = dated.draft
    first, last = page.tokens[draft.start], page.tokens[min(draft.end, len(page.tokens)) - 1]
    start, end = min(first.start, last.start), max(first.end, last.end)
    return ReadFact(draft.fact, dated.when, start, end, draft.guess, say(draft.fact, lex.labels))
