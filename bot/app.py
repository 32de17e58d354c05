"""The Bolt app, made of settings and services, and the two ways to run it: Socket Mode, or HTTP."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.blocks.parts import section
from bot.listeners import digest, hearing_back, register, teaching_notices
from bot.listeners.maintainers import Maintainers
from bot.listeners.reasons import REFUSALS, code_of, reason
from bot.listeners.resources import Resources
from bot.middleware import once_only, people_only
from bot.rounds import Job, Rounds
from bot.settings import NO_SIGNING_SECRET
from bot.state.store import State
from bot.work import Work

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.services import Services
    from bot.settings import Settings

LOG = logging.getLogger("routelore")
RETRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The app with what it holds open."""

    app: App
    resources: Resources
    work: Work
    rounds: Rounds

    def close(self) -> None:
        """Finish what was promised, then let go of the database."""
        self.rounds.close()
        self.resources.services.notes.close()
        self.work.close()
        self.app.listener_runner.listener_executor.shutdown(wait=True)
        self.resources.state.close()


def web_client(settings: Settings) -> WebClient:
    """Give a client that waits when Slack says so, and tries again when Slack stumbles."""
    client = WebClient(token=settings.bot_token, base_url=settings.api_url)
    client.retry_handlers = [
        ConnectionErrorRetryHandler(max_retry_count=2),
        RateLimitErrorRetryHandler(max_retry_count=RETRIES),
        ServerErrorRetryHandler(max_retry_count=RETRIES),
    ]
    return client


def create_app(
    settings: Settings,
    services: Services,
    client: WebClient | None = None,
    *,
    state: State | None = None,
    work: Work | None = None,
) -> Bot:
    """Give the app with every surface bound. Nothing is sent before something is received."""
    pool = work or Work()
    resources = Resources(
        services=services,
        state=state or State.open(settings.database_url),
        work=pool,
        maintainers=Maintainers(settings.maintainers),
        welcomes=settings.welcomes,
    )
    app = App(
        client=client or web_client(settings),
        signing_secret=settings.signing_secret,
        token_verification_enabled=False,
        logger=LOG,
    )
    app.middleware(people_only)
    app.middleware(once_only(resources.state))
    register(app, resources)
    services.notes.learn_from(resources.state.taught.entries)
    services.notes.watch()
    app.error(_last_resort(resources))
    return Bot(app=app, resources=resources, work=pool, rounds=_rounds(resources, app.client))


def _rounds(resources: Resources, client: WebClient) -> Rounds:
    """Give what comes round by itself; whoever serves the app starts it."""
    state = resources.state
    jobs = (
        Job(name="digest", every=timedelta(minutes=1), do=lambda: digest.post_due(resources, client)),
        Job(name="hear-back", every=timedelta(minutes=10), do=lambda: hearing_back.tell_everybody(resources, client)),
        Job(name="tell-taught", every=timedelta(minutes=1), do=lambda: teaching_notices.tell_missed(resources, client)),
        Job(name="forget-asked", every=timedelta(hours=6), do=state.asked.prune),
        Job(name="forget-waiting", every=timedelta(hours=6), do=state.waiting.prune),
    )
    return Rounds("rounds", jobs, now=lambda: state.digests.now().timestamp())


