"""Somebody joins the workspace: they are welcomed once, in their language, unless the settings say otherwise."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.blocks import welcome
from bot.blocks.parts import fill
from bot.deliveries import team_of
from bot.listeners.reasons import code_of
from bot.listeners.walking import Walker
from bot.phrases import lessons as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.listeners.resources import Resources

LOG = logging.getLogger("routelore")
#: What makes an account none of a colleague. — https://docs.slack.dev/reference/objects/user-object
_NO_NEWCOMER = ("is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger")
#: Slack's own account, which `is_bot` does not tell.
_SLACKBOT = "USLACKBOT"


def register(app: App, resources: Resources) -> None:
    """Welcome whoever joins."""

    def joined(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        person = event.get("user") or {}
        if resources.welcomes and is_newcomer(person):
            greet(resources, client, team_of(body), str(person["id"]))

    app.event("team_join")(joined)


def is_newcomer(person: Mapping[str, Any]) -> bool:
    """Say whether somebody who joined is a person of the team: no bot, no guest, and still there."""
    return bool(person.get("id")) and person.get("id") != _SLACKBOT and not any(person.get(one) for one in _NO_NEWCOMER)


def greet(resources: Resources, client: WebClient, team: str, user: str) -> None:
    """Welcome somebody, if nobody did so before; where Slack does not let the bot write to them, that is all."""
    walker = Walker.find(resources, client, (team, user))
    if not walker.paths or not resources.state.learners.claim_welcome(team, user):
        return
    try:
        walker.direct.post(welcome.welcome(user, walker.paths, walker.lang), fill(words.WHAT_IT_IS, walker.lang))
    except SlackApiError as error:
        LOG.warning("somebody who joined could not be welcomed: %s", code_of(error))
