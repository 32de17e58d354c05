"""Switch the source/destination check of a network interface off, so that it may forward, or on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.commands import ec2, existing, resource
from diagnostics.changes.editing import put
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "source-dest-check"
USAGE = "source-dest-check ENI on|off"
TITLE = Words(
    ko="네트워크 인터페이스의 소스/대상 확인을 켜거나 꺼요",
    en="Switch the source/destination check of a network interface on or off",
)
RANK = 7


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the check set.

    "you must disable source/destination checks on the NAT instance"
    — https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
    """
    eni_id, wanted = change.arguments
    return put(snapshot, "enis", replace(snapshot.enis[eni_id], source_dest_check=wanted == "on"))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    eni_id, wanted = change.arguments
    option = "--source-dest-check" if wanted == "on" else "--no-source-dest-check"
    return (ec2(f"modify-network-interface-attribute --network-interface-id {eni_id} {option}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Give the argument of the interface."""
    eni_id, wanted = change.arguments
    return existing(eni_id, resource("aws_network_interface", "nat", source_dest_check=wanted == "on"))


def warnings(change: Change, _: Snapshot) -> tuple[Words, ...]:
    """Warn that the instance has to forward by itself."""
    if change.arguments[1] == "on":
        return ()
    return (
        Words(
            ko="인스턴스 안에서 IP 포워딩과 NAT(iptables 등)가 설정돼 있어야 해요. 그 설정은 여기서 볼 수 없어요.",
            en=(
                "The instance itself must have IP forwarding and NAT set up (iptables, for one); that "
                "cannot be seen from here."
            ),
        ),
    )


def describe(change: Change, _: Snapshot) -> Words:
    """Say whose check, and how."""
    eni_id, wanted = change.arguments
    return Words(
        ko=f"{eni_id}의 소스/대상 확인 {'켜기' if wanted == 'on' else '끄기'}",
        en=f"Switch the source/destination check of {eni_id} {wanted}",
    )
