"""What a person means: a question for the knowledge base, a diagnosis, or a follow-up of one. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from bot.understanding.lexicon import (
    ALL_SUBNETS,
    AND_NOW,
    BESIDE,
    COMMON,
    DIAGNOSE_SOMETHING,
    HELP,
    LONGEST,
    MEANING,
    OTHER_ZONE,
    PARTS,
    ROUTING,
    SERVICES,
    SHOWING,
    THANKS,
    WORDLESS,
)
from bot.understanding.sightings import destinations_in, reaches_another, sources_in, words_in
from bot.understanding.supposing import WhatIf, further, supposes, verbatim

if TYPE_CHECKING:
    from bot.understanding.sightings import Sighting
    from diagnostics.model.words import Lang

Part = Literal["routes", "filters", "evidence", "fix", "picture", "way", "unseen", "causes", "subnets"]
Among = Literal["", "other-zone", "vpc"]

#: A bare demand ("show the route table") is short; a long sentence that holds the same words asks something else.
DEMAND_WORDS = 9
#: So many words are a sentence, whatever they are.
WORDS_OF_A_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for the knowledge base."""

    question: str
    lang: Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnose:
    """A diagnosis of the asker's own network: one source, or several to be held against each other.

    Not `sure` where a source was only guessed from the sentence; a `hunch` where nothing but the network itself can tell
    whether any of its words names a place. Where only a `part` is asked for, that part is the answer; where something is
    supposed of the network (`suppose`), what that comes to.
    """

    sources: tuple[str, ...]
    to: tuple[str, ...]
    lang: Lang
    sure: bool = True
    hunch: bool = False
    part: Part | None = None
    suppose: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Another:
    """The same again for other sources or other destinations; () means: the same.

    `among` names no source but a set: the subnets of the other Availability Zones, or all of the VPC. `beside` holds the
    source against the one that the thread is about.
    """

    sources: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    among: Among = ""
    beside: bool = False
    sure: bool = True
    lang: Lang | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """One part of the diagnosis that the thread is about, or of another source's where one is named."""

    part: Part
    lang: Lang | None
    sources: tuple[str, ...] = ()


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
    """Nothing to act on, and why: nothing was said, too much was, or it is about traffic between one's own machines."""

    reason: Literal["empty", "too-long", "no-service"]
    lang: Lang | None


Intent = Ask | Diagnose | Another | Show | WhatIf | Help | Thanks | OpenModal | Unclear

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+\|([^>]*)>")
_SPECIAL = re.compile(r"<!([^>|]+)(?:\|[^>]*)?>")
#: What Slack makes of a bare hostname.
_BARE_HOST = re.compile(r"<http://([^>|]+)\|\1>")
_LINK = re.compile(r"<((?:https?|s3|mailto):[^>|]+)(?:\|[^>]*)?>")
_HELP = re.compile(rf"\s*{HELP}\s*[.!?]*\s*", re.IGNORECASE)
_THANKS = re.compile(rf"\s*{THANKS}", re.IGNORECASE)
_DIAGNOSE_SOMETHING = re.compile(rf"\s*(?:{DIAGNOSE_SOMETHING})\s*[.!?~]*\s*", re.IGNORECASE)
_ABOUT_WAYS = re.compile(ROUTING, re.IGNORECASE)
_AND_NOW = re.compile(rf"\s*{AND_NOW}\b|\s*{AND_NOW}\s", re.IGNORECASE)
_DEMAND = re.compile(SHOWING, re.IGNORECASE)
_BESIDE = re.compile(BESIDE, re.IGNORECASE)
_MEANING = re.compile(MEANING, re.IGNORECASE)
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(PARTS[part], re.IGNORECASE)) for part in get_args(Part)
)
_AMONG: tuple[tuple[Among, re.Pattern[str]], ...] = (
    ("other-zone", re.compile(OTHER_ZONE, re.IGNORECASE)),
    ("vpc", re.compile(ALL_SUBNETS, re.IGNORECASE)),
)
#: What is changed where a supposition names no place: "what if I add rtb-… to vpce-…".
_CHANGED = re.compile(r"(?<![\w-])(?:rtb|vpce|nat)-(?=[0-9a-z-]*\d)[0-9a-z-]+", re.IGNORECASE)
#: A place that something is done in: "orchard에 게이트웨이 엔드포인트를 붙이면?".
_AT = re.compile(r"^\s*([A-Za-z][A-Za-z0-9._]*[A-Za-z0-9])(?:\s?서브넷)?에(?:서|다)?\s")
_BARE_NAME = re.compile(
    r"[\s,]*([A-Za-z][A-Za-z0-9._-]*)\s?(?:은|는|도|이는|에서는|쪽은|의\s?경우는?)?(?:요)?\s*[?？.!]*\s*"
)


