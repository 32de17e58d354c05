"""Security groups and network ACLs: which of the addresses they let through, and which rule decided."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from diagnostics.analysis.index import index_of
from diagnostics.model.addresses import NOT_PUBLIC_V4, AddressSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnostics.model.filters import AclEntry, FilterRule, NetworkAcl, SecurityGroup
    from diagnostics.model.network import Eni
    from diagnostics.model.snapshot import Snapshot

TCP = frozenset({"-1", "6", "tcp", "all"})
#: Client ports of Linux, which answers come back to (Amazon VPC User Guide, Network ACLs, Ephemeral ports).
LINUX_PORTS = (32768, 60999)
#: Client ports of NAT gateways, Lambda and load balancers (same page).
WIDE_PORTS = (1024, 65535)
_LISTS = ("ec2:DescribePrefixLists", "ec2:DescribeManagedPrefixLists")


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


def group_egress(groups: Sequence[SecurityGroup], addresses: AddressSet, port: int, snapshot: Snapshot) -> Passage:
    """Give the addresses that the union of the groups' outbound rules reaches at the TCP port (allow-only)."""
    allowed, undecided = AddressSet(addresses.family), any("egress" in group.unsaid for group in groups)
    for rule in (r for group in groups for r in group.egress if _tcp(r, port)):
        written, unread = _written(rule, addresses, snapshot)
        allowed, undecided = allowed | written, undecided or unread
        if rule.group_ids:
            # A group stands for the private addresses of its members, those of another account among them.
            allowed = allowed | (_members(rule.group_ids, snapshot, addresses) & addresses)
            inside = bool(addresses & NOT_PUBLIC_V4) if addresses.family == 4 else False  # noqa: PLR2004 (the family's own number)
            undecided = undecided or (inside and any(g not in snapshot.security_groups for g in rule.group_ids))
    return Passage(allowed=allowed, asked=addresses, undecided=undecided and not allowed.covers(addresses))


def group_ingress(
    groups: Sequence[SecurityGroup],
    senders: AddressSet,
    sender_groups: tuple[str, ...] | None,
    neighbours: tuple[Eni, ...],
    port: int,
    snapshot: Snapshot,
) -> Passage:
    """Give the senders that the union of the groups' inbound rules admits at the TCP port.

    A rule that names a group admits its members. Where the sender's groups are not known, the neighbours stand for it:
    those that are members pass; undecided where no neighbour is seen.
    """
    allowed, undecided = AddressSet(senders.family), any("ingress" in group.unsaid for group in groups)
    for rule in (r for group in groups for r in group.ingress if _tcp(r, port)):
        written, unread = _written(rule, senders, snapshot)
        allowed, undecided = allowed | written, undecided or unread
        if rule.group_ids and sender_groups is None:
            inside = (e for e in neighbours if set(e.group_ids) & set(rule.group_ids))
            members = [ip for e in inside for ip in (*e.private_ips, *e.ipv6_ips)]
            allowed = allowed | (AddressSet.of(members, senders.family) & senders)
            undecided = undecided or not neighbours
        elif sender_groups is not None and set(rule.group_ids) & set(sender_groups):
            allowed = senders
    return Passage(allowed=allowed, asked=senders, undecided=undecided and not allowed.covers(senders))


def _written(rule: FilterRule, addresses: AddressSet, snapshot: Snapshot) -> tuple[AddressSet, bool]:
    """Give which of the addresses a rule names by CIDR or prefix list, and whether it names a list that was not read.

    A list that is in no answer, though both calls that list them were seen, is another Region's or deleted: it holds
    nothing here.
    """
    named = AddressSet.of(rule.cidrs, addresses.family) & addresses
    unread = False
    for list_id in rule.prefix_list_ids:
        known = snapshot.prefix_lists.get(list_id)
        if known is not None and known.cidrs is not None:
            named = named | (AddressSet.of(known.cidrs, addresses.family) & addresses)
        else:
            unread = unread or known is not None or any(snapshot.partly_unseen(call) for call in _LISTS)
    return named, unread


def acl_passage(
    acl: NetworkAcl, *, egress: bool, remote: AddressSet, ports: tuple[int, int]
) -> tuple[Passage, AclEntry | None]:
    """Give what a network ACL lets through to or from the remote addresses at the ports, and the entry that denies first.

    Rules are taken from the lowest number up, and the first that matches is applied; what no rule matches is denied. — https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
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


def _members(group_ids: tuple[str, ...], snapshot: Snapshot, like: AddressSet) -> AddressSet:
    """Give the addresses of the interfaces that carry one of the groups; an endpoint names the groups of its own."""
    index = index_of(snapshot)
    found = {e.id: e for g in group_ids for e in index.interfaces_with.get(g, ())}
    answering = (snapshot.endpoints[i] for g in group_ids for i in index.endpoints_with.get(g, ()))
    found |= {i: snapshot.enis[i] for endpoint in answering for i in endpoint.eni_ids if i in snapshot.enis}
    return AddressSet.of([ip for e in found.values() for ip in (*e.private_ips, *e.ipv6_ips)], like.family)


def acl_of(subnet_id: str, snapshot: Snapshot) -> NetworkAcl | None:
    """Give the network ACL of a subnet: the associated one, else the VPC's default."""
    index = index_of(snapshot)
    if found := index.acl_of.get(subnet_id):
        return found
    subnet = snapshot.subnets.get(subnet_id)
    return index.default_acl_of.get(subnet.vpc_id) if subnet else None
