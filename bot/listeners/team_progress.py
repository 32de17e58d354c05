"""How the team learns, for those who look after the notes: their part of Home, the wish, and the button for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.blocks import team_progress as blocks
from bot.blocks.parts import fill, link
from bot.deliveries import team_of
from bot.ids import Action
from bot.listeners.posting import InThread, sentence
from bot.listeners.reasons import attempt
from bot.listeners.surfaces import HomePart, Visitor, Wisher
from bot.listeners.walking import Walker
from bot.phrases import lessons as words
from bot.understanding.wishes import Wish
from knowledge.learning.changed import fitted
from knowledge.learning.standing import lessons_that_fail

if TYPE_CHECKING:
    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.blocks.parts import Json
    from bot.listeners.resources import Resources

#: So many people have to have come to a lesson before its numbers are shown: fewer would point at somebody.
LEAST = 3


def register(app: App, resources: Resources) -> None:
    """Bind the part of Home, the wish and the button."""

    def pressed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        walker = Walker.find(resources, client, (team_of(body), body["user"]["id"]))

        def job() -> None:
            if resources.maintainers.includes(client, walker.user):
                walker.direct.post(blocks.whole(team(resources, walker.team), walker.lang), fill(words.TEAM, walker.lang))
            else:
                walker.tell(fill(words.ONLY_MAINTAINERS, walker.lang))

        attempt(job, walker.tell, walker.lang)

    resources.surfaces.home[HomePart.TEAM] = home_part
    resources.surfaces.wishes[Wish.TEAM] = wished
    app.action(Action.TEAM_PROGRESS.value)(pressed)


def team(resources: Resources, workspace: str) -> blocks.Team:
    """Give how a workspace learns now: those who share, the furthest first, and the lessons that lose people."""
    paths = {one.id: one for one in resources.services.notes.paths(workspace)}
    known = [
        (user, fitted(progress, paths[progress.path]))
        for user, progress in resources.state.learners.everybody(workspace)
        if progress.path in paths
    ]
    sharing = sorted((one for one in known if one[1].shares), key=lambda one: (-len(one[1].settled), one[0]))
    hard = lessons_that_fail((progress for _, progress in known), least=LEAST)
    return blocks.Team(paths=tuple(paths.values()), sharing=tuple(sharing), hard=hard)


def home_part(resources: Resources, visitor: Visitor) -> list[Json]:
    """Give how the team learns to those who look after the notes, and nothing to anybody else."""
    if not visitor.maintainer:
        return []
    found = team(resources, visitor.team)
    return blocks.in_home(found, visitor.lang) if found.paths else []


def wished(resources: Resources, wisher: Wisher) -> None:
    """Say how the team learns, to those who may know it, and where nobody else reads along."""
    if not resources.maintainers.includes(wisher.client, wisher.user):
        sentence(wisher.reply, fill(words.ONLY_MAINTAINERS, wisher.lang))
        return
    said, title = blocks.whole(team(resources, wisher.team), wisher.lang), fill(words.TEAM, wisher.lang)
    if isinstance(wisher.reply, InThread) and not wisher.reply.place.direct:
        walker = Walker.find(resources, wisher.client, (wisher.team, wisher.user))
        there = link(walker.direct.post(said, title), words.OPEN_IT.say(wisher.lang))
        sentence(wisher.reply, fill(words.IN_DIRECT_MESSAGE, wisher.lang, link=there))
    else:
        wisher.reply.say(said, title)
