"""What is pressed to say how an answer was, and to hear back when there is one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.blocks.parts import VALUE_LIMIT, Json, actions, button, quote, section
from bot.ids import Action
from bot.phrases import feedback as words

if TYPE_CHECKING:
    from bot.blocks.parts import Mrkdwn
    from diagnostics.model.words import Lang

#: The question travels with its button, within what a button may carry.
QUESTION_KEPT = 1200


def buttons(question: str, entry_id: str, lang: Lang) -> list[Json]:
    """Give the two elements that say how an answer was; `entry_id` is empty where several were offered."""
    return _judging(carried(question, lang, entry_id), lang)


def diagnosis_buttons(question: str, lang: Lang) -> list[Json]:
    """Give the two elements that say how a diagnosis was; `question` is what was diagnosed, such as `subnet-… → s3`."""
    return _judging(carried(question, lang, name="d"), lang)


def missing_buttons(question: str, lang: Lang) -> list[Json]:
    """Give the element by which somebody hears of it when there is an answer; pressed again, they do not."""
    return [button(words.HEAR_BACK.say(lang), Action.HEAR_BACK, carried(question, lang))]


def what_would_be_right(thanks: Mrkdwn, question: str, entry_id: str, lang: Lang) -> list[Json]:
    """Give the thanks for a 👎, and the button by which the right answer is taught."""
    teach = button(words.RIGHT_ANSWER.say(lang), Action.TEACH, carried(question, lang, entry_id))
    return [section(thanks), actions(teach)]


def will_tell(told: Mrkdwn, question: str, lang: Lang) -> list[Json]:
    """Give what is said to whoever waits now, with the button to wait no longer."""
    value = carried(question, lang)
    return [section(told), actions(button(words.NEVER_MIND.say(lang), Action.HEAR_BACK, value))]


def there_is_an_answer(told: Mrkdwn, question: str) -> list[Json]:
    """Give what stands before the answer that somebody waited for."""
    return [section(told), section(quote(question))]


def _judging(value: str, lang: Lang) -> list[Json]:
    return [
        button(words.HELPFUL.say(lang), Action.HELPFUL, value),
        button(words.WRONG.say(lang), Action.WRONG, value),
    ]


def carried(question: str, lang: Lang, entry_id: str = "", *, name: str = "q") -> str:
    """Give what a button carries: the question, as much of it as a button takes, with its language and an entry."""
    about = {"e": entry_id} if entry_id else {}
    kept = question[:QUESTION_KEPT]
    while len(value := _value({name: kept, "l": lang, **about})) > VALUE_LIMIT:
        kept = kept[: len(kept) * 3 // 4]
    return value


def _value(what: dict[str, str]) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
