"""S3's private DNS answers only on-premises queries, and the subnet has no gateway endpoint route to make up for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IFE-003",
    id="private-dns-for-inbound-resolver-only",
    severity=Severity.HIGH,
    title=Words(
        ko="S3 프라이빗 DNS가 인바운드 Resolver 전용인데 게이트웨이 라우트가 없어요",
        en="S3 private DNS is for the inbound Resolver only, with no gateway route",
    ),
    why=Words(
        ko=(
            "S3 인터페이스 엔드포인트에서 프라이빗 DNS를 켜면 기본값이 '인바운드 Resolver 엔드포인트에만 적용'이에요. "
            "온프레미스 질의만 엔드포인트로 풀리고, VPC 안에서는 S3 이름이 그대로 공인 IP로 풀려요. VPC 안 트래픽은 "
            "게이트웨이 엔드포인트가 맡는 구성인데, 이 서브넷에는 그 라우트가 없어서 콘솔에 프라이빗 DNS가 '예'로 "
            "보여도 NAT나 인터넷 게이트웨이로 나가요."
        ),
        en=(
            "Turning private DNS on for an S3 interface endpoint applies it, by default, to the inbound Resolver "
            "endpoint only: queries from on premises get the endpoint, names inside the VPC stay public. A gateway "
            "endpoint is meant to carry the VPC's own traffic, and AWS checks only that one exists. This subnet has no "
            "route to it, so its traffic leaves by the NAT or internet gateway while the console says private DNS is "
            "enabled."
        ),
    ),
    fix=Words(
        ko=(
            "이 서브넷의 라우팅 테이블을 S3 게이트웨이 엔드포인트에 연결하세요. VPC 안 트래픽까지 인터페이스 "
            "엔드포인트로 보내려면 인바운드 Resolver 전용 설정을 꺼도 되지만, 그러면 GB마다 PrivateLink 요금을 내요."
        ),
        en=(
            "Associate this subnet's route table with the S3 gateway endpoint. Switching the inbound-only option off "
            "also works, but then every gigabyte from the VPC pays PrivateLink."
        ),
    ),
    caveats=(
        Words(
            ko="게이트웨이 라우트가 추가되면 이 테이블을 쓰는 서브넷에서 S3로 열려 있던 TCP 연결이 끊겨요.",
            en="Adding the gateway route drops open TCP connections to S3 in the subnets that use this table.",
        ),
        Words(
            ko="온프레미스 경로는 바뀌지 않아요. 인바운드 Resolver로 들어오는 질의는 계속 인터페이스 엔드포인트로 풀려요.",
            en=(
                "On-premises clients are not affected: queries through the inbound Resolver keep getting the interface "
                "endpoint."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    ),
    see_also=("gateway-endpoint-not-associated", "paying-privatelink-for-s3", "private-dns-off"),
    learn=("s3-interface-endpoint", "private-dns", "gateway-route-added"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the inbound-only S3 endpoint where the subnet's table has no route to an S3 gateway endpoint."""
    table = case.table
    if case.destination.service != "s3" or table is None or case.destination.variant == "vpce":
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    gateways = [e for e in case.gateway_endpoints if e.usable]
    if any(r.target.id == g.id for r in table.routes for g in gateways):
        return
    for endpoint in case.interface_endpoints:
        if not (endpoint.usable and endpoint.private_dns and endpoint.inbound_resolver_only):
            continue
        region = case.source.region
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=f"{endpoint.id}: PrivateDnsOnlyForInboundResolverEndpoint = true",
                        en=f"{endpoint.id}: PrivateDnsOnlyForInboundResolverEndpoint = true",
                    ),
                ),
                Evidence(
                    call="ec2:DescribeRouteTables",
                    subject=table.id,
                    fact=Words(
                        ko=f"{table.id} 테이블에 S3 게이트웨이 엔드포인트 라우트가 없어요",
                        en=f"{table.id} has no route to an S3 gateway endpoint",
                    ),
                ),
            ),
            cli=(
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {gateways[0].id} --add-route-table-ids {table.id}"
                f" --region {region}"
                if gateways
                else f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id}"
                f" --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false --region {region}",
            ),
            terraform=(
                f'resource "aws_vpc_endpoint_route_table_association" "s3" {{\n'
                f'  vpc_endpoint_id = "{gateways[0].id}"\n'
                f'  route_table_id  = "{table.id}"\n'
                f"}}"
            )
            if gateways
            else "",
        )
