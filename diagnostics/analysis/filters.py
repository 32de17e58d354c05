"""Security groups and network ACLs: which of the addresses they let through, and which rule decided."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from diagnostics.model.addresses import AddressSet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnostics.model.network import AclEntry, FilterRule, NetworkAcl, SecurityGroup
    from diagnostics.model.snapshot import Snapshot

TCP = frozenset({"-1", "6", "tcp", "all"})
#: Client ports of Linux, which answers come back to (Amazon VPC User Guide, Network ACLs, Ephemeral ports).
LINUX_PORTS = (32768, 60999)
#: Client ports of NAT gateways, Lambda and load balancers (same page).
WIDE_PORTS = (1024, 65535)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a filter lets through: the addresses, whether every wanted port, and what could not be seen of it."""

    allowed: AddressSet
    asked: AddressSet
    ports: Literal["all", "some"] = "all"
    undecided: bool = False

    @property
    def full(self) -> bool:
        """Say whether all addresses pass at all ports."""
        return self.ports == "all" and self.allowed.covers(self.asked)

    @property
    def none(self) -> bool:
        """Say whether nothing passes, as far as it was seen."""
        return not self.allowed


def group_egress(groups: Iterable[SecurityGroup], addresses: AddressSet, port: int, snapshot: Snapshot) -> Passage:
    """Give the addresses that the union of the groups' outbound rules reaches at the TCP port (allow-only)."""
    allowed, undecided = AddressSet(addresses.family), False
    for group in groups:
        for rule in group.egress:
            if not _tcp(rule, port):
                continue
            allowed = allowed | (AddressSet.of(rule.cidrs, addresses.family) & addresses)
            for listed in rule.prefix_list_ids:
                known = snapshot.prefix_lists.get(listed)
                if known is None or known.cidrs is None:
                    undecided = True
                else:
                    allowed = allowed | (AddressSet.of(known.cidrs, addresses.family) & addresses)
            if rule.group_ids:
                members = _addresses_of(rule.group_ids, snapshot, addresses)
                allowed = allowed | (members & addresses)
    return Passage(allowed=allowed, asked=addresses, undecided=undecided and not allowed.covers(addresses))


def group_ingress(
    groups: Iterable[SecurityGroup],
    senders: AddressSet,
    sender_groups: tuple[str, ...] | None,
    port: int,
    snapshot: Snapshot,
) -> Passage:
    """Give the senders that the union of the groups' inbound rules admits at the TCP port.

    A rule that names a group admits its members: undecided where the sender's groups are not known.
    """
    allowed, undecided = AddressSet(senders.family), False
    for group in groups:
        for rule in group.ingress:
            if not _tcp(rule, port):
                continue
            allowed = allowed | (AddressSet.of(rule.cidrs, senders.family) & senders)
            for listed in rule.prefix_list_ids:
                known = snapshot.prefix_lists.get(listed)
                if known is None or known.cidrs is None:
                    undecided = True
                else:
                    allowed = allowed | (AddressSet.of(known.cidrs, senders.family) & senders)
            if rule.group_ids and sender_groups is None:
                # A bare subnet: the members that we do see in it pass, whatever else is launched there we cannot know.
                allowed = allowed | (_addresses_of(rule.group_ids, snapshot, senders) & senders)
            elif sender_groups is not None and set(rule.group_ids) & set(sender_groups):
                allowed = senders
    return Passage(allowed=allowed, asked=senders, undecided=undecided and not allowed.covers(senders))


def acl_passage(
    acl: NetworkAcl, *, egress: bool, remote: AddressSet, ports: tuple[int, int]
) -> tuple[Passage, AclEntry | None]:
    """Give what a network ACL lets through to or from the remote addresses at the ports, and the entry that denies first.

    "Rules are evaluated starting with the lowest numbered rule. As soon as a rule matches traffic, it's applied";
    what no rule matches is denied. — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    """
    entries = sorted((e for e in acl.entries if e.egress == egress and e.protocol in TCP), key=lambda e: e.number)
    spans = [(a, b) for a, b in _segments(entries, ports)]
    whole, anywhere, decider = remote, AddressSet(remote.family), None
    for low, high in spans:
        passed, denied_by = _first_match(entries, remote, low, high)
        decider = decider or denied_by
        whole = whole & passed
        anywhere = anywhere | passed
    if whole.covers(anywhere):
        return Passage(allowed=whole, asked=remote), decider
    # Some addresses pass at some ports only: connections whose client port falls outside hang.
    return Passage(allowed=anywhere, asked=remote, ports="some"), decider


def _first_match(entries: list[AclEntry], remote: AddressSet, low: int, high: int) -> tuple[AddressSet, AclEntry | None]:
    left, passed, decider = remote, AddressSet(remote.family), None
    for entry in entries:
        covers_ports = (
            entry.protocol in {"-1", "all"}
            or entry.from_port is None
            or (entry.from_port <= low and high <= (entry.to_port if entry.to_port is not None else entry.from_port))
        )
        if not covers_ports:
            continue
        here = left & AddressSet.of((entry.cidr,), remote.family)
        if entry.allow:
            passed = passed | here
        elif here and decider is None:
            decider = entry
        left = left - here
        if not left:
            break
    return passed, decider


def _segments(entries: list[AclEntry], ports: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut the port range where an entry begins or ends, so that every entry covers each piece wholly or not at all."""
    low, high = ports
    cuts = {low, high + 1}
    for entry in entries:
        if entry.protocol in {"-1", "all"} or entry.from_port is None:
            continue
        end = entry.to_port if entry.to_port is not None else entry.from_port
        cuts.update(c for c in (entry.from_port, end + 1) if low < c <= high)
    edges = sorted(cuts)
    return [(a, b - 1) for a, b in pairwise(edges)]


def _tcp(rule: FilterRule, port: int) -> bool:
    if rule.protocol in {"-1", "all"}:
        return True
    if rule.protocol not in TCP:
        return False
    if rule.from_port is None or rule.from_port == -1:
        return True
    return rule.from_port <= port <= (rule.to_port if rule.to_port is not None else rule.from_port)


def _addresses_of(group_ids: tuple[str, ...], snapshot: Snapshot, like: AddressSet) -> AddressSet:
    """Give the addresses of the interfaces that carry one of the groups and start connections of their own."""
    wanted = set(group_ids)
    serving = {i for e in snapshot.endpoints.values() for i in e.eni_ids}
    ips = [
        ip
        for e in snapshot.enis.values()
        if wanted & set(e.group_ids) and e.id not in serving and e.type != "vpc_endpoint"
        for ip in (*e.private_ips, *e.ipv6_ips)
    ]
    return AddressSet.of(ips, like.family)


def acl_of(subnet_id: str, snapshot: Snapshot) -> NetworkAcl | None:
    """Give the network ACL of a subnet: the associated one, else the VPC's default."""
    subnet = snapshot.subnets.get(subnet_id)
    found = next((a for _, a in sorted(snapshot.network_acls.items()) if subnet_id in a.subnet_ids), None)
    if found is not None or subnet is None:
        return found
    return next((a for _, a in sorted(snapshot.network_acls.items()) if a.default and a.vpc_id == subnet.vpc_id), None)