def plain(text: str) -> str:
    """Give what a person typed: Slack's markup undone, mentions gone, Korean composed, spaces single."""
    text = _LINK.sub(r"\1", _BARE_HOST.sub(r"\1", text))
    text = _SPECIAL.sub(r"\1", _CHANNEL.sub(r"#\1", _MENTION.sub(" ", text)))
    return " ".join(unicodedata.normalize("NFC", html.unescape(text)).split())


def language(text: str) -> Lang:
    """Give the language of a question: Korean as soon as any of it is."""
    return "ko" if _HANGUL.search(text) else "en"


def spoken(text: str) -> Lang | None:
    """Give the language that a message is certainly in; None where names alone could be any language's."""
    if _HANGUL.search(text):
        return "ko"
    words = [word.lower() for word in re.findall(r"(?<![\w:/.-])[A-Za-z][A-Za-z']*(?![\w:/-])", text)]
    ordinary = any(word in COMMON and word not in SERVICES for word in words)
    return "en" if ordinary or len(words) >= WORDS_OF_A_SENTENCE else None


def parse(text: str, names: frozenset[str] = frozenset()) -> Intent:
    """Give what a message means by itself. `names` are the Name tags that are known of the asker's network."""
    said = plain(text)
    lang = language(said)
    if (told := unclear(said) or _small_talk(said, lang)) is not None:
        return told
    if _DIAGNOSE_SOMETHING.fullmatch(said):
        return OpenModal()
    if supposes(said, in_thread=False) and (supposed := _supposed(said, names, lang)) is not None:
        return supposed
    if (name := _bare_known(said, names)) is not None:
        return Diagnose(sources=(name,), to=("s3",), lang=lang, question=said)
    return _about_a_place(said, names, lang)


def _supposed(said: str, names: frozenset[str], lang: Lang) -> Diagnose | None:
    """Give the diagnosis in which something is supposed; None where nothing says of which network.

    Where no place is named, what is to be changed stands for the places that use it.
    """
    sources = _sources_of_supposition(said, names)
    changed = sorted((found[0].lower() for found in _CHANGED.finditer(said)), key=lambda one: not one.startswith("rtb-"))
    if not (sources or changed):
        return None
    sure = not sources or sources[0].casefold() in {name.casefold() for name in names} or "-" in sources[0]
    to = destinations_in(said) or ("s3",)
    return Diagnose(sources=sources or tuple(changed[:1]), to=to, lang=lang, sure=sure, suppose=said, question=said)


def _sources_of_supposition(said: str, names: frozenset[str]) -> tuple[str, ...]:
    """Give the place from which a change is looked at; ids of network interfaces and VPCs are parts of the change itself."""
    if verbatim(said):
        return ()
    found = tuple(one.source for one in sources_in(said, names, about_ways=True) if one.sure)
    found = tuple(one for one in found if not one.startswith(("eni-", "vpc-")))
    at = _AT.search(said)
    guessed = (at[1],) if at is not None and at[1].lower() not in COMMON and at[1].lower() not in SERVICES else ()
    return found or guessed


def _small_talk(said: str, lang: Lang) -> Help | Thanks | None:
    if _HELP.fullmatch(said):
        return Help(lang)
    return Thanks(lang) if _THANKS.fullmatch(said) else None


def _about_a_place(said: str, names: frozenset[str], lang: Lang) -> Intent:
    """Give the diagnosis that a sentence asks for; a question for the notes where it names no place of the network."""
    part = _part(said) if _DEMAND.search(said) and not _MEANING.search(said) else None
    found = sources_in(said, names, about_ways=part is not None)
    if not found:
        return Ask(said, lang)
    to = destinations_in(said, found)
    if not to and reaches_another(said, found, names):
        return Unclear("no-service", lang)
    return replace(_diagnose(found, to, lang, said), part=part)


