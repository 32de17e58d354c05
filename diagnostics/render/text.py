"""A diagnosis for the terminal: the verdict, the way, the causes, what to do. Plain text that lines up in Korean too."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from diagnostics.explain import Mark, explain
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnostics.explain import Cause, Explanation, Lane, WayStep
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.words import Lang

WIDTH = 96
_NARROWEST = 40
_INDENT = "  "
#: Where a line may break: at spaces, but not around the arrow of a route.
_BREAKS = re.compile(r"(?<!→)\s+(?!→)")
_MARKS = {Mark.OK: "o", Mark.WARN: "!", Mark.BAD: "x", Mark.UNKNOWN: "?"}

_WAY = Words("경로", "The path")
_WAYS = Words("갈래", "The paths")
_CAUSES = Words("원인", "Causes")
_NOTES = Words("참고할 것", "Worth knowing")
_SEEN = Words("근거", "Evidence")
_TO_DO = Words("할 일", "What to do")
_COMMANDS = Words("명령", "Commands")
_CAVEATS = Words("주의", "Beware")
_UNSEEN = Words("보지 못한 것", "Not seen")
_ASSUMED = Words("전제", "Taken for granted")
_NOW = Words("지금 할 일", "Now")
_LEGEND = Words("o 지나감  ! 눈여겨볼 곳  x 막힘  ? 알 수 없음", "o passes  ! worth a look  x stopped  ? unknown")


def report(diagnosis: Diagnosis, lang: Lang, width: int = WIDTH) -> str:
    """Give the whole diagnosis as plain text, no wider than the terminal; commands stand alone on their lines."""
    told = explain(diagnosis, lang)
    room = max(width, _NARROWEST)
    sections = [
        "\n".join(_opening(told, room)),
        "\n".join(_block(told.next, room, f"{_NOW.say(lang)}: ", "")),
        "\n".join(_ways(told, room)),
        *("\n".join(_cause(i, c, lang, room)) for i, c in enumerate(told.causes, 1)),
        "\n".join(_listed(_UNSEEN.say(lang), told.unseen, room)),
        "\n".join(_listed(_ASSUMED.say(lang), told.assumptions, room)),
    ]
    return "\n\n".join(s for s in sections if s) + "\n"


def columns(text: str) -> int:
    """Count the terminal columns that a text takes: Korean and other wide characters take two, marks on letters none."""
    return sum(_column(c) for c in text)


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def padded(text: str, width: int) -> str:
    """Fill a text with spaces to a number of terminal columns."""
    return text + " " * max(0, width - columns(text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text at spaces into lines of at most so many columns; a word longer than a line is broken too."""
    line = ""
    for word in filter(None, _BREAKS.split(text)):
        joined = f"{line} {word}" if line else word
        if columns(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        line = word
        while columns(line) > width:
            head = _fitting(line, width)
            yield head
            line = line[len(head) :]
    if line:
        yield line


def _fitting(text: str, width: int) -> str:
    taken = 0
    for index, character in enumerate(text):
        taken += _column(character)
        if taken > width:
            return text[: max(index, 1)]
    return text


def _plain(text: str) -> str:
    """Give the text without control characters: names come from tags, and a terminal obeys what it is sent."""
    return "".join(c if c.isprintable() else " " for c in text)


def _block(text: str, width: int, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Wrap a text behind a lead on its first line and the same width of space on the others."""
    after = " " * columns(first) if rest is None else rest
    lead = first
    for line in wrapped(_plain(text), width - columns(first)):
        yield lead + line
        lead = after


def _opening(told: Explanation, width: int) -> Iterator[str]:
    yield from _block(told.headline, width)
    if told.private_line:
        yield from _block(told.private_line, width)


def _listed(title: str, sentences: Iterable[str], width: int) -> Iterator[str]:
    lines = [line for s in sentences for line in _block(s, width, f"{_INDENT}- ")]
    if lines:
        yield title
        yield from lines


def _ways(told: Explanation, width: int) -> Iterator[str]:
    yield f"{(_WAYS if len(told.lanes) > 1 else _WAY).say(told.lang)}   ({_LEGEND.say(told.lang)})"
    for number, lane in enumerate(told.lanes, 1):
        if len(told.lanes) > 1:
            yield from _block(f"{lane.when} — {lane.name}", width, f"{_INDENT}{number}. ")
        yield from _lane(lane, width, _INDENT * 2 if len(told.lanes) > 1 else "")


def _lane(lane: Lane, width: int, lead: str) -> Iterator[str]:
    wide = max(columns(_plain(s.label)) for s in lane.steps)
    for step in lane.steps:
        yield from (lead + line for line in _step(step, wide, width - len(lead)))


def _step(step: WayStep, wide: int, width: int) -> Iterator[str]:
    mark = _MARKS[step.mark] if step.reached or step.mark is Mark.BAD else " "
    yield from _block(step.text, width, f"{_INDENT}{mark} {padded(_plain(step.label), wide)}  ")


def _cause(number: int, cause: Cause, lang: Lang, width: int) -> Iterator[str]:
    inner = width - len(_INDENT)
    yield from _block(f"{cause.title} [{cause.severity_name} · {cause.code} · {cause.subject}]", width, f"{number}. ")
    yield from (_INDENT + line for line in _block(cause.why, inner))
    for title, facts in ((_SEEN, cause.evidence), (_TO_DO, (cause.fix,)), (_CAVEATS, cause.caveats)):
        yield from (_INDENT + line for line in _listed(title.say(lang), facts, inner))
    if cause.cli:
        yield f"{_INDENT}{_COMMANDS.say(lang)}"
        yield from (f"{_INDENT * 2}{_plain(line)}" for command in cause.cli for line in command.splitlines())
