"""What the Amazon resolver of a VPC answers: DNS Firewall first, then whatever claims the most of the name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.dns_answers import endpoint_answer, in_both_families, outside_answer, unsure
from diagnostics.analysis.dns_firewall import screened
from diagnostics.analysis.inbound import hosts_of
from diagnostics.analysis.leg import said
from diagnostics.analysis.name_claims import claims_to, strangely_ruled, unread_of_profiles
from diagnostics.analysis.private_zones import by_zone
from diagnostics.model.names import HostedZone, ResolverRule
from diagnostics.model.trace import Block, Confidence, Evidence, Resolution, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.analysis.name_claims import Claim
    from diagnostics.model.flow import Destination
    from diagnostics.model.network import Vpc
    from diagnostics.model.snapshot import Snapshot

_ATTRIBUTE = "ec2:DescribeVpcAttribute"
_RULES = "route53resolver:ListResolverRules"
_ZONES = "route53:ListHostedZonesByVPC"
#: Calls whose answers may hold what answers first. One row that could not be read may be the one that matters, so a gap of
#: a single endpoint or rule counts as well.
_FIRST = frozenset(
    {
        "ec2:DescribeVpcEndpoints",
        "route53resolver:ListResolverRuleAssociations",
        "route53resolver:ListFirewallRuleGroupAssociations",
        "route53profiles:ListProfileAssociations",
        _RULES,
    }
)


def amazon_answers(
    destination: Destination, vpc: Vpc, snapshot: Snapshot, *, inbound: bool = False, passed: frozenset[str] = frozenset()
) -> tuple[Resolution, ...]:
    """Give what the resolver of the VPC answers; `inbound` where the query arrives through an inbound Resolver endpoint.

    `passed` are the VPCs whose resolvers have forwarded the query already. DNS Firewall looks at a query before anything
    answers it, private zones and endpoints' names included.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
    """
    if vpc.dns_support is False:
        fact = Words(ko=f"{vpc.id}의 enableDnsSupport = false", en=f"enableDnsSupport = false on {vpc.id}")
        evidence = (Evidence(call=_ATTRIBUTE, subject=vpc.id, fact=fact),)
        block = Block(verdict=Verdict.BLOCKED_DNS, subject=vpc.id, cause="resolver_off", evidence=evidence)
        return (Resolution(via="none", block=block, evidence=evidence),)
    screening = screened(destination.hostname, vpc, snapshot)
    stopped = screening.block
    if stopped is not None and screening.sure:
        return _sure_of((Resolution(via="none", block=stopped, evidence=stopped.evidence),), vpc, snapshot)
    claims = claims_to(destination.hostname, vpc, snapshot, inbound=inbound)
    answers = _sure_of(_by_claims(claims, destination, vpc, snapshot, passed | {vpc.id}), vpc, snapshot)
    if screening.doubts or strangely_ruled(destination.hostname, vpc, snapshot):
        answers = tuple(unsure(replace(a, evidence=(*a.evidence, *screening.doubts))) for a in answers)
    if stopped is None:
        return answers
    return (
        *(_if(_PASSES, a) for a in answers),
        _if(_STOPS, Resolution(via="none", block=stopped, evidence=stopped.evidence)),
    )


_PASSES = Words(ko="DNS 방화벽이 이 이름을 통과시키면", en="if DNS Firewall lets the name through")
_STOPS = Words(ko="DNS 방화벽이 이 이름을 차단하면", en="if DNS Firewall blocks the name")


def _if(condition: Words, answer: Resolution) -> Resolution:
    """Give an answer under one more condition, as the guess that it is then."""
    held = answer.when
    both = Words(ko=f"{condition.ko}, 그리고 {held.ko}", en=f"{condition.en} and {held.en}") if held else condition
    return replace(answer, when=both, confidence=Confidence.LOW)


def _by_claims(
    claims: tuple[Claim, ...], destination: Destination, vpc: Vpc, snapshot: Snapshot, passed: frozenset[str]
) -> tuple[Resolution, ...]:
    """Answer by the first claim. Zones and private DNS are in two branches unless enableDnsHostnames is known to be on.

    Private hosted zones ask for enableDnsHostnames and enableDnsSupport; whether a zone answers without the former is
    not known here. — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    """
    if not claims:
        return (in_both_families(outside_answer(destination, snapshot), destination, vpc, snapshot),)
    first = claims[0]
    if isinstance(first.what, ResolverRule):
        return _forwarded(first.what, destination, vpc, snapshot, passed)
    if isinstance(first.what, HostedZone):
        answers = by_zone(first.what, destination, vpc, snapshot)
        where = first.what.name.rstrip(".")
        counts = Words(ko=f"{where} 영역이 이 VPC에서 쓰이면", en=f"if the zone {where} is in effect in this VPC")
        idle = Words(ko=f"{where} 영역이 이 VPC에서 쓰이지 않으면", en=f"if the zone {where} is not in effect in this VPC")
    else:
        answer = endpoint_answer(first.what, first.names, snapshot)
        # AWS says of private hosted zones alone that they keep their names from a less specific forwarding rule.
        # — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html
        answer = unsure(answer) if any(c.kind == "rule" for c in claims) else answer
        answers = (in_both_families(answer, destination, vpc, snapshot),)
        counts = Words(ko=f"{vpc.id}의 enableDnsHostnames가 켜져 있으면", en=f"if enableDnsHostnames is on for {vpc.id}")
        idle = Words(ko=f"{vpc.id}의 enableDnsHostnames가 꺼져 있으면", en=f"if enableDnsHostnames is off for {vpc.id}")
    if vpc.dns_hostnames:
        return answers
    others = tuple(c for c in claims if c.kind == "rule")
    without = _by_claims(others, destination, vpc, snapshot, passed)
    return (
        *(_if(counts, a) if not a.when else replace(a, confidence=Confidence.LOW) for a in answers),
        *(_if(idle, a) for a in without),
    )


def _forwarded(
    rule: ResolverRule, destination: Destination, vpc: Vpc, snapshot: Snapshot, passed: frozenset[str]
) -> tuple[Resolution, ...]:
    """Answer as the servers do that a rule names: followed where they are inbound Resolver endpoints of VPCs in sight."""
    servers = ", ".join(rule.target_ips)
    fact = Words(
        ko=f"Resolver 규칙({rule.id})이 {rule.domain or '.'} 질의를 다른 서버({servers or '주소는 표시되지 않음'})로 넘겨요",
        en=f"Resolver rule {rule.id} forwards {rule.domain or '.'} to {servers or 'other servers'}",
    )
    evidence = (said(_RULES, rule.id, fact),)
    hosts = hosts_of(rule.target_ips, snapshot)
    if hosts is None:
        public = outside_answer(destination, snapshot)
        lost = replace(public, confidence=Confidence.LOW, evidence=(*evidence, *public.evidence))
        return (in_both_families(lost, destination, vpc, snapshot, inside=False),)
    return tuple(
        replace(unsure(answer), evidence=(*evidence, *answer.evidence))
        for answer in answers_at(hosts, rule.id, destination, snapshot, passed)
    )


def answers_at(
    hosts: tuple[Vpc, ...], by: str, destination: Destination, snapshot: Snapshot, passed: frozenset[str] = frozenset()
) -> tuple[Resolution, ...]:
    """Give what the inbound Resolver endpoints of these VPCs answer, a branch each; `by` sent the query there.

    A query that comes back to a VPC whose rules have forwarded it already goes round until it fails.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoints.html
    """
    answers: list[Resolution] = []
    for host in hosts:
        when = Words(ko=f"{host.id}의 Resolver가 답하면", en=f"if the resolver of {host.id} answers")
        found = (
            (_going_round(by, host),)
            if host.id in passed
            else amazon_answers(destination, host, snapshot, inbound=True, passed=passed)
        )
        answers += found if len(hosts) == 1 else [_on(when, a) for a in found]
    return tuple(answers)


def _on(condition: Words, answer: Resolution) -> Resolution:
    return replace(_if(condition, answer), confidence=answer.confidence)


def _going_round(by: str, host: Vpc) -> Resolution:
    fact = Words(
        ko=f"{by} 규칙이 질의를 {host.id}의 인바운드 Resolver 엔드포인트로 되돌려 보내서 끝없이 돌아요",
        en=f"{by} sends the query back to an inbound Resolver endpoint of {host.id}, where it is forwarded again",
    )
    evidence = (said(_RULES, by, fact),)
    block = Block(verdict=Verdict.BLOCKED_DNS, subject=by, cause="resolver_loop", evidence=evidence)
    return Resolution(via="none", block=block, confidence=Confidence.MEDIUM, evidence=evidence)


def _sure_of(answers: tuple[Resolution, ...], vpc: Vpc, snapshot: Snapshot) -> tuple[Resolution, ...]:
    """Lower the confidence of answers where something that could answer first was not seen."""
    hidden = any(gap.call in _FIRST for gap in snapshot.gaps) or bool(unread_of_profiles(vpc.id, snapshot))
    if hidden or vpc.dns_support is None or snapshot.unseen(_ZONES, vpc.id):
        return tuple(unsure(a) for a in answers)
    return answers
