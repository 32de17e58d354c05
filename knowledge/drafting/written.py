"""Markdown's tokens written out again the one way that entries write it, with what was seen on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.entry import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.tree import SyntaxTreeNode

SENTENCE_END = re.compile(r"[.!?:;。…][*_)\"']*$|[다요죠음임됨함][*_]*$")
STARTS_ANEW = re.compile(r"^(?:[-=]>|→|=>|※|\*|•|\(|\d+[.)])")
BARE_URL = re.compile(r"https?://[^\s<>()\[\]\"'`|]+[^\s<>()\[\]\"'`|.,;:!?]")
#: What stands around an image until the language of the text is known.
IMAGE = ("\ue000", "\ue001")
SHELL = frozenset({"sh", "bash", "zsh", "shell", "console", "shell-session", "terminal", "powershell", "cmd"})
COMMAND = re.compile(
    r"^(?:sudo\s+)?/?(?:aws|nslookup|dig|traceroute|tracert|mtr|ping|curl|wget|telnet|nc|ssh|scp|ip|ifconfig|netstat|ss|tcpdump"
    r"|kubectl|helm|docker|terraform|ansible\S*|git|systemctl|journalctl|openssl|psql|mysql|redis-cli|make|npm|yarn|pip|python3?"
    r"|gcloud|az|eksctl|sam|cdk|getent|host|route|iptables|nmap)\b(?:\s+\S.*)?$"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Links, images and commands in the order in which they were met; filled while a note is read."""

    links: list[Link] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


def prose(node: SyntaxTreeNode, seen: Seen) -> str:
    """Give an inline's text; a line break stays where a sentence ends."""
    return joined(lines(node, seen))


def lines(node: SyntaxTreeNode, seen: Seen) -> list[str]:
    """Give an inline's lines as they were written; a `NUL` marks the start of one that may belong to the one before."""
    found = [""]
    for child in node.children:
        if child.type == "hardbreak":
            found.append("")
        elif child.type == "softbreak":
            found.append("\0")
        else:
            found[-1] += _span(child, seen)
    return found


def joined(lines: Iterable[str]) -> str:
    """Give the lines, one that runs on joined to the one before."""
    out: list[str] = []
    for line in lines:
        soft, text = line.startswith("\0"), line.removeprefix("\0").strip()
        if soft and out and not SENTENCE_END.search(out[-1]) and not STARTS_ANEW.match(text):
            out[-1] = f"{out[-1]} {text}".strip()
        else:
            out.append(text)
    return "\n".join(out).strip("\n")


def _span(node: SyntaxTreeNode, seen: Seen) -> str:
    match node.type:
        case "text" | "text_special":
            seen.links.extend(Link("", url) for url in BARE_URL.findall(node.content))
            return re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", node.content)
        case "code_inline":
            if COMMAND.match(node.content) and node.content not in seen.commands:
                seen.commands.append(node.content)
            fence = "``" if "`" in node.content else "`"
            return f"{fence}{node.content}{fence}"
        case "image":
            return image(node, seen)
        case "link":
            return _link(node, seen)
    inner = "".join(_span(child, seen) for child in node.children) if node.children else node.content
    mark = {"strong": "**", "em": "*"}.get(node.type, "")
    return f"{mark}{inner}{mark}" if inner.strip() else ""


def image(node: SyntaxTreeNode, seen: Seen) -> str:
    """Give what stands for an image: what it is said to show, or its file's name."""
    source = str(node.attrs.get("src", ""))
    file = _unquoted(source)
    if file not in seen.images:
        seen.images.append(file)
    said = re.sub(r"[\[\]|]", "", node.content).strip() or file.rsplit("/", 1)[-1]
    return f"{IMAGE[0]}{said}{IMAGE[1]}"


def _link(node: SyntaxTreeNode, seen: Seen) -> str:
    label = "".join(_span(child, Seen([], seen.images, seen.commands)) for child in node.children).strip()
    url = str(node.attrs.get("href", ""))
    if not url.startswith(("https://", "http://")):
        return label
    title = "" if label == url or label.startswith(("https://", "http://")) else label
    seen.links.append(Link(title, url))
    return f"[{title}]({url})" if title else url


def _unquoted(url: str) -> str:
    from urllib.parse import unquote

    return unquote(url)


def code(node: SyntaxTreeNode, seen: Seen) -> str:
    """Give a code block as it was written; what a shell would run is noted as commands."""
    lang = node.info.split()[0].lower() if node.type == "fence" and node.info.split() else ""
    content = node.content.rstrip("\n")
    for command in _commands(content, lang):
        if command not in seen.commands:
            seen.commands.append(command)
    fence = "````" if "```" in content else "```"
    return f"{fence}{lang}\n{content}\n{fence}"


def _commands(content: str, lang: str) -> list[str]:
    """Give the commands of a code block, continued lines joined, prompts and comments left out."""
    lines = re.sub(r"[ \t]*\\\n[ \t]*", " ", content).split("\n")
    prompted = [line.strip()[2:].strip() for line in lines if line.strip().startswith("$ ")]
    if prompted:
        return prompted
    plain = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    return (
        plain if lang in SHELL and lang not in {"console", "shell-session"} else [one for one in plain if COMMAND.match(one)]
    )


def table(node: SyntaxTreeNode, seen: Seen) -> str:
    """Give a table, one row a line."""
    rows = [row for part in node.children for row in part.children]
    cells = [[_cell(cell, seen) for cell in row.children] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], f"|{'---|' * len(cells[0])}", *lines[1:]])


def _cell(node: SyntaxTreeNode, seen: Seen) -> str:
    return " ".join(prose(child, seen).replace("\n", " ").replace("|", "\\|") for child in node.children)


def weight(text: str) -> int:
    """Give how much a text says: its letters and digits without addresses, a Hangul syllable as two."""
    said = BARE_URL.sub("", text)
    return sum(2 if "가" <= char <= "힣" else 1 for char in said if char.isalnum())
