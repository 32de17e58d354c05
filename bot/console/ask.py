"""`routelore ask`: an answer from the notes, or a file of them. Imports neither boto3 nor Slack."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, assert_never

from bot import wording
from bot.console import sentences
from bot.console.paragraphs import readable
from bot.console.terminal import Exit, Terminal, UsageError, filled
from bot.understanding.lexicon import LONGEST
from knowledge import open_knowledge
from knowledge.answer import Ambiguous, Found, Missing
from knowledge.answer_json import document

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from diagnostics.model.words import Lang, Words
    from knowledge.answer import Answer
    from knowledge.entry import Entry


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
    answer = open_knowledge().answer(question, args.lang)
    if args.format == "json":
        terminal.print(json.dumps(document(answer), ensure_ascii=False))
    else:
        terminal.print(text(answer, terminal.width))
    return Exit.FINE


def _batch(args: Namespace, terminal: Terminal) -> Exit:
    knowledge = open_knowledge()
    for question in _questions(args.batch):
        answer = knowledge.answer(question[:LONGEST], args.lang)
        terminal.print(json.dumps(document(answer), ensure_ascii=False))
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
        except (ValueError, KeyError, TypeError) as error:
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
            said = wording.MISSING.say(answer.lang)
            return f"{said}\n{_offer(wording.NEAREST, nearest, answer.lang)}" if nearest else said
        case _:
            assert_never(answer)


def _entry(entry: Entry, lang: Lang, width: int) -> str:
    parts = [entry.title.say(lang), entry.answer.say(lang)]
    if entry.correction is not None:
        parts.append(wording.CORRECTION.say(lang).format(text=entry.correction.say(lang)).removeprefix(":pencil2: "))
    pages = [f"{page.title}: {page.url}" for page in entry.links]  # addresses are never wrapped: they are clicked or copied
    sources = "\n".join([wording.SOURCE.say(lang).format(heading=entry.source.heading), *pages])
    return "\n\n".join([*(readable(part.strip(), width) for part in parts), sources])


def _offer(words: Words, titles: list[str], lang: Lang) -> str:
    return "\n".join([words.say(lang), *(f"- {title}" for title in dict.fromkeys(titles))])
