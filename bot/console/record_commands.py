"""The words of the commands about what is kept of people: `audit` and `forget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from bot.console.terminal import Exit, Terminal

    Command = Callable[[argparse.Namespace, Terminal], Exit]
    Add = Callable[[str, str, str, Command], argparse.ArgumentParser]


def bind(add: Add) -> None:
    """Add both commands with their options."""
    wanted = "list who asked what of which AWS account, when, and what came of it"
    audit = add("audit", wanted, "routelore audit --since 2026-11-01 --format csv\n  routelore audit --verify", _audit)
    audit.add_argument("--since", metavar="DATE", help="from this day or moment on, such as 2026-11-23T09:00+09:00")
    audit.add_argument("--team", metavar="ID", help="of this Slack workspace only")
    audit.add_argument("--format", choices=("text", "json", "csv"), default="text", help="json is an object a line")
    whole = "say whether any record was changed or taken out, instead; end with 1 where one was"
    audit.add_argument("--verify", action="store_true", help=whole)
    forget = add(
        "forget", "delete what is kept of a person who left", "routelore forget --team T012AB3CD U045EF6GH", _forget
    )
    forget.add_argument("user", metavar="USER", help="the person's Slack member id")
    forget.add_argument("--team", metavar="ID", required=True, help="the Slack workspace")


def _audit(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.audit import audit

    return audit(args, terminal)


def _forget(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from bot.console.forgetting import forget

    return forget(args, terminal)
