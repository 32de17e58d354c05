"""What the words of a supposition are understood by: the diagnosis that the talk is of, and everything in its network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.understanding.sightings import destinations_in
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.services import endpoints_for
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.understanding.supposing import Clause
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.network import RouteTable, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

#: How an id begins, and where the snapshot holds such things.
_HELD: Mapping[str, str] = MappingProxyType(
    {
        "vpce": "endpoints",
        "rtb": "route_tables",
        "nat": "nat_gateways",
        "subnet": "subnets",
        "sg": "security_groups",
        "acl": "network_acls",
        "eni": "enis",
        "igw": "internet_gateways",
        "vpc": "vpcs",
        "rslvr-rr": "resolver_rules",
    }
)
ID = re.compile(rf"(?<![\w-])({'|'.join(_HELD)}|tgw|pcx|vgw|eigw|cagw|lgw)-[0-9a-z][0-9a-z-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the words of a clause are understood by: the diagnosis that the talk is of, and its network."""

    clause: Clause
    diagnosis: Diagnosis

    @property
    def snapshot(self) -> Snapshot:
        """Give the network."""
        return self.diagnosis.case.snapshot

    @property
    def vpc(self) -> str:
        """Give the VPC's id."""
        return self.diagnosis.case.vpc.id

    @property
    def service(self) -> str:
        """Give the service that the clause names, else the one that the talk is of."""
        named = [one for one in destinations_in(self.clause.text) if "/" not in one and one.count(".") <= 1]
        return named[0] if named else self.diagnosis.case.destination.service or ""

    @property
    def table(self) -> RouteTable | None:
        """Give the route table that the clause names, else the one of the source's subnet."""
        named = self.named("route_tables")
        if named:
            return self.snapshot.route_tables[named[0]]
        return effective_table(self.diagnosis.case.subnet.id, self.snapshot)[0]

    @property
    def on_the_way(self) -> frozenset[str]:
        """Give the ids of everything that the traffic passes, and of the endpoint that its name becomes."""
        case = self.diagnosis.case
        passed = {hop.id for trace in case.traces for hop in trace.hops}
        return frozenset(passed | {found.endpoint_id for found in case.resolutions if found.endpoint_id})

    def named(self, kind: str) -> tuple[str, ...]:
        """Give the things of a kind that the clause names by id or by Name tag, in the order of the snapshot."""
        held = getattr(self.snapshot, kind)
        words = self.clause.text.casefold()
        ids = {found[0].casefold() for found in ID.finditer(words)}
        by_id = tuple(one for one in held if one.casefold() in ids)
        return by_id or tuple(one for one, thing in held.items() if _names(getattr(thing, "name", ""), words))

    def endpoints(self, kind: str) -> tuple[VpcEndpoint, ...]:
        """Give the endpoints of a type that are meant: those named, those of the service, else all of the VPC."""
        held = self.snapshot.endpoints
        if named := [held[one] for one in self.named("endpoints")]:
            return tuple(one for one in named if one.type == kind)
        region = self.diagnosis.case.destination.region
        mine = endpoints_for(self.service, region, self.vpc, self.snapshot, kind)
        every = mine or tuple(e for e in held.values() if e.vpc_id == self.vpc and e.type == kind)
        return tuple(one for one in every if not one.gone)

    def nearest(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Give those of these things that are on the way; all of them where none is."""
        every = tuple(ids)
        return tuple(one for one in every if one in self.on_the_way) or every


def _names(name: str, words: str) -> bool:
    folded = name.casefold()
    return len(folded) > 1 and re.search(rf"(?<![\w-]){re.escape(folded)}(?![a-z0-9_-])", words) is not None


def check_ids(said: str, snapshot: Snapshot) -> None:
    """Refuse an id that the snapshot does not hold; a word such as `nat-based` is none."""
    for found in ID.finditer(said):
        kind = _HELD.get(found[1].casefold())
        looks = any(letter.isdigit() for letter in found[0])
        if kind is not None and looks and found[0].casefold() not in getattr(snapshot, kind):
            raise AskerError("unknown-in-change", what=said[:200], where=found[0], region=snapshot.region)
