"""Questions answered: read, ranked, and then answered, offered as a choice, or refused."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, TypedDict

from knowledge.answer import Ambiguous, Found, Match, Missing, Part, Reasons
from knowledge.conversation import asks_outright, asks_something, is_bare, leans, questions, with_what_was_said
from knowledge.entry import LANGS
from knowledge.evidence import Scope, evidence, rival
from knowledge.glossary import Counts, Kind, chunks
from knowledge.matcher import Index
from knowledge.spelling import Speller
from knowledge.undisturbed import undisturbed
from knowledge.weights import ANSWER_FROM, OFFER_FROM, TIE_FROM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.answer import Answer
    from knowledge.candidate import Candidate
    from knowledge.entry import Entry, Lang, Topic
    from knowledge.glossary import Concept, Outside, Phrasebook
    from knowledge.meaning.gist import Reader
    from knowledge.text import Reading

SHOWN = 3
#: So many questions are remembered as they were ranked: one message asks for the same ranking several times.
RANKED = 32
NEAREST = 2
COMPARING = "difference"
#: Groups that say what kind of question it is; what the question is about has the better name.
OF_A_KIND = frozenset({"price", "quota", "tooling"})


class Knowledge:
    """The knowledge base, open for questions."""

    def __init__(
        self,
        *,
        entries: Sequence[Entry],
        topics: Mapping[str, Topic],
        book: Phrasebook,
        concepts: Mapping[str, Concept],
        outside: Mapping[str, Outside],
        reader: Reader | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self.topics = topics
        self._concepts = concepts
        self._outside = outside
        self._titles = {entry.id: entry.title.ko for entry in self.entries}
        with undisturbed():
            self.index = Index(self.entries, book, concepts)
        answers = {word for entry in entries for lang in LANGS for word in entry.answer.say(lang).lower().split()}
        self._ranked = lru_cache(RANKED)(self._rank)
        self._meaning = None if reader is None else reader.over(self.entries, book)
        self.speller = Speller(book, self.index.words | {book.stem(word) for word in set(chunks(" ".join(answers)))})

    def answer(self, question: str, lang: Lang | None = None, before: Sequence[str] = ()) -> Answer:
        """Give the answer to a question, in its own language unless another is asked for.

        `before` is what was asked earlier in the same thread, or the ids of the entries that answered, oldest first:
        a question that leans on it ("and for DynamoDB?") is understood with it.
        """
        return self._reply(question, self._understood(question, before), lang)

    def answers(self, question: str, lang: Lang | None = None, before: Sequence[str] = ()) -> tuple[Answer, ...]:
        """Give an answer to each of the questions that a message holds, in its order; mostly there is one."""
        whole = self._understood(question, before)
        parts = questions(question)
        if len(parts) == 1 or self._is_barred(whole) or self._is_claimed(whole):
            return (self._reply(question, whole, lang),)
        readings = [self._understood(part, [*before, *parts[:at]]) for at, part in enumerate(parts)]
        pairs = zip(parts, readings, strict=True)
        asked = [(part, reading) for part, reading in pairs if asks_something(reading) and asks_outright(part, reading)]
        reply = self._reply(question, whole, lang)
        replies = [self._reply(part, reading, lang or whole.lang) for part, reading in asked]
        return tuple(replies) if self._says_more(replies, reply) else (reply,)

    def _says_more(self, replies: Sequence[Answer], whole: Answer) -> bool:
        """Say whether answers to parts are better than one to the whole: two or more, all sure, none of them led astray."""
        found = {reply.match.entry.id for reply in replies if isinstance(reply, Found)}
        named = [reply for reply in replies if isinstance(reply, Missing) and reply.outside is not None]
        if not found or len(replies) == 1 or len(found) + len(named) != len(replies):
            return False
        alone = all(self._names_of_its_own(reply.question) for reply in replies)
        return alone or (isinstance(whole, Found) and whole.match.entry.id in found)

    def _names_of_its_own(self, part: str) -> bool:
        return any(token.kind in {Kind.THING, Kind.OUTSIDE} for token in self.speller.read(part).tokens)

    def _understood(self, question: str, before: Sequence[str]) -> Reading:
        """Give what the question says, completed with what was said before where it leans on that."""
        reading = self.speller.read(question)
        if not before or not reading.tokens or not leans(reading) or self._is_barred(reading) or self._is_claimed(reading):
            return reading
        earlier = (self.speller.read(self._titles.get(said, said)) for said in reversed(before))
        told = next((one for one in earlier if any(t.kind is Kind.THING for t in one.tokens)), None)
        if told is None:
            return reading
        ways = with_what_was_said(reading, told, self.speller.book, self._concepts)
        sure = [(len(way.tokens), confidence, way) for way in ways if (confidence := self._confidence(way)) >= ANSWER_FROM]
        _, confidence, best = max(sure, key=itemgetter(0, 1), default=(0, 0.0, reading))
        return best if is_bare(reading) or confidence > self._confidence(reading) else reading

    def rank(self, reading: Reading) -> list[Candidate]:
        """Give the likeliest entries, best first, by the question's words, and by its meaning where that is known."""
        return list(self._ranked(reading))

    def _rank(self, reading: Reading) -> tuple[Candidate, ...]:
        return tuple(self.index.rank(reading, None if self._meaning is None else self._meaning.gist(reading.text)))

    def _confidence(self, reading: Reading) -> float:
        return self.judge(reading, self.rank(reading))[1]

    def _is_barred(self, reading: Reading) -> bool:
        ranked = self.rank(reading)
        return bool(ranked) and self.scope(reading, ranked[0]).barred is not None

    def _is_claimed(self, reading: Reading) -> bool:
        ranked = self.rank(reading)
        return bool(ranked) and ranked[0].claimed

    def _reply(self, question: str, reading: Reading, lang: Lang | None) -> Answer:
        ranked = self.rank(reading)
        scope, confidence = self.judge(reading, ranked)
        matches = _matches(ranked[:SHOWN], confidence, lang or reading.lang)
        said = _Said(question=question, lang=lang or reading.lang, candidates=matches, reasons=self._reasons(reading, scope))
        if confidence >= ANSWER_FROM and not _tied(ranked):
            return Found(**said, match=matches[0])
        worth_a_choice = confidence >= OFFER_FROM or only_names(reading)
        if worth_a_choice and len(matches) > 1 and scope.outside is None and scope.barred is None:
            return Ambiguous(**said, options=matches)
        return Missing(**said, nearest=self._nearest(reading, ranked, scope.named), outside=scope.named)

    def judge(self, reading: Reading, ranked: Sequence[Candidate]) -> tuple[Scope, float]:
        """Give what of the question is out of scope, and how likely the best candidate answers it."""
        if not ranked:
            return Scope(), 0.0
        scope = self.scope(reading, ranked[0])
        if ranked[0].claimed:
            return Scope(), 1.0
        if scope.barred is not None or ranked[0].declined or not names_something(reading, ranked[0]):
            return scope, 0.0
        told = evidence(reading, ranked, scope, self.index, self.speller.vocabulary)
        return scope, told.confidence(ranked[0].weights)

    def scope(self, reading: Reading, best: Candidate) -> Scope:
        """Give what the question names that the best candidate does not speak of."""
        ids = {token.id for token in reading.tokens}
        softened = frozenset() if COMPARING in ids else ids
        ours = any(token.kind is Kind.THING for token in reading.tokens)
        found: dict[str, Outside] = {}
        strange = (t for t in reading.tokens if t.kind is Kind.OUTSIDE and not best.indexed.speaks_of(t))
        named = [(self._outside[token.id], token.text) for token in strange]
        for thing, text in sorted(named, key=lambda found: (found[0].group in OF_A_KIND, -len(found[1]))):
            if thing.unless & ids:
                continue
            if thing.counts is Counts.ALWAYS or (thing.counts in {Counts.ALONE, Counts.BESIDE} and not ours):
                found.setdefault("barred", thing)
            elif thing.counts is Counts.BESIDE or (thing.counts is Counts.UNCOVERED and softened & thing.softened_by):
                found.setdefault("beside", thing)
            elif thing.counts is Counts.UNCOVERED:
                place = "aside" if text in reading.scene.aside else "around" if text in reading.scene.around else "outside"
                found.setdefault(place, thing)
        return Scope(**found)

    def _reasons(self, reading: Reading, scope: Scope) -> Reasons:
        understood = dict.fromkeys(t.id for t in reading.tokens if t.kind in {Kind.THING, Kind.RELATION})
        return Reasons(
            understood=tuple(self._concepts[i].name for i in understood),
            repairs=reading.repairs,
            unknown=reading.unknown,
            outside=scope.named,
        )

    def _nearest(self, reading: Reading, ranked: Sequence[Candidate], named: Outside | None) -> tuple[Topic, ...]:
        """Give the topics to offer instead; a question about something else, which names nothing of ours, is near none."""
        elsewhere = named is not None and all(token.kind is not Kind.THING for token in reading.tokens)
        close = () if elsewhere else (candidate for candidate in ranked if candidate.signals.coverage)
        near = named.near if named else ()
        slugs = dict.fromkeys(chain(near, (slug for candidate in close for slug in candidate.indexed.entry.topics)))
        return tuple(self.topics[slug] for slug in slugs if slug in self.topics)[:NEAREST]


