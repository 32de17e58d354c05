"""Forgetting somebody who wishes it: they are asked first, where nobody else sees it, and then it is done."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.blocks import forgetting as blocks
from bot.blocks.parts import fill
from bot.ids import Action
from bot.listeners.feedback import ForOne, quietly
from bot.listeners.posting import InThread, sentence
from bot.listeners.pressed import Pressed
from bot.listeners.reasons import attempt
from bot.phrases import forgetting as words
from bot.understanding.wishes import Wish

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

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
            sentence(reply, fill(words.DONE if gone else words.NOTHING, lang))
            resources.surfaces.show_home(resources, client, team, user)

        attempt(job, lambda told: sentence(reply, told), lang)

    resources.surfaces.wishes[Wish.FORGET] = _wished
    app.action(Action.FORGET_ME.value)(pressed)


def _wished(resources: Resources, wisher: Wisher) -> None:
    """Say what would go and what would stay, and ask."""
    _for_their_eyes(wisher).say(blocks.asked(resources.state.audit.kept.days, wisher.lang), fill(words.ASK, wisher.lang))


def _for_their_eyes(wisher: Wisher) -> Reply:
    reply = wisher.reply
    if isinstance(reply, InThread) and not reply.place.direct:
        return ForOne(wisher.client, reply.place)
    return reply
