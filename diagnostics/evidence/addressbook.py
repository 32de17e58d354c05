"""Whose an address is, as far as the snapshot knows: an endpoint's, a NAT gateway's, the service's, another VPC's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from diagnostics.model.addresses import NOT_PUBLIC_V4, AddressSet, parse_cidr
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.addresses import Family
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.network import Eni, PrefixList
    from diagnostics.model.snapshot import Snapshot


class OwnerKind(StrEnum):
    """The kinds of owners that matter to what an observation proves."""

    ENDPOINT = "endpoint"
    NAT_PRIVATE = "nat-private"
    NAT_PUBLIC = "nat-public"
    SOURCE = "source"
    SOURCE_PUBLIC = "source-public"
    INTERFACE = "interface"
    INTERFACE_PUBLIC = "interface-public"
    RESOLVER = "resolver"
    LOCAL_STUB = "local-stub"
    SUBNET = "subnet"
    VPC = "vpc"
    SERVICE = "service"
    OTHER_SERVICE = "other-service"
    PRIVATE = "private"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose an address is: the kind, the resource's id ("" where there is none), and how a sentence calls it."""

    kind: OwnerKind
    address: str
    id: str = ""
    words: Words

    @property
    def private(self) -> bool:
        """Say whether the address is a private one."""
        return self.kind not in _PUBLIC


_PUBLIC = frozenset(
    {
        OwnerKind.NAT_PUBLIC,
        OwnerKind.SOURCE_PUBLIC,
        OwnerKind.INTERFACE_PUBLIC,
        OwnerKind.SERVICE,
        OwnerKind.OTHER_SERVICE,
        OwnerKind.PUBLIC,
    }
)
_AMAZON_RESOLVER = frozenset({"169.254.169.253", "fd00:ec2::253"})
_LOCAL = AddressSet.of(("127.0.0.0/8",))
_ENDPOINT_TYPE = "vpc_endpoint"


class AddressBook:
    """The addresses of a diagnosis's snapshot, by owner; those nearest to the source come first."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        self._case = diagnosis.case
        self._snapshot = diagnosis.case.snapshot
        # A resource of another VPC may have the same private address: what is nearest to the source is put in last.
        here = self._case.vpc.id
        seen = (*_interfaces(self._snapshot), *_nat_gateways(self._snapshot), *_endpoints(self._snapshot))
        self._known = {owner.address: owner for owner, vpc_id in sorted(seen, key=lambda pair: pair[1] == here)}
        self._known |= {owner.address: owner for owner in self._source()}

    def whose(self, address: str) -> Owner:
        """Give whose an address is; one that nobody known has is told by the range that it is in."""
        known = self._known.get(address)
        if known is not None:
            return known
        if address in _AMAZON_RESOLVER or address == self.resolver:
            return _owner(
                OwnerKind.RESOLVER, address, f"VPC의 Amazon DNS 서버({address})", f"the VPC's Amazon DNS server ({address})"
            )
        if address in _LOCAL or address == "::1":
            return _owner(OwnerKind.LOCAL_STUB, address, f"이 컴퓨터 자신({address})", f"this very machine ({address})")
        return self._listed(address) or self._inside(address) or _unknown(address)

    def is_amazon(self, server: str) -> bool:
        """Say whether a DNS server, as DHCP options name it, is Amazon's own for the VPC."""
        return server.casefold() == "amazonprovideddns" or server in _AMAZON_RESOLVER or server == self.resolver

    def _source(self) -> Iterator[Owner]:
        source = self._case.source
        for address in source.private_ips:
            yield _owner(
                OwnerKind.SOURCE,
                address,
                f"출발지의 사설 IP({address})",
                f"the source's private IP {address}",
                source.eni_id or "",
            )
        eni = self._snapshot.enis.get(source.eni_id or "")
        for address in eni.public_ips if eni else ():
            yield _owner(
                OwnerKind.SOURCE_PUBLIC,
                address,
                f"출발지의 공인 IP({address})",
                f"the source's public IP {address}",
                source.eni_id or "",
            )

    @property
    def resolver(self) -> str:
        """Give the address of the VPC's resolver: the base of its first CIDR plus two."""
        ranges = AddressSet.of(self._case.vpc.cidrs[:1]).ranges
        return AddressSet(4, ((ranges[0][0] + 2,) * 2,)).cidrs()[0].removesuffix("/32") if ranges else ""

    def _listed(self, address: str) -> Owner | None:
        """Give the AWS service whose prefix list holds the address."""
        service, region = self._case.destination.service, self._snapshot.region
        for listed in self._snapshot.prefix_lists.values():
            cidr = _holding(listed, address) if listed.aws else ""
            if not cidr:
                continue
            name = listed.name.rpartition(f"{region}.")[2]
            kind = OwnerKind.SERVICE if name == service else OwnerKind.OTHER_SERVICE
            ko = f"{listed.name} 접두사 목록({listed.id})의 {cidr}에 드는 공인 IP({address})"
            return _owner(kind, address, ko, f"the public IP {address}, in {cidr} of {listed.name} ({listed.id})", listed.id)
        return None

    def _inside(self, address: str) -> Owner | None:
        """Give the subnet, or the VPC, that the address belongs to; the source's own VPC first."""
        parsed = parse_cidr(address)
        if parsed is None:
            return None
        number = parsed[1][0]
        for family, (low, high), vpc_id, place in self._places:
            if family == parsed[0] and low <= number <= high:
                kind = OwnerKind.SUBNET if vpc_id == self._case.vpc.id else OwnerKind.VPC
                if place == vpc_id:
                    return _owner(
                        kind, address, f"{place} VPC 대역의 IP({address})", f"{address} in the CIDRs of {place}", place
                    )
                ko, en = f"{vpc_id} VPC의 {place} 서브넷에 있는 IP({address})", f"{address} in {place} of {vpc_id}"
                return _owner(kind, address, ko, en, place)
        return None

    @cached_property
    def _places(self) -> tuple[tuple[Family, tuple[int, int], str, str], ...]:
        """Give the ranges of all subnets, then of all VPCs, as (family, (first, last), VPC, subnet or VPC)."""
        here, snapshot = self._case.vpc.id, self._snapshot
        subnets = sorted((s.vpc_id != here, s.id, c) for s in snapshot.subnets.values() for c in (s.cidr, *s.ipv6_cidrs))
        vpcs = sorted((v.id != here, v.id, c) for v in snapshot.vpcs.values() for c in (*v.cidrs, *v.ipv6_cidrs))
        named = [(snapshot.subnets[i].vpc_id, i, c) for _, i, c in subnets] + [(i, i, c) for _, i, c in vpcs]
        return tuple((*parsed, vpc, place) for vpc, place, c in named if (parsed := parse_cidr(c)) is not None)


