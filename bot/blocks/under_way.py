"""What is shown while a diagnosis waits or reads AWS: a sentence, and the button that ends it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.blocks.parts import Json, Mrkdwn, actions, button, section
from bot.ids import Action
from bot.phrases import limits as words

if TYPE_CHECKING:
    from diagnostics.model.words import Lang


def under_way(text: Mrkdwn, lang: Lang) -> list[Json]:
    """Give what is going on, and the button that ends it."""
    value = json.dumps({"l": lang}, separators=(",", ":"))
    return [section(text), actions(button(words.CANCEL.say(lang), Action.CANCEL, value))]
