"""The app as the settings want it: in the one workspace of its token, or in all that install it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app import create_app, web_client
from bot.state.retention import Kept
from bot.state.store import State

if TYPE_CHECKING:
    from bot.app import Bot
    from bot.services import Services
    from bot.settings import Settings


def open_bot(settings: Settings, services: Services) -> Bot:
    """Give the app; nothing comes round by itself before it is started.

    Raises:
        StateError: the database cannot be used.
        KnowledgeError: the policy cannot be read, or something in it is wrong.
    """
    client = web_client(settings)
    if not settings.several:
        return create_app(settings, services, client)
    from bot.serving.oauth import Flow

    state = State.open(settings.database_url, kept=Kept.days(*settings.keep))
    flow = Flow(settings, state.installations, client)
    return create_app(settings, services, client, state=state, workspaces=flow.workspaces, oauth_flow=flow)
