"""`routelore check`: is everything right that people write by hand: the entries, the manifest, the settings?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.terminal import Exit, Terminal
from bot.manifest import mistakes

if TYPE_CHECKING:
    from argparse import Namespace

MANIFEST = "app.yaml"


def check(args: Namespace, terminal: Terminal) -> Exit:
    """Print each mistake as `file:line: what is wrong and what to write instead`."""
    from knowledge import open_knowledge
    from knowledge.check import check as check_knowledge

    folder = None if args.entries is None else Path(args.entries)
    problems = [f"{one.file}:{one.line}: {one.message}" for one in check_knowledge(folder)]
    manifest = Path(args.manifest or MANIFEST)
    if manifest.is_file() or args.manifest:
        problems += mistakes(manifest)
    if terminal.settings.has_slack:
        problems += [words.say(terminal.lang) for words in terminal.settings.mistakes(http=not terminal.settings.app_token)]
    for problem in problems:
        terminal.print(problem)
    if problems:
        return Exit.WRONG_USE
    read = manifest.name if manifest.is_file() else sentences.NO_MANIFEST.say(terminal.lang)
    terminal.say(sentences.ALL_RIGHT, entries=str(len(open_knowledge(folder).entries)), manifest=read)
    return Exit.FINE
