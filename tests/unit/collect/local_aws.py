"""An AWS of our own on a loopback port: moto over real HTTP, which counts the calls and can be told to refuse some."""

from __future__ import annotations

import http.client
import io
import json
import re
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import boto3
from botocore.config import Config
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from diagnostics.collect.connection import without_account_in_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

REGION = "ap-northeast-2"
#: Operations that are told by the path of a GET.
_BY_PATH = tuple(
    (re.compile(path), name)
    for path, name in (
        (r"/2013-04-01/hostedzonesbyvpc.*", "ListHostedZonesByVPC"),
        (r".*/rrset", "ListResourceRecordSets"),
        (r"/profileassociations.*", "ListProfileAssociations"),
        (r"/profileresourceassociations/.*", "ListProfileResourceAssociations"),
        (r"/v20180820/accesspoint/[^/]+/policy", "GetAccessPointPolicy"),
        (r"/v20180820/accesspoint/[^/]+", "GetAccessPoint"),
        (r"/2015-03-31/functions/.*/configuration", "GetFunctionConfiguration"),
    )
)


def refusing(code: str, message: str = "refused", status: int = 403) -> Response:
    """Give the answer with which EC2 and STS refuse a call."""
    text = (
        f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
        f"<ErrorResponse><Error><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
        "<RequestID>1</RequestID></Response>"
    )
    return Response(text, status=status, content_type="text/xml")


def s3_refusal(code: str, status: int) -> Response:
    """Give the answer with which S3 and S3 Control refuse a call."""
    error = f"<Error><Code>{code}</Code><Message>refused</Message></Error>"
    return Response(error, status=status, content_type="application/xml")


def silent(status: int, bucket_region: str = "") -> Response:
    """Give an answer without a body, which is all that S3 says to HEAD; it may name the bucket's Region."""
    return Response(status=status, headers={"x-amz-bucket-region": bucket_region} if bucket_region else {})


def blocking(mode: str) -> Response:
    """Give the answer of EC2 about VPC Block Public Access, which moto does not know."""
    text = (
        "<DescribeVpcBlockPublicAccessOptionsResponse><requestId>1</requestId><vpcBlockPublicAccessOptions>"
        f"<awsAccountId>123456789012</awsAccountId><awsRegion>{REGION}</awsRegion><state>default-state</state>"
        f"<internetGatewayBlockMode>{mode}</internetGatewayBlockMode><exclusionsAllowed>allowed</exclusionsAllowed>"
        "</vpcBlockPublicAccessOptions></DescribeVpcBlockPublicAccessOptionsResponse>"
    )
    return Response(text, content_type="text/xml")


def said(answer: dict[str, Any], status: int = 200) -> Response:
    """Give an answer of a service that speaks JSON, which moto may not know."""
    return Response(json.dumps(answer), status=status, content_type="application/json")


def nothing_encrypted() -> Response:
    """Give the answer of EC2 about VPC encryption controls, which moto does not know: there are none."""
    name = "DescribeVpcEncryptionControlsResponse"
    return Response(f"<{name}><vpcEncryptionControlSet/></{name}>", content_type="text/xml")


def paged(action: str, member: str, pages: list[list[str]]) -> Callable[[], Response]:
    """Give an answer of EC2 that comes page by page."""
    left = list(enumerate(pages, 1))

    def answer() -> Response:
        number, rows = left.pop(0)
        items = "".join(f"<item>{row}</item>" for row in rows)
        token = f"<nextToken>page{number + 1}</nextToken>" if left else ""
        return Response(f"<{action}Response><{member}>{items}</{member}>{token}</{action}Response>", content_type="text/xml")

    return answer


class _Moto(DomainDispatcherApplication):
    """Moto, which looks through its whole folder for the service of each call; here for each host once."""

    def __init__(self) -> None:
        super().__init__(create_backend_app)
        self.get_backend_for_host = cache(super().get_backend_for_host)


