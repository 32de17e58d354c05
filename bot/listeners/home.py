"""App Home: what the bot can do, in the language of the person's Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import wording
from bot.blocks import home as blocks
from bot.blocks.parts import bold
from bot.deliveries import team_of
from bot.ids import Action
from bot.listeners.answering import answer_in_thread
from bot.listeners.posting import InThread, direct_thread, sentence
from bot.listeners.pressed import family
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import HomePart

if TYPE_CHECKING:
    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources


def register(app: App, resources: Resources) -> None:
    """Show Home when it is opened, and answer the questions on it."""

    def opened(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        if event.get("tab") == "home":
            user = event["user"]
            resources.surfaces.show_home(resources, client, team_of(body), user)

    def tried(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        ack()
        user = body["user"]["id"]
        lang = resources.people.language(client, user)
        number = str(action.get("value", ""))
        at = int(number) if number.isdecimal() and len(number) <= len("99") else 0  # it was in Slack's hands
        question = wording.EXAMPLES[at % len(wording.EXAMPLES)].say(lang)
        place, _ = direct_thread(client, team_of(body), user, bold(question))
        reply = InThread(client, place)
        attempt(lambda: answer_in_thread(resources, reply, question, lang), lambda told: sentence(reply, told), lang)

    resources.surfaces.home[HomePart.ASKING] = lambda _, visitor: blocks.asking(visitor.lang)
    resources.surfaces.home[HomePart.DIAGNOSING] = lambda _, visitor: blocks.diagnosing(visitor.lang)
    app.event("app_home_opened")(opened)
    app.action(family(Action.TRY_QUESTION))(tried)
