"""Several workspaces, each with the token that it gave when it installed the app: found, renewed, and forgotten."""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.sqlalchemy_utils import normalize_datetime_for_db
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.listeners.reasons import REFUSALS, code_of
from bot.middleware import OnceClient
from bot.state.installations import Installed

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from slack_sdk.oauth.installation_store import Bot, Installation

    from bot.settings import Settings
    from bot.state.installations import Installations

LOG = logging.getLogger("routelore")
#: Tokens that rotate live for twelve hours (https://docs.slack.dev/authentication/using-token-rotation/); one is renewed
#: this many minutes before its end, so that a renewal which fails can be tried again while the token still works.
AHEAD = 120
#: Where another process renews a token that works no more, its new one is looked for so often, and so long, in seconds.
LOOK_EVERY, LOOK_FOR = 0.1, 10.0


class BotStore(SQLAlchemyInstallationStore):
    """The Slack SDK's store, which keeps one bot a workspace and nothing of the person who installed it."""

    def __init__(self, client_id: str, installations: Installations) -> None:
        """Keep them there."""
        super().__init__(client_id, installations.engine)
        self._installations = installations

    def save(self, installation: Installation) -> None:
        """Keep the bot's token."""
        self.save_bot(installation.to_bot())

    def save_bot(self, bot: Bot) -> None:
        """Keep a bot's token in the place of earlier ones."""
        self._installations.keep(self._row(bot))

    def renew_bot(self, old: Bot, fresh: Bot) -> bool:
        """Keep a renewed token, unless the old one was forgotten or replaced meanwhile."""
        return self._installations.renew(str(old.bot_token), self._row(fresh))

    def _row(self, bot: Bot) -> dict[str, Any]:
        row = {**bot.to_dict(), "client_id": self.client_id}
        return row | {name: normalize_datetime_for_db(row[name]) for name in ("installed_at", "bot_token_expires_at")}


class SeveralWorkspaces:
    """The workspaces that installed the app, each with its own token."""

    def __init__(
        self, settings: Settings, installations: Installations, client: WebClient, now: Callable[[], float] = time.time
    ) -> None:
        """Find them in the database; `client` has no token, and the manners of those that are given out."""
        self._client = client
        self._client_id = settings.client_id
        self._installations = installations
        self._now = now
        self.store = BotStore(settings.client_id, installations)
        self._rotator = TokenRotator(
            client_id=settings.client_id, client_secret=settings.client_secret, client=OnceClient.like(client)
        )
        self._renewing = threading.Lock()

    def client(self, team: str) -> WebClient | None:
        """Give what writes to this workspace; None where the app is not installed there."""
        place = self._installations.of(self._client_id, team)
        bot = None if place is None else self.bot(place)
        if bot is None:
            return None
        client = OnceClient.like(self._client)
        client.token = bot.bot_token
        return client

    def home(self) -> None:
        """Give nothing: none of them runs the app."""

    def removed(self, team: str, enterprise: str, at: float) -> None:
        """Forget the tokens of a workspace that were given before it removed the app."""
        until = datetime.fromtimestamp(at + 1, UTC) if at else datetime.now(UTC)  # Slack says it in whole seconds
        gone = self._installations.forget(self._client_id, Installed(team=team, enterprise=enterprise), until)
        LOG.info("the app was removed from workspace %s: %d tokens forgotten", team or enterprise, gone)

    def bot(self, place: Installed, *, whole_organisation: bool = False) -> Bot | None:
        """Give the bot of a workspace with a token that works for a while; None where the app is not installed there.

        Raises:
            StateError: the database cannot be used.
        """
        bot = self._found(place, whole_organisation)
        if bot is None or self._lasts(bot):
            return bot
        with self._renewing:
            until = time.monotonic() + LOOK_FOR
            while True:
                with self._installations.renewing(self._client_id, place) as mine:
                    bot = self._found(place, whole_organisation)
                    if bot is None or self._lasts(bot):
                        return bot
                    if mine:  # a refresh token works once: whoever else renews it would be refused
                        return self._renewed(bot, place, whole_organisation)
                if self._works(bot) or time.monotonic() > until:
                    return bot
                time.sleep(LOOK_EVERY)

    def _found(self, place: Installed, whole_organisation: bool) -> Bot | None:  # noqa: FBT001 (passed on)
        with self._installations.reached():
            return self.store.find_bot(
                enterprise_id=place.enterprise or None,
                team_id=place.team or None,
                is_enterprise_install=whole_organisation,
            )

    def _lasts(self, bot: Bot) -> bool:
        return bot.bot_token_expires_at is None or bot.bot_token_expires_at > self._now() + AHEAD * 60

    def _works(self, bot: Bot) -> bool:
        return bot.bot_token_expires_at is None or bot.bot_token_expires_at > self._now() + 1

    def _renewed(self, bot: Bot, place: Installed, whole_organisation: bool) -> Bot | None:  # noqa: FBT001 (passed on)
        """Give the bot with a new token; where Slack gives none just now, with the old one for as long as that works."""
        try:
            fresh = self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=AHEAD)
        except REFUSALS as error:
            other = self._found(place, whole_organisation)
            if other is not None and other.bot_token != bot.bot_token:
                return other  # another process was faster: a refresh token works once
            LOG.error("the token of workspace %s could not be renewed: %s", place.team, code_of(error))  # noqa: TRY400 (the code says it all)
            return bot
        if fresh is None:
            return bot
        with self._installations.reached():
            if not self.store.renew_bot(bot, fresh):
                return self._found(place, whole_organisation)  # the app was removed meanwhile, or installed anew
        LOG.info("renewed the token of workspace %s", place.team)
        return fresh


class InstalledOnly(Authorize):
    """Gives Bolt the token of the workspace that a request comes from, without asking Slack each time."""

    def __init__(self, workspaces: SeveralWorkspaces) -> None:
        """Look among these workspaces."""
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        self._workspaces = workspaces

    def __call__(
        self,
        *,
        context: Any,  # noqa: ANN401 (Bolt's own)
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_: object,
    ) -> AuthorizeResult | None:
        """Give whom the app is in that workspace; None where it is not installed there.

        Raises:
            StateError: the database cannot be used, so that it is not known.
        """
        place = Installed(team=team_id or "", enterprise=enterprise_id or "")
        bot = self._workspaces.bot(place, whole_organisation=bool(context.is_enterprise_install))
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
            bot_scopes=bot.bot_scopes,
            user_id=user_id,
        )
