"""Shortcuts: diagnose from anywhere, and answer somebody's message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot import wording
from bot.blocks.parts import fill
from bot.deliveries import team_of
from bot.ids import Callback
from bot.listeners.answering import answer_to_one
from bot.listeners.conversation import act
from bot.listeners.diagnose_modal import Origin, open_form
from bot.listeners.live import known_names, whereabouts
from bot.listeners.posting import InThread, Place, ToOne, sentence
from bot.listeners.reasons import OUTSIDE, attempt, code_of
from bot.listeners.turning_away import may_ask
from bot.understanding import intents
from bot.understanding.intents import Ask, Diagnose

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang


def register(app: App, resources: Resources) -> None:
    """Bind the global shortcut and the message shortcut."""

    def diagnose(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        team, user = team_of(body), body["user"]["id"]
        lang = resources.people.language(client, user)
        open_form(resources, client, body["trigger_id"], Origin(team=team, user=user), lang)

    def answer(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        message = body["message"]
        text = str(message.get("text", ""))
        place = Place(
            team=team_of(body),
            channel=body["channel"]["id"],
            ts=message.get("thread_ts") or message["ts"],
            user=body["user"]["id"],
        )
        lang = intents.language(intents.plain(text))
        to_asker = ToOne(respond)

        def job() -> None:
            if may_ask(resources, place, to_asker, lang):
                _answer(resources, client, to_asker, place, text, lang)

        attempt(job, lambda told: sentence(to_asker, told), lang)

    app.shortcut(Callback.DIAGNOSE_SHORTCUT.value)(diagnose)
    app.shortcut(Callback.ANSWER_SHORTCUT.value)(answer)


def _answer(resources: Resources, client: WebClient, to_asker: ToOne, place: Place, text: str, lang: Lang) -> None:
    """Answer in the message's thread; where the bot is no member, for the eyes of whoever asked."""
    names = known_names(resources, client, place)
    where = whereabouts(resources, client, place, text, names)
    intent = intents.parse(where.rest, names) if where else None
    if not isinstance(intent, Diagnose):
        intent = intents.parse(text, names)
    if not isinstance(intent, Ask | Diagnose):
        sentence(to_asker, fill(wording.EMPTY, lang))
        return
    try:
        act(resources, InThread(client, place), intent, lang, thread=None, where=where, told=to_asker)
    except SlackApiError as error:
        if code_of(error) not in OUTSIDE or isinstance(intent, Diagnose):
            raise
        answer_to_one(resources, to_asker, place, intent.question, intent.lang)
