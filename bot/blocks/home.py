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
    does = (
        (wording.ASK, wording.ASK_WHAT),
        (wording.DIAGNOSE, wording.DIAGNOSE_WHAT),
        (wording.SWEEP, wording.SWEEP_WHAT),
        (wording.LEARN, wording.LEARN_WHAT),
        (wording.TEACH, wording.TEACH_WHAT),
    )
    lines = [join((bold(what.say(lang)), fill(how, lang)), "  ") for what, how in does]
    return [
        section(bold(wording.HELP_TITLE.say(lang))),
        section(join(lines, "\n\n")),
        section(join((bold(wording.HELP_TRY.say(lang)), tries), "\n")),
        _start(lang),
        context(fill(wording.HELP_WAYS, lang, command=esc(COMMAND))),
    ]


def home_view(lang: Lang, parts: Sequence[Sequence[Json]] = ()) -> Json:
    """Give the Home tab: a greeting, and the parts that surfaces bring."""
    return home(
        [
            header(wording.HOME_HELLO.say(lang)),
            section(fill(wording.HOME_WHAT, lang)),
            *(block for part in parts if part for block in (divider(), *part)),
            divider(),
            context(fill(wording.HELP_WAYS, lang, command=esc(COMMAND))),
        ][:MOST_BLOCKS]
    )


def asking(lang: Lang) -> list[Json]:
    """Give the part of Home that says what can be asked, with questions to try, each in a row of its own."""
    tries = [
        button(example.say(lang), f"{Action.TRY_QUESTION}.{at}", str(at)) for at, example in enumerate(wording.EXAMPLES)
    ]
    return [header(wording.ASK.say(lang)), section(fill(wording.ASK_WHAT, lang)), *(actions(one) for one in tries)]


def diagnosing(lang: Lang) -> list[Json]:
    """Give the part of Home from which a network is diagnosed."""
    return [
        header(wording.DIAGNOSE.say(lang)),
        section(fill(wording.DIAGNOSE_WHAT, lang)),
        _start(lang),
        context(fill(wording.SWEEP_WHAT, lang)),
    ]


def _start(lang: Lang) -> Json:
    return actions(button(wording.HOME_DIAGNOSE.say(lang), Action.OPEN_DIAGNOSE, primary=True))
