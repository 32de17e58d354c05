"""What one message means beyond its own words: the questions it holds, and what it leaves to what was said before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.asking import OUTRIGHT
from knowledge.glossary import Kind
from knowledge.text import Repair, Token, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.glossary import Concept, Phrasebook
    from knowledge.text import Reading

SENTENCE = re.compile(r"(?<=[?!;\n])\s*|(?<=[.。])\s+")
#: How a question of its own begins in English; "and" joins two questions only before one of these.
OPENS = (
    r"(?:what|why|how|when|where|which|who|is|are|do|does|did|can|could|should|shall|will|would|has|have)\b"
    r"(?!\s+(?:to|that)\b)"
)
JOINED = re.compile(
    r"(?<=뭐고)[ ,]+|(?<=뭔지)[ ,]+(?:랑 )?|(?<=나요)[ ,]+|(?<=까요)[ ,]+|(?<=어요)[ ,]+|(?<=예요)[ ,]+"
    r"|(?<=[요야지죠까니냐고데])[ ,]+(?:그리고|또한)[ ,]+"
    rf"|(?:,\s*|\s)(?:and also|and then|and|also|plus)[ ,]+(?={OPENS})|,\s+(?={OPENS})"
)
LINK = re.compile(r"^(?:and also|and|also|then|그리고|또한|또)\s+(?=\S)")
ASKS = re.compile(rf"^{OPENS}|(?:나요|까요|가요|까|니|냐|죠|돼|되나|해|있어|없어)$")
FOLLOWS = re.compile(
    r"^(?:그럼|그러면|그렇다면|그건|그거|그게|그것|그중|그 ?때|이건|이거|거기|아니면|또)\b"
    r"|^(?:and|then|so|what about|how about|or|but)\b"
    r"|\b(?:it|that|those|them|the other)\b|(?:은|는|은요|는요)$"
)
MOST_PARTS = 3


def questions(message: str) -> tuple[str, ...]:
    """Give the stretches of a message that may each be a question, the message itself where it is one piece."""
    whole = normalise(message).strip()
    sentences = [part.strip(" ,") for part in SENTENCE.split(whole)]
    joined = (part for sentence in sentences for part in JOINED.split(sentence))
    parts = [bare for part in joined if (bare := LINK.sub("", part)).strip("?!.,; ")]
    return tuple(parts) if 1 < len(parts) <= MOST_PARTS else (whole,)


def asks_something(reading: Reading) -> bool:
    """Say whether a stretch names a thing and asks something of it, so that it can stand alone."""
    kinds = {token.kind for token in reading.tokens}
    asks = Kind.ASK in kinds or ASKS.search(reading.text.strip("?!.~ ")) is not None
    return asks and bool(kinds & {Kind.THING, Kind.OUTSIDE})


def asks_outright(part: str, reading: Reading) -> bool:
    """Say whether a stretch is a question by how it is written or by its words, and not just news of what fails."""
    words = any(token.kind is Kind.ASK and token.id in OUTRIGHT for token in reading.tokens)
    return words or part.endswith("?") or ASKS.search(reading.text.strip("?!.~ ")) is not None


def is_bare(reading: Reading) -> bool:
    """Say whether a question only names something and leaves what it asks to what was said before."""
    return {Kind.ASK, Kind.RELATION}.isdisjoint(token.kind for token in reading.tokens)


def leans(reading: Reading) -> bool:
    """Say whether a question seems to lean on what was said before it."""
    nameless = Kind.THING not in {token.kind for token in reading.tokens}
    return nameless or is_bare(reading) or bool(FOLLOWS.search(reading.text.strip("?!.~ ")))


def with_what_was_said(
    reading: Reading, earlier: Reading, book: Phrasebook, concepts: Mapping[str, Concept]
) -> Iterator[Reading]:
    """Give the ways in which a question can be completed with an earlier one."""
    things = [token for token in earlier.tokens if token.kind is Kind.THING]
    own = [_completed(token, things, book, concepts) for token in reading.tokens]
    named = [token for token in own if token.kind is Kind.THING]
    if not named:
        yield _merged(reading, earlier, [*things, *own])
        return
    rest = [token for token in earlier.tokens if token.kind is not Kind.THING] if is_bare(reading) else []
    yield _merged(reading, earlier, [*own, *rest])
    for left_out in things:
        kept = [token for token in things if token.id not in {left_out.id, *(own.id for own in named)}]
        if kept:
            yield _merged(reading, earlier, [*kept, *own, *rest])


def _completed(token: Token, things: Sequence[Token], book: Phrasebook, concepts: Mapping[str, Concept]) -> Token:
    """Give the interface endpoint for "the interface" where endpoints were spoken of."""
    if token.kind is not Kind.THING:
        return token
    wider = {part for thing in things for part in (thing.id, *concepts[thing.id].parts)}
    for part in sorted(wider):
        for name in (concepts[part].name.en, concepts[part].name.ko):
            written = f"{token.text} {name.lower()}"
            senses = [sense for piece in book.find(written) for sense in piece.senses]
            if len(senses) == 1 and senses[0].kind is Kind.THING and part in concepts[senses[0].id].parts:
                return Token(Kind.THING, senses[0].id, written)
    return token


def _merged(reading: Reading, earlier: Reading, tokens: Sequence[Token]) -> Reading:
    once = tuple({token.id: token for token in tokens}.values())
    with_it = Repair(reading.text, f"{earlier.text} / {reading.text}")
    return replace(reading, text=" ".join(token.text for token in once), tokens=once, repairs=(*reading.repairs, with_it))
