"""Installing the app into a workspace: Bolt's OAuth flow, with our own pages, for the workspaces that may."""

from __future__ import annotations

import logging
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from slack_bolt import BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from bot.listeners.reasons import REFUSALS, code_of
from bot.manifest import scopes
from bot.phrases import installing as words
from bot.serving import pages
from bot.serving.workspaces import InstalledOnly, SeveralWorkspaces
from bot.state.database import StateError

if TYPE_CHECKING:
    from slack_bolt import BoltRequest
    from slack_bolt.oauth.callback_options import FailureArgs, SuccessArgs
    from slack_sdk import WebClient
    from slack_sdk.oauth.installation_store import Installation

    from bot.settings import Settings
    from bot.state.installations import Installations
    from diagnostics.model.words import Lang, Words

LOG = logging.getLogger("routelore")
#: What the libraries say: not in our name, for at DEBUG they quote what they are told.
THEIRS = logging.getLogger("slack_bolt")
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
#: An installation that was begun is to be finished within so many seconds.
BEGUN_FOR = 600
ANY = "*"
#: Bolt's and Slack's names for what went wrong (https://docs.slack.dev/authentication/installing-with-oauth/).
REASONS: MappingProxyType[str, Words] = MappingProxyType(
    {
        "access_denied": words.DENIED,
        "invalid_browser": words.OTHER_BROWSER,
        "invalid_state": words.TOO_OLD,
        "missing_code": words.NO_CODE,
        "storage_error": words.NOT_JUST_NOW,
    }
)


class NotHereError(BoltError):
    """A workspace that is not among those that may install the app."""

    def __init__(self, installation: Installation) -> None:
        """Keep which one it is."""
        super().__init__("not among ROUTELORE_WORKSPACES")
        self.about = {
            "team": installation.team_name or installation.enterprise_name or "?",
            "id": installation.team_id or installation.enterprise_id or "?",
        }


class BegunOnce(SQLAlchemyOAuthStateStore):
    """The installations under way, in the Slack SDK's table; each can be finished once, whoever tries at the same moment."""

    def __init__(self, installations: Installations) -> None:
        """Keep them there."""
        super().__init__(BEGUN_FOR, installations.engine, logger=THEIRS)
        self._installations = installations

    def issue(self, *args: object, **how: object) -> str:
        """Begin one and give its secret."""
        with self._installations.reached():
            return str(super().issue(*args, **how))

    def consume(self, state: str) -> bool:
        """End one and say whether it was begun here, not too long ago, and not ended yet."""
        return self._installations.end(state)


class Flow(OAuthFlow):
    """Bolt's flow, which lets in the workspaces that may, and says on a page how it went."""

    def __init__(self, settings: Settings, installations: Installations, client: WebClient) -> None:
        """Keep what workspaces give in the database."""
        self.workspaces = SeveralWorkspaces(settings, installations, client)
        self._allowed = frozenset(settings.workspaces)
        self._installations = installations
        how = OAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=sorted(scopes()),
            user_scopes=[],
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            authorization_url=urljoin(settings.api_url, "/oauth/v2/authorize"),
            installation_store=self.workspaces.store,
            installation_store_bot_only=True,
            state_store=BegunOnce(installations),
            state_expiration_seconds=BEGUN_FOR,
            callback_options=CallbackOptions(success=_succeeded, failure=_failed),
            logger=THEIRS,
        )
        how.authorize = InstalledOnly(self.workspaces)
        super().__init__(client=client, logger=THEIRS, settings=how)

    def handle_installation(self, request: BoltRequest) -> BoltResponse:
        """Give the page with the way to Slack."""
        try:
            answer = super().handle_installation(request)
        except StateError as error:
            return _not_just_now(request, error.words.en)
        answer.headers.update({name.lower(): [value] for name, value in pages.HEADERS.items()})
        return answer

    def build_install_page_html(self, url: str, request: BoltRequest) -> str:
        """Give the page with the way to Slack."""
        return pages.install_page(url, sorted(scopes()), _lang(request))

    def handle_callback(self, request: BoltRequest) -> BoltResponse:
        """Finish an installation and give the page that says how it went."""
        try:
            return super().handle_callback(request)
        except StateError as error:
            return _not_just_now(request, error.words.en)
        except REFUSALS as error:
            return _not_just_now(request, code_of(error))

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Keep the token of a workspace that may install the app.

        Raises:
            NotHereError: it may not; its token is given back.
            StateError: the database cannot be used.
        """
        if not {ANY, installation.team_id, installation.enterprise_id} & self._allowed:
            self._give_back(installation)
            raise NotHereError(installation)
        with self._installations.reached():
            super().store_installation(request, installation)
        LOG.info("the app was installed in workspace %s", installation.team_id or installation.enterprise_id)

    def _give_back(self, installation: Installation) -> None:
        """Have Slack revoke a token that is not to be used."""
        try:
            self.client.auth_revoke(token=installation.bot_token)
        except REFUSALS as error:
            LOG.warning("a token that is not kept could not be revoked: %s", code_of(error))
        LOG.warning("workspace %s is not in ROUTELORE_WORKSPACES, and tried to install the app", installation.team_id)


def _succeeded(args: SuccessArgs) -> BoltResponse:
    made = args.installation
    url = f"https://slack.com/app_redirect?app={made.app_id}&team={made.team_id}"
    team = made.team_name or made.team_id or "Slack"
    return _page(args, 200, pages.installed_page(team, url, _lang(args.request)))


def _failed(args: FailureArgs) -> BoltResponse:
    lang, about = _lang(args.request), {}
    why = REASONS.get(args.reason, words.REFUSED)
    if isinstance(args.error, NotHereError):
        why, about = words.NOT_HERE, args.error.about
    status = 403 if about else args.suggested_status_code
    if why is words.REFUSED:
        LOG.warning("Slack refused an installation: %s", args.reason[:64].encode("unicode_escape").decode())
    return _page(args, status, pages.failed_page(why, INSTALL, lang, about))


def _page(args: SuccessArgs | FailureArgs, status: int, body: str) -> BoltResponse:
    """Give a page that also ends the browser's part of the installation."""
    cookie = args.settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(status=status, body=body, headers={**pages.HEADERS, "Set-Cookie": cookie})


def _not_just_now(request: BoltRequest, why: str) -> BoltResponse:
    LOG.error("an installation could not go on: %s", why)
    page = pages.failed_page(words.NOT_JUST_NOW, INSTALL, _lang(request))
    return BoltResponse(status=503, body=page, headers=dict(pages.HEADERS))


def _lang(request: BoltRequest) -> Lang:
    accepted: Any = (request.headers.get("accept-language") or [""])[0]
    return pages.language_of(str(accepted))
