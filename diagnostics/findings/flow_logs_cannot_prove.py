"""No flow log would show by which way the traffic goes: the settings say it, nothing measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.flow_logs import TELLING
from diagnostics.model.trace import Evidence, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="OBS-001",
    id="flow-logs-cannot-prove",
    severity=Severity.INFO,
    title=Words(
        ko="흐름 로그로는 이 경로를 실제로 쓰는지 확인할 수 없어요",
        en="No flow log shows whether this path is really used",
    ),
    why=Words(
        ko=(
            "설정은 경로를 말해 주지만 실제로 얼마나 쓰는지는 흐름 로그에 남아요. 기본 형식에는 pkt-dst-aws-service와 "
            "traffic-path가 없어서 어느 AWS 서비스로 간 트래픽인지, 게이트웨이 엔드포인트(7)로 갔는지 인터넷 게이트웨이(8)로 갔는지 "
            "가려낼 수 없어요."
        ),
        en=(
            "The settings say which way traffic goes; flow logs say how much really goes there. The default format lacks "
            "pkt-dst-aws-service and traffic-path, so it cannot tell to which AWS service traffic went, nor a gateway "
            "endpoint (7) from an internet gateway (8)."
        ),
    ),
    fix=Words(
        ko="두 필드가 들어간 사용자 지정 형식으로 흐름 로그를 새로 만드세요. 이미 있는 흐름 로그의 형식은 바꿀 수 없어요.",
        en="Create a flow log in a custom format with both fields. The format of one that exists cannot be changed.",
    ),
    caveats=(
        Words(
            ko="흐름 로그는 수집량만큼 요금이 들어요. 확인이 끝나면 지우거나, 저장 위치를 S3 버킷으로 두어 줄이세요.",
            en="Flow logs are billed by volume. Delete them once you know, or keep them in an S3 bucket, which costs less.",
        ),
        Words(
            ko="traffic-path는 나가는 트래픽에만 있어요. 다운로드는 들어오는 레코드라서 5-튜플로 이어 봐야 해요.",
            en="Only egress records have traffic-path. Downloads are ingress records: join them by their 5-tuple.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-custom.html",
    ),
    causes=("no_flow_log", "missing_fields"),
    learn=("verify-with-traceroute", "verify-with-aws-s3-ls"),
    ambient=True,
)
_CALL = "ec2:DescribeFlowLogs"
_KNOWN = frozenset({VerdictClass.PRIVATE, VerdictClass.PUBLIC, VerdictClass.MIXED})
_FORMAT = (
    "${version} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${bytes} ${start} ${end} ${action}"
    " ${log-status} ${pkt-srcaddr} ${pkt-dstaddr} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction}"
    " ${traffic-path} ${subnet-id} ${az-id}"
)


def check(case: Case) -> Iterator[Finding]:
    """Yield the VPC whose flow logs, seen and complete, would not tell; a participant cannot see the owner's."""
    shared = bool(case.snapshot.account) and case.subnet.owner not in {"", case.snapshot.account}
    if shared or any(gap.call == _CALL for gap in case.snapshot.gaps) or case.verdict.verdict_class not in _KNOWN:
        return
    covered = {case.vpc.id, case.subnet.id, case.source.eni_id}
    logs = [f for _, f in sorted(case.snapshot.flow_logs.items()) if f.resource_id in covered and f.active]
    logs = [f for f in logs if f.traffic != "REJECT"]
    if any(not f.missing for f in logs):
        return
    yield Finding(
        rule=RULE,
        subject=logs[0].id if logs else case.vpc.id,
        cause="missing_fields" if logs else "no_flow_log",
        evidence=(
            Evidence(call=_CALL, subject=logs[0].id if logs else case.vpc.id, fact=_fact(case, [f.id for f in logs])),
        ),
        cli=(
            (
                f"aws ec2 create-flow-logs --resource-type VPC --resource-ids {case.vpc.id} --traffic-type ALL"
                " --log-destination-type cloud-watch-logs --log-group-name <log-group-name>"
                f" --deliver-logs-permission-arn <role-arn> --log-format '{_FORMAT}' --region {case.source.region}"
            ),
        ),
        terraform=(
            'resource "aws_flow_log" "paths" {\n'
            f'  vpc_id          = "{case.vpc.id}"\n'
            '  traffic_type    = "ALL"\n'
            '  log_destination = "<log-group-arn>"\n'
            '  iam_role_arn    = "<role-arn>"\n'
            f'  log_format      = "{_FORMAT.replace("${", "$${")}"\n'
            "}"
        ),
    )


def _fact(case: Case, logs: list[str]) -> Words:
    if not logs:
        return Words(
            ko=f"{case.vpc.id}와 {case.subnet.id}에 켜져 있는 흐름 로그가 없어요",
            en=f"no active flow log covers {case.vpc.id} or {case.subnet.id}",
        )
    fields = ", ".join(TELLING)
    return Words(
        ko=f"{', '.join(logs)}의 형식에 {fields} 필드가 다 들어 있지 않아요",
        en=f"the format of {', '.join(logs)} lacks some of {fields}",
    )
