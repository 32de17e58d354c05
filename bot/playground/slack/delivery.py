"""How payloads reach the app: handed over, acked in time or not, and delivered again as Slack does."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.slack.faults import Faults
    from bot.playground.slack.wire import Json


class ParcelKind(StrEnum):
    """The types of Socket Mode envelope."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTION = "interactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A payload for the app; `what` names it in the inspector."""

    kind: ParcelKind
    payload: Json
    what: str


@dataclass(frozen=True, slots=True)
class Retry:
    """The count and the cause of a delivery that is not the first."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What came back for a parcel: whether it was acked, else Slack's reason, and the ack's own body."""

    acked: bool
    reason: str = ""
    body: Json = field(default_factory=dict)
    no_retry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long Slack waits for an ack, and after how many seconds each it delivers an event again."""

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)


class Carrier(Protocol):
    """A way to the app: a socket or signed HTTP."""

    async def carry(self, parcel: Parcel, retry: Retry | None, seconds: float) -> Receipt:
        """Carry a parcel once and wait so long for its ack."""


Inspect: TypeAlias = "Callable[[Parcel, Retry | None, Receipt, float], None]"
"""What is told of every attempt: the parcel, which retry it was, its receipt, and how many seconds it took."""

NOT_RUNNING = "The local Slack is not running: call start() first, or use it as a context manager."


class Courier:
    """Delivers parcels on the server's event loop; any thread may hand them over."""

    def __init__(self, carrier: Carrier, *, faults: Faults, patience: Patience, inspect: Inspect) -> None:
        self.carrier = carrier
        self.patience = patience
        self._faults = faults
        self._inspect = inspect
        self._loop: asyncio.AbstractEventLoop | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Deliver on this loop from now on."""
        self._loop = loop

    async def close(self) -> None:
        """Give up every delivery that is under way."""
        self._loop = None
        tasks = tuple(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def send(self, parcel: Parcel) -> None:
        """Deliver an event, again and again when it is not acked, without waiting for it."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._start, parcel)

    def ask(self, parcel: Parcel) -> Receipt:
        """Deliver a parcel once and wait for its ack; for any thread but the server's own."""
        if self._loop is None:
            raise RuntimeError(NOT_RUNNING)
        carried = asyncio.run_coroutine_threadsafe(self._once(parcel, None), self._loop)
        try:
            return carried.result()
        except CancelledError:
            return Receipt(acked=False, reason="stopped")

    def _start(self, parcel: Parcel) -> None:
        task = asyncio.ensure_future(self._persist(parcel))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _persist(self, parcel: Parcel) -> None:
        receipt = await self._once(parcel, None)
        if receipt.acked and self._faults.take_duplicate():
            await self._once(parcel, Retry(1, "http_timeout"))
        for number, pause in enumerate(self.patience.retries, start=1):
            if receipt.acked or receipt.no_retry:
                return
            await asyncio.sleep(pause)
            receipt = await self._once(parcel, Retry(number, receipt.reason))

    async def _once(self, parcel: Parcel, retry: Retry | None) -> Receipt:
        began = time.monotonic()
        receipt = await self.carrier.carry(parcel, retry, self.patience.ack)
        self._inspect(parcel, retry, receipt, time.monotonic() - began)
        return receipt
