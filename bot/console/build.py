"""`routelore build`: a team's own notes made into drafts of entries, again and again, without touching what people wrote."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import drafting_words as words
from bot.console import sentences
from bot.console.drafted import text
from bot.console.terminal import Exit, Terminal, UsageError, filled
from knowledge import KnowledgeError, open_knowledge, schema
from knowledge.drafting.coverage import Coverage
from knowledge.drafting.decoding import Unreadable, decode
from knowledge.drafting.draft import standing
from knowledge.drafting.ideas import read
from knowledge.drafting.naming import Dictionary
from knowledge.drafting.plan import Ground, files, plan
from knowledge.drafting.report import Failure, Report, document
from knowledge.drafting.tidying import plain_name
from knowledge.entry import Bilingual
from knowledge.library import OWN, Folder
from knowledge.store import parse_yaml

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from diagnostics.model.words import Lang, Words
    from knowledge import Knowledge
    from knowledge.drafting.draft import Standing
    from knowledge.drafting.ideas import Read

MARKDOWN = (".md", ".markdown")
ENTRIES = "entries"
CHECK = "routelore check"
LEAST_TOLD, TOLD = 200, 4


def build(args: Namespace, terminal: Terminal) -> Exit:
    """Draft entries from the notes, write what nobody has touched, and say what became of everything."""
    paths = _notes([Path(name) for name in args.notes])
    own = terminal.knowledge
    into = _into(Path(args.into), own)
    reads, failures, unread = _read(paths, terminal)
    stand, broken = _standing(into)
    knowledge, home = _knowledge(into, own)
    concepts, _, _ = schema.glossary(home.node_or_shipped("glossary.yaml"))
    ground = Ground(
        standing=stand,
        taken=frozenset({path.stem for path in _yaml(into)} | {entry.id for entry in knowledge.entries}),
        broken=frozenset(Path(failure.file).stem for failure in broken),
        unread=unread,
        whole=any(Path(name).is_dir() for name in args.notes),
    )
    ideas = [idea for one in reads for idea in one.ideas]
    told = _Progress(terminal, words.DRAFTING)
    planned = plan(ideas, ground, Coverage(knowledge), Dictionary(concepts), told)
    _write(into, dict(files(planned)))
    report = Report(
        notes=len(reads),
        into=str(into),
        plan=planned,
        leftovers=tuple(leftover for one in reads for leftover in one.leftovers),
        failures=(*failures, *broken),
    )
    if args.format == "json":
        terminal.print(json.dumps(document(report, terminal.lang), ensure_ascii=False, indent=1))
    else:
        shown = {note: str(path) for note, path in paths.items()}
        terminal.print(text(report, shown, _next(into, home, terminal.lang), terminal.lang))
    return Exit.FINE


class _Progress:
    """Tells how far a step is: in place where somebody watches, else a line now and then where there is much to do."""

    def __init__(self, terminal: Terminal, what: Words) -> None:
        self._terminal = terminal
        self._what = what

    def __call__(self, done: int, total: int) -> None:
        """Tell it, if it is time to."""
        now = filled(self._what, done=str(done), total=str(total)).say(self._terminal.lang)
        if self._terminal.err.isatty():
            self._terminal.err.write(f"\r\x1b[K{now}" if done < total else "\r\x1b[K")
            self._terminal.err.flush()
        elif total >= LEAST_TOLD and done and done % -(-total // TOLD) == 0:
            self._terminal.talk(now)


def _notes(given: Sequence[Path]) -> dict[str, Path]:
    """Give every Markdown file that was named or lies in a folder that was, each with the name it keeps between runs."""
    found: dict[str, Path] = {}
    for path in given:
        if not path.exists():
            raise UsageError(filled(words.NO_SUCH_FILE, path=str(path)))
        if path.is_file() and path.suffix.lower() not in MARKDOWN:
            raise UsageError(filled(words.NOT_MARKDOWN, path=str(path)))
        inside = list(_below(path)) if path.is_dir() else [path]
        if not inside:
            raise UsageError(filled(words.NO_NOTES, path=str(path)))
        for file in inside:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            known = {file.resolve() for file in found.values()} if name in found else set()
            if file.resolve() not in known:
                found[name if name not in found else file.as_posix()] = file
    return found


def _below(folder: Path) -> Iterator[Path]:
    """Give the Markdown files under a folder in order of names; hidden folders and links to folders are passed over."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            if name.lower().endswith(MARKDOWN) and not name.startswith("."):
                yield Path(where) / name


