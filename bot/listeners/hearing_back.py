"""Who wants to hear of it when their question has an answer, and telling them once it has."""

from __future__ import annotations

import logging
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from bot.blocks import answer as answers
from bot.blocks import feedback as blocks
from bot.blocks.paging import messages
from bot.blocks.parts import cut, esc, fill
from bot.ids import Action
from bot.listeners.answering import remember_answer
from bot.listeners.feedback import quietly
from bot.listeners.posting import TEXT_LIMIT, Place, sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import REFUSALS, UNREACHABLE, attempt, code_of
from bot.phrases import feedback as words
from bot.state.database import StateError
from bot.state.waiting import MOST, Waiting, Waits
from bot.undertaking import under
from knowledge.answer import Found

if TYPE_CHECKING:
    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources

LOG = logging.getLogger("routelore")


def register(app: App, resources: Resources) -> None:
    """Bind the button, and tell whoever waits as soon as the notes change."""

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        read = Pressed.read(body)
        reply, lang = quietly(read, client, respond), read.language(resources, client)
        attempt(lambda: _turn(resources, read, reply, client), lambda told: sentence(reply, told), lang)

    def changed(team: str | None) -> None:
        resources.work.take(lambda: _tell_or_log(resources, team), lambda: None)

    app.action(family(Action.HEAR_BACK))(pressed)
    resources.services.notes.on_change(changed)


def _turn(resources: Resources, pressed: Pressed, reply: Reply, client: WebClient) -> None:
    """Let somebody wait for the answer to a question, or no longer; where there is one by now, give it."""
    lang, question, place = pressed.language(resources, client), pressed.value.get("q", ""), pressed.place
    if not question.strip():
        sentence(reply, fill(words.NOTHING_TO_WAIT_FOR, lang))
        return
    one = Waiting(team=place.team, user=place.user, text=question, lang=lang)
    found = resources.services.notes.answer(question, lang, team=place.team)
    if isinstance(found, Found):
        resources.state.waiting.forget(one)
        told = fill(words.ANSWERED_ALREADY, lang)
        reply.say([*blocks.there_is_an_answer(told, question), *answers.answer(found)], told)
        return
    match resources.state.waiting.turn(one):
        case Waits.YES:
            told = fill(words.WILL_TELL, lang)
            reply.say(blocks.will_tell(told, question, lang), told)
        case Waits.NO:
            sentence(reply, fill(words.WILL_NOT_TELL, lang))
        case Waits.TOO_MANY:
            sentence(reply, fill(words.TOO_MANY_WAITED_FOR, lang, most=esc(str(MOST))))


def tell_everybody(resources: Resources, team: str | None = None) -> None:
    """Tell whoever waits for a question that the notes answer by now; each of them once.

    Whoever waits in a workspace that this bot is not in, but shares a database with, is told by the bot that is there.
    """
    for one in resources.state.waiting.everybody(team):
        if (client := resources.workspaces.client(one.team)) is None:
            continue
        found = resources.services.notes.answer(one.text, one.lang, team=one.team)
        if isinstance(found, Found) and resources.state.waiting.claim(one):
            with under(*_begun(resources, one), again=one.begun is not None):
                _tell(resources, client, one, found)


def _begun(resources: Resources, one: Waiting) -> tuple[str, float]:
    """Give the key under which somebody is told, and since when another process may have been about to."""
    question = blake2b(one.text.encode(), digest_size=16).hexdigest()
    since = one.begun or resources.state.digests.now()
    return f"waiting:{one.team}:{one.user}:{question}", since.timestamp()


def _tell(resources: Resources, client: WebClient, one: Waiting, found: Found) -> None:
    """Send somebody the answer; where Slack takes none of it just now, they wait on."""
    told, root = fill(words.THERE_IS_AN_ANSWER, one.lang), ""
    try:
        channel = str(client.conversations_open(users=one.user)["channel"]["id"])
        for page in messages([*blocks.there_is_an_answer(told, one.text), *answers.answer(found)]):
            posted = client.chat_postMessage(
                channel=channel,
                thread_ts=root or None,
                blocks=page,
                text=cut(told, TEXT_LIMIT),
                unfurl_links=False,
                unfurl_media=False,
            )
            root = root or str(posted["ts"])
    except REFUSALS as error:
        LOG.warning("somebody who waits could not be told: %s", code_of(error))
        if root or code_of(error) in UNREACHABLE:
            resources.state.waiting.forget(one)
        else:
            resources.state.waiting.let_wait(one)
        return
    resources.state.waiting.forget(one)
    place = Place(team=one.team, channel=channel, ts=root, user=one.user)
    remember_answer(resources, place, one.text, one.lang)
    LOG.info("told somebody who waited lang=%s", one.lang)


def _tell_or_log(resources: Resources, team: str | None) -> None:
    """Tell whoever waits; what hinders it is logged, and the next round tries again."""
    try:
        tell_everybody(resources, team)
    except StateError as error:
        LOG.error("whoever waits could not be told: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)
