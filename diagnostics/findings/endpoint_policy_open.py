"""The endpoint has the default policy, which lets everyone reach every bucket or table through it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.analysis.policies.document import read_policy
from diagnostics.analysis.policies.observations import grants_everything
from diagnostics.analysis.policies.rulings import endpoint_of
from diagnostics.analysis.services import has_gateway_type
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="POL-008",
    id="endpoint-policy-open",
    severity=Severity.MEDIUM,
    title=Words(ko="엔드포인트 정책이 기본값(전체 허용)이에요", en="The endpoint has the default policy, full access"),
    why=Words(
        ko="기본 정책은 누구의 버킷이든 이 엔드포인트로 접근할 수 있게 해요. 탈취된 자격 증명이나 공격자의 자격 증명으로 다른 계정의 버킷에 데이터를 올려도 네트워크에서는 막을 방법이 없어요.",
        en="The default policy lets anyone reach any bucket through the endpoint. With stolen credentials, or an attacker's own, data can be copied into another account's bucket, and nothing in the network stops it.",
    ),
    fix=Words(
        ko="엔드포인트 정책을 우리 조직의 호출자(aws:PrincipalOrgID)와 우리 조직의 리소스(aws:ResourceOrgID)로 좁히고, AWS가 소유한 버킷(ECR 레이어, Amazon Linux 저장소 등)은 따로 허용하세요.",
        en="Narrow the policy to callers (aws:PrincipalOrgID) and resources (aws:ResourceOrgID) of your own organization, and allow the buckets that AWS owns (ECR layers, the Amazon Linux repositories and the like) separately.",
    ),
    caveats=(
        Words(
            ko="조직 조건만 걸면 ECR 이미지 풀, yum/dnf, SSM 패치처럼 AWS 소유 버킷을 쓰는 작업이 바로 막혀요. 먼저 VPC 안에서 쓰는 버킷을 확인하세요.",
            en="With the organization's conditions alone, ECR pulls, yum/dnf and SSM patching break at once, because they use buckets that AWS owns. Find out first which buckets the VPC uses.",
        ),
        Words(
            ko='게이트웨이 엔드포인트 정책의 Principal은 "*"로 두고 aws:PrincipalArn 같은 조건으로 좁혀야 해요.',
            en='In a gateway endpoint policy keep Principal "*" and narrow down with conditions such as aws:PrincipalArn.',
        ),
        Words(
            ko="지금 통신에는 문제가 없어요. 데이터 유출을 막는 장치를 더하자는 이야기예요.",
            en="Nothing is broken today; this adds a guard against data exfiltration.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html",
    ),
    see_also=("endpoint-policy-denies", "endpoint-policy-omits-aws-bucket"),
    learn=("endpoint-definition", "security-of-public-path"),
    ambient=True,
)
#: The same of DynamoDB, where AWS keeps no tables that its customers' own work needs.
_OF_TABLES = replace(
    RULE,
    why=Words(
        ko="기본 정책은 누구의 테이블이든 이 엔드포인트로 접근할 수 있게 해요. 탈취된 자격 증명이나 공격자의 자격 증명으로 다른 계정의 테이블에 데이터를 써도 네트워크에서는 막을 방법이 없어요.",
        en="The default policy lets anyone reach any table through the endpoint. With stolen credentials, or an attacker's own, data can be written to another account's table, and nothing in the network stops it.",
    ),
    fix=Words(
        ko="엔드포인트 정책을 우리 조직의 호출자(aws:PrincipalOrgID)와 우리 조직의 리소스(aws:ResourceOrgID)로 좁히세요.",
        en="Narrow the policy to callers (aws:PrincipalOrgID) and resources (aws:ResourceOrgID) of your own organization.",
    ),
    caveats=(
        Words(
            ko="다른 조직의 테이블을 일부러 쓰고 있다면 조직 조건만으로는 바로 막혀요. 먼저 VPC 안에서 쓰는 테이블을 확인하세요.",
            en="With the organization's conditions alone, tables of another organization that are used on purpose are cut off at once. Find out first which tables the VPC uses.",
        ),
        *RULE.caveats[1:],
    ),
    see_also=("endpoint-policy-denies",),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each endpoint of a store of data on the way whose policy was seen to let everything through."""
    if not has_gateway_type(case.destination.service):
        return
    rule = _OF_TABLES if case.destination.service == "dynamodb" else RULE
    used = (endpoint_of(way, case.snapshot) for way in case.traces)
    for endpoint in {e.id: e for e in used if e is not None}.values():
        if not endpoint.policy or not grants_everything(read_policy(endpoint.policy)):
            continue
        fact = Words(
            ko=f"{endpoint.id} 정책: 모든 Principal, 모든 Action, 모든 Resource 허용",
            en=f"the policy of {endpoint.id} allows every principal, action and resource",
        )
        yield Finding(
            rule=rule,
            subject=endpoint.id,
            evidence=(Evidence(call="ec2:DescribeVpcEndpoints", subject=endpoint.id, fact=fact),),
            cli=(
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id} --policy-document file://endpoint-policy.json --region {case.source.region}",
            ),
            terraform=(
                'data "aws_iam_policy_document" "endpoint" {\n'
                "  statement {\n"
                '    actions   = ["*"]\n    resources = ["*"]\n'
                '    principals {\n      type        = "*"\n      identifiers = ["*"]\n    }\n'
                '    condition {\n      test     = "StringEquals"\n      variable = "aws:PrincipalOrgID"\n'
                '      values   = ["<organization-id>"]\n    }\n'
                '    condition {\n      test     = "StringEquals"\n      variable = "aws:ResourceOrgID"\n'
                '      values   = ["<organization-id>"]\n    }\n'
                "  }\n"
                "}"
            ),
        )
