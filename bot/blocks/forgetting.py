"""What somebody is shown before they are forgotten: what goes, what stays, and the button."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.blocks.parts import actions, asks_first, bold, button, esc, fill, section
from bot.ids import Action
from bot.phrases import forgetting as words

if TYPE_CHECKING:
    from bot.blocks.parts import Json
    from diagnostics.model.words import Lang


def asked(days: int, lang: Lang) -> list[Json]:
    """Give the question whether somebody is to be forgotten; `days` is how long the audit is kept."""
    press = button(words.YES.say(lang), Action.FORGET_ME, json.dumps({"l": lang}))
    sure = asks_first(
        press, words.SURE_TITLE.say(lang), words.SURE.say(lang), yes=words.YES.say(lang), no=words.NO.say(lang)
    )
    return [
        section(bold(words.ASK.say(lang))),
        section(fill(words.GOES, lang)),
        section(fill(words.STAYS, lang, days=esc(str(days)))),
        actions(sure),
    ]
