"""Entries ranked for a question, each with the signals that speak for it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from heapq import nlargest
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.candidate import Candidate, Indexed, Phrase
from knowledge.glossary import Kind
from knowledge.phrasings import Asked, Phrasings, length
from knowledge.signals import Signals
from knowledge.text import bare, only_letters, read_plainly
from knowledge.weights import BY_MEANING, BY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.entry import Entry
    from knowledge.glossary import Concept, Phrasebook
    from knowledge.meaning.gist import Gist
    from knowledge.text import Reading, Token

SHORTLIST = 24
CROWD = 300
AT_LEAST = 3
OF_KIND = {Kind.THING: 1.0, Kind.RELATION: 0.9, Kind.ASK: 0.55, Kind.WORD: 0.7, Kind.OUTSIDE: 0.9, Kind.PLAIN: 0.25}
PART = 0.6
#: What a word says that stands where nothing is asked.
TOLD = 0.5
ALWAYS_THERE = 0.35
SMOOTHING = 0.3
DWELLS_FROM = 0.25
PAIRED = 10
#: What a word that no phrasing has weighs, beside the rarest that one has.
STRANGE = 0.4


class Index:
    """The knowledge base, ready to be compared with questions."""

    def __init__(self, entries: Sequence[Entry], book: Phrasebook, concepts: Mapping[str, Concept]) -> None:
        self._parts = {concept.id: concept.parts for concept in concepts.values() if concept.parts}
        readings = [[read_plainly(text, book) for text in entry.phrasings] for entry in entries]
        counts = [Counter(i for reading in phrases for i in self._ids(reading.tokens)) for phrases in readings]
        self._kinds = {token.id: token.kind for phrases in readings for reading in phrases for token in reading.tokens}
        self.words = frozenset(i for i, kind in self._kinds.items() if kind is Kind.WORD)
        sizes = [len(phrases) for phrases in readings]
        self._learn(counts, sizes)
        odds = _odds(counts, sizes)
        self._entries = [
            Indexed(
                entry=entry,
                phrases=(phrases := tuple(map(self._phrase, entry.phrasings, readings[at]))),
                spelled=tuple(reading.spelled for reading in readings[at]),
                canonicals=tuple(phrase.canonical for phrase in phrases),
                refused=tuple(self._phrase(text, read_plainly(text, book)) for text in entry.not_asks),
                ids=frozenset(counts[at]),
                subjects=tuple(map(subjects, (readings[at][0], readings[at][1 + len(entry.asks_ko)]))),
                claimed=frozenset(only_letters(reading.text) for reading in readings[at]),
                declined=frozenset(map(bare, entry.not_asks)),
                odds=odds[at],
                said_in=_said_in(phrases),
                outside=frozenset(
                    t.text for r in readings[at] for t in r.tokens if self._dwells_on(counts[at], t, len(phrases))
                ),
                titled=_strange_titles((readings[at][0], readings[at][1 + len(entry.asks_ko)])),
            )
            for at, entry in enumerate(entries)
        ]
        self._phrasings = tuple(map(Phrasings, self._entries))
        self._spoken_of = frozenset().union(*(entry.outside | entry.titled for entry in self._entries))
        self._titles = [entry.title.say(lang).lower() for lang in ("ko", "en") for entry in entries]

    def _learn(self, counts: Sequence[Mapping[str, int]], sizes: Sequence[int]) -> None:
        """Note which entries have which token, and how rare each token is."""
        self._postings: dict[str, dict[int, float]] = {}
        for at, (here, phrases) in enumerate(zip(counts, sizes, strict=True)):
            for i, n in here.items():
                self._postings.setdefault(i, {})[at] = min(1.0, math.sqrt(n / phrases / ALWAYS_THERE))
        size = len(counts)
        self._idf = {i: math.log(1 + (size - len(p) + 0.5) / (len(p) + 0.5)) for i, p in self._postings.items()}
        self._strange = STRANGE * math.log(1 + size)

    def _dwells_on(self, counts: Mapping[str, int], token: Token, size: int) -> bool:
        """Say whether an entry is about something listed as out of scope, and does not just mention it."""
        return token.kind is Kind.OUTSIDE and counts[token.id] / size >= DWELLS_FROM

    def _ids(self, tokens: Iterable[Token]) -> frozenset[str]:
        ids = {token.id for token in tokens}
        return frozenset(ids.union(*(self._parts[i] for i in ids if i in self._parts)))

    def _phrase(self, text: str, reading: Reading) -> Phrase:
        weights = self._with_parts({token.id: self.weight(token.id, token.kind) for token in reading.tokens})
        return Phrase(text=text, canonical=reading.canonical, weights=weights, length=length(weights))

    def weight(self, token: str, kind: Kind | None = None) -> float:
        """Give how much a token says: rare ones more, subjects more than ways of asking."""
        return self._idf.get(token, self._strange) * OF_KIND[kind or self._kinds.get(token, Kind.THING)]

    def weights(self, tokens: Iterable[Token]) -> dict[str, float]:
        """Give the question's tokens with their weights; what is out of scope counts only where an entry speaks of it."""
        weights = {
            t.id: self.weight(t.id, t.kind)
            for t in tokens
            if t.kind is not Kind.OUTSIDE or not self._spoken_of.isdisjoint((t.id, t.text))
        }
        return self._with_parts(weights)

    def _with_parts(self, weights: dict[str, float]) -> dict[str, float]:
        """Give the weights with those of the wider things that the narrower ones also are."""
        for token in list(weights):
            for part in self._parts.get(token, ()):
                weights.setdefault(part, PART * self.weight(part))
        return weights

    def rank(self, reading: Reading, gist: Gist | None = None) -> list[Candidate]:
        """Give the likeliest entries, best first; at least three where there are as many."""
        weights = self.weights(reading.tokens)
        for token in weights.keys() & reading.scene.told:
            weights[token] *= TOLD
        total = sum(w * w for w in weights.values()) or 1.0
        votes = self._votes(weights)
        shortlist = nlargest(SHORTLIST, votes.items(), key=lambda pair: pair[1])
        if len(shortlist) < AT_LEAST:
            shortlist += [(at, 0.0) for at in self._by_title(reading.text) if at not in votes]
        if gist is not None:
            listed = {at for at, _ in shortlist}
            shortlist += [(at, votes.get(at, 0.0)) for at in gist.likely if at not in listed]
        near = [self._entries[at] for at, _ in shortlist]
        asked = Asked(reading, weights, bare(reading.text))
        ranked = [
            self._candidate(at, asked, vote / total, together)
            for (at, vote), together in zip(shortlist, _together(weights, near), strict=True)
        ]
        if gist is not None:
            ranked = [_heard(candidate, gist, at) for candidate, (at, _) in zip(ranked, shortlist, strict=True)]
        return sorted(ranked, key=lambda candidate: (not candidate.claimed, -candidate.score))

    def _votes(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Give what the question's tokens say for each entry, rare tokens first; common ones only weigh who is left."""
        votes: dict[int, float] = {}
        for token in sorted(weights.keys() & self._postings.keys(), key=lambda token: len(self._postings[token])):
            posting, weight = self._postings[token], weights[token] ** 2
            if len(votes) > CROWD:
                votes = dict(nlargest(CROWD, votes.items(), key=lambda pair: pair[1]))
                for at in votes.keys() & posting.keys():
                    votes[at] += weight * posting[at]
            else:
                for at, strength in posting.items():
                    votes[at] = votes.get(at, 0.0) + weight * strength
        return votes

    def _by_title(self, text: str) -> list[int]:
        """Give the entries whose titles look most like the text, for questions of which no word is known."""
        hits = process.extract(text[:200], self._titles, scorer=fuzz.ratio, limit=2 * AT_LEAST)
        return list(dict.fromkeys(at % len(self._entries) for _, _, at in hits))[:AT_LEAST]

    def _candidate(self, at: int, asked: Asked, coverage: float, together: float) -> Candidate:
        indexed, phrasings = self._entries[at], self._phrasings[at]
        cosines, contained = phrasings.compared(asked)
        closest = max(cosines)
        likelier = indexed.odds.get
        odds = sum([w * likelier(token, -1.0) for token, w in asked.pairs]) / asked.total
        signals = Signals(
            phrase=closest,
            contained=contained,
            coverage=coverage,
            odds=1 / (1 + math.exp(-odds)),
            fuzzy=phrasings.fuzzy(asked),
            spelling=phrasings.spelling(asked),
            together=together,
            title=max(cosines[0], cosines[1 + len(indexed.entry.asks_ko)]),
            refused=1.0 if asked.said in indexed.declined else max(0.0, phrasings.refused(asked) - closest),
        )
        return Candidate(
            indexed=indexed,
            signals=signals,
            score=signals.score(BY_WORDS),
            claimed=asked.said in indexed.claimed,
            cosines=tuple(cosines),
        )


def _heard(candidate: Candidate, gist: Gist, at: int) -> Candidate:
    """Give the candidate as it stands when the question's meaning is heard, too."""
    signals = candidate.signals.heard(gist, at)
    return replace(candidate, signals=signals, score=signals.score(BY_MEANING), weights=BY_MEANING)


def _strange_titles(titles: Iterable[Reading]) -> frozenset[str]:
    """Give what is listed as out of scope and that titles name, and nothing of ours: it is what the entry is about."""
    return frozenset(
        token.id
        for title in titles
        for token in title.tokens
        if token.kind is Kind.OUTSIDE and all(other.kind is not Kind.THING for other in title.tokens)
    )


def _said_in(phrases: Sequence[Phrase]) -> dict[str, int]:
    """Give for each token the phrasings that have it, one bit a phrasing."""
    found: dict[str, int] = {}
    for at, phrase in enumerate(phrases):
        for token in phrase.weights:
            found[token] = found.get(token, 0) | 1 << at
    return found


def _together(weights: Mapping[str, float], near: Sequence[Indexed]) -> list[float]:
    """Give for each entry how many of the question's pairs of tokens its phrasings have; pairs that few have weigh more."""
    tokens = nlargest(PAIRED, weights, key=weights.__getitem__)
    found, whole = [0.0] * len(near), 0.0
    said = [[entry.said_in.get(token, 0) for entry in near] for token in tokens]
    for one, other in combinations(said, 2):
        both = [(mine & theirs).bit_count() for mine, theirs in zip(one, other, strict=True)]
        having = len(both) - both.count(0)
        if not having:
            continue
        rarity = math.log(1 + (len(near) - having + 0.5) / (having + 0.5))
        whole += rarity
        for at, count in enumerate(both):
            if count:
                found[at] += rarity * min(1.0, math.sqrt(count / len(near[at].phrases) / ALWAYS_THERE))
    return [value / whole for value in found] if whole else found


def likeness(reading: Reading, indexed: Indexed) -> float:
    """Give how far the question's tokens and the closest phrasing's contain each other, between 0 and 1."""
    hit = process.extractOne(reading.canonical, indexed.canonicals, scorer=fuzz.token_set_ratio)
    return float(hit[1]) / 100 if hit else 0.0


def subjects(reading: Reading) -> frozenset[str]:
    """Give what a title or a question names."""
    return frozenset(token.id for token in reading.tokens if token.kind in {Kind.THING, Kind.WORD})


def _odds(counts: Sequence[Mapping[str, int]], sizes: Sequence[int]) -> list[dict[str, float]]:
    """Give for each entry how much likelier each token is in its phrasings than in all others, as logarithms."""
    everywhere: Counter[str] = Counter()
    for here in counts:
        everywhere.update(here)
    phrases = sum(sizes)
    return [
        {
            i: math.log((n + SMOOTHING) / (size + 2 * SMOOTHING))
            - math.log((everywhere[i] - n + SMOOTHING) / (phrases - size + 2 * SMOOTHING))
            for i, n in here.items()
        }
        for here, size in zip(counts, sizes, strict=True)
    ]
