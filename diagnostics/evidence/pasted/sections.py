"""Pasted text made plain, and cut at each command that was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What is read of a paste. Slack itself cuts a message at 40,000 characters.
LONGEST = 40_000
_LONGEST_LINE = 4_000
_QUOTED = 200
_TERMINAL = re.compile(
    r"\x1b\[[0-9;?]{0,16}[ -/]?[@-~]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_LINK = re.compile(r"<(?:https?|mailto|tel):[^<>|\s]{1,500}\|([^<>|]{1,300})>")
_BARE_LINK = re.compile(r"<(https?://[^<>|\s]{1,500})>")
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029")
_MARKS = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
        "\u201c": '"',
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
    }
)
_FENCE = re.compile(r"`{3,}[a-z]{0,12}")
_PROMPT = re.compile(r"^.{0,100}?(?:[$#%❯]|(?:^|[A-Z]:\\[^>]{0,80})>)\s*(?=[A-Za-z])")
_BEFORE_TOOL = re.compile(r"^(?:(?:sudo|time|command)\s+|[A-Z][A-Z0-9_]{0,40}=\S{0,100}\s+){0,4}")
_TOOLS = frozenset(
    {
        "nslookup",
        "dig",
        "host",
        "getent",
        "traceroute",
        "traceroute6",
        "tracert",
        "tracepath",
        "tcptraceroute",
        "mtr",
        "curl",
        "wget",
        "nc",
        "ncat",
        "aws",
    }
)
#: What follows a tool's name where the line is output (`traceroute to …`) or speech, and not a command.
_IN_SENTENCES = frozenset({"to", "is", "has", "from", "and", "or", "the"})


@dataclass(frozen=True, slots=True)
class Command:
    """A command that was typed: the tool, and its arguments."""

    tool: str
    arguments: tuple[str, ...]

    def has(self, *options: str) -> bool:
        """Say whether one of the options was given."""
        return any(option in self.arguments for option in options)

    @property
    def words(self) -> tuple[str, ...]:
        """Give the arguments that are no options."""
        return tuple(a for a in self.arguments if not a.startswith(("-", "+", "@")))


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one command's output, or of no command's that was pasted with it; `start` is the first line's number."""

    command: Command | None
    lines: tuple[str, ...]
    start: int


def tidied(text: str) -> str:
    """Give the text without what terminals and Slack put into it: colours, fences, links, escapes, other line ends."""
    plain = _BREAKS.sub("\n", text[:LONGEST]).translate(_MARKS)
    plain = _TERMINAL.sub("", plain)
    plain = _BARE_LINK.sub(r"\1", _LINK.sub(r"\1", plain))
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    lines = [_FENCE.sub("", line)[:_LONGEST_LINE].rstrip() for line in plain.split("\n")]
    return "\n".join(_unquoted(lines))


def sections(clean: str) -> tuple[Section, ...]:
    """Cut tidied text at each line that is a typed command."""
    found: list[Section] = []
    command: Command | None = None
    start, held = 0, list[str]()
    for number, line in enumerate(clean.split("\n")):
        typed = _typed(line)
        if typed is None:
            held.append(line)
            continue
        if command is not None or any(held):
            found.append(Section(command, tuple(held), start))
        command, start, held = typed, number + 1, []
    if command is not None or any(held):
        found.append(Section(command, tuple(held), start))
    return tuple(found)


def quoted(line: str) -> str:
    """Give a line as it can be shown: without space around it, and not too long."""
    bare = line.strip()
    return bare if len(bare) <= _QUOTED else f"{bare[: _QUOTED - 1]}…"


def _unquoted(lines: list[str]) -> list[str]:
    """Take away the `>` of a quotation, which curl's own `>` is not: a quotation has it on every line."""
    written = [line for line in lines if line]
    if written and all(line.startswith(">") for line in written):
        return [line.removeprefix(">").removeprefix(" ") for line in lines]
    return lines


def _typed(line: str) -> Command | None:
    """Read a line as a typed command, with or without a prompt; None where it is output."""
    rest = line.strip()
    if not any(tool in rest for tool in _TOOLS):
        return None
    if (prompt := _PROMPT.match(rest)) is not None:
        rest = rest[prompt.end() :]
    words = _BEFORE_TOOL.sub("", rest, count=1).split()
    if len(words) < 2 or words[0] not in _TOOLS or words[1] in _IN_SENTENCES:  # noqa: PLR2004 (a tool and what it is asked)
        return None
    return Command(words[0], tuple(word.strip("'\"") for word in words[1:]))
