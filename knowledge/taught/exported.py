"""Taught entries as files for review: written as the entries that people write, drafts where something is still lacking."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from knowledge.entry import LANGS
from knowledge.taught.entry import TEAM, spoken
from knowledge.text import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.entry import Entry, Lang

LEAST_ASKS = 3
#: What YAML takes without quotes for text, and for nothing else.
PLAIN = re.compile(r"(?!(?:true|false|yes|no|on|off|null|y|n)$)[A-Za-z가-힣][\w가-힣 ./()·+-]*(?<! )", re.IGNORECASE)


def lacking(entry: Entry) -> tuple[str, ...]:
    """Give the fields that somebody still has to fill in before the entry can be served from a file."""
    return tuple(_lacking(entry))


def _lacking(entry: Entry) -> Iterator[str]:
    said = spoken(entry)
    for lang in LANGS:
        if lang not in said:
            yield f"answer.{lang}"
        if not _title(entry, lang):
            yield f"title.{lang}"
        if len(entry.asks(lang)) < LEAST_ASKS:
            yield f"asks.{lang}"
    if not entry.not_asks:
        yield "not_asks"


def _title(entry: Entry, lang: Lang) -> str:
    """Give the title in one language, empty where it was only ever written in the other."""
    borrowed = entry.title.ko == entry.title.en and language(entry.title.ko) == "ko"
    return "" if borrowed and lang == "en" else entry.title.say(lang)


def written(entry: Entry) -> str:
    """Give the file of a taught entry; it holds `state: draft` where something is lacking."""
    said = spoken(entry)
    lines = [
        f"id: {entry.id}",
        *(["state: draft"] if lacking(entry) else []),
        f"topics: [{', '.join(entry.topics)}]",
        f"title: {{ko: {_scalar(_title(entry, 'ko'))}, en: {_scalar(_title(entry, 'en'))}}}",
        "asks:",
        *(line for lang in LANGS for line in _list(lang, entry.asks(lang), "  ")),
        *_list("not_asks", entry.not_asks),
        "answer:",
        *(line for lang in LANGS for line in _text(lang, entry.answer.say(lang) if lang in said else "")),
        *_links(entry),
        f"source: {{note: {_scalar(entry.source.note)}, heading: {_quoted(entry.source.heading)}}}",
        f"reviewed: {entry.reviewed.isoformat()}",
        *([f"diagnose: {{to: {entry.diagnose}}}"] if entry.diagnose else []),
        *([f"see_also: [{', '.join(entry.see_also)}]"] if entry.see_also else []),
    ]
    return "\n".join(lines) + "\n"


def topic_rows(entries: Iterable[Entry], known: Iterable[str]) -> tuple[str, ...]:
    """Give the rows that topics.yaml needs for entries that are no drafts, beside the topics that are known already."""
    have = set(known)
    return tuple(
        f"  - {{slug: {entry.id}, ko: {_scalar(entry.title.ko)}, en: {_scalar(entry.title.en)}, notes: {TEAM}}}"
        for entry in entries
        if not lacking(entry) and entry.topics == (entry.id,) and entry.id not in have
    )


def _scalar(text: str) -> str:
    return text if PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(key: str, items: Iterable[str], indent: str = "") -> list[str]:
    written = [f"{indent}  - {_quoted(item)}" for item in items]
    return [f"{indent}{key}:", *written] if written else [f"{indent}{key}: []"]


def _text(key: str, text: str) -> list[str]:
    if not text:
        return [f'  {key}: ""']
    return [f"  {key}: |", *(f"    {line}" if line else "" for line in text.split("\n"))]


def _links(entry: Entry) -> list[str]:
    rows = [f"  - {{title: {_quoted(link.title)}, url: {_quoted(link.url)}}}" for link in entry.links]
    return ["links:", *rows] if rows else ["links: []"]
