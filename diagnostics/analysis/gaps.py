"""Which of the things we could not see bear on this answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.hostnames import HTTPS
from diagnostics.analysis.name_gaps import hides_answers
from diagnostics.analysis.policies.caller import caller_named
from diagnostics.analysis.policies.rulings import ACCESS_POINT, ACCESS_POINT_POLICY, BUCKET_POLICY, rulings
from diagnostics.analysis.services import has_gateway_type
from diagnostics.model.snapshot import Gap

if TYPE_CHECKING:
    from diagnostics.model.finding import Case

#: Calls whose answer every diagnosis reads.
_ALWAYS = frozenset(
    {
        "ec2:DescribeVpcs",
        "ec2:DescribeSubnets",
        "ec2:DescribeRouteTables",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeVpcAttribute",
        "ec2:DescribeDhcpOptions",
    }
)
#: Calls of which a row that could not be read may be the one that matters.
_ANY_ROW = frozenset({"ec2:DescribeVpcEndpoints", "ec2:DescribeNetworkAcls"})
_HIDES = {
    BUCKET_POLICY: "a bucket's policy",
    ACCESS_POINT: "an access point",
    ACCESS_POINT_POLICY: "an access point's policy",
}
_BUCKET_CALLS = ("s3:ListBucket", "s3:GetBucketLocation")
_PUBLIC_ACCESS = frozenset(
    {"ec2:DescribeVpcBlockPublicAccessOptions", "ec2:DescribeVpcBlockPublicAccessExclusions"},
)
_TRANSIT = frozenset(
    {
        "ec2:DescribeTransitGatewayAttachments",
        "ec2:DescribeTransitGatewayVpcAttachments",
        "ec2:GetTransitGatewayRouteTableAssociations",
        "ec2:SearchTransitGatewayRoutes",
    }
)
#: Calls whose answer matters where the way touches such a hop.
_BY_HOP: dict[str, frozenset[str]] = {
    "nat-gateway": frozenset({"ec2:DescribeNatGateways", "ec2:DescribeInternetGateways"}),
    "internet-gateway": frozenset({"ec2:DescribeInternetGateways", *_PUBLIC_ACCESS}),
    "egress-only-internet-gateway": _PUBLIC_ACCESS,
    "carrier-gateway": _PUBLIC_ACCESS,
    "network-interface": frozenset({"ec2:DescribeNetworkInterfaces", "ec2:DescribeInstances", "ec2:DescribeSecurityGroups"}),
    "instance": frozenset({"ec2:DescribeNetworkInterfaces", "ec2:DescribeInstances"}),
    "interface-endpoint": frozenset({"ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"}),
    "vpc-peering-connection": frozenset({"ec2:DescribeVpcPeeringConnections"}),
    "transit-gateway": _TRANSIT,
}
_LISTS = frozenset({"ec2:DescribePrefixLists", "ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"})


def relevant_gaps(case: Case) -> tuple[Gap, ...]:
    """Give the gaps that could change this answer, and what the model does not evaluate yet."""
    wanted = set(_ALWAYS)
    met = {h.id for way in case.traces for h in way.hops}
    for hop in (h for way in case.traces for h in way.hops):
        wanted |= _BY_HOP.get(hop.kind, frozenset())
    if case.destination.port != HTTPS:
        wanted.add("ec2:DescribeVpcEncryptionControls")
    if case.source.group_ids is not None:
        wanted.add("ec2:DescribeSecurityGroups")
    lists_matter = has_gateway_type(case.destination.service) and not any(r.prefix_list_id for r in case.resolutions)
    touched = {h.route.destination for w in case.traces for h in w.hops if h.route and h.route.by_prefix_list}
    if lists_matter:
        wanted |= _LISTS - {"ec2:GetManagedPrefixListEntries"}
    told = {e.subject for w in case.traces for e in w.evidence if e.call in _TRANSIT}
    kept = [
        g
        for g in case.snapshot.gaps
        if (g.call in wanted and g.subject in {"", case.vpc.id, case.subnet.id, *met})
        or (g.call in _ANY_ROW and g.reason == "failed")
        or (g.call == "ec2:DescribeRouteTables" and case.table_is_main)  # the subnet's own table may be the one unread
        or (g.call == "ec2:GetManagedPrefixListEntries" and g.subject in touched)
        or (g.call in wanted & _TRANSIT and g.subject in told)
        or hides_answers(g, case)
    ]
    return (*_bucket_gaps(case), *_policy_gaps(case), *dict.fromkeys(kept))


def _bucket_gaps(case: Case) -> tuple[Gap, ...]:
    """Give why the bucket's own Region is not known, where it had to be assumed."""
    if not case.destination.region_assumed:
        return ()
    bucket = case.destination.bucket or ""
    refused = (gap for call in _BUCKET_CALLS if (gap := case.snapshot.unseen(call, bucket)))
    call = _BUCKET_CALLS[0]
    return (next(refused, Gap(call=call, reason="not-collected", hides="bucket Region", needs=call, subject=bucket)),)


def _policy_gaps(case: Case) -> tuple[Gap, ...]:
    """Give why the policies of the bucket or the access point that the request meets were not seen."""
    caller = caller_named(case.query.principal)
    met = (r for w in case.traces for r in rulings(w, case.source, case.destination, case.snapshot, caller))
    hidden = dict.fromkeys((r.call, r.subject) for r in met if r.decision is None)
    return tuple(_hiding(call, subject.rpartition("/")[2], case) for call, subject in hidden)


def _hiding(call: str, subject: str, case: Case) -> Gap:
    """Give the gap of a call that may have been refused, or not have been made."""
    seen = case.snapshot.unseen(call, subject)
    return seen or Gap(call=call, reason="not-collected", hides=_HIDES[call], needs=call, subject=subject)
