"""The door for what comes over HTTP: what Slack signed gets in, and nothing else is even read.

Bolt checks the signature, too, but only after it has parsed the body, and it logs the bodies that it refuses.
"""

from __future__ import annotations

import hmac
import logging
import re
import time
from typing import TYPE_CHECKING

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.deliveries import is_odd
from bot.listeners.reasons import where

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOG = logging.getLogger("routelore")
#: Slack's payloads are smaller by far; the largest is a form of 250 kB.
LARGEST = 1024 * 1024
#: Bolt refuses a request older than this, as Slack advises: https://docs.slack.dev/authentication/verifying-requests-from-slack/
OLDEST = 300
#: Once in so many seconds it is logged that the clock is off.
TOLD_EVERY = 60.0
#: What Bolt needs to see. Headers are not signed, and Bolt has some of its own that steer it.
PASSED = ("content-type", "x-slack-request-timestamp", "x-slack-signature", "x-slack-retry-num", "x-slack-retry-reason")
#: Slack's look at the certificate, which it does not sign. Nothing may stand beside it: Bolt would take a `payload` instead.
_SSL_CHECK = re.compile(rb"ssl_check=1(?:&token=[A-Za-z0-9]{0,100})?")

#: What is said to whoever sent something that is signed and yet none of Slack's payloads.
NO_PAYLOAD = "no payload of Slack's"
#: What is raised at text that is neither JSON nor a form, and by Bolt at what is no payload of Slack's.
_NO_PAYLOAD = (ValueError, RecursionError, AttributeError, TypeError, LookupError)


def answered(answer: Callable[[BoltRequest], BoltResponse], asked: BoltRequest) -> BoltResponse:
    """Give the answer to a request that was let in; to one that has a shape that nobody can read, 400.

    Where it could not be read is logged, and nothing of what it says: a library's own trace would quote it.
    """
    try:
        return answer(asked)
    except _NO_PAYLOAD as error:
        LOG.error("a request that Slack signed could not be read type=%s %s", type(error).__name__, where(error))  # noqa: TRY400 (the trace may quote a person)
        return BoltResponse(status=400, body=NO_PAYLOAD)


class RefusedError(Exception):
    """A request that is not let in; `status` is HTTP's."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep the status and what is said to whoever sent it."""
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Door:
    """Turns what came over HTTP into what Bolt works with, where Slack has signed it."""

    def __init__(self, signing_secret: str, now: Callable[[], float] = time.time) -> None:
        """Know Slack's signature by this secret, and its age by this clock."""
        self._verifier = SignatureVerifier(signing_secret)
        self._now = now
        self._told = float("-inf")

    def let_in(self, body: bytes, headers: Mapping[str, str]) -> BoltRequest:
        """Give the request.

        Raises:
            RefusedError: it is too large, Slack did not sign it, or it cannot be read.
        """
        if len(body) > LARGEST:
            raise RefusedError(413, "larger than anything that Slack sends")
        given = {name.lower(): value for name, value in headers.items()}
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RefusedError(400, "not UTF-8") from error
        if not _SSL_CHECK.fullmatch(body):  # Bolt answers that by itself
            self._check(text, given.get("x-slack-request-timestamp", ""), given.get("x-slack-signature", ""))
        try:
            read = BoltRequest(body=text, headers={name: given[name] for name in PASSED if name in given})
        except _NO_PAYLOAD as error:
            raise RefusedError(400, "neither JSON nor a form") from error
        if not isinstance(read.body, dict) or is_odd(read.body):
            LOG.warning("refused a request that Slack signed, but that is none of its payloads")
            raise RefusedError(400, NO_PAYLOAD)
        return read

    def _check(self, text: str, timestamp: str, signature: str) -> None:
        """Refuse what is not signed, and what was signed too long ago."""
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= len("9999999999")):
            raise RefusedError(401, "not signed by Slack")
        right = self._verifier.generate_signature(timestamp=timestamp, body=text) or ""
        if not hmac.compare_digest(right.encode(), signature.encode()):
            raise RefusedError(401, "not signed by Slack")
        off = int(self._now() - int(timestamp))
        if abs(off) > OLDEST:
            self._tell(off)
            raise RefusedError(401, "signed at another time")

    def _tell(self, off: int) -> None:
        """Say that Slack's clock and this one differ: the signature is right, so it is no forgery."""
        if abs(self._now() - self._told) >= TOLD_EVERY:
            self._told = self._now()
            LOG.error(
                "refused a request that Slack signed %d s %s: this clock is off (set it by NTP), or it was replayed",
                abs(off),
                "ago" if off > 0 else "in the future",
            )
