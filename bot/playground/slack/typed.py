"""What Slack's client makes of typed text: mentions, channels and addresses become tokens, `&`, `<` and `>` are escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.slack.wire import Json
    from bot.playground.slack.workspace import Workspace

TOKEN = re.compile(
    r"(?P<code>```.*?```|`[^`\n]+`)"
    r"|(?P<mention>(?<!\w)@[\w.-]+)"
    r"|(?P<channel>(?<!\w)#[\w-]+)"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,!?;:)\]'\"])"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<host>(?<![\w.@/:-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|kr)(?![\w.-])(?:/[^\s<>]*)?)",
    re.DOTALL,
)


def escaped(text: str) -> str:
    """The text with Slack's three control characters as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(text: str, workspace: Workspace) -> tuple[str, list[Json]]:
    """The message text that typing this sends, and its rich-text block."""
    sent: list[str] = []
    elements: list[Json] = []
    for piece, kind in _pieces(text):
        token, element = _token(piece, kind, workspace)
        sent.append(token)
        elements.append(element)
    section = {"type": "rich_text_section", "elements": elements}
    return "".join(sent), [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _pieces(text: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    at = 0
    for match in TOKEN.finditer(text):
        if match.start() > at:
            pieces.append((text[at : match.start()], "text"))
        pieces.append((match.group(), str(match.lastgroup)))
        at = match.end()
    return [*pieces, (text[at:], "text")] if at < len(text) else pieces


def _token(piece: str, kind: str, workspace: Workspace) -> tuple[str, Json]:
    makers: dict[str, Callable[[str, Workspace], tuple[str, Json] | None]] = {
        "mention": _mention,
        "channel": _channel,
        "url": lambda url, _: (f"<{escaped(url)}>", {"type": "link", "url": url}),
        "mail": lambda mail, _: (f"<mailto:{mail}|{mail}>", {"type": "link", "url": f"mailto:{mail}", "text": mail}),
        "host": lambda host, _: (
            f"<http://{escaped(host)}|{escaped(host)}>",
            {"type": "link", "url": f"http://{host}", "text": host},
        ),
    }
    made = makers[kind](piece, workspace) if kind in makers else None
    return made or (escaped(piece), {"type": "text", "text": piece})


def _mention(piece: str, workspace: Workspace) -> tuple[str, Json] | None:
    """A mention of the longest name that the piece begins with, so that a particle may follow it."""
    typed = piece.removeprefix("@")
    known = [one for one in workspace.persons.values() if typed.lower().startswith(one.name)]
    if not known:
        return None
    person = max(known, key=lambda one: len(one.name))
    rest = typed[len(person.name) :]
    if rest and rest[0].isascii() and rest[0].isalnum():
        return None
    return f"<@{person.id}>{escaped(rest)}", {"type": "user", "user_id": person.id}


def _channel(piece: str, workspace: Workspace) -> tuple[str, Json] | None:
    found = next((one for one in workspace.channels.values() if not one.is_im and one.name == piece.removeprefix("#")), None)
    if found is None:
        return None
    return f"<#{found.id}|{found.name}>", {"type": "channel", "channel_id": found.id}
