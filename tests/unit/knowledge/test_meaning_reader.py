"""The meaning of a knowledge base, read in the background and given up without harm."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from knowledge.meaning import examples
from knowledge.meaning.reader import LONGEST, VectorReader
from knowledge.meaning.vectors import Cache
from tests.unit.knowledge.letters_encoder import Letters

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from knowledge import Knowledge
    from knowledge.meaning.reader import EntriesMeaning

EXAMPLES = examples.Examples(beyond=("upgrade kubernetes", "kubernetes pods"), ours=("about the vpc",))


def reader(folder: Path, encoder: Letters) -> VectorReader:
    """Give a reader with a cache in a folder."""
    return VectorReader(encoder, Cache(folder / "meaning.db", encoder.name), lambda: EXAMPLES)


def over(knowledge: Knowledge, folder: Path, encoder: Letters) -> EntriesMeaning:
    """Give the meaning of a knowledge base's entries."""
    return reader(folder, encoder).over(knowledge.entries, knowledge.speller.book)


def test_until_the_entries_are_read_there_is_no_gist(shipped: Knowledge, tmp_path: Path) -> None:
    """The caller does not wait; once all is read, questions have a gist."""
    encoder = Letters(held=threading.Event())
    meaning = over(shipped, tmp_path, encoder)
    assert not meaning.ready
    assert meaning.gist("vpc") is None
    assert encoder.held is not None
    encoder.held.set()
    assert meaning.wait(30)
    assert meaning.gist("vpc") is not None


def test_only_new_texts_are_encoded(shipped: Knowledge, tmp_path: Path) -> None:
    """A second start encodes nothing and is ready at once; a question is encoded once."""
    assert over(shipped, tmp_path, Letters()).wait(30)
    encoder = Letters()
    meaning = over(shipped, tmp_path, encoder)
    assert meaning.ready
    assert encoder.asked == []
    assert meaning.gist("What is a VPC?") is meaning.gist("What is a VPC?")
    assert encoder.asked == ["what is a vpc?"]


def test_a_model_that_fails_while_reading_leaves_questions_to_their_words(
    shipped: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told in one line, and what was encoded before stays kept."""
    with caplog.at_level(logging.WARNING):
        meaning = over(shipped, tmp_path, Letters(fails_at="about the vpc"))
        assert not meaning.wait(30)
    assert meaning.gist("vpc") is None
    assert [record.getMessage() for record in caplog.records] == [
        "meaning: the letters ran out; until the next start, questions are matched by their words alone"
    ]


def test_a_model_that_fails_at_a_question_is_given_up(
    shipped: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """That question and all later ones are left to their words, and it is told once."""
    meaning = over(shipped, tmp_path, Letters(fails_at="unheard of"))
    assert meaning.wait(30)
    with caplog.at_level(logging.WARNING):
        assert meaning.gist("something unheard of") is None
        assert meaning.gist("vpc") is None
    assert len(caplog.records) == 1


def test_a_long_question_is_encoded_without_what_says_least(shipped: Knowledge, tmp_path: Path) -> None:
    """Greetings go first, names of things stay, and what is left keeps its order."""
    encoder = Letters()
    meaning = over(shipped, tmp_path, encoder)
    assert meaning.wait(30)
    encoder.asked.clear()
    chat = "hello everyone and good morning to all of you lovely people, hope you are well today. " * 2
    assert meaning.gist(f"{chat} why does our nat gateway cost so much when we have an s3 gateway endpoint?") is not None
    (encoded,) = encoder.asked
    assert len(encoded.split()) <= LONGEST
    assert encoded.endswith("s3 gateway endpoint?")
    assert "nat gateway" in encoded


def test_an_endless_question_without_a_thing_in_it_is_cut_to_size(shipped: Knowledge, tmp_path: Path) -> None:
    """Even words that nobody knows do not keep the model longer than a usual question does."""
    encoder = Letters()
    meaning = over(shipped, tmp_path, encoder)
    assert meaning.wait(30)
    encoder.asked.clear()
    assert meaning.gist("blah " * 200) is not None
    assert len(encoder.asked[0].split()) <= LONGEST


def test_the_shipped_examples_are_questions_on_both_sides() -> None:
    """Hundreds on each side, none on both."""
    found = examples.shipped()
    assert len(found.beyond) > 300
    assert len(found.ours) > 300
    assert set(found.beyond).isdisjoint(found.ours)
