"""A source that nobody has: what is there instead, to be chosen or to be named in the thread."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.parts import Json, Mrkdwn, code, esc, fill, join, section
from bot.blocks.several import subnet_menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.words import Lang

#: How alike two names must be for one to be a slip of the other.
ALIKE = 0.75
MOST_ALIKE = 3
FUNCTION = "lambda:"


def names_of(snapshot: Snapshot) -> frozenset[str]:
    """Give the Name tags by which people may call places of this network."""
    kinds = (snapshot.subnets, snapshot.instances, snapshot.vpcs)
    return frozenset(thing.name for kind in kinds for thing in kind.values() if thing.name)


def near(sources: Sequence[str], snapshot: Snapshot) -> tuple[str, ...]:
    """Give the names of the network that were probably meant, the likeliest first."""
    names = {name.casefold(): name for name in sorted(names_of(snapshot))}
    unknown = [one for one in sources if one.casefold() not in names and not one.startswith(FUNCTION)]
    found = [match for one in unknown for match in get_close_matches(one.casefold(), names, MOST_ALIKE, ALIKE)]
    return tuple(dict.fromkeys(names[match] for match in found))


def offer(asked: str, similar: Sequence[str], snapshot: Snapshot, lang: Lang) -> tuple[list[Json], Mrkdwn]:
    """Give the message that says that there is no such source and offers those that there are, and its text alone."""
    of_function = asked.startswith(FUNCTION)
    words = wording.UNKNOWN_FUNCTION if of_function else wording.UNKNOWN_SOURCE
    lines = [fill(words, lang, source=code(asked.removeprefix(FUNCTION)), region=esc(snapshot.region))]
    if similar:
        lines.append(fill(wording.PERHAPS, lang, near=join(map(code, similar), ", ")))
    text = join(lines, " ")
    choose = [] if of_function else subnet_menu(snapshot.subnets.values(), lang, similar)
    if choose:
        text = join((text, fill(wording.PICK_OR_SAY, lang)), " ")
    return [section(text), *choose], text
