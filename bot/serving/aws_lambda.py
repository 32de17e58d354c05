"""Serving on AWS Lambda, behind a function URL or an HTTP API: `bot.serving.aws_lambda.handler`.

Lambda freezes an instance as soon as it has answered, and Slack wants its answer within three seconds. So the first call
answers Slack and hands the delivery to a second call of the same function, which nobody waits for: that one does the work
to its end. What only opens a form is done in the first call, since Slack allows that for three seconds alone; a form that
was filled in is checked in the first call, up to its acknowledgement, and done in the second. Nothing runs between the
calls: a schedule sends `{"routelore": "rounds"}` every minute for what comes round by itself, and for what an instance that
died had promised.

Events from Slack always come as HTTP requests with a signature; events with the key `routelore` only whoever may invoke the
function can send.
"""

from __future__ import annotations

import base64
import binascii
import logging
import os
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from slack_bolt import Ack, BoltRequest, BoltResponse

from bot.deliveries import opens_only
from bot.middleware.taking_over import take_over
from bot.phrases.serving import LAMBDA_NEEDS_POSTGRES
from bot.serving.door import PASSED, Door, RefusedError, answered
from bot.serving.invoking import InvokeError, invoker
from bot.serving.watching import Watch
from bot.state.database import StateError
from bot.undertaking import abandoned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.app import Bot
    from bot.settings import Settings
    from bot.state.promises import Promises

    Invoke = Callable[[Mapping[str, object]], None]

LOG = logging.getLogger("routelore")
#: What a function's own events say, and what they mean.
KEY = "routelore"
DELIVERY, LEFT, ROUNDS = "delivery", "left", "rounds"
#: So long before Lambda ends the call, what is not done is left to the next one.
MARGIN = 5.0
#: Waiting for the work, this instance says every so many seconds that it is alive.
BEAT = 5.0
#: So long the first call waits for what it does itself; Slack waits three seconds for all of it.
HERE_SECONDS = 2.5


class Context(Protocol):
    """What Lambda tells a call about itself.

    https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
    """

    invoked_function_arn: str

    def get_remaining_time_in_millis(self) -> int:
        """Give how long the call may still take."""


class Acknowledged(BaseException):
    """The listener has acknowledged; what comes after is for the second call."""


class UnfinishedError(Exception):
    """A call of the function could not do what it was for; Lambda tries it again."""


class CutAck(Ack):
    """An acknowledgement at which the listener ends: the rest is left to the second call, or there is none."""

    def __init__(self) -> None:
        """Make one that nothing was said to yet."""
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        self.left = False

    def __call__(self, *args: Any, **how: Any) -> BoltResponse:  # noqa: ANN401 (what Bolt's own takes)
        """Keep what is said to Slack, and end the listener; where nobody else could go on, let it go on."""
        answer = super().__call__(*args, **how)
        if how.get("response_action") == "errors":
            raise Acknowledged
        if abandoned():
            self.left = True
            raise Acknowledged
        return answer


