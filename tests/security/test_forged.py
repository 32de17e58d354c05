"""Requests that Slack did not sign, however they are dressed: nothing of them is done, over HTTP and on Lambda."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.serving.aws_lambda import LambdaApp
from bot.serving.door import Door, RefusedError
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.app import Bot

SECRET = "of-the-app"
FORM = "application/x-www-form-urlencoded"
CLICK = json.dumps({"type": "block_actions", "user": {"id": "U0EVIL"}, "actions": [{"action_id": "share_here"}]})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
#: Members that Bolt looks into before any listener is asked.
LOOKED_INTO = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        (
            "type",
            "team",
            "team_id",
            "user",
            "event",
            "authorizations",
            "view",
            "enterprise",
            "channel",
            "is_ext_shared_channel",
        ),
        JSON,
    ),
)
#: Slack's look at the certificate, with something beside it that Bolt would take for what was signed.
DRESSED = (
    f"ssl_check=1&{urlencode({'payload': CLICK})}",
    f"ssl_check=1&token=x&{urlencode({'payload': CLICK})}",
    f"ssl_check=1&ssl_check=0&{urlencode({'command': '/routelore', 'text': 'sweep', 'user_id': 'U0EVIL'})}",
    "ssl_check=1&payload=[]",
    "ssl_check=1&payload=1",
    "ssl_check=10&command=/routelore",
    "ssl_check=1%26payload",
    "ssl_check=1\n",
)


def _signed(body: str, kind: str, *, at: float | None = None) -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    return {"content-type": kind, "x-slack-request-timestamp": timestamp, "x-slack-signature": str(signature)}


def _taken(body: str, headers: Mapping[str, str]) -> BoltRequest | int:
    """Give the request as it was let in, or the status with which it was refused."""
    try:
        return Door(SECRET).let_in(body.encode(), headers)
    except RefusedError as refused:
        return refused.status


def _function() -> LambdaApp:
    def opened() -> Bot:
        pytest.fail("the app was opened for a request that nobody signed")

    return LambdaApp(Settings(signing_secret=SECRET), opened)


def _on_lambda(body: str, headers: Mapping[str, str]) -> tuple[int, list[Mapping[str, object]]]:
    """Give how the function answers, and what it called itself with."""

    class Call:
        invoked_function_arn = "arn:aws:lambda:ap-northeast-2:111122223333:function:routelore"

        def get_remaining_time_in_millis(self) -> int:
            """Give how long the call may still take."""
            return 10_000

    invoked: list[Mapping[str, object]] = []
    event = {
        "headers": dict(headers),
        "requestContext": {"http": {"method": "POST", "path": "/slack/events"}},
        "body": base64.b64encode(body.encode()).decode(),
        "isBase64Encoded": True,
    }
    return _function().handle(event, Call(), invoked.append)["statusCode"], invoked


@pytest.mark.parametrize("body", DRESSED)
@pytest.mark.parametrize("kind", [FORM, "application/json", "text/plain"])
def test_nothing_gets_in_behind_a_look_at_the_certificate(body: str, kind: str) -> None:
    """Slack does not sign that look, so nothing else may come along with it."""
    with pytest.raises(RefusedError) as refused:
        Door(SECRET).let_in(body.encode(), {"content-type": kind})
    assert refused.value.status == 401
    assert _on_lambda(body, {"content-type": kind}) == (401, [])


def test_slacks_look_at_the_certificate_is_let_in_alone() -> None:
    """With the token that Slack still sends, and without it."""
    for body in ("ssl_check=1", "ssl_check=1&token=aBc123"):
        assert Door(SECRET).let_in(body.encode(), {"content-type": FORM}).body["ssl_check"] == "1"


@given(payload=JSON | LOOKED_INTO, form=st.booleans())
def test_whatever_is_signed_is_taken_or_refused(payload: object, form: bool) -> None:  # noqa: FBT001 (what is drawn)
    """JSON of any shape, plain or in a form: a request, or a refusal with HTTP's status; nothing else is raised."""
    body = urlencode({"payload": json.dumps(payload)}) if form else json.dumps(payload)
    taken = _taken(body, _signed(body, FORM if form else "application/json"))
    assert taken == 400 or (isinstance(taken, BoltRequest) and isinstance(taken.body, dict))


@pytest.mark.parametrize(
    "change",
    [
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0="},
        {"x-slack-signature": "v1=" + "0" * 64},
        {"x-slack-request-timestamp": "0"},
        {"x-slack-request-timestamp": str(int(time.time()) + 1)},
        {"x-slack-request-timestamp": str(int(time.time())) + "\u0661"},
    ],
)
def test_a_header_that_was_changed_after_signing_is_refused_on_lambda(change: dict[str, str]) -> None:
    """The function calls itself with nothing, and opens nothing."""
    body = urlencode({"payload": CLICK})
    headers: dict[str, Any] = _signed(body, FORM, at=time.time() - 5)
    assert _on_lambda(body, {**headers, **change}) == (401, [])
    assert _on_lambda(body + "&x=1", headers) == (401, [])


def test_what_is_signed_in_one_dress_is_not_read_in_another() -> None:
    """The type of the content is not signed: a form stays a form or is refused, JSON stays JSON."""
    form, plain = urlencode({"payload": CLICK}), CLICK
    for body, right, other in ((form, FORM, "application/json"), (plain, "application/json", FORM)):
        taken = Door(SECRET).let_in(body.encode(), _signed(body, right))
        again = _taken(body, {**_signed(body, right), "content-type": other})
        assert again == 400 or (isinstance(again, BoltRequest) and again.body == taken.body)
