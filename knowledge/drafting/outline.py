"""A note as an outline: headings and list items with what is said under each, and on which lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from knowledge.drafting import labels, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DEEPEST = 100
BOLD_LINE, NUMBERED_LINE, TITLE_LINE = 7, 8, 120
ONLY_BOLD = re.compile(r"^(?:\d+[.)]\s*)?(?:\*\*|__)[^*_\n]+(?:\*\*|__)\s*[:：]?$")
NUMBERED = re.compile(r"^\d+(?:\.\d+)+\.?\s+\S[^\n]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, code, a table or a quotation, as Markdown."""

    text: str
    first: int
    last: int
    seen: written.Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading's section (`mark` empty) or a list item, with what is said in it, in order; `label` empty: it only says."""

    label: str
    mark: str
    first: int
    content: tuple[Piece, ...]

    @property
    def last(self) -> int:
        """Give the last line of what is said in it."""
        return max((piece.last for piece in self.content), default=self.first)

    @property
    def parts(self) -> Iterator[Part]:
        """Give the parts right below."""
        return (piece for piece in self.content if isinstance(piece, Part))


Piece: TypeAlias = "Block | Part"


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    label: str
    line: int
    body: tuple[Block, ...] = ()


@cache
def parser() -> MarkdownIt:
    """Give the parser: CommonMark with tables; HTML is taken out before, so that <placeholders> stay words."""
    return MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])


def outline(text: str) -> tuple[Piece, ...]:
    """Give what a tidy note consists of, in order."""
    root = SyntaxTreeNode(parser().parse(text))
    return _nested(list(_flat(root.children)))


