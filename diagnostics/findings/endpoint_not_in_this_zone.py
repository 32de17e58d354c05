"""The interface endpoint has no network interface in the client's Availability Zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IFE-006",
    id="endpoint-not-in-this-zone",
    severity=Severity.MEDIUM,
    title=Words(
        ko="인터페이스 엔드포인트가 이 가용 영역에는 없어요",
        en="The interface endpoint has no interface in this Availability Zone",
    ),
    why=Words(
        ko=(
            "연결은 되지만 트래픽이 다른 가용 영역의 네트워크 인터페이스로 건너가요. 지연 시간이 조금 늘고, 그 가용 "
            "영역에 장애가 나면 멀쩡한 이 가용 영역의 워크로드까지 서비스를 못 쓰게 돼요."
        ),
        en=(
            "It works, but traffic crosses to an interface in another Availability Zone. That adds a little latency, "
            "and an outage there takes the service away from workloads here, although this zone is healthy."
        ),
    ),
    fix=Words(
        ko="이 가용 영역의 서브넷을 엔드포인트에 추가하세요. 가용 영역마다 서브넷을 하나씩 넣을 수 있어요.",
        en="Add a subnet of this zone to the endpoint. An endpoint takes one subnet in each zone.",
    ),
    caveats=(
        Words(
            ko="가용 영역 하나가 늘 때마다 엔드포인트 시간당 요금이 하나씩 늘어요.",
            en="Every further zone adds another hourly endpoint charge.",
        ),
        Words(
            ko=(
                "서비스가 이 가용 영역을 지원하지 않으면 추가할 수 없어요. 가용 영역은 이름이 아니라 ID로 비교하세요. "
                "계정마다 이름이 다른 곳을 가리켜요."
            ),
            en=(
                "A zone that the service does not support cannot be added. Compare zones by id: names mean different "
                "places in different accounts."
            ),
        ),
        Words(
            ko="사설 IP를 고정해 둔 방화벽 규칙이 있으면 새 인터페이스의 IP도 추가해야 해요.",
            en="Firewall rules that pin the endpoint's private addresses need the new one too.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html",
    ),
    see_also=("nat-in-another-zone", "interface-endpoint-not-available"),
    learn=("interface-endpoint", "eni", "subnet"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each endpoint of this VPC that the walk reached and that has no subnet in the source's zone."""
    snapshot, here = case.snapshot, case.subnet
    reached = {h.id for t in case.traces for h in t.hops if h.kind == "interface-endpoint"}
    for endpoint_id in sorted(reached):
        endpoint = snapshot.endpoints.get(endpoint_id)
        if endpoint is None or endpoint.vpc_id != case.vpc.id or not here.az_id:
            continue
        zones = {snapshot.subnets[s].az_id for s in endpoint.subnet_ids if s in snapshot.subnets}
        seen_all = bool(endpoint.subnet_ids) and all(s in snapshot.subnets for s in endpoint.subnet_ids)
        if not seen_all or here.az_id in zones:
            continue
        # A cross-Region endpoint cannot be put into every zone, so no command is offered that AWS may refuse.
        home = endpoint.service_region in {"", case.source.region}
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=f"{endpoint.id} 가용 영역: {', '.join(sorted(zones))}, 출발지 {here.id}: {here.az_id}",
                        en=f"{endpoint.id} is in {', '.join(sorted(zones))}; {here.id} is in {here.az_id}",
                    ),
                ),
            ),
            cli=(
                (
                    f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --add-subnet-ids {here.id}"
                    f" --region {case.source.region}"
                ),
            )
            if home
            else (),
            terraform=(
                f'resource "aws_vpc_endpoint_subnet_association" "{here.az_id.replace("-", "_")}" {{\n'
                f'  vpc_endpoint_id = "{endpoint.id}"\n'
                f'  subnet_id       = "{here.id}"\n'
                f"}}"
            )
            if home
            else "",
        )
