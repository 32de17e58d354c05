"""What opens one block of a way: a rule in a group or an ACL, a policy, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import hostname
from diagnostics.changes.policy_openings import POLICIES, by_policy
from diagnostics.changes.standing import ANYWHERE, admitting_group, one
from diagnostics.model.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.changes.standing import Standing, Step
    from diagnostics.model.trace import Block

#: Client ports of every kind of client (Amazon VPC User Guide, Network ACLs, Ephemeral ports).
_CLIENT_PORTS = "1024-65535"


def opening(block: Block, standing: Standing) -> Iterator[Step]:
    """Yield what opens one block."""
    snapshot, subject = standing.snapshot, block.subject
    if block.verdict is Verdict.BLOCKED_SG_EGRESS and subject in snapshot.security_groups:
        yield one("allow-egress", subject, str(standing.destination.port), _peer(standing))
    elif block.verdict is Verdict.BLOCKED_NACL and subject in snapshot.network_acls:
        yield from (one("allow-acl", subject, *words) for words in _acl_words(block.cause, standing))
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


def _asked(standing: Standing) -> str:
    """Give the service's own name where the name asked for is below it, as those of buckets are."""
    asked, service = standing.destination.hostname, hostname(standing.destination.service or "", standing.destination.region)
    return service if asked.endswith(f".{service}") else asked


def _inside(standing: Standing) -> str:
    """Give the VPC's first range: where its interface endpoints are."""
    return next(iter(standing.snapshot.vpcs[standing.source.vpc_id].cidrs), ANYWHERE)


def _peer(standing: Standing) -> str:
    """Give what the source has to be let out to: the endpoint's network, the service's list, or everywhere."""
    if standing.answered:
        return _inside(standing)
    return next((r.prefix_list_id for r in standing.resolutions if r.prefix_list_id), ANYWHERE)


def _acl_words(cause: str, standing: Standing) -> tuple[tuple[str, str, str], ...]:
    """Give direction, range and ports of the entry that is missing, seen from the ACL's own subnet; none for what it is."""
    port = str(standing.destination.port)
    client = standing.snapshot.subnets[standing.source.subnet_id].cidr or _inside(standing)
    far = _inside(standing) if standing.answered else ANYWHERE
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
        client = source.group_ids[0] if source.group_ids else snapshot.subnets[source.subnet_id].cidr
        yield one("allow-endpoint-ingress", block.subject, str(standing.destination.port), client)
