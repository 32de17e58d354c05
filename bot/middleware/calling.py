"""A client of Slack's Web API on connections that stay open, which takes few steps where Slack simply says yes.

The SDK prepares for whatever may come of a call before it makes it, which costs several times what the call itself does. So
an answer is posted without it; what Slack does not say yes to is then the SDK's, with its errors and its retries.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self
from urllib.error import HTTPError

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.middleware.lines import Call, Lines
from bot.telemetry.happenings import called

if TYPE_CHECKING:
    from urllib.request import Request

    from bot.middleware.lines import Said


class LineClient(WebClient):
    """A client that calls Slack on these connections, where no proxy stands before it."""

    def __init__(self, *, lines: Lines | None = None, **how: Any) -> None:  # noqa: ANN401 (passed on)
        """Call on these connections, else on its own."""
        super().__init__(**how)
        self.lines = lines or Lines()
        self.came_of_it: Said | OSError | None = None

    @classmethod
    def like(cls, client: WebClient, lines: Lines | None = None) -> Self:
        """Give such a client with the token and the manners of another, and its connections where no others are given."""
        alike = cls.__new__(cls)
        vars(alike).update(vars(client))  # to make one from its parts takes four times as long, for every delivery
        alike.default_params = {}
        alike.lines = lines or (client.lines if isinstance(client, LineClient) else Lines())
        alike.came_of_it = None
        return alike

    def plainly(self, api_method: str, **said: Any) -> SlackResponse:  # noqa: ANN401 (what Slack takes)
        """Call a method of Slack's whatever was called before.

        Raises:
            SlackApiError: Slack refused it.
            OSError: Slack cannot be reached.
        """
        if self.proxy is not None:
            return WebClient.api_call(self, api_method, json=said)
        url = self.base_url + api_method
        kind = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json;charset=utf-8"}
        call = Call.to(url, {**self.headers, **kind}, json.dumps(said).encode())
        came: Said | OSError
        try:
            came = self.lines.ask(call, self.timeout, self.ssl)
        except OSError as error:
            came = error
        else:
            if (data := _yes(came)) is not None:
                called(api_method, "ok")
                return SlackResponse(
                    client=self,
                    http_verb="POST",
                    api_url=url,
                    req_args={},
                    data=data,
                    headers=dict(came.headers),
                    status_code=came.status,
                )
        by_the_sdk = self.like(self)
        by_the_sdk.came_of_it = came
        return WebClient.api_call(by_the_sdk, api_method, json=said)

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        """Make one call of the SDK's, or give what came of it already; whether it is made again, its handlers say."""
        if self.proxy is not None:
            return super()._perform_urllib_http_request_internal(url, req)
        came, self.came_of_it = self.came_of_it, None
        if came is None:
            body = req.data if isinstance(req.data, bytes) else b""
            came = self.lines.ask(Call.to(url, req.headers, body), self.timeout, self.ssl)
        if isinstance(came, OSError):
            raise came
        if not HTTPStatus.OK <= came.status < HTTPStatus.MULTIPLE_CHOICES:
            raise HTTPError(url, came.status, came.reason, came.headers, BytesIO(came.body))
        charset = came.headers.get_content_charset() or "utf-8"
        return {"status": came.status, "headers": came.headers, "body": came.body.decode(charset)}


def _yes(said: Said) -> dict[str, Any] | None:
    """Give the answer of Slack's that says that a call went well; None where it is any other."""
    if said.status != HTTPStatus.OK:
        return None
    try:
        data = json.loads(said.body)
    except ValueError:
        return None
    return data if isinstance(data, dict) and data.get("ok") is True else None