class _Said(TypedDict):
    """What every reply has."""

    question: str
    lang: Lang
    candidates: tuple[Match, ...]
    reasons: Reasons


def _tied(ranked: Sequence[Candidate]) -> bool:
    """Say whether two entries about different things are so near that the asker had better choose."""
    return not ranked[0].claimed and rival(ranked) >= TIE_FROM * ranked[0].score


def only_names(reading: Reading) -> bool:
    """Say whether the question is nothing but the name of a thing that the notes speak of: what of it, is left to ask."""
    said = {token.kind for token in reading.tokens} - {Kind.PLAIN}
    return said == {Kind.THING}


def names_something(reading: Reading, best: Candidate) -> bool:
    """Say whether the question names a thing, be it by a word that the entry has or by two things said of it."""
    said = {token.id for token in reading.tokens if token.kind is Kind.RELATION and token.id in best.indexed.ids}
    named = any(
        t.kind is Kind.THING
        or (t.kind is Kind.WORD and t.id in best.indexed.ids)
        or (t.kind is Kind.OUTSIDE and best.indexed.speaks_of(t))
        for t in reading.tokens
    )
    return named or len(said) > 1


def _matches(ranked: Sequence[Candidate], confidence: float, lang: Lang) -> tuple[Match, ...]:
    """Give the candidates with their likelihoods: the first has the confidence, the others their share of it."""
    best = ranked[0].score if ranked else 1.0
    return tuple(
        Match(
            entry=(entry := candidate.indexed.entry),
            score=round(confidence * candidate.score / best, 3) if best else 0.0,
            on=Part.TITLE if (closest := candidate.closest(lang)) == entry.title.say(lang) else Part.ASK,
            text=closest,
        )
        for candidate in ranked
    )
