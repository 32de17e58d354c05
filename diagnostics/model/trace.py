"""The vocabulary of a walk: verdicts and their classes, hops, blocks, traces, and what a name resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from diagnostics.model.addresses import AddressSet
    from diagnostics.model.network import Route
    from diagnostics.model.words import Words


class VerdictClass(StrEnum):
    """The groups that verdicts fall into."""

    PRIVATE = "private"
    PUBLIC = "public"
    BLOCKED = "blocked"
    MIXED = "mixed"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    NOT_IN_VPC = "not-in-vpc"


class Verdict(StrEnum):
    """How the traffic ends, or what stops it. A closed set; names are published and never change."""

    PRIVATE_GATEWAY_ENDPOINT = "PRIVATE_GATEWAY_ENDPOINT"
    PRIVATE_INTERFACE_ENDPOINT = "PRIVATE_INTERFACE_ENDPOINT"
    PRIVATE_INTERFACE_ENDPOINT_REMOTE = "PRIVATE_INTERFACE_ENDPOINT_REMOTE"
    PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION = "PRIVATE_INTERFACE_ENDPOINT_CROSS_REGION"
    PRIVATE_GATEWAY_ENDPOINT_VIA_NAT = "PRIVATE_GATEWAY_ENDPOINT_VIA_NAT"
    PUBLIC_VIA_NAT_GATEWAY = "PUBLIC_VIA_NAT_GATEWAY"
    PUBLIC_VIA_NAT_INSTANCE = "PUBLIC_VIA_NAT_INSTANCE"
    PUBLIC_VIA_IGW = "PUBLIC_VIA_IGW"
    PUBLIC_VIA_EIGW = "PUBLIC_VIA_EIGW"
    PUBLIC_VIA_EDGE_GATEWAY = "PUBLIC_VIA_EDGE_GATEWAY"
    VIA_APPLIANCE = "VIA_APPLIANCE"
    VIA_TRANSIT_PRIVATE = "VIA_TRANSIT_PRIVATE"
    VIA_TRANSIT_PUBLIC = "VIA_TRANSIT_PUBLIC"
    VIA_TRANSIT_UNKNOWN = "VIA_TRANSIT_UNKNOWN"
    VIA_ONPREM = "VIA_ONPREM"
    BLOCKED_DNS = "BLOCKED_DNS"
    BLOCKED_NO_ROUTE = "BLOCKED_NO_ROUTE"
    BLOCKED_BLACKHOLE = "BLOCKED_BLACKHOLE"
    BLOCKED_NAT_PATH = "BLOCKED_NAT_PATH"
    BLOCKED_NO_PUBLIC_IP = "BLOCKED_NO_PUBLIC_IP"
    BLOCKED_UNSUPPORTED_PATH = "BLOCKED_UNSUPPORTED_PATH"
    BLOCKED_ENDPOINT_STATE = "BLOCKED_ENDPOINT_STATE"
    BLOCKED_BPA = "BLOCKED_BPA"
    BLOCKED_SG_EGRESS = "BLOCKED_SG_EGRESS"
    BLOCKED_NACL = "BLOCKED_NACL"
    BLOCKED_ENDPOINT_SG = "BLOCKED_ENDPOINT_SG"
    BLOCKED_ENCRYPTION = "BLOCKED_ENCRYPTION"
    BLOCKED_ENDPOINT_POLICY = "BLOCKED_ENDPOINT_POLICY"
    BLOCKED_RESOURCE_POLICY = "BLOCKED_RESOURCE_POLICY"
    MIXED = "MIXED"
    AMBIGUOUS_ROUTE = "AMBIGUOUS_ROUTE"
    UNKNOWN_DNS = "UNKNOWN_DNS"
    UNKNOWN_PERMISSIONS = "UNKNOWN_PERMISSIONS"
    UNKNOWN_EXTERNAL = "UNKNOWN_EXTERNAL"
    UNKNOWN_UNSUPPORTED = "UNKNOWN_UNSUPPORTED"
    NOT_IN_VPC = "NOT_IN_VPC"

    @property
    def verdict_class(self) -> VerdictClass:
        """Give the class of the verdict by its own name; a walk's known inner end is the judge's business."""
        for prefix, group in _CLASSES:
            if self.value.startswith(prefix):
                return group
        msg = f"{self.value} has no class"
        raise AssertionError(msg)


_CLASSES = (
    ("PRIVATE_", VerdictClass.PRIVATE),
    ("PUBLIC_", VerdictClass.PUBLIC),
    ("VIA_TRANSIT_PRIVATE", VerdictClass.PRIVATE),
    ("VIA_TRANSIT_PUBLIC", VerdictClass.PUBLIC),
    ("VIA_", VerdictClass.ELSEWHERE),
    ("BLOCKED_", VerdictClass.BLOCKED),
    ("MIXED", VerdictClass.MIXED),
    ("AMBIGUOUS_ROUTE", VerdictClass.MIXED),
    ("UNKNOWN_", VerdictClass.UNKNOWN),
    ("NOT_IN_VPC", VerdictClass.NOT_IN_VPC),
)

#: The order in which a packet meets what can block it; the first one names the verdict.
BLOCK_ORDER: tuple[Verdict, ...] = (
    Verdict.BLOCKED_DNS,
    Verdict.BLOCKED_NO_ROUTE,
    Verdict.BLOCKED_BLACKHOLE,
    Verdict.BLOCKED_NAT_PATH,
    Verdict.BLOCKED_NO_PUBLIC_IP,
    Verdict.BLOCKED_UNSUPPORTED_PATH,
    Verdict.BLOCKED_ENDPOINT_STATE,
    Verdict.BLOCKED_BPA,
    Verdict.BLOCKED_SG_EGRESS,
    Verdict.BLOCKED_NACL,
    Verdict.BLOCKED_ENDPOINT_SG,
    Verdict.BLOCKED_ENCRYPTION,
    Verdict.BLOCKED_ENDPOINT_POLICY,
    Verdict.BLOCKED_RESOURCE_POLICY,
)


class Confidence(StrEnum):
    """How sure the diagnosis is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Flag(StrEnum):
    """What is true of a path beside its verdict."""

    ENDPOINT_PRESENT_BUT_UNUSED = "ENDPOINT_PRESENT_BUT_UNUSED"
    COST_AVOIDABLE = "COST_AVOIDABLE"
    CROSS_AZ = "CROSS_AZ"
    FRAGILE = "FRAGILE"
    INTERMITTENT = "INTERMITTENT"
    ENFORCED = "ENFORCED"


