"""A working NAT gateway has no way on: it is private before an internet gateway, or its table leads to none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.lookup import effective_table
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="NAT-002",
    id="nat-path-broken",
    severity=Severity.CRITICAL,
    title=Words(
        ko="NAT 게이트웨이 다음 경로가 끊겨 있어요",
        en="The path beyond the NAT gateway is broken",
    ),
    why=Words(
        ko=(
            "NAT 게이트웨이는 살아 있는데 그 너머로 나갈 길이 없어요. 퍼블릭 NAT는 자기 서브넷의 라우팅 테이블에 인터넷 "
            "게이트웨이로 가는 기본 라우트가 있어야 하고, 그 인터넷 게이트웨이가 VPC에 연결돼 있어야 해요. 프라이빗 "
            "NAT는 인터넷 게이트웨이로 보내도 거기서 버려져요. 어느 경우든 클라이언트에서는 타임아웃만 나요."
        ),
        en=(
            "The NAT gateway is up but has nowhere to send traffic. A public one needs a default route to an internet "
            "gateway in its own subnet's table, and that gateway must be attached to the VPC. What a private NAT "
            "gateway sends to an internet gateway is dropped there. In every case clients just time out."
        ),
    ),
    fix=Words(
        ko=(
            "퍼블릭 NAT는 인터넷 게이트웨이로 가는 기본 라우트가 있는 퍼블릭 서브넷에 두세요. 떨어진 인터넷 "
            "게이트웨이는 다시 연결하고, 인터넷으로 나가야 하는 프라이빗 NAT는 퍼블릭 NAT로 바꾸세요."
        ),
        en=(
            "Put a public NAT gateway in a public subnet with a default route to the internet gateway. Attach a "
            "detached internet gateway again, and replace a private NAT gateway that is meant to reach the internet with a public one."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "NAT 서브넷의 기본 라우트를 그 NAT 자신에게 향하게 하면 트래픽이 나가지 못해요. 반드시 인터넷 "
                "게이트웨이여야 해요."
            ),
            en=(
                "The default route of the NAT's subnet must not lead back to that NAT gateway; it has to be the "
                "internet gateway."
            ),
        ),
        Words(
            ko=(
                "서브넷에 인터넷 게이트웨이 라우트를 넣으면 그 서브넷은 퍼블릭 서브넷이 돼요. 공인 IP를 가진 다른 "
                "리소스가 있는지 확인하세요."
            ),
            en=(
                "A route to the internet gateway makes the subnet public. See whether anything else in it has a public "
                "address."
            ),
        ),
        Words(
            ko=(
                "NAT 게이트웨이는 64:ff9b::/96으로 가는 IPv6만 IPv4로 변환해요. 그 밖의 IPv6는 송신 전용 인터넷 "
                "게이트웨이로 보내야 해요."
            ),
            en=(
                "Of IPv6 a NAT gateway takes only what goes to 64:ff9b::/96, which it translates to IPv4; the rest belongs "
                "on an egress-only internet gateway."
            ),
        ),
        Words(
            ko="연결 방식(퍼블릭/프라이빗)은 바꿀 수 없어서 새로 만들어야 해요.",
            en="The connectivity type cannot be changed; a new NAT gateway is needed.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
    ),
    causes=("private_nat_to_igw", "nat_subnet_no_igw_route", "igw_detached", "nat_without_nat64"),
    see_also=("nat-gateway-not-available", "nat-instance-broken", "no-route"),
    learn=("nat", "internet-gateway", "nat-path-to-s3"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each NAT gateway of which the way on is broken, with the sub-cause and what mends it."""
    snapshot, region = case.snapshot, case.source.region
    met = {
        b.subject: b
        for t in case.traces
        for b in t.blocks
        if b.verdict is Verdict.BLOCKED_NAT_PATH and b.cause in RULE.causes
    }
    attached = next((g.id for _, g in sorted(snapshot.internet_gateways.items()) if case.vpc.id in g.vpc_ids), None)
    for subject, block in met.items():
        nat = snapshot.nat_gateways.get(subject)
        regional = nat is not None and nat.availability_mode == "regional"
        table = effective_table(nat.subnet_id or "", snapshot)[0] if nat and not regional else None
        table_id = (nat.route_table_id if nat and regional else table.id if table else None) or "<nat-route-table-id>"
        gone = next((h.id for t in case.traces for h in t.hops if h.kind == "internet-gateway"), "<internet-gateway-id>")
        mends = {
            "nat_subnet_no_igw_route": (
                (
                    f"aws ec2 create-route --route-table-id {table_id} --destination-cidr-block 0.0.0.0/0"
                    f" --gateway-id {attached or '<internet-gateway-id>'} --region {region}"
                ),
            ),
            "igw_detached": (
                f"aws ec2 attach-internet-gateway --internet-gateway-id {gone} --vpc-id {case.vpc.id} --region {region}",
            ),
            "nat_without_nat64": (
                f"aws ec2 create-egress-only-internet-gateway --vpc-id {case.vpc.id} --region {region}",
                (
                    f"aws ec2 replace-route --route-table-id {case.table.id if case.table else '<route-table-id>'}"
                    " --destination-ipv6-cidr-block ::/0 --egress-only-internet-gateway-id <egress-only-gateway-id>"
                    f" --region {region}"
                ),
            ),
            "private_nat_to_igw": (
                (
                    f"aws ec2 create-nat-gateway --subnet-id {(nat.subnet_id if nat else None) or '<public-subnet-id>'}"
                    f" --connectivity-type public --allocation-id <allocation-id> --region {region}"
                ),
                (
                    f"aws ec2 replace-route --route-table-id {case.table.id if case.table else '<route-table-id>'}"
                    f" --destination-cidr-block 0.0.0.0/0 --nat-gateway-id <new-nat-gateway-id> --region {region}"
                ),
            ),
        }
        yield Finding(
            rule=RULE,
            subject=subject,
            cause=block.cause,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=mends[block.cause],
            terraform=(
                'resource "aws_route" "nat_default" {\n'
                f'  route_table_id         = "{table_id}"\n'
                '  destination_cidr_block = "0.0.0.0/0"\n'
                f'  gateway_id             = "{attached or "<internet-gateway-id>"}"\n'
                "}"
            )
            if block.cause == "nat_subnet_no_igw_route"
            else "",
        )
