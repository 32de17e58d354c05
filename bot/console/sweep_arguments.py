"""What can be written behind `routelore sweep` and `routelore worker`."""

from __future__ import annotations

import argparse

MOST_AT_ONCE = 64


def sweep_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options of a sweep."""
    command.add_argument("--accounts", metavar="NAME,…", action="append", help="these accounts of the policy only")
    command.add_argument("--regions", metavar="R,…", action="append", help="these Regions only; default: the policy's")
    command.add_argument("--to", action="append", metavar="DEST", help="a service; repeatable; default: s3 and dynamodb")
    resume = "go on with a sweep that was interrupted, and try again what failed; without ID, with the last one"
    command.add_argument("--resume", metavar="ID", nargs="?", const="", help=resume)
    command.add_argument("--format", choices=("text", "json", "csv", "html"), default="text", help="default: text")
    command.add_argument("--out", metavar="FILE", help="write the report there")
    at_once = "account Regions that are read at a time in this process; default: 4"
    command.add_argument("--at-once", metavar="N", type=_count, default=4, help=at_once)
    command.add_argument("--profile", metavar="P", help="the AWS profile; default: boto3's")


def worker_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options of a worker."""
    command.add_argument("--at-once", metavar="N", type=_count, default=4, help="processes that read; default: 4")


def _count(text: str) -> int:
    """Give a number of things at a time."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST_AT_ONCE:
        msg = f"{text!r} is no number from 1 to {MOST_AT_ONCE}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
