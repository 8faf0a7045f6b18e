"""The fast reading of stored events is the same as the model's own."""

from __future__ import annotations

import gc
import json
import pickle
import uuid
from dataclasses import replace

from hypothesis import given
from tests.store.making import NOW, an_event, any_events

from supple.model import Event, event_from_json
from supple.store import codec
from supple.store.decode import decode


@given(any_events())
def test_decoding_is_the_inverse_of_encoding(event: Event) -> None:
    text = codec.encode(event)
    assert text.isascii()
    assert decode([(text, NOW)]) == [replace(event, received_at=NOW)]
    assert event_from_json(json.loads(text)) == event


@given(any_events())
def test_what_says_the_same_has_the_same_hash_after_the_way_there_and_back(event: Event) -> None:
    back = event_from_json(json.loads(codec.encode(event)))
    assert codec.content_hash(back) == codec.content_hash(event)


@given(any_events(), any_events())
def test_what_says_something_else_has_another_hash(one: Event, other: Event) -> None:
    other = replace(other, id=one.id)
    said = [(e.person_id, e.fact, e.when, e.replaces, e.withdrawn, e.guess) for e in (one, other)]
    if said[0] != said[1]:
        assert codec.content_hash(one) != codec.content_hash(other)


def test_ids_made_quickly_are_ids_like_any_other() -> None:
    event = an_event(uuid.uuid4())
    back = decode([(codec.encode(event), NOW)])[0]
    assert back.id == event.id
    assert hash(back.id) == hash(event.id)
    assert str(back.id) == str(event.id)
    assert pickle.loads(pickle.dumps(back)) == replace(event, received_at=NOW)


def test_the_collector_runs_again_afterwards() -> None:
    assert gc.isenabled()
    decode([(codec.encode(an_event(uuid.uuid4())), NOW)])
    assert gc.isenabled()
