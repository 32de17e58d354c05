"""The client speaks plain HTTP in a VPC that enforces encryption in transit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="ENC-001",
    id="unencrypted-traffic-dropped",
    severity=Severity.CRITICAL,
    title=Words(
        ko="VPC 암호화 제어가 암호화되지 않은 트래픽을 버려요",
        en="VPC encryption controls drop the unencrypted traffic",
    ),
    why=Words(
        ko=(
            "VPC의 암호화 제어가 enforce 모드면 VPC 엔드포인트가 TLS가 아닌 트래픽을 버려요. http:// 주소나 80번 포트로 "
            "접속하면 보안 그룹과 라우팅이 모두 맞아도 응답이 오지 않아요. 흐름 로그의 reject-reason에는 EC로 남아요."
        ),
        en=(
            "With encryption controls in enforce mode, VPC endpoints drop what is not TLS. A client that dials http:// or port "
            "80 gets no answer, although security groups and routes are right. Flow logs say EC under reject-reason."
        ),
    ),
    fix=Words(
        ko="클라이언트가 https://(443)로 접속하게 바꾸세요. 엔드포인트와 보안 그룹은 443을 허용해야 해요.",
        en="Make the client use https:// (port 443), and let the endpoint's security groups admit 443.",
    ),
    caveats=(
        Words(
            ko="암호화 제어를 monitor로 되돌리면 연결은 되지만 VPC 전체의 암호화 강제가 풀려요. 보안 담당자와 먼저 상의하세요.",
            en="Going back to monitor mode lets it through, but ends enforcement for the whole VPC. Ask whoever owns security.",
        ),
        Words(
            ko="게이트웨이 엔드포인트의 80번 포트를 어떻게 하는지는 AWS가 문서로 밝히지 않았어요.",
            en="AWS does not document what happens to port 80 at a gateway endpoint.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html",
    ),
    causes=("cleartext",),
    see_also=("endpoint-security-group-blocks",),
    learn=("interface-endpoint", "security-of-public-path"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each encryption control that drops what the client sends."""
    blocks = {b.subject: b for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_ENCRYPTION}
    for subject, block in sorted(blocks.items()):
        yield Finding(rule=RULE, subject=subject, cause="cleartext", evidence=block.evidence)
