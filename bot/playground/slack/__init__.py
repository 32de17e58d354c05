"""A local Slack: a workspace on loopback that refuses what Slack refuses.

`LocalSlack(manifest)` serves the Web API, Socket Mode (or signed HTTP), response addresses, file uploads and a page.
The real Bolt app connects to it with nothing changed but `base_url`:

    with LocalSlack(manifest) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        ...
        slack.say("jun", "#network", "@routelore what is a route table?")
        answer = slack.wait_for_message(lambda one: one.bot_id is not None, channel="#network")
        slack.click("jun", answer, "some_action_id")

What the page talks to is described in `page_api`.
"""

from __future__ import annotations

from bot.playground.slack.delivery import Parcel, ParcelKind, Patience
from bot.playground.slack.desk import ApiCall
from bot.playground.slack.local_slack import LocalSlack
from bot.playground.slack.nouns import Message, View
from bot.playground.slack.outcomes import Outcome
from bot.playground.slack.server import PortTaken

__all__ = ["ApiCall", "LocalSlack", "Message", "Outcome", "Parcel", "ParcelKind", "Patience", "PortTaken", "View"]
