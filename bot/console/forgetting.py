"""`routelore forget`: delete what is kept of somebody who left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.console.databases import bots_memory
from bot.console.terminal import Exit, Terminal, UsageError, filled
from bot.phrases import forgetting as words

if TYPE_CHECKING:
    from argparse import Namespace

_MEMBER = re.compile(r"[UW][A-Z0-9]+")


def forget(args: Namespace, terminal: Terminal) -> Exit:
    """Delete a person's rows and print how many of each table; what stays is said in docs/privacy.md."""
    if not _MEMBER.fullmatch(args.user):
        raise UsageError(filled(words.NOT_A_MEMBER_ID, user=args.user))
    with bots_memory(terminal) as state:
        gone = state.forgetting.forget(args.team, args.user)
    if not gone:
        terminal.say(words.FORGOT_NOBODY, user=args.user, team=args.team)
    for table, count in sorted(gone.items()):
        terminal.print(filled(words.FORGOT_ROWS, table=table, count=str(count)).say(terminal.lang))
    return Exit.FINE
