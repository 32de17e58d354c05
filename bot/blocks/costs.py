"""What a way costs, as a message: the facts, then on what prices they stand and where to verify them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import captions, remedies
from bot.blocks.diagnosis import ends
from bot.blocks.paging import sections
from bot.blocks.parts import Json, bold, bullets, context, esc, join, link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks.diagnosis import Told
    from diagnostics.explain.costs import CostStory


def costs(told: Told, changes: Sequence[str], story: CostStory) -> list[Json]:
    """Give the costs of a way now and after changes, which stand in words above them."""
    lang = told.lang
    premise = join((bold(remedies.SUPPOSED.say(lang)), esc(" + ".join(changes))), "  ")
    pages = join((link(url, url) for url in story.pages), "  ·  ")
    return [
        *sections(join((bold(captions.COSTS.say(lang)), bullets(map(esc, story.facts))), "\n")),
        ends(told),
        *([context(premise)] if changes else []),
        context(join((esc(story.basis), pages), "  ")),
    ]
