"""A dual-stack name is dialled over IPv6, and the endpoint that would carry it has IPv4 only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64
from diagnostics.analysis.record_types import by_endpoint, by_public_dns, endpoint_families
from diagnostics.model.addresses import V6
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import VpcEndpoint
    from diagnostics.model.trace import Trace

RULE = Rule(
    code="V6-001",
    id="dual-stack-name-with-ipv4-endpoint",
    severity=Severity.HIGH,
    title=Words(
        ko="클라이언트가 쓰는 IP 버전을 엔드포인트가 받지 않아요",
        en="The endpoint does not carry the IP version that the client uses",
    ),
    why=Words(
        ko=(
            "듀얼스택 이름은 A 레코드와 AAAA 레코드로 모두 풀리고, 클라이언트는 대개 IPv6를 먼저 써요. IPv4 유형 "
            "엔드포인트는 IPv6 접두사 목록 라우트도, IPv6 주소를 가진 네트워크 인터페이스도 만들지 않아요. 그래서 IPv6 "
            "연결은 ::/0 라우트를 따라 송신 전용 게이트웨이나 인터넷 게이트웨이로 나가고, 그런 라우트가 없으면 막혀요. 같은 "
            "클라이언트가 어떤 때는 프라이빗하게, 어떤 때는 공인 경로로 가게 돼요. 거꾸로 엔드포인트가 AAAA 레코드로만 "
            "답하게 돼 있으면 IPv4만 쓰는 클라이언트는 연결할 주소가 없어요."
        ),
        en=(
            "A dual-stack name has A and AAAA records, and most clients try IPv6 first. An endpoint of IP address type "
            "ipv4 adds no route for an IPv6 prefix list and has no interface with an IPv6 address. IPv6 connections "
            "therefore follow the ::/0 route to an egress-only or internet gateway, or fail where there is none: the same client goes privately at one time and publicly at another. The other way round, where the endpoint makes "
            "names answer with AAAA records only, IPv4 clients have no address to connect to."
        ),
    ),
    fix=Words(
        ko=(
            "둘 중 하나로 맞추세요. IPv6가 필요하면 엔드포인트의 IP 주소 유형을 dualstack으로 바꾸고, 필요 없으면 "
            "클라이언트에서 듀얼스택 설정을 끄고 일반 리전 이름을 쓰세요. DynamoDB 게이트웨이 엔드포인트는 IPv4만 지원해서 "
            "이름을 바꾸는 방법뿐이에요."
        ),
        en=(
            "Make the two match: where IPv6 is needed, change the endpoint's IP address type to dualstack; where it "
            "is not, switch dual-stack names off in the client and dial the plain regional name. Gateway endpoints for "
            "DynamoDB carry IPv4 only, so there it has to be the name."
        ),
    ),
    caveats=(
        Words(
            ko="인터페이스 엔드포인트를 dualstack으로 바꾸려면 엔드포인트의 서브넷마다 IPv4와 IPv6 CIDR이 모두 있어야 해요.",
            en="To make an interface endpoint dual-stack, each of its subnets needs an IPv4 and an IPv6 range.",
        ),
        Words(
            ko=("IPv6로 나가는 443과 돌아오는 응답을 보안 그룹(::/0이나 IPv6 접두사 목록)과 네트워크 ACL에도 열어 두세요."),
            en=(
                "Let IPv6 out on 443, and the replies back, in security groups (::/0 or the IPv6 prefix list) and "
                "network ACLs as well."
            ),
        ),
        Words(
            ko=(
                "aws:SourceIp나 aws:VpcSourceIp에 IPv4 대역만 적은 버킷 정책이 있으면, IPv6로 온 요청은 조건에 맞지 않아요."
            ),
            en="Bucket policies that list only IPv4 ranges in aws:SourceIp or aws:VpcSourceIp do not match IPv6 requests.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-ip-address-type",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/dual-stack-endpoints.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html",
    ),
    causes=("ipv4_endpoint", "ipv4_only_service", "ipv6_records_only", "record_types_differ"),
    see_also=("hostname-not-covered", "gateway-endpoint-missing", "ipv6-only-source"),
    learn=("gateway-endpoint", "private-dns", "route-table"),
)
#: The service whose gateway endpoints carry IPv4 only, whatever is asked for.
_IPV4_ONLY = "dynamodb"


def check(case: Case) -> Iterator[Finding]:
    """Yield each usable IPv4 endpoint past which IPv6 goes, and two endpoints of S3 whose record types do not match."""
    past = [t for t in case.traces if t.addresses.family == V6 and not (by_nat64(t.addresses) or _private(t) or _unsent(t))]
    for endpoint in (*case.gateway_endpoints, *case.interface_endpoints) if past else ():
        if endpoint.usable and V6 not in endpoint_families(endpoint):
            yield _passed_by(endpoint, case)
    if not past:
        yield from _ipv6_records_only(case)
        yield from _mismatched(case)


def _ipv6_records_only(case: Case) -> Iterator[Finding]:
    """Yield each endpoint that makes the name answer with AAAA records only, where the source has IPv4 only."""
    block = next((b for t in case.traces for b in t.blocks if b.cause == "no_ipv6"), None)
    for endpoint in (*case.gateway_endpoints, *case.interface_endpoints) if block else ():
        if block is None or not endpoint.usable or endpoint.dns_record_ip_type != "ipv6":
            continue
        fact = Words(
            ko=f"{endpoint.id}의 DNS 레코드 IP 유형이 ipv6라서 AAAA 레코드로만 답해요",
            en=f"{endpoint.id} has DNS record IP type ipv6, so names answer with AAAA records only",
        )
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            cause="ipv6_records_only",
            severity=Severity.CRITICAL,
            evidence=(Evidence(call="ec2:DescribeVpcEndpoints", subject=endpoint.id, fact=fact), *block.evidence[-1:]),
            cli=(
                (
                    f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --ip-address-type dualstack"
                    f" --dns-options DnsRecordIpType=dualstack --region {case.source.region}"
                ),
            ),
        )


def _unsent(way: Trace) -> bool:
    """Say whether nothing is sent: for want of an address of the family, or of one that the name is rightly answered with."""
    return any(b.cause == "no_ipv6" for b in way.blocks) or any(hop.kind == "dns" for hop in way.hops)


def _private(way: Trace) -> bool:
    """Say whether a way leads to a private end; what filters stop on it is another matter."""
    end = way.then or way.path
    return end is not None and end.verdict_class is VerdictClass.PRIVATE


def _passed_by(endpoint: VpcEndpoint, case: Case) -> Finding:
    """Give the finding of an endpoint past which IPv6 goes."""
    unable = endpoint.type == "Gateway" and case.destination.service == _IPV4_ONLY
    name = case.destination.hostname
    fact = Words(
        ko=f"{endpoint.id}의 IP 주소 유형은 {endpoint.ip_address_type}인데, {name} 이름은 IPv6로도 풀려요",
        en=f"{endpoint.id} is of IP address type {endpoint.ip_address_type}, and {name} resolves to IPv6 addresses as well",
    )
    return Finding(
        rule=RULE,
        subject=endpoint.id,
        cause="ipv4_only_service" if unable else "ipv4_endpoint",
        evidence=(Evidence(call="ec2:DescribeVpcEndpoints", subject=endpoint.id, fact=fact),),
        cli=()
        if unable
        else (
            (
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --ip-address-type dualstack"
                f" --region {case.source.region}"
            ),
        ),
        terraform=""
        if unable
        else f'resource "aws_vpc_endpoint" "{case.destination.service}" {{\n  # …\n  ip_address_type = "dualstack"\n}}',
    )


def _mismatched(case: Case) -> Iterator[Finding]:
    """Yield an S3 interface endpoint for the inbound Resolver only whose names have other record types than the gateway's.

    With private DNS only for the inbound Resolver endpoint, both endpoints answer for the same names, and AWS wants their
    DNS record IP types to match. — https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
    """
    usable = any(e.usable for e in case.gateway_endpoints)
    for endpoint in case.interface_endpoints if usable and case.destination.variant in {"regional", "dualstack"} else ():
        ours = by_endpoint(endpoint, case.destination.hostname)
        theirs = by_public_dns(case.destination, case.vpc, case.snapshot, inside=True)
        if not (endpoint.usable and endpoint.private_dns and endpoint.inbound_resolver_only) or ours == theirs:
            continue
        shown, other = (" + ".join("A" if f != V6 else "AAAA" for f in sorted(t)) for t in (ours, theirs))
        fact = Words(
            ko=f"같은 이름에 {endpoint.id} 쪽은 {shown} 레코드로, 게이트웨이 엔드포인트 쪽은 {other} 레코드로 답해요",
            en=f"for the same name {endpoint.id} answers with {shown} records, the gateway endpoint's side with {other}",
        )
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            cause="record_types_differ",
            severity=Severity.LOW,
            evidence=(Evidence(call="ec2:DescribeVpcEndpoints", subject=endpoint.id, fact=fact),),
        )
