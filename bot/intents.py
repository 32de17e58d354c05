"""What a person means: a question for the knowledge base, a diagnosis, or a follow-up of one. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from bot.lexicon import ALL_SUBNETS, AND_NOW, COMMON, HELP, LONGEST, MEANING, OTHER_ZONE, PARTS, THANKS
from bot.sightings import Sighting, destinations_in, source_in

if TYPE_CHECKING:
    from diagnostics.model.words import Lang

Part = Literal["routes", "filters", "evidence", "fix", "picture", "way", "unseen", "causes", "subnets"]
Among = Literal["", "other-zone", "vpc"]

#: A bare demand ("show the route table") is short; a long sentence that holds the same words asks something else.
DEMAND_WORDS = 9


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for the knowledge base."""

    question: str
    lang: Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnose:
    """A diagnosis of the asker's own network. Not `sure` where the source was only guessed from the sentence."""

    source: str
    to: tuple[str, ...]
    lang: Lang
    sure: bool = True
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Another:
    """The same again for another source or other destinations; None and () mean: the same.

    `among` names no source but a set: the subnets of the other Availability Zones, or all of the VPC.
    """

    source: str | None = None
    to: tuple[str, ...] = ()
    among: Among = ""
    sure: bool = True
    lang: Lang | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """One part of the diagnosis that the thread is about."""

    part: Part
    lang: Lang | None


@dataclass(frozen=True, slots=True)
class Help:
    """What the bot can do."""

    lang: Lang | None


@dataclass(frozen=True, slots=True)
class Thanks:
    """A kind word that wants a kind word back, and no search."""

    lang: Lang


@dataclass(frozen=True, slots=True)
class OpenModal:
    """The form that picks a VPC and a subnet."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing to act on, and why."""

    reason: Literal["empty", "too-long"]
    lang: Lang | None


