"""`routelore diagnose`, `save` and `permissions`: the diagnosis without Slack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.terminal import Exit, Terminal, UsageError, filled
from diagnostics.model.trace import VerdictClass

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.services import Named
    from diagnostics.collect import Answers
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang


def diagnose(args: Namespace, terminal: Terminal) -> Exit:
    """Explain the way from the source, or from every subnet, to each destination."""
    _check_use(args)
    found = _diagnoses(args, _snapshot(args, terminal))
    content = _rendered(found, args, terminal)
    out = None if args.out is None else Path(args.out)
    try:
        terminal.write(content, out)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(filled(sentences.NOT_WRITABLE, path=str(out), reason=error.strerror or "")) from error
    fine = all(one.verdict_class is VerdictClass.PRIVATE for one in found)
    return Exit.FINE if fine or not args.exit_code else Exit.NOT_FINE


def save(args: Namespace, terminal: Terminal) -> Exit:
    """Read AWS once and write what it said as a folder."""
    from bot.services import Named
    from diagnostics.collect import write_saved

    named = Named(buckets=tuple(args.bucket), functions=tuple(one.removeprefix("lambda:") for one in args.function))
    if args.script:
        from diagnostics.collect.script import script

        terminal.print(script(args.region, args.vpc, bucket=named.buckets, function=named.functions).rstrip("\n"))
        return Exit.FINE
    if not args.folder:
        raise UsageError(sentences.NO_FOLDER)
    answers = _live(args, terminal, named) if args.saved is None else _read(args, terminal)
    if args.redact:
        from diagnostics.collect.redact import redact

        answers = redact(answers)
    write_saved(answers, Path(args.folder))
    terminal.say(sentences.SAVED, folder=args.folder)
    return Exit.FINE


def permissions(_args: Namespace, terminal: Terminal) -> Exit:
    """Print the least-privilege IAM policy."""
    from diagnostics.collect.permissions import policy

    terminal.print(json.dumps(policy(), indent=2))
    return Exit.FINE


def _check_use(args: Namespace) -> None:
    wrong = (
        (not args.source and not args.all, sentences.NO_SOURCE),
        (bool(args.source) and args.all, sentences.SOURCE_AND_ALL),
        (bool(args.vpc) and not args.all, sentences.VPC_WITHOUT_ALL),
        (bool(args.saved and args.profile), sentences.SAVED_AND_PROFILE),
    )
    for is_wrong, words in wrong:
        if is_wrong:
            raise UsageError(words)


def _snapshot(args: Namespace, terminal: Terminal) -> Snapshot:
    """Give the snapshot of the saved folder, or of the account."""
    from bot.services import named_in
    from diagnostics.collect import snapshot_of

    named = named_in([args.source] if args.source else [], args.to or [])
    if args.saved is None:
        return snapshot_of(_live(args, terminal, named))
    return snapshot_of(_read(args, terminal), region=args.region)


def _read(args: Namespace, terminal: Terminal) -> Answers:
    """Give what the saved folder holds, or the zip of one, and say which of its files were of no use."""
    saved = Path(args.saved)
    if saved.is_file():
        from diagnostics.collect.archive import read_archive

        answers = read_archive(saved)
    else:
        from diagnostics.collect import read_saved

        answers = read_saved(saved)
    for name, reason in answers.unread:
        terminal.say(sentences.UNREAD, file=name, reason=reason)
    return answers


def _live(args: Namespace, terminal: Terminal, named: Named) -> Answers:
    from diagnostics.collect.aws import AwsCollector

    collector = AwsCollector(region=args.region, profile=args.profile)
    try:
        return collector.collect(progress=terminal.progress, vpc_id=args.vpc, bucket=named.buckets, function=named.functions)
    finally:
        collector.close()


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
    to = args.to or ["s3"]
    return [
        one
        for source in sources
        for service in to
        for one in diagnose_query(Query(source=source, to=service, principal=args.principal), snapshot)
    ]


def _rendered(found: list[Diagnosis], args: Namespace, terminal: Terminal) -> str | bytes:
    match args.format:
        case "json":
            from diagnostics.render.json_v1 import document

            return json.dumps([document(one, terminal.lang) for one in found], ensure_ascii=False, indent=2)
        case "svg" | "png":
            if len(found) != 1:
                raise UsageError(filled(sentences.ONE_PICTURE, count=str(len(found))))
            return _svg(found[0], terminal.lang) if args.format == "svg" else _png(found[0], args, terminal)
        case _:
            return _summary(found, terminal.lang) if args.all else _reports(found, terminal)


def _reports(found: list[Diagnosis], terminal: Terminal) -> str:
    from diagnostics.render.text import report

    return "\n\n".join(report(one, terminal.lang, terminal.width).rstrip("\n") for one in found)


def _summary(found: list[Diagnosis], lang: Lang) -> str:
    """Give a line for each diagnosis, in columns."""
    from diagnostics.explain import explain
    from diagnostics.render.text import columns

    rows = [
        (
            one.case.vpc.name or one.case.vpc.id,
            one.case.subnet.id,
            one.case.subnet.name,
            one.case.destination.service or one.case.destination.hostname,
            one.verdict.value,
            explain(one, lang).verdict_name,
        )
        for one in found
    ]
    widths = [max(columns(row[at]) for row in rows) for at in range(6)]
    return "\n".join(
        "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _svg(diagnosis: Diagnosis, lang: Lang) -> str:
    from diagnostics.render.svg import picture

    return picture(diagnosis, lang)


def _png(diagnosis: Diagnosis, args: Namespace, terminal: Terminal) -> bytes:
    from diagnostics.render.png import PictureUnavailable, rasterise

    if args.out is None and terminal.out.isatty():
        raise UsageError(sentences.PICTURE_TO_TERMINAL)
    try:
        return rasterise(_svg(diagnosis, terminal.lang))
    except PictureUnavailable as error:
        raise UsageError(sentences.NO_PICTURES) from error