def _interfaces(snapshot: Snapshot) -> tuple[tuple[Owner, str], ...]:
    found: list[tuple[Owner, str]] = []
    for eni in snapshot.enis.values():
        found.extend((_of_interface(eni, a), eni.vpc_id) for a in (*eni.private_ips, *eni.ipv6_ips))
        for address in eni.public_ips:
            ko, en = f"{eni.id} 네트워크 인터페이스의 공인 IP({address})", f"the public IP {address} of {eni.id}"
            found.append((_owner(OwnerKind.INTERFACE_PUBLIC, address, ko, en, eni.id), eni.vpc_id))
    return tuple(found)


def _of_interface(eni: Eni, address: str) -> Owner:
    named = f"{eni.name} ({eni.id})" if eni.name else eni.id
    ko = f"{named} 네트워크 인터페이스의 사설 IP({address})"
    if eni.type == _ENDPOINT_TYPE:
        ko = f"어느 인터페이스 엔드포인트의 네트워크 인터페이스({eni.id})에 붙은 사설 IP({address})"
        en = f"the private IP {address} of {eni.id}, a network interface of some interface endpoint"
        return _owner(OwnerKind.ENDPOINT, address, ko, en, "")
    return _owner(OwnerKind.INTERFACE, address, ko, f"the private IP {address} of {named}", eni.id)


def _nat_gateways(snapshot: Snapshot) -> tuple[tuple[Owner, str], ...]:
    found: list[tuple[Owner, str]] = []
    for nat in snapshot.nat_gateways.values():
        named = f"{nat.name} ({nat.id})" if nat.name else nat.id
        for address in nat.addresses:
            if address.private_ip:
                ko = f"NAT 게이트웨이 {named}의 사설 IP({address.private_ip})"
                en = f"the private IP {address.private_ip} of NAT gateway {named}"
                found.append((_owner(OwnerKind.NAT_PRIVATE, address.private_ip, ko, en, nat.id), nat.vpc_id))
            if address.public_ip:
                ko = f"NAT 게이트웨이 {named}의 탄력적 IP({address.public_ip})"
                en = f"the Elastic IP {address.public_ip} of NAT gateway {named}"
                found.append((_owner(OwnerKind.NAT_PUBLIC, address.public_ip, ko, en, nat.id), nat.vpc_id))
    return tuple(found)


def _endpoints(snapshot: Snapshot) -> tuple[tuple[Owner, str], ...]:
    found: list[tuple[Owner, str]] = []
    for endpoint in snapshot.endpoints.values():
        for eni in (snapshot.enis[i] for i in endpoint.eni_ids if i in snapshot.enis):
            for address in (*eni.private_ips, *eni.ipv6_ips):
                ko = f"인터페이스 엔드포인트 {endpoint.id}의 사설 IP({address})"
                en = f"the private IP {address} of interface endpoint {endpoint.id}"
                found.append((_owner(OwnerKind.ENDPOINT, address, ko, en, endpoint.id), endpoint.vpc_id))
    return tuple(found)


def _holding(listed: PrefixList, address: str) -> str:
    """Give the CIDR of a prefix list that holds the address; "" where none does."""
    family: Family = 6 if ":" in address else 4
    if listed.cidrs is None or address not in AddressSet.of(listed.cidrs, family):
        return ""
    return next((c for c in listed.cidrs if address in AddressSet.of((c,), family)), "")


def _unknown(address: str) -> Owner:
    private = address in NOT_PUBLIC_V4 if ":" not in address else address.casefold().startswith(("fc", "fd", "fe80"))
    if private:
        ko, en = f"스냅샷에 없는 사설 IP({address})", f"the private IP {address}, which is not in the snapshot"
        return _owner(OwnerKind.PRIVATE, address, ko, en)
    ko, en = f"공인 IP({address})", f"the public IP {address}"
    return _owner(OwnerKind.PUBLIC, address, ko, en)


def _owner(kind: OwnerKind, address: str, ko: str, en: str, resource: str = "") -> Owner:
    return Owner(kind=kind, address=address, id=resource, words=Words(ko, en))
