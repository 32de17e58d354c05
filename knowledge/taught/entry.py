"""The entry that a proposal becomes once it is approved, and how it is kept until somebody writes it into a file."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from knowledge.drafting.naming import Dictionary, wanted
from knowledge.entry import LANGS, Bilingual, Entry, Link, Source
from knowledge.taught.proposal import ONLY_IN
from knowledge.text import bare, language

if TYPE_CHECKING:
    from collections.abc import Collection

    from knowledge.entry import Lang
    from knowledge.taught.proposal import Proposal

#: `Source.note` of every entry that was taught in chat. Its heading is that of the entry which it corrects, else this.
TEAM = "team"


def entry_of(said: Proposal, name: str, approved: date, corrected: Entry | None = None) -> Entry:
    """Give the entry that a proposal becomes; with `corrected`, it takes that one's place and its questions over."""
    asks = {lang: tuple(one for one in (said.question, *said.ways) if language(one) == lang) for lang in LANGS}
    links = (
        (Link(said.link.removeprefix("https://").partition("/")[0].removeprefix("www."), said.link),) if said.link else ()
    )
    answer = Bilingual(said.shown("ko"), said.shown("en"))
    if corrected is None:
        return Entry(
            id=name,
            topics=(name,),
            title=Bilingual(said.called("ko"), said.called("en")),
            asks_ko=asks["ko"],
            asks_en=asks["en"],
            not_asks=(),
            answer=answer,
            correction=None,
            links=links,
            source=Source(TEAM, TEAM),
            reviewed=approved,
            diagnose=None,
            see_also=(),
        )
    claimed = {bare(one) for one in (said.question, *said.ways)}
    titles = {
        lang: said.title if said.title and language(said.title) == lang else corrected.title.say(lang) for lang in LANGS
    }
    return replace(
        corrected,
        title=Bilingual(titles["ko"], titles["en"]),
        asks_ko=_with(corrected.asks_ko, asks["ko"]),
        asks_en=_with(corrected.asks_en, asks["en"]),
        not_asks=tuple(one for one in corrected.not_asks if bare(one) not in claimed),
        answer=answer,
        correction=None,
        links=tuple({link.url: link for link in (*links, *corrected.links)}.values()),
        source=Source(TEAM, corrected.source.heading),
        reviewed=approved,
    )


def _with(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({bare(one): one for one in (*more, *known)}.values())


def fresh_id(said: Proposal, taken: Collection[str]) -> str:
    """Give an id that nobody has, made of the words of the title, the English one where there is one."""
    first = wanted((said.called("en"),), Dictionary({})) or "taught"
    return next(one for number in count(1) if (one := first if number == 1 else f"{first}-{number}") not in taken)


def is_taught(entry: Entry) -> bool:
    """Say whether an entry was taught in chat rather than written into a file."""
    return entry.source.note == TEAM


def spoken(entry: Entry) -> tuple[Lang, ...]:
    """Give the languages that a taught entry's answer is really written in."""
    borrowed = tuple(only.say(lang) for only in ONLY_IN.values() for lang in LANGS)
    return tuple(lang for lang in LANGS if not entry.answer.say(lang).startswith(borrowed))


def kept(entry: Entry) -> str:
    """Give an entry as it is kept in a database."""
    return json.dumps({**asdict(entry), "reviewed": entry.reviewed.isoformat()}, ensure_ascii=False)


def entry_kept(text: str) -> Entry:
    """Give back an entry that was kept.

    Raises:
        ValueError: the text is no entry that this version wrote.
    """
    try:
        said = json.loads(text)
        return Entry(
            id=said["id"],
            topics=tuple(said["topics"]),
            title=Bilingual(**said["title"]),
            asks_ko=tuple(said["asks_ko"]),
            asks_en=tuple(said["asks_en"]),
            not_asks=tuple(said["not_asks"]),
            answer=Bilingual(**said["answer"]),
            correction=Bilingual(**said["correction"]) if said["correction"] else None,
            links=tuple(Link(**link) for link in said["links"]),
            source=Source(**said["source"]),
            reviewed=date.fromisoformat(said["reviewed"]),
            diagnose=said["diagnose"],
            see_also=tuple(said["see_also"]),
        )
    except (KeyError, TypeError) as error:
        message = f"no entry as this version keeps them: {error}"
        raise ValueError(message) from error
