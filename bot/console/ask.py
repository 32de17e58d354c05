"""`routelore ask`: an answer from the notes, or a file of them. Imports neither boto3 nor Slack."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, assert_never

from bot import wording
from bot.console import sentences
from bot.console.paragraphs import readable
from bot.console.retrieval import chosen
from bot.console.terminal import Exit, Terminal, UsageError, filled
from bot.phrases import answers as words
from bot.understanding.lexicon import LONGEST
from knowledge import open_knowledge
from knowledge.answer import Ambiguous, Found, Missing
from knowledge.answer_json import document
from knowledge.library import Folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from diagnostics.model.words import Lang, Words
    from knowledge.answer import Answer
    from knowledge.answerer import Knowledge
    from knowledge.entry import Entry

#: Between the answers to two questions of one message.
_RULE = "―" * 20


def ask(args: Namespace, terminal: Terminal) -> Exit:
    """Answer one question, or each line of a file in its order."""
    if args.batch is not None:
        if args.question:
            raise UsageError(sentences.BATCH_AND_QUESTION)
        return _batch(args, terminal)
    question = " ".join(args.question).strip()
    if not question:
        raise UsageError(sentences.NO_QUESTION)
    if len(question) > LONGEST:
        raise UsageError(filled(sentences.TOO_LONG, length=f"{len(question):,}", limit=f"{LONGEST:,}"))
    answers = _notes(terminal).answers(question, args.lang)
    if args.format == "json":
        terminal.print(_as_json(question, answers))
    else:
        terminal.print(f"\n\n{_RULE}\n\n".join(text(answer, terminal.width) for answer in answers))
    return Exit.FINE


def _notes(terminal: Terminal) -> Knowledge:
    own = terminal.knowledge
    return open_knowledge(None if own is None else Folder.team(own), chosen(terminal))


def _as_json(question: str, answers: tuple[Answer, ...]) -> str:
    """Give the answers as one object, under the question as it was asked."""
    first, *others = answers
    return json.dumps(document(replace(first, question=question), *others), ensure_ascii=False)


def _batch(args: Namespace, terminal: Terminal) -> Exit:
    notes = _notes(terminal)
    for question in _questions(args.batch):
        terminal.print(_as_json(question[:LONGEST], notes.answers(question[:LONGEST], args.lang)))
    return Exit.FINE


def _questions(name: str) -> Iterator[str]:
    """Give the questions of a file; the first line that holds none ends it with a sentence."""
    if name == "-":
        yield from _read(sys.stdin, "stdin")
        return
    try:
        with Path(name).open(encoding="utf-8-sig") as lines:
            yield from _read(lines, name)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(filled(sentences.BATCH_UNREADABLE, file=name, reason=why or "")) from error


def _read(lines: TextIO, name: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)["q"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(filled(sentences.BATCH_LINE, file=name, line=str(number))) from error
        if not isinstance(question, str):
            raise UsageError(filled(sentences.BATCH_LINE, file=name, line=str(number)))
        yield question


def text(answer: Answer, width: int) -> str:
    """Give an answer for a reader of a terminal of this width."""
    match answer:
        case Found():
            return _entry(answer.match.entry, answer.lang, width)
        case Ambiguous():
            return _offer(wording.AMBIGUOUS, [one.entry.title.say(answer.lang) for one in answer.options], answer.lang)
        case Missing():
            nearest = [topic.name.say(answer.lang) for topic in answer.nearest]
            said = readable(words.refusal(answer.outside).say(answer.lang), width)
            return f"{said}\n{_offer(wording.NEAREST, nearest, answer.lang)}" if nearest else said
        case _:
            assert_never(answer)


def _entry(entry: Entry, lang: Lang, width: int) -> str:
    parts = [entry.title.say(lang), entry.answer.say(lang)]
    if entry.correction is not None:
        parts.append(wording.CORRECTION.say(lang).format(text=entry.correction.say(lang)).removeprefix(":pencil2: "))
    pages = [f"{page.title}: {page.url}" for page in entry.links]  # addresses are never wrapped: they are clicked or copied
    sources = "\n".join([_source(entry, lang), *pages])
    return "\n\n".join([*(readable(part.strip(), width) for part in parts), sources])


def _source(entry: Entry, lang: Lang) -> str:
    """Give where an entry comes from, and when somebody last stood by it."""
    source, seen = words.source(entry.source), words.REVIEWED
    if entry.source.note != words.OUR_NOTES:
        from knowledge.taught.entry import is_taught

        source, seen = (words.TAUGHT, words.APPROVED) if is_taught(entry) else (source, seen)
    where = source.say(lang).format(note=entry.source.note, heading=entry.source.heading)
    return f"{where}  ·  {seen.say(lang).format(day=entry.reviewed.isoformat())}"


def _offer(words: Words, titles: list[str], lang: Lang) -> str:
    return "\n".join([words.say(lang), *(f"- {title}" for title in dict.fromkeys(titles))])
