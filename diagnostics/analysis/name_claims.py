"""What in a VPC claims a hostname: Resolver rules, private hosted zones, endpoints, its own and those of its Profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from diagnostics.analysis.index import index_of
from diagnostics.analysis.private_names import claimed_names
from diagnostics.model.names import ENDPOINT, FIREWALL_GROUP, RULE, ZONE, HostedZone, Profile, ResolverRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diagnostics.model.network import Vpc, VpcEndpoint
    from diagnostics.model.snapshot import Snapshot

T = TypeVar("T")
FORWARD, SYSTEM = "FORWARD", "SYSTEM"
_RULE_TYPES = frozenset({FORWARD, SYSTEM, "RECURSIVE", "DELEGATE"})
#: Of claims to the same domain, the later of these wins: a rule before everything, an endpoint's zone before one's own.
_RANKS = ("zone", "endpoint", "rule")


class Claim(NamedTuple):
    """Something that answers a name: how much of the name it claims, whether the VPC has it by itself, and what it is.

    Claims compare by who answers: the most specific domain; of the same, the VPC's own before a Profile's.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html#profiles-priority
    """

    length: int
    own: int
    rank: int
    what: ResolverRule | HostedZone | VpcEndpoint
    names: tuple[str, ...] = ()

    @property
    def kind(self) -> Literal["zone", "endpoint", "rule"]:
        """Give what kind of thing claims."""
        return "rule" if isinstance(self.what, ResolverRule) else "zone" if isinstance(self.what, HostedZone) else "endpoint"


def claims_to(name: str, vpc: Vpc, snapshot: Snapshot, *, inbound: bool) -> tuple[Claim, ...]:
    """Give all that claims the name in the VPC, whoever answers first; private DNS counts unless DNS hostnames are off.

    Private DNS needs enableDnsHostnames and enableDnsSupport on the VPC.
    — https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    rule = capturing_rule(name, vpc, snapshot)
    found = [_claim(rule[0], rule[0].domain, own=rule[1])] if rule and rule[0].type.upper() == FORWARD else []
    found += [_claim(zone, zone.name, own=own) for zone, own in _zones(vpc, snapshot) if within(name, zone.name)]
    if vpc.dns_hostnames is not False:
        for endpoint, own in _endpoints(vpc, snapshot):
            if names := claimed_names(endpoint, name, snapshot.region, inbound=inbound and own):
                found.append(_claim(endpoint, names[0], own=own, names=names))
    return tuple(sorted(found, key=lambda claim: (-claim.length, -claim.own, -claim.rank)))


def _claim(what: ResolverRule | HostedZone | VpcEndpoint, domain: str, *, own: bool, names: tuple[str, ...] = ()) -> Claim:
    made = Claim(length=len(domain.strip(".")), own=int(own), rank=0, what=what, names=names)
    return made._replace(rank=_RANKS.index(made.kind))


def capturing_rule(name: str, vpc: Vpc, snapshot: Snapshot) -> tuple[ResolverRule, bool] | None:
    """Give the most specific rule that captures the name (`.` captures all), and whether it is the VPC's own.

    Of the same domain, a rule of one's own comes before the autodefined ones: a rule for `.` forwards everything though
    the rule "Internet Resolver" (RECURSIVE) is for `.` as well. A more specific SYSTEM rule takes names out of a FORWARD
    rule; rules that delegate concern names that the VPC's own zones delegate.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html
    """
    capturing = [
        (rule, own)
        for rule, own in _rules(vpc, snapshot)
        if rule.type.upper() in {FORWARD, SYSTEM} and within(name, rule.domain)
    ]
    return max(capturing, key=lambda r: (len(r[0].domain.strip(".")), r[1], r[0].type.upper() == FORWARD), default=None)


def strangely_ruled(name: str, vpc: Vpc, snapshot: Snapshot) -> bool:
    """Say whether a rule of a kind that is not known here captures the name."""
    return any(r.type.upper() not in _RULE_TYPES and within(name, r.domain) for r, _ in _rules(vpc, snapshot))


def zone_holding(name: str, vpc: Vpc, snapshot: Snapshot) -> HostedZone | None:
    """Give the most specific private hosted zone of the VPC that holds the name, its own before a Profile's."""
    holding = [(zone, own) for zone, own in _zones(vpc, snapshot) if within(name, zone.name)]
    best = max(holding, key=lambda pair: (len(pair[0].name.strip(".")), pair[1]), default=None)
    return best[0] if best else None


def within(name: str, domain: str) -> bool:
    """Say whether a name is the domain or below it; everything is below the root."""
    bare = domain.strip(".").casefold()
    return not bare or name == bare or name.endswith(f".{bare}")


def profiles_of(vpc_id: str, snapshot: Snapshot) -> tuple[Profile, ...]:
    """Give the Profiles of a VPC in the order in which they are looked at."""
    held = [profile for profile in snapshot.profiles.values() if vpc_id in profile.priority_in]
    return tuple(sorted(held, key=lambda profile: (profile.priority_in[vpc_id], profile.id)))


def unread_of_profiles(vpc_id: str, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the ids of the VPC's Profiles, and of what they bring, that could not be read."""
    hidden: list[str] = []
    for profile in profiles_of(vpc_id, snapshot):
        if profile.resources is None:
            hidden.append(profile.id)
        hidden.extend(each.id for each in profile.resources or () if _unread(each.kind, each.id, snapshot))
    return tuple(hidden)


def _unread(kind: str, own: str, snapshot: Snapshot) -> bool:
    held: Mapping[str, Mapping[str, object]] = {
        ZONE: snapshot.hosted_zones,
        RULE: snapshot.resolver_rules,
        FIREWALL_GROUP: snapshot.firewall_groups,
        ENDPOINT: snapshot.endpoints,
    }
    return kind in held and own not in held[kind]


def _zones(vpc: Vpc, snapshot: Snapshot) -> Iterator[tuple[HostedZone, bool]]:
    """Yield the VPC's zones; one that an AWS service owns shows with its endpoint."""
    yield from ((z, True) for z in index_of(snapshot).zones_of.get(vpc.id, ()) if "." not in z.owner)
    yield from ((z, False) for z in _brought(ZONE, snapshot.hosted_zones, vpc, snapshot))


def _rules(vpc: Vpc, snapshot: Snapshot) -> Iterator[tuple[ResolverRule, bool]]:
    yield from ((r, True) for r in index_of(snapshot).rules_of.get(vpc.id, ()))
    yield from ((r, False) for r in _brought(RULE, snapshot.resolver_rules, vpc, snapshot))


def _endpoints(vpc: Vpc, snapshot: Snapshot) -> Iterator[tuple[VpcEndpoint, bool]]:
    """Yield the VPC's endpoints, and those whose names a Profile makes known in it.

    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profile-associate-vpc-endpoints.html
    """
    yield from ((e, True) for e in index_of(snapshot).endpoints_in.get(vpc.id, ()))
    yield from ((e, False) for e in _brought(ENDPOINT, snapshot.endpoints, vpc, snapshot) if e.vpc_id != vpc.id)


def _brought(kind: str, held: Mapping[str, T], vpc: Vpc, snapshot: Snapshot) -> Iterator[T]:
    ids = (each.id for profile in profiles_of(vpc.id, snapshot) for each in profile.brings(kind))
    yield from (held[own] for own in dict.fromkeys(ids) if own in held)
