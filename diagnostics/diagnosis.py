"""(Query, Snapshot) → Diagnoses: the table of contents of the product."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.authorise import branches_between, enforced
from diagnostics.analysis.destinations import destination_in
from diagnostics.analysis.gaps import relevant_gaps
from diagnostics.analysis.judge import Judgement, flags, judge, properties, serving_endpoints
from diagnostics.analysis.leg import weaker
from diagnostics.analysis.lookup import effective_table
from diagnostics.analysis.policies.caller import caller_named
from diagnostics.analysis.services import endpoints_for
from diagnostics.analysis.sources import locate
from diagnostics.findings import caller_not_in_vpc, examine
from diagnostics.model.finding import Case, Diagnosis
from diagnostics.model.flow import AskerError
from diagnostics.model.network import Subnet, Vpc
from diagnostics.model.trace import Confidence, Flag, Verdict, VerdictClass

if TYPE_CHECKING:
    from diagnostics.model.flow import Destination, Query, Source
    from diagnostics.model.snapshot import Gap, Snapshot
    from diagnostics.model.trace import Trace

_VPCS, _SUBNETS = "ec2:DescribeVpcs", "ec2:DescribeSubnets"


def diagnose(query: Query, snapshot: Snapshot) -> tuple[Diagnosis, ...]:
    """Say what happens to this query in this snapshot, and why: one diagnosis for each source that the words name.

    Raises:
        AskerError: the words name no source or no destination that the snapshot knows; `code` says which.
    """
    destination = destination_in(query.to, snapshot)
    return tuple(_diagnose_one(query, source, destination, snapshot) for source in locate(query.source, snapshot))


def _diagnose_one(query: Query, source: Source, destination: Destination, snapshot: Snapshot) -> Diagnosis:
    if not source.vpc_id:
        return _outside_every_vpc(query, source, destination, snapshot)
    if source.vpc_id not in snapshot.vpcs:
        raise _source_unseen(source.vpc_id, _VPCS, snapshot.unseen(_VPCS, source.vpc_id))
    if source.subnet_id not in snapshot.subnets:
        raise _source_unseen(source.subnet_id or source.asked, _SUBNETS, snapshot.unseen(_SUBNETS, source.subnet_id))
    caller = caller_named(query.principal)
    branches = branches_between(source, destination, snapshot, caller)
    judgement = judge(branches)
    ways = tuple(w for _, found in branches for w in found)
    case = _case(query, source, destination, snapshot, judgement, branches_of=branches, ways=ways)
    return Diagnosis(
        case=case,
        verdict=case.verdict,
        verdict_class=judgement.verdict_class,
        path=case.path,
        then=case.then,
        confidence=case.confidence,
        flags=tuple(sorted(case.flags)),
        properties=properties(judgement, ways, source, destination),
        hops=_main_way(ways).hops,
        parts=judgement.parts,
        findings=examine(case),
        gaps=relevant_gaps(case),
    )


def _source_unseen(asked: str, call: str, gap: Gap | None) -> AskerError:
    return AskerError("source-unseen", asked=asked, call=call, reason=gap.reason if gap else "not-collected")


def _outside_every_vpc(query: Query, source: Source, destination: Destination, snapshot: Snapshot) -> Diagnosis:
    """Conclude that nothing in any VPC of the account has a say: there is no way to walk, only who sends."""
    verdict = Verdict.NOT_IN_VPC
    nothing_walked = Judgement(verdict=verdict, path=None, then=None, confidence=Confidence.HIGH)
    case = Case(
        query=query,
        snapshot=snapshot,
        source=source,
        destination=destination,
        vpc=Vpc(id=""),
        subnet=Subnet(id="", vpc_id=""),
        table=None,
        table_is_main=False,
        resolutions=(),
        traces=(),
        verdict=verdict,
        path=verdict,
        then=None,
        confidence=Confidence.HIGH,
        flags=frozenset(),
    )
    return Diagnosis(
        case=case,
        verdict=verdict,
        verdict_class=verdict.verdict_class,
        path=verdict,
        then=None,
        confidence=case.confidence,
        flags=(),
        properties=properties(nothing_walked, (), source, destination),
        hops=(),
        findings=tuple(caller_not_in_vpc.check(case)),  # all other rules are about a network
    )


def _case(
    query: Query,
    source: Source,
    destination: Destination,
    snapshot: Snapshot,
    judgement: Judgement,
    *,
    branches_of: tuple[tuple[object, tuple[Trace, ...]], ...],
    ways: tuple[Trace, ...],
) -> Case:
    """Put together all that a rule may look at."""
    table, is_main = effective_table(source.subnet_id, snapshot)
    gateways = endpoints_for(destination.service, destination.region, source.vpc_id, snapshot, "Gateway")
    interfaces = endpoints_for(destination.service, destination.region, source.vpc_id, snapshot, "Interface")
    marks = flags(
        judgement,
        ways,
        source,
        destination,
        snapshot,
        main_table=is_main,
        endpoints=serving_endpoints(destination, gateways, interfaces),
    )
    if judgement.verdict_class is VerdictClass.PRIVATE:
        caller = caller_named(query.principal)
        marks |= {Flag.ENFORCED} if enforced(ways, source, destination, snapshot, caller) else set()
    case = Case(
        query=query,
        snapshot=snapshot,
        source=source,
        destination=destination,
        vpc=snapshot.vpcs[source.vpc_id],
        subnet=snapshot.subnets[source.subnet_id],
        table=table,
        table_is_main=is_main,
        resolutions=tuple(r for r, _ in branches_of),  # type: ignore[misc]
        traces=ways,
        verdict=judgement.verdict,
        path=judgement.path,
        then=judgement.then,
        confidence=judgement.confidence,
        flags=marks,
        gateway_endpoints=gateways,
        interface_endpoints=interfaces,
    )
    return replace(case, confidence=weaker(case.confidence, _doubt(case)))


def _doubt(case: Case) -> Confidence:
    """Give how far what was not seen, or is not evaluated, limits the confidence."""
    snapshot, private_end = case.snapshot, case.path is Verdict.PRIVATE_GATEWAY_ENDPOINT
    shared = bool(case.subnet.owner and snapshot.account and case.subnet.owner != snapshot.account)
    limited = (
        snapshot.partly_unseen("ec2:DescribeVpcEndpoints") is not None,
        # AWS asks for both DNS attributes with gateway endpoints; names that still resolve keep the verdict.
        private_end and not case.vpc.dns_hostnames,
        shared,
        case.destination.region_assumed,
    )
    if _in_flight(case) or any(not e.settled for e in (*case.gateway_endpoints, *case.interface_endpoints)):
        return Confidence.LOW
    return Confidence.MEDIUM if any(limited) else Confidence.HIGH


def _in_flight(case: Case) -> bool:
    """Say whether an endpoint names the source's table, which has no route to it, or the other way round.

    AWS may be about to add the route, or to remove it.
    """
    table = case.table
    routed = {r.target.id for r in table.routes} if table else set()
    return table is not None and any(
        e.usable and (table.id in e.route_table_ids) != (e.id in routed) for e in case.gateway_endpoints
    )


def _main_way(ways: tuple[Trace, ...]) -> Trace:
    """Give the way to show first: the one that carries the most addresses among those that are not private."""
    return max(ways, key=lambda w: (not w.verdict.value.startswith("PRIVATE_"), w.addresses.size()))
