"""`routelore check`: is everything right that people write by hand: the entries, the manifest, the settings?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import drafting_words, sentences
from bot.console.databases import database_mistakes
from bot.console.retrieval import in_use
from bot.console.rights import about_policy, policy_file, policy_mistakes
from bot.console.terminal import Exit, Terminal
from bot.manifest import mistakes
from bot.settings.sentences import NOT_A_RETRIEVAL

if TYPE_CHECKING:
    from argparse import Namespace

    from knowledge.check import Problem
    from knowledge.drafting.lacking import Lacking
    from knowledge.library import Folder

MANIFEST = "app.yaml"


def check(args: Namespace, terminal: Terminal) -> Exit:
    """Print each mistake as `file:line: what is wrong and what to write instead`."""
    from knowledge import open_knowledge
    from knowledge.check import check as check_knowledge
    from knowledge.drafting.lacking import drafts
    from knowledge.learning.check import check_paths
    from knowledge.library import Folder

    folder = None if args.entries is None or _is_own(Path(args.entries), terminal) else Path(args.entries)
    own = terminal.knowledge if folder is None else None
    waiting = drafts(folder)
    wrong = waiting.broken if waiting.alone else [*check_knowledge(folder), *check_paths(folder), *_labs(folder)]
    if own is not None:
        laid = Folder.team(own)
        wrong = [*wrong, *check_knowledge(laid), *check_paths(laid), *_labs(laid)]
    problems = list(dict.fromkeys(f"{one.file}:{one.line}: {one.message}" for one in wrong))
    manifest = Path(args.manifest or MANIFEST)
    if manifest.is_file() or args.manifest:
        problems += mistakes(manifest)
    policy = policy_file(terminal, args.policy)
    problems += policy_mistakes(policy)
    theirs = drafts(own).found if own is not None and (own / "entries").is_dir() else ()
    if terminal.settings.has_slack:
        problems += [words.say(terminal.lang) for words in terminal.settings.mistakes(http=not terminal.settings.app_token)]
        problems += database_mistakes(terminal)
    elif not terminal.settings.has_retrieval:
        problems.append(NOT_A_RETRIEVAL.say(terminal.lang))
    unfinished = (*waiting.found, *theirs)
    for problem in [*problems, *(_lacking(one, terminal) for one in unfinished)]:
        terminal.print(problem)
    if unfinished:
        terminal.say(drafting_words.DRAFTS, count=str(len(unfinished)))
    if problems:
        return Exit.WRONG_USE
    if waiting.alone:
        return Exit.FINE
    read = manifest.name if manifest.is_file() else sentences.NO_MANIFEST.say(terminal.lang)
    served = open_knowledge(folder if own is None else Folder.team(own)).entries
    terminal.say(sentences.ALL_RIGHT, entries=str(len(served)), manifest=read)
    about_policy(terminal, policy)
    for told in in_use(terminal.settings, served):
        terminal.say(told)
    return Exit.FINE


def _is_own(folder: Path, terminal: Terminal) -> bool:
    """Say whether a folder is the team's own: it is looked at as it is served, over what comes with the product."""
    own = terminal.settings.knowledge
    return own is not None and folder.resolve() == own.resolve()


def _labs(folder: Folder | Path | None) -> tuple[Problem, ...]:
    """Give what is wrong with the labs of a knowledge base, which may have none; of the shipped ones where none is named."""
    from bot.learning.labs.checking import check_labs
    from bot.learning.labs.reading import labs, shipped
    from knowledge import KnowledgeError, open_knowledge
    from knowledge.library import Folder

    root = folder.root if isinstance(folder, Folder) else folder
    place = shipped() if root is None else root / "paths" / "labs"
    if not place.is_dir():
        return ()
    try:
        entries = {entry.id for entry in open_knowledge(folder).entries}
    except KnowledgeError:
        entries = set()  # told already, and no reason to doubt the labs
    beside = labs() if isinstance(folder, Folder) else ()
    return check_labs(place, entries, {lab.id: f"knowledge/paths/labs/{lab.id}.yaml" for lab in beside})


def _lacking(one: Lacking, terminal: Terminal) -> str:
    fields = ", ".join(one.fields)
    return drafting_words.DRAFT.say(terminal.lang).format(where=f"{one.file}:{one.line}", fields=fields)
