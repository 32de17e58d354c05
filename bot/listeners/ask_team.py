"""A question that the notes do not answer goes to people: in the channel where it was asked, or in one of choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot import wording
from bot.blocks import form
from bot.blocks.parts import Json, fill, join, link, person, quote, section
from bot.blocks.parts import channel as channel_link
from bot.ids import Action, Block, Callback
from bot.listeners.posting import sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import OUTSIDE, attempt, code_of

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.posting import Place
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang


def register(app: App, resources: Resources) -> None:
    """Bind the button and the form that ask people."""

    def ask_team(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        pressed = Pressed.read(body)
        lang = pressed.language(resources, client)
        reply = pressed.reply(client, respond)

        def job() -> None:
            question = pressed.value.get("q", "")
            if pressed.place.direct or pressed.for_one:
                form_id = resources.state.keep_form(pressed.place.team, pressed.place.user, lang)
                client.views_open(trigger_id=pressed.trigger_id, view=form.ask_team(lang, question, form_id))
            else:
                _ask_here(client, pressed.place, question, lang)

        attempt(job, lambda told: sentence(reply, told), lang)

    def submitted(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        user = body["user"]["id"]
        lang = resources.people.language(client, user)
        values = body["view"]["state"]["values"]
        chosen = values.get(Block.CHANNEL.value, {}).get(Action.CHOOSE_CHANNEL.value, {})
        channel = str(chosen.get("selected_conversation") or "")
        asked = values.get(Block.QUESTION.value, {}).get(Action.ASK_TEAM.value, {})
        question = str(asked.get("value") or "").strip()
        if wrong := _wrong(client, channel, user, question, lang):
            ack(response_action="errors", errors=wrong)
        else:
            ack()

    app.action(Action.ASK_TEAM.value)(ask_team)
    app.action(Action.CHOOSE_CHANNEL.value)(lambda ack: ack())
    app.view(Callback.ASK_TEAM_VIEW.value)(submitted)


def _ask_here(client: WebClient, place: Place, question: str, lang: Lang) -> None:
    """Show the question to the whole channel, as part of its thread."""
    client.chat_postMessage(
        channel=place.channel,
        thread_ts=place.ts,
        reply_broadcast=True,
        unfurl_links=False,
        **_question(place.user, question, lang),
    )


def _wrong(client: WebClient, channel: str, user: str, question: str, lang: Lang) -> dict[str, str]:
    """Post the question; where it cannot be posted, give what to put below which field."""
    if not question:
        return {Block.QUESTION.value: wording.EMPTY.say(lang)}
    try:
        posted = client.chat_postMessage(channel=channel, unfurl_links=False, **_question(user, question, lang))
    except SlackApiError as error:
        if code_of(error) not in OUTSIDE:
            raise
        return {Block.CHANNEL.value: wording.NOT_IN_CHANNEL.say(lang)}
    address = str(client.chat_getPermalink(channel=channel, message_ts=posted["ts"])["permalink"])
    place = channel_link(channel)
    told = fill(wording.ASKED_TEAM, lang, where=join((place, link(address, wording.THE_QUESTION.say(lang))), " · "))
    client.chat_postMessage(channel=user, text=told, blocks=[section(told)], unfurl_links=False)
    return {}


def _question(user: str, question: str, lang: Lang) -> dict[str, Any]:
    asks = fill(wording.TEAM_QUESTION, lang, person=person(user))
    blocks: list[Json] = [section(join((asks, quote(question[: form.QUESTION_LIMIT])), "\n"))]
    return {"text": asks, "blocks": blocks}
