"""What Slack hands out to be used soon: trigger ids, response addresses and socket addresses."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from bot.playground.slack.refusals import Code, Refusal

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 1800.0
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """A trigger id: whose interaction it came from, and until when one view may be opened with it."""

    user: str
    until: float
    from_modal: bool
    used: bool = False


@dataclass(slots=True, kw_only=True)
class ResponseAddress:
    """Where an app may answer an interaction without a token, five times in half an hour."""

    channel: str
    user: str
    until: float
    original_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass(slots=True)
class Tickets:
    """Everything handed out and not yet forgotten."""

    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseAddress] = field(default_factory=dict)
    sockets: set[str] = field(default_factory=set)

    def trigger(self, user: str, *, from_modal: bool = False) -> str:
        """A trigger id that opens one view within three seconds."""
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[name] = Trigger(user=user, until=time.monotonic() + TRIGGER_SECONDS, from_modal=from_modal)
        return name

    def spend_trigger(self, name: str) -> Trigger:
        """The trigger behind an id, which opens nothing more from now on; refuses as Slack does."""
        trigger = self.triggers.get(name)
        if trigger is None:
            raise Refusal(Code.INVALID_TRIGGER)
        if trigger.used:
            raise Refusal(Code.EXCHANGED_TRIGGER)
        if time.monotonic() > trigger.until:
            raise Refusal(Code.EXPIRED_TRIGGER)
        trigger.used = True
        return trigger

    def response(self, channel: str, user: str, *, original_ts: str | None = None, thread_ts: str | None = None) -> str:
        """The name of a new response address."""
        name = secrets.token_urlsafe(16)
        self.responses[name] = ResponseAddress(
            channel=channel,
            user=user,
            until=time.monotonic() + RESPONSE_SECONDS,
            original_ts=original_ts,
            thread_ts=thread_ts,
        )
        return name

    def spend_response(self, name: str) -> ResponseAddress:
        """The response address of this name with one use counted; refuses the sixth and the late."""
        address = self.responses.get(name)
        if address is None:
            raise Refusal(Code.INVALID_URL)
        if time.monotonic() > address.until:
            raise Refusal(Code.EXPIRED_URL)
        if address.uses >= RESPONSE_USES:
            raise Refusal(Code.USED_URL)
        address.uses += 1
        return address

    def socket(self) -> str:
        """A ticket for one socket connection."""
        name = secrets.token_urlsafe(16)
        self.sockets.add(name)
        return name

    def spend_socket(self, name: str) -> bool:
        """Whether the ticket opens a socket; it does so once."""
        fresh = name in self.sockets
        self.sockets.discard(name)
        return fresh
