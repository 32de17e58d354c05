"""The ideas of a note: each heading section, and each list item that says enough to be asked about on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.drafting import labels
from knowledge.drafting.outline import Block, Part, outline, written_out
from knowledge.drafting.tidying import tidy
from knowledge.drafting.written import IMAGE, weight
from knowledge.text import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.drafting.outline import Piece
    from knowledge.entry import Lang, Link

#: By weight (letters, a Hangul syllable as two): from here a section, and an item with a label, is an idea of its own.
#: An item inside an item has to say more, and most where a section explains itself and the items only go on about it.
SECTION_FROM = 30
ITEM_FROM, INNER_ITEM_FROM, ASIDE_FROM = 60, 80, 180
SAYS_NOTHING_BELOW = 20
LONGEST = 100_000
FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})")
SHOWN = re.compile(f"{IMAGE[0]}(.*?){IMAGE[1]}")
IMAGE_IS = {"ko": "그림", "en": "image"}
#: Headings that say nothing without the one above them.
GENERIC = re.compile(
    r"(?:개요|용어(?:집)?|소개|정의|개념|배경|목적|용도|특징|장점|단점|장단점|장/단점|장·단점|종류|구성|구성\s?요소|구조|원리"
    r"|동작\s?(?:방식|원리)|제약(?:\s?사항)?|제한(?:\s?사항)?|한계|주의(?:\s?사항|할\s?점)?|참고(?:\s?사항)?|비고"
    r"|예시|예제|예|설정(?:\s?방법)?|사용(?:법|\s?방법)|방법|절차|순서|이유|원인|증상|해결(?:\s?방법|책)?"
    r"|확인(?:\s?방법)?|테스트|결과|요약|정리|비용|요금|가격|차이(?:점)?|비교|기타|팁|명령어?|트러블\s?슈팅"
    r"|자주 묻는 질문|담당자?|연락처"
    r"|overview|introduction|intro|definition|background|purpose|features?|pros|cons|pros (?:and|&) cons|advantages?"
    r"|disadvantages?|benefits|drawbacks|types?|kinds|components?|structure|how it works|limits?|limitations?|caveats?"
    r"|notes?|tips?|examples?|usage|setup|set-?up|configuration|config|steps?|procedure|why|when|how|what|causes?"
    r"|symptoms?|fix|solution|workaround|verification|verify|test(?:ing)?|results?|summary|costs?|pricing|price"
    r"|differences?|comparison|misc|other|commands?|troubleshooting|faq|contacts?|owners?|glossary|terms)",
    re.IGNORECASE,
)


class Flaw(StrEnum):
    """Why a place of a note gave no draft."""

    UNFINISHED = "unfinished"
    TOO_LITTLE = "too-little"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the notes something stands."""

    note: str
    heading: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Something in a note that gave no draft: where, what stands there, and why not."""

    place: Place
    text: str
    flaw: Flaw


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One thing that the notes explain: what it is called, what they say, and where.

    `named` is the path without the note's own title, where the title is not needed to tell what the idea is.
    """

    place: Place
    path: tuple[str, ...]
    named: tuple[str, ...]
    title: str
    text: str
    lang: Lang
    links: tuple[Link, ...]
    images: tuple[str, ...]
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A note's ideas and what of it gave none."""

    ideas: tuple[Idea, ...]
    leftovers: tuple[Leftover, ...]


def read(note: str, name: str, text: str) -> Read:
    """Give the ideas of one note; `note` is its file, and `name` what it is called where it has no title."""
    tidied = tidy(text)
    content = outline(tidied.text)
    whole = Part(label=labels.plain(tidied.title) or name, mark="", first=1, content=content)
    only = content[0] if len(content) == 1 and isinstance(content[0], Part) and not content[0].mark else None
    reader = _Reader(note, language(text), has_title=only is not None)
    if only is not None:
        found = list(reader.take(only, (only.label,) if only.label else (whole.label,)))
    else:
        found = list(reader.take(whole, ()))
    return Read(tuple(sorted(found, key=lambda idea: idea.place.first)), tuple(reader.leftovers))


