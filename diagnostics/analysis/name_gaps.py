"""Which of the things that could not be seen bear on how the name resolves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.dns_firewall import firewall_groups_of
from diagnostics.analysis.name_claims import FORWARD, capturing_rule, profiles_of, within
from diagnostics.analysis.resolve import uses_custom_dns
from diagnostics.model.names import RULE, ZONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnostics.model.finding import Case
    from diagnostics.model.snapshot import Gap

#: Calls for the whole Region whose answers any resolution reads.
NAME_CALLS = frozenset(
    {
        "route53:ListHostedZonesByVPC",
        "route53resolver:ListResolverRuleAssociations",
        "route53resolver:ListFirewallRuleGroupAssociations",
        "route53profiles:ListProfileAssociations",
    }
)


def hides_answers(gap: Gap, case: Case) -> bool:
    """Say whether a gap hides what may answer the name in the source's VPC, or stop the query."""
    if gap.call in NAME_CALLS:
        return gap.subject in {"", case.vpc.id}
    subjects = _SUBJECTS.get(gap.call)
    if subjects is None:
        return False
    about = subjects(case)
    return bool(about) and gap.subject in {"", *about}


def _zones(case: Case) -> set[str]:
    """Give the zones that hold the name, and those of Profiles whose names are not known."""
    held = case.snapshot.hosted_zones
    own = {z.id for z in held.values() if case.vpc.id in z.vpc_ids and within(case.destination.hostname, z.name)}
    return own | {i for i in _brought(case, ZONE) if i not in held or within(case.destination.hostname, held[i].name)}


def _rules(case: Case) -> set[str]:
    """Give the Resolver rules that the VPC uses; an empty id where it is not known which it does."""
    own = {r.id for r in case.snapshot.resolver_rules.values() if case.vpc.id in r.vpc_ids}
    return {"", *own, *_brought(case, RULE)}


def _brought(case: Case, kind: str) -> set[str]:
    return {each.id for profile in profiles_of(case.vpc.id, case.snapshot) for each in profile.brings(kind)}


def _profiles(case: Case) -> set[str]:
    return {profile.id for profile in profiles_of(case.vpc.id, case.snapshot)}


def _groups(case: Case) -> set[str]:
    return {group.id for group in firewall_groups_of(case.vpc, case.snapshot)}


def _lists(case: Case) -> set[str]:
    return {r.list_id for g in firewall_groups_of(case.vpc, case.snapshot) for r in g.rules or () if r.list_id}


def _owners_of_lists(case: Case) -> set[str]:
    """Give the call for the whole Region where a list in use could not be read, which AWS's own would excuse."""
    held = case.snapshot.domain_lists
    return {""} if any(own not in held or held[own].domains is None for own in _lists(case)) else set()


def _servers(case: Case) -> set[str]:
    """Give the inbound endpoints, any of which may be the servers that queries are sent to, where they are sent at all."""
    rule = capturing_rule(case.destination.hostname, case.vpc, case.snapshot)
    forwarded = rule is not None and rule[0].type.upper() == FORWARD
    if not forwarded and not uses_custom_dns(case.vpc, case.snapshot):
        return set()
    return {"", *case.snapshot.resolver_endpoints}


_SUBJECTS: dict[str, Callable[[Case], set[str]]] = {
    "route53:ListResourceRecordSets": _zones,
    "route53resolver:ListResolverRules": _rules,
    "route53resolver:ListFirewallRules": _groups,
    "route53resolver:ListFirewallDomains": _lists,
    "route53resolver:ListFirewallDomainLists": _owners_of_lists,
    "route53resolver:ListResolverEndpoints": _servers,
    "route53resolver:ListResolverEndpointIpAddresses": _servers,
    "route53profiles:ListProfileResourceAssociations": _profiles,
}
