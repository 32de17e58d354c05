"""Bolt and Slack's Web API under the telemetry's eyes: a delivery has an id, a span and a time, a call is counted."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_sdk.http_retry import RetryHandler

from bot.telemetry.happenings import called
from bot.telemetry.metrics import Count, Time, count, took
from bot.telemetry.requests import surface_of, taken_up
from bot.telemetry.traces import span

if TYPE_CHECKING:
    from slack_bolt import BoltRequest, BoltResponse
    from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState

_METHOD = re.compile(r"/([a-zA-Z]+(?:\.[a-zA-Z0-9]+)+)$")


class ObservedApp(App):
    """The Bolt app; whatever is delivered to it has an id from the first moment on, in whichever threads it is done."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Do what Bolt does with a delivery, and look on until it is acknowledged."""
        surface = surface_of(req.body)
        count(Count.DELIVERIES, surface=surface)
        with taken_up(surface) as course, span(f"slack {surface}"):
            response = super().dispatch(req)
            took(Time.ACK, course.seconds, surface=surface)
        return response


class SlackCalls(RetryHandler):
    """Counts how Slack's Web API answers; tries nothing again itself. It is the first handler of a client, and sees all."""

    def can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        """Count one answer, and leave it to the others whether the call is made again."""
        del state, error
        found = _METHOD.search(request.url)
        called(found[1] if found else "other", _outcome(response))
        return False


def _outcome(response: HttpResponse | None) -> str:
    if response is None:
        return "unreachable"
    if response.status_code != HTTPStatus.OK:
        return "ratelimited" if response.status_code == HTTPStatus.TOO_MANY_REQUESTS else f"http_{response.status_code}"
    said = response.body or {}
    return "ok" if said.get("ok", True) else str(said.get("error") or "unknown_error")
