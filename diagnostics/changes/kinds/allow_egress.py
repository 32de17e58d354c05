"""Let a security group send to a prefix list or a range at one TCP port."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import put, refuse
from diagnostics.model.filters import FilterRule
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "allow-egress"
USAGE = "allow-egress SG PORT PL|CIDR"
TITLE = Words(ko="보안 그룹의 아웃바운드를 열어요", en="Allow outbound traffic in a security group")
RANK = 2


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with one more outbound rule in the group."""
    group_id, word, peer = change.arguments
    group, port = snapshot.security_groups[group_id], int(word)
    rule = (
        FilterRule(protocol="tcp", from_port=port, to_port=port, prefix_list_ids=(peer,))
        if peer.startswith("pl-")
        else FilterRule(protocol="tcp", from_port=port, to_port=port, cidrs=(peer,))
    )
    if rule in group.egress:
        refuse(change, f"InvalidPermission.Duplicate: the specified rule already exists in {group_id}")
    return put(snapshot, "security_groups", replace(group, egress=(*group.egress, rule)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    group_id, port, peer = change.arguments
    to = (
        f"PrefixListIds=[{{PrefixListId={peer}}}]"
        if peer.startswith("pl-")
        else f"Ipv6Ranges=[{{CidrIpv6={peer}}}]"
        if ":" in peer
        else f"IpRanges=[{{CidrIp={peer}}}]"
    )
    permission = f"IpProtocol=tcp,FromPort={port},ToPort={port},{to}"
    words = f"authorize-security-group-egress --group-id {group_id} --ip-permissions '{permission}'"
    return (ec2(words, snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the rule."""
    group_id, port, peer = change.arguments
    to = "prefix_list_id" if peer.startswith("pl-") else "cidr_ipv6" if ":" in peer else "cidr_ipv4"
    rule: dict[str, object] = {
        "security_group_id": group_id,
        "ip_protocol": "tcp",
        "from_port": int(port),
        "to_port": int(port),
        to: peer,
    }
    return resource("aws_vpc_security_group_egress_rule", f"{group_id}_{port}", **rule)


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of the other members of the group, and of the rules that a prefix list counts for."""
    group_id, _, peer = change.arguments
    members = sum(1 for eni in snapshot.enis.values() if group_id in eni.group_ids)
    all_of = Words(
        ko=f"{group_id} 보안 그룹이 붙은 네트워크 인터페이스 {members}개 모두에 적용돼요.",
        en=f"It applies to every network interface that carries {group_id} ({members} of them).",
    )
    weighs = Words(
        ko="접두사 목록 규칙 하나가 목록의 최대 항목 수만큼 보안 그룹 규칙 할당량을 써요.",
        en="One rule with a prefix list uses as much of the group's rule quota as the list's maximum size.",
    )
    shared = (all_of,) if members > 1 else ()
    return (*shared, *((weighs,) if peer.startswith("pl-") else ()))


def describe(change: Change, _: Snapshot) -> Words:
    """Say what is opened."""
    group_id, port, peer = change.arguments
    return Words(
        ko=f"{group_id} 아웃바운드에 TCP {port} → {peer} 허용 규칙 추가",
        en=f"Allow outbound TCP {port} to {peer} in security group {group_id}",
    )
