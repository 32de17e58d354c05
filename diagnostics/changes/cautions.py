"""What a change does beside what it is made for, said once and used by every kind that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.network import TargetKind
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnostics.model.network import RouteTable
    from diagnostics.model.snapshot import Snapshot

#: Targets in front of which traffic may be inspected.
_INSPECTING = frozenset(
    {TargetKind.NETWORK_INTERFACE, TargetKind.INSTANCE, TargetKind.TRANSIT_GATEWAY, TargetKind.CORE_NETWORK}
)

ADDRESS_CONDITIONS = Words(
    ko=(
        "엔드포인트로 오는 요청에는 aws:SourceIp가 없고 aws:SourceVpce와 aws:SourceVpc가 생겨요. NAT나 EIP 주소를 조건으로 "
        "건 버킷 정책과 IAM 정책은 더 이상 맞지 않으니 먼저 확인하세요."
    ),
    en=(
        "Requests through an endpoint carry aws:SourceVpce and aws:SourceVpc, but no aws:SourceIp. Bucket and IAM policies "
        "with conditions on a NAT or Elastic IP address stop matching; check them first."
    ),
)
ENDPOINT_CONDITIONS = Words(
    ko="aws:SourceVpce나 aws:SourceVpc를 조건으로 건 정책은 더 이상 맞지 않아요.",
    en="Policies with conditions on aws:SourceVpce or aws:SourceVpc stop matching.",
)
WHOLE_VPC = Words(
    ko="이 설정은 VPC 전체에 적용돼요. 다른 서브넷의 이름 풀이 결과도 함께 바뀌어요.",
    en="This applies to the whole VPC: names resolve differently in its other subnets, too.",
)
OPEN_CONNECTIONS = Words(
    ko="이 경로를 쓰던 TCP 연결은 끊겨요.",
    en="TCP connections that are open over this route are dropped.",
)
POLICY_LAG = Words(
    ko="정책 변경이 적용되기까지 몇 분 걸릴 수 있어요.",
    en="A policy change can take a few minutes to take effect.",
)


def connections_drop(table_ids: Iterable[str], snapshot: Snapshot) -> Words:
    """Warn that open connections to the service drop, and in which subnets.

    "When you create or modify an endpoint, … existing connections … are dropped"
    — https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    tables = [snapshot.route_tables[i] for i in table_ids if i in snapshot.route_tables]
    names, subnets = ", ".join(t.id for t in tables), _few([s for t in tables for s in routed_by(t, snapshot)])
    if not subnets:
        return Words(
            ko=f"지금은 {names} 테이블을 쓰는 서브넷이 없어서 끊기는 연결도 없어요.",
            en=f"No subnet uses {names} now, so no connection is dropped.",
        )
    return Words(
        ko=f"{names} 테이블을 쓰는 서브넷({subnets})에서 이 서비스로 열려 있던 TCP 연결이 끊겨요.",
        en=f"Open TCP connections to the service are dropped in the subnets that use {names} ({subnets}).",
    )


def routed_by(table: RouteTable, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the subnets that a table routes: those that name it, and for a main table those that name none."""
    if not table.main:
        return tuple(sorted(table.subnet_ids))
    named = {s for t in snapshot.route_tables.values() for s in t.subnet_ids}
    rest = {s.id for s in snapshot.subnets.values() if s.vpc_id == table.vpc_id} - named
    return tuple(sorted({*table.subnet_ids, *rest}))


def bypasses_inspection(table_ids: Iterable[str], snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn where the tables send the rest of the traffic through an appliance that will not see this any more."""
    tables = [snapshot.route_tables[i] for i in table_ids if i in snapshot.route_tables]
    through = sorted({r.target.id for t in tables for r in t.routes if _inspects(r.target.kind, r.target.id, snapshot)})
    if not through:
        return ()
    shown = _few(through)
    return (
        Words(
            ko=(
                f"이 서비스로 가는 트래픽은 이제 {shown} 쪽을 거치지 않아요. 방화벽이나 중앙 검사가 필요하다면 보안 팀과 "
                "먼저 맞추세요."
            ),
            en=(
                f"Traffic to the service no longer passes {shown}. If a firewall or central inspection is meant to see it, "
                "agree on this with your security team first."
            ),
        ),
    )


def _inspects(kind: TargetKind, target_id: str, snapshot: Snapshot) -> bool:
    if kind is TargetKind.VPC_ENDPOINT:
        endpoint = snapshot.endpoints.get(target_id)
        return endpoint is not None and endpoint.type == "GatewayLoadBalancer"
    return kind in _INSPECTING


def costs_by_zone(zones: int) -> Words:
    """Warn of what an interface endpoint costs."""
    return Words(
        ko=f"인터페이스 엔드포인트는 가용 영역마다 시간당 요금(여기서는 {zones}곳)과 GB당 처리 요금이 들어요.",
        en=f"An interface endpoint is billed by the hour per Availability Zone ({zones} here) and per GB processed.",
    )


def table_is_shared(table: RouteTable, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn that all the subnets of the table follow."""
    subnets = routed_by(table, snapshot)
    if not subnets:
        return ()
    shown = _few(list(subnets))
    return (
        Words(
            ko=f"{table.id} 테이블을 쓰는 서브넷({shown}) 모두에 적용돼요.",
            en=f"It applies to every subnet that uses {table.id} ({shown}).",
        ),
    )


def _few(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" … (+{len(names) - 4})" if len(names) > 4 else "")  # noqa: PLR2004 (four fit a line)
