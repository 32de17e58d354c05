"""Let a security group take in a range or another group's members at one TCP port."""

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

NAME = "allow-endpoint-ingress"
USAGE = "allow-endpoint-ingress SG PORT CIDR|SG"
TITLE = Words(ko="엔드포인트 보안 그룹의 인바운드를 열어요", en="Allow inbound traffic in an endpoint's security group")
RANK = 2


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with one more inbound rule in the group."""
    group_id, word, peer = change.arguments
    group, port = snapshot.security_groups[group_id], int(word)
    rule = (
        FilterRule(protocol="tcp", from_port=port, to_port=port, group_ids=(peer,))
        if peer.startswith("sg-")
        else FilterRule(protocol="tcp", from_port=port, to_port=port, cidrs=(peer,))
    )
    if rule in group.ingress:
        refuse(change, f"InvalidPermission.Duplicate: the specified rule already exists in {group_id}")
    return put(snapshot, "security_groups", replace(group, ingress=(*group.ingress, rule)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    group_id, port, peer = change.arguments
    words = f"authorize-security-group-ingress --group-id {group_id} --protocol tcp --port {port}"
    if ":" in peer:
        permission = f"IpProtocol=tcp,FromPort={port},ToPort={port},Ipv6Ranges=[{{CidrIpv6={peer}}}]"
        words, origin = f"authorize-security-group-ingress --group-id {group_id}", f"--ip-permissions '{permission}'"
    else:
        origin = f"--source-group {peer}" if peer.startswith("sg-") else f"--cidr {peer}"
    return (ec2(f"{words} {origin}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the rule."""
    group_id, port, peer = change.arguments
    origin = "referenced_security_group_id" if peer.startswith("sg-") else "cidr_ipv6" if ":" in peer else "cidr_ipv4"
    rule: dict[str, object] = {
        "security_group_id": group_id,
        "ip_protocol": "tcp",
        "from_port": int(port),
        "to_port": int(port),
        origin: peer,
    }
    return resource("aws_vpc_security_group_ingress_rule", f"{group_id}_{port}", **rule)


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn where the group is on more than endpoints: the port opens there too."""
    group_id, port, _ = change.arguments
    serving = {i for e in snapshot.endpoints.values() for i in e.eni_ids}
    others = [e for e in snapshot.enis.values() if group_id in e.group_ids and e.id not in serving]
    default = snapshot.security_groups[group_id].name == "default"
    if not others and not default:
        return ()
    return (
        Words(
            ko=(
                f"{group_id} 보안 그룹은 엔드포인트가 아닌 리소스에도 붙을 수 있어요. 그 리소스들에도 TCP "
                f"{port} 인바운드가 열려요."
            ),
            en=f"{group_id} is not for endpoints alone: TCP {port} opens inbound on everything else that carries it.",
        ),
    )


def describe(change: Change, _: Snapshot) -> Words:
    """Say what is opened."""
    group_id, port, peer = change.arguments
    return Words(
        ko=f"{group_id} 인바운드에 {peer}에서 오는 TCP {port} 허용 규칙 추가",
        en=f"Allow inbound TCP {port} from {peer} in security group {group_id}",
    )