def _nested(pieces: Sequence[Piece | _Heading]) -> tuple[Piece, ...]:
    """Give the pieces with everything after a heading inside it, up to the next of its level."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if not isinstance(piece, _Heading):
            found.append(piece)
            continue
        end = next((i for i in range(at, len(pieces)) if _closes(pieces[i], piece.level)), len(pieces))
        below = _nested(pieces[at:end])
        found.append(Part(label=piece.label, mark="", first=piece.line, content=(*piece.body, *below)))
        at = end
    return tuple(found)


def _closes(piece: Piece | _Heading, level: int) -> bool:
    return isinstance(piece, _Heading) and piece.level <= level


def _flat(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Piece | _Heading]:
    for at, node in enumerate(nodes):
        after = nodes[at + 1] if at + 1 < len(nodes) else None
        if node.type == "heading" and not _only_underlined(node):
            yield _Heading(int(node.tag[1]), labels.plain(written.prose(node.children[0], written.Seen())), _first(node))
        elif heading := _heading_in_disguise(node, after):
            yield heading
        else:
            yield from _pieces(node)


def _only_underlined(node: SyntaxTreeNode) -> bool:
    """Say whether a heading is but a sentence, above a rule that somebody drew right below it."""
    text = written.prose(node.children[0], written.Seen())
    return node.markup == "-" and len(text) > labels.LONGEST_LABEL and bool(written.SENTENCE_END.search(text))


def _heading_in_disguise(node: SyntaxTreeNode, after: SyntaxTreeNode | None) -> _Heading | None:
    if node.type == "ordered_list":
        return _numbered_heading(node, after)
    return _bold_heading(node, after) if node.type == "paragraph" else None


def _numbered_heading(node: SyntaxTreeNode, after: SyntaxTreeNode | None) -> _Heading | None:
    """Give the heading that a list of one short item is, when text follows it outside the list."""
    if len(node.children) != 1 or after is None or after.type in {"ordered_list", "heading", "hr"}:
        return None
    inside = node.children[0].children
    if len(inside) != 1 or inside[0].type != "paragraph":
        return None
    text = written.prose(inside[0].children[0], written.Seen())
    if "\n" in text or labels.split_label(text, has_more=True) is None or labels.is_unfinished(text, has_more=True):
        return None
    return _Heading(NUMBERED_LINE, labels.plain(text), _first(node))


def _bold_heading(node: SyntaxTreeNode, after: SyntaxTreeNode | None) -> _Heading | None:
    """Give the heading that a bold or a numbered line is, with what follows on the lines right below it."""
    seen = written.Seen()
    lines = written.lines(node.children[0], seen)
    first, rest = written.joined(lines[:1]), written.joined(lines[1:])
    if len(labels.plain(first)) > TITLE_LINE or not labels.plain(first):
        return None
    if ONLY_BOLD.match(first) and (rest or (after is not None and after.type != "hr")):
        body = (Block(text=rest, first=_first(node) + 1, last=_last(node), seen=seen),) if rest else ()
        return _Heading(BOLD_LINE, labels.plain(first), _first(node), body)
    if not rest and after is not None and NUMBERED.match(first) and labels.split_label(first, has_more=True):
        return _Heading(NUMBERED_LINE + first.split()[0].strip(".").count("."), labels.plain(first), _first(node))
    return None


def _pieces(node: SyntaxTreeNode) -> Iterator[Piece]:
    seen = written.Seen()
    match node.type:
        case "bullet_list" | "ordered_list":
            start = int(node.attrs.get("start", 1))
            for number, item in enumerate(node.children, start):
                yield _item(item, f"{number}." if node.type == "ordered_list" else "-")
            return
        case "paragraph" | "heading":
            text = written.prose(node.children[0], seen)
        case "fence" | "code_block":
            text = written.code(node, seen)
        case "table":
            text = written.table(node, seen)
        case "blockquote":
            yield from _quotation(node)
            return
        case _:
            return  # a rule: it parts, and says nothing
    yield Block(text=text, first=_first(node), last=_last(node), seen=seen)


def _quotation(node: SyntaxTreeNode) -> Iterator[Piece]:
    """Give a quotation as lines of one; a callout that holds lists or headings gives its text in the same way."""
    for block in _quoted(_nested(list(_flat(node.children)))):
        text = "\n".join(f"> {line}".rstrip() for line in block.text.split("\n"))
        yield Block(text=text, first=block.first, last=block.last, seen=block.seen)


def _quoted(pieces: Iterable[Piece]) -> Iterator[Block]:
    for piece in pieces:
        if isinstance(piece, Part) and not piece.mark:
            yield Block(text=f"**{piece.label}**", first=piece.first, last=piece.first, seen=written.Seen())
            yield from _quoted(piece.content)
        else:
            yield from written_out(piece)


def _item(node: SyntaxTreeNode, mark: str) -> Part:
    first, last = _first(node), _first(node)
    children = list(node.children)
    if not children or children[0].type != "paragraph":
        return Part(label="", mark=mark, first=first, content=_nested(list(_flat(children))))
    seen = written.Seen()
    lines = written.lines(children[0].children[0], seen)
    text = written.joined(lines)
    last = _last(children[0])
    below = _nested(list(_flat(children[1:])))
    apart = "\n".join(part for part in (written.joined(lines[:1]), written.joined(lines[1:])) if part)
    labelled = labels.split_label(apart, has_more=bool(below))
    said = text if labelled is None else labelled.rest
    body = (Block(text=said, first=first, last=last, seen=seen),) if said else ()
    return Part(label=labelled.label if labelled else "", mark=mark, first=first, content=(*body, *below))


def written_out(piece: Piece) -> tuple[Block, ...]:
    """Give a piece as Markdown, a part as a list item with what hangs below it."""
    return (piece,) if isinstance(piece, Block) else tuple(_written_out(piece, 0))


def _written_out(part: Part, depth: int) -> Iterator[Block]:
    """Give a part's lines; what a part says first stands on its own line."""
    indent = "  " * depth
    inside = indent + "  "
    lead, below = _lead(part)
    said = [f"**{part.label}**" if lead is not None else part.label] if part.label else []
    if lead is not None:
        said.append(lead.text.replace("\n", f"\n{inside}"))
    if said:
        seen, last = (lead.seen, lead.last) if lead is not None else (written.Seen(), part.first)
        yield Block(text=f"{indent}{part.mark or '-'} {': '.join(said)}", first=part.first, last=last, seen=seen)
    for piece in below:
        if isinstance(piece, Part):
            yield from _written_out(piece, depth + 1 if said else depth)
        else:
            text = "\n".join(f"{inside}{line}".rstrip() for line in piece.text.split("\n"))
            yield Block(text=text, first=piece.first, last=piece.last, seen=piece.seen)


def _lead(part: Part) -> tuple[Block | None, tuple[Piece, ...]]:
    """Give what stands on the part's own line, if it is prose, and the rest."""
    first = part.content[0] if part.content else None
    if isinstance(first, Block) and not _stands_alone(first.text):
        return first, part.content[1:]
    return None, part.content


def _stands_alone(text: str) -> bool:
    return text.startswith(("```", "|", "> "))


def _first(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _last(node: SyntaxTreeNode) -> int:
    return node.map[1] if node.map else 1
