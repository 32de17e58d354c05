"""A private hosted zone claims an AWS name and has no record of it, so the name does not exist for the VPC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="DNS-003",
    id="private-zone-shadows-aws",
    severity=Severity.CRITICAL,
    title=Words(
        ko="프라이빗 호스팅 영역이 AWS 이름을 가리고 있어요",
        en="A private hosted zone shadows AWS names",
    ),
    why=Words(
        ko=(
            "VPC에 연결된 프라이빗 호스팅 영역이 서비스 이름을 포함하는데 그 이름의 레코드가 없어요. Resolver는 "
            "일치하는 영역이 있으면 공인 DNS로 넘어가지 않고 NXDOMAIN으로 답해요. 그래서 이름이 풀리지 않고, 같은 영역 "
            "아래의 다른 AWS 이름도 레코드가 없으면 모두 안 풀려요."
        ),
        en=(
            "A private hosted zone associated with the VPC covers the service's name but has no record for it. Where a "
            "zone matches, the Resolver does not go on to public DNS; it answers NXDOMAIN. The name does not resolve, nor does any other AWS name in that zone that has no record."
        ),
    ),
    fix=Words(
        ko=(
            "필요 없는 영역이면 VPC에서 연결을 해제하세요. 필요하다면 영역 범위를 실제로 쓰는 이름까지 좁히거나, 빠진 "
            "이름의 레코드를 추가하세요."
        ),
        en=(
            "Disassociate the zone from the VPC if it is not needed. If it is, narrow it to the names that it really "
            "serves, or add the missing records."
        ),
    ),
    caveats=(
        Words(
            ko="같은 영역의 다른 레코드에 기대는 서비스가 있을 수 있어요. 연결을 해제하기 전에 레코드 목록을 확인하세요.",
            en="Other services may rely on records of the same zone. Go through them before disassociating it.",
        ),
        Words(
            ko=(
                "마지막으로 남은 VPC 연결은 해제할 수 없어요. 그때는 영역을 지워야 하는데, 다른 계정이 소유한 영역이면 "
                "소유자에게 요청하세요."
            ),
            en=(
                "A zone's last VPC cannot be disassociated; the zone must be deleted then. If another account owns it, "
                "ask its owner."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-disassociate-vpcs.html",
    ),
    see_also=("private-zone-record-stale", "resolver-rule-captures-name"),
    learn=("use-dns-name", "verify-with-nslookup", "private-dns"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each zone that answers the name with nothing; milder where we could not read its records."""
    for resolution in case.resolutions:
        block = resolution.block
        if block is None or block.cause != "zone_without_record":
            continue
        zone = case.snapshot.hosted_zones.get(block.subject)
        alone = zone is not None and len(zone.vpc_ids) == 1
        yield Finding(
            rule=RULE,
            subject=block.subject,
            severity=Severity.HIGH if resolution.when is not None else None,
            evidence=block.evidence,
            cli=()
            if alone
            else (
                (
                    f"aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id {block.subject}"
                    f" --vpc VPCRegion={case.source.region},VPCId={case.vpc.id}"
                ),
            ),
            terraform=(
                "# aws_route53_zone_association 또는 aws_route53_zone의 vpc 블록에서 제거 / remove from\n"
                f'# zone_id = "{block.subject}", vpc_id = "{case.vpc.id}"'
            ),
        )
