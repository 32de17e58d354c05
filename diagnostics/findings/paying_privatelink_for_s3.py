"""S3 traffic from inside the VPC pays PrivateLink although a free gateway endpoint is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IFE-007",
    id="paying-privatelink-for-s3",
    severity=Severity.MEDIUM,
    title=Words(
        ko="무료 게이트웨이 엔드포인트를 두고 S3에 PrivateLink 요금을 내고 있어요",
        en="S3 traffic pays PrivateLink although a free gateway endpoint exists",
    ),
    why=Words(
        ko=(
            "S3 인터페이스 엔드포인트의 프라이빗 DNS가 모든 질의에 적용돼 있어서, VPC 안에서도 S3 이름이 엔드포인트의 "
            "사설 IP로 풀려요. 같은 VPC에 무료인 게이트웨이 엔드포인트가 있는데도 GB마다 PrivateLink 요금을 내는 "
            "거예요."
        ),
        en=(
            "Private DNS of the S3 interface endpoint applies to every query, so names resolve to its private addresses "
            "inside the VPC too. You pay PrivateLink for every gigabyte although the same VPC has a gateway endpoint that "
            "would carry it for nothing."
        ),
    ),
    fix=Words(
        ko=(
            "먼저 S3를 쓰는 모든 서브넷의 라우팅 테이블을 게이트웨이 엔드포인트에 연결하고, 그다음 인터페이스 "
            "엔드포인트의 프라이빗 DNS를 인바운드 Resolver 전용으로 바꾸세요. 온프레미스는 계속 인터페이스 엔드포인트를 "
            "쓰고 VPC 안 트래픽은 게이트웨이로 가요."
        ),
        en=(
            "First associate the route tables of all subnets that use S3 with the gateway endpoint, then set the "
            "interface endpoint's private DNS to the inbound Resolver only. On-premises clients keep the interface "
            "endpoint; the VPC's own traffic takes the gateway."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "순서가 중요해요. 게이트웨이 라우트가 없는 서브넷이 하나라도 남은 채로 DNS를 바꾸면 그 서브넷은 NAT로 "
                "나가거나 S3에 못 가요."
            ),
            en="Order matters: a subnet still without the gateway route when DNS changes goes out by NAT, or loses S3.",
        ),
        Words(
            ko=(
                "목적지가 사설 IP에서 S3 공인 IP로 바뀌어요. VPC 대역으로만 열어 둔 보안 그룹과 네트워크 ACL을 먼저 "
                "손봐야 하고, 엔드포인트 ID를 적어 둔 정책도 바꿔야 해요."
            ),
            en=(
                "The destination changes from private addresses to public S3 ones: open security groups and network "
                "ACLs that allow VPC ranges only, and change policies that name the endpoint's id."
            ),
        ),
        Words(
            ko="게이트웨이 라우트가 추가되는 순간 열려 있던 S3 연결이 끊겨요.",
            en="Open S3 connections drop the moment a gateway route is added.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns",
    ),
    see_also=("private-dns-for-inbound-resolver-only", "gateway-endpoint-not-associated"),
    learn=("s3-interface-endpoint", "gateway-vs-interface", "gateway-endpoint"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the S3 interface endpoint that carries the traffic beside an available gateway endpoint."""
    gateway = next((e for e in case.gateway_endpoints if e.usable), None)
    if case.destination.service != "s3" or gateway is None or case.destination.variant == "vpce":
        return
    if not any(t.path is Verdict.PRIVATE_INTERFACE_ENDPOINT for t in case.traces):
        return
    used = {h.id for t in case.traces for h in t.hops if h.kind == "interface-endpoint"}
    used |= {r.endpoint_id for r in case.resolutions if r.endpoint_id}
    served = {t for e in case.gateway_endpoints for t in e.route_table_ids}
    in_use = index_of(case.snapshot).tables_in_use
    tables = {t for public in (True, False) for t in in_use.get((case.vpc.id, public), ())}
    missing, region = " ".join(sorted(tables - served)), case.source.region
    for endpoint in case.interface_endpoints:
        if endpoint.id not in used or not endpoint.private_dns or endpoint.inbound_resolver_only:
            continue
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=(
                            f"{endpoint.id}: 프라이빗 DNS가 모든 질의에 적용돼 있고, 게이트웨이 엔드포인트 "
                            f"{gateway.id}도 있어요"
                        ),
                        en=f"{endpoint.id} has private DNS for all queries; gateway endpoint {gateway.id} exists too",
                    ),
                ),
            ),
            cli=(
                *(
                    (
                        (
                            f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {gateway.id} --add-route-table-ids {missing}"
                            f" --region {region}"
                        ),
                    )
                    if missing
                    else ()
                ),
                (
                    f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id}"
                    f" --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true --region {region}"
                ),
            ),
            terraform=(
                f"# {endpoint.id}\n"
                'resource "aws_vpc_endpoint" "s3_interface" {\n'
                "  private_dns_enabled = true\n"
                "  dns_options {\n"
                "    private_dns_only_for_inbound_resolver_endpoint = true\n"
                "  }\n"
                "}"
            ),
        )
