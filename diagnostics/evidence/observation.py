"""What a person's own tools and logs said, read into values: one type for each kind of output."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Tool(StrEnum):
    """What wrote the output."""

    NSLOOKUP = "nslookup"
    DIG = "dig"
    HOST = "host"
    GETENT = "getent"
    TRACEROUTE = "traceroute"
    TRACEPATH = "tracepath"
    CURL = "curl"
    AWS_CLI = "aws"
    FLOW_LOG = "VPC flow log"
    ACCESS_LOG = "S3 access log"
    CLOUDTRAIL = "CloudTrail"


class PolicyKind(StrEnum):
    """The policy that AWS names when it refuses a request."""

    ENDPOINT = "endpoint"
    RESOURCE = "resource"
    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"
    SERVICE_CONTROL = "service-control"
    RESOURCE_CONTROL = "resource-control"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A request that AWS refused: by which kind of policy, and whether by a Deny rather than for want of an Allow."""

    by: PolicyKind = PolicyKind.UNSAID
    explicit: bool = False


NameFailure = Literal["", "nxdomain", "servfail", "refused", "no-answer", "timeout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAnswer:
    """What a DNS server answered for a name: addresses and aliases, or why there are none."""

    tool: Tool
    name: str
    server: str = ""
    addresses: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    failure: NameFailure = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedHop:
    """One numbered row of a traced route; no address where nothing answered."""

    number: int
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRoute:
    """A traced route: towards what, by which protocol ("" where it was not said), and who answered on the way.

    `arrived` says whether the target itself answered; `complete` whether the tool went on to its end.
    """

    tool: Tool
    target: str
    address: str = ""
    protocol: Literal["tcp", "udp", "icmp", ""] = ""
    hops: tuple[TracedHop, ...] = ()
    arrived: bool = False
    complete: bool = False
    quote: str = ""

    @property
    def silent(self) -> bool:
        """Say whether nothing at all answered on the way."""
        return not any(h.addresses for h in self.hops)


ConnectFailure = Literal["", "timeout", "refused", "no-name", "no-route", "tls", "cut", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpExchange:
    """A connection over HTTP or HTTPS: which address answered, how far it got, and what the service said."""

    tool: Tool
    host: str
    tried: tuple[str, ...] = ()
    remote: str = ""
    local: str = ""
    proxy: str = ""
    failure: ConnectFailure = ""
    secured: bool = False
    status: int | None = None
    bucket_region: str = ""
    code: str = ""
    refusal: Refusal | None = None
    quote: str = ""


class CliOutcome(StrEnum):
    """How a command of the AWS CLI ended."""

    LISTED = "listed"
    ANSWERED = "answered"
    REFUSED = "refused"
    CONNECT_TIMEOUT = "connect-timeout"
    READ_TIMEOUT = "read-timeout"
    NO_CONNECTION = "no-connection"
    NO_CREDENTIALS = "no-credentials"
    BAD_CREDENTIALS = "bad-credentials"
    WRONG_REGION = "wrong-region"
    NO_SUCH_BUCKET = "no-such-bucket"
    TLS_FAILED = "tls-failed"
    PROXY_FAILED = "proxy-failed"
    OTHER_ERROR = "other-error"


@dataclass(frozen=True, slots=True, kw_only=True)
class CliAnswer:
    """What the AWS CLI printed: `service` and `host` are "" where the output does not say them."""

    tool: Tool = Tool.AWS_CLI
    outcome: CliOutcome
    service: str = ""
    host: str = ""
    operation: str = ""
    code: str = ""
    refusal: Refusal | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRecord:
    """One VPC flow log record; a field that the format lacks, or that is `-`, is ""."""

    tool: Tool = Tool.FLOW_LOG
    interface: str = ""
    subnet: str = ""
    source: str = ""
    destination: str = ""
    source_port: str = ""
    destination_port: str = ""
    packet_source: str = ""
    packet_destination: str = ""
    source_service: str = ""
    destination_service: str = ""
    direction: str = ""
    traffic_path: str = ""
    action: str = ""
    status: str = ""
    reject_reason: str = ""
    resource: str = ""
    has_path: bool = False
    quote: str = ""

    @property
    def sender(self) -> str:
        """Give who really sends, where the interface only forwards."""
        return self.packet_source or self.source

    @property
    def receiver(self) -> str:
        """Give who is really meant, where the interface only forwards."""
        return self.packet_destination or self.destination


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One line of an S3 server access log. It names no endpoint: the remote address tells the way."""

    tool: Tool = Tool.ACCESS_LOG
    bucket: str
    remote: str
    requester: str = ""
    operation: str = ""
    status: str = ""
    code: str = ""
    host: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEvent:
    """One CloudTrail event: who called what from which address, and through which endpoint."""

    tool: Tool = Tool.CLOUDTRAIL
    name: str = ""
    service: str = ""
    region: str = ""
    source: str = ""
    endpoint: str = ""
    category: str = ""
    code: str = ""
    refusal: Refusal | None = None
    quote: str = ""


Observation = NameAnswer | TracedRoute | HttpExchange | CliAnswer | FlowRecord | AccessLine | TrailEvent
