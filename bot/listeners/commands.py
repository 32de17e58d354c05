"""The slash command. Answers are for the asker's eyes; a diagnosis gets a thread in the direct message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import captions, wording
from bot.blocks.home import help_message
from bot.blocks.parts import code, fill, link
from bot.ids import COMMAND
from bot.listeners import diagnosing
from bot.listeners.answering import answer_to_one
from bot.listeners.conversation import too_long
from bot.listeners.diagnose_modal import Origin, open_form
from bot.listeners.overview import overview
from bot.listeners.posting import InThread, Place, ToOne, direct_thread, sentence
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import Wisher, grant
from bot.understanding import commanding, demands, intents
from bot.understanding.intents import Ask, Diagnose, OpenModal, Thanks, Unclear

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.blocks.parts import Mrkdwn
    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang


def register(app: App, resources: Resources) -> None:
    """Answer `/routelore`."""

    def commanded(ack: Ack, command: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        team, user, text = command["team_id"], command["user_id"], str(command.get("text", ""))
        reply = ToOne(respond)
        lang = _language(text) or resources.people.language(client, user)

        def job() -> None:
            wisher = Wisher(
                client=client,
                team=team,
                user=user,
                channel=command["channel_id"],
                reply=reply,
                lang=lang,
                trigger_id=command["trigger_id"],
            )
            if grant(resources, wisher, text):
                return
            every = demands.overview_commanded(text)
            intent = every or commanding.command(text, resources.state.names(team))
            match intent:
                case demands.Overview():
                    _in_direct_message_all(resources, client, reply, (team, user), intent, intent.lang or lang)
                case OpenModal():
                    open_form(resources, client, command["trigger_id"], Origin(team=team, user=user), lang)
                case Diagnose():
                    in_direct_message(resources, client, reply, team, user, _in(intent, lang))
                case Ask():
                    alone = Place(team=team, channel="", ts="", user=user)
                    answer_to_one(resources, reply, alone, intent.question, intent.lang)
                case Unclear():
                    sentence(reply, _why_unclear(intent, len(text), lang))
                case Thanks():
                    sentence(reply, fill(wording.THANKED, lang))
                case _:
                    reply.say(help_message(lang), fill(wording.HELP_TITLE, lang))

        attempt(job, lambda told: sentence(reply, told), lang)

    app.command(COMMAND)(commanded)


def _why_unclear(intent: Unclear, length: int, lang: Lang) -> Mrkdwn:
    if intent.reason == "too-long":
        return too_long(length, lang)
    return fill(wording.ONLY_SERVICES if intent.reason == "no-service" else wording.EMPTY, lang)


def _language(text: str) -> Lang | None:
    """Give the language of what was typed; `diagnose subnet-… to s3` has none, it is spelt so in every language."""
    said = intents.plain(text)
    if intents.language(said) == "ko":
        return "ko"
    verb = said.partition(" ")[0].lower()
    return None if verb in {"", "diagnose", "help"} else "en"


def _in_direct_message_all(
    resources: Resources, client: WebClient, reply: Reply, who: tuple[str, str], wanted: demands.Overview, lang: Lang
) -> None:
    """Show every subnet in a new thread of the asker's direct message, and tell the asker where that is."""
    title = fill(captions.GLANCE_TITLE, lang)
    place, address = direct_thread(client, *who, title)
    there = link(address, wording.THE_THREAD.say(lang))
    sentence(reply, fill(wording.DIAGNOSIS_STARTED, lang, link=there))
    overview(resources, InThread(client, place), wanted, lang, None)


def _in(wanted: Diagnose, lang: Lang) -> Diagnose:
    return replace(wanted, lang=lang)


def in_direct_message(
    resources: Resources, client: WebClient, reply: Reply | None, team: str, user: str, wanted: Diagnose
) -> Place:
    """Diagnose in a new thread of the asker's direct message, and tell the asker where that is."""
    ends = {"source": code(", ".join(wanted.sources)), "to": code(", ".join(wanted.to))}
    place, address = direct_thread(client, team, user, fill(wording.ASKED_BY_COMMAND, wanted.lang, **ends))
    if reply is not None:
        there = link(address, wording.THE_THREAD.say(wanted.lang))
        sentence(reply, fill(wording.DIAGNOSIS_STARTED, wanted.lang, link=there))
    diagnosing.start(resources, InThread(client, place), wanted)
    return place
