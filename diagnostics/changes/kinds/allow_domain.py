"""Let one name through DNS Firewall, by an allowing rule in front of a rule group's others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import WHOLE_VPC
from diagnostics.changes.commands import Bare, resource
from diagnostics.changes.editing import new_id, put, refuse
from diagnostics.model.names import DomainList, FirewallRule
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.names import FirewallGroup
    from diagnostics.model.snapshot import Snapshot

NAME = "allow-domain"
USAGE = "allow-domain GROUP NAME"
TITLE = Words(ko="DNS 방화벽 규칙 그룹이 이름 하나를 허용하게 해요", en="Let a name through a DNS Firewall rule group")
RANK = 5
_LIST = "needed-aws-names"
_TOKEN = f"--creator-request-id {_LIST}"


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot in which the group allows the name, and those below it, before any other rule is looked at.

    Priorities within a group are unique. — https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html
    """
    group_id, name = change.arguments
    group = snapshot.firewall_groups[group_id]
    priority = _priority(group)
    if group.rules is None:
        refuse(change, f"AccessDeniedException: the rules of {group_id} cannot be read")
    if priority < 1:
        refuse(change, f"ValidationException: {group_id} has no priority left in front of its first rule")
    held = DomainList(id=new_id("rslvr-fdl-new", snapshot.domain_lists), domains=_domains(name))
    rule = FirewallRule(priority=priority, action="ALLOW", list_id=held.id, name=_LIST, trusts=True)
    allowing = replace(group, rules=(rule, *group.rules))
    return put(put(snapshot, "domain_lists", held), "firewall_groups", allowing)


def _priority(group: FirewallGroup) -> int:
    return min((rule.priority for rule in group.rules or ()), default=2) - 1


def _domains(name: str) -> tuple[str, ...]:
    """Give what a list needs for a name and those below it: a wildcard does not stand for the name itself."""
    return (name, f"*.{name}")


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the commands: a list of its own, its names, and the rule."""
    group_id, name = change.arguments
    region = f"--region {snapshot.region}"
    names = " ".join(f"'{domain}'" for domain in _domains(name))
    add = 'update-firewall-domains --firewall-domain-list-id "$LIST" --operation ADD'
    rule = f"create-firewall-rule {_TOKEN} --firewall-rule-group-id {group_id} --name {_LIST}"
    trusts = "--firewall-domain-redirection-action TRUST_REDIRECTION_DOMAIN"
    made = f"create-firewall-domain-list {_TOKEN} --name {_LIST} --query FirewallDomainList.Id --output text {region}"
    first = f"--priority {_priority(snapshot.firewall_groups[group_id])} --action ALLOW {trusts}"
    return (
        f"LIST=$(aws route53resolver {made})",
        f"aws route53resolver {add} --domains {names} {region}",
        f'aws route53resolver {rule} --firewall-domain-list-id "$LIST" {first} {region}',
    )


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the list and the rule."""
    group_id, name = change.arguments
    held = resource("aws_route53_resolver_firewall_domain_list", "needed", name=_LIST, domains=_domains(name))
    rule = resource(
        "aws_route53_resolver_firewall_rule",
        "needed",
        name=_LIST,
        action="ALLOW",
        priority=_priority(snapshot.firewall_groups[group_id]),
        firewall_rule_group_id=group_id,
        firewall_domain_list_id=Bare("aws_route53_resolver_firewall_domain_list.needed.id"),
        firewall_domain_redirection_action="TRUST_REDIRECTION_DOMAIN",
    )
    return f"{held}\n\n{rule}"


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn that a control is opened, and in how many VPCs."""
    group = snapshot.firewall_groups[change.arguments[0]]
    control = Words(
        ko=(
            f"DNS 방화벽 규칙 그룹({group.id})은 보안 통제예요. 담당 팀과 먼저 맞추고, 다른 계정이나 Firewall "
            "Manager가 관리하는 "
            "그룹이면 그쪽에서 바꿔야 해요."
        ),
        en=(
            f"DNS Firewall group {group.id} is a security control: agree on it with its owners first. A group "
            "that another account or Firewall Manager owns has to be changed there."
        ),
    )
    vpcs = ", ".join(sorted(group.priority_in))
    everywhere = Words(
        ko=f"이 그룹을 쓰는 모든 VPC({vpcs})에 적용돼요.", en=f"It applies to every VPC that uses the group ({vpcs})."
    )
    return (control, everywhere if len(group.priority_in) > 1 else WHOLE_VPC)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which name, and in which group."""
    group_id, name = change.arguments
    return Words(
        ko=f"DNS 방화벽 규칙 그룹 {group_id}에 {name} 허용 규칙 추가",
        en=f"Add a rule that allows {name} to DNS Firewall rule group {group_id}",
    )
