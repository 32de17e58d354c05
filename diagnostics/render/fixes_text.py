"""Proven fixes for the terminal: the steps, one block of commands to copy, what else they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.render import labels
from diagnostics.render.lines import INDENT, block, listed, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diagnostics.explain.fixing import FixStory
    from diagnostics.model.words import Lang


def fix_lines(stories: Sequence[FixStory], lang: Lang, width: int) -> Iterator[str]:
    """Yield the lines of all fixes; nothing where there is none. Terraform is there where there is only one to choose."""
    if not stories:
        return
    alone = len(stories) == 1
    yield from block((labels.ONE_FIX if alone else labels.FIXES).say(lang).format(count=len(stories)), width)
    for number, story in enumerate(stories, 1):
        yield from block(story.title, width, INDENT if alone else f"{INDENT}{chr(64 + number)}. ")
        said = {line for earlier in stories[: number - 1] for line in earlier.warnings}
        lines = [*_story(story, said, lang, width - 2 * len(INDENT))]
        if alone:
            lines += verbatim("Terraform", (story.terraform,))
        yield from ((INDENT * 2 + line).rstrip() for line in lines)


def _story(story: FixStory, said: set[str], lang: Lang, width: int) -> Iterator[str]:
    """Yield the steps, the commands and the consequences, without the warnings that stand above already."""
    for number, step in enumerate(story.steps, 1):
        yield from block(step, width, f"{number}. " if len(story.steps) > 1 else "- ")
    yield from verbatim(labels.COMMANDS.say(lang), story.commands)
    yield from listed(labels.ELSEWHERE.say(lang), story.elsewhere, width)
    yield from listed(labels.BEFOREHAND.say(lang), (line for line in story.warnings if line not in said), width)
