"""The door: what Slack signed gets in, and whatever else comes is refused without being parsed."""

from __future__ import annotations

import json
import logging
import time
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from bot.serving.door import LARGEST, Door, RefusedError

SECRET = "of-the-app"


def _signed(body: bytes, *, at: float | None = None, secret: str = SECRET, kind: str = "application/json") -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": str(signature)}


def _status(body: bytes, headers: dict[str, str]) -> int:
    with pytest.raises(RefusedError) as refused:
        Door(SECRET).let_in(body, headers)
    return refused.value.status


def test_what_slack_signed_is_let_in() -> None:
    """JSON events and forms with a payload come out as Bolt has them."""
    event = json.dumps({"type": "event_callback", "event": {"type": "message"}}).encode()
    assert Door(SECRET).let_in(event, _signed(event)).body["type"] == "event_callback"
    form = urlencode({"payload": json.dumps({"type": "block_actions"})}).encode()
    kind = "application/x-www-form-urlencoded"
    assert Door(SECRET).let_in(form, _signed(form, kind=kind)).body["type"] == "block_actions"


def test_forged_stale_and_unsigned_requests_are_refused() -> None:
    """Another secret, another body, another time, no signature: 401 each."""
    body = b'{"type": "event_callback"}'
    assert _status(body, {}) == 401
    assert _status(body, _signed(body, secret="another")) == 401
    assert _status(body + b" ", _signed(body)) == 401
    assert _status(body, _signed(body, at=time.time() - 301)) == 401
    assert _status(body, _signed(body, at=time.time() + 400)) == 401


@pytest.mark.parametrize("timestamp", ["", "now", "-5", "1e9", "٣٤٥", "9" * 5000, "1\n2"])
def test_a_timestamp_that_is_none_is_refused(timestamp: str) -> None:
    """Whatever stands in the header, nothing breaks."""
    assert _status(b"{}", {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": "v0=00"}) == 401


def test_what_is_too_large_or_unreadable_is_refused() -> None:
    """Size comes first, then the encoding; what is signed and is no JSON is refused, too, as is what is nested too deep."""
    assert _status(b"x" * (LARGEST + 1), {}) == 413
    assert _status(b"\xff\xfe", {}) == 400
    for body in (b"{broken", b'{"a":' * 100_000 + b"1" + b"}" * 100_000):
        assert _status(body, _signed(body)) == 400


@given(body=st.binary(max_size=200), timestamp=st.text(max_size=20), signature=st.text(max_size=80))
def test_no_bytes_of_strangers_get_in_or_break_the_door(body: bytes, timestamp: str, signature: str) -> None:
    """Whatever comes, it is refused with a status of HTTP's, or is Slack's look at the certificate."""
    if body.startswith(b"ssl_check=1"):
        return
    assert _status(body, {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}) in {400, 401}


def test_headers_that_are_not_slacks_do_not_reach_bolt() -> None:
    """Bolt is steered by headers of its own; they are not signed, so they stay outside."""
    body = b"{}"
    let_in = Door(SECRET).let_in(body, {**_signed(body), "X-Slack-Bolt-Lazy-Only": "1", "Cookie": "a=b"})
    assert not let_in.lazy_only
    assert "cookie" not in let_in.headers


def test_a_clock_that_is_off_is_said_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """A right signature of another time says that a clock is wrong; a forged one says nothing."""
    body, now = b"{}", time.time()
    door = Door(SECRET, lambda: now + 3600)
    with caplog.at_level(logging.ERROR):
        for headers in (_signed(body, at=now), _signed(body, at=now), _signed(body, at=now, secret="another")):
            with pytest.raises(RefusedError):
                door.let_in(body, headers)
    (said,) = [record.getMessage() for record in caplog.records]
    assert "3600 s ago" in said
    assert "clock is off" in said
