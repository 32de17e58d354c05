"""No route of the subnet's table matches the service's addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64
from diagnostics.model.addresses import V4
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.trace import Trace

RULE = Rule(
    code="RTE-004",
    id="no-route",
    severity=Severity.CRITICAL,
    title=Words(
        ko="서비스로 가는 라우트가 없어요",
        en="No route leads to the service",
    ),
    why=Words(
        ko=(
            "이름은 서비스의 공인 IP로 풀리는데 이 서브넷의 라우팅 테이블에는 그 주소로 가는 라우트가 하나도 없어요. "
            "패킷은 서브넷을 떠나지 못하고 클라이언트에서는 타임아웃이 나요. 일부러 외부와 끊어 둔 서브넷이라면 "
            "엔드포인트만 추가하면 돼요."
        ),
        en=(
            "The name resolves to public addresses of the service, but no route in this subnet's table matches them. "
            "Packets do not leave the subnet and clients time out. In a subnet that is isolated on purpose, only the "
            "endpoint is missing."
        ),
    ),
    fix=Words(
        ko=(
            "S3와 DynamoDB는 게이트웨이 엔드포인트를, 다른 서비스는 인터페이스 엔드포인트를 쓰는 게 먼저예요. "
            "인터넷까지 나가야 하는 서브넷이라면 NAT 게이트웨이로 가는 기본 라우트를 추가하세요."
        ),
        en=(
            "Prefer a gateway endpoint for S3 and DynamoDB and an interface endpoint for other services. If the subnet "
            "also needs the internet, add a default route to a NAT gateway."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "격리된 서브넷에 기본 라우트를 넣으면 S3만이 아니라 인터넷 전체로 나갈 길이 열려요. 보안 정책을 먼저 "
                "확인하세요."
            ),
            en=(
                "A default route in an isolated subnet opens the way to the whole internet, not just to S3. Check your "
                "security policy first."
            ),
        ),
        Words(
            ko="일부 주소에만 라우트가 없을 수도 있어요. 그러면 DNS가 주는 IP에 따라 되다 안 되다 해요.",
            en=(
                "The route may be missing for some of the addresses only; then success depends on the address that DNS "
                "gives."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    ),
    aws_code="NO_ROUTE_TO_DESTINATION",
    see_also=("gateway-endpoint-missing", "interface-endpoint-missing", "blackhole-route"),
    learn=("route-table", "endpoint-no-igw-needed", "why-endpoint"),
)

#: No route on the way there, in a transit gateway's table, or on the way back from another VPC.
_CAUSES = frozenset({"no_route", "transit_no_route", "far_return"})


def check(case: Case) -> Iterator[Finding]:
    """Yield each table in which the walk found no route; a NAT gateway of the VPC is offered where one works."""
    found = [(t, b) for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_NO_ROUTE and b.cause in _CAUSES]
    met = {b.subject: (t, b) for t, b in found}
    nats = (
        n.id
        for _, n in sorted(case.snapshot.nat_gateways.items())
        if n.vpc_id == case.vpc.id and n.state == "available" and n.connectivity == "public"
    )
    nat = next(nats, None)
    for subject, (trace, block) in met.items():
        own = case.table is not None and subject == case.table.id
        way_out = _way_out(trace, case, nat) if own else None
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=(f"aws ec2 create-route --route-table-id {subject} {way_out[0]} --region {case.source.region}",)
            if way_out
            else (),
            terraform=(f'resource "aws_route" "default" {{\n  route_table_id = "{subject}"\n{way_out[1]}}}')
            if way_out
            else "",
        )


def _way_out(trace: Trace, case: Case, nat: str | None) -> tuple[str, str] | None:
    """Give the options and the Terraform arguments of a route that carries the family of the way, where one is at hand."""
    if trace.addresses.family == V4 or by_nat64(trace.addresses):
        kind = "cidr" if trace.addresses.family == V4 else "ipv6-cidr"
        to = "0.0.0.0/0" if trace.addresses.family == V4 else "64:ff9b::/96"
        target, gateway = "nat-gateway-id", nat
    else:
        kind, to, target = "ipv6-cidr", "::/0", "egress-only-internet-gateway-id"
        held = sorted(case.snapshot.egress_only_gateways.items())
        gateway = next((g.id for _, g in held if case.vpc.id in g.vpc_ids), None)
    if gateway is None:
        return None
    argument = target.replace("-internet", "").replace("-", "_")
    return (
        f"--destination-{kind}-block {to} --{target} {gateway}",
        f'  destination_{kind.replace("-", "_")}_block = "{to}"\n  {argument} = "{gateway}"\n',
    )
