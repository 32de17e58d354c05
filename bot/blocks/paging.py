"""Long text as sections and long messages as several, within what Slack posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.blocks.parts import SECTION_LIMIT, Json, Mrkdwn, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLOCKS_LIMIT = 50
#: Slack refuses a message near 13,200 characters although each of its blocks is small enough; this stays clear of it.
MESSAGE_LIMIT = 10_000
#: What a block weighs beside its text.
BLOCK_WEIGHT = 40
_FENCE = "```"


def sections(text: Mrkdwn, limit: int = SECTION_LIMIT) -> list[Json]:
    """Give the text as sections, cut between paragraphs or lines; a code block that is cut is closed and opened again."""
    return [section(piece) for piece in pieces(text, limit)]


def pieces(text: Mrkdwn, limit: int) -> Iterator[Mrkdwn]:
    """Give pieces of at most `limit` characters that lose nothing but the line ends at the cuts."""
    held: list[str] = []
    fenced = False
    for line in _lines(text, limit - 2 * len(_FENCE) - 2):
        size = sum(len(one) + 1 for one in held) + len(line) + (len(_FENCE) + 1 if fenced else 0)
        if held and size > limit:
            yield Mrkdwn("\n".join((*held, _FENCE) if fenced else held).strip("\n"))
            held = [_FENCE] if fenced else []
        held.append(line)
        if line.count(_FENCE) % 2:
            fenced = not fenced
    if any(line.strip() for line in held):
        yield Mrkdwn("\n".join(held).strip("\n"))


def _lines(text: str, limit: int) -> Iterator[str]:
    """Give the lines; one that is too long is cut at a space, and never inside an entity or a link."""
    for whole in text.split("\n"):
        line = whole
        while len(line) > limit:
            at = _safe_cut(line, limit)
            yield line[:at].rstrip()
            line = line[at:].lstrip()
        yield line


def _safe_cut(line: str, limit: int) -> int:
    space = line.rfind(" ", limit // 2, limit)
    at = space if space > 0 else limit
    opened, closed = line.rfind("<", 0, at), line.rfind(">", 0, at)
    if opened > closed and opened > 0:
        at = opened
    entity = line.rfind("&", max(0, at - 4), at)
    return entity if entity > 0 and ";" not in line[entity:at] else at


def messages(blocks: Iterable[Json]) -> list[list[Json]]:
    """Give the blocks as messages that Slack posts; what can be pressed stays with the block before it."""
    pages: list[list[Json]] = [[]]
    for group in _groups(blocks):
        page = pages[-1]
        if page and (len(page) + len(group) > BLOCKS_LIMIT or _weight(page) + _weight(group) > MESSAGE_LIMIT):
            pages.append([])
        pages[-1].extend(group)
    return [page for page in pages if page]


def _groups(blocks: Iterable[Json]) -> Iterator[list[Json]]:
    """Give each block with the actions and small print that belong to it."""
    group: list[Json] = []
    for block in blocks:
        if group and block["type"] not in {"actions", "context"}:
            yield group
            group = []
        group.append(block)
        if len(group) >= BLOCKS_LIMIT:
            yield group
            group = []
    if group:
        yield group


def _weight(blocks: Sequence[Json]) -> int:
    return sum(BLOCK_WEIGHT + _letters(block) for block in blocks)


def _letters(value: object) -> int:
    if isinstance(value, dict):
        return sum(len(one) if key == "text" and isinstance(one, str) else _letters(one) for key, one in value.items())
    return sum(map(_letters, value)) if isinstance(value, list) else 0
