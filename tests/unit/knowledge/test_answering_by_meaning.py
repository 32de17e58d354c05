"""Questions matched by their meaning, too: what a gist changes, and what stays as it was without one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge import Found, open_knowledge
from knowledge.meaning.gist import Near
from knowledge.weights import BY_MEANING, BY_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge import Entry, Knowledge
    from knowledge.glossary import Phrasebook

FAR = Near(meaning=0.3, probe=0.0, beyond=0.0)
NEAR = Near(meaning=1.0, probe=1.0, beyond=0.0)


@dataclass(frozen=True, slots=True)
class Points:
    """A gist that is near to one entry and to no other."""

    likely: tuple[int, ...]
    strange: float

    def near(self, at: int) -> Near:
        """Give how near one entry is."""
        return NEAR if at in self.likely else FAR


@dataclass(slots=True)
class Told:
    """A reader, and the meaning that it reads: every question means the one entry that somebody names."""

    entry: str
    strange: float = 0.0
    deaf: bool = False
    at: int = -1
    asked: list[str] = field(default_factory=list)

    def over(self, entries: Sequence[Entry], book: Phrasebook) -> Told:  # noqa: ARG002 (a reader may need the words)
        """Give the meaning of these entries."""
        self.at = [entry.id for entry in entries].index(self.entry)
        return self

    def gist(self, text: str) -> Points | None:
        """Give what a question means."""
        self.asked.append(text)
        return None if self.deaf else Points((self.at,), self.strange)


def rank(knowledge: Knowledge, question: str) -> list[str]:
    """Give the ids of the candidates."""
    return [candidate.indexed.entry.id for candidate in knowledge.rank(knowledge.speller.read(question))]


def test_without_a_gist_every_answer_is_what_it_was(shipped: Knowledge) -> None:
    """While the entries are still being read, or where the model failed, words decide as ever."""
    deaf = open_knowledge(reader=Told("nat", deaf=True))
    for question in ("VPC가 뭐예요?", "how do I upgrade EKS", "nat", "S3 붙는데 NAT 요금이 나와요"):
        assert deaf.answer(question) == shipped.answer(question)
    assert all(candidate.weights is BY_WORDS for candidate in deaf.rank(deaf.speller.read("vpc")))


def test_what_the_gist_names_is_a_candidate_whatever_the_words(shipped: Knowledge) -> None:
    """An entry that shares no word with the question comes first when the question means it."""
    question = "why does my wallet get lighter each month through that box"
    by_words = rank(shipped, question)
    meant = next(entry.id for entry in shipped.entries if entry.id not in by_words)
    knowledge = open_knowledge(reader=Told(meant))
    assert rank(knowledge, question)[0] == meant
    assert knowledge.rank(knowledge.speller.read(question))[0].weights is BY_MEANING


def test_a_question_like_those_that_no_entry_answers_is_answered_less_surely(shipped: Knowledge) -> None:
    """The same words and the same nearest entry, but a strange meaning: less sure, and where words say little, no answer."""
    clear, vague = "라우팅 테이블에서 로컬 경로가 하는 역할이 뭔가요", "how would somebody upgrade the nat version"
    for question in (clear, vague):
        meant = rank(shipped, question)[0]
        usual, strange = (open_knowledge(reader=Told(meant, strange=value)).answer(question) for value in (0.0, 1.0))
        assert strange.candidates[0].score < usual.candidates[0].score
    assert not isinstance(strange, Found)


def test_a_phrasing_is_answered_by_its_entry_whatever_its_meaning(shipped: Knowledge) -> None:
    """What an entry says of itself needs no second opinion."""
    entry = shipped.entries[0]
    answer = open_knowledge(reader=Told("nat", strange=1.0)).answer(entry.asks_en[0])
    assert isinstance(answer, Found)
    assert answer.match.entry.id == entry.id


def test_the_text_is_read_as_it_was_meant(shipped: Knowledge) -> None:
    """The model is given the question after mending: what was typed on the wrong keyboard means nothing to it."""
    reader = Told("vpc-definition")
    open_knowledge(reader=reader).answer("펯 가 뭐야")
    assert reader.asked == [shipped.speller.read("펯 가 뭐야").text]
    assert "vpc" in reader.asked[0]
