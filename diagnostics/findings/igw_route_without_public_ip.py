"""The subnet is routed to an internet gateway, and the sender has no public IPv4 address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.index import index_of
from diagnostics.model.addresses import V4
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IGW-001",
    id="igw-route-without-public-ip",
    severity=Severity.CRITICAL,
    title=Words(
        ko="인터넷 게이트웨이로 나가는데 공인 IP가 없어요",
        en="Routed to an internet gateway without a public IP",
    ),
    why=Words(
        ko=(
            "인터넷 게이트웨이는 공인 IPv4가 붙은 네트워크 인터페이스의 트래픽만 내보내요. 공인 IP가 없으면 패킷이 "
            "조용히 버려져서 타임아웃이 나요. 퍼블릭 서브넷에 Lambda를 붙였거나, ECS 태스크를 assignPublicIp 없이 "
            "띄웠거나, 공인 IP 자동 할당이 꺼진 서브넷에 인스턴스를 만들었을 때 흔해요."
        ),
        en=(
            "An internet gateway forwards traffic only from network interfaces that have a public IPv4 address. It silently drops the rest, and clients time out. Typical: a Lambda function in a public subnet, an ECS task "
            "without assignPublicIp, an instance in a subnet that does not assign public addresses."
        ),
    ),
    fix=Words(
        ko=(
            "S3와 DynamoDB라면 이 서브넷의 테이블에 게이트웨이 엔드포인트를 연결하는 게 가장 좋아요. 인터넷도 필요하면 "
            "NAT 게이트웨이가 있는 프라이빗 서브넷으로 옮기거나 EIP를 붙이세요."
        ),
        en=(
            "For S3 and DynamoDB the best fix is a gateway endpoint on this subnet's table. If the internet is needed "
            "too, move the workload to a private subnet with NAT, or give it an Elastic IP."
        ),
    ),
    caveats=(
        Words(
            ko="Lambda의 네트워크 인터페이스에는 공인 IP를 붙일 수 없어요. NAT나 엔드포인트를 써야 해요.",
            en="Lambda's network interfaces cannot have public addresses; they need NAT or an endpoint.",
        ),
        Words(
            ko="EIP를 붙이면 보안 그룹이 허용하는 만큼 인터넷에서도 들어올 수 있게 돼요.",
            en="With an Elastic IP the internet can reach the interface too, as far as its security groups admit.",
        ),
        Words(
            ko=(
                "서브넷만 보고 진단했다면 공인 IP를 가진 인스턴스는 문제없이 나가요. 인스턴스나 인터페이스 ID로 다시 "
                "물어보면 정확해요."
            ),
            en=(
                "For a bare subnet this is a warning: instances that do have a public address get out. Ask about an "
                "instance or interface to be sure."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html",
    ),
    aws_code="IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    see_also=("gateway-endpoint-missing", "internet-gateway-to-s3"),
    learn=("internet-gateway", "public-vs-private-subnet", "no-public-ip-needed", "eni"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each sender without a public address, and, as information, a bare subnet that does not assign them."""
    met = {b.subject: b for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_NO_PUBLIC_IP}
    met_over = {b.subject: t.addresses.family for t in case.traces for b in t.blocks if b.subject in met}
    usable = next((e for e in case.gateway_endpoints if e.usable), None)
    table, region = case.table, case.source.region
    for subject, block in met.items():
        eni = case.snapshot.enis.get(subject)
        associate = (
            f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {usable.id} --add-route-table-ids {table.id} --region {region}"
            if usable and table and table.id not in usable.route_table_ids
            else f"aws ec2 associate-address --network-interface-id {subject} --allocation-id <allocation-id>"
            f" --region {region}"
            if eni is not None and eni.type != "lambda" and met_over[subject] == V4
            else ""
        )
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=(associate,) if associate else (),
        )
    seen = index_of(case.snapshot).workloads_in.get(case.subnet.id, ())
    inside = [e for e in seen if e.type == "interface"]
    assigned = case.subnet.map_public_ip or (bool(inside) and all(e.public_ips for e in inside))
    straight = any(t.path is Verdict.PUBLIC_VIA_IGW for t in case.traces)
    if met or not straight or case.source.public is not None or assigned:
        return
    yield Finding(
        rule=RULE,
        subject=case.subnet.id,
        severity=Severity.INFO,
        evidence=(
            Evidence(
                call="ec2:DescribeSubnets",
                subject=case.subnet.id,
                fact=Words(
                    ko=(
                        f"{case.subnet.id}: MapPublicIpOnLaunch = false. 공인 IP가 없는 출발지는 인터넷 게이트웨이에서 "
                        "막혀요"
                    ),
                    en=(
                        f"{case.subnet.id}: MapPublicIpOnLaunch = false; a source without a public address is stopped at "
                        "the internet gateway"
                    ),
                ),
            ),
        ),
    )
