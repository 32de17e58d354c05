"""One session with AWS and its clients, made once: making a client is slow and not safe in several threads."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cached_property
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConfigNotFound,
    ConfigParseError,
    ConnectTimeoutError,
    EndpointConnectionError,
    PartialCredentialsError,
    ProfileNotFound,
    ProxyConnectionError,
    ReadTimeoutError,
    SSLError,
)

from diagnostics.collect.errors import AccessError
from diagnostics.collect.roles import assumed
from diagnostics.collect.sessions import session_of
from diagnostics.collect.watch import Unwatched
from diagnostics.collect.wholeness import look_whether_whole
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSRequest
    from botocore.client import BaseClient
    from botocore.model import OperationModel

    from diagnostics.collect.roles import Role
    from diagnostics.collect.watch import Watch

#: Calls of one account and Region that are under way at a time; AWS's buckets refill at 20 requests a second.
AT_ONCE = 6
_ATTEMPTS_WITHOUT_CONTACT = 2
_ATTEMPTS_AT_CRASHES = 4
#: The header in which S3 names a bucket's Region.
BUCKET_REGION = "x-amz-bucket-region"
#: How AWS says that it is asked too much.
THROTTLED = frozenset(
    {
        "RequestLimitExceeded",
        "RequestThrottled",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
    }
)
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-\d+")
_ACCOUNT_AT_ADDRESS = re.compile(r"^(https?://)\d{12}\.(?=(?:\d{1,3}(?:\.\d{1,3}){3}|localhost)(?:[:/]|$))")
_NO_CONTACT = (EndpointConnectionError, ConnectTimeoutError, ProxyConnectionError, SSLError, ReadTimeoutError)
_CONFIG = Config(
    retries={"mode": "standard", "max_attempts": 8},
    connect_timeout=4,
    read_timeout=15,  # for the first byte of an answer; whoever hangs is tried twice
    max_pool_connections=AT_ONCE + 2,
    user_agent_extra="routelore",
    s3={"addressing_style": "path"},  # works at AWS, at an IP address and at localhost alike
)


class Connection:
    """A boto3 session with the profile and Region that were asked for, else those of boto3's own settings."""

    def __init__(
        self, *, profile: str | None, region: str | None, role: Role | None = None, watch: Watch | None = None
    ) -> None:
        """Open the session: with boto3's own credentials, or with those of a role that is assumed now.

        Without a role nothing is sent yet. Raises `AccessError`, `AskerError` or `ServiceError` where that cannot work.
        """
        self.watch: Watch = watch or Unwatched()
        self._lock = Lock()
        self._clients: dict[str, BaseClient] = {}
        try:
            self._session = session_of(profile=profile, region=region)
            credentials = self._session.get_credentials()
        except ProfileNotFound as trouble:
            raise AccessError(code="unknown-profile", profile=profile or _quoted(trouble)) from trouble
        except PartialCredentialsError as trouble:
            raise AccessError(code="partial-credentials", why=str(trouble)) from trouble
        except (ConfigParseError, ConfigNotFound) as trouble:
            raise AccessError(code="broken-aws-config", why=str(trouble)) from trouble
        except BotoCoreError as trouble:
            raise AccessError(code="no-credentials", profile=self.profile(profile), why=str(trouble)) from trouble
        if not (chosen := self._session.region_name):
            raise AskerError(code="no-region")
        if not _REGION.fullmatch(chosen):
            raise AskerError(code="unknown-region", region=chosen, nearest=self.nearest(chosen))
        if credentials is None:
            raise AccessError(code="no-credentials", profile=self.profile(profile), why="")
        self.region: str = chosen
        if role is not None:
            self._session = assumed(self._session, role, _CONFIG)

    def client(self, service: str) -> BaseClient:
        """Give the client of a service, the same one every time."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._made(service, self.region)
            return self._clients[service]

    def close(self) -> None:
        """Close the connections that the clients keep open."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients.clear()

    def endpoint(self, service: str) -> str:
        """Give the address that a service's calls go to."""
        return str(self.client(service).meta.endpoint_url)

    def profile(self, asked: str | None = None) -> str:
        """Give the name of the profile in use."""
        session = getattr(self, "_session", None)
        return str(asked or (session.profile_name if session else "") or "default")

    @cached_property
    def known_regions(self) -> tuple[str, ...]:
        """Give the Regions that this version of boto3 knows, in every partition."""
        partitions = self._session.get_available_partitions()
        return tuple(name for each in partitions for name in self._session.get_available_regions("ec2", each))

    @property
    def partition(self) -> str:
        """Give the partition of the Region (`aws`, `aws-cn`, …)."""
        return str(self._session.get_partition_for_region(self.region))

    def nearest(self, region: str) -> str:
        """Give the Region whose name is most like that one, empty where none is."""
        return next(iter(get_close_matches(region, self.known_regions, n=1)), "")

    @cached_property
    def known_elsewhere(self) -> bool:
        """Say whether the credentials are good in the partition's first Region; then this Region is not enabled for them."""
        home = {"aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}.get(self.partition, "us-east-1")
        with self._lock:
            client = self._made("sts", home)
        try:
            client.get_caller_identity()
        except (BotoCoreError, ClientError):
            return False
        finally:
            client.close()
        return home != self.region

    def _made(self, service: str, region: str) -> BaseClient:
        try:
            made = self._session.client(service, region_name=region, config=_CONFIG)
        except ValueError as trouble:  # botocore's own answer to an AWS_ENDPOINT_URL that is no URL
            raise AccessError(code="broken-endpoint-url", why=str(trouble)) from trouble
        made.meta.events.register("before-send", self._for_whom)
        made.meta.events.register("before-parse", look_whether_whole)
        made.meta.events.register("needs-retry", self._hear_of_throttling)
        made.meta.events.register("needs-retry", _give_up_early)
        made.meta.events.register("needs-retry.s3.HeadBucket", _stay_here)
        made.meta.events.register("before-sign.s3-control", without_account_in_host)
        return made

    def _for_whom(self, *, request: AWSPreparedRequest, **_: Any) -> None:  # noqa: ANN401 (the rest of what botocore tells)
        """Name the request in the user agent, which CloudTrail keeps of every call; no signature is about that header."""
        asked, agent = self.watch.request(), request.headers.get("User-Agent", b"")
        if asked:
            request.headers["User-Agent"] = (
                agent if isinstance(agent, bytes) else agent.encode()
            ) + f" request/{asked}".encode()

    def _hear_of_throttling(
        self,
        *,
        response: tuple[Any, dict[str, Any]] | None,
        operation: OperationModel,
        **_: Any,  # noqa: ANN401 (the rest of what botocore tells)
    ) -> None:
        error = (response[1] if response else {}).get("Error", {})
        if error.get("Code") in THROTTLED:
            self.watch.throttled(str(operation.service_model.service_name))


def without_account_in_host(*, request: AWSRequest, **_: Any) -> None:  # noqa: ANN401 (the rest of what botocore tells)
    """Leave an address or localhost as it is: botocore puts the account before it, and no such host can be found.

    The account is in a header, too, which is what S3 Control goes by.
    """
    request.url = _ACCOUNT_AT_ADDRESS.sub(r"\1", request.url)


def _give_up_early(
    *,
    attempts: int,
    caught_exception: Exception | None,
    response: tuple[Any, dict[str, Any]] | None,
    operation: OperationModel,
    **_: Any,  # noqa: ANN401 (the rest of what botocore tells)
) -> None:
    """Stop after a few attempts where eight cannot help: nobody answers at all, or the answer is always a crash (500).

    Throttling is what the eight are for. AWS says 503 or 400 then, never 500.
    """
    if isinstance(caught_exception, _NO_CONTACT) and attempts >= _ATTEMPTS_WITHOUT_CONTACT:
        raise caught_exception
    parsed = response[1] if response else {}
    if (
        parsed.get("ResponseMetadata", {}).get("HTTPStatusCode") == HTTPStatus.INTERNAL_SERVER_ERROR
        and attempts >= _ATTEMPTS_AT_CRASHES
    ):
        raise ClientError(parsed, operation.name)


def _stay_here(
    *,
    response: tuple[Any, dict[str, Any]] | None,
    operation: OperationModel,
    **_: Any,  # noqa: ANN401 (the rest of what botocore tells)
) -> None:
    """Stop at a refusal that names the bucket's Region: botocore would go and ask there, and learn nothing more."""
    told = (response[1] if response else {}).get("ResponseMetadata", {})
    if told.get("HTTPStatusCode", 0) >= HTTPStatus.MULTIPLE_CHOICES and BUCKET_REGION in told.get("HTTPHeaders", {}):
        assert response is not None
        raise ClientError(response[1], operation.name)


def _quoted(trouble: Exception) -> str:
    found = re.search(r"\((.*)\)", str(trouble))
    return found[1] if found else ""
