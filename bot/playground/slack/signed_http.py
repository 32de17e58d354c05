"""Signed HTTP: payloads posted to the app's request URL, with the signature that Slack puts on them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections import deque
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from bot.playground.slack.delivery import Parcel, ParcelKind, Receipt, Retry
from bot.playground.slack.wire import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRequest:
    """One request as it was sent, to be sent again or falsified."""

    headers: Mapping[str, str]
    body: str


def signed(secret: str, body: str, content_type: str, *, at: float | None = None) -> SignedRequest:
    """A body with the headers that prove it comes from whoever knows the secret."""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"Content-Type": content_type, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}
    return SignedRequest(headers=headers, body=body)


class SignedHttp:
    """Posts parcels to one URL; keeps the last hundred requests."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = urlsplit(url)
        self._secret = secret
        self.sent: deque[SignedRequest] = deque(maxlen=100)

    async def carry(self, parcel: Parcel, retry: Retry | None, seconds: float) -> Receipt:
        """Post a parcel and read the ack out of the response."""
        request = self.wrapped(parcel)
        if retry is not None:
            again = {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
            request = SignedRequest(headers={**request.headers, **again}, body=request.body)
        self.sent.append(request)
        return await asyncio.to_thread(self._receipt, request, seconds)

    def wrapped(self, parcel: Parcel, *, secret: str | None = None, at: float | None = None) -> SignedRequest:
        """The request that carries a parcel; another secret or another time makes a forged or a stale one."""
        if parcel.kind is ParcelKind.EVENT:
            body, content_type = json.dumps(parcel.payload), JSON_TYPE
        elif parcel.kind is ParcelKind.COMMAND:
            body, content_type = urlencode(parcel.payload), FORM_TYPE
        else:
            body, content_type = urlencode({"payload": json.dumps(parcel.payload)}), FORM_TYPE
        return signed(self._secret if secret is None else secret, body, content_type, at=at)

    def post(self, request: SignedRequest, seconds: float = 3.0) -> tuple[int, Mapping[str, str], str]:
        """The status, the headers and the body with which the app answers a request."""
        connection = HTTPConnection(self._url.hostname or "127.0.0.1", self._url.port, timeout=seconds)
        try:
            connection.request("POST", self._url.path or "/", request.body.encode(), dict(request.headers))
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode()
        finally:
            connection.close()

    def _receipt(self, request: SignedRequest, seconds: float) -> Receipt:
        try:
            status, headers, body = self.post(request, seconds)
        except TimeoutError:
            return Receipt(acked=False, reason="http_timeout")
        except (OSError, HTTPException):
            return Receipt(acked=False, reason="connection_failed")
        if status != OK:
            return Receipt(acked=False, reason="http_error", no_retry=headers.get("x-slack-no-retry") == "1")
        read = parsed(body) if headers.get("content-type", "").startswith(JSON_TYPE) else {"text": body} if body else {}
        return Receipt(acked=True, body=read if isinstance(read, dict) else {})
