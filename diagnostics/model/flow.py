"""What a person asks (names), and what it stands for in a snapshot (a source and a destination)."""

from __future__ import annotations

from dataclasses import dataclass


class AskerError(Exception):
    """The question cannot be taken as it stands; `code` picks the sentence, `particulars` fill it."""

    def __init__(self, code: str, **particulars: str) -> None:
        """Keep the code of the sentence and what fills it; the words themselves live in `diagnostics.explain`."""
        super().__init__(code)
        self.code = code
        self.particulars = particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a person says: where from, where to. Both in the words of `interfaces` (names, ids, hostnames)."""

    source: str
    to: str = "s3"
    principal: str = ""  # the ARN of whoever calls, where it was given; policies are read for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where packets start: a subnet, and the network interface, instance or Lambda function where one was named.

    `group_ids` is None where security groups are not known (a bare subnet). `public` is None where it is not known
    whether the sender has a public IPv4 address, `ipv6_ips` where its IPv6 addresses are not known: it may have any of
    its subnet's. A function outside every VPC has neither `vpc_id` nor `subnet_id` ("").
    """

    asked: str
    vpc_id: str
    subnet_id: str
    eni_id: str | None = None
    instance_id: str | None = None
    function: str | None = None
    private_ips: tuple[str, ...] = ()
    ipv6_ips: tuple[str, ...] | None = None
    group_ids: tuple[str, ...] | None = None
    public: bool | None = None
    account: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """What is to be reached: one AWS service in one Region, by one hostname and port.

    `service` is the last label(s) of the endpoint service name (`s3`, `ec2`, `ecr.api`); None for a host that is no
    AWS service we know. `region_assumed` where the Region is that of a bucket whose own Region was not seen.
    `variant` is regional, global, dash-region, dualstack, fips, website, accelerate, control, account, zonal, multi-region
    or vpce; resource is a name under which AWS gives out a thing of a customer's. `access_point` is the ARN of the access
    point by which the bucket is reached, and `key` the object's; "" where none was named.
    """

    asked: str
    service: str | None
    region: str
    hostname: str
    port: int = 443
    bucket: str | None = None
    variant: str = "regional"  # the family of names that the hostname is of; "other" is no name of AWS's
    region_assumed: bool = False
    access_point: str = ""
    key: str = ""

    @property
    def stored(self) -> str:
        """Name the access point or the bucket that is asked about; empty where none is."""
        return self.access_point.rpartition("/")[2] or self.bucket or ""