HopKind = Literal[
    "subnet",
    "network-interface",
    "instance",
    "function",
    "route-table",
    "nat-gateway",
    "internet-gateway",
    "egress-only-internet-gateway",
    "gateway-endpoint",
    "interface-endpoint",
    "gateway-load-balancer-endpoint",
    "transit-gateway",
    "core-network",
    "vpc-peering-connection",
    "vpn-gateway",
    "carrier-gateway",
    "local-gateway",
    "dns",
    "security-group",
    "network-acl",
    "service",
    "unknown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A quoted fact of the snapshot: the call that said it, about what, and the fact in words."""

    call: str
    subject: str
    fact: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One place on the way. `route` is the chosen row where the place is a route table."""

    kind: HopKind
    id: str
    name: str = ""
    association: Literal["explicit", "main", "own", ""] = ""
    route: Route | None = None
    blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that stops the packet: the verdict it would give, at which resource, on what evidence.

    `partial` where it stops only a part of the addresses (or ports) that the client may use.
    `cause` is a short machine word (`return`, `egress`, `private_nat_to_igw`, …) that rules read.
    """

    verdict: Verdict
    subject: str
    evidence: tuple[Evidence, ...] = ()
    cause: str = ""
    partial: bool = False
    addresses: AddressSet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One way through the network for the addresses that share it.

    `path` is where routing leads (None where there is no destination to go to); `blocks` is all that stops it, in the
    order met; `verdict` is the first full block, else the path. `then` is what lies behind an appliance or transit hop.
    """

    addresses: AddressSet
    hops: tuple[Hop, ...]
    path: Verdict | None
    verdict: Verdict
    then: Verdict | None = None
    blocks: tuple[Block, ...] = ()
    confidence: Confidence = Confidence.HIGH
    evidence: tuple[Evidence, ...] = ()


ResolutionVia = Literal["endpoint", "public", "zone", "none", "literal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a name becomes inside the VPC, on one branch of what is not known.

    `via` endpoint: the addresses are those of the interface endpoint `endpoint_id`. public: the service's public
    addresses (`addresses` None = not known one by one; the public address space as a whole). none: no answer.
    `when` says under what assumption the branch holds, where there is more than one. `ipv6` is what the AAAA records of
    the same answer give, where there are any beside the A records; where there are only AAAA records, the addresses
    themselves are of that family.
    """

    via: ResolutionVia
    endpoint_id: str | None = None
    addresses: AddressSet | None = None
    ipv6: Resolution | None = None
    prefix_list_id: str | None = None
    block: Block | None = None
    when: Words | None = None
    confidence: Confidence = Confidence.HIGH
    evidence: tuple[Evidence, ...] = ()
