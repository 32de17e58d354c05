"""The local Slack as one object: a workspace that the app connects to and that tests and pages act in."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

from bot.playground.slack.delivery import Patience
from bot.playground.slack.desk import ApiCall, Desk
from bot.playground.slack.faults import Faults, PostingLimit
from bot.playground.slack.manifest import Manifest
from bot.playground.slack.page_api import PageApi
from bot.playground.slack.persons import Persons
from bot.playground.slack.server import Server
from bot.playground.slack.signed_http import SignedHttp, SignedRequest
from bot.playground.slack.socket_mode import Sockets
from bot.playground.slack.tickets import Tickets
from bot.playground.slack.web_api import WebApi

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from bot.playground.slack.delivery import Parcel
    from bot.playground.slack.nouns import Message, View
    from bot.playground.slack.wire import Json

Wanted: TypeAlias = "Callable[[Message], bool]"

BOT_TOKEN = "xoxb-local-0000000000"  # noqa: S105 -- opens nothing but this workspace
APP_TOKEN = "xapp-local-0000000000"  # noqa: S105 -- the same
SIGNING_SECRET = "local-signing-secret"  # noqa: S105 -- the same
PAGE = Path(__file__).resolve().parent.parent / "page"


class LocalSlack(Persons):
    """A Slack workspace on loopback with one app installed, as its manifest says.

    `http_events` is the app's request URL; without it the app connects by Socket Mode. `posts_per_second=None`
    switches the posting limit off. `patience` sets how long acks are waited for and when events come again.
    """

    def __init__(
        self,
        manifest: Mapping[str, object],
        *,
        port: int = 0,
        tips: Sequence[Mapping[str, str]] = (),
        http_events: str | None = None,
        signing_secret: str = SIGNING_SECRET,
        bot_token: str = BOT_TOKEN,
        app_token: str = APP_TOKEN,
        posts_per_second: float | None = 1.0,
        patience: Patience | None = None,
        page: Path = PAGE,
    ) -> None:
        self.bot_token = bot_token
        self.app_token = app_token
        self.signing_secret = signing_secret
        self.faults = Faults()
        self.limit = PostingLimit(posts_per_second)
        tickets = Tickets()
        self._port = port
        self._sockets = Sockets(tickets)
        self._http = SignedHttp(http_events, signing_secret) if http_events else None
        self.desk = Desk(
            manifest=Manifest.read(manifest),
            carrier=self._http or self._sockets,
            tickets=tickets,
            faults=self.faults,
            limit=self.limit,
            patience=patience or Patience(),
        )
        web_api = WebApi(self.desk, self._sockets, bot_token=bot_token, app_token=app_token)
        page_api = PageApi(self.desk, self, tips)
        self._server = Server(desk=self.desk, sockets=self._sockets, web_api=web_api, page_api=page_api, page=page)

    def start(self) -> Self:
        """Serve from now on."""
        self._server.start(self._port)
        return self

    def stop(self) -> None:
        """Close every connection and stop serving."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{self.desk.origin}/"

    @property
    def api_url(self) -> str:
        """The base URL for the app's Web API client."""
        return f"{self.desk.origin}/api/"

    @property
    def bot_user(self) -> str:
        """The bot's user id."""
        return self.desk.workspace.bot.id

    @property
    def calls(self) -> tuple[ApiCall, ...]:
        """The Web API calls that the app made, oldest first."""
        with self.desk.board.lock:
            return tuple(self.desk.calls)

    @property
    def traffic(self) -> tuple[Json, ...]:
        """The inspector's rows, oldest first."""
        with self.desk.board.lock:
            return tuple(self.desk.traffic)

    def user_id(self, who: str) -> str:
        """The id of a person named by id or name."""
        return self.desk.workspace.person(who).id

    def channel_id(self, where: str) -> str:
        """The id of a channel named by id or name."""
        return self.desk.workspace.channel(where).id

    def messages(self, channel: str, user: str | None = None) -> tuple[Message, ...]:
        """The messages of a channel, oldest first; ephemeral ones only those for the user given."""
        with self.desk.board.lock:
            where = self.desk.workspace.channel(channel)
            seer = self.user_id(user) if user else ""
            return tuple(self.desk.workspace.seen_by(where.id, seer))

    def views(self, user: str) -> tuple[View, ...]:
        """The modals that this person has open, the one on top last."""
        with self.desk.board.lock:
            return tuple(self.desk.workspace.stack(self.user_id(user)))

    def home(self, user: str) -> View | None:
        """The App Home that was published for this person."""
        with self.desk.board.lock:
            return self.desk.workspace.home(self.user_id(user))

    def status(self, channel: str, thread_ts: str) -> str:
        """What the bot says it is doing in a thread; empty when nothing."""
        with self.desk.board.lock:
            return self.desk.workspace.statuses.get((self.channel_id(channel), thread_ts), "")

    def wait_for(self, happened: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Whether it happened within so many seconds; asked again whenever something changes."""
        return self.desk.board.wait(happened, seconds)

    def wait_for_message(self, wanted: Wanted, *, channel: str, user: str | None = None, seconds: float = 5.0) -> Message:
        """The first message of a channel that is wanted, as soon as it is there; fails when it does not come."""
        deadline = time.monotonic() + seconds

        def found() -> Message | None:
            return next(filter(wanted, self.messages(channel, user)), None)

        self.wait_for(lambda: found() is not None, seconds)
        message = found()
        if message is None:
            said = [one.text[:80] for one in self.messages(channel, user)]
            msg = f"No such message in {channel} after {seconds - deadline + time.monotonic():.1f} s; there are {said}"
            raise AssertionError(msg)
        return message

    def wait_for_view(self, user: str, *, seconds: float = 5.0) -> View:
        """The modal on top of this person's screen, as soon as there is one; fails when none comes."""
        if not self.wait_for(lambda: bool(self.views(user)), seconds):
            msg = f"No modal was opened for {user} within {seconds} s"
            raise AssertionError(msg)
        return self.views(user)[-1]

    def wait_for_socket(self, seconds: float = 10.0) -> None:
        """Return once the app is connected by Socket Mode; fails when it does not connect."""
        deadline = time.monotonic() + seconds
        while not self._sockets.count:
            if time.monotonic() > deadline:
                msg = f"The app did not connect to {self.url} within {seconds} s"
                raise AssertionError(msg)
            time.sleep(0.02)

    def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        """Announce to every connection that it is to be renewed."""
        self._server.on_loop(self._sockets.announce(reason))

    def drop_sockets(self) -> None:
        """Close every connection without announcing it."""
        self._server.on_loop(self._sockets.drop())

    def deliver(self, parcel: Parcel) -> None:
        """Send the app a payload of one's own making."""
        self.desk.courier.send(parcel)

    def sent_requests(self) -> tuple[SignedRequest, ...]:
        """The signed requests that were sent to the app, oldest first (HTTP mode)."""
        return tuple(self._signed().sent)

    def forge(self, parcel: Parcel, *, secret: str | None = None, at: float | None = None) -> SignedRequest:
        """A request with a signature of another secret or another time (HTTP mode)."""
        return self._signed().wrapped(parcel, secret=secret, at=at)

    def post_request(self, request: SignedRequest) -> int:
        """The status with which the app answers a request, forged or replayed (HTTP mode)."""
        return self._signed().post(request)[0]

    def _signed(self) -> SignedHttp:
        if self._http is None:
            msg = "Signed requests exist in HTTP mode only: pass http_events=URL."
            raise RuntimeError(msg)
        return self._http
