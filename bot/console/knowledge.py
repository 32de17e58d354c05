"""`routelore knowledge export`: what was taught in chat, as files that can be reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import sentences
from bot.console.terminal import Exit, Terminal, UsageError, filled
from bot.phrases import exporting as words

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from diagnostics.model.words import Words
    from knowledge.entry import Entry

SQLITE = "sqlite:///"
#: What the exported entries stand in.
ENTRIES = "entries"


def export(args: Namespace, terminal: Terminal) -> Exit:
    """Write each answer that was taught in chat and is in service as a file, or print them all."""
    entries = _taught(terminal.settings.database_url, args.team)
    if not entries:
        terminal.say(words.NOTHING_TAUGHT)
        return Exit.FINE
    if args.into is None:
        from knowledge.taught.exported import written

        terminal.print("\n---\n".join(f"# {ENTRIES}/{one.id}.yaml\n{written(one)}".rstrip("\n") for one in entries))
        return Exit.FINE
    _write(Path(args.into), entries, terminal)
    return Exit.FINE


def _taught(url: str, team: str | None) -> tuple[Entry, ...]:
    """Give what a workspace taught and what is in service, by id."""
    from bot.state.database import StateError
    from bot.state.store import State

    if url.startswith(SQLITE) and not (path := Path(url.removeprefix(SQLITE))).is_file():
        raise UsageError(filled(words.NO_DATABASE, path=str(path)))
    try:
        state = State.open(url)
        try:
            teams = state.taught.teams()
            return state.taught.entries(_chosen(teams, team)) if teams else ()
        finally:
            state.close()
    except StateError as error:
        raise UsageError(error.words) from error


def _chosen(teams: Sequence[str], team: str | None) -> str:
    if team is not None and team not in teams:
        raise UsageError(filled(words.NO_SUCH_TEAM, team=team, teams=", ".join(teams)))
    if team is None and len(teams) > 1:
        raise UsageError(filled(words.SEVERAL_TEAMS, teams=", ".join(teams)))
    return team or teams[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What becomes of one file: what is told of it, its new text where it gets one, and how many topics that adds."""

    path: Path
    told: Words
    text: str = ""
    lacks: tuple[str, ...] = ()
    topics: int = 0


def _write(into: Path, entries: Sequence[Entry], terminal: Terminal) -> None:
    """Write the entries into a team's folder, all or none, and tell what became of each file."""
    from knowledge.taught.exported import lacking

    if into.exists() and not into.is_dir():
        raise UsageError(filled(words.NO_FOLDER, path=str(into)))
    standing = _standing(into)
    steps = [_step(into, one, standing) for one in entries]
    served = [one for one, step in zip(entries, steps, strict=True) if not lacking(one) and step.told is not words.REVIEWED]
    topics = _topics(into, served)
    for step in (*steps, *topics):
        if step.text:
            _put(step.path, step.text)
        terminal.talk(step.told.say(terminal.lang).format(path=step.path, count=step.topics))
        if step.lacks:
            terminal.talk(filled(words.LACKS, fields=", ".join(step.lacks)).say(terminal.lang))


def _standing(into: Path) -> dict[str, Path]:
    """Give the files of entries that are in the folder already, by the entry's id; what cannot be read has none."""
    from knowledge.store import KnowledgeError, read_yaml

    found: dict[str, Path] = {}
    for path in sorted((into / ENTRIES).rglob("*.y*ml")):
        try:
            node = read_yaml(path, path.name)
        except KnowledgeError:
            continue  # told by `routelore check`, and refused where it is in the way
        said = None if isinstance(node.value, (str, tuple)) else node.value.get("id")
        if said is not None and isinstance(said.value, str):
            found.setdefault(said.value, path)
    return found


def _step(into: Path, entry: Entry, standing: Mapping[str, Path]) -> _Step:
    from knowledge.schema import is_draft
    from knowledge.store import read_yaml
    from knowledge.taught.exported import lacking, written

    text, lacks = written(entry), lacking(entry)
    path = standing.get(entry.id)
    if path is None:
        path = into / ENTRIES / f"{entry.id}.yaml"
        if path.exists():
            other = next((name for name, file in standing.items() if file == path), "?")
            raise UsageError(filled(words.OTHERS_FILE, path=str(path), id=other))
        return _Step(path=path, told=words.NEW, text=text, lacks=lacks)
    if path.read_text(encoding="utf-8-sig") == text:
        return _Step(path=path, told=words.SAME, lacks=lacks)
    if lacks and not is_draft(read_yaml(path, path.name)):
        return _Step(path=path, told=words.REVIEWED)
    return _Step(path=path, told=words.RENEWED, text=text, lacks=lacks)


def _topics(into: Path, entries: Sequence[Entry]) -> list[_Step]:
    """Give what becomes of topics.yaml: each entry that is served needs its topic there."""
    from knowledge import schema
    from knowledge.library import Folder, read_topics
    from knowledge.store import KnowledgeError, parse_yaml
    from knowledge.taught.exported import topic_rows

    path = into / "topics.yaml"
    rows = topic_rows(entries, read_topics(Folder.team(into)))
    if not rows:
        return []
    before = path.read_text(encoding="utf-8-sig").rstrip("\n") if path.is_file() else "topics:"
    text = "\n".join((before, *rows)) + "\n"
    try:
        schema.topics(parse_yaml(text.encode(), path.name))
    except KnowledgeError as error:
        shown = " ".join(row.strip() for row in rows)
        raise UsageError(filled(words.TOPICS_ODD, path=str(path), reason=error.message, rows=shown)) from error
    return [_Step(path=path, told=words.TOPICS_ADDED, text=text, topics=len(rows))]


def _put(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise UsageError(filled(sentences.NOT_WRITABLE, path=str(path), reason=error.strerror or "")) from error
