"""What DNS Firewall makes of a query: let through, blocked, or undecided because a list cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostics.analysis.leg import said
from diagnostics.model.names import FIREWALL_GROUP
from diagnostics.model.trace import Block, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.names import FirewallGroup, FirewallRule
    from diagnostics.model.network import Vpc
    from diagnostics.model.snapshot import Snapshot
    from diagnostics.model.trace import Evidence

_RULES = "route53resolver:ListFirewallRules"
_DOMAINS = "route53resolver:ListFirewallDomains"
#: The call of the evidence that says what was assumed of a list that AWS keeps to itself.
LISTS = "route53resolver:ListFirewallDomainLists"
BLOCKED, UNREAD = "dns_firewall", "dns_firewall_unread"
_BLOCK = "BLOCK"
_THREAT = "THREAT"
#: The number of each record type that a rule may be narrowed to by number.
_NUMBERS = {"A": "TYPE1", "AAAA": "TYPE28"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What DNS Firewall makes of a query.

    `block` is what stops it, for certain where `sure`; else it may be let through as well, for all that can be read.
    `doubts` is what may stop it without being in any list, or on the way of its redirections.
    """

    block: Block | None = None
    sure: bool = True
    doubts: tuple[Evidence, ...] = ()


def firewall_groups_of(vpc: Vpc, snapshot: Snapshot) -> tuple[FirewallGroup, ...]:
    """Give the rule groups of a VPC in the order in which they are looked at, those that its Profiles bring among them.

    Rule groups are processed from the lowest priority setting. — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-associating-rule-group.html
    """
    held = {g.id: (g.priority_in[vpc.id], g) for g in snapshot.firewall_groups.values() if vpc.id in g.priority_in}
    for profile in snapshot.profiles.values():
        if vpc.id in profile.priority_in:
            for each in profile.brings(FIREWALL_GROUP):
                if each.id in snapshot.firewall_groups:
                    held.setdefault(each.id, (each.priority, snapshot.firewall_groups[each.id]))
    return tuple(group for _, group in sorted(held.values(), key=lambda pair: (pair[0], pair[1].id)))


def screened(name: str, vpc: Vpc, snapshot: Snapshot, qtype: str = "A") -> Screening:
    """Give what becomes of a query for the name in the VPC: the first rule that matches decides.

    A customer's list that cannot be read may hold the name, so what lies behind it is not decided. AWS's own, of names that
    are associated with threats, are taken not to hold the names of its services. Rules of DNS Firewall Advanced look at
    queries, not at lists; what they make of a name is not known here.
    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-groups.html
    """
    undecided: Block | None = None
    may_pass = False
    doubts: list[Evidence] = []
    for group, rule in _rules_of(vpc, snapshot):
        if rule is None:
            undecided, may_pass = undecided or _unread_group(group), True
        elif not rule.list_id:
            doubts += [_advanced(group, rule)] if rule.action == _BLOCK else []
        elif rule.qtype in {"", qtype, _NUMBERS.get(qtype, "")}:
            matched = _matched(rule, name, snapshot)
            if _managed(rule, snapshot):
                doubts += [_assumed(group, rule, name, snapshot)] if rule.action == _BLOCK else []
            elif matched is None:
                undecided, may_pass = undecided or _unread_list(group, rule), True
            elif matched and rule.action == _BLOCK:
                blocked = _blocked(group, rule, matched, name)
                return Screening(block=blocked, sure=not may_pass, doubts=tuple(doubts))
            elif matched:
                doubts += [] if rule.trusts else _behind(group, rule, name, vpc, snapshot)
                return Screening(block=undecided, sure=undecided is None, doubts=tuple(doubts))
    return Screening(block=undecided, sure=undecided is None, doubts=tuple(doubts))


def blocking_rule(group: FirewallGroup, name: str, snapshot: Snapshot) -> FirewallRule | None:
    """Give the first rule of a group that blocks the name, or may for all that can be read of it; None where unseen."""
    return next((r for r in group.rules or () if r.action == _BLOCK and r.list_id and _may_match(r, name, snapshot)), None)


def _may_match(rule: FirewallRule, name: str, snapshot: Snapshot) -> bool:
    return not _managed(rule, snapshot) and _matched(rule, name, snapshot) != ""


def _rules_of(vpc: Vpc, snapshot: Snapshot) -> Iterator[tuple[FirewallGroup, FirewallRule | None]]:
    """Yield every rule in the order in which they are looked at; None stands for those of a group that was not seen."""
    for group in firewall_groups_of(vpc, snapshot):
        yield from ((group, rule) for rule in (group.rules if group.rules is not None else (None,)))


