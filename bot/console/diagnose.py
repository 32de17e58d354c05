"""`routelore diagnose`: the diagnosis without Slack, with its fixes, what-ifs and evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import reading, sentences
from bot.console.asked import Asked, Found
from bot.console.terminal import Exit, Terminal, UsageError, filled
from diagnostics.model.trace import VerdictClass

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from diagnostics.model.change import Change
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot

LIST = "list"


def diagnose(args: Namespace, terminal: Terminal) -> Exit:
    """Explain the way from the source, or from every subnet, to each destination; before and after, with `--what-if`."""
    if args.what_if == [LIST]:
        return _list_changes(terminal)
    _check_use(args)
    asked = _answered(args, terminal)
    out = None if args.out is None else Path(args.out)
    try:
        _write(asked, args, terminal, out)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(filled(sentences.NOT_WRITABLE, path=str(out), reason=error.strerror or "")) from error
    fine = all(one.now.verdict_class is VerdictClass.PRIVATE for one in asked.found)
    return Exit.FINE if fine or not args.exit_code else Exit.NOT_FINE


def _list_changes(terminal: Terminal) -> Exit:
    """Print how every kind of change is written, and what it does."""
    from diagnostics.changes import list_changes
    from diagnostics.render.lines import padded

    rows = list_changes(terminal.lang)
    wide = max(len(usage) for usage, _ in rows)
    for usage, title in rows:
        terminal.print(f"{padded(usage, wide)}  {title}")
    return Exit.FINE


def _check_use(args: Namespace) -> None:
    wrong = (
        (not args.source and not args.all, sentences.NO_SOURCE),
        (bool(args.source) and args.all, sentences.SOURCE_AND_ALL),
        (bool(args.vpc) and not args.all, sentences.VPC_WITHOUT_ALL),
        (bool(args.saved and args.profile), sentences.SAVED_AND_PROFILE),
        (bool(args.saved and args.measure), sentences.MEASURED_LIVE),
        (LIST in args.what_if, sentences.LIST_ALONE),
    )
    for is_wrong, words in wrong:
        if is_wrong:
            raise UsageError(words)


def _answered(args: Namespace, terminal: Terminal) -> Asked:
    """Give every diagnosis that was asked for; with `--what-if` of the changed network, each with that of today."""
    snapshot = reading.snapshot_for(args, terminal)
    changes, changed = _changes(args.what_if, snapshot)
    before = _diagnoses(args, snapshot)
    after: Sequence[Diagnosis | None] = _diagnoses(args, changed) if changes else [None] * len(before)
    return Asked(
        snapshot=snapshot,
        changes=changes,
        changed=changed,
        found=tuple(Found(before=one, after=then) for one, then in zip(before, after, strict=True)),
        everything=args.all,
        vpc_id=args.vpc,
        to=tuple(args.to or ()),
        principal=args.principal,
        evidence=args.evidence,
        pasted=_observed(args.pasted, len(before)),
    )


def _changes(written: Sequence[str], snapshot: Snapshot) -> tuple[tuple[Change, ...], Snapshot]:
    """Read the changes, each against the network that those before it leave, and give the network after all of them."""
    from diagnostics.changes import apply_change, read_change

    changes = []
    for text in written:
        changes.append(read_change(text, snapshot))
        snapshot = apply_change(changes[-1], snapshot)
    return tuple(changes), snapshot


def _observed(name: str | None, count: int) -> str:
    """Give the text that was pasted; it is about one path."""
    if name is None:
        return ""
    if count != 1:
        raise UsageError(filled(sentences.ONE_PASTED, count=str(count)))
    return reading.pasted(name)


def _diagnoses(args: Namespace, snapshot: Snapshot) -> list[Diagnosis]:
    from diagnostics.diagnosis import diagnose as diagnose_query
    from diagnostics.model.flow import AskerError, Query

    sources = [args.source]
    if args.all:
        sources = sorted(s.id for s in snapshot.subnets.values() if args.vpc in {None, s.vpc_id})
        if not sources and args.vpc is not None:
            sources = [args.vpc]  # let the diagnosis say whether the VPC is unknown, empty or unseen
        if not sources:
            gap = snapshot.unseen("ec2:DescribeSubnets")
            if gap is not None:
                raise AskerError("source-unseen", asked="--all", call=gap.call, reason=gap.reason)
            raise AskerError("empty-account", region=snapshot.region, account=snapshot.account)
    query = Query(source="", to="", principal=args.principal)
    return [
        one
        for source in sources
        for service in args.to or ["s3"]
        for one in diagnose_query(replace(query, source=source, to=service), snapshot)
    ]


def _write(asked: Asked, args: Namespace, terminal: Terminal, out: Path | None) -> None:
    """Write what was asked for in its format; with colours only where somebody watches a terminal that has them."""
    if args.format == "text" and out is None and terminal.colours:
        from bot.console.coloured import show

        show(asked, terminal)
        return
    terminal.write(_rendered(asked, args, terminal), out)


def _rendered(asked: Asked, args: Namespace, terminal: Terminal) -> str | bytes:
    match args.format:
        case "json":
            from bot.console.as_json import as_json

            return as_json(asked, terminal.lang)
        case "svg":
            from bot.console.pictures import svg

            return svg(asked, terminal.lang)
        case "png":
            from bot.console.pictures import png

            if args.out is None and terminal.out.isatty():
                raise UsageError(sentences.PICTURE_TO_TERMINAL)
            return png(asked, terminal.lang)
        case _:
            from bot.console.as_text import as_text

            return as_text(asked, terminal.lang, terminal.width)
