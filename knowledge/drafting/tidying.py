"""What Notion, Obsidian and hand-written HTML add to Markdown, taken back line by line, so that line numbers hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = re.compile(r"^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})")
CODE_SPAN = re.compile(r"(`+)(?:(?!\1).)+\1")
FRONT_MATTER_KEY = re.compile(r"^[A-Za-z_][\w -]*:(?:\s|$)")
FRONT_MATTER_TITLE = re.compile(r"""^title:\s*["']?(.+?)["']?\s*$""")
LONGEST_FRONT_MATTER = 200
HASH_SUFFIX = re.compile(r"[ _-][0-9a-f]{32}$")

EMBEDDED_IMAGE = re.compile(r"!\[\[([^\]|]+\.(?:png|jpe?g|gif|svg|webp|bmp))(?:\|([^\]]*))?\]\]", re.IGNORECASE)
WIKILINK = re.compile(r"!?\[\[([^\]|#\n]*)(?:#([^\]|\n]*))?(?:\|([^\]\n]*))?\]\]")
SPACED_IMAGE = re.compile(r"!\[([^\]]*)\]\((?!<)([^()\n]*[ ][^()\n]*?\.(?:png|jpe?g|gif|svg|webp|bmp))\)", re.IGNORECASE)
SPACED_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!<)([^()\n\"']+ [^()\n\"']*\.(?:md|markdown))\)", re.IGNORECASE)
CALLOUT = re.compile(r"^(\s*(?:>\s*)+)\[!\w+\][-+]?[ \t]*(.*)$")
BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]{4,}$")
HIGHLIGHT = re.compile(r"==(?=\S)(.+?)(?<=\S)==")
SUMMARY = re.compile(r"<summary[^>]*>(.*?)</summary>[ \t]*(.*)", re.IGNORECASE)
HEADING_TAG = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.IGNORECASE)
IMAGE_TAG = re.compile(r"<img\b([^>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
LINK_TAG = re.compile(r"""<a\b[^>]*\bhref\s*=\s*["']([^"']+)["'][^>]*>(.*?)</a>""", re.IGNORECASE)
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:details|aside|div|span|p|font|center|section|article|u|sub|sup|kbd|mark|b|strong|i|em|small|big|del|ins|figure"
    r"|figcaption|table|thead|tbody|tfoot|tr|t[dh]|ul|ol|li|blockquote|hr|a|name|iframe|video|source)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|^%%.*?(?:^%%$|%%[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
UNSHOWN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tidied:
    """Plain Markdown with the lines where they were, and the title that the note gives itself."""

    text: str
    title: str


def tidy(text: str) -> Tidied:
    """Give the note as plain Markdown."""
    title, rest = _front_matter(text)
    parts = []
    for is_code, part in _fences(rest):
        parts.append(part if is_code else _tidy_prose(part))
    return Tidied("".join(parts), title)


def plain_name(stem: str) -> str:
    """Give a file's name without the identifier that an export hung onto it."""
    return HASH_SUFFIX.sub("", stem)


def _front_matter(text: str) -> tuple[str, str]:
    """Give the title that the front matter states, and the text with the front matter's lines empty."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    end = next((at for at, line in enumerate(lines[1:LONGEST_FRONT_MATTER], 1) if line.rstrip() in {"---", "..."}), 0)
    head = lines[1:end]
    if not head or not FRONT_MATTER_KEY.match(head[0]):
        return "", text
    title = next((found[1] for line in head if (found := FRONT_MATTER_TITLE.match(line))), "")
    return title, "\n".join([""] * (end + 1) + lines[end + 1 :])


def _fences(text: str) -> list[tuple[bool, str]]:
    """Give the text in stretches, each with whether it is a fenced code block."""
    found: list[tuple[bool, str]] = []
    stretch: list[str] = []
    mark = ""
    for line in text.splitlines(keepends=True):
        fence = FENCE.match(line)
        if mark:
            stretch.append(line)
            if fence and fence[1].startswith(mark) and not line.strip().strip("`~> "):
                found.append((True, "".join(stretch)))
                stretch, mark = [], ""
        elif fence:
            found.append((False, "".join(stretch)))
            stretch, mark = [line], fence[1]
        else:
            stretch.append(line)
    found.append((bool(mark), "".join(stretch)))
    return found


def _tidy_prose(text: str) -> str:
    for pattern in (COMMENT, UNSHOWN):
        text = pattern.sub(lambda found: "\n" * found[0].count("\n"), text)
    return "\n".join(_tidy_line(line) for line in text.split("\n"))


def _tidy_line(line: str) -> str:
    if found := CALLOUT.match(line):
        line = f"{found[1]}**{found[2].strip()}**" if found[2].strip() else found[1]
    out: list[str] = []
    at = 0
    for found in CODE_SPAN.finditer(line):
        out += [_tidy_words(line[at : found.start()]), found[0]]
        at = found.end()
    return BLOCK_ID.sub("", "".join([*out, _tidy_words(line[at:])]))


def _tidy_words(text: str) -> str:
    text = EMBEDDED_IMAGE.sub(lambda found: f"![{found[2] or found[1]}](<{found[1]}>)", text)
    text = WIKILINK.sub(lambda found: found[3] or found[1] or found[2] or "", text)
    text = SPACED_IMAGE.sub(r"![\1](<\2>)", text)
    text = SPACED_LINK.sub(r"[\1](<\2>)", text)
    text = HIGHLIGHT.sub(r"\1", text)
    if "<" not in text:
        return text
    text = SUMMARY.sub(
        lambda found: f"**{found[1].strip()}**" + (f": {found[2]}" if TAG.sub("", found[2]).strip() else ""), text
    )
    text = HEADING_TAG.sub(lambda found: f"{'#' * int(found[1])} {found[2]}", text)
    text = IMAGE_TAG.sub(_image, text)
    text = LINK_TAG.sub(r"[\2](<\1>)", text)
    return TAG.sub("", LINE_BREAK.sub("  ", text))


def _image(found: re.Match[str]) -> str:
    said = {key.lower(): value for key, value in ATTRIBUTE.findall(found[1])}
    return f"![{said.get('alt', '')}](<{said['src']}>)" if said.get("src") else said.get("alt", "")
