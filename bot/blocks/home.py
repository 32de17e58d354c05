"""What the bot can do: as App Home and as the answer to "help"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import wording
from bot.blocks.parts import Json, actions, bold, bullets, button, context, divider, esc, fill, header, home, join, section
from bot.ids import COMMAND, Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.words import Lang

#: What Slack takes in a view. — https://docs.slack.dev/reference/views/home-tab-views
MOST_BLOCKS = 100


def help_message(lang: Lang) -> list[Json]:
    """Give the answer to "help"."""
    tries = bullets(join((esc("“"), esc(example.say(lang)), esc("”"))) for example in wording.EXAMPLES)
    return [
        section(bold(wording.HELP_TITLE.say(lang))),
        section(join((fill(wording.HELP_ASK, lang), fill(wording.HELP_DIAGNOSE, lang)), "\n\n")),
        section(join((bold(wording.HELP_TRY.say(lang)), tries), "\n")),
        *_start(lang),
        context(fill(wording.HELP_WAYS, lang, command=esc(COMMAND))),
    ]


def home_view(lang: Lang, parts: Sequence[Sequence[Json]] = ()) -> Json:
    """Give the Home tab, with the parts that other surfaces bring."""
    tries = [
        button(example.say(lang), f"{Action.TRY_QUESTION}.{at}", str(at)) for at, example in enumerate(wording.EXAMPLES)
    ]
    return home(
        [
            header(wording.HOME_HELLO.say(lang)),
            section(fill(wording.HELP_ASK, lang)),
            *(actions(one) for one in tries),
            divider(),
            section(fill(wording.HELP_DIAGNOSE, lang)),
            *_start(lang),
            *(block for part in parts if part for block in (divider(), *part)),
            divider(),
            context(fill(wording.HELP_WAYS, lang, command=esc(COMMAND))),
        ][:MOST_BLOCKS]
    )


def _start(lang: Lang) -> list[Json]:
    return [actions(button(wording.HOME_DIAGNOSE.say(lang), Action.OPEN_DIAGNOSE, primary=True))]
