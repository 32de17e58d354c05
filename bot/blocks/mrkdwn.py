"""Markdown as entries write it, as Slack's mrkdwn."""

from __future__ import annotations

import re

from bot.blocks.parts import Mrkdwn, bold, code, code_block, esc, italic, join, link

_FENCE = re.compile(r"^\s*```")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^(\s*)[-*+]\s+(.*)$")
_NUMBER = re.compile(r"^(\s*)(\d+)[.)]\s+(.*)$")
_QUOTE = re.compile(r"^>\s?(.*)$")
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")
_INLINE = re.compile(
    r"(?<!`)(?P<code>`+)(?!`)(?P<coded>.+?)(?<!`)(?P=code)(?!`)"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<url>[^)\s]{1,2000})\)"
    r"|<(?P<bare>https?://[^>\s]+)>"
    r"|\*\*(?P<bold>[^*\s](?:.*?[^\s])?)\*\*"
    r"|(?<![\w*])\*(?P<star>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<under>[^_\s](?:[^_]*[^_\s])?)_(?![\w_])"
)


def from_markdown(text: str) -> Mrkdwn:
    """Give Slack's markup for an entry's Markdown: bold, code, lists, links, quotes; tables become code blocks."""
    out: list[Mrkdwn] = []
    lines = text.strip("\n").split("\n")
    at = 0
    while at < len(lines):
        if _FENCE.match(lines[at]):
            end = next((i for i in range(at + 1, len(lines)) if _FENCE.match(lines[i])), len(lines))
            out.append(code_block("\n".join(lines[at + 1 : end])))
            at = end + 1
        elif _TABLE.match(lines[at]):
            end = next((i for i in range(at, len(lines)) if not _TABLE.match(lines[i])), len(lines))
            out.append(_table(lines[at:end]))
            at = end
        else:
            out.append(_line(lines[at]))
            at += 1
    return join(out, "\n")


def _line(line: str) -> Mrkdwn:
    if _RULE.match(line):
        return esc("")
    if found := _HEADING.match(line):
        return bold(found[1].replace("**", "").replace("`", ""))
    if found := _BULLET.match(line):
        mark = "• " if not found[1] else "◦ "
        return join((esc(_indent(found[1]) + mark), inline(found[2])))
    if found := _NUMBER.match(line):
        return join((esc(f"{_indent(found[1])}{found[2]}. "), inline(found[3])))
    if found := _QUOTE.match(line):
        return join((Mrkdwn(">"), inline(found[1])))
    return inline(line)


def inline(text: str) -> Mrkdwn:
    """Give one line's markup; everything that is none is escaped."""
    out: list[Mrkdwn] = []
    at = 0
    for found in _INLINE.finditer(text):
        out.append(esc(text[at : found.start()]))
        out.append(_marked(found))
        at = found.end()
    return join((*out, esc(text[at:])))


def _marked(found: re.Match[str]) -> Mrkdwn:
    if found["coded"] is not None:
        return code(found["coded"])
    if found["label"] is not None:
        return link(found["url"], found["label"].replace("`", "").replace("**", ""))
    if found["bare"] is not None:
        return link(found["bare"], found["bare"])
    if found["bold"] is not None:
        return bold(found["bold"].replace("`", ""))
    return italic((found["star"] or found["under"]).replace("`", ""))


def _indent(spaces: str) -> str:
    return "\u2003" * (len(spaces.expandtabs(4)) // 2)


def _table(rows: list[str]) -> Mrkdwn:
    """Give a table as a code block: Slack's own table block may stand only once in a message."""
    cells = [[cell.strip().replace("**", "").replace("`", "") for cell in row.strip().strip("|").split("|")] for row in rows]
    return code_block("\n".join(" | ".join(row) for row in cells if not all(re.fullmatch(r":?-+:?", cell) for cell in row)))
