"""A Route 53 Resolver forwarding rule sends the service's name to other DNS servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.name_claims import claims_to
from diagnostics.analysis.resolve import uses_custom_dns
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.names import ResolverRule
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="DNS-005",
    id="resolver-rule-captures-name",
    severity=Severity.HIGH,
    title=Words(
        ko="Resolver 전달 규칙이 서비스 이름을 다른 DNS 서버로 보내고 있어요",
        en="A Resolver forwarding rule captures the service's name",
    ),
    why=Words(
        ko=(
            "VPC에 연결된 전달 규칙이 이 이름의 질의를 온프레미스 같은 다른 DNS 서버로 넘겨요. 그 서버는 이 VPC의 "
            "엔드포인트를 모르기 때문에 보통 공인 IP로 답하고, 트래픽은 NAT나 인터넷 게이트웨이로 나가요. 그 서버가 "
            "멈추면 AWS 이름도 함께 안 풀려요."
        ),
        en=(
            "A forwarding rule associated with the VPC hands queries for this name to other DNS servers, usually on "
            "premises. They know nothing of this VPC's endpoints and answer with public addresses, so traffic leaves by "
            "the NAT or internet gateway. When those servers fail, AWS names fail with them."
        ),
    ),
    fix=Words(
        ko=(
            "서비스 이름에 SYSTEM 규칙을 추가해 Amazon Resolver가 직접 답하게 하세요. 더 구체적인 규칙이 이기니까 기존 "
            "전달 규칙은 그대로 둬도 돼요."
        ),
        en=(
            "Add a SYSTEM rule for the service's name, so that the Amazon resolver answers it. The more specific rule "
            "wins; the forwarding rule can stay."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "온프레미스 DNS가 일부러 다른 답(예: 중앙 엔드포인트의 IP)을 주는 구성일 수 있어요. DNS 담당자와 먼저 "
                "확인하세요."
            ),
            en=(
                "The on-premises servers may answer differently on purpose, for instance with a central endpoint. Check "
                "with whoever runs them."
            ),
        ),
        Words(
            ko="규칙이 다른 계정에서 공유된 것이면 수정할 수 없고, VPC와의 연결만 바꿀 수 있어요.",
            en="A rule shared by another account cannot be edited here; only its association with the VPC can.",
        ),
    ),
    sources=(
        (
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html"
        ),
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html",
    ),
    causes=("loop",),
    see_also=("custom-dns-servers", "private-zone-shadows-aws"),
    learn=("use-dns-name", "private-dns", "verify-with-nslookup"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the forwarding rule that takes the name, where no zone or endpoint claims it more specifically."""
    looping = next((r.block for r in case.resolutions if r.block is not None and r.block.cause == "resolver_loop"), None)
    rule = _forwarding(case)
    elsewhere = bool(case.resolutions) and all(r.via == "endpoint" or r.block is not None for r in case.resolutions)
    if rule is None or (elsewhere and looping is None) or case.destination.variant == "vpce":
        return
    region, name = case.source.region, case.destination.hostname
    servers = ", ".join(rule.target_ips)
    forwards = Evidence(
        call="route53resolver:ListResolverRules",
        subject=rule.id,
        fact=Words(
            ko=f"{rule.id}: {rule.domain} 질의를 전달 (대상: {servers or '표시되지 않음'})",
            en=f"{rule.id} forwards {rule.domain} to {servers or 'targets that are not shown'}",
        ),
    )
    yield Finding(
        rule=RULE,
        subject=rule.id,
        cause="loop" if looping else None,
        severity=Severity.CRITICAL if looping else None,
        evidence=(forwards, *(looping.evidence if looping else ())),
        cli=(
            (
                f"aws route53resolver create-resolver-rule --creator-request-id {rule.id}-system --rule-type SYSTEM"
                f" --domain-name {name} --region {region}"
            ),
            (
                "aws route53resolver associate-resolver-rule --resolver-rule-id <resolver-rule-id> --vpc-id "
                f"{case.vpc.id} --region {region}"
            ),
        ),
        terraform=(
            'resource "aws_route53_resolver_rule" "amazon" {\n'
            f'  domain_name = "{name}"\n'
            '  rule_type   = "SYSTEM"\n'
            "}\n\n"
            'resource "aws_route53_resolver_rule_association" "amazon" {\n'
            "  resolver_rule_id = aws_route53_resolver_rule.amazon.id\n"
            f'  vpc_id           = "{case.vpc.id}"\n'
            "}"
        ),
    )


def _forwarding(case: Case) -> ResolverRule | None:
    """Give the rule that forwards the name, where the VPC's own resolver is asked and nothing more specific answers."""
    if uses_custom_dns(case.vpc, case.snapshot) is not None:
        return None
    claims = claims_to(case.destination.hostname, case.vpc, case.snapshot, inbound=False)
    return claims[0].what if claims and isinstance(claims[0].what, ResolverRule) else None
