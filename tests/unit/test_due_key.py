"""Does a key stay the key, whatever somebody calls a routine?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supple.model.due_key import MOST_LETTERS, short_key

TEXT = st.text(st.characters(exclude_categories=()), max_size=500)


@given(TEXT, st.sampled_from(["2026-11-20T21:30", "2026-11-20|7", "2026-11-20T21:30Z"]))
def test_every_key_can_be_kept_and_says_which_occurrence(name: str, which: str) -> None:
    key = short_key(f"routine|{name}|{which}")
    assert len(key) <= MOST_LETTERS
    assert "\x00" not in key
    assert key.encode()
    assert key.startswith("routine|")
    assert key.endswith(f"|{which}")
    assert short_key(key) == key


@given(TEXT, TEXT)
def test_two_names_never_share_a_key(one: str, other: str) -> None:
    keys = {short_key(f"dose|{name}|2026-11-20T08:00") for name in (one, other)}
    assert len(keys) == len({one, other})


def test_an_ordinary_key_is_itself() -> None:
    assert short_key("dose|baclofen|2026-11-20T08:00") == "dose|baclofen|2026-11-20T08:00"
