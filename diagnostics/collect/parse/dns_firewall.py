"""DNS Firewall as the model has it: rule groups with their rules, and the domain lists that these name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.collect.answers import told
from diagnostics.collect.calls import call_of
from diagnostics.collect.parse.fields import BadRowError
from diagnostics.collect.parse.names import plain_name
from diagnostics.model.names import FIREWALL_GROUP, DomainList, FirewallGroup, FirewallRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.collect.parse.fields import Row
    from diagnostics.collect.parse.reading import Reading
    from diagnostics.model.names import Profile

_NOT_IN_FORCE = frozenset({"DELETING"})
_NOT_ENFORCED = frozenset({"CREATING", "CREATION_FAILED"})
_THREAT = "THREAT"
_TRUSTS = "TRUST_REDIRECTION_DOMAIN"


def firewall_groups_in(reading: Reading, profiles: Mapping[str, Profile]) -> dict[str, FirewallGroup]:
    """Give the rule groups that VPCs use, by themselves or by a Profile, with their rules as far as they were seen."""
    names: dict[str, str] = {}
    used: dict[str, dict[str, int]] = {
        brought.id: {} for profile in profiles.values() for brought in profile.brings(FIREWALL_GROUP)
    }
    call = call_of("list-firewall-rule-group-associations")
    for number, row in enumerate(reading.rows(call), 1):
        found = reading.made(call, row, number, _association_of)
        if found and found[4] not in _NOT_IN_FORCE:
            group, vpc, priority, name, _ = found
            used.setdefault(group, {})[vpc] = priority
            names.setdefault(group, name)
    return {
        group: FirewallGroup(id=group, name=names.get(group, ""), rules=_rules(reading, group), priority_in=vpcs)
        for group, vpcs in used.items()
    }


def _association_of(row: Row) -> tuple[str, str, int, str, str]:
    group, vpc = row.identity("FirewallRuleGroupId"), row.identity("VpcId")
    return group, vpc, row.number("Priority") or 0, row.text("Name"), row.text("Status")


def _rules(reading: Reading, group: str) -> tuple[FirewallRule, ...] | None:
    """Give a group's rules in the order in which they are looked at; None where one of them or all are hidden."""
    call = call_of("list-firewall-rules")
    if reading.answers.body(call.key(group)) is None:
        return None
    enforced = (row for row in reading.rows(call, group) if told(row, "Status") not in _NOT_ENFORCED)
    made = [reading.made(call, row, number, firewall_rule_of) for number, row in enumerate(enforced, 1)]
    return None if None in made else tuple(sorted((r for r in made if r is not None), key=lambda rule: rule.priority))


def firewall_rule_of(row: Row) -> FirewallRule:
    """Give a rule of DNS Firewall; one of DNS Firewall Advanced has no list."""
    priority = row.number("Priority")
    if priority is None:
        msg = "Priority should hold a number, and holds None"
        raise BadRowError(msg)
    return FirewallRule(
        priority=priority,
        action=row.text("Action").upper(),
        list_id=row.text("FirewallDomainListId"),
        name=row.text("Name"),
        response=row.text("BlockResponse").upper(),
        override=plain_name(row.text("BlockOverrideDomain")),
        qtype=row.text("Qtype").upper(),
        trusts=row.text("FirewallDomainRedirectionAction") == _TRUSTS,
    )


def domain_lists_in(reading: Reading, groups: Mapping[str, FirewallGroup]) -> dict[str, DomainList]:
    """Give every domain list that a rule names: whose it is, with its domains where they may be read."""
    told_of = reading.by_id("list-firewall-domain-lists", _list_of)
    named = (rule.list_id for group in groups.values() for rule in group.rules or () if rule.list_id)
    lists = (told_of.get(own, DomainList(id=own)) for own in dict.fromkeys(named))
    return {each.id: replace(each, domains=_domains(reading, each, told=each.id in told_of)) for each in lists}


def _list_of(row: Row) -> DomainList:
    """Give what is said of a list; one that somebody else manages is AWS's, and about threats where AWS names no type.

    — https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html
    """
    managed = row.text("ManagedListType", _THREAT).upper() if row.text("ManagedOwnerName") else ""
    return DomainList(id=row.identity("Id"), name=row.text("Name"), managed=managed)


def _domains(reading: Reading, own: DomainList, *, told: bool) -> tuple[str, ...] | None:
    """Give a list's domains. AWS's own tell none; unless it is told whose it is, an empty answer tells nothing."""
    call = call_of("list-firewall-domains")
    body = reading.answers.body(call.key(own.id))
    if body is None or own.managed:
        return None
    domains = reading.made(call, {**body, "Id": own.id}, 1, lambda row: row.texts(call.result))
    if domains is None or not (domains or told):
        return None
    return tuple(plain_name(domain) for domain in domains)
