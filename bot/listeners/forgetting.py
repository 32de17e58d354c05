"""Forgetting somebody who wishes it: they are asked first, where nobody else sees it, and then it is done."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bot.blocks import forgetting as blocks
from bot.blocks.parts import cut, fill, section
from bot.ids import Action
from bot.listeners.feedback import ForOne, quietly
from bot.listeners.posting import TEXT_LIMIT, InThread, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import REFUSALS, attempt, code_of
from bot.phrases import forgetting as words
from bot.understanding.wishes import Wish

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.blocks.parts import Mrkdwn
    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.listeners.surfaces import Wisher

LOG = logging.getLogger("routelore")


def register(app: App, resources: Resources) -> None:
    """Grant the wish, and bind the button below the question."""

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        click = Pressed.read(body)
        reply, lang = quietly(click, client, respond), click.language(resources, client)

        def job() -> None:
            team, user = click.place.team, click.place.user  # whoever pressed is forgotten, whosever question it was
            for reading in resources.under_way.all_of(click.place.who):
                reading.cancel()  # what it came to would be kept anew
            gone = resources.state.forgetting.forget(team, user)
            LOG.info("forgot a person rows=%s", sum(gone.values()))
            _become(click, body, client, respond, fill(words.DONE if gone else words.NOTHING, lang))
            resources.surfaces.show_home(resources, client, team, user)

        attempt(job, lambda told: sentence(reply, told), lang)

    resources.surfaces.wishes[Wish.FORGET] = _wished
    app.action(Action.FORGET_ME.value)(pressed)


def _become(click: Pressed, body: dict[str, Any], client: WebClient, respond: Respond, text: Mrkdwn) -> None:
    """Put what came of it in the place of the question, whose button goes with it; below it, where that cannot be."""
    shown, said = [section(text)], cut(text, TEXT_LIMIT)
    try:
        if click.for_one:
            if respond(text=said, blocks=shown, replace_original=True).status_code == HTTPStatus.OK:
                return
            LOG.info("the question could not be replaced")
        elif click.place.direct:  # elsewhere others see the message: it is none that was asked here
            ts = str((body.get("container") or {}).get("message_ts", ""))
            client.chat_update(channel=click.place.channel, ts=ts, blocks=shown, text=said)
            return
    except REFUSALS as error:
        LOG.info("the question could not be replaced code=%s", code_of(error))
    sentence(quietly(click, client, respond), text)


def _wished(resources: Resources, wisher: Wisher) -> None:
    """Say what would go and what would stay, and ask."""
    _for_their_eyes(wisher).say(blocks.asked(resources.state.audit.kept.days, wisher.lang), fill(words.ASK, wisher.lang))


def _for_their_eyes(wisher: Wisher) -> Reply:
    reply = wisher.reply
    if isinstance(reply, InThread) and not reply.place.direct:
        return ForOne(wisher.client, reply.place)
    return reply
