"""Where on the body? Parts and sides → places, and which place belongs to which symptom."""

from __future__ import annotations

from supple.diary.notes.page import Page, Place
from supple.diary.notes.small import small
from supple.model import Side

_FENCES = small("places", "fences")
_BETWEEN = small("places", "between")


def find_places(page: Page) -> None:
    """Fill `page.places`: "left calf", "calf (left)", "both legs", or a side alone ("worse on the right")."""
    parts = page.lex.parts.find(page.tokens)
    no_side = {i for m in parts if not m.meaning for i in range(m.start, m.end)}
    parts = [m for m in parts if m.meaning]
    in_part = {i for m in parts for i in range(m.start, m.end)}
    sides = []
    for m in page.lex.sides.find(page.tokens):
        if no_side & set(range(m.start, m.end)) or in_part & set(range(m.start, m.end)):
            continue
        letter = m.end - m.start == 1 and len(page.word(m.start)) <= 2
        if letter and not any(p.start == m.end for p in parts):
            continue
        if (
            m.meaning == "both"
            and not any(m.end <= p.start <= m.end + 2 for p in parts)
            and page.word(m.start) == "both"
        ):
            continue
        sides.append(m)
    used = set()
    for part in parts:
        side, start, end = None, part.start, part.end
        for k, m in enumerate(sides):
            before = range(m.end, part.start)
            after = range(part.end, m.start)
            near_before = (
                m.end <= part.start
                and len(before) <= 2
                and all(page.word(i) in _BETWEEN | {"lower", "upper", "big", "inner"} for i in before)
            )
            near_after = part.end <= m.start and len(after) <= 3 and all(page.word(i) in _BETWEEN for i in after)
            if near_before or (near_after and side is None and not any(p.start == m.end for p in parts)):
                side = Side(m.meaning)
                start, end = min(start, m.start), max(end, m.end)
                used.add(k)
                break
        page.places.append(Place(start, end, part.meaning, side))
    page.places.extend(Place(m.start, m.end, None, Side(m.meaning)) for k, m in enumerate(sides) if k not in used)
    page.places.sort(key=lambda p: p.start)
    page.places = _share_sides(page, page.places)


def _share_sides(page: Page, places: list[Place]) -> list[Place]:
    """ "Left calf and ankle": the side holds for the next part of the list too."""
    out: list[Place] = []
    for place in places:
        last = out[-1] if out else None
        if last and place.side is None and place.part and last.side and last.part and last.part != place.part:
            between = [page.word(i) for i in range(last.end, place.start)]
            if between in (["and"], ["&"]):
                place = Place(place.start, place.end, place.part, last.side)
        out.append(place)
    return out


def places_near(page: Page, start: int, end: int, bounds: tuple[int, int]) -> list[Place]:
    """Places for the wording at tokens `start`–`end`, looking only inside `bounds` (its neighbours' ends)."""
    inside = [p for p in page.places if bounds[0] <= p.start < bounds[1] and p.part]
    listed = _listed_beside(page, start, inside)
    own = [p for p in inside if p.start < end and p.end > start]
    same = [p for p in inside if page.segment[p.start] == page.segment[start]]
    found = apart(
        listed
        + own
        + [p for p in same if p not in own]
        + [p for p in inside if p not in own and p not in same and _reaches(page, start, end, p)]
    )
    return _with_lone_side(page, start, found)


def _reaches(page: Page, start: int, end: int, place: Place) -> bool:
    """In the same clause, and not behind a "when", "after" or "because"."""
    between = range(end, place.start) if place.start >= end else range(place.end, start)
    return page.same_clause(place.start, start) and not any(page.word(i) in _FENCES for i in between)


def _with_lone_side(page: Page, start: int, found: list[Place]) -> list[Place]:
    """ "Knee spasm x2 left": a side that stands alone in the segment belongs to the one place without a side."""
    if len(found) != 1 or found[0].side is not None:
        return found
    lone = [p for p in page.places if p.part is None and page.segment[p.start] == page.segment[start]]
    place = found[0]
    return [Place(place.start, place.end, place.part, lone[0].side)] if len(lone) == 1 else found


def _listed_beside(page: Page, start: int, inside: list[Place]) -> list[Place]:
    """ "Hips, knees, ankles all rigid": clauses of nothing but places just before the wording's own clause."""
    light = {i for p in inside for i in range(p.start, p.end)}
    out: list[Place] = []
    begin = page.clause_start(start)
    if not any(i in light for i in range(begin, start)):
        return []
    while begin > 0 and page.sentence[begin - 1] == page.sentence[start]:
        earlier = page.clause_start(begin - 1)
        words = [i for i in range(earlier, begin) if page.tokens[i].norm[:1].isalnum()]
        if not words or not all(i in light or page.word(i) in {"and", "my", "both", "the"} for i in words):
            break
        out = [p for p in inside if earlier <= p.start < begin] + out
        begin = earlier
    return out


def apart(places: list[Place]) -> list[Place]:
    """Each place once; "calf" gives way to "left calf"."""
    seen: dict[str, Place] = {}
    for p in sorted(places, key=lambda p: p.start):
        key = f"{p.part}:{p.side}"
        if p.side is None and any(k.startswith(f"{p.part}:") for k in seen):
            continue
        seen.setdefault(key, p)
    out = list(seen.values())
    return [p for p in out if p.side is not None or not any(q.part == p.part and q.side for q in out)]
