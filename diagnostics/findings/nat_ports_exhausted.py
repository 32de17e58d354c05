"""A NAT gateway on the way had no port left for some connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.nat_usage import NatMetrics
    from diagnostics.model.network import NatGateway

RULE = Rule(
    code="NAT-006",
    id="nat-ports-exhausted",
    severity=Severity.MEDIUM,
    title=Words(
        ko="NAT 게이트웨이의 포트가 모자라서 연결이 실패한 적이 있어요",
        en="Connections failed for want of a port at the NAT gateway",
    ),
    why=Words(
        ko=(
            "NAT 게이트웨이는 IP 주소 하나로 같은 대상(IP, 포트, 프로토콜)에 동시에 55,000개까지만 연결할 수 있어요. 다 차면 새 "
            "연결이 실패하고 ErrorPortAllocation이 올라가요. S3처럼 주소가 몇 개 안 되는 대상에 많은 인스턴스가 한꺼번에 붙으면 "
            "먼저 겪어요. 가끔 나는 타임아웃으로 보여서 원인을 찾기 어려워요."
        ),
        en=(
            "With one IP address a NAT gateway holds at most 55,000 connections at a time to one destination (address, port, "
            "protocol). Then new ones fail and ErrorPortAllocation counts them. Many instances that talk to few addresses, "
            "such as those of S3, get there first; it looks like timeouts that come and go."
        ),
    ),
    fix=Words(
        ko=(
            "S3와 DynamoDB는 게이트웨이 엔드포인트로 보내서 NAT에서 빼세요. 나머지 때문에 모자라면 NAT 게이트웨이에 IP 주소를 더 "
            "붙이거나(최대 8개), 가용 영역마다 NAT 게이트웨이를 두고 나눠 쓰세요. 클라이언트는 연결을 재사용하게 하세요."
        ),
        en=(
            "Take S3 and DynamoDB off the NAT gateway with a gateway endpoint. If the rest still needs more ports, give the NAT "
            "gateway further addresses (eight at most), or spread the clients over one NAT gateway a zone. Let clients reuse "
            "their connections."
        ),
    ),
    caveats=(
        Words(
            ko="이 지표는 대상을 구분하지 않아요. 어느 대상 때문에 모자랐는지는 NAT 게이트웨이의 흐름 로그에서 확인해야 해요.",
            en="The metric tells no destinations apart: which one used up the ports, only flow logs of the NAT gateway show.",
        ),
        Words(
            ko=(
                "주소를 더 붙이면 바깥에서 보이는 공인 IP가 늘어요. 상대가 IP로 허용 목록을 관리하면 먼저 추가해 달라고 하세요. "
                "공인 IPv4 주소마다 시간당 요금도 있어요."
            ),
            en=(
                "With more addresses the outside sees more public IPs: have them added where somebody keeps a list of those "
                "allowed. Each public IPv4 address costs by the hour."
            ),
        ),
        Words(
            ko="열린 채로 두는 유휴 연결도 포트를 차지해요. NAT 게이트웨이는 350초 동안 조용한 연결을 끊어요.",
            en="Idle connections hold ports, too. A NAT gateway ends those that were silent for 350 seconds.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    ),
    see_also=("gateway-endpoint-missing", "gateway-endpoint-not-associated", "nat-in-another-zone"),
    learn=("nat", "nat-path-to-s3"),
)
_IN_TERRAFORM = """resource "aws_nat_gateway_eip_association" "more" {{
  nat_gateway_id = "{nat}"
  allocation_id  = "<allocation-id>"
}}"""


def check(case: Case) -> Iterator[Finding]:
    """Yield each NAT gateway on the ways of which CloudWatch counted failed port allocations."""
    passed = dict.fromkeys(hop.id for way in case.traces for hop in way.hops if hop.kind == "nat-gateway")
    for nat_id in passed:
        measured = case.snapshot.nat_metrics.get(nat_id)
        nat = case.snapshot.nat_gateways.get(nat_id)
        if measured is None or nat is None or not measured.port_errors:
            continue
        yield Finding(
            rule=RULE,
            subject=nat_id,
            evidence=(
                Evidence(call="cloudwatch:GetMetricData", subject=nat_id, fact=_fact(measured, measured.port_errors)),
            ),
            cli=tuple(_more_addresses(case, nat)),
            terraform=_IN_TERRAFORM.format(nat=nat_id) if _takes_addresses(nat) else "",
        )


def _fact(measured: NatMetrics, errors: int) -> Words:
    return Words(
        ko=f"최근 {measured.days}일 동안 ErrorPortAllocation {errors:,}건, 마지막은 {measured.last_port_error}",
        en=f"ErrorPortAllocation counted {errors:,} in the last {measured.days} days, last on {measured.last_port_error}",
    )


def _takes_addresses(nat: NatGateway) -> bool:
    return nat.connectivity == "public" and nat.availability_mode != "regional"


def _more_addresses(case: Case, nat: NatGateway) -> Iterator[str]:
    """Yield how the gateway gets a further address; a regional one that provides its zones by itself gets it from AWS."""
    region = f"--region {case.source.region}"
    if nat.connectivity == "private":
        yield (f"aws ec2 assign-private-nat-gateway-address --nat-gateway-id {nat.id} --private-ip-address-count 1 {region}")
    elif _takes_addresses(nat):
        yield f"aws ec2 associate-nat-gateway-address --nat-gateway-id {nat.id} --allocation-ids <allocation-id> {region}"
    elif nat.auto_provision_zones == "disabled":
        zone = case.subnet.az or "<availability-zone>"
        yield (
            f"aws ec2 associate-nat-gateway-address --nat-gateway-id {nat.id} --availability-zone {zone}"
            f" --allocation-ids <allocation-id> {region}"
        )
