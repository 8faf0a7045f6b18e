"""Which number belongs to which symptom? Numbers on the 0–10 scale, linked to the wordings they rate."""

from __future__ import annotations

from supple.diary.notes.lexicon import Concept
from supple.diary.notes.numbers import SCALE_TOP, Amount, amounts
from supple.diary.notes.page import Page
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small

_FILLER = small("scales", "filler")
_MOVED_TO = small("scales", "moved_to")
_OTHER_UNITS = small("scales", "other_units")
_NAMED_BY_NUMBER = frozenset({"day", "x", "top", "number", "type"})
_FAR = 10
_ADJECTIVES = frozenset({"stiff", "tight", "sore", "painful", "achy", "rigid"})
_OPENS_A_NUMBER = frozenset(
    {"", ",", ".", ";", ":", "-", "(", "\n", "and", "about", "around", "maybe", "now", "today"}
)


class ScaleFinder:
    """Numbers are given out once, in reading order: to the wording they touch first, then to the one before them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rated: list[Match[Concept]] = [m for m in page.concepts if m.meaning.kind == "rating"]
        self._marks = sorted(
            [m for m in page.concepts if m.meaning.kind in {"rating", "count"}], key=lambda m: m.start
        )
        self._amounts = [
            a
            for a in amounts(page.tokens, page.claimed)
            if not a.of_other and a.high <= SCALE_TOP and self._could_rate(a)
        ]
        self._given: set[int] = set()
        self._for: dict[int, list[Amount]] = {}
        self._assign()

    # -- what others ask -------------------------------------------------------

    def scales_for(self, k: int) -> list[Amount]:
        return self._for.get(k, [])

    def number_touches(self, k: int) -> bool:
        return bool(self._for.get(k))

    def take_blocked(self, k: int) -> None:
        """The numbers of a plan or of somebody else are nobody's."""
        for amount in self._for.pop(k, []):
            self._given.add(amount.start)

    def left_over(self) -> list[Amount]:
        return [a for a in self._amounts if a.start not in self._given and a.start not in self.page.claimed]

    def bounds(self, k: int) -> tuple[int, int]:
        """Tokens around wording k up to its neighbours in the sentence: where its places may stand."""
        match = self.rated[k]
        before = [m for m in self._marks if m.end <= match.start]
        after = [m for m in self._marks if m.start >= match.end]
        page = self.page
        low = fence(page, before[-1].end, match.start) if before else 0
        high = fence(page, match.end, after[0].start) if after else len(page.tokens)
        return max(low, page.sentence_start(match.start)), min(high, page.sentence_end(match.start))

    # -- how numbers are given out -----------------------------------------------

    def _could_rate(self, amount: Amount) -> bool:
        if amount.of_ten:
            return True
        following = self.page.word(amount.end)
        return following not in _OTHER_UNITS and self.page.word(amount.start - 1) not in _NAMED_BY_NUMBER

    def _assign(self) -> None:
        for k, match in enumerate(self.rated):
            if self.page.word(match.start) == "slept":  # "slept 9-6" says when, not how well
                continue
            for amount in self._touching(match):
                self._give(k, amount)
                break
        for k, match in enumerate(self.rated):
            if k not in self._for and self.page.word(match.start) != "slept":
                far = self._further(match)
                if far is not None:
                    self._give(k, far)
        for k in list(self._for):
            self._series(k)
        self._shared()

    def _give(self, k: int, amount: Amount) -> None:
        self._given.add(amount.start)
        self._for.setdefault(k, []).append(amount)

    def _free(self) -> list[Amount]:
        return [a for a in self._amounts if a.start not in self._given]

    def _touching(self, match: Match[Concept]) -> list[Amount]:
        """A number beside the wording: "stiffness 7", "stiffness is about 7", "7/10 stiffness", "a 6 for pain"."""
        forward = [
            a
            for a in self._free()
            if a.start >= match.end and self._filled(match.end, a.start, most=3 if not a.of_ten else 4)
        ]
        back = [a for a in self._free() if a.end <= match.start and self._before(a, match)]
        if back and self._before_adjective(back[-1], match):
            return back[-1:]
        return forward[:1] + back[-1:]

    def _before_adjective(self, amount: Amount, match: Match[Concept]) -> bool:
        """ "7 stiff, 6 sore", "6-7 stiff left calf": how stiff, not how many ("3 stiff fingers")."""
        page = self.page
        ish = page.word(amount.end) == "ish"
        if amount.end + ish != match.start or page.word(match.end - 1) not in _ADJECTIVES:
            return False
        if page.word(amount.start - 1) not in _OPENS_A_NUMBER:
            return False
        return amount.is_range or amount.of_ten or not page.word(match.end).endswith("s")

    def _before(self, amount: Amount, match: Match[Concept]) -> bool:
        page = self.page
        between = [page.word(i) for i in range(amount.end, match.start)]
        if not page.same_clause(amount.start, match.start) and amount.start != page.clause_start(match.start):
            return False
        if amount.of_ten:
            return len(between) <= 4 and all(
                w
                in _FILLER
                | {"for", "day", "night", "morning", "kind", "with", "left", "right", "leg", "legs", "calf", "muscle"}
                for w in between
            )
        if self._before_adjective(amount, match):
            return True
        if between in (["for"], ["on"], ["with"], ["for", "my"]):
            return True
        return between in ([], ["for"]) and page.word(amount.start - 1) in {"a", "level", "at", "grade"}

    def _filled(self, start: int, end: int, *, most: int) -> bool:
        """Only filler, places and times stand between; filler words are at most `most`."""
        page = self.page
        if end - start > _FAR:
            return False
        light = page.light
        words = [i for i in range(start, end) if i not in light and page.word(i).isascii()]  # an emoji parts nothing
        if any(m.start < end and m.end > start for m in page.concepts):
            return False
        return len(words) <= most and all(page.word(i) in _FILLER for i in words)

    def _further(self, match: Match[Concept]) -> Amount | None:
        """A number out of ten later in the sentence, before the next wording; a bare one only over filler."""
        page = self.page
        end = page.sentence_end(match.start)
        later = [m.start for m in self._marks if m.start >= match.end]
        stop = min([end, *later])
        for amount in self._free():
            if not match.end <= amount.start < stop:
                continue
            if match.meaning.only_number and not page.same_clause(amount.start, match.start):
                return None
            if amount.of_ten or self._filled(match.end, amount.start, most=6):
                return amount
        return None

    def _series(self, k: int) -> None:
        """ "7 this morning, now 4" · "7 left calf, 5 right": further numbers of the same wording."""
        page = self.page
        if self._for[k][0].end <= self.rated[k].start:
            return
        while True:
            last = self._for[k][-1]
            stop = min([page.sentence_end(last.start), *(m.start for m in self._marks if m.start >= last.end)])
            following = [a for a in self._free() if last.end <= a.start < stop]
            if not following or following[0].start - last.end > _FAR + 4:
                return
            amount = following[0]
            if not (amount.of_ten or self._tells_apart(last, amount)):
                return
            self._give(k, amount)

    def _tells_apart(self, last: Amount, amount: Amount) -> bool:
        """A bare number counts again only beside a time, a place, or "now", "then", "to"."""
        page = self.page
        if page.word(amount.end) in {"after", "afterwards", "later", "before", "since", "following", "once"}:
            return True
        if page.word(amount.start - 1) in _MOVED_TO or page.word(amount.start - 2) in _MOVED_TO:
            return True
        end = page.clause_end(amount.start)
        beside = [
            t
            for t in page.times
            if t.end in {amount.start, amount.start - 1} or t.start in {amount.end, amount.end + 1}
        ]
        place = [
            p
            for p in page.places
            if (p.end in {amount.start, amount.start - 1} and p.start >= last.end)
            or (p.start in {amount.end, amount.end + 1, amount.end + 2} and p.start < end)
        ]
        return bool(beside or place)

    def _shared(self) -> None:
        """ "Stiffness and pain both 6": the number holds for the wording just before the "and" too."""
        page = self.page
        for k in range(len(self.rated) - 1):
            if k in self._for or k + 1 not in self._for:
                continue
            first, second = self.rated[k], self.rated[k + 1]
            between = [page.word(i) for i in range(first.end, second.start)]
            if between in (["and"], ["/"], ["&"]) and self._for[k + 1][0].start >= second.end:
                self._for[k] = [self._for[k + 1][0]]


def fence(page: Page, start: int, end: int) -> int:
    """Between two wordings: the token where a place stops belonging to the first. The last joiner, else the end."""
    joiners = [i for i in range(start, end) if i > 0 and page.segment[i] != page.segment[i - 1]]
    # "stiff legs, calf cramps": from the joiner on. "stiff in calf and thigh and cramps": from the last joiner on.
    return joiners[-1] if joiners else _first_place_after_name(page, start, end)


def _first_place_after_name(page: Page, start: int, end: int) -> int:
    places = [p for p in page.places if start <= p.start < end]
    if (
        not places
        or page.word(places[0].start - 1) in {"in", "of", "my", "the", "on", "his", "her"}
        or places[0].start == start
    ):
        return places[-1].end if places else end
    return start
