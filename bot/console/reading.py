"""Where a command's answers come from: AWS, or a saved snapshot; and the text that a person gives it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.terminal import UsageError, filled

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.console.terminal import Terminal
    from bot.services import Named
    from diagnostics.collect import Answers
    from diagnostics.model.snapshot import Snapshot

#: More characters of pasted output than anybody reads.
_MOST_PASTED = 1_000_000


def snapshot_for(args: Namespace, terminal: Terminal) -> Snapshot:
    """Give the snapshot of the saved folder, or of the account."""
    from bot.services import named_in
    from diagnostics.collect import snapshot_of

    named = named_in([args.source] if args.source else [], args.to or [])
    if args.saved is None:
        return snapshot_of(live(args, terminal, named))
    return snapshot_of(saved(args, terminal), region=args.region)


def saved(args: Namespace, terminal: Terminal) -> Answers:
    """Give what the saved folder holds, or the zip of one, and say which of its files were of no use."""
    place = Path(args.saved)
    if place.is_file():
        from diagnostics.collect.archive import read_archive

        answers = read_archive(place)
    else:
        from diagnostics.collect import read_saved

        answers = read_saved(place)
    for name, reason in answers.unread:
        terminal.say(sentences.UNREAD, file=name, reason=reason)
    return answers


def live(args: Namespace, terminal: Terminal, named: Named) -> Answers:
    """Read AWS, telling how far it is."""
    from diagnostics.collect.aws import AwsCollector

    collector = AwsCollector(region=args.region, profile=args.profile, measure=args.measure)
    try:
        return collector.collect(progress=terminal.progress, vpc_id=args.vpc, bucket=named.buckets, function=named.functions)
    finally:
        collector.close()


def pasted(name: str) -> str:
    """Give the text of a file of pasted output; `-` is standard input."""
    try:
        if name == "-":
            return sys.stdin.read(_MOST_PASTED)
        with Path(name).open(encoding="utf-8", errors="replace") as file:
            return file.read(_MOST_PASTED)
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror or "") if isinstance(error, OSError) else "UTF-8"
        raise UsageError(filled(sentences.BATCH_UNREADABLE, file=name, reason=reason)) from error
