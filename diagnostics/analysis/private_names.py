"""The names that an interface endpoint's private DNS answers for, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.partitions import dns_suffix
from diagnostics.analysis.services import NO_PRIVATE_DNS, hostname, region_of, service_of

if TYPE_CHECKING:
    from diagnostics.model.network import VpcEndpoint

#: How names end that a client would dial; anything else that AWS lists is none.
_ENDINGS = (".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".aws")
#: Services whose customers have names of their own under the service's.
_IN_FRONT = frozenset({"ecr.dkr", "execute-api", "s3-global.accesspoint"})


def endpoint_names(endpoint: VpcEndpoint, home: str) -> tuple[str, ...]:
    """Give the private DNS names that the endpoint answers for when its private DNS is on.

    AWS lists them in `DnsEntries` beside the endpoint's own names; where none is listed, the service's regional name.
    """
    own = tuple(n.casefold().rstrip(".") for n in endpoint.dns_names if ".vpce." not in n.casefold())
    real = tuple(n for n in own if n.endswith(_ENDINGS))
    if real:
        return tuple(dict.fromkeys(real))
    service, region = service_of(endpoint), region_of(endpoint, home)
    if service in NO_PRIVATE_DNS or service == endpoint.service_name:
        return ()
    base = hostname(service, region)
    if service == "s3":
        suffix = f"{region}.{dns_suffix(region)}"
        return tuple(f"{w}{s}.{suffix}" for s in ("s3", "s3-control", "s3-accesspoint") for w in ("", "*."))
    return (base, f"*.{base}") if service in _IN_FRONT else (base,)


def covers(pattern: str, name: str) -> bool:
    """Say whether a private DNS name (`x` or `*.x`) answers for a hostname."""
    return name.endswith(pattern[1:]) if pattern.startswith("*.") else name == pattern


def claimed_names(endpoint: VpcEndpoint, name: str, home: str, *, inbound: bool = False) -> tuple[str, ...]:
    """Give the endpoint's private names that answer for a hostname, the longest first; none where its DNS is not in force.

    S3: with private DNS only for the inbound Resolver endpoint, names resolve to public addresses inside the VPC, and to
    the endpoint's for queries that arrive through such an endpoint (`inbound`).
    — https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
    """
    # An endpoint that answers at `Partial` has some of its interfaces: it resolves, with less confidence.
    if endpoint.type != "Interface" or endpoint.state not in {"available", "partial"} or not endpoint.private_dns:
        return ()
    if endpoint.inbound_resolver_only and not inbound:
        return ()
    matching = {n.removeprefix("*.") for n in endpoint_names(endpoint, home) if covers(n, name)}
    return tuple(sorted(matching, key=lambda n: (-len(n), n)))
