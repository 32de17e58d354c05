"""What each file of the knowledge base has to look like: nodes become entries, topics, concepts and what is out of scope."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from knowledge.entry import Bilingual, Entry, Link, Source, Topic
from knowledge.glossary import Concept, Counts, Kind, Outside, Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.store import Node

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
REQUIRED = ("id", "topics", "title", "asks", "not_asks", "answer", "links", "source", "reviewed")
OPTIONAL = ("correction", "diagnose", "see_also", "drafted")
DESTINATIONS = ("s3", "ec2", "dynamodb")
LONGEST_PHRASING = 300


def entry(node: Node) -> Entry:
    """Give the entry that a file holds."""
    fields = mapping(node, "the file", REQUIRED, OPTIONAL)
    asks = mapping(fields["asks"], "asks", ("ko", "en"))
    source = mapping(fields["source"], "source", ("note", "heading"))
    return Entry(
        id=slug(fields["id"], "id"),
        topics=tuple(slug(item, "topics") for item in items(fields["topics"], "topics", least=1)),
        title=bilingual(fields["title"], "title"),
        asks_ko=phrasings(asks["ko"], "asks.ko", least=3),
        asks_en=phrasings(asks["en"], "asks.en", least=3),
        not_asks=phrasings(fields["not_asks"], "not_asks", least=1),
        answer=bilingual(fields["answer"], "answer"),
        correction=bilingual(fields["correction"], "correction") if "correction" in fields else None,
        links=tuple(link(item) for item in items(fields["links"], "links")),
        source=Source(text(source["note"], "source.note"), text(source["heading"], "source.heading")),
        reviewed=day(fields["reviewed"]),
        diagnose=destination(fields["diagnose"]) if "diagnose" in fields else None,
        see_also=tuple(slug(item, "see_also") for item in items(fields["see_also"], "see_also"))
        if "see_also" in fields
        else (),
    )


def is_draft(node: Node) -> bool:
    """Say whether a file holds a draft: what has `state: draft` is never served, whatever else is right about it."""
    state = None if isinstance(node.value, (str, tuple)) else node.value.get("state")
    if state is not None and state.value != "draft":
        state.refuse('has "state" as something else than draft; drop the line once the entry is reviewed')
    return state is not None


def topics(node: Node) -> dict[str, Topic]:
    """Give the topics of topics.yaml by slug, in its order."""
    found: dict[str, Topic] = {}
    for item in items(mapping(node, "the file", ("topics",))["topics"], "topics", least=1):
        fields = mapping(item, "a topic", ("slug", "ko", "en", "notes"))
        name = Bilingual(text(fields["ko"], "ko"), text(fields["en"], "en"))
        topic = Topic(slug=slug(fields["slug"], "slug"), name=name, notes=text(fields["notes"], "notes"))
        if topic.slug in found:
            item.refuse(f'has the topic "{topic.slug}" twice; keep one of them')
        found[topic.slug] = topic
    return found


def glossary(node: Node) -> tuple[dict[str, Concept], list[tuple[str, Sense]], tuple[str, ...]]:
    """Give the concepts by id, the terms with what they mean, and the endings."""
    fields = mapping(node, "the file", ("things", "relations", "asks", "fillers", "endings"), ("plain", "ours", "spoken-to"))
    concepts: dict[str, Concept] = {}
    terms: list[tuple[str, Sense]] = []
    for section, kind in (("things", Kind.THING), ("relations", Kind.RELATION), ("asks", Kind.ASK)):
        for key, value in mapping_of_any(fields[section], section).items():
            body = mapping(value, key, ("ko", "en"), ("is",))
            written = {lang: phrasings(body[lang], f"{key}.{lang}", least=0) for lang in ("ko", "en")}
            parts = tuple(text(part, "is") for part in items(body["is"], "is")) if "is" in body else ()
            concepts[key] = Concept(id=key, kind=kind, name=_name(written, key), parts=parts)
            terms += [(term.lower(), Sense(kind, key)) for words in written.values() for term in words]
    fillers = mapping(fields["fillers"], "fillers", ("ko", "en"))
    terms += [
        (term.lower(), Sense(Kind.FILLER, "")) for part in fillers.values() for term in phrasings(part, "fillers", least=0)
    ]
    for section in {"plain", "ours", "spoken-to"} & fields.keys():
        lists = mapping(fields[section], section, ("ko", "en")).values()
        words = [term.lower() for part in lists for term in phrasings(part, section, least=0)]
        terms += [(w, Sense(Kind.PLAIN, w.removesuffix("~") if section == "plain" else section)) for w in words]
    return concepts, terms, phrasings(fields["endings"], "endings", least=0)


def out_of_scope(node: Node) -> tuple[dict[str, Outside], list[tuple[str, Sense]]]:
    """Give what the knowledge base does not answer by id, and the terms that name it."""
    fields = mapping(node, "the file", ("groups", "things"))
    groups = {
        key: mapping(v, key, ("counts", "where"), ("softened_by",))
        for key, v in mapping_of_any(fields["groups"], "groups").items()
    }
    found: dict[str, Outside] = {}
    terms: list[tuple[str, Sense]] = []
    for key, value in mapping_of_any(fields["things"], "things").items():
        body = mapping(value, key, ("group", "ko", "en"), ("unless", "near"))
        group = groups.get(text(body["group"], "group"))
        if group is None:
            body["group"].refuse(f"names no group; write one of {', '.join(groups)}")
        counts = text(group["counts"], "counts")
        if counts not in set(Counts):
            group["counts"].refuse(f"is no way to count; write one of {', '.join(Counts)}")
        written = {lang: phrasings(body[lang], f"{key}.{lang}", least=1) for lang in ("ko", "en")}
        found[key] = Outside(
            id=key,
            group=text(body["group"], "group"),
            counts=Counts(counts),
            name=_name(written, key),
            where=bilingual(group["where"], "where"),
            unless=frozenset(_ids(body, "unless")),
            softened_by=frozenset(_ids(group, "softened_by")),
            near=_ids(body, "near"),
        )
        terms += [(term.lower(), Sense(Kind.OUTSIDE, key)) for words in written.values() for term in words]
    return found, terms


def _name(written: Mapping[str, tuple[str, ...]], key: str) -> Bilingual:
    first = {lang: words[0] if words else key for lang, words in written.items()}
    return Bilingual(first["ko"].removesuffix("~"), first["en"])


def _ids(body: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return tuple(text(item, key) for item in items(body[key], key)) if key in body else ()


def mapping_of_any(node: Node, what: str) -> Mapping[str, Node]:
    """Give the mapping, whatever its keys."""
    if isinstance(node.value, (str, tuple)):
        node.refuse(f'has "{what}" as {_shape(node)}; write a mapping')
    return node.value


def mapping(node: Node, what: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Mapping[str, Node]:
    """Give the mapping, which has all the required keys and no unknown ones."""
    if isinstance(node.value, (str, tuple)):
        node.refuse(f"has {_quoted(what)} as {_shape(node)}; write a mapping with {', '.join(required)}")
    for key, value in node.value.items():
        if key not in required and key not in optional:
            value.refuse(f'has an unknown field "{key}"; the fields are {", ".join((*required, *optional))}')
    for key in required:
        if key not in node.value:
            node.refuse(f'lacks "{key}" in {_quoted(what)}; add it')
    return node.value


def _quoted(what: str) -> str:
    return what if " " in what else f'"{what}"'


def _shape(node: Node) -> str:
    if not node.value:
        return "nothing"
    return "text" if isinstance(node.value, str) else "a list" if isinstance(node.value, tuple) else "a mapping"


def items(node: Node, what: str, least: int = 0) -> tuple[Node, ...]:
    """Give the items of a list that has at least so many."""
    if not isinstance(node.value, tuple):
        node.refuse(f'has "{what}" as {_shape(node)}; write a list')
    if len(node.value) < least:
        node.refuse(f'has {len(node.value)} of "{what}"; write at least {least}')
    return node.value


def text(node: Node, what: str) -> str:
    """Give text that is not empty."""
    if not isinstance(node.value, str):
        node.refuse(f'has "{what}" as {_shape(node)}; write text')
    if not node.value.strip():
        node.refuse(f'has an empty "{what}"; write it or leave the field out')
    return node.value.strip()


def phrasings(node: Node, what: str, least: int) -> tuple[str, ...]:
    """Give a list of short texts."""
    found = tuple(text(item, what) for item in items(node, what, least))
    for item, phrase in zip(items(node, what), found, strict=True):
        if len(phrase) > LONGEST_PHRASING:
            item.refuse(f'has a phrase of {len(phrase)} characters in "{what}"; keep it under {LONGEST_PHRASING}')
    return found


def slug(node: Node, what: str) -> str:
    """Give an identifier in kebab-case."""
    value = text(node, what)
    if not ID.fullmatch(value):
        node.refuse(f'has "{value}" as "{what}"; write lower-case words joined by hyphens')
    return value


def bilingual(node: Node, what: str) -> Bilingual:
    """Give a text in both languages."""
    fields = mapping(node, what, ("ko", "en"))
    return Bilingual(text(fields["ko"], f"{what}.ko"), text(fields["en"], f"{what}.en"))


def link(node: Node) -> Link:
    """Give a page's title and its https address."""
    fields = mapping(node, "a link", ("title", "url"))
    url = text(fields["url"], "url")
    if not url.startswith("https://") or any(char in url for char in ' <>|"'):
        fields["url"].refuse(f'has "{url}" as a link; write a whole https:// address')
    return Link(text(fields["title"], "title"), url)


def day(node: Node) -> date:
    """Give a date."""
    value = text(node, "reviewed")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        node.refuse(f'has "{value}" as "reviewed"; write the day as YYYY-MM-DD', error)


def destination(node: Node) -> str:
    """Give the service towards which the answer can be checked."""
    value = text(mapping(node, "diagnose", ("to",))["to"], "diagnose.to")
    if value not in DESTINATIONS:
        node.refuse(f'has "{value}" as "diagnose.to"; write one of {", ".join(DESTINATIONS)}')
    return value


def nodes(node: Node) -> Iterator[Node]:
    """Give the node and everything below it."""
    yield node
    if isinstance(node.value, tuple):
        for item in node.value:
            yield from nodes(item)
    elif not isinstance(node.value, str):
        for item in node.value.values():
            yield from nodes(item)
