"""Changes to names: zones, Resolver rules and endpoints, DNS Firewall, Profiles, DNS servers; `network.py` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnostics.collect import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

REGION, ACCOUNT, VPC = "ap-northeast-2", "111122223333", "vpc-0a"

type_json = dict[str, Any]


def no_names(vpc: str = VPC) -> dict[str, type_json]:
    """Give what AWS answers about names where nobody has set anything up."""
    return {
        f"list-hosted-zones-by-vpc.{vpc}": {"HostedZoneSummaries": []},
        "list-resolver-rule-associations": {"ResolverRuleAssociations": []},
        "list-resolver-rules": {"ResolverRules": []},
        "list-firewall-rule-group-associations": {"FirewallRuleGroupAssociations": []},
        "list-profile-associations": {"ProfileAssociations": []},
    }


def _zone(
    answers: dict[str, Any],
    *,
    id: str,
    name: str,
    records: list[type_json] | None = None,
    owner: str = ACCOUNT,
    vpc: str = VPC,
    associated: bool = True,
) -> None:
    """Add a private hosted zone; a record is {name, a: [...]}, {name, aaaa}, {name, alias} or {name, cname}.

    One that is not `associated` is there for a Profile to bring; `records: null` are those that AWS refuses to tell.
    """
    if associated:
        row = {"HostedZoneId": id, "Name": f"{name}.", "Owner": {"OwningAccount": owner}}
        answers.setdefault(f"list-hosted-zones-by-vpc.{vpc}", {"HostedZoneSummaries": []})["HostedZoneSummaries"].append(row)
    if records is None:
        answers[f"list-resource-record-sets.{id}"] = Refusal("AccessDenied", "not authorized to access this resource")
        return
    every = [
        {"Name": f"{name}.", "Type": "NS", "TTL": 172800, "ResourceRecords": [{"Value": "ns-0.awsdns-00.com."}]},
        {"Name": f"{name}.", "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "ns-0.awsdns-00.com. 1 1 1 1"}]},
        *(_record(given) for given in records),
    ]
    answers[f"list-resource-record-sets.{id}"] = {"ResourceRecordSets": every}


def _record(given: type_json) -> type_json:
    rest = {key: value for key, value in given.items() if key not in {"name", "a", "aaaa", "alias", "cname"}}
    type_ = "CNAME" if "cname" in given else "AAAA" if "aaaa" in given else "A"
    row = {"Name": given["name"].replace("*", "\\052") + ".", "Type": type_, **rest}
    if "alias" in given:
        target = {"HostedZoneId": "Z27", "DNSName": f"{given['alias']}.", "EvaluateTargetHealth": False}
        return {**row, "AliasTarget": target}
    values = given.get("a") or given.get("aaaa") or [given["cname"]]
    return {**row, "TTL": 60, "ResourceRecords": [{"Value": value} for value in values]}


def _rule(
    answers: dict[str, Any],
    *,
    id: str,
    domain: str,
    type: str = "FORWARD",
    to: list[str] | None = None,
    vpc: str | None = VPC,
) -> None:
    """Add a Resolver rule; one without a VPC is there for a Profile to bring."""
    targets = {"TargetIps": [{"Ip": ip, "Port": 53} for ip in to or ["10.9.9.9"]]} if type == "FORWARD" else {}
    row = {"Id": id, "Name": id, "DomainName": f"{domain}.", "RuleType": type, "Status": "COMPLETE", **targets}
    answers["list-resolver-rules"]["ResolverRules"].append(row)
    if vpc:
        used = {"Id": f"rslvr-rrassoc-{id}", "ResolverRuleId": id, "VPCId": vpc, "Status": "COMPLETE"}
        answers["list-resolver-rule-associations"]["ResolverRuleAssociations"].append(used)
    answers.setdefault("list-resolver-endpoints", {"ResolverEndpoints": []})


def _dns_firewall(
    answers: dict[str, Any],
    *,
    rules: list[type_json],
    id: str = "rslvr-frg-0a",
    priority: int = 101,
    vpc: str | None = VPC,
) -> None:
    """Add a DNS Firewall rule group; a rule is {priority, action, list, domains}, `domains: null` where AWS tells none.

    A list that AWS manages is {priority, action, managed, type}. A rule without either is one of DNS Firewall Advanced;
    further AWS fields are as they are.
    """
    lists = answers.setdefault("list-firewall-domain-lists", {"FirewallDomainLists": []})["FirewallDomainLists"]
    made = []
    for rule in rules:
        own = {
            key: value
            for key, value in rule.items()
            if key not in {"priority", "action", "list", "domains", "managed", "type"}
        }
        row = {"FirewallRuleGroupId": id, "Name": f"rule-{rule['priority']}", "Priority": rule["priority"], **own}
        row["Action"] = rule["action"]
        if rule["action"] == "BLOCK":
            row.setdefault("BlockResponse", "NXDOMAIN")
        if "managed" in rule:
            row["FirewallDomainListId"] = rule["managed"]
            owner = {"ManagedOwnerName": "Route 53 Resolver DNS Firewall", "ManagedListType": rule.get("type", "THREAT")}
            lists.append({"Id": rule["managed"], "Name": f"AWSManaged-{rule['managed']}", **owner})
        if "list" in rule:
            lists.append({"Id": rule["list"], "Name": rule["list"]})
            row["FirewallDomainListId"] = rule["list"]
            told = rule["domains"]
            key = f"list-firewall-domains.{rule['list']}"
            answers[key] = Refusal("AccessDeniedException", "refused") if told is None else {"Domains": told}
        made.append(row)
    answers[f"list-firewall-rules.{id}"] = {"FirewallRules": made}
    if vpc:
        used = {"Id": f"{id}-assoc", "FirewallRuleGroupId": id, "VpcId": vpc, "Name": "guard", "Priority": priority}
        used["Status"] = "COMPLETE"
        answers["list-firewall-rule-group-associations"]["FirewallRuleGroupAssociations"].append(used)


def _profile(
    answers: dict[str, Any],
    *,
    id: str = "rp-0a",
    brings: list[type_json] | None = None,
    vpc: str = VPC,
    owner: str = ACCOUNT,
) -> None:
    """Add a Route 53 Profile; it brings {zone}, {rule}, {firewall, priority} or {endpoint}, or is not read."""
    row = {"Id": f"rpassoc-{id}", "ProfileId": id, "ResourceId": vpc, "OwnerId": owner, "Status": "COMPLETE"}
    answers["list-profile-associations"]["ProfileAssociations"].append(row)
    key = f"list-profile-resource-associations.{id}"
    if brings is None:
        answers[key] = Refusal("AccessDeniedException", "refused")
        return
    answers[key] = {"ProfileResourceAssociations": [_brought(id, given, owner) for given in brings]}


def _brought(profile: str, given: type_json, owner: str) -> type_json:
    resolver, ec2 = f"arn:aws:route53resolver:{REGION}:{owner}", f"arn:aws:ec2:{REGION}:{owner}"
    arns = {
        "zone": "arn:aws:route53:::hostedzone/",
        "rule": f"{resolver}:resolver-rule/",
        "firewall": f"{resolver}:firewall-rule-group/",
        "endpoint": f"{ec2}:vpc-endpoint/",
    }
    kind = next(name for name in arns if name in given)
    row = {"ProfileId": profile, "ResourceArn": arns[kind] + given[kind], "Status": "COMPLETE", "Name": given[kind]}
    return {**row, **({"ResourceProperties": f'{{"priority": {given["priority"]}}}'} if "priority" in given else {})}


def _inbound(answers: dict[str, Any], *, ips: list[str], id: str = "rslvr-in-0a", vpc: str = VPC) -> None:
    """Add an inbound Resolver endpoint with its addresses."""
    row = {"Id": id, "Direction": "INBOUND", "HostVPCId": vpc, "Status": "OPERATIONAL", "IpAddressCount": len(ips)}
    answers.setdefault("list-resolver-endpoints", {"ResolverEndpoints": []})["ResolverEndpoints"].append(row)
    answers[f"list-resolver-endpoint-ip-addresses.{id}"] = {"IpAddresses": [{"Ip": ip, "Status": "ATTACHED"} for ip in ips]}


def _dns_servers(answers: dict[str, Any], *, ips: list[str]) -> None:
    """Let the VPC's DHCP options hand out these DNS servers."""
    answers["describe-dhcp-options"]["DhcpOptions"][0]["DhcpConfigurations"] = [
        {"Key": "domain-name-servers", "Values": [{"Value": ip} for ip in ips]}
    ]
    answers.setdefault("list-resolver-endpoints", {"ResolverEndpoints": []})


DNS_CHANGES: dict[str, Callable[..., None]] = {
    "zone": _zone,
    "rule": _rule,
    "dns_firewall": _dns_firewall,
    "profile": _profile,
    "inbound": _inbound,
    "dns_servers": _dns_servers,
}
