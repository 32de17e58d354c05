"""The thin layer between boto3 and moto: a WSGI application that passes calls through the departures."""

from __future__ import annotations

import json
import re
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from bot.playground.account.departures.names import answered_with_nothing
from bot.playground.account.region import Departure, Exchange, Region
from bot.playground.account.wire import RefusedError, read, refusal, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from xml.etree.ElementTree import Element

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SCOPE = re.compile(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/aws4_request")
_BAD_REQUEST = 400
_FORBIDDEN = 403


class AccountLayer:
    """moto as one AWS account, behaving as AWS does in all that the departures name."""

    def __init__(
        self,
        moto: WSGIApplication,
        *,
        account: str,
        regions: frozenset[str],
        departures: tuple[Departure, ...],
    ) -> None:
        self._moto = moto
        self._account = account
        self._known_regions = regions
        self._departures = departures
        self._regions: dict[str, Region] = {}
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as WSGI does. One at a time: moto's own state knows no threads."""
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = self._account
        request = Request(environ)
        region, service = _scope(request)
        with self._lock:
            if service == "ec2":
                response = self._ec2(region, dict(parse_qsl(request.get_data(as_text=True), keep_blank_values=True)))
            else:
                response = self._other(request)
        return response(environ, start_response)

    def _ec2(self, region: str, params: dict[str, str]) -> Response:
        """Answer a call of EC2."""
        action = params.pop("Action", "")
        try:
            answer = self._restored(Exchange(action, params, self._region(region)))
        except RefusedError as refused:
            return Response(refused.body(), refused.status, content_type="text/xml")
        return Response(write(answer), content_type="text/xml")

    def _restored(self, exchange: Exchange) -> Element:
        """Let a call pass through the departures to moto, and its answer back in the opposite order."""
        seen = [each for each in self._departures if each.sees(exchange.action)]
        _each(exchange, (each.request for each in seen))
        _each(exchange, (each.instead for each in seen))
        answer = exchange.answer
        if answer is None:
            answer = exchange.answer = exchange.region.ask(exchange.action, exchange.params)
        _each(exchange, (each.answer for each in reversed(seen)))
        return answer

    def _region(self, name: str) -> Region:
        """Give a Region, made ready when it is first asked for."""
        if name not in self._known_regions:
            raise RefusedError("OptInRequired", f"You are not subscribed to this service in {name}.", _FORBIDDEN)
        if name not in self._regions:
            region = Region(name, self._account, self._ask_moto)
            for departure in self._departures:
                if departure.first:
                    departure.first(region)
            self._regions[name] = region
        return self._regions[name]

    def _ask_moto(self, region: str, action: str, params: Mapping[str, str]) -> Element:
        """Give moto's answer to a call of EC2."""
        scope = (
            f"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/{region}/ec2/aws4_request, SignedHeaders=host, Signature=0"
        )
        headers = {"Authorization": scope, "X-Moto-Account-Id": self._account}
        fields = {"Action": action, "Version": "2016-11-15", **params}
        try:
            given = Client(self._moto).post("/", data=fields, headers=headers)
        except Exception as trouble:  # whatever moto fell over, the caller hears which call it was
            raise _unanswerable(action, trouble) from trouble
        if given.status_code >= _BAD_REQUEST:
            raise refusal(given.get_data(), given.status_code)
        return read(given.get_data())

    def _other(self, request: Request) -> Response:
        """Answer a call of another service with what moto says, or with nothing where moto does not know the call."""
        if (nothing := answered_with_nothing(request)) is not None:
            return Response(json.dumps(nothing), content_type="application/json")
        try:
            return Response.from_app(self._moto, request.environ, buffered=True)
        except Exception as trouble:  # noqa: BLE001 (whatever moto fell over, the caller hears which call it was)
            target = request.headers.get("X-Amz-Target", "")
            refused = _unanswerable(target or request.path, trouble)
            if not target:
                return Response(refused.body(), refused.status, content_type="text/xml")
            said = json.dumps({"__type": refused.code, "message": refused.message})
            return Response(said, refused.status, content_type="application/x-amz-json-1.1")


def _each(exchange: Exchange, steps: Iterable[Callable[[Exchange], None] | None]) -> None:
    for step in steps:
        if step:
            step(exchange)


def _scope(request: Request) -> tuple[str, str]:
    """Give the Region and the service that a request was signed for."""
    found = _SCOPE.search(request.headers.get("Authorization", ""))
    return (found[1], found[2]) if found else ("", "")


def _unanswerable(call: str, trouble: Exception) -> RefusedError:
    """Give the refusal of a call that moto does not know or fell over."""
    why = f"{type(trouble).__name__}: {trouble}"
    return RefusedError("UnsupportedOperation", f"The sample account cannot answer {call}; a real account can. ({why})")