Intent = Ask | Diagnose | Another | Show | Help | Thanks | OpenModal | Unclear

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+\|([^>]*)>")
_SPECIAL = re.compile(r"<!([^>|]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<((?:https?|s3|mailto):[^>|]+)(?:\|[^>]*)?>")
_HELP = re.compile(rf"\s*{HELP}\s*[.!?]*\s*", re.IGNORECASE)
_THANKS = re.compile(rf"\s*{THANKS}", re.IGNORECASE)
_AND_NOW = re.compile(rf"\s*{AND_NOW}\b|\s*{AND_NOW}\s", re.IGNORECASE)
_MEANING = re.compile(MEANING, re.IGNORECASE)
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(PARTS[part], re.IGNORECASE)) for part in get_args(Part)
)
_AMONG: tuple[tuple[Among, re.Pattern[str]], ...] = (
    ("other-zone", re.compile(OTHER_ZONE, re.IGNORECASE)),
    ("vpc", re.compile(ALL_SUBNETS, re.IGNORECASE)),
)
_BARE_NAME = re.compile(
    r"[\s,]*([A-Za-z][A-Za-z0-9._-]*)\s?(?:은|는|도|이는|에서는|쪽은|의\s?경우는?)?(?:요)?\s*[?？.!]*\s*"
)
_COMMAND = re.compile(r"\s*(diagnose|진단|ask|질문|help|도움말?)\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r"\s+(?:--to|to|->|→)\s+", re.IGNORECASE)


def plain(text: str) -> str:
    """Give what a person typed: Slack's markup undone, mentions gone, Korean composed, spaces single."""
    text = _SPECIAL.sub(r"\1", _LINK.sub(r"\1", _CHANNEL.sub(r"#\1", _MENTION.sub(" ", text))))
    return " ".join(unicodedata.normalize("NFC", html.unescape(text)).split())


def language(text: str) -> Lang:
    """Give the language of a question: Korean as soon as any of it is."""
    return "ko" if _HANGUL.search(text) else "en"


def parse(text: str, names: frozenset[str] = frozenset()) -> Intent:
    """Give what a message means by itself. `names` are the Name tags that are known of the asker's network."""
    said = plain(text)
    if (unclear := _unclear(said)) is not None:
        return unclear
    lang = language(said)
    if _HELP.fullmatch(said):
        return Help(lang)
    if _THANKS.fullmatch(said):
        return Thanks(lang)
    if (sighting := source_in(said, names)) is None:
        return Ask(said, lang)
    to = destinations_in(said, sighting) or ("s3",)
    return Diagnose(source=sighting.source, to=to, lang=lang, sure=sighting.sure, question=said)


def follow_up(text: str, names: frozenset[str] = frozenset()) -> Intent:
    """Give what a message means inside the thread of a diagnosis."""
    said = plain(text)
    if (unclear := _unclear(said)) is not None:
        return unclear
    lang: Lang | None = "ko" if _HANGUL.search(said) else ("en" if len(said.split()) > 1 else None)
    if _HELP.fullmatch(said):
        return Help(lang)
    if _THANKS.fullmatch(said):
        return Thanks(lang or "en")
    if (part := _part(said)) is not None and not _MEANING.search(said):
        return Show(part, lang)
    return _another(said, names, lang)


def _another(said: str, names: frozenset[str], lang: Lang | None) -> Intent:
    """Give the same question about another place, where the sentence names one."""
    if (sighting := source_in(said, names, about_ways=True)) is not None:
        to = destinations_in(said, sighting)
        return Another(source=sighting.source, to=to, sure=sighting.sure, lang=lang, question=said)
    among = next((among for among, pattern in _AMONG if pattern.search(said)), None)
    if among is not None and not _MEANING.search(said):
        return Another(among=among, to=destinations_in(said, None), lang=lang, question=said)
    return _elliptic(said, lang, handed_over=_AND_NOW.match(said) is not None)


def _elliptic(said: str, lang: Lang | None, *, handed_over: bool) -> Intent:
    """Give what half a sentence means: a service ("what about dynamodb?"), a name ("harbor는?"), else a question."""
    asks_meaning = _MEANING.search(said) is not None
    rest = _AND_NOW.sub(" ", said, count=1) if handed_over else said
    bare = _BARE_NAME.fullmatch(rest)
    to = destinations_in(rest, None)
    if to and not asks_meaning and (handed_over or len(said.split()) <= DEMAND_WORDS // 2):
        return Another(to=to, lang=lang, question=said)
    if bare is not None and (handed_over or said.endswith(("?", "？"))) and bare[1].lower() not in COMMON:
        return Another(source=bare[1], sure=False, lang=lang, question=said)
    return Ask(said, language(said))


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
        return _unclear(rest) or Ask(rest, language(rest))
    if not rest:
        return OpenModal()
    return _unclear(rest) or _commanded(rest, said, names)


def _commanded(rest: str, said: str, names: frozenset[str]) -> Intent:
    """Give the diagnosis that `/routelore diagnose REST` asks for: `SOURCE to DEST`, a sentence, or a bare name."""
    lang = language(said)
    source, *destinations = _TO.split(rest)
    if destinations:
        to = tuple(place for text in destinations for place in _named(text))
        return Diagnose(source=source.strip(), to=to, lang=lang, question=said)
    sighting = source_in(rest, names, about_ways=True) or Sighting(source=rest, sure=True, start=0, end=len(rest))
    return Diagnose(source=sighting.source, to=destinations_in(rest, sighting) or ("s3",), lang=lang, question=said)


def _named(text: str) -> tuple[str, ...]:
    """Give the destinations of a list such as `s3, dynamodb`, each as the asker wrote it where it is no known service."""
    return tuple(
        destinations_in(one, None)[0] if destinations_in(one, None) else one for one in re.split(r"[\s,]+", text) if one
    )


def _part(said: str) -> Part | None:
    if len(said.split()) > DEMAND_WORDS:
        return None
    return next((part for part, pattern in _PARTS if pattern.search(said)), None)


def _unclear(said: str) -> Unclear | None:
    if not any(letter.isalnum() or letter == "?" for letter in said):
        return Unclear("empty", None)
    if len(said) > LONGEST:
        return Unclear("too-long", language(said))
    return None
