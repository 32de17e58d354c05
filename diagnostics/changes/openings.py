"""What opens one block of a way: a rule in a group or an ACL, a policy, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import hostname
from diagnostics.changes.policy_openings import POLICIES, by_policy
from diagnostics.changes.standing import ANYWHERE, admitting_group, one
from diagnostics.model.addresses import V4
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.changes.standing import Standing, Step
    from diagnostics.model.addresses import Family
    from diagnostics.model.trace import Block

#: Client ports of every kind of client (Amazon VPC User Guide, Network ACLs, Ephemeral ports).
_CLIENT_PORTS = "1024-65535"
_ANYWHERE_V6 = "::/0"


def opening(block: Block, standing: Standing) -> Iterator[Step]:
    """Yield what opens one block."""
    snapshot, subject = standing.snapshot, block.subject
    if subject in snapshot.security_groups or subject in snapshot.network_acls:
        yield from _in_filter(block, standing)
    elif block.verdict is Verdict.BLOCKED_ENDPOINT_SG:
        yield from _for_endpoint_group(block, standing)
    elif block.verdict in POLICIES:
        yield from by_policy(block, standing)
    elif subject in snapshot.hosted_zones:
        if block.cause == "stale_record":
            yield from (one("set-zone-alias", subject, _asked(standing), e.id) for e in standing.interfaces if e.usable)
        yield one("disassociate-zone", subject, standing.source.vpc_id)
    elif subject in snapshot.firewall_groups:
        yield one("allow-domain", subject, _asked(standing))
    elif block.cause == "resolver_off":
        yield one("dns-support", standing.source.vpc_id, "on")
    elif block.cause == "nat_instance_source_dest_check":
        yield one("source-dest-check", subject, "off")


def _in_filter(block: Block, standing: Standing) -> Iterator[Step]:
    """Yield the rules that a group or an ACL lacks, one for each family of addresses that it stops."""
    families = _families(block, standing)
    if block.verdict is Verdict.BLOCKED_SG_EGRESS:
        port = str(standing.destination.port)
        yield from (one("allow-egress", block.subject, port, _peer(standing, family)) for family in families)
    elif block.verdict is Verdict.BLOCKED_ENDPOINT_SG:
        yield from _for_endpoint_group(block, standing)
    elif block.verdict is Verdict.BLOCKED_NACL:
        words = (each for family in families for each in _acl_words(block.cause, standing, family))
        yield from (one("allow-acl", block.subject, *each) for each in words)


def _families(block: Block, standing: Standing) -> tuple[Family, ...]:
    """Give the families of the ways that the block stops, IPv4 first."""
    met = (block.verdict, block.subject, block.cause)
    stopped = (w for w in standing.ways if any((b.verdict, b.subject, b.cause) == met for b in w.blocks))
    return tuple(sorted({way.addresses.family for way in stopped}))


def _asked(standing: Standing) -> str:
    """Give the service's own name where the name asked for is below it, as those of buckets are."""
    asked, service = standing.destination.hostname, hostname(standing.destination.service or "", standing.destination.region)
    return service if asked.endswith(f".{service}") else asked


def _anywhere(family: Family) -> str:
    return ANYWHERE if family == V4 else _ANYWHERE_V6


def _inside(standing: Standing, family: Family) -> str:
    """Give the VPC's first range of a family: where its interface endpoints are."""
    vpc = standing.snapshot.vpcs[standing.source.vpc_id]
    return next(iter(vpc.cidrs if family == V4 else vpc.ipv6_cidrs), _anywhere(family))


def _client(standing: Standing, family: Family) -> str:
    """Give the range of a family that the client's subnet has."""
    subnet = standing.snapshot.subnets[standing.source.subnet_id]
    return (subnet.cidr if family == V4 else next(iter(subnet.ipv6_cidrs), "")) or _inside(standing, family)


def _peer(standing: Standing, family: Family) -> str:
    """Give what the source has to be let out to: the endpoint's network, the service's list, or everywhere."""
    if standing.answered:
        return _inside(standing, family)
    answers = (half for r in standing.resolutions for half in (r, r.ipv6) if half is not None and half.prefix_list_id)
    listed = (a.prefix_list_id for a in answers if a.addresses is not None and a.addresses.family == family)
    return next((own for own in listed if own), _anywhere(family))


def _acl_words(cause: str, standing: Standing, family: Family) -> tuple[tuple[str, str, str], ...]:
    """Give direction, range and ports of the entry that is missing, seen from the ACL's own subnet; none for what it is.

    Behind a NAT gateway there is IPv4 alone: from there on it has translated what came to it by IPv6.
    """
    port = str(standing.destination.port)
    client = _client(standing, family)
    beyond = V4 if cause in {"nat_egress", "nat_return"} else family
    far = _inside(standing, beyond) if standing.answered else _anywhere(beyond)
    asked, answered = (far, port), (far, _CLIENT_PORTS)
    words = {
        "egress": ("egress", *asked),
        "return": ("ingress", *answered),
        "far_ingress": ("ingress", client, port),
        "far_egress": ("egress", client, _CLIENT_PORTS),
        "nat_ingress": ("ingress", client, port),
        "nat_answer": ("egress", client, _CLIENT_PORTS),
        "nat_egress": ("egress", *asked),
        "nat_return": ("ingress", *answered),
    }
    return (words[cause],) if cause in words else ()


def _for_endpoint_group(block: Block, standing: Standing) -> Iterator[Step]:
    """Yield a rule in the endpoint's group; the default group is left alone, and one for endpoints is attached."""
    snapshot, source = standing.snapshot, standing.source
    if block.cause == "default_sg_only":
        for endpoint_id in standing.answered:
            yield one("add-endpoint-group", endpoint_id, admitting_group(standing))
    elif block.subject in snapshot.security_groups:
        families = _families(block, standing)
        clients = source.group_ids[:1] if source.group_ids else tuple(_client(standing, family) for family in families)
        yield from (one("allow-endpoint-ingress", block.subject, str(standing.destination.port), each) for each in clients)
