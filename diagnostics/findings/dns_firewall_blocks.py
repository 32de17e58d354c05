"""DNS Firewall stops queries for the service's name, or may do so for all that can be read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.dns_firewall import BLOCKED, LISTS, UNREAD, screened
from diagnostics.analysis.resolve import uses_custom_dns
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.names import FirewallGroup

RULE = Rule(
    code="DNS-006",
    id="dns-firewall-blocks",
    severity=Severity.CRITICAL,
    title=Words(
        ko="DNS 방화벽이 서비스 이름의 질의를 막아요",
        en="DNS Firewall blocks queries for the service's name",
    ),
    why=Words(
        ko=(
            "VPC에 연결된 DNS 방화벽 규칙 그룹은 Resolver가 답하기 전에 이름을 먼저 검사해요. 차단 규칙의 도메인 목록에 "
            "걸리면 라우팅과 엔드포인트가 멀쩡해도 이름이 풀리지 않아요. 프라이빗 호스팅 영역과 엔드포인트의 프라이빗 DNS "
            "이름도 똑같이 막혀요."
        ),
        en=(
            "A DNS Firewall rule group associated with the VPC looks at a name before the Resolver answers. Once a blocking rule's domain list matches, the name does not resolve, even where routes and endpoints are right. Names of "
            "private hosted zones and of endpoints' private DNS are stopped just the same."
        ),
    ),
    fix=Words(
        ko=(
            "차단 규칙보다 우선순위 숫자가 작은 ALLOW 규칙을 추가해서 필요한 서비스 이름만 허용하세요. CNAME으로 이어지는 "
            "이름 때문에 다시 막히지 않도록 리디렉션 도메인을 신뢰하도록 설정하세요."
        ),
        en=(
            "Add an ALLOW rule with a lower priority number than the blocking one, for just the names that are needed. Let it "
            "trust the redirection chain, so that the names behind a CNAME are not stopped in turn."
        ),
    ),
    caveats=(
        Words(
            ko="DNS 방화벽은 보안 팀이 일부러 둔 통제예요. 규칙을 바꾸기 전에 담당자와 먼저 맞추세요.",
            en="DNS Firewall is there on purpose. Agree on the change with whoever is responsible for it.",
        ),
        Words(
            ko=(
                "AWS 관리형 도메인 목록의 내용은 누구도 조회할 수 없어서, AWS 서비스 이름은 들어 있지 않다고 보고 판단해요. "
                "의심되면 Resolver 쿼리 로그에서 firewall_rule_action 값을 확인하세요."
            ),
            en=(
                "Nobody can read AWS's managed domain lists; they are taken not to hold names of AWS services. If in doubt, "
                "look at firewall_rule_action in the Resolver query logs."
            ),
        ),
        Words(
            ko="규칙 그룹이 다른 계정, 프로필, Firewall Manager에서 온 것이면 소유한 쪽에서 고쳐야 해요.",
            en="A rule group that comes from another account, a Profile or Firewall Manager has to be changed by its owner.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-groups.html",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-domain-lists.html",
    ),
    causes=("unread", "advanced", "redirections"),
    see_also=("private-zone-shadows-aws", "resolver-rule-captures-name", "vpc-resolver-off"),
    learn=("use-dns-name", "verify-with-nslookup", "private-dns"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each rule group that stops the name, milder where it only may: by what cannot be read, or by detection."""
    told: set[str] = set()
    for block in (r.block for r in case.resolutions if r.block is not None):
        if block.cause not in {BLOCKED, UNREAD} or block.subject in told:
            continue
        told.add(block.subject)
        group = case.snapshot.firewall_groups.get(block.subject)
        sure = block.cause == BLOCKED
        yield Finding(
            rule=RULE,
            subject=block.subject,
            cause=None if sure else "unread",
            severity=None if sure else Severity.MEDIUM,
            evidence=block.evidence,
            cli=_cli(group, case) if sure and group else (),
            terraform=_terraform(group, case) if sure and group else "",
        )
    if uses_custom_dns(case.vpc, case.snapshot) is not None:
        return
    for doubt in screened(case.destination.hostname, case.vpc, case.snapshot).doubts:
        if doubt.call == LISTS:  # an assumption, which the answer states
            continue
        group = case.snapshot.firewall_groups[doubt.subject]
        advanced = all(rule.list_id == "" for rule in group.rules or () if rule.action == "BLOCK")
        if doubt.subject not in told:
            yield Finding(
                rule=RULE,
                subject=doubt.subject,
                cause="advanced" if advanced else "redirections",
                severity=Severity.INFO if advanced else Severity.LOW,
                evidence=(doubt,),
            )


def _before(group: FirewallGroup) -> int:
    """Give a priority that comes before all of a group's rules."""
    return max(1, min((rule.priority for rule in group.rules or ()), default=2) - 1)


def _cli(group: FirewallGroup, case: Case) -> tuple[str, ...]:
    token, region = "--creator-request-id needed-aws-names", f"--region {case.source.region}"
    held = "--firewall-domain-list-id <firewall-domain-list-id>"
    rule = (
        f"create-firewall-rule {token} --name needed-aws-names --firewall-rule-group-id {group.id} {held} "
        f"--priority {_before(group)} --action ALLOW --firewall-domain-redirection-action TRUST_REDIRECTION_DOMAIN"
    )
    return (
        f"aws route53resolver create-firewall-domain-list {token} --name needed-aws-names {region}",
        f"aws route53resolver update-firewall-domains {held} --operation ADD --domains {case.destination.hostname} {region}",
        f"aws route53resolver {rule} {region}",
    )


def _terraform(group: FirewallGroup, case: Case) -> str:
    return (
        'resource "aws_route53_resolver_firewall_domain_list" "needed" {\n'
        '  name    = "needed-aws-names"\n'
        f'  domains = ["{case.destination.hostname}"]\n'
        "}\n\n"
        'resource "aws_route53_resolver_firewall_rule" "needed" {\n'
        '  name                               = "needed-aws-names"\n'
        '  action                             = "ALLOW"\n'
        f"  priority                           = {_before(group)}\n"
        f'  firewall_rule_group_id             = "{group.id}"\n'
        "  firewall_domain_list_id            = aws_route53_resolver_firewall_domain_list.needed.id\n"
        '  firewall_domain_redirection_action = "TRUST_REDIRECTION_DOMAIN"\n'
        "}"
    )
