"""The slash command. Answers are for the asker's eyes; a diagnosis gets a thread in the direct message."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot import wording
from bot.blocks.home import help_message
from bot.blocks.parts import fill
from bot.ids import COMMAND
from bot.listeners.answering import answer_to_one
from bot.listeners.conversation import too_long
from bot.listeners.diagnose_modal import Origin, open_form
from bot.listeners.live import Look, known_names, look, whereabouts
from bot.listeners.posting import Place, ToOne, sentence
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import Wisher, grant
from bot.listeners.turning_away import may_ask
from bot.understanding import commanding, demands, intents
from bot.understanding.intents import Ask, Diagnose, OpenModal, Thanks, Unclear

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.blocks.parts import Mrkdwn
    from bot.listeners.resources import Resources
    from bot.understanding.intents import Intent
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
            alone = Place(team=team, channel="", ts="", user=user)
            if not may_ask(resources, alone, reply, lang) or grant(resources, wisher, text):
                return
            names = known_names(resources, client, alone)
            where = whereabouts(resources, client, alone, text, names)
            intent = _meant(where.rest if where else text, names)
            match intent:
                case OpenModal():
                    origin = Origin(team=team, user=user, channel=command["channel_id"])
                    open_form(resources, client, command["trigger_id"], origin, lang, where)
                case demands.Overview() | Diagnose():
                    one = Look(client=client, place=alone, wanted=intent, lang=_lang_of(intent, lang), told=reply)
                    instead = None
                    if isinstance(asked := _meant(text, frozenset()), Ask):  # a diagnosis only by the network's names
                        instead = partial(answer_to_one, resources, reply, alone, asked.question, asked.lang)
                    look(resources, replace(one, where=where, origin=command["channel_id"], instead=instead))
                case Ask():
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


def _meant(text: str, names: frozenset[str]) -> Intent | demands.Overview:
    return demands.overview_commanded(text) or commanding.command(text, names)


def _lang_of(wanted: Diagnose | demands.Overview, lang: Lang) -> Lang:
    """Give the language to answer in; that of the words was taken into account already, but for a glance at everything."""
    return (wanted.lang or lang) if isinstance(wanted, demands.Overview) else lang