def _into(folder: Path, own: Path | None) -> Path:
    """Give the folder of the drafts: inside a knowledge base it is where the entries are."""
    alone = (folder / ENTRIES).is_dir() and (folder / "topics.yaml").is_file()
    if alone or _same(folder, own):
        folder = folder / ENTRIES
    if folder.exists() and not folder.is_dir():
        raise UsageError(filled(words.INTO_A_FILE, path=str(folder)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(filled(sentences.NOT_WRITABLE, path=str(folder), reason=error.strerror or "")) from error
    return folder


def _read(paths: Mapping[str, Path], terminal: Terminal) -> tuple[list[Read], list[Failure], set[str]]:
    """Give what was read, what could not be, and the names of the notes that could not."""
    reads: list[Read] = []
    failures: list[Failure] = []
    unread: set[str] = set()
    told = _Progress(terminal, words.READING)
    for at, (note, path) in enumerate(paths.items()):
        told(at, len(paths))
        try:
            reads.append(read(note, plain_name(path.stem), decode(path.read_bytes())))
        except Unreadable as error:
            failures.append(Failure(str(path), error.line, error.why))
            unread.add(note)
        except OSError as error:
            reason = filled(words.NOT_ALLOWED, reason=error.strerror or "")
            failures.append(Failure(str(path), 1, Bilingual(reason.ko, reason.en)))
            unread.add(note)
    told(len(paths), len(paths))
    if not reads:
        first = failures[0]
        why = first.why.say(terminal.lang)
        raise UsageError(filled(words.UNREADABLE, path=first.file, line=str(first.line), why=why))
    return reads, failures, unread


def _yaml(into: Path) -> list[Path]:
    return sorted(file for pattern in ("*.yaml", "*.yml") for file in into.rglob(pattern))


def _standing(into: Path) -> tuple[tuple[Standing, ...], list[Failure]]:
    """Give the entries and drafts that stand in the folder, and the files that cannot be read."""
    found: list[Standing] = []
    failures: list[Failure] = []
    for path in _yaml(into):
        name = path.relative_to(into).as_posix()
        try:
            raw = path.read_bytes()
            one = standing(parse_yaml(raw, name), raw.decode("utf-8-sig"))
        except KnowledgeError as error:
            failures.append(Failure(str(path), error.line, Bilingual(error.message, error.message)))
            continue
        except OSError as error:
            reason = filled(words.NOT_ALLOWED, reason=error.strerror or "")
            failures.append(Failure(str(path), 1, Bilingual(reason.ko, reason.en)))
            continue
        if one is not None:
            found.append(one)
    return tuple(found), failures


def _same(folder: Path, own: Path | None) -> bool:
    return own is not None and folder.resolve() == own.resolve()


def _knowledge(into: Path, own: Path | None) -> tuple[Knowledge, Folder]:
    """Give the knowledge base that the drafts are for: the one that the folder is part of, else the one in service."""
    root = into.parent
    if into.name == ENTRIES and (root / "topics.yaml").is_file() and not _same(root, own):
        try:
            return open_knowledge(root), Folder(root)
        except KnowledgeError as error:
            if error.file != f"{root.name}/entries":  # anything else than that all of its entries are drafts yet
                raise
    served = Folder.shipped() if own is None or not any((own / name).exists() for name in OWN) else Folder.team(own)
    return open_knowledge(served), served


def _next(into: Path, home: Folder, lang: Lang) -> str:
    """Give what to do with the drafts, wherever they lie."""
    served = into.name == ENTRIES and isinstance(home.root, Path) and _same(into.parent, home.root)
    if served and home.over is not None:
        return words.NEXT.say(lang).format(check=CHECK)
    folder = into.parent if served else into
    return (words.NEXT if served else words.NEXT_ELSEWHERE).say(lang).format(check=f"{CHECK} --entries {folder}")


def _write(into: Path, texts: Mapping[str, str]) -> None:
    """Write the drafts, each whole or not at all."""
    for name, content in texts.items():
        path = into / name
        beside = path.with_name(f".{path.name}.new")
        try:
            beside.write_text(content, encoding="utf-8", newline="\n")
            beside.replace(path)
        except OSError as error:
            raise UsageError(filled(sentences.NOT_WRITABLE, path=str(path), reason=error.strerror or "")) from error
