"""Socket Mode: the app's connections, the envelopes that go out on them and the acks that come back."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from starlette.websockets import WebSocketDisconnect

from bot.playground.slack.delivery import Parcel, ParcelKind, Receipt, Retry
from bot.playground.slack.wire import parsed
from bot.playground.slack.workspace import APP

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from bot.playground.slack.tickets import Tickets
    from bot.playground.slack.wire import Json

MOST_SOCKETS = 10
REFUSED = 4401
GOING_AWAY = 1001
HOST = "applink-local"


class Sockets:
    """The app's open connections; each envelope goes to one of them in turn. Lives on the server's loop."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets
        self._open: list[WebSocket] = []
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0
        self._connected = asyncio.Event()

    @property
    def count(self) -> int:
        """How many connections the app holds."""
        return len(self._open)

    async def serve(self, socket: WebSocket) -> None:
        """Keep one connection until it closes; a connection without a fresh ticket is refused."""
        if not self._tickets.spend_socket(socket.query_params.get("ticket", "")):
            await socket.close(REFUSED)
            return
        await socket.accept()
        try:
            await socket.send_json(self._hello())
            self._open.append(socket)
            self._connected.set()
            while True:
                self._settle(await socket.receive_text())
        except WebSocketDisconnect:
            pass  # the app went away, which it may at any time
        finally:
            self._forget(socket)

    async def carry(self, parcel: Parcel, retry: Retry | None, seconds: float) -> Receipt:
        """Send a parcel down one connection and wait for the ack that names its envelope."""
        socket = await self._next(seconds)
        if socket is None:
            return Receipt(acked=False, reason="not_connected")
        name = str(uuid.uuid4())
        ack: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._acks[name] = ack
        try:
            await socket.send_json(_envelope(name, parcel, retry))
            return Receipt(acked=True, body=await asyncio.wait_for(ack, seconds))
        except TimeoutError:
            return Receipt(acked=False, reason="timeout")
        except (WebSocketDisconnect, RuntimeError):  # Starlette's two words for a connection that just closed
            return Receipt(acked=False, reason="connection_failed")
        finally:
            del self._acks[name]

    async def announce(self, reason: str) -> None:
        """Tell every connection that it will be closed, as Slack does before it renews its servers."""
        for socket in tuple(self._open):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})

    async def drop(self) -> None:
        """Close every connection without a word."""
        for socket in tuple(self._open):
            self._forget(socket)
            await socket.close(GOING_AWAY)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count + 1,
            "connection_info": {"app_id": APP},
            "debug_info": {"host": HOST, "approximate_connection_time": 18_060},
        }

    def _settle(self, raw: str) -> None:
        reply = parsed(raw)
        if not isinstance(reply, dict):
            return
        ack = self._acks.get(str(reply.get("envelope_id")))
        if ack is not None and not ack.done():
            body = reply.get("payload")
            ack.set_result(body if isinstance(body, dict) else {})

    def _forget(self, socket: WebSocket) -> None:
        if socket in self._open:
            self._open.remove(socket)
        if not self._open:
            self._connected.clear()

    async def _next(self, seconds: float) -> WebSocket | None:
        """The connection whose turn it is, as soon as there is one; None when none comes in time."""
        try:
            async with asyncio.timeout(seconds):
                while not self._open:
                    await self._connected.wait()
        except TimeoutError:
            return None
        self._turn += 1
        return self._open[self._turn % len(self._open)]


def _envelope(name: str, parcel: Parcel, retry: Retry | None) -> Json:
    envelope: Json = {"type": parcel.kind, "envelope_id": name, "payload": parcel.payload}
    envelope["accepts_response_payload"] = parcel.kind is not ParcelKind.EVENT
    if parcel.kind is ParcelKind.EVENT:
        envelope["retry_attempt"] = retry.number if retry else 0
        envelope["retry_reason"] = retry.reason if retry else ""
    return envelope
