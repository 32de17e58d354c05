"""What a name can be answered with: the addresses of an endpoint, or the public ones of a service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import said
from diagnostics.analysis.services import has_gateway_type, lists_of_other_services, prefix_list_of, service_of
from diagnostics.model.addresses import PUBLIC_V4, AddressSet
from diagnostics.model.trace import Block, Confidence, Evidence, Resolution, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.snapshot import Snapshot


_ENDPOINTS = "ec2:DescribeVpcEndpoints"
#: Names whose addresses are taken to be in the service's list, though AWS does not say so.
_PRESUMED = frozenset({"account", "fips"})


def outside_answer(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Give what public DNS answers: an endpoint's own name with its private addresses, any other with public ones."""
    if destination.variant == "vpce":
        return _by_endpoint_name(destination, snapshot)
    return _public(destination, snapshot)


def _public(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Give the service's public addresses: its whole prefix list where there is one, else public space as a whole."""
    listed = prefix_list_of(destination.service, destination.region, snapshot)
    regional = destination.region == snapshot.region
    in_list = destination.variant in {"regional", "dash-region", "account", "fips", "dualstack", "global"}
    if listed is not None and listed.cidrs and regional and in_list:
        fact = Words(
            ko=f"{destination.hostname} 이름은 공인 IP로 풀려요 ({listed.name}의 CIDR {len(listed.cidrs)}개)",
            en=f"{destination.hostname} resolves to public addresses ({len(listed.cidrs)} CIDRs of {listed.name})",
        )
        return Resolution(
            via="public",
            addresses=AddressSet.of(listed.cidrs),
            prefix_list_id=listed.id,
            confidence=Confidence.MEDIUM if destination.variant in _PRESUMED else Confidence.HIGH,
            evidence=(said("ec2:DescribePrefixLists", listed.id, fact),),
        )
    fact = Words(
        ko=f"{destination.hostname} 이름은 공인 IP로 풀려요",
        en=f"{destination.hostname} resolves to public addresses",
    )
    hidden = regional and in_list and has_gateway_type(destination.service)  # there is a list, and it was not seen
    return Resolution(
        via="public",
        addresses=_public_space(destination, snapshot),
        confidence=Confidence.MEDIUM if hidden else Confidence.HIGH,
        evidence=(said("dns", destination.hostname, fact),),
    )


def _public_space(destination: Destination, snapshot: Snapshot) -> AddressSet:
    """Give public address space without what AWS's lists of *other* gateway services hold: this service is not there.

    Transfer Acceleration answers from the edge network, which is in no Region's list.
    """
    service = None if destination.variant == "accelerate" else destination.service
    space = PUBLIC_V4
    for listed in lists_of_other_services(service, destination.region, snapshot):
        space = space - AddressSet.of(listed.cidrs or ())
    return space


def _by_endpoint_name(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Resolve an endpoint's own name (`vpce-…`): publicly resolvable, private answers."""
    wanted = next((p for p in destination.hostname.split(".") if p.startswith("vpce-")), "")
    endpoint_id = "-".join(wanted.split("-")[:2])
    endpoint = snapshot.endpoints.get(endpoint_id)
    if endpoint is not None and not endpoint.gone:
        return endpoint_answer(endpoint, (destination.hostname,), snapshot)
    if gap := snapshot.unseen(_ENDPOINTS):
        fact = Words(ko=f"{endpoint_id} 엔드포인트를 볼 수 없었어요", en=f"{endpoint_id} could not be looked at")
        return Resolution(
            via="endpoint",
            endpoint_id=endpoint_id,
            confidence=Confidence.LOW,
            evidence=(said(gap.call, endpoint_id, fact),),
        )
    fact = Words(
        ko=f"이 계정과 리전에 {endpoint_id} 엔드포인트가 없어요",
        en=f"there is no endpoint {endpoint_id} in this account and Region",
    )
    evidence = (said(_ENDPOINTS, endpoint_id, fact),)
    block = Block(verdict=Verdict.BLOCKED_ENDPOINT_STATE, subject=endpoint_id, cause="endpoint_state", evidence=evidence)
    return Resolution(via="none", block=block, confidence=Confidence.MEDIUM, evidence=evidence)


def endpoint_answer(endpoint: VpcEndpoint, names: tuple[str, ...], snapshot: Snapshot) -> Resolution:
    """Give the answer that is the endpoint's network interfaces, as far as they were seen."""
    addresses = endpoint_addresses(endpoint, snapshot)
    shown = ", ".join(addresses.cidrs()[:4]).replace("/32", "") if addresses else "?"
    fact = Words(
        ko=f"프라이빗 DNS가 {names[0]} 질의에 {endpoint.id}의 네트워크 인터페이스({shown})로 답해요",
        en=f"private DNS answers {names[0]} with the network interfaces of {endpoint.id} ({shown})",
    )
    # S3 answers inside the VPC only where private DNS is for all resolvers, which AWS says of such an endpoint.
    unsaid = service_of(endpoint) == "s3" and endpoint.private_dns and endpoint.inbound_resolver_only is None
    return Resolution(
        via="endpoint",
        endpoint_id=endpoint.id,
        addresses=addresses,
        confidence=Confidence.LOW if not endpoint.usable else Confidence.MEDIUM if unsaid else Confidence.HIGH,
        evidence=(Evidence(call=_ENDPOINTS, subject=endpoint.id, fact=fact),),
    )


def endpoint_addresses(endpoint: VpcEndpoint, snapshot: Snapshot) -> AddressSet:
    """Give the private addresses of an interface endpoint's network interfaces, as far as they were seen."""
    ips = [ip for e in endpoint.eni_ids if e in snapshot.enis for ip in snapshot.enis[e].private_ips]
    return AddressSet.of(ips)


def interfaces_of(
    endpoint: VpcEndpoint, answered: AddressSet | None, snapshot: Snapshot
) -> tuple[tuple[str, AddressSet], ...]:
    """Give the endpoint's addresses that a name is answered with by subnet; none of a subnet whose interface is unseen."""
    found: dict[str, list[str]] = {subnet_id: [] for subnet_id in endpoint.subnet_ids}
    for eni in (snapshot.enis[e] for e in endpoint.eni_ids if e in snapshot.enis):
        found.setdefault(eni.subnet_id, []).extend(ip for ip in eni.private_ips if not answered or ip in answered)
    seen = {subnet_id: AddressSet.of(ips) for subnet_id, ips in found.items()}
    complete = all(e in snapshot.enis for e in endpoint.eni_ids) and any(seen.values())
    return tuple((s, a) for s, a in seen.items() if a or not complete) or (("", AddressSet(4)),)


def unsure(resolution: Resolution) -> Resolution:
    """Give the same answer with medium confidence at most."""
    lower = Confidence.LOW if resolution.confidence is Confidence.LOW else Confidence.MEDIUM
    return replace(resolution, confidence=lower)
