"""What the words behind the slash command mean. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.understanding.intents import Ask, Diagnose, Help, OpenModal, language, parse, plain, unclear
from bot.understanding.lexicon import COMMON
from bot.understanding.sightings import destinations_in, sources_in
from bot.understanding.supposing import supposes

if TYPE_CHECKING:
    from bot.understanding.intents import Intent

_COMMAND = re.compile(r"\s*(diagnose|진단|ask|질문|help|도움말?)\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r"\s+(?:--to|to|->|→)\s+", re.IGNORECASE)


def command(text: str, names: frozenset[str] = frozenset()) -> Intent:
    """Give what the words behind `/routelore` mean."""
    said = plain(text)
    found = _COMMAND.fullmatch(said)
    if found is None:
        return Help(None) if not said else parse(said, names)
    verb, rest = found[1].lower(), found[2].strip()
    if verb in {"help", "도움", "도움말"}:
        return Help("ko" if verb != "help" else None)
    if verb in {"ask", "질문"}:
        return unclear(rest) or Ask(rest, language(rest))
    if not rest:
        return OpenModal()
    return unclear(rest) or _supposed(rest, names) or _commanded(rest, said, names)


def _supposed(rest: str, names: frozenset[str]) -> Diagnose | None:
    """Give the diagnosis in which something is supposed: of a place that the words name, or that stands before them."""
    if not supposes(rest, in_thread=False):
        return None
    meant = parse(rest, names)
    if isinstance(meant, Diagnose) and meant.suppose:
        return meant
    source, _, supposed = rest.partition(" ")
    if source.lower() in COMMON or not supposes(supposed, in_thread=False):
        return None
    to = destinations_in(supposed) or ("s3",)
    return Diagnose(sources=(source,), to=to, lang=language(rest), suppose=supposed, question=rest)


def _commanded(rest: str, said: str, names: frozenset[str]) -> Intent:
    """Give the diagnosis that `/routelore diagnose REST` asks for: `SOURCE to DEST`, a sentence, or a bare name."""
    lang = language(said)
    source, *destinations = _TO.split(rest)
    found = sources_in(source, names, about_ways=True)
    if destinations:
        to = tuple(place for text in destinations for place in _named(text))
        written = tuple(one.source for one in found) if len(found) > 1 else (source.strip(),)
        return Diagnose(sources=written, to=to, lang=lang, question=said)
    written = tuple(one.source for one in found) or (rest,)
    return Diagnose(sources=written, to=destinations_in(rest, found) or ("s3",), lang=lang, question=said)


def _named(text: str) -> tuple[str, ...]:
    """Give the destinations of a list such as `s3, dynamodb`, each as the asker wrote it where it is no known service."""
    return tuple(destinations_in(one)[0] if destinations_in(one) else one for one in re.split(r"[\s,]+", text) if one)