class LambdaApp:
    """The app in one instance of the function; what it needs is opened when a call first needs it."""

    def __init__(self, settings: Settings, open_bot: Callable[[], Bot]) -> None:
        """Serve with these settings."""
        self._door = Door(settings.signing_secret)
        self._watch = Watch()
        self._open_bot = open_bot
        self._opened: Bot | None = None

    @property
    def bot(self) -> Bot:
        """Give the app, opened once; an instance has one call at a time."""
        if self._opened is None:
            self._opened = self._open_bot()
            self._opened.app.middleware(self._watch.middleware)
        return self._opened

    def handle(self, event: Mapping[str, Any], context: Context, invoke: Invoke) -> dict[str, Any]:
        """Do one call: a request from Slack or a browser, or one of the function's own events.

        Raises:
            UnfinishedError: one of its own events could not be done; Lambda tries it again.
        """
        if KEY in event:
            self._own(event, context)
            return {}
        http = event.get("requestContext", {}).get("http", {})
        method, path = http.get("method", ""), str(http.get("path", ""))
        if method == "POST" and path.endswith("/slack/events"):
            return self._from_slack(event, invoke)
        if method == "GET" and path.endswith("/healthz"):
            return _reply(BoltResponse(status=200, body="ok"))
        if method == "GET" and (flow := self.bot.app.oauth_flow) is not None:
            if path.endswith(flow.install_path):
                return _reply(flow.handle_installation(_page_asked(event)))
            if path.endswith(flow.redirect_uri_path):
                return _reply(flow.handle_callback(_page_asked(event)))
        return _reply(BoltResponse(status=404, body="nothing is served here"))

    def _from_slack(self, event: Mapping[str, Any], invoke: Invoke) -> dict[str, Any]:
        try:
            asked = self._door.let_in(_body(event), event.get("headers") or {})
        except RefusedError as refused:
            return _reply(BoltResponse(status=refused.status, body=refused.reason))
        body = asked.body
        if body.get("type") == "url_verification" or "ssl_check" in body or opens_only(body):
            return _reply(self._here(asked))
        try:
            if body.get("type") != "view_submission":
                headers = {name: asked.headers[name][0] for name in PASSED if name in asked.headers}
                invoke({KEY: DELIVERY, "body": body, "headers": headers})
                return _reply(BoltResponse(status=200, body=""))
            ack = asked.context["ack"] = CutAck()
            answer = self._here(asked)
            if ack.left:
                invoke({KEY: LEFT})
            return _reply(answer)
        except InvokeError as error:
            LOG.error("the function cannot call itself (%s); its role needs lambda:InvokeFunction on it", error)  # noqa: TRY400 (the code says it all)
            return _reply(BoltResponse(status=503, body="not just now"))

    def _here(self, asked: BoltRequest) -> BoltResponse:
        """Do what is done while Slack waits."""
        answer = answered(self.bot.app.dispatch, asked)
        self._watch.wait(HERE_SECONDS)
        return answer

    def _own(self, event: Mapping[str, Any], context: Context) -> None:
        """Do an event of the function's own to its end."""
        bot = self.bot
        try:
            bot.resources.state.promises.beat()  # it was frozen since the last call, and may be taken for dead
        except StateError as error:
            raise UnfinishedError(error.words.en) from error
        if event[KEY] == DELIVERY:
            bot.app.dispatch(BoltRequest(mode="socket_mode", body=event["body"], headers=event.get("headers")))
        else:
            take_over(bot.app, bot.resources.state.promises)
        if event[KEY] == ROUNDS:
            bot.rounds.go()
        self._finish(bot.resources.state.promises, context)

    def _finish(self, promises: Promises, context: Context) -> None:
        """Wait for all that was set going, and say meanwhile that this instance lives; leave the rest in time."""
        while not self._watch.wait(min(BEAT, max(0.0, _left(context)))):
            if _left(context) <= 0:
                LOG.warning("the time of the call is over; what is not done is left to the next")
                promises.close()
                return
            with suppress(StateError):  # it may be back at the next beat
                promises.beat()


def _left(context: Context) -> float:
    """Give the seconds in which the call has to come to its end."""
    return context.get_remaining_time_in_millis() / 1000 - MARGIN


def _body(event: Mapping[str, Any]) -> bytes:
    """Give the body as it was signed."""
    said = str(event.get("body") or "")
    if not event.get("isBase64Encoded"):
        return said.encode()
    try:
        return base64.b64decode(said, validate=True)
    except binascii.Error as error:
        raise RefusedError(400, "not base64") from error


def _page_asked(event: Mapping[str, Any]) -> BoltRequest:
    """Give what a browser asked for.

    https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    """
    given = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    headers: dict[str, Any] = {
        "accept-language": given.get("accept-language", ""),
        "cookie": list(event.get("cookies") or ()),
    }
    return BoltRequest(body="", query=dict(event.get("queryStringParameters") or {}), headers=headers)


def _reply(answer: BoltResponse) -> dict[str, Any]:
    """Give an answer as function URLs and HTTP APIs have it."""
    cookies = answer.headers.get("set-cookie", [])
    return {
        "statusCode": answer.status,
        "headers": answer.first_headers_without_set_cookie(),
        "cookies": list(cookies),
        "body": answer.body,
        "isBase64Encoded": False,
    }


def settings_here(env: Mapping[str, str]) -> Settings:
    """Give the settings of the function.

    Raises:
        UnfinishedError: they do not do; each sentence is in the log.
    """
    from bot.settings import Settings

    settings = Settings.from_env(env).with_secrets(env)
    wrong = list(settings.mistakes(http=True))
    if settings.database_url.startswith("sqlite"):
        wrong.append(LAMBDA_NEEDS_POSTGRES)
    for words in wrong:
        LOG.error("%s", words.say(settings.lang))
    if wrong:
        raise UnfinishedError(wrong[0].en)
    return settings


@cache
def _instance() -> LambdaApp:
    from bot.notes import Notes
    from bot.services import services
    from bot.serving.opening import open_bot
    from bot.telemetry.logs import log_to
    from bot.telemetry.redaction import Redactor

    settings = settings_here(os.environ)
    log_to(sys.stderr, Redactor.of(settings), style=settings.log, level=settings.log_level)
    return LambdaApp(settings, lambda: open_bot(settings, services(Notes(settings.knowledge))))


@cache
def _invoke(arn: str) -> Invoke:
    return invoker(arn)


def handler(event: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Do one call of the function."""
    return _instance().handle(event, context, _invoke(context.invoked_function_arn))
