"""What the notes owe an answer, for those who look after them: in Home, and where they ask for it."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.blocks import backlog as blocks
from bot.blocks.parts import Json, Mrkdwn, cut, fill
from bot.ids import Action
from bot.listeners.feedback import ForOne, quietly
from bot.listeners.posting import TEXT_LIMIT, InThread, sentence
from bot.listeners.pressed import Pressed, family
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import HomePart
from bot.phrases import backlog as words
from bot.state.database import StateError
from bot.understanding.wishes import Wish
from knowledge.backlog import Backlog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_bolt import Ack, App, Respond
    from slack_sdk import WebClient

    from bot.listeners.posting import Reply
    from bot.listeners.resources import Resources
    from bot.listeners.surfaces import Visitor, Wisher
    from diagnostics.model.words import Lang, Words
    from knowledge.backlog import Want

LOG = logging.getLogger("routelore")


@dataclass(slots=True)
class Backlogs:
    """The backlog of each workspace, as the notes that it has now see it."""

    _of: dict[str, Backlog] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wants(self, resources: Resources, team: str) -> tuple[Want, ...]:
        """Give what is wanted of the notes; what was asked in vain is asked again where the notes changed."""
        knowledge = resources.services.notes.of(team)
        askings = resources.state.asked.askings(team)
        with self._lock:
            known = self._of.get(team)
            if known is None or known.knowledge is not knowledge:
                known = self._of[team] = Backlog(knowledge)
            return known.wants(askings)

    def ask_again(self, resources: Resources, team: str | None) -> None:
        """Ask anew what was asked in vain, in one workspace or all that somebody looked at, so that nobody waits for it."""
        with self._lock:
            looked_at = [one for one in self._of if team in {None, one}]
        try:
            for one in looked_at:
                self.wants(resources, one)
        except StateError as error:
            LOG.error("the backlog could not be read: %s", error.words.en)  # noqa: TRY400 (the sentence says it all)


@dataclass(frozen=True, slots=True)
class Direct:
    """Answers in somebody's direct message, for what they pressed in Home."""

    client: WebClient
    user: str

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Post the blocks."""
        posted = self.client.chat_postMessage(channel=self.user, blocks=list(blocks), text=cut(text, TEXT_LIMIT))
        return str(posted["ts"])


def register(app: App, resources: Resources) -> None:
    """Show the backlog in Home, grant the wish to see it, and bind its button."""
    backlogs = Backlogs()

    def in_home(resources: Resources, visitor: Visitor) -> list[Json]:
        if not visitor.maintainer:
            return []
        wants = backlogs.wants(resources, visitor.team)
        return blocks.backlog(wants, _titles(resources, visitor.team, visitor.lang), visitor.lang, blocks.MOST_IN_HOME)

    def wished(resources: Resources, wisher: Wisher) -> None:
        reply = _for_their_eyes(wisher)
        if not resources.maintainers.includes(wisher.client, wisher.user):
            sentence(reply, fill(words.FOR_MAINTAINERS, wisher.lang))
            return
        wants, lang = backlogs.wants(resources, wisher.team), wisher.lang
        titles = _titles(resources, wisher.team, lang)
        reply.say(blocks.backlog(wants, titles, lang, blocks.MOST_IN_MESSAGE), fill(words.TITLE, lang))

    def dismissed(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        pressed = Pressed.read(body)
        lang = pressed.language(resources, client)
        in_home = not pressed.place.channel
        reply = Direct(client, pressed.place.user) if in_home else quietly(pressed, client, respond)

        def job() -> None:
            told = _dismiss(resources, backlogs, pressed, client)
            if told is not words.DISMISSED or not in_home:
                sentence(reply, fill(told, lang))
            if in_home:
                resources.surfaces.show_home(resources, client, pressed.place.team, pressed.place.user)

        attempt(job, lambda told: sentence(reply, told), lang)

    def changed(team: str | None) -> None:
        resources.work.take(lambda: backlogs.ask_again(resources, team), lambda: None)

    resources.services.notes.on_change(changed)
    resources.surfaces.home[HomePart.GAPS] = in_home
    resources.surfaces.wishes[Wish.GAPS] = wished
    app.action(family(Action.DISMISS))(dismissed)


def _dismiss(resources: Resources, backlogs: Backlogs, pressed: Pressed, client: WebClient) -> Words:
    """Leave a question out of the backlog, where whoever pressed may decide that, and give what to say of it."""
    place = pressed.place
    if not resources.maintainers.includes(client, place.user):
        return words.FOR_MAINTAINERS
    wants = backlogs.wants(resources, place.team)
    want = next((one for one in wants if pressed.value.get("w") in blocks.name_of(one)), None)
    if want is None:
        return words.GONE
    resources.state.asked.dismiss(place.team, want.texts)
    LOG.info("dismissed from the backlog askings=%s", want.count)
    return words.DISMISSED


def _for_their_eyes(wisher: Wisher) -> Reply:
    """Give where the list may be shown: what people asked in private is not read out in a channel."""
    reply = wisher.reply
    if isinstance(reply, InThread) and not reply.place.direct:
        return ForOne(reply.client, reply.place)
    return reply


def _titles(resources: Resources, team: str, lang: Lang) -> dict[str, str]:
    return {entry.id: entry.title.say(lang) for entry in resources.services.notes.of(team).entries}
