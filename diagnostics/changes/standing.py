"""Where a search for a fix stands: a network, the question, and the ways that the analysis finds in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.analysis.families import sender_addresses
from diagnostics.analysis.filters import TCP
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.services import endpoints_for
from diagnostics.changes.reading import NEW_GROUP
from diagnostics.model.addresses import AddressSet
from diagnostics.model.change import Change

if TYPE_CHECKING:
    from diagnostics.analysis.policies.caller import Caller
    from diagnostics.model.filters import SecurityGroup
    from diagnostics.model.flow import Destination, Source
    from diagnostics.model.network import RouteTable, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Block, Resolution, Trace

#: Changes that are tried together: one, or several that only help as a whole.
Step = tuple[Change, ...]
ANYWHERE = "0.0.0.0/0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a search stands: the network as changed so far, and the ways that the analysis finds in it."""

    source: Source
    destination: Destination
    snapshot: Snapshot
    resolutions: tuple[Resolution, ...]
    ways: tuple[Trace, ...]
    caller: Caller | None = None

    @property
    def table(self) -> RouteTable | None:
        """Give the table that routes the source's subnet."""
        return effective_table(self.source.subnet_id, self.snapshot)[0]

    @property
    def gateways(self) -> tuple[VpcEndpoint, ...]:
        """Give the VPC's gateway endpoints for the destination."""
        return self._endpoints("Gateway")

    @property
    def interfaces(self) -> tuple[VpcEndpoint, ...]:
        """Give the VPC's interface endpoints for the destination."""
        return self._endpoints("Interface")

    def _endpoints(self, kind: str) -> tuple[VpcEndpoint, ...]:
        return endpoints_for(self.destination.service, self.destination.region, self.source.vpc_id, self.snapshot, kind)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Give all that stops the ways, each once."""
        return tuple({(b.verdict, b.subject, b.cause): b for way in self.ways for b in way.blocks}.values())

    @property
    def answered(self) -> tuple[str, ...]:
        """Give the interface endpoints that the name is answered with."""
        return tuple(dict.fromkeys(r.endpoint_id for r in self.resolutions if r.via == "endpoint" and r.endpoint_id))


def one(kind: str, *arguments: str) -> Step:
    """Give a step of a single change."""
    return (Change(kind, arguments),)


def admitting_group(standing: Standing) -> str:
    """Give a group of the VPC's other endpoints that admits the client, or stand for a new one."""
    snapshot, source = standing.snapshot, standing.source
    used = {g for e in snapshot.endpoints.values() if e.vpc_id == source.vpc_id for g in e.group_ids}
    groups = (snapshot.security_groups[g] for g in sorted(used) if g in snapshot.security_groups)
    return next((g.id for g in groups if g.name != "default" and _admits(g, standing)), NEW_GROUP)


def _admits(group: SecurityGroup, standing: Standing) -> bool:
    """Say whether a group plainly lets the client in: by its range, or by its own group."""
    senders, port = sender_addresses(standing.source, standing.snapshot), standing.destination.port
    mine = set(standing.source.group_ids or ())
    for rule in group.ingress:
        ports = rule.from_port is None or rule.from_port <= port <= (rule.to_port or rule.from_port)
        if rule.protocol in TCP and ports and (mine & set(rule.group_ids) or AddressSet.of(rule.cidrs).covers(senders)):
            return True
    return False