@dataclass
class LocalAws:
    """A running moto, the calls it has seen, the last body of each, and what it says instead of moto's own answer.

    `where` is the scope for which the last of each was signed: the day, the Region, the service.

    `slow` are the seconds that an answer to a call takes.
    """

    url: str = ""
    seen: Counter[str] = field(default_factory=Counter)
    instead: dict[str, Callable[[], Response | None]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    _clients: list[Any] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _moto: _Moto = field(default_factory=_Moto)

    def client(self, service: str, region: str = REGION) -> Any:
        """Give a boto3 client with which a test builds its network."""
        session = boto3.Session(region_name=region, aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret")
        made = session.client(service, endpoint_url=self.url, config=Config(retries={"max_attempts": 1}))
        made.meta.events.register("before-sign.s3-control", without_account_in_host)
        self._clients.append(made)
        return made

    def refuse(self, action: str, code: str = "UnauthorizedOperation", status: int = 403) -> None:
        """Let a call be refused from now on."""
        self.instead[action] = lambda: refusing(code, f"You are not authorized to perform {action}", status)

    def refuse_times(self, action: str, times: int, code: str) -> None:
        """Let a call be refused that many times, and be answered after."""
        left = [times]

        def answer() -> Response | None:
            left[0] -= 1
            return refusing(code, "slow down", 503) if left[0] >= 0 else None

        self.instead[action] = answer

    def forget(self) -> None:
        """Empty the account and the count of calls, and say again what moto says."""
        at = http.client.HTTPConnection(self.url.removeprefix("http://"))
        at.request("POST", "/moto-api/reset")
        at.getresponse().read()
        at.close()
        self.instead.clear()
        self.instead["DescribeVpcBlockPublicAccessOptions"] = lambda: blocking("off")
        self.instead["DescribeVpcEncryptionControls"] = nothing_encrypted
        self.instead["ListFirewallRuleGroupAssociations"] = lambda: said({"FirewallRuleGroupAssociations": []})
        self.instead["ListProfileAssociations"] = lambda: said({"ProfileAssociations": []})
        self.seen.clear()

    def close_clients(self) -> None:
        """Close the connections of the clients that tests made."""
        while self._clients:
            self._clients.pop().close()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request as WSGI does: with what a test said, else with what moto says."""
        request = Request(environ)
        body = request.get_data(cache=True)
        environ["wsgi.input"] = io.BytesIO(body)
        action = action_of(request, body.decode(errors="replace"))
        with self._lock:
            self.seen[action] += 1
            self.last[action] = body.decode(errors="replace")
            self.where[action] = request.headers.get("Authorization", "").partition(",")[0]
            given = self.instead.get(action)
            response = given() if given else None
        time.sleep(self.slow.get(action, 0))
        if response is not None:
            return response(environ, start_response)
        answered: Iterable[bytes] = self._moto(environ, start_response)
        return answered


def action_of(request: Request, body: str) -> str:
    """Give the operation that a request of any of AWS's protocols asks for."""
    if target := request.headers.get("X-Amz-Target"):
        return target.rpartition(".")[2]
    if request.method == "HEAD":
        return "HeadBucket"
    if request.method == "GET" and "policy" in request.args:
        return "GetBucketPolicy"
    named = next((name for path, name in _BY_PATH if request.method == "GET" and path.fullmatch(request.path)), None)
    if named is not None:
        return named
    return parse_qs(body).get("Action", [request.path])[0]


class _Quiet(WSGIRequestHandler):
    """Answers without writing a line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[LocalAws]:
    """Run it on a free port for as long as the block lasts."""
    aws = LocalAws()
    server = make_server("127.0.0.1", 0, aws, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    aws.url = f"http://127.0.0.1:{server.server_port}"
    aws.forget()
    try:
        yield aws
    finally:
        aws.close_clients()
        server.shutdown()
        server.server_close()
        thread.join()
