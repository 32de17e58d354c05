"""The verdicts that leave the way open: mixed, ambiguous, unknown, or no way of a VPC at all, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.explain.disposition import said
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnostics.explain.disposition import Disposition

UNDECIDED: Mapping[Verdict, Disposition] = {
    Verdict.MIXED: said(
        Words("주소에 따라 갈리는 경로", "Mixed: depends on the address"),
        Words(
            "같은 서비스라도 어느 주소에 접속하느냐에 따라 다른 길로 가요.",
            "The path depends on which of the service's addresses the client happens to use.",
        ),
        Words(
            "갈라지는 주소 대역과, 그 대역이 타는 라우트를 비교하세요.",
            "Compare the address ranges that take different paths, and the routes that each takes.",
        ),
    ),
    Verdict.AMBIGUOUS_ROUTE: said(
        Words("어느 라우트가 이길지 정해지지 않음", "Ambiguous: two routes tie"),
        Words(
            "같은 대역이 접두사 목록 두 개에 들어 있고 타깃이 서로 달라서, 어느 라우트를 쓸지 AWS가 임의로 골라요.",
            "Two prefix lists hold the same range with different targets, and AWS picks one at random.",
        ),
        Words(
            "고객 관리형 접두사 목록에서 AWS 서비스 대역을 빼세요.",
            "Take the AWS service's ranges out of the customer-managed prefix list.",
        ),
    ),
    Verdict.UNKNOWN_DNS: said(
        Words("이름 풀이를 알 수 없음", "Unknown: the name's answer cannot be seen"),
        Words(
            "이름이 어떤 주소로 풀리는지 다 볼 수 없어서 경로를 정할 수 없어요.",
            "What the name resolves to cannot be seen from here, so the path cannot be decided.",
        ),
        Words(
            "출발지에서 nslookup을 실행해 사설 IP가 나오는지 보세요.",
            "Run nslookup at the source and see whether it answers with a private IP.",
        ),
    ),
    Verdict.UNKNOWN_PERMISSIONS: said(
        Words("권한이 없어 알 수 없음", "Unknown: missing permissions"),
        Words(
            "경로를 정하는 데 꼭 필요한 설정을 읽지 못했어요.",
            "Settings that decide the path could not be read.",
        ),
        Words(
            "아래에 적힌 IAM 작업을 허용하고 다시 진단하세요.",
            "Allow the IAM actions listed below and diagnose again.",
        ),
    ),
    Verdict.UNKNOWN_EXTERNAL: said(
        Words("다른 계정이나 네트워크라 알 수 없음", "Unknown: outside what this account can see"),
        Words(
            "경로가 다른 계정이나 외부 네트워크로 넘어가서 끝까지 볼 수 없어요.",
            "The path leads into another account or network, whose settings cannot be seen from here.",
        ),
        Words(
            "그쪽 계정의 담당자에게 같은 진단을 부탁하세요.",
            "Ask whoever runs that account to diagnose the rest.",
        ),
    ),
    Verdict.UNKNOWN_UNSUPPORTED: said(
        Words("아직 따라갈 수 없는 설정", "Unknown: not supported yet"),
        Words(
            "이 경로에는 아직 해석하지 못하는 타깃이나 설정이 있어요.",
            "The path meets a target or a setting that the diagnosis cannot follow yet.",
        ),
        Words(
            "VPC Reachability Analyzer로 그 구간을 확인하세요.",
            "Check that stretch with VPC Reachability Analyzer.",
        ),
    ),
    Verdict.NOT_IN_VPC: said(
        Words("VPC를 거치지 않음", "Not in a VPC"),
        Words(
            "이 트래픽은 VPC 안에서 출발하지 않아서, VPC의 라우팅 테이블이나 엔드포인트를 거치지 않아요.",
            "The traffic does not start inside a VPC, so it passes no route table and no endpoint.",
        ),
        Words(
            "VPC를 거치게 하려면 그 서비스의 VPC 설정(예: Lambda의 VpcConfig)을 켜세요.",
            "To bring it into the VPC, turn on the service's VPC setting (Lambda's VpcConfig, for one).",
        ),
    ),
}
