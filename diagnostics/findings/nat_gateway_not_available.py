"""The NAT gateway on the way is not in service, or some of its addresses failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="NAT-001",
    id="nat-gateway-not-available",
    severity=Severity.CRITICAL,
    title=Words(
        ko="NAT 게이트웨이가 사용 가능한 상태가 아니에요",
        en="The NAT gateway is not in the available state",
    ),
    why=Words(
        ko=(
            "라우트는 active로 보이는데 그 끝의 NAT 게이트웨이가 트래픽을 넘기지 못해요. failed는 만들기에 실패했다는 "
            "뜻이고(EIP 충돌, 서브넷에 남은 IP 없음, 인터넷 게이트웨이 없음 등), 시간이 지나도 저절로 돌아오지 않아요. 이 "
            "라우트를 쓰는 서브넷의 외부 통신이 모두 막혀요."
        ),
        en=(
            "The route says active, but the NAT gateway behind it carries nothing. Failed means that its creation failed (Elastic IP in use, no free address in the subnet, no internet gateway), and it does not recover. All "
            "outbound traffic of the subnets on this route stops."
        ),
    ),
    fix=Words(
        ko=(
            "실패 사유를 확인하고 NAT 게이트웨이를 새로 만들어 라우트를 그쪽으로 바꾸세요. S3와 DynamoDB만 급하다면 "
            "게이트웨이 엔드포인트가 더 빨라요. NAT가 없어도 돼요."
        ),
        en=(
            "Read the failure message, create a new NAT gateway and point the route at it. If only S3 and DynamoDB are "
            "urgent, a gateway endpoint is quicker and needs no NAT."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "새 NAT는 EIP가 달라질 수 있어요. 상대편 방화벽이나 버킷 정책이 예전 EIP를 허용하고 있다면 같은 EIP를 "
                "다시 쓰세요."
            ),
            en="A new NAT gateway may get another Elastic IP. If partners or bucket policies allow the old one, reuse it.",
        ),
        Words(
            ko="pending이면 몇 분 기다리면 돼요. failed 상태의 NAT는 한 시간쯤 뒤에 자동으로 사라져요.",
            en="If it is pending, wait a few minutes. A failed NAT gateway is deleted automatically after about an hour.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
    ),
    aws_code="BAD_STATE",
    see_also=("blackhole-route", "nat-path-broken", "gateway-endpoint-missing"),
    learn=("nat", "nat-path-to-s3"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each NAT gateway that blocks, and each one on the way of which some addresses failed."""
    snapshot, region = case.snapshot, case.source.region
    met = {b.subject: b for t in case.traces for b in t.blocks if b.cause == "nat_not_available"}
    for subject, block in met.items():
        nat = snapshot.nat_gateways.get(subject)
        waiting = nat is not None and nat.state == "pending"
        public = nat is None or nat.connectivity == "public"
        kind = "--allocation-id <allocation-id>" if public else "--connectivity-type private"
        subnet = (nat.subnet_id if nat else None) or "<public-subnet-id>"
        routes = [
            (h.id, h.route.destination)
            for t in case.traces
            for h in t.hops
            if h.kind == "route-table" and h.route and h.route.target.id == subject and not h.route.by_prefix_list
        ]
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=()
            if waiting
            else (
                f"aws ec2 create-nat-gateway --subnet-id {subnet} {kind} --region {region}",
                *(
                    f"aws ec2 replace-route --route-table-id {table}"
                    f" --destination-{'ipv6-cidr' if ':' in cidr else 'cidr'}-block {cidr}"
                    f" --nat-gateway-id <new-nat-gateway-id> --region {region}"
                    for table, cidr in dict.fromkeys(routes)
                ),
            ),
            terraform=""
            if waiting
            else (
                'resource "aws_nat_gateway" "this" {\n'
                f'  subnet_id         = "{subnet}"\n'
                + ('  allocation_id     = "<allocation-id>"\n' if public else '  connectivity_type = "private"\n')
                + "}"
            ),
        )
    for nat_id in dict.fromkeys(h.id for t in case.traces for h in t.hops if h.kind == "nat-gateway"):
        nat = snapshot.nat_gateways.get(nat_id)
        failed = [a for a in nat.addresses if a.status == "failed"] if nat else []
        if nat is None or nat_id in met or not failed:
            continue
        shown = ", ".join(f"{a.public_ip or a.private_ip} {a.failure}".strip() for a in failed)
        fact = Words(ko=f"{nat_id}의 주소 중 failed: {shown}", en=f"addresses of {nat_id} in state failed: {shown}")
        yield Finding(
            rule=RULE,
            subject=nat_id,
            severity=Severity.HIGH,
            evidence=(Evidence(call="ec2:DescribeNatGateways", subject=nat_id, fact=fact),),
        )