class _Reader:
    """Takes a note's outline apart."""

    def __init__(self, note: str, lang: Lang, *, has_title: bool) -> None:
        self.note = note
        self.has_title = has_title
        self.lang: Lang = lang
        self.leftovers: list[Leftover] = []

    def take(self, part: Part, path: tuple[str, ...]) -> Iterator[Idea]:
        """Give the ideas of a part, the ones below it too; what is too little to stand alone stays with the part."""
        own: list[Block] = []
        alone = {id(below) for below in _alone(part)}
        for piece in part.content:
            if isinstance(piece, Part) and id(piece) in alone:
                yield from self.take(piece, (*path, piece.label))
            else:
                own += [block for kept in self._finished(piece, path) for block in written_out(kept)]
        yield from self._idea(part, path, own)

    def _finished(self, piece: Piece, path: tuple[str, ...], *, more: bool = False) -> Iterator[Piece]:
        """Give a piece without what is only half written in it, which is noted."""
        if isinstance(piece, Block):
            if FENCE.match(piece.text) or piece.seen.images or not labels.is_unfinished(piece.text, has_more=more):
                yield piece
            else:
                self._leave(piece.first, piece.last, path, piece.text, Flaw.UNFINISHED)
            return
        several = len(piece.content) > 1
        kept = tuple(one for below in piece.content for one in self._finished(below, path, more=several))
        if kept:
            yield replace(piece, content=kept)
        elif piece.mark and piece.label and not piece.content and not labels.is_unfinished(piece.label, has_more=False):
            yield piece
        elif not piece.content:
            self._leave(piece.first, piece.last, path, piece.label, Flaw.UNFINISHED)

    def _idea(self, part: Part, path: tuple[str, ...], own: Sequence[Block]) -> Iterator[Idea]:
        text = _text(own)
        lang: Lang = language(text) if language(text) == self.lang else _mostly(text)
        last = max((block.last for block in own), default=part.first)
        images = _once(image for block in own for image in block.seen.images)
        if weight(SHOWN.sub("", text)) < SAYS_NOTHING_BELOW:
            has_ideas_below = any(True for _ in part.parts)
            if text or not has_ideas_below:
                self._leave(own[0].first if own else part.first, last, path, text or part.label, Flaw.TOO_LITTLE)
            return
        if len(text) > LONGEST:
            self._leave(part.first, last, path, part.label, Flaw.TOO_LONG)
            return
        named = path or (part.label,)
        links = [link for block in own for link in block.seen.links]
        yield Idea(
            place=self._place(own[0].first if not path else part.first, last, named),
            path=named,
            named=_named(named) if self.has_title else named,
            title=title(named),
            text=SHOWN.sub(rf"({IMAGE_IS[lang]}: \1)", text),
            lang=lang,
            links=_once_each(links),
            images=images,
            commands=_once(command for block in own for command in block.seen.commands),
        )

    def _leave(self, first: int, last: int, path: tuple[str, ...], text: str, flaw: Flaw) -> None:
        said = " ".join(text.split())
        self.leftovers.append(Leftover(place=self._place(first, last, path), text=said[:80], flaw=flaw))

    def _place(self, first: int, last: int, path: tuple[str, ...]) -> Place:
        return Place(note=self.note, heading="/".join(path), first=first, last=last)


def _alone(part: Part) -> list[Part]:
    """Give the parts right below that somebody would ask about by themselves; of items, most of a list or none."""
    sections = [below for below in part.parts if not below.mark and _is_section(below)]
    items = [below for below in part.parts if below.mark == "-" and below.label]
    explained = sum(weight(piece.text) for piece in part.content if isinstance(piece, Block)) >= SECTION_FROM
    least = INNER_ITEM_FROM if part.mark else ASIDE_FROM if explained else ITEM_FROM
    ideas = [below for below in items if _says(below) >= SECTION_FROM and _says(below) + weight(below.label) >= least]
    return sections + (ideas if len(ideas) * 2 > len(items) or not part.label else [])


def _is_section(part: Part) -> bool:
    return bool(part.label) and (_says(part) >= SECTION_FROM or any(map(_is_section, part.parts)))


def _says(part: Part) -> int:
    """Give how much is said in a part, and below it."""
    return weight(" ".join(block.text for piece in part.content for block in written_out(piece)))


def title(path: Sequence[str]) -> str:
    """Give what to call an idea: its heading, with the one above where the heading alone says nothing."""
    said = path[-1]
    for above in reversed(path[:-1]):
        if not GENERIC.fullmatch(said):
            break
        said = f"{labels.names(above)[0]} {said}"
        if not GENERIC.fullmatch(above):
            break
    return said


def _named(path: tuple[str, ...]) -> tuple[str, ...]:
    return path[1:] if len(path) > 1 and title(path[1:]) == title(path) else path


def _text(blocks: Iterable[Block]) -> str:
    """Give the blocks as one text: list items and quoted lines right below each other, all else apart."""
    out = ""
    before = ""
    for block in blocks:
        tight = (_is_item(block.text) and _is_item(before)) or (block.text.startswith(">") and before.startswith(">"))
        out += ("\n" if tight else "\n\n") + block.text if out else block.text
        before = block.text
    return "\n".join(line.rstrip() for line in out.split("\n")).strip()


def _is_item(text: str) -> bool:
    return bool(re.match(r"\s*(?:-|\d+\.)\s", text))


def _mostly(text: str) -> Lang:
    hangul = sum("가" <= char <= "힣" for char in text)
    return "ko" if hangul * 4 >= sum(char.isalpha() for char in text) else "en"


def _once_each(links: Iterable[Link]) -> tuple[Link, ...]:
    """Give each address once, where it was met first, with a title if it has one anywhere."""
    found: dict[str, Link] = {}
    for link in links:
        if link.url not in found or (link.title and not found[link.url].title):
            found[link.url] = link
    return tuple(found.values())


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
