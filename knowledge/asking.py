"""What of a message asks, and what only sets the scene: a question is not about everything that it mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.glossary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.glossary import Phrasebook, Piece
    from knowledge.text import Token

SENTENCE = re.compile(r"(?<=[?!;\n])\s*|(?<=[.。])\s+")
#: Where a clause ends that sets the scene for the next.
CLAUSE = re.compile(
    r"(?<=는데|은데|인데|던데|한데|건데|데요|니까|보니|하니|더니|라서|해서|지만|네요|어요|니다|라며|려고|면서)[ ,]+"
    r"|(?<=거든요)[ ,]+"
    r"|[:,] +| - | (?=(?:but|because|since|while|when|after|before|although|though|so|and)\b)"
)
#: What stands before or after the name of what is only where, with what, or for whom something happens.
_BEFORE = re.compile(r"\b(?:from|on|in|inside|behind|via|with|using|under|through|by|at|like|unlike|for) ")
_AFTER = re.compile(r" ?(?:들|팀)?(?:에서[는도]?|에게|한테|에는?|으?로는?|처럼|때문에|용|쪽|랑은|보다)(?![가-힣])")
#: What may stand between the two, so many times.
_WORD = re.compile(r"(?!and\b|or\b)[\w'-]+ ")
WORDS_BETWEEN = 2
#: Ways of asking that leave no doubt; "see" and "can" are also said of what somebody did.
OUTRIGHT = frozenset({"what", "role", "why", "how", "name-of", "kinds", "which", "count", "where", "when", "who", "is-it"})
#: The asker's own company, of which much is told that is not asked.
OURS = "ours"
#: So many things of ours are a topic, even where the question itself says "it" of them.
TOPIC_FROM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What of a message is mentioned in passing.

    `told` are the ids of what only sentences say that ask nothing. Of what is out of scope or the company's own, `aside`
    are the words that no asking clause has, and `around` those that one has as where, with what or for whom it happens.
    """

    told: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()


def scene(line: str, tokens: Sequence[Token], book: Phrasebook) -> Scene:
    """Give what a message, with its punctuation, only mentions."""
    sentences = _found([part for part in SENTENCE.split(line) if part.strip(" ?!.,;")], book)
    strange = {token.text for token in tokens if token.kind is Kind.OUTSIDE or token.id == OURS}
    if len(sentences) <= 1 and not strange:
        return Scene()
    asking = [part for part, found in sentences if part.endswith("?") or _asks(found, OUTRIGHT)]
    weakly = (found for _, found in sentences if _asks(found))
    wanted = [found for part, found in sentences if part in asking] or list(weakly)
    told = _told(tokens, wanted)
    if not strange:
        return Scene(told=told)
    marked = _marked(sentences)
    clauses = _found([clause for part in marked for clause in CLAUSE.split(part) if clause.strip(" ?!.,;")], book)
    sure = [one for one in clauses if _asks(one[1], OUTRIGHT)] or [one for one in clauses if _asks(one[1])] or clauses
    named = {sense.id for _, found in sure for piece in found for sense in piece.senses if sense.kind is Kind.THING}
    stated = {piece.text for _, found in sure for piece in found}
    of_ours = {token.id for token in tokens if token.kind is Kind.THING}
    aside = strange - stated if named or len(of_ours) >= TOPIC_FROM else set()
    asked = " | ".join(clause for clause, _ in sure)
    return Scene(told=told, aside=frozenset(aside), around=frozenset(t for t in strange - aside if _is_around(t, asked)))


def _marked(sentences: Sequence[tuple[str, Sequence[Piece]]]) -> list[str]:
    """Give the sentences that end as questions do, with what is asked after them; all where none does."""
    ends = [at for at, (part, _) in enumerate(sentences) if part.endswith("?")]
    return [p for at, (p, found) in enumerate(sentences) if not ends or at in ends or (at > ends[-1] and _asks(found))]


def _found(parts: Iterable[str], book: Phrasebook) -> list[tuple[str, Sequence[Piece]]]:
    return [(part.strip(), book.find(part)) for part in parts]


def _asks(found: Iterable[Piece], ids: frozenset[str] | None = None) -> bool:
    """Say whether one of these words, or any word, is asked with."""
    return any(sense.kind is Kind.ASK and (ids is None or sense.id in ids) for piece in found for sense in piece.senses)


def _told(tokens: Sequence[Token], asking: Iterable[Sequence[Piece]]) -> frozenset[str]:
    """Give the ids of what no asking sentence says; nothing where these name nothing of ours."""
    pieces = [piece for found in asking for piece in found]
    senses = [sense for piece in pieces for sense in piece.senses]
    if all(sense.kind is not Kind.THING for sense in senses):
        return frozenset()
    said, written = {sense.id for sense in senses}, {piece.text for piece in pieces if not piece.senses}
    return frozenset(token.id for token in tokens if token.id not in said and token.text not in written)


def _is_around(term: str, asked: str) -> bool:
    """Say whether a question has a term as where, with what or for whom something happens.

    No pattern is made of the term: of these there are thousands, and to compile one takes longer than to read a question.
    """
    places = dict(_places(term, asked))
    return any(_AFTER.match(asked, end) for end in places.values()) or not places.keys().isdisjoint(_behind(asked))


def _behind(asked: str) -> Iterator[int]:
    """Give where a term may begin that something stands before: right behind it, or one or two words on."""
    for found in _BEFORE.finditer(asked):
        yield found.end()
        end = found.end()
        for _ in range(WORDS_BETWEEN):
            if (word := _WORD.match(asked, end)) is None:
                break
            end = word.end()
            yield end


def _places(term: str, asked: str) -> Iterator[tuple[int, int]]:
    """Give where a term begins and ends, whatever stands between its letters that is none."""
    start = asked.find(term[0])
    while start >= 0:
        if end := _end(term, asked, start):
            yield start, end
        start = asked.find(term[0], start + 1)


def _end(term: str, asked: str, at: int) -> int:
    """Give where a term ends that begins here; nowhere if it does not."""
    for wanted in term:
        while at < len(asked) and asked[at] != wanted and not (asked[at].isalnum() or asked[at] == "_"):
            at += 1
        if at == len(asked) or asked[at] != wanted:
            return 0
        at += 1
    return at
