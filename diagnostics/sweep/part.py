"""One account in one Region as a sweep keeps it: small enough for thousands of them, or why it was not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from diagnostics.model.finding import Severity
    from diagnostics.model.trace import Confidence, Verdict, VerdictClass


class Toll(StrEnum):
    """What bills a way by the gigabyte although a gateway endpoint would carry it free of charge."""

    NOTHING = ""
    NAT_GATEWAY = "nat-gateway"
    INTERFACE_ENDPOINT = "interface-endpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A finding of a way: its published code, and how grave it is there."""

    code: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What CloudWatch counted at the NAT gateways of some ways over the last `days`: the GB of all destinations together."""

    gb: float
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The subnets of one VPC that reach one service alike: how, at whose charge, and for which causes.

    `counted` is None where no NAT gateway is on the way, or CloudWatch has no figures of one that is.
    """

    vpc: str
    vpc_name: str
    service: str
    verdict: Verdict
    verdict_class: VerdictClass
    confidence: Confidence
    toll: Toll
    causes: tuple[Cause, ...]
    subnets: tuple[str, ...]
    counted: Counted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """What could not be seen: the IAM action that would show it, why it did not, and what it hides."""

    needs: str
    reason: str
    hides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A part that was read. `account` is the policy's name of it, `account_id` AWS's; either may be empty."""

    account: str
    account_id: str
    region: str
    taken_at: str
    subnets: int
    vpcs: int
    streams: tuple[Stream, ...]
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A part that was not read: the code of the sentence that says why, and what fills it."""

    account: str
    region: str
    code: str
    particulars: Mapping[str, str] = field(default_factory=dict)
    account_id: str = ""


Part: TypeAlias = "Seen | Unseen"

#: Of a part that nobody has read yet, and of one that was not read because the sweep was cancelled.
NOT_YET, CANCELLED = "sweep-not-yet", "sweep-cancelled"
#: Of a part whose readers ended one after the other without an answer, and of one whose account the policy has no more.
GIVEN_UP, NOT_GRANTED = "sweep-given-up", "sweep-not-granted"
#: Of a part to which its asker has lost the right meanwhile, whether it was read by then or not.
NO_LONGER = "sweep-no-longer-granted"
#: Of a part on which the analysis itself broke.
BROKEN = "sweep-broken"
