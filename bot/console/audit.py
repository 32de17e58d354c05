"""`routelore audit`: who asked what of which account, when, and what came of it; and whether that is as it was written."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.console.databases import bots_memory
from bot.console.terminal import Exit, Terminal, UsageError, filled
from bot.phrases import audit as words
from diagnostics.render.matrix_csv import MARK, field

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.state.audit import Audit, AuditRecord

COLUMNS = (
    "team", "number", "at", "user", "channel", "deed", "account", "region", "source", "to", "outcome", "request", "digest",
)  # fmt: skip
#: What a line of text has: it is for eyes.
_FOR_EYES = tuple(name for name in COLUMNS if name != "digest")


def audit(args: Namespace, terminal: Terminal) -> Exit:
    """Print the records, each team's from the oldest on, or say whether they are as they were written."""
    since = None if args.since is None else _moment(args.since)
    with bots_memory(terminal) as state:
        teams = state.audit.teams()
        if args.team is not None and args.team not in teams:
            raise UsageError(filled(words.UNKNOWN_TEAM, team=args.team, teams=", ".join(teams) or "-"))
        if args.verify:
            return _verify(state.audit, teams if args.team is None else (args.team,), terminal)
        _print(state.audit, args, since, terminal)
    return Exit.FINE


def _print(memory: Audit, args: Namespace, since: datetime | None, terminal: Terminal) -> None:
    found = 0
    if args.format == "csv":
        terminal.out.write(MARK + ",".join(COLUMNS) + "\r\n")
    for found, record in enumerate(memory.records(args.team, since), start=1):
        fields = _fields(record)
        if args.format == "csv":
            terminal.out.write(",".join(field(fields[name]) for name in COLUMNS) + "\r\n")
        elif args.format == "json":
            terminal.print(json.dumps({**fields, "number": record.number}, ensure_ascii=False))
        else:
            if found == 1:
                terminal.print("\t".join(_FOR_EYES))
            terminal.print("\t".join(fields[name] or "-" for name in _FOR_EYES))
    if not found:
        terminal.say(words.NONE)


def _verify(memory: Audit, teams: tuple[str, ...], terminal: Terminal) -> Exit:
    ends = [memory.verify(team) for team in teams]
    for end in ends:
        if end.broken is None:
            told = filled(words.WHOLE, team=end.team, number=str(end.number), digest=end.digest)
        else:
            told = filled(words.BROKEN, team=end.team, number=str(end.broken))
        terminal.print(told.say(terminal.lang))
    if not ends:
        terminal.say(words.NONE)
    return Exit.FINE if all(end.broken is None for end in ends) else Exit.NOT_FINE


def _fields(record: AuditRecord) -> dict[str, str]:
    at = record.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {name: at if name == "at" else str(getattr(record, name)) for name in COLUMNS}


def _moment(text: str) -> datetime:
    """Give the moment that was written; a day begins at midnight, and what names no zone is UTC."""
    try:
        said = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(filled(words.NOT_A_DAY, text=text)) from error
    return said if said.tzinfo is not None else said.replace(tzinfo=UTC)
