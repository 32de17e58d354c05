"""Which record types a name is answered with, A, AAAA or both: by the name itself, or by what an endpoint says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import region_of, service_of

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.flow import Destination
    from diagnostics.model.network import Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

_A: frozenset[Family] = frozenset({4})
_AAAA: frozenset[Family] = frozenset({6})
_BOTH: frozenset[Family] = _A | _AAAA
_BY_TYPE: dict[str, frozenset[Family]] = {"ipv4": _A, "ipv6": _AAAA, "dualstack": _BOTH}
#: Services whose plain regional name is dual-stack.
#: — https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dual-stack.html
#: — https://docs.aws.amazon.com/sns/latest/dg/sns-dual-stack.html
_DUAL_STACK_SERVICES = frozenset({"sqs", "sns"})


def is_dual_stack(destination: Destination) -> bool:
    """Say whether public DNS has A and AAAA records for the name.

    Dual-stack names say so (`s3.dualstack.REGION`, `*.api.aws`).
    — https://docs.aws.amazon.com/AmazonS3/latest/userguide/dual-stack-endpoints.html
    """
    if destination.variant == "dualstack" or ".dualstack." in f".{destination.hostname}.":
        return True
    return destination.variant == "regional" and destination.service in _DUAL_STACK_SERVICES


def by_endpoint(endpoint: VpcEndpoint, name: str) -> frozenset[Family]:
    """Give the record types that an interface endpoint's names are answered with.

    A service-defined type means A records for the private names, and AAAA records for the Regional and zonal names as
    well; a private name that is itself dual-stack has both. No record is of a family that the endpoint lacks.
    — https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointDnsRecordIpType.html
    """
    has = endpoint_families(endpoint)
    if chosen := _BY_TYPE.get(endpoint.dns_record_ip_type.lower()):
        return chosen & has or has
    both = ".vpce." in name or ".dualstack." in f".{name}." or name.endswith(".api.aws")
    return has if both else _A & has or has


def endpoint_families(endpoint: VpcEndpoint) -> frozenset[Family]:
    """Give the families that an endpoint carries, by its IpAddressType."""
    return _BY_TYPE.get(endpoint.ip_address_type.lower(), _A)


def by_public_dns(destination: Destination, vpc: Vpc, snapshot: Snapshot, *, inside: bool) -> frozenset[Family]:
    """Give the record types of the service's public answer, `inside` where the VPC's own resolver gives it.

    A gateway endpoint whose DNS record IP type is not service-defined decides for the names of S3 in its VPC.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-dns-record-ip-type
    """
    plain = _BOTH if is_dual_stack(destination) else _A
    if not inside or destination.variant not in {"regional", "dualstack"} or vpc.dns_hostnames is False:
        return plain
    for _, endpoint in sorted(snapshot.endpoints.items()):
        serves = endpoint.vpc_id == vpc.id and endpoint.type == "Gateway" and endpoint.usable
        if (
            serves
            and service_of(endpoint) == destination.service
            and region_of(endpoint, snapshot.region) == destination.region
        ):
            return _BY_TYPE.get(endpoint.dns_record_ip_type.lower(), plain)
    return plain
