"""`routelore save` and `permissions`: what is read from AWS, kept, and allowed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import reading, sentences
from bot.console.terminal import Exit, UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.console.terminal import Terminal


def save(args: Namespace, terminal: Terminal) -> Exit:
    """Read AWS once and write what it said as a folder."""
    from bot.services import Named
    from diagnostics.collect import write_saved

    named = Named(buckets=tuple(args.bucket), functions=tuple(one.removeprefix("lambda:") for one in args.function))
    if args.measure and (args.script or args.saved):
        raise UsageError(sentences.MEASURED_LIVE)
    if args.script:
        from diagnostics.collect.script import script

        terminal.print(script(args.region, args.vpc, bucket=named.buckets, function=named.functions).rstrip("\n"))
        return Exit.FINE
    if not args.folder:
        raise UsageError(sentences.NO_FOLDER)
    answers = reading.live(args, terminal, named) if args.saved is None else reading.saved(args, terminal)
    if args.redact:
        from diagnostics.collect.redact import redact

        answers = redact(answers)
    write_saved(answers, Path(args.folder))
    terminal.say(sentences.SAVED, folder=args.folder)
    return Exit.FINE


def permissions(args: Namespace, terminal: Terminal) -> Exit:
    """Print the least-privilege IAM policy."""
    from diagnostics.collect.permissions import policy

    terminal.print(json.dumps(policy(measuring=args.measure), indent=2))
    return Exit.FINE
