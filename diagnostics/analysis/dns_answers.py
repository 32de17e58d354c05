"""What a name can be answered with: the addresses of an endpoint, or the public ones of a service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import said, weaker
from diagnostics.analysis.record_types import by_endpoint, by_public_dns
from diagnostics.analysis.services import has_gateway_type, lists_of_other_services, prefix_list_of, service_of
from diagnostics.model.addresses import PUBLIC_V4, PUBLIC_V6, V4, V6, AddressSet
from diagnostics.model.trace import Confidence, Evidence, Resolution
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.flow import Destination
    from diagnostics.model.network import Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot


_ENDPOINTS = "ec2:DescribeVpcEndpoints"
#: Names whose addresses are taken to be in the service's list, though AWS does not say so.
_PRESUMED = frozenset({"account", "control", "fips", "website"})
#: Families of names whose addresses are in the list of their service in their Region.
_LISTED = _PRESUMED | {"regional", "zonal", "dash-region", "dualstack", "global"}


def outside_answer(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Give what public DNS answers: an endpoint's own name with its private addresses, any other with public ones."""
    if destination.variant == "vpce":
        return _by_endpoint_name(destination, snapshot)
    return _given_out(destination) if destination.variant == "resource" else _public(destination, snapshot)


def _given_out(destination: Destination) -> Resolution:
    """Leave open where a customer's own thing is: a load balancer's name, or a database's, answers as it was set up."""
    fact = Words(
        ko=f"{destination.hostname} 이름은 사설 IP로도, 공인 IP로도 풀릴 수 있어요. 여기서 읽은 설정에는 없어요",
        en=f"{destination.hostname} may resolve to private or to public addresses; the settings read here do not say",
    )
    return Resolution(via="endpoint", confidence=Confidence.LOW, evidence=(said("dns", destination.hostname, fact),))


def in_both_families(
    answer: Resolution, destination: Destination, vpc: Vpc, snapshot: Snapshot, *, inside: bool = True
) -> Resolution:
    """Give an answer with its AAAA records, where the name has any; `inside` where the VPC's own resolver answers.

    An answer that comes from a record of a private hosted zone, or from what was not seen, stays as it is.
    """
    if (
        answer.block is not None
        or answer.via not in {"endpoint", "public"}
        or (answer.addresses or AddressSet(4)).family != V4
    ):
        return answer
    if answer.via == "public":
        types = by_public_dns(destination, vpc, snapshot, inside=inside)
        v6 = _public(destination, snapshot, 6)
        evidence = tuple(dict.fromkeys((*answer.evidence, *v6.evidence)))
        v6 = replace(v6, when=answer.when, confidence=weaker(answer.confidence, v6.confidence), evidence=evidence)
    else:
        endpoint = snapshot.endpoints.get(answer.endpoint_id or "")
        if endpoint is None or answer.addresses is None:
            return answer
        types = by_endpoint(endpoint, destination.hostname)
        v6 = replace(answer, addresses=endpoint_addresses(endpoint, snapshot, 6))
    if types == {V6}:
        return v6
    return replace(answer, ipv6=v6) if V6 in types else answer


def _public(destination: Destination, snapshot: Snapshot, family: Family = 4) -> Resolution:
    """Give the service's public addresses: its whole prefix list where there is one, else public space as a whole."""
    listed = prefix_list_of(destination.service, destination.region, snapshot, family)
    regional = destination.region == snapshot.region
    in_list = destination.variant in _LISTED
    if listed is not None and listed.cidrs and regional and in_list:
        fact = Words(
            ko=f"{destination.hostname} 이름은 {_public_ko(family)}로 풀려요 ({listed.name}의 CIDR {len(listed.cidrs)}개)",
            en=f"{destination.hostname} resolves to {_public_en(family)} ({len(listed.cidrs)} CIDRs of {listed.name})",
        )
        return Resolution(
            via="public",
            addresses=AddressSet.of(listed.cidrs, family),
            prefix_list_id=listed.id,
            confidence=Confidence.MEDIUM if destination.variant in _PRESUMED else Confidence.HIGH,
            evidence=(said("ec2:DescribePrefixLists", listed.id, fact),),
        )
    fact = Words(
        ko=f"{destination.hostname} 이름은 {_public_ko(family)}로 풀려요",
        en=f"{destination.hostname} resolves to {_public_en(family)}",
    )
    # There is a list, and it was not seen; AWS says of no service but S3 that it has one for IPv6.
    hidden = regional and in_list and (has_gateway_type(destination.service) if family == V4 else False)
    return Resolution(
        via="public",
        addresses=_public_space(destination, snapshot, family),
        confidence=Confidence.MEDIUM if hidden else Confidence.HIGH,
        evidence=(said("dns", destination.hostname, fact),),
    )


