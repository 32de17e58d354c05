"""A regional NAT gateway in manual mode has no address in the subnet's Availability Zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="NAT-004",
    id="regional-nat-without-this-zone",
    severity=Severity.CRITICAL,
    title=Words(
        ko="리전 NAT 게이트웨이에 이 가용 영역의 주소가 없어요",
        en="The regional NAT gateway has no address in this Availability Zone",
    ),
    why=Words(
        ko=(
            "리전 NAT 게이트웨이를 수동 모드로 쓰면 주소를 넣어 둔 가용 영역의 트래픽만 처리해요. 이 서브넷의 가용 "
            "영역에는 주소가 없어서 외부로 나가는 트래픽이 막혀요. 새 가용 영역에 서브넷을 추가하고 NAT 쪽 작업을 "
            "빠뜨렸을 때 생겨요."
        ),
        en=(
            "In manual mode a regional NAT gateway serves only the zones that were given an address. This subnet's zone "
            "has none, so its outbound traffic is blocked. It happens when subnets are added in a new zone and the NAT "
            "gateway is forgotten."
        ),
    ),
    fix=Words(
        ko=(
            "NAT 게이트웨이에 이 가용 영역의 EIP를 연결하세요. 자동 모드의 리전 NAT를 쓰면 워크로드를 따라 AWS가 알아서 "
            "확장해 줘요."
        ),
        en=(
            "Associate an Elastic IP in this zone with the NAT gateway. In automatic mode AWS expands a regional NAT "
            "gateway by itself, following the workloads."
        ),
    ),
    caveats=(
        Words(
            ko="자동 모드도 새 가용 영역까지 확장하는 데 최대 60분이 걸려요. 그동안은 다른 가용 영역의 NAT로 처리돼요.",
            en="Automatic mode too may take up to 60 minutes to expand into a new zone; meanwhile another zone serves it.",
        ),
        Words(
            ko="가용 영역마다 공인 IP와 시간당 요금이 늘고, 상대편에서 허용해야 할 EIP도 하나 늘어요.",
            en="Each zone adds a public address and an hourly charge, and one more Elastic IP for others to allow.",
        ),
    ),
    sources=("https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",),
    aws_code="REGIONAL_NGW_ROUTE_AZ_RESTRICTION",
    see_also=("nat-gateway-not-available", "nat-in-another-zone"),
    learn=("nat", "nat-path-to-s3"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each regional NAT gateway that does not cover the source's zone."""
    met = {b.subject: b for t in case.traces for b in t.blocks if b.cause == "regional_nat_without_zone"}
    zone = f"--availability-zone {case.subnet.az}" if case.subnet.az else f"--availability-zone-id {case.subnet.az_id}"
    for subject, block in met.items():
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=(
                (
                    f"aws ec2 associate-nat-gateway-address --nat-gateway-id {subject} {zone}"
                    f" --allocation-ids <allocation-id> --region {case.source.region}"
                ),
            ),
        )
