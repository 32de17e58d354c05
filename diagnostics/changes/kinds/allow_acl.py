"""Let a network ACL pass a range at some TCP ports, by an entry that comes before the one that denies them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.commands import ec2, resource
from diagnostics.changes.editing import put, refuse
from diagnostics.model.addresses import AddressSet
from diagnostics.model.filters import AclEntry
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.addresses import Family
    from diagnostics.model.change import Change
    from diagnostics.model.filters import NetworkAcl
    from diagnostics.model.snapshot import Snapshot

NAME = "allow-acl"
USAGE = "allow-acl ACL egress|ingress CIDR PORTS"
TITLE = Words(ko="네트워크 ACL에 허용 규칙을 추가해요", en="Add an allow entry to a network ACL")
RANK = 3
#: AWS's own last entry, which denies the rest, and what entries are usually numbered by.
_LAST, _STEP = 32767, 100


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with one more entry, numbered so that nothing that denies comes first."""
    acl_id, direction, cidr, ports = change.arguments
    acl = snapshot.network_acls[acl_id]
    low, _, high = ports.partition("-")
    entry = AclEntry(
        number=_number(change, acl),
        egress=direction == "egress",
        protocol="6",
        allow=True,
        cidr=cidr,
        from_port=int(low),
        to_port=int(high or low),
    )
    return put(snapshot, "network_acls", replace(acl, entries=(*acl.entries, entry)))


def _number(change: Change, acl: NetworkAcl) -> int:
    """Give a free number before the first entry that denies any of the range, else after all that are there.

    "Rules are evaluated starting with the lowest numbered rule."
    — https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    taken = {e.number for e in acl.entries if e.egress == (change.arguments[1] == "egress")}
    before = min((e.number for e in _denying(change, acl)), default=_LAST)
    highest = max((n for n in taken if n < before), default=0)
    rounded = (highest // _STEP + 1) * _STEP
    if rounded < before:
        return rounded
    free = next((n for n in range(before - 1, 0, -1) if n not in taken), None)
    return free or refuse(change, f"NetworkAclEntryAlreadyExists: no rule number is free before {before} in {acl.id}")


def _denying(change: Change, acl: NetworkAcl) -> list[AclEntry]:
    """Give the entries of the same direction that deny any of the range."""
    _, direction, cidr, _ = change.arguments
    family: Family = 6 if ":" in cidr else 4
    wanted = AddressSet.of((cidr,), family)
    same = (e for e in acl.entries if e.egress == (direction == "egress") and not e.allow)
    return [e for e in same if AddressSet.of((e.cidr,), family) & wanted]


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    acl_id, direction, cidr, ports = change.arguments
    low, _, high = ports.partition("-")
    number = _number(change, snapshot.network_acls[acl_id])
    block = "--ipv6-cidr-block" if ":" in cidr else "--cidr-block"
    words = (
        f"create-network-acl-entry --network-acl-id {acl_id} --{direction} --rule-number {number} --protocol 6"
        f" --port-range From={low},To={high or low} {block} {cidr} --rule-action allow"
    )
    return (ec2(words, snapshot),)


def terraform(change: Change, snapshot: Snapshot) -> str:
    """Give the entry."""
    acl_id, direction, cidr, ports = change.arguments
    low, _, high = ports.partition("-")
    number = _number(change, snapshot.network_acls[acl_id])
    entry: dict[str, object] = {
        "network_acl_id": acl_id,
        "rule_number": number,
        "egress": direction == "egress",
        "protocol": "tcp",
        "rule_action": "allow",
        "ipv6_cidr_block" if ":" in cidr else "cidr_block": cidr,
        "from_port": int(low),
        "to_port": int(high or low),
    }
    return resource("aws_network_acl_rule", f"{acl_id}_{direction}_{number}", **entry)


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of the other subnets behind the ACL, and of what else an open range lets in."""
    acl_id, direction, cidr, ports = change.arguments
    subnets = snapshot.network_acls[acl_id].subnet_ids
    behind = Words(
        ko=f"{acl_id} ACL을 쓰는 서브넷({', '.join(subnets[:4])}) 모두에 적용돼요.",
        en=f"It applies to every subnet that uses {acl_id} ({', '.join(subnets[:4])}).",
    )
    wide = Words(
        ko=f"네트워크 ACL은 접두사 목록을 쓸 수 없어서 {cidr} 전체의 TCP {ports} 인바운드를 열어요. 그 안쪽은 "
        "보안 그룹이 계속 지켜요.",
        en=(
            f"Network ACLs take no prefix list, so this opens TCP {ports} to all of {cidr}; security "
            "groups still guard what is inside."
        ),
    )
    open_in = direction == "ingress" and cidr in {"0.0.0.0/0", "::/0"}
    overruled = _overruled(change, snapshot.network_acls[acl_id])
    return (*((behind,) if len(subnets) > 1 else ()), *((wide,) if open_in else ()), *map(_on_purpose, overruled[:1]))


def _overruled(change: Change, acl: NetworkAcl) -> list[AclEntry]:
    """Give the denying entries that somebody numbered and that come to nothing for this range."""
    same_protocol = (e for e in _denying(change, acl) if e.protocol in {"-1", "6"} and e.number < _LAST)
    return sorted(same_protocol, key=lambda entry: entry.number)


def _on_purpose(entry: AclEntry) -> Words:
    return Words(
        ko=f"{entry.cidr}을(를) 막는 {entry.number}번 규칙보다 먼저 적용돼요. 일부러 막아 둔 것은 아닌지 확인하세요.",
        en=f"It comes before rule {entry.number}, which denies {entry.cidr}. Make sure that nobody set that on purpose.",
    )


def describe(change: Change, _: Snapshot) -> Words:
    """Say what is let through."""
    acl_id, direction, cidr, ports = change.arguments
    way = "아웃바운드" if direction == "egress" else "인바운드"
    return Words(
        ko=f"{acl_id} {way}에 {cidr} TCP {ports} 허용 규칙 추가",
        en=f"Allow {'outbound' if direction == 'egress' else 'inbound'} TCP {ports} "
        f"{'to' if direction == 'egress' else 'from'} {cidr} in network ACL {acl_id}",
    )