def _public_ko(family: Family) -> str:
    return "공인 IP" if family == V4 else "공인 IPv6 주소"


def _public_en(family: Family) -> str:
    return "public addresses" if family == V4 else "public IPv6 addresses"


def _public_space(destination: Destination, snapshot: Snapshot, family: Family) -> AddressSet:
    """Give public address space without what AWS's lists of *other* gateway services hold: this service is not there.

    Transfer Acceleration answers from the edge network, which is in no Region's list. The IPv6 addresses of VPCs are
    public ones as well, and no service's.
    """
    service = None if destination.variant == "accelerate" else destination.service
    space = PUBLIC_V4 if family == V4 else PUBLIC_V6
    for listed in lists_of_other_services(service, destination.region, snapshot, family):
        space = space - AddressSet.of(listed.cidrs or (), family)
    return space - AddressSet.of((c for v in snapshot.vpcs.values() for c in v.ipv6_cidrs), family)


def _by_endpoint_name(destination: Destination, snapshot: Snapshot) -> Resolution:
    """Resolve an endpoint's own name (`vpce-…`): publicly resolvable, private answers."""
    wanted = next((p for p in destination.hostname.split(".") if p.startswith("vpce-")), "")
    endpoint_id = "-".join(wanted.split("-")[:2])
    endpoint = snapshot.endpoints.get(endpoint_id)
    if endpoint is not None and not endpoint.gone:
        return endpoint_answer(endpoint, (destination.hostname,), snapshot)
    if gap := snapshot.unseen(_ENDPOINTS, endpoint_id):
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
    # Another account's, or another VPC's than the one that was collected: its name answers everywhere.
    return Resolution(via="endpoint", confidence=Confidence.LOW, evidence=(said(_ENDPOINTS, endpoint_id, fact),))


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


def endpoint_addresses(endpoint: VpcEndpoint, snapshot: Snapshot, family: Family = 4) -> AddressSet:
    """Give the addresses, of one family, of an interface endpoint's network interfaces, as far as they were seen."""
    enis = [snapshot.enis[e] for e in endpoint.eni_ids if e in snapshot.enis]
    return AddressSet.of([ip for eni in enis for ip in (*eni.private_ips, *eni.ipv6_ips)], family)


def interfaces_of(
    endpoint: VpcEndpoint, answered: AddressSet | None, snapshot: Snapshot
) -> tuple[tuple[str, AddressSet], ...]:
    """Give the endpoint's addresses that a name is answered with by subnet; none of a subnet whose interface is unseen."""
    found: dict[str, list[str]] = {subnet_id: [] for subnet_id in endpoint.subnet_ids}
    for eni in (snapshot.enis[e] for e in endpoint.eni_ids if e in snapshot.enis):
        every = (*eni.private_ips, *eni.ipv6_ips)
        found.setdefault(eni.subnet_id, []).extend(ip for ip in every if not answered or ip in answered)
    family = answered.family if answered is not None else 4
    seen = {subnet_id: AddressSet.of(ips, family) for subnet_id, ips in found.items()}
    complete = all(e in snapshot.enis for e in endpoint.eni_ids) and any(seen.values())
    return tuple((s, a) for s, a in seen.items() if a or not complete) or (("", AddressSet(family)),)


def unsure(resolution: Resolution) -> Resolution:
    """Give the same answer with medium confidence at most."""
    lower = Confidence.LOW if resolution.confidence is Confidence.LOW else Confidence.MEDIUM
    return replace(resolution, confidence=lower, ipv6=unsure(resolution.ipv6) if resolution.ipv6 else None)
