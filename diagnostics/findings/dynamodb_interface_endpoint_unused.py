"""A DynamoDB interface endpoint is expected to catch the default name, which it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import NO_PRIVATE_DNS
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IFE-010",
    id="dynamodb-interface-endpoint-unused",
    severity=Severity.HIGH,
    title=Words(
        ko="DynamoDB 인터페이스 엔드포인트는 기본 이름의 트래픽을 받지 못해요",
        en="The DynamoDB interface endpoint does not catch the default name",
    ),
    why=Words(
        ko=(
            "DynamoDB와 DynamoDB Streams의 인터페이스 엔드포인트는 프라이빗 DNS를 지원하지 않아요. SDK가 쓰는 기본 "
            "이름이나 계정별 이름은 계속 공인 IP로 풀려서, 엔드포인트 요금을 내면서도 트래픽은 NAT나 인터넷 "
            "게이트웨이로 나가요."
        ),
        en=(
            "Interface endpoints for DynamoDB and DynamoDB Streams have no private DNS. The default name and the "
            "account-based one that SDKs dial keep resolving to public addresses, so you pay for the endpoint while "
            "traffic leaves by the NAT or internet gateway."
        ),
    ),
    fix=Words(
        ko=(
            "VPC 안에서는 무료인 DynamoDB 게이트웨이 엔드포인트를 쓰세요. Streams처럼 게이트웨이가 없거나 "
            "온프레미스에서 쓴다면 클라이언트의 endpoint_url에 엔드포인트의 vpce- 이름을 넣으세요."
        ),
        en=(
            "Inside the VPC use the DynamoDB gateway endpoint, which is free. For Streams, which has no gateway type, "
            "and for on-premises clients, set the client's endpoint_url to the endpoint's vpce- name."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "프라이빗 호스팅 영역으로 dynamodb 이름을 덮어쓰지 마세요. AWS가 권하지 않는 방법이고, 계정별 이름은 "
                "그대로 빠져나가요."
            ),
            en=(
                "Do not override the dynamodb name with a private hosted zone: AWS advises against it, and "
                "account-based names still get out."
            ),
        ),
        Words(
            ko="게이트웨이 라우트를 추가하면 DynamoDB로 열려 있던 TCP 연결이 끊겨요.",
            en="Adding the gateway route drops open TCP connections to DynamoDB.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html",
    ),
    see_also=("gateway-endpoint-missing", "private-dns-off"),
    learn=("dynamodb-endpoint", "gateway-supported-services", "private-dns"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each available DynamoDB interface endpoint that a client dialling the default name passes by."""
    service, region = case.destination.service, case.source.region
    if service not in NO_PRIVATE_DNS or case.destination.variant == "vpce":
        return
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    gateway = next((e for e in case.gateway_endpoints if e.usable), None)
    table = case.table.id if case.table else "<route-table-id>"
    for endpoint in case.interface_endpoints:
        if not endpoint.usable:
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
                            f"{endpoint.id} ({endpoint.service_name})에는 프라이빗 DNS 이름이 없고, 클라이언트는 "
                            f"{case.destination.hostname}에 접속해요"
                        ),
                        en=(
                            f"{endpoint.id} ({endpoint.service_name}) has no private DNS name; the client dials "
                            f"{case.destination.hostname}"
                        ),
                    ),
                ),
            ),
            cli=_commands(case.vpc.id, table, gateway.id if gateway else None, region) if service == "dynamodb" else (),
        )


def _commands(vpc_id: str, table_id: str, gateway_id: str | None, region: str) -> tuple[str, ...]:
    if gateway_id:
        return (
            f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {gateway_id} --add-route-table-ids {table_id} --region {region}",
        )
    return (
        (
            f"aws ec2 create-vpc-endpoint --vpc-id {vpc_id} --vpc-endpoint-type Gateway"
            f" --service-name com.amazonaws.{region}.dynamodb --route-table-ids {table_id} --region {region}"
        ),
    )
