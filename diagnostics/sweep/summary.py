"""A snapshot boiled down to what a sweep keeps: every subnet diagnosed towards each service, those alike as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.diagnosis import diagnose
from diagnostics.explain.measured import passed_nats
from diagnostics.glance import ALWAYS
from diagnostics.model.finding import Severity
from diagnostics.model.flow import Query
from diagnostics.model.nat_usage import in_gb
from diagnostics.model.trace import Flag
from diagnostics.sweep.part import Blank, Cause, Counted, Seen, Stream, Toll

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diagnostics.model.finding import Diagnosis
    from diagnostics.model.snapshot import Gap, Snapshot

_TELLING = frozenset({Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM})
_SUBNETS = "ec2:DescribeSubnets"


def summarise(snapshot: Snapshot, *, account: str = "", to: Sequence[str] = ()) -> Seen:
    """Give how the subnets of the Region reach each service; S3 and DynamoDB where none is named.

    One diagnosis is held at a time, so that a Region with thousands of subnets takes no more memory than its snapshot.

    Raises:
        AskerError: a destination is none.
    """
    alike: defaultdict[Stream, list[str]] = defaultdict(list)
    nats: defaultdict[Stream, set[str]] = defaultdict(set)
    gaps: dict[Blank, None] = {}
    if (unseen := snapshot.unseen(_SUBNETS)) is not None:
        gaps[_blank(unseen)] = None
    subnets = sorted(snapshot.subnets)
    for subnet in subnets:
        for service in to or ALWAYS:
            way = diagnose(Query(source=subnet, to=service), snapshot)[0]
            alike[stream := _stream(way, service)].append(subnet)
            nats[stream].update(passed_nats(way) if stream.toll is Toll.NAT_GATEWAY else ())
            gaps.update((_blank(gap), None) for gap in way.gaps)
    return Seen(
        account=account,
        account_id=snapshot.account,
        region=snapshot.region,
        taken_at=snapshot.taken_at,
        subnets=len(subnets),
        vpcs=len({snapshot.subnets[one].vpc_id for one in subnets} | set(snapshot.vpcs)),
        streams=tuple(
            replace(one, subnets=tuple(held), counted=_counted(snapshot, nats[one])) for one, held in alike.items()
        ),
        blanks=tuple(gaps),
    )


def _stream(way: Diagnosis, service: str) -> Stream:
    """Give what a way has in common with others; whose it is comes later."""
    vpc = way.case.vpc
    return Stream(
        vpc=vpc.id,
        vpc_name=vpc.name,
        service=service,
        verdict=way.verdict,
        verdict_class=way.verdict_class,
        confidence=way.confidence,
        toll=_toll(way),
        causes=tuple(_causes(way)),
        subnets=(),
    )


def _counted(snapshot: Snapshot, nats: Iterable[str]) -> Counted | None:
    """Give what CloudWatch counted at all of these NAT gateways; None where it has no figures of one of them."""
    found = [snapshot.nat_metrics.get(nat) for nat in nats]
    known = [(one.processed, one.days) for one in found if one is not None and one.processed is not None]
    if not known or len(known) < len(found):
        return None
    days = max(days for _, days in known)
    return Counted(gb=in_gb(sum(size for size, _ in known)), days=days)


def _toll(way: Diagnosis) -> Toll:
    if Flag.COST_AVOIDABLE not in way.flags:
        return Toll.NOTHING
    through_nat = any(hop.kind == "nat-gateway" for trace in way.case.traces for hop in trace.hops)
    return Toll.NAT_GATEWAY if through_nat else Toll.INTERFACE_ENDPOINT


def _causes(way: Diagnosis) -> Iterable[Cause]:
    """Yield the findings that tell something, each code once and as its gravest occurrence, the gravest first."""
    told = sorted((one for one in way.findings if one.weight in _TELLING), key=lambda one: one.weight.rank)
    held: dict[str, Cause] = {}
    for one in told:
        held.setdefault(one.rule.code, Cause(code=one.rule.code, severity=one.weight))
    return held.values()


def _blank(gap: Gap) -> Blank:
    return Blank(needs=gap.needs, reason=gap.reason, hides=gap.hides)