def hunch(question: str) -> Diagnose | None:
    """Give the diagnosis that a question may turn out to be once the network's names are known; None where it cannot."""
    words = words_in(question)
    about = len(question.split()) == 1 or _ABOUT_WAYS.search(question) or destinations_in(question)
    if not words or not about:
        return None
    to = destinations_in(question) or ("s3",)
    return Diagnose(sources=words[:1], to=to, lang=language(question), sure=False, hunch=True, question=question)


def _bare_known(said: str, names: frozenset[str]) -> str | None:
    """Give the Name tag that a message consists of."""
    bare = _BARE_NAME.fullmatch(said)
    known = {name.casefold(): name for name in sorted(names)}
    return None if bare is None or bare[1].lower() in COMMON else known.get(bare[1].casefold())


def _diagnose(found: tuple[Sighting, ...], to: tuple[str, ...], lang: Lang, said: str) -> Diagnose:
    sure = all(one.sure for one in found)
    return Diagnose(sources=tuple(one.source for one in found), to=to or ("s3",), lang=lang, sure=sure, question=said)


def follow_up(text: str, names: frozenset[str] = frozenset()) -> Intent:
    """Give what a message means inside the thread of a diagnosis."""
    said = plain(text)
    if (nothing := unclear(said)) is not None:
        return nothing
    lang = spoken(said)
    if (small := _small_talk(said, lang or "en")) is not None:
        return small
    if supposes(said, in_thread=True):
        sources, to = _sources_of_supposition(said, names), () if verbatim(said) else destinations_in(said)
        return WhatIf(said=said, lang=lang, further=further(said), sources=sources, to=to)
    if (part := _part(said)) is not None and not _MEANING.search(said):
        found = sources_in(said, names, about_ways=True)
        named = tuple(one.source for one in found if one.sure)
        if not named or _DEMAND.search(said) or len(said.split()) <= DEMAND_WORDS // 2:
            return Show(part, lang, named)
    return _another(said, names, lang)


def _another(said: str, names: frozenset[str], lang: Lang | None) -> Intent:
    """Give the same question about another place, where the sentence names one."""
    if found := sources_in(said, names, about_ways=True):
        return Another(
            sources=tuple(one.source for one in found),
            to=destinations_in(said, found),
            beside=len(found) == 1 and _BESIDE.search(said) is not None,
            sure=all(one.sure for one in found),
            lang=lang,
            question=said,
        )
    among = next((among for among, pattern in _AMONG if pattern.search(said)), None)
    if among is not None and not _MEANING.search(said):
        return Another(among=among, to=destinations_in(said), lang=lang, question=said)
    return _elliptic(said, lang, handed_over=_AND_NOW.match(said) is not None)


def _elliptic(said: str, lang: Lang | None, *, handed_over: bool) -> Intent:
    """Give what half a sentence means: a service ("what about dynamodb?"), a name ("harbor는?"), else a question."""
    asks_meaning = _MEANING.search(said) is not None
    rest = _AND_NOW.sub(" ", said, count=1) if handed_over else said
    bare = _BARE_NAME.fullmatch(rest)
    to = destinations_in(rest)
    if to and not asks_meaning and (handed_over or len(said.split()) <= DEMAND_WORDS // 2):
        return Another(to=to, lang=lang, question=said)
    if bare is not None and (handed_over or said.endswith(("?", "？"))) and bare[1].lower() not in COMMON:
        return Another(sources=(bare[1],), sure=False, lang=lang, question=said)
    return Ask(said, language(said))


def _part(said: str) -> Part | None:
    if len(said.split()) > DEMAND_WORDS:
        return None
    return next((part for part, pattern in _PARTS if pattern.search(said)), None)


def unclear(said: str) -> Unclear | None:
    """Give why there is nothing to act on; None where there is."""
    if not any(letter.isalnum() or letter == "?" for letter in WORDLESS.sub(" ", said)):
        return Unclear("empty", None)
    if len(said) > LONGEST:
        return Unclear("too-long", language(said))
    return None
