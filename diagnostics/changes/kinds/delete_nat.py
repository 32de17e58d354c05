"""Delete a NAT gateway; the routes to it stay, as blackholes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.changes.commands import ec2
from diagnostics.changes.editing import blackholed, drop
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "delete-nat"
USAGE = "delete-nat NAT"
TITLE = Words(ko="NAT 게이트웨이를 삭제해요", en="Delete a NAT gateway")
RANK = 12


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot without the NAT gateway.

    "When you delete the NAT gateway, routes to it in your route tables have the status blackhole until you delete or
    update them." — https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html
    """
    (nat_id,) = change.arguments
    return blackholed(drop(snapshot, "nat_gateways", nat_id), nat_id)


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    return (ec2(f"delete-nat-gateway --nat-gateway-id {change.arguments[0]}", snapshot),)


def terraform(change: Change, _: Snapshot) -> str:
    """Say which resource to remove."""
    return f"# remove the aws_nat_gateway {change.arguments[0]} and the routes to it"


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of all that goes by it, and of its Elastic IP address."""
    (nat_id,) = change.arguments
    tables = sorted(t.id for t in snapshot.route_tables.values() if any(r.target.id == nat_id for r in t.routes))
    shown = ", ".join(tables)
    cut = Words(
        ko=f"이 NAT 게이트웨이를 쓰던 {shown or '라우팅 테이블'}의 라우트가 blackhole이 되고, 열려 있던 연결이 모두 끊겨요.",
        en=f"The routes to it in {shown or 'route tables'} become blackholes, and every open connection drops.",
    )
    kept = Words(
        ko="탄력적 IP는 그대로 남아 계속 요금이 나와요. 필요 없으면 따로 반환하세요.",
        en="Its Elastic IP addresses remain and are still billed; release them if you no longer need them.",
    )
    return (cut, kept)


def describe(change: Change, _: Snapshot) -> Words:
    """Say which NAT gateway goes."""
    return Words(ko=f"NAT 게이트웨이 {change.arguments[0]} 삭제", en=f"Delete NAT gateway {change.arguments[0]}")
