"""What a diagnosis lets one expect: which names, which ways, whether packets arrive, by what they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.model.addresses import AddressSet
from diagnostics.model.trace import Verdict, VerdictClass

if TYPE_CHECKING:
    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.trace import Hop, Resolution, Trace

#: Verdicts that say that the packets arrive and the request is refused.
_REFUSED_BY_POLICY = frozenset({Verdict.BLOCKED_ENDPOINT_POLICY, Verdict.BLOCKED_RESOURCE_POLICY})
#: Verdicts of what stops a packet in its own subnet, and causes that are met later all the same.
_AT_ONCE = frozenset({Verdict.BLOCKED_DNS, Verdict.BLOCKED_NO_ROUTE, Verdict.BLOCKED_SG_EGRESS, Verdict.BLOCKED_NACL})
_LATER = frozenset({"return", "far_ingress", "far_egress", "nat_ingress", "nat_answer", "nat_egress", "nat_return"})
_ARRIVING = frozenset({VerdictClass.PRIVATE, VerdictClass.PUBLIC})
_AT_HOME = frozenset({"subnet", "route-table", "dns", "security-group", "network-acl", "function"})
_S3_LABELS = ("s3", "s3-accesspoint", "s3-control")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A diagnosis, asked what one would see of it."""

    diagnosis: Diagnosis

    @property
    def ways(self) -> tuple[Trace, ...]:
        """Give the ways that the traffic may take."""
        return self.diagnosis.case.traces

    @property
    def names(self) -> tuple[Resolution, ...]:
        """Give what the name may become."""
        return self.diagnosis.case.resolutions

    @property
    def hostname(self) -> str:
        """Give the name that the client dials."""
        return self.diagnosis.case.destination.hostname

    @property
    def arrives(self) -> bool | None:
        """Say whether packets get to the service, whatever it says to them; None where that differs or is not known."""
        said = {_arrives(way.verdict, way.then) for way in self.ways}
        if not said:
            return None
        if True in said and any(b.partial for way in self.ways for b in way.blocks):
            said = {*said, None}
        return next(iter(said)) if len(said) == 1 else None

    @property
    def stopped_at_home(self) -> frozenset[Verdict]:
        """Give what stops every way inside the subnet: the source's filters, or no route; empty where one way leaves."""
        stops = [next((b for b in way.blocks if not b.partial), None) for way in self.ways]
        near = [b.verdict for b in stops if b is not None and b.verdict in _AT_ONCE and b.cause not in _LATER]
        return frozenset(near) if len(near) == len(self.ways) else frozenset()

    @property
    def settled(self) -> bool:
        """Say whether the diagnosis knows the way."""
        return bool(self.ways) and all(way.path is not None and not _unknown(way.path) for way in self.ways)

    def hop_ids(self, *kinds: str) -> set[str]:
        """Give the ids of the hops of some kinds on any of the ways."""
        return {hop.id for way in self.ways for hop in way.hops if hop.kind in kinds}

    def on_every_way(self, *kinds: str) -> bool:
        """Say whether every way has a hop of one of the kinds."""
        return bool(self.ways) and all(any(hop.kind in kinds for hop in way.hops) for way in self.ways)

    def first_hops(self) -> tuple[Hop, ...]:
        """Give where each way's packets go first when they have left their subnet."""
        firsts = (next((h for h in way.hops if h.kind not in _AT_HOME), None) for way in self.ways)
        return tuple(hop for hop in firsts if hop is not None)

    def meant(self, name: str) -> bool:
        """Say whether a hostname is that of the destination, or of the same service there (another bucket, no bucket)."""
        asked, ours = name.casefold().rstrip("."), self.hostname.casefold()
        return not asked or _base(asked) == _base(ours) or asked.endswith(f".{ours}") or ours.endswith(f".{asked}")

    def expects_address(self, address: str) -> bool:
        """Say whether the name may become this very address."""
        answers = (answer for r in self.names for answer in (r, r.ipv6) if answer is not None)
        return any(answer.addresses is not None and address in answer.addresses for answer in answers)

    def in_source(self, address: str) -> bool:
        """Say whether packets from this address are the source's: its own address, or one of its subnet's."""
        source, subnet = self.diagnosis.case.source, self.diagnosis.case.subnet
        if ":" in address:
            own = subnet.ipv6_cidrs if source.ipv6_ips is None else source.ipv6_ips
            return address in AddressSet.of(own, 6)
        if source.private_ips:
            return address in source.private_ips
        return bool(subnet.cidr) and address in AddressSet.of((subnet.cidr,))


def _arrives(verdict: Verdict, then: Verdict | None) -> bool | None:
    if verdict in _REFUSED_BY_POLICY:
        return True
    group = verdict.verdict_class
    if group is VerdictClass.ELSEWHERE and then is not None:
        group = then.verdict_class
    if group in _ARRIVING:
        return True
    return False if group is VerdictClass.BLOCKED else None


def _unknown(path: Verdict) -> bool:
    return path.verdict_class in {VerdictClass.UNKNOWN, VerdictClass.ELSEWHERE}


def _base(name: str) -> str:
    """Give a hostname without the bucket or access point before the service's own label."""
    labels = name.split(".")
    at = next((n for n, label in enumerate(labels) if label in _S3_LABELS), 0)
    return ".".join(labels[at:])
