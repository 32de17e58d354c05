"""A source that has IPv6 only dials a name that has IPv4 addresses only: by NAT64 past the endpoint, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.families import by_nat64
from diagnostics.analysis.record_types import endpoint_families
from diagnostics.model.addresses import V6
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="V6-002",
    id="ipv6-only-source",
    severity=Severity.HIGH,
    title=Words(
        ko="IPv6 전용 서브넷에서 IPv4로만 풀리는 이름을 써요",
        en="An IPv6-only subnet dials a name that has IPv4 addresses only",
    ),
    why=Words(
        ko=(
            "IPv6 전용 서브넷의 워크로드는 IPv4 주소로 연결할 수 없어요. DNS64를 켜면 이름이 64:ff9b::/96 주소로 풀리는데, 이 "
            "주소는 서비스의 접두사 목록에 없어요. 그래서 게이트웨이 엔드포인트가 같은 라우팅 테이블에 있어도 타지 못하고 NAT "
            "게이트웨이로 가서 데이터 처리 요금이 붙어요. DNS64가 꺼져 있거나 64:ff9b::/96 라우트가 없으면 아예 연결되지 않아요."
        ),
        en=(
            "Workloads in an IPv6-only subnet cannot connect to IPv4 addresses. With DNS64 the name resolves to addresses "
            "in 64:ff9b::/96, which no prefix list of a service holds: even with a gateway endpoint on the same route "
            "table, the traffic goes to a NAT gateway, which bills every gigabyte. Without DNS64, or without a route for "
            "64:ff9b::/96, there is no connection at all."
        ),
    ),
    fix=Words(
        ko=(
            "클라이언트가 듀얼스택 이름을 쓰게 하고(AWS_USE_DUALSTACK_ENDPOINT=true), 엔드포인트의 IP 주소 유형을 dualstack으로 "
            "바꾸세요. 그러면 IPv6로 엔드포인트를 바로 타요. 듀얼스택 이름이 없는 서비스만 DNS64와 NAT 게이트웨이로 보내세요."
        ),
        en=(
            "Make the client dial the dual-stack name (AWS_USE_DUALSTACK_ENDPOINT=true) and change the endpoint's IP "
            "address type to dualstack: then IPv6 goes straight to the endpoint. Leave DNS64 and the NAT gateway to "
            "services that have no dual-stack name."
        ),
    ),
    caveats=(
        Words(
            ko="DynamoDB 게이트웨이 엔드포인트는 IPv4만 지원해요. IPv6 전용 서브넷에서는 바로 탈 수 없어요.",
            en="Gateway endpoints for DynamoDB carry IPv4 only: nothing in an IPv6-only subnet can use one directly.",
        ),
        Words(
            ko="NAT 게이트웨이의 서브넷에 게이트웨이 엔드포인트 라우트가 있으면 거기서부터는 프라이빗하지만, NAT 요금은 그대로예요.",
            en=(
                "With the gateway endpoint's route on the NAT gateway's own subnet the rest of the way is private, but "
                "the NAT charge stays."
            ),
        ),
        Words(
            ko="애플리케이션이 IPv4 주소를 직접 적어 두고 쓰면 DNS64도 도움이 안 돼요. DNS64는 이름 풀이만 바꿔요.",
            en="Where an application has an IPv4 address written into it, DNS64 does not help: it changes names only.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-ip-address-type",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/dual-stack-endpoints.html",
    ),
    causes=("nat64", "nat64_without_route", "no_ipv4"),
    see_also=("dual-stack-name-with-ipv4-endpoint", "gateway-endpoint-behind-nat", "no-route"),
    learn=("gateway-endpoint", "nat-path-to-s3", "public-vs-private-subnet"),
)
_STUCK = frozenset({"no_route", "nat64_untranslated"})
#: The service whose gateway endpoints carry IPv4 only, whatever is asked for.
_IPV4_ONLY = "dynamodb"


def check(case: Case) -> Iterator[Finding]:
    """Yield the subnet whose way to an IPv4-only name needs a translation, or has none."""
    translated = [t for t in case.traces if by_nat64(t.addresses)]
    without = next((b for t in case.traces for b in t.blocks if b.cause == "no_ipv4"), None)
    if without is None and not translated:
        return
    stuck = [b for t in translated for b in t.blocks if b.cause in _STUCK]
    nowhere = bool(without or stuck)
    private = all((t.then or t.path or t.verdict).verdict_class is VerdictClass.PRIVATE for t in translated)
    subnet = case.subnet.id
    fact = Words(
        ko=f"{subnet} 서브넷은 IPv6 전용이고 EnableDns64 = {str(case.subnet.dns64).lower()}",
        en=f"{subnet} is IPv6-only, and EnableDns64 = {str(case.subnet.dns64).lower()}",
    )
    seen = without.evidence[-1:] if without else tuple(e for b in stuck for e in b.evidence)
    yield Finding(
        rule=RULE,
        subject=subnet,
        cause="no_ipv4" if without else "nat64_without_route" if stuck else "nat64",
        severity=Severity.CRITICAL if nowhere else Severity.MEDIUM if private else None,
        evidence=(Evidence(call="ec2:DescribeSubnets", subject=subnet, fact=fact), *seen),
        cli=tuple(_commands(case, dns64=without is not None, route=bool(stuck))),
    )


def _commands(case: Case, *, dns64: bool, route: bool) -> Iterator[str]:
    """Give what makes the endpoint take IPv6; where no gateway endpoint can, what makes the translation complete."""
    region = case.source.region
    service = case.destination.service
    usable = next((e for e in case.gateway_endpoints if e.usable and service != _IPV4_ONLY), None)
    if usable is not None:
        if V6 not in endpoint_families(usable):
            yield (
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {usable.id} --ip-address-type dualstack --region {region}"
            )
        if case.table is not None and case.table.id not in usable.route_table_ids:
            yield (
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {usable.id} --add-route-table-ids {case.table.id}"
                f" --region {region}"
            )
        yield "export AWS_USE_DUALSTACK_ENDPOINT=true"
        return
    if dns64:
        yield f"aws ec2 modify-subnet-attribute --subnet-id {case.subnet.id} --enable-dns64 --region {region}"
    nats = sorted(case.snapshot.nat_gateways.items())
    nat = next((n.id for _, n in nats if n.vpc_id == case.vpc.id and n.state == "available"), "<nat-gateway-id>")
    if (dns64 or route) and case.table is not None:
        has = any(r.destination == "64:ff9b::/96" for r in case.table.routes)
        yield (
            f"aws ec2 {'replace' if has else 'create'}-route --route-table-id {case.table.id}"
            f" --destination-ipv6-cidr-block 64:ff9b::/96 --nat-gateway-id {nat} --region {region}"
        )
