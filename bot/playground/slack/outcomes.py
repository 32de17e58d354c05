"""What a person sees come of what they did: done, or the error that Slack's client would show."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from bot.playground.slack.refusals import Code, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.playground.slack.delivery import Receipt
    from bot.playground.slack.wire import Json

P = ParamSpec("P")
Self = TypeVar("Self")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The visible result of one action; `errors` are a modal's, by block id."""

    ok: bool = True
    error: str | None = None
    channel: str | None = None
    ts: str | None = None
    response_action: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[str, ...] = ()

    def body(self) -> Json:
        """The outcome as the page gets it: what there is of it."""
        parts: Json = {"error": self.error, "channel": self.channel, "ts": self.ts}
        parts |= {"response_action": self.response_action, "errors": dict(self.errors), "messages": list(self.messages)}
        return {"ok": self.ok, **{key: value for key, value in parts.items() if value}}


def seen(
    act: Callable[Concatenate[Self, P], Outcome],
) -> Callable[Concatenate[Self, P], Outcome]:
    """The action, whose refusals are outcomes instead of exceptions."""

    @functools.wraps(act)
    def acted(self: Self, /, *args: P.args, **kwargs: P.kwargs) -> Outcome:
        try:
            return act(self, *args, **kwargs)
        except Refusal as refusal:
            return Outcome(ok=False, error=refusal.code, messages=refusal.messages)

    return acted


def unacked(receipt: Receipt) -> Outcome:
    """What Slack tells the person when the app did not ack."""
    late = receipt.reason in {"timeout", "http_timeout"}
    return Outcome(ok=False, error=Code.OPERATION_TIMEOUT if late else Code.DISPATCH_FAILED)
