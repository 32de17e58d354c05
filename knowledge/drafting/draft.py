"""A draft as a file: an entry that lacks what only a person can add, with where it comes from and a mark of its own text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from knowledge import schema
from knowledge.entry import LANGS, Link
from knowledge.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.drafting.ideas import Idea
    from knowledge.entry import Bilingual
    from knowledge.store import Node

WIDTH = 110
MARK = re.compile(r"^  file: ([0-9a-f]{16})$", re.MULTILINE)
SENTENCES = re.compile(r"(?<=[.!?。])\s+|\n+")
MARKERS = re.compile(r"^[ \t]*(?:>[ \t]*)*(?:(?:-|\d+\.)[ \t]+|`{3,}.*$)", re.MULTILINE)
NOT_AN_ADDRESS = re.compile(r"[ <>|\"\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entry or a draft that already stands in the folder, as far as drafting has to know it."""

    id: str
    file: str
    is_draft: bool
    touched: bool
    note: str
    heading: str
    says: tuple[str, ...]
    text: str

    @property
    def drafted(self) -> bool:
        """Say whether it was drafted from notes, and still says from what."""
        return bool(self.says)


def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a text that say something."""
    return tuple(part.strip() for part in SENTENCES.split(MARKERS.sub("", text)) if bare(part))


def print_of(sentence: str) -> str:
    """Give a short mark of a sentence that spacing and punctuation do not change."""
    return sha256(bare(sentence).encode()).hexdigest()[:8]


def write(idea: Idea, entry_id: str, asks: Iterable[str], names: Bilingual | None) -> str:
    """Give the file of an idea; `names`: what it is called in both languages, where that is known."""
    title = {lang: names.say(lang) if names else "" for lang in LANGS} | {idea.lang: idea.title}
    listed = {lang: list(asks) if lang == idea.lang else [] for lang in LANGS}
    links = [link for link in idea.links if link.url.startswith("https://") and not NOT_AN_ADDRESS.search(link.url)]
    lines = [
        f"id: {entry_id}",
        "state: draft",
        "topics: []",
        f"title: {{ko: {_quoted(title['ko'])}, en: {_quoted(title['en'])}}}",
        "asks:",
        *(line for lang in LANGS for line in _list(lang, listed[lang], "  ")),
        "not_asks: []",
        "answer:",
        *(line for lang in LANGS for line in _text(lang, idea.text if lang == idea.lang else "")),
        *(["links:", *map(_link, links)] if links else ["links: []"]),
        f"source: {{note: {_quoted(idea.place.note)}, heading: {_quoted(idea.place.heading)}}}",
        'reviewed: ""',
        "drafted:",
        f"  lines: {idea.place.first}-{idea.place.last}",
        *_list("images", idea.images, "  ", where_any=True),
        *_list("commands", idea.commands, "  ", where_any=True),
        *_prints(idea),
    ]
    body = "\n".join(lines) + "\n"
    return f"{body}  file: {_mark(body)}\n"


def _mark(text: str) -> str:
    return sha256(MARK.sub("", text).rstrip("\n").encode()).hexdigest()[:16]


def is_touched(text: str) -> bool:
    """Say whether somebody changed the file since it was written; line ends and a mark of the encoding do not count."""
    plain = text.replace("\r\n", "\n").removeprefix("\ufeff")
    found = MARK.search(plain)
    return found is None or found[1] != _mark(plain)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(key: str, items: Iterable[str], indent: str, *, where_any: bool = False) -> list[str]:
    written = [f"{indent}  - {_quoted(item)}" for item in items]
    if written:
        return [f"{indent}{key}:", *written]
    return [] if where_any else [f"{indent}{key}: []"]


def _text(key: str, text: str) -> list[str]:
    if not text:
        return [f'  {key}: ""']
    return [f"  {key}: |", *(f"    {line}" if line else "" for line in text.split("\n"))]


def _link(link: Link) -> str:
    title = link.title or re.sub(r"^https://(?:www\.)?([^/]+).*$", r"\1", link.url)
    return f"  - {{title: {_quoted(title)}, url: {_quoted(link.url)}}}"


def _prints(idea: Idea) -> list[str]:
    """Give the marks of the sentences, a few a line."""
    prints = [print_of(sentence) for sentence in sentences(idea.text)]
    each = (WIDTH - 4) // 12
    rows = [", ".join(map(_quoted, prints[at : at + each])) for at in range(0, len(prints), each)]
    return ["  says: [", *(f"    {row}," for row in rows), "  ]"]


def standing(node: Node, text: str) -> Standing | None:
    """Give what a file of the folder is to drafting; nothing for a file that is no entry."""
    if isinstance(node.value, (str, tuple)) or "id" not in node.value or not isinstance(node.value["id"].value, str):
        return None
    source, drafted = _below(node, "source"), _below(node, "drafted")
    says = drafted.get("says")
    prints = says.value if says is not None and isinstance(says.value, tuple) else ()
    return Standing(
        id=node.value["id"].value,
        file=node.file,
        is_draft=schema.is_draft(node),
        touched=is_touched(text),
        note=_said(source, "note"),
        heading=_said(source, "heading"),
        says=tuple(one.value for one in prints if isinstance(one.value, str)),
        text=text,
    )


def _below(node: Node, key: str) -> dict[str, Node]:
    assert not isinstance(node.value, (str, tuple))
    found = node.value.get(key)
    return {} if found is None or isinstance(found.value, (str, tuple)) else dict(found.value)


def _said(fields: dict[str, Node], key: str) -> str:
    value = fields[key].value if key in fields else ""
    return value if isinstance(value, str) else ""
