"""Where questions lie among the phrasings of entries, with an encoder that goes by letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from knowledge.meaning.space import Space
from tests.unit.knowledge.letters_encoder import Letters

if TYPE_CHECKING:
    from collections.abc import Sequence

SPOKEN = [
    ["what is a vpc", "vpc meaning", "define vpc"],
    ["how does a nat gateway work", "nat gateway", "what does nat do", "nat gateway routes"],
    ["gateway endpoint for s3", "s3 gateway endpoint"],
    ["route tables", "what is a route table", "main route table"],
    ["internet gateway", "attach an internet gateway"],
    ["private dns names", "private dns"],
]
BEYOND = ["upgrade kubernetes node groups", "kubernetes pods keep crashing", "kubernetes upgrade"]
OURS = ["tell me about subnets please", "does the vpc need a nat gateway"]


def vectors(texts: Sequence[str]) -> object:
    """Give the vectors of texts as a cache would."""
    return Letters().encode(texts).astype(np.float16)


@pytest.fixture
def space() -> Space:
    """Give six entries, three questions beyond them, and two that are ours."""
    return Space([vectors(said) for said in SPOKEN], vectors(BEYOND), vectors(OURS))


def test_a_question_lies_nearest_to_the_entry_that_says_it(space: Space) -> None:
    """Each first phrasing finds its own entry first, by cosine and by the classifier."""
    for at, said in enumerate(SPOKEN):
        gist = space.gist(Letters().encode([said[0]])[0])
        assert gist.likely[0] == at
        assert max(range(len(SPOKEN)), key=lambda other: gist.near(other).probe) == at


def test_what_no_entry_answers_is_strange_and_beyond_every_entry(space: Space) -> None:
    """A question like those beyond is stranger than one of ours, and nearer to them than to any entry."""
    encode = Letters().encode
    other, ours = space.gist(encode(["kubernetes node upgrade"])[0]), space.gist(encode(["the vpc meaning"])[0])
    assert other.strange > 0.3 > ours.strange
    assert other.near(other.likely[0]).beyond > 0.5 > ours.near(ours.likely[0]).beyond


def test_every_number_lies_between_nought_and_one(space: Space) -> None:
    """Signals of meaning have the range of all signals, for the nearest entry and for the furthest."""
    gist = space.gist(Letters().encode(["nat"])[0])
    for at in range(len(SPOKEN)):
        near = gist.near(at)
        assert all(0 <= value <= 1 for value in (near.meaning, near.probe, near.beyond, gist.strange))


def test_in_a_large_knowledge_base_only_the_likely_are_compared_phrasing_by_phrasing() -> None:
    """With room for two, the nearest of many is still found, and an entry outside the crowd is compared when asked for."""
    many = [*SPOKEN, *([f"note {at} on printers", f"printers, note {at}"] for at in range(600))]
    few = Space([vectors(said) for said in many], vectors(BEYOND), vectors(OURS), crowd=2)
    gist = few.gist(Letters().encode(["main route table"])[0])
    assert gist.likely[0] == 3
    assert len(gist.likely) == 2
    assert gist.near(600).meaning < gist.near(3).meaning