def _matched(rule: FirewallRule, name: str, snapshot: Snapshot) -> str | None:
    """Give the domain of a rule's list that matches a name, empty where none does, None where the list was not read.

    `*.x` stands for the names below x, not for x itself.
    """
    held = snapshot.domain_lists.get(rule.list_id)
    if held is None or held.domains is None:
        return None
    return next((d for d in held.domains if (name.endswith(d[1:]) if d.startswith("*") else name == d)), "")


def _managed(rule: FirewallRule, snapshot: Snapshot) -> str:
    """Give what a list of AWS's own is about; empty where the list is a customer's."""
    held = snapshot.domain_lists.get(rule.list_id)
    return held.managed if held is not None else ""


def _behind(group: FirewallGroup, rule: FirewallRule, name: str, vpc: Vpc, snapshot: Snapshot) -> list[Evidence]:
    """Give the doubt of an allowing rule that looks at redirections as well, in front of one that would block the name.

    By default every domain of the redirection chain has to be in a list of its own right.
    — https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallRule.html
    """
    every = list(_rules_of(vpc, snapshot))
    later = every[every.index((group, rule)) + 1 :]
    if not any(r is not None and r.action == _BLOCK and r.list_id and _matched(r, name, snapshot) for _, r in later):
        return []
    fact = Words(
        ko=(
            f"{_called(rule)} 규칙이 {name} 질의를 허용하지만, 이 이름이 CNAME으로 가리키는 이름까지 검사해서 "
            "뒤의 차단 규칙에 걸릴 수 있어요"
        ),
        en=(
            f"rule {_called(rule)} lets {name} through, but the names it redirects to are checked as well and "
            "may match a blocking rule after it"
        ),
    )
    return [said(_RULES, group.id, fact)]


def _blocked(group: FirewallGroup, rule: FirewallRule, domain: str, name: str) -> Block:
    answer = f"{rule.response} {rule.override}".strip() or "NODATA"
    fact = Words(
        ko=f"{group.id}의 {_called(rule)} 규칙({rule.priority}번)이 {domain} 항목으로 {name} 질의를 막아요 ({answer})",
        en=f"rule {_called(rule)} (priority {rule.priority}) of {group.id} blocks {name} by the entry {domain} ({answer})",
    )
    return _block(group, BLOCKED, said(_RULES, group.id, fact))


def _unread_list(group: FirewallGroup, rule: FirewallRule) -> Block:
    fact = Words(
        ko=f"{group.id}의 {_called(rule)} 규칙({rule.action})이 쓰는 도메인 목록 {rule.list_id}의 내용을 볼 수 없었어요",
        en=f"the domains of {rule.list_id}, used by rule {_called(rule)} ({rule.action}) of {group.id}, could not be read",
    )
    return _block(group, UNREAD, said(_DOMAINS, rule.list_id, fact))


def _assumed(group: FirewallGroup, rule: FirewallRule, name: str, snapshot: Snapshot) -> Evidence:
    """Say what is taken for granted of a managed list.

    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html
    """
    called = snapshot.domain_lists[rule.list_id].name or rule.list_id
    threats = _managed(rule, snapshot) == _THREAT
    about_ko, about_en = ("위협", "threats") if threats else ("콘텐츠", "content")
    fact = Words(
        ko=(
            f"{group.id}의 {_called(rule)} 규칙이 막는 AWS 관리형 {about_ko} 목록({called})은 내용을 볼 수 없어서, "
            f"{name} 이름이 들어 있지 않다고 봤어요"
        ),
        en=(
            f"rule {_called(rule)} of {group.id} blocks AWS's managed list {called} (of {about_en}), which nobody can read; "
            f"it is taken not to hold {name}"
        ),
    )
    return said(LISTS, rule.list_id, fact)


def _unread_group(group: FirewallGroup) -> Block:
    fact = Words(
        ko=f"DNS 방화벽 규칙 그룹 {group.id}의 규칙을 볼 수 없었어요",
        en=f"the rules of DNS Firewall rule group {group.id} could not be read",
    )
    return _block(group, UNREAD, said(_RULES, group.id, fact))


def _block(group: FirewallGroup, cause: str, evidence: Evidence) -> Block:
    return Block(verdict=Verdict.BLOCKED_DNS, subject=group.id, cause=cause, evidence=(evidence,))


def _advanced(group: FirewallGroup, rule: FirewallRule) -> Evidence:
    fact = Words(
        ko=f"{group.id}의 {_called(rule)} 규칙은 도메인 목록이 아니라 위협 탐지로 차단해서, 이 이름도 막는지는 알 수 없어요",
        en=(
            f"rule {_called(rule)} of {group.id} blocks by threat detection, not by a list; whether it "
            "matches this name is unknown"
        ),
    )
    return said(_RULES, group.id, fact)


def _called(rule: FirewallRule) -> str:
    return rule.name or f"#{rule.priority}"
