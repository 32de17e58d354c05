"""`routelore knowledge gaps`: the questions that need an answer, those that mean the same counted as one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.console.terminal import Exit, Terminal, UsageError, filled
from bot.phrases import backlog as words

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from bot.state.store import State
    from diagnostics.model.words import Lang
    from knowledge.backlog import Want

_INDENT = " " * 6
#: What JSON lets through and a terminal may obey, or be turned around by.
_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]")


@dataclass(frozen=True, slots=True)
class _Gap:
    """A question that needs an answer, and the workspace in which it was asked."""

    team: str
    want: Want


def gaps(args: Namespace, terminal: Terminal) -> Exit:
    """Print what was asked in vain or answered badly, newest last; what the notes answer by now is left out."""
    from bot.state.database import StateError
    from bot.state.store import State

    try:
        state = State.open(terminal.settings.database_url)
        try:
            found = list(_found(state, args.team, terminal))
        finally:
            state.close()
    except StateError as error:
        raise UsageError(error.words) from error
    found.sort(key=lambda gap: gap.want.last)
    if args.format == "json":
        text = json.dumps({"gaps": [_document(gap, terminal.lang) for gap in found]}, ensure_ascii=False, indent=2)
        terminal.print(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
    elif not found:
        terminal.say(words.NONE)
    for gap in found if args.format == "text" else ():
        terminal.print("\n".join(_lines(gap, terminal.lang)))
    return Exit.FINE


def _found(state: State, team: str | None, terminal: Terminal) -> Iterator[_Gap]:
    """Give what is wanted in one workspace, or in all."""
    from bot.notes import Notes
    from knowledge.backlog import Backlog

    teams = state.asked.teams()
    if team is not None and team not in teams:
        raise UsageError(filled(words.UNKNOWN_TEAM, team=team, teams=", ".join(teams) or "-"))
    notes = Notes(terminal.settings.knowledge)
    notes.learn_from(state.taught.entries)
    for one in teams if team is None else (team,):
        yield from (_Gap(one, want) for want in Backlog(notes.of(one)).wants(state.asked.askings(one)))


def _lines(gap: _Gap, lang: Lang) -> Iterator[str]:
    want = gap.want
    text = want.said(lang)
    first, last = want.first.date().isoformat(), want.last.date().isoformat()
    when = last if first == last else words.BETWEEN.say(lang).format(first=first, last=last)
    fell = ", ".join(words.SHORTFALLS[kind].say(lang).format(count=n) for kind, n in want.shortfalls.items())
    yield f"{want.count:>4}× {_line(text)}"
    yield f"{_INDENT}{when} · {fell}"
    if want.entry:
        yield _INDENT + words.ABOUT_ENTRY.say(lang).format(entry=want.entry)
    if others := [_line(one) for one in want.texts if one != text]:
        yield _INDENT + words.ALSO.say(lang).format(texts=" | ".join(others))


def _document(gap: _Gap, lang: Lang) -> dict[str, Any]:
    want = gap.want
    return {
        "team": gap.team,
        "question": want.said(lang),
        "asked": list(want.texts),
        "count": want.count,
        "first": want.first.isoformat(timespec="seconds"),
        "last": want.last.isoformat(timespec="seconds"),
        "shortfalls": {kind.value: count for kind, count in want.shortfalls.items()},
        "entry": want.entry or None,
    }


def _line(text: str) -> str:
    """Give what somebody wrote as one line that does nothing to the terminal."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
