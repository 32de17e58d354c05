"""The client's security group allows a prefix list, but not the one of this service in this Region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.services import prefix_list_of
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.snapshot import Snapshot

RULE = Rule(
    code="SGR-003",
    id="security-group-wrong-prefix-list",
    severity=Severity.HIGH,
    title=Words(
        ko="보안 그룹이 이 서비스의 것이 아닌 접두사 목록을 참조해요",
        en="The security group references another service's prefix list",
    ),
    why=Words(
        ko=(
            "아웃바운드 규칙에 접두사 목록이 있기는 한데 이 서비스의 것이 아니에요. S3 대신 DynamoDB나 S3 Express의 "
            "목록을 골랐거나, 다른 리전의 템플릿에서 ID를 복사했을 때 생겨요. 목록 ID는 리전마다 다르고, 같은 ID가 다른 "
            "리전에서는 다른 뜻일 수 있어요. 허용한 것처럼 보여서 오래 헤매게 돼요."
        ),
        en=(
            "An outbound rule does name a prefix list, but not this service's: DynamoDB's or S3 Express's instead of "
            "S3's, or an id copied from another Region's template. Ids differ by Region, and the same id can mean "
            "something else elsewhere. It looks allowed, which is why it takes long to find."
        ),
    ),
    fix=Words(
        ko=(
            "이 리전의 이 서비스 접두사 목록으로 규칙을 바꾸세요. 코드에서는 ID를 적지 말고 "
            "이름(com.amazonaws.리전.서비스)으로 조회하세요."
        ),
        en=(
            "Make the rule name this service's list in this Region. In code, look the list up by name "
            "(com.amazonaws.REGION.SERVICE) instead of writing its id down."
        ),
    ),
    caveats=(
        Words(
            ko="잘못된 목록 규칙도 다른 트래픽이 쓰고 있을 수 있어요. 새 규칙을 먼저 추가하고 확인한 뒤에 지우세요.",
            en="Other traffic may use the wrong rule. Add the right one first, and remove the other after checking.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    ),
    see_also=("security-group-egress-closed", "security-group-egress-partial"),
    learn=("gateway-public-ip-destination", "gateway-supported-services"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each group whose egress names an AWS list, or an unknown one, that is not the service's, while egress blocks."""
    if not any(b.verdict is Verdict.BLOCKED_SG_EGRESS for t in case.traces for b in t.blocks):
        return
    right = prefix_list_of(case.destination.service, case.destination.region, case.snapshot)
    if right is None:
        return
    port, region = case.destination.port, case.source.region
    for group_id in case.source.group_ids or ():
        group = case.snapshot.security_groups.get(group_id)
        named = {p for r in group.egress for p in r.prefix_list_ids} if group else set()
        wrong = sorted(p for p in named if p != right.id and _mistaken(p, case.snapshot))
        if not wrong or right.id in named:
            continue
        shown = ", ".join(f"{p} ({_name(p, case.snapshot)})" for p in wrong)
        yield Finding(
            rule=RULE,
            subject=group_id,
            evidence=(
                Evidence(
                    call="ec2:DescribeSecurityGroups",
                    subject=group_id,
                    fact=Words(
                        ko=f"{group_id} 아웃바운드 접두사 목록: {shown}. 필요한 목록: {right.id} ({right.name})",
                        en=f"{group_id} allows {shown}; the service's list is {right.id} ({right.name})",
                    ),
                ),
            ),
            cli=(
                (
                    f"aws ec2 authorize-security-group-egress --group-id {group_id} --ip-permissions"
                    f" 'IpProtocol=tcp,FromPort={port},ToPort={port},PrefixListIds=[{{PrefixListId={right.id}}}]' "
                    f"--region {region}"
                ),
            ),
            terraform=(
                f'data "aws_ec2_managed_prefix_list" "service" {{\n  name = "{right.name}"\n}}\n\n'
                'resource "aws_vpc_security_group_egress_rule" "service" {\n'
                f'  security_group_id = "{group_id}"\n'
                '  ip_protocol       = "tcp"\n'
                f"  from_port         = {port}\n"
                f"  to_port           = {port}\n"
                "  prefix_list_id    = data.aws_ec2_managed_prefix_list.service.id\n"
                "}"
            ),
        )


def _mistaken(list_id: str, snapshot: Snapshot) -> bool:
    """Say whether the list is another service's, or none of this Region; a customer's own list is no mistake."""
    known = snapshot.prefix_lists.get(list_id)
    if known is None:
        return not (snapshot.unseen("ec2:DescribePrefixLists") or snapshot.unseen("ec2:DescribeManagedPrefixLists"))
    return known.aws


def _name(list_id: str, snapshot: Snapshot) -> str:
    known = snapshot.prefix_lists.get(list_id)
    return known.name if known else "?"
