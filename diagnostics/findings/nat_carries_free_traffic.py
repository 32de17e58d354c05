"""Flow logs measured traffic at a NAT gateway that a gateway endpoint would carry free of charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import endpoint_service_name, has_gateway_type
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.nat_usage import in_gb
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="NAT-005",
    id="nat-carries-free-traffic",
    severity=Severity.HIGH,
    title=Words(
        ko="무료로 보낼 수 있는 트래픽이 NAT 게이트웨이를 지나고 있어요",
        en="The NAT gateway is paid for traffic that could go free",
    ),
    why=Words(
        ko=(
            "흐름 로그로 잰 값이에요. NAT 게이트웨이는 보내고 받는 데이터마다 처리 요금을 받는데, S3와 DynamoDB는 게이트웨이 "
            "엔드포인트로 보내면 시간당 요금도 데이터 요금도 없어요. NAT의 대역폭과 포트도 그만큼 비워져요."
        ),
        en=(
            "This was measured by flow logs. A NAT gateway bills every GB in either direction, while a gateway endpoint for S3 "
            "or DynamoDB is free by the hour and by the GB. It also leaves the NAT gateway's bandwidth and ports to others."
        ),
    ),
    fix=Words(
        ko="이 NAT 게이트웨이를 쓰는 서브넷의 라우팅 테이블을 모두 게이트웨이 엔드포인트에 연결하세요. 엔드포인트가 없으면 만드세요.",
        en=(
            "Associate the route tables of all subnets that use this NAT gateway with a gateway endpoint; create the endpoint "
            "if there is none."
        ),
    ),
    caveats=(
        Words(
            ko="이 NAT 게이트웨이를 쓰는 모든 서브넷의 합계예요. 이 서브넷 것만은 아니에요.",
            en="This is the sum of every subnet that uses this NAT gateway, not of this subnet alone.",
        ),
        Words(
            ko=(
                "흐름 로그의 S3에는 다른 리전의 S3도 들어가요. 다른 리전의 버킷으로 가는 트래픽은 게이트웨이 엔드포인트로 옮겨지지 "
                "않아요."
            ),
            en=(
                "Flow logs call S3 of every Region S3. What goes to buckets of other Regions does not move to a gateway endpoint."
            ),
        ),
        Words(
            ko="라우트가 바뀌는 순간 열려 있던 S3·DynamoDB 연결은 끊겨요. aws:SourceIp를 보는 버킷 정책도 먼저 확인하세요.",
            en=(
                "Open connections to the service break when the route changes. Check for bucket policies that look at "
                "aws:SourceIp first."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    ),
    see_also=("gateway-endpoint-missing", "gateway-endpoint-not-associated", "nat-ports-exhausted"),
    learn=("nat-path-to-s3", "gateway-endpoint", "nat"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each NAT gateway on the ways whose flow logs counted traffic of this very service, in its own Region.

    CloudWatch alone proves nothing here: it counts the gateway's bytes, whatever their destination.
    """
    service, region = case.destination.service, case.source.region
    if (
        not has_gateway_type(service)
        or case.destination.region != region
        or case.verdict.verdict_class is VerdictClass.BLOCKED
    ):
        return
    for nat_id in dict.fromkeys(hop.id for way in case.traces for hop in way.hops if hop.kind == "nat-gateway"):
        measured = case.snapshot.nat_flows.get(nat_id)
        if measured is None or not (size := measured.carried(service)):
            continue
        name = "S3" if service == "s3" else "DynamoDB"
        gb = f"{in_gb(size):,.1f}"
        yield Finding(
            rule=RULE,
            subject=nat_id,
            evidence=(
                Evidence(
                    call="logs:GetQueryResults",
                    subject=nat_id,
                    fact=Words(
                        ko=f"흐름 로그 {measured.days}일 동안 {nat_id}를 지난 {name} 트래픽: {gb}GB(양방향)",
                        en=f"flow logs of {measured.days} days: {gb} GB to and from {name} passed {nat_id}",
                    ),
                ),
            ),
            cli=tuple(_commands(case, endpoint_service_name(str(service), region))),
        )


def _commands(case: Case, name: str) -> Iterator[str]:
    """Yield how this source's own table leaves the NAT gateway; nothing where it has an endpoint's route already."""
    table, region = case.table.id if case.table else "<route-table-id>", f"--region {case.source.region}"
    usable = [endpoint for endpoint in case.gateway_endpoints if endpoint.usable]
    if not usable:
        yield (
            f"aws ec2 create-vpc-endpoint --vpc-id {case.vpc.id} --vpc-endpoint-type Gateway --service-name {name}"
            f" --route-table-ids {table} {region}"
        )
    elif not any(table in endpoint.route_table_ids for endpoint in usable):
        yield f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {usable[0].id} --add-route-table-ids {table} {region}"
