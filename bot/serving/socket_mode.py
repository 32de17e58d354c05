"""Serving over Socket Mode: a connection that the app opens, and Slack sends through."""

from __future__ import annotations

import json
import logging
import socket
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Protocol

from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.errors import SlackApiError, SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.listeners.reasons import REFUSALS, code_of
from bot.serving.finishing import finish
from bot.serving.reaching import UnreachableError
from bot.serving.readiness import Readiness, database_answers, token_lives

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.socket_mode.client import BaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from bot.app import Bot
    from bot.settings import Settings

LOG = logging.getLogger("routelore.socket")
#: The connection is looked at this often, and made anew where it is gone.
BEAT = 5.0
#: So many bytes are read at once. The SDK calls itself for each further piece of a delivery: with its own 1 KB, a delivery
#: of 1 MB, or many that follow one another without a gap, would end the stack and break the connection.
PIECE = 256 * 1024
#: After each attempt in vain the next comes later, but not later than this.
LONGEST_PAUSE = 120.0
#: What Slack says where waiting alone does not help. https://docs.slack.dev/apis/events-api/using-socket-mode/
REMEDIES = {
    "too_many_websockets": "ten connections are open with this app token; stop the processes that are not needed",
    "link_disabled": "Socket Mode was switched off in the app's settings; switch it on again",
    "invalid_auth": "SLACK_APP_TOKEN was revoked; make a new one with connections:write",
}


class Connection(SocketModeClient):
    """The SDK's connection, made anew with growing pauses for as long as it takes; one line in the log for each attempt."""

    def __init__(self, app_token: str, web_client: WebClient, *, beat: float = BEAT) -> None:
        """Make the connection; it is opened by `connect`."""
        super().__init__(
            app_token,
            LOG,
            web_client,
            ping_interval=beat,
            receive_buffer_size=PIECE,
            on_message_listeners=[self._heard],
        )
        self._in_vain = 0
        self._not_before = 0.0

    def issue_new_wss_url(self) -> str:
        """Give a new address; what Slack refuses is for whoever asked."""
        return str(self.web_client.apps_connections_open(app_token=self.app_token)["url"])

    def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 (the SDK calls it so)
        """Connect again; where that fails, it is tried again at one of the next beats."""
        if self.closed or time.monotonic() < self._not_before:
            return
        try:
            super().connect_to_new_endpoint(force)
        except REFUSALS as error:
            self._failed(code_of(error))
            return
        if self.is_connected():
            self._in_vain, self._not_before = 0, 0.0
        else:
            self._failed("connection_failed")

    def _run_current_session(self) -> None:
        """Receive until the connection ends. The SDK's own does not end where it is closed just as it begins.

        `close` says that it is closed before it ends what is received; so, whichever of the two comes first, this ends.
        """
        session, state = self.current_session, self.current_session_state
        if session is None or not session.is_active():
            return
        state.terminated = False
        if self.closed:
            return
        try:
            session.run_until_completion(state)
        except Exception as error:  # noqa: BLE001 (whatever it is, the next beat connects anew)
            LOG.error("nothing can be received any more type=%s", type(error).__name__)  # noqa: TRY400 (no payload in the log)

    def disconnect(self) -> None:
        """Let go of the connection, also where the thread that receives does so at the same moment."""
        with suppress(AttributeError):  # the SDK waits for that thread, and then closes the socket that is gone by now
            super().disconnect()

    def _failed(self, code: str) -> None:
        pause = min(2.0**self._in_vain, LONGEST_PAUSE)
        self._in_vain, self._not_before = self._in_vain + 1, time.monotonic() + pause
        remedy = REMEDIES.get(code, "it is tried again")
        LOG.error("no connection to Slack (attempt %d, %s): %s", self._in_vain, code, remedy)

    def _heard(self, message: str) -> None:
        """Say why Slack ends a connection, where somebody has to do something about it."""
        if '"disconnect"' in message[:200]:
            with suppress(ValueError):
                reason = str(json.loads(message).get("reason", ""))
                if reason in REMEDIES:
                    LOG.error("Slack ended the connection (%s): %s", reason, REMEDIES[reason])


class SocketMode(BaseSocketModeHandler):
    """Bolt on a connection to Slack, which closes without a fuss."""

    client: Connection

    def __init__(self, bot: Bot, settings: Settings, *, beat: float = BEAT) -> None:
        """Make the connection; it is opened by `connect`."""
        self.app = bot.app
        self.client = Connection(settings.app_token, bot.app.client, beat=beat)
        self.client.socket_mode_request_listeners.append(self.handle)

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Have a delivery done and acknowledge it; what cannot be acknowledged, Slack delivers again."""
        began = time.time()
        answer = run_bolt_app(self.app, req)
        try:
            send_response(client, req, answer, began)
        except SlackClientNotConnectedError:
            LOG.warning("a delivery could not be acknowledged: the connection was gone; Slack delivers it again")

    def connect(self) -> None:
        """Open the connection.

        Raises:
            UnreachableError: Slack refused the app token or could not be reached.
        """
        try:
            self.client.connect()
        except SlackApiError as error:
            raise UnreachableError(code_of(error)) from error
        except OSError as error:
            raise UnreachableError(type(error).__name__) from error

    def close(self) -> None:
        """Close the connection. What is cut off by that is no error: Slack delivers again what nobody acknowledged."""
        log = self.client.logger
        log.addFilter(_nothing_grave)
        self._wake()
        try:
            self.client.close()
            self.client.disconnect()  # from a connection that was being made anew just then
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
        """Return when it is time, with the number of the signal where it was one."""


def run_socket_mode(bot: Bot, settings: Settings, stop: Stop, *, health_port: int | None = None) -> bool:
    """Serve over Socket Mode until told to stop; then finish what was promised, and say whether all of it is done.

    Raises:
        UnreachableError: Slack refused the app token or could not be reached.
        PortError: the port for probes cannot be listened on.
    """
    handler = SocketMode(bot, settings)
    with ExitStack() as ends:
        try:
            readiness = None if health_port is None else _probed(ends, handler, bot, settings, health_port)
            handler.connect()
            bot.start()
            stop.wait()
            if readiness is not None:
                readiness.stop()
        finally:
            handler.close()
            finished = finish(bot)
    return finished


def _probed(ends: ExitStack, handler: SocketMode, bot: Bot, settings: Settings, port: int) -> Readiness:
    """Give what the probes are told on their own port, served until the end."""
    from bot.serving.health import health_app
    from bot.serving.listening import Listening

    parts = {"database": database_answers(bot.resources.state), "slack": token_lives(settings)}
    readiness = Readiness({**parts, "socket": handler.client.is_connected})
    listening = Listening(health_app(readiness), port)
    ends.callback(listening.stop)
    ends.callback(readiness.close)
    listening.start()
    readiness.start()
    return readiness
