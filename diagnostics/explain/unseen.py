"""What could not be seen, said once a reason, with the IAM actions that would show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.naming import with_particle
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnostics.model.snapshot import Gap
    from diagnostics.model.words import Lang

#: What each call shows, in Korean; in English a gap says it itself.
HIDDEN_KO: Mapping[str, str] = {
    "ec2:DescribeVpcs": "VPC",
    "ec2:DescribeVpcAttribute": "VPC의 DNS 속성",
    "ec2:DescribeSubnets": "서브넷",
    "ec2:DescribeRouteTables": "라우팅 테이블",
    "ec2:DescribeVpcEndpoints": "VPC 엔드포인트",
    "ec2:DescribeVpcEndpointServices": "엔드포인트 서비스 목록",
    "ec2:DescribeVpcEncryptionControls": "VPC 암호화 제어",
    "ec2:DescribeFlowLogs": "VPC 흐름 로그",
    "ec2:DescribePrefixLists": "AWS 접두사 목록",
    "ec2:DescribeManagedPrefixLists": "관리형 접두사 목록",
    "ec2:GetManagedPrefixListEntries": "접두사 목록의 항목",
    "ec2:DescribeNatGateways": "NAT 게이트웨이",
    "ec2:DescribeInternetGateways": "인터넷 게이트웨이",
    "ec2:DescribeEgressOnlyInternetGateways": "송신 전용 인터넷 게이트웨이",
    "ec2:DescribeNetworkInterfaces": "네트워크 인터페이스",
    "ec2:DescribeInstances": "인스턴스",
    "ec2:DescribeSecurityGroups": "보안 그룹",
    "ec2:DescribeNetworkAcls": "네트워크 ACL",
    "ec2:DescribeDhcpOptions": "DHCP 옵션 세트",
    "ec2:DescribeVpcPeeringConnections": "VPC 피어링",
    "ec2:DescribeVpcBlockPublicAccessOptions": "VPC 퍼블릭 액세스 차단 설정",
    "ec2:DescribeVpcBlockPublicAccessExclusions": "VPC 퍼블릭 액세스 차단 제외",
    "ec2:SearchTransitGatewayRoutes": "Transit Gateway 라우트",
    "ec2:DescribeTransitGatewayAttachments": "Transit Gateway 연결",
    "ec2:DescribeTransitGatewayVpcAttachments": "Transit Gateway 연결의 서브넷",
    "ec2:DescribeTransitGatewayRouteTables": "Transit Gateway 라우팅 테이블",
    "ec2:GetTransitGatewayRouteTableAssociations": "Transit Gateway 라우팅 테이블 연결",
    "route53:ListHostedZonesByVPC": "프라이빗 호스팅 영역",
    "route53:ListResourceRecordSets": "프라이빗 호스팅 영역의 레코드",
    "route53resolver:ListResolverRules": "Resolver 규칙",
    "route53resolver:ListResolverRuleAssociations": "Resolver 규칙 연결",
    "route53resolver:ListResolverEndpoints": "Resolver 엔드포인트",
    "route53resolver:ListResolverEndpointIpAddresses": "Resolver 엔드포인트의 주소",
    "route53resolver:ListFirewallRuleGroupAssociations": "DNS 방화벽 규칙 그룹",
    "route53resolver:ListFirewallRules": "DNS 방화벽 규칙",
    "route53resolver:ListFirewallDomains": "DNS 방화벽 도메인 목록의 내용",
    "route53resolver:ListFirewallDomainLists": "DNS 방화벽 도메인 목록",
    "route53profiles:ListProfileAssociations": "Route 53 프로필",
    "route53profiles:ListProfileResourceAssociations": "Route 53 프로필의 리소스",
    "cloudwatch:GetMetricData": "NAT 게이트웨이의 CloudWatch 지표",
    "logs:GetQueryResults": "NAT 게이트웨이의 흐름 로그 집계",
    "lambda:GetFunctionConfiguration": "Lambda 함수의 네트워크 설정",
    "s3:GetBucketPolicy": "버킷 정책",
    "s3:ListBucket": "버킷의 리전",
    "s3:GetBucketLocation": "버킷의 리전",
    "s3:GetAccessPoint": "액세스 포인트",
    "s3:GetAccessPointPolicy": "액세스 포인트 정책",
    "sts:GetCallerIdentity": "계정 정보",
}

_SAID: Mapping[str, Words] = {
    "denied": Words(
        "권한이 없어서 {what을} 볼 수 없었어요. IAM에서 {actions} 권한을 허용하면 함께 볼게요.",
        "There was no permission to read {what}; allow {actions} in IAM to include them.",
    ),
    "not-collected": Words(
        "스냅샷에 {what이} 들어 있지 않아요. {actions} 결과를 함께 저장하면 그것까지 볼게요.",
        "Not in the snapshot: {what}. Save the output of {actions} with it to include them.",
    ),
    "failed": Words(
        "{what을} 읽다가 실패했어요({actions}). 잠시 뒤에 다시 진단해 보세요.",
        "{What} could not be read ({actions} failed); diagnose again in a while.",
    ),
    "unsupported": Words(
        "이 환경에서는 {what을} 조회할 수 없어요({actions}). 그 부분은 확인하지 않았어요.",
        "{What} cannot be looked up here ({actions} is not supported), so that part was not checked.",
    ),
}
_NAMED = 6


def unseen(gaps: Sequence[Gap], lang: Lang) -> tuple[str, ...]:
    """Give one sentence a reason: what stayed hidden, and what would show it."""
    by_reason: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_reason.setdefault(gap.reason, []).append(gap)
    return tuple(_sentence(reason, held, lang) for reason, held in by_reason.items())


def hidden(gap: Gap, lang: Lang) -> str:
    """Call what a gap hides, and which one of several where the gap is of one resource."""
    noun = shown_by(gap.call, gap.hides, lang)
    if not gap.subject:
        return noun
    return f"{noun}({gap.subject})" if lang == "ko" else f"{noun} ({gap.subject})"


def shown_by(call: str, noun: str, lang: Lang) -> str:
    """Call what a call shows in the language; `noun` is its name in English."""
    return HIDDEN_KO.get(call, noun) if lang == "ko" else noun


def _sentence(reason: str, gaps: Sequence[Gap], lang: Lang) -> str:
    nouns = list(dict.fromkeys(hidden(g, lang) for g in gaps))
    actions = ", ".join(dict.fromkeys(g.needs for g in gaps))
    what = ", ".join(nouns[:_NAMED])
    if len(nouns) > _NAMED:
        rest = len(nouns) - _NAMED
        what += f" 외 {rest}가지" if lang == "ko" else f" and {rest} more"
    return (
        _SAID[reason]
        .say(lang)
        .format_map(
            {
                "what": what,
                "What": what[:1].upper() + what[1:],
                "what을": with_particle(what, "을/를"),
                "what이": with_particle(what, "이/가"),
                "actions": actions,
            }
        )
    )
