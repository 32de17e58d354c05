"""An interface endpoint is there, but the service's default name does not lead to it: private DNS is off."""

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
    code="IFE-001",
    id="private-dns-off",
    severity=Severity.HIGH,
    title=Words(
        ko="인터페이스 엔드포인트의 프라이빗 DNS가 꺼져 있어요",
        en="Private DNS is off on the interface endpoint",
    ),
    why=Words(
        ko=(
            "프라이빗 DNS가 꺼져 있으면 서비스의 기본 이름이 여전히 공인 IP로 풀려요. SDK와 CLI는 기본 이름을 쓰니까, "
            "엔드포인트 요금은 내면서 트래픽은 NAT나 인터넷 게이트웨이로 나가요. 경로가 없는 서브넷이라면 연결 자체가 "
            "안 돼요."
        ),
        en=(
            "With private DNS off, the service's default name still resolves to public addresses. SDKs and the CLI dial "
            "that name, so you pay for the endpoint while traffic leaves by the NAT or internet gateway, or goes "
            "nowhere in a subnet without such a route."
        ),
    ),
    fix=Words(
        ko=(
            "엔드포인트의 프라이빗 DNS를 켜세요. VPC의 enableDnsSupport와 enableDnsHostnames가 둘 다 켜져 있어야 해요. "
            "코드에서 vpce- 이름을 직접 쓰는 방법도 있지만 클라이언트마다 바꿔야 해요."
        ),
        en=(
            "Turn private DNS on for the endpoint; the VPC needs both enableDnsSupport and enableDnsHostnames. Using the vpce- name works too, but every client has to be changed."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "켜는 순간 VPC 전체에서 이 이름이 엔드포인트로 풀려요. 엔드포인트 보안 그룹이 모든 클라이언트의 443을 "
                "허용하는지 먼저 확인하세요."
            ),
            en=(
                "From then on the name resolves to the endpoint in the whole VPC. First make sure its security group "
                "admits port 443 from every client."
            ),
        ),
        Words(
            ko=(
                "중앙 프라이빗 호스팅 영역이나 Route 53 프로필로 이름을 풀어 주려고 일부러 끈 것일 수 있어요. 같은 "
                "이름의 영역이 이미 연결돼 있으면 켜지지 않아요."
            ),
            en=(
                "It may be off on purpose, because a central private hosted zone or a Route 53 Profile serves the name. "
                "With a zone of the same name associated, turning it on fails."
            ),
        ),
        Words(
            ko="S3는 VPC 안에서라면 무료인 게이트웨이 엔드포인트가 먼저예요.",
            en="For S3 inside the VPC, prefer the gateway endpoint: it is free.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
    ),
    see_also=("private-dns-without-vpc-dns", "private-dns-for-inbound-resolver-only", "gateway-endpoint-missing"),
    learn=("private-dns", "private-dns-disabled-symptom", "verify-with-nslookup"),
)
_OTHER_NAMES = frozenset({"global", "fips", "website", "accelerate", "dash-region", "vpce"})


def check(case: Case) -> Iterator[Finding]:
    """Yield each endpoint that would serve the default name if its private DNS were on."""
    service, vpc, region = case.destination.service, case.vpc, case.source.region
    usable = [e for e in case.interface_endpoints if e.usable]
    if (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE:
        return
    if service in NO_PRIVATE_DNS or case.destination.variant in _OTHER_NAMES or any(e.private_dns for e in usable):
        return
    if any(e.usable for e in case.gateway_endpoints):
        return  # beside a gateway endpoint it is rightly off: the route is what lacks
    for endpoint in usable:
        options = " --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false" if service == "s3" else ""
        attribute = f"aws ec2 modify-vpc-attribute --vpc-id {vpc.id}"
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=f"{endpoint.id} ({endpoint.service_name}): PrivateDnsEnabled = false",
                        en=f"{endpoint.id} ({endpoint.service_name}): PrivateDnsEnabled = false",
                    ),
                ),
            ),
            cli=(
                *((f"{attribute} --enable-dns-support Value=true --region {region}",) if vpc.dns_support is False else ()),
                *(
                    (f"{attribute} --enable-dns-hostnames Value=true --region {region}",)
                    if vpc.dns_hostnames is False
                    else ()
                ),
                (
                    f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --private-dns-enabled{options} "
                    f"--region {region}"
                ),
            ),
            terraform=(
                f"# {endpoint.id}\n"
                f'resource "aws_vpc_endpoint" "{str(service).replace(".", "_")}" {{\n'
                f"  private_dns_enabled = true\n"
                f"}}"
            ),
        )