def _last_resort(resources: Resources) -> Any:  # noqa: ANN401 (Bolt takes any callable)
    """Give the listener of errors that nothing else caught: it tells the asker one sentence with an id."""

    def last_resort(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        user = _asker(body)
        lang = resources.people.language(client, user) if user else "en"
        told = reason(error, lang)
        event = body.get("event") or {}
        channel = event.get("channel") or (body.get("channel") or {}).get("id") or body.get("channel_id")
        try:
            if channel and event:
                thread = event.get("thread_ts") or event.get("ts")
                client.chat_postMessage(channel=channel, thread_ts=thread, text=told, blocks=[section(told)])
            elif user:
                client.chat_postMessage(channel=user, text=told, blocks=[section(told)])
        except REFUSALS as refused:
            LOG.error("the reason could not be told: %s", code_of(refused))  # noqa: TRY400 (the code says it all)
        return BoltResponse(status=200, body="")

    return last_resort


def _asker(body: dict[str, Any]) -> str:
    event, user = body.get("event") or {}, body.get("user") or {}
    found = event.get("user") or (user.get("id") if isinstance(user, dict) else user) or body.get("user_id")
    return found if isinstance(found, str) else ""


class UnreachableError(Exception):
    """Slack could not be reached, or refused the token; `code` is Slack's own."""

    def __init__(self, code: str) -> None:
        """Keep Slack's code."""
        super().__init__(code)
        self.code = code


def greet(client: WebClient) -> str:
    """Give the name of the workspace that the token is for.

    Raises:
        UnreachableError: Slack refused the token or could not be reached.
    """
    try:
        return str(client.auth_test()["team"])
    except SlackApiError as error:
        raise UnreachableError(code_of(error)) from error
    except (SlackClientError, OSError) as error:
        raise UnreachableError(type(error).__name__) from error


class SocketMode(SocketModeHandler):
    """Bolt's connection to Slack, which closes without a fuss."""

    def __init__(self, bot: Bot, settings: Settings) -> None:
        """Make the connection; it is opened by `connect`."""
        super().__init__(bot.app, settings.app_token, logger=logging.getLogger("routelore.socket"))

    def close(self) -> None:
        """Close the connection. What is cut off by that is no error: Slack delivers again what nobody acknowledged."""
        log = self.client.logger
        log.addFilter(_nothing_grave)
        self._wake()
        try:
            super().close()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        finally:
            log.removeFilter(_nothing_grave)

    def _wake(self) -> None:
        """Let nobody wait for another message from Slack: a connection that is idle takes four seconds to close else."""
        client, session = self.client, self.client.current_session
        client.closed, client.auto_reconnect_enabled, client.current_session_state.terminated = True, False, True
        client.enqueue_message("")
        if session is not None and session.sock is not None:
            with suppress(OSError):  # it is closed already
                session.sock.shutdown(socket.SHUT_RDWR)


def _nothing_grave(record: logging.LogRecord) -> bool:
    return record.levelno < logging.WARNING


class Stop(Protocol):
    """What tells the app to stop."""

    def wait(self) -> object:
        """Return when it is time."""


def run_socket_mode(bot: Bot, settings: Settings, stop: Stop) -> None:
    """Serve over Socket Mode until told to stop; then finish what was promised.

    Raises:
        UnreachableError: Slack refused the app token or could not be reached.
    """
    handler = SocketMode(bot, settings)
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    except SlackApiError as error:
        raise UnreachableError(code_of(error)) from error
    except OSError as error:
        raise UnreachableError(type(error).__name__) from error
    bot.rounds.start()
    try:
        stop.wait()
    finally:
        handler.close()
        bot.close()


def http_app(bot: Bot, settings: Settings) -> Starlette:
    """Give the ASGI app that takes Slack's signed requests at `/slack/events`.

    Raises:
        ValueError: there is no signing secret, so that nobody could tell Slack's requests from others.
    """
    if not settings.signing_secret:
        raise ValueError(NO_SIGNING_SECRET.en)
    from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.routing import Route

    async def slack_events(request: Request) -> Response:
        bolt_request = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(bot.app.dispatch, bolt_request))

    return Starlette(routes=[Route("/slack/events", slack_events, methods=["POST"])])


def run_http(bot: Bot, settings: Settings, port: int, host: str = "0.0.0.0") -> None:  # noqa: S104 (Slack reaches it from outside; requests are signed)
    """Serve signed HTTP until the process is told to stop; then finish what was promised."""
    import uvicorn

    bot.rounds.start()
    try:
        uvicorn.run(http_app(bot, settings), host=host, port=port, log_level="warning")
    finally:
        bot.close()
