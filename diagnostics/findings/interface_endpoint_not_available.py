"""An interface endpoint for the service exists, in a state in which it does not, or not fully, serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence, Verdict, VerdictClass
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import VpcEndpoint

RULE = Rule(
    code="IFE-004",
    id="interface-endpoint-not-available",
    severity=Severity.HIGH,
    title=Words(
        ko="인터페이스 엔드포인트가 사용 가능한 상태가 아니에요",
        en="The interface endpoint is not in the available state",
    ),
    why=Words(
        ko=(
            "available 상태가 아닌 엔드포인트는 프라이빗 DNS로 이름을 풀어 주지 않아요. 기본 이름은 공인 IP로 풀려서 "
            "트래픽이 조용히 NAT나 인터넷 게이트웨이로 나가고, 프라이빗 호스팅 영역이나 설정 파일이 이 엔드포인트를 "
            "직접 가리키고 있으면 연결이 끊겨요. partial은 네트워크 인터페이스 일부만 살아 있다는 뜻이에요."
        ),
        en=(
            "An endpoint that is not available does not answer for the service's name. The default name then resolves "
            "to public addresses and traffic silently leaves by the NAT or internet gateway; where a private hosted "
            "zone or a configuration points straight at the endpoint, connections fail. Partial means that only some of "
            "its network interfaces work."
        ),
    ),
    fix=Words(
        ko=(
            "pendingAcceptance면 서비스 소유자가 연결을 수락해야 해요. pending은 기다리면 되고, "
            "failed·rejected·expired는 지우고 다시 만들어야 해요. partial이면 문제가 있는 서브넷을 뺐다가 다시 "
            "추가하세요."
        ),
        en=(
            "If it is pendingAcceptance, the service's owner must accept the connection. Pending passes by itself; failed, "
            "rejected and expired must be deleted and created again. If it is partial, remove the failing subnet and add it "
            "back."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "다시 만들면 엔드포인트 ID, 사설 IP, vpce- 이름이 모두 바뀌어요. 그 값을 적어 둔 정책, DNS 레코드, "
                "방화벽 규칙을 함께 고치세요."
            ),
            en=(
                "A new endpoint has a new id, new private addresses and new vpce- names. Update policies, DNS records "
                "and firewall rules that hold the old ones."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    ),
    aws_code="BAD_STATE",
    see_also=("gateway-endpoint-not-available", "private-zone-record-stale", "private-dns-off"),
    learn=("interface-endpoint", "private-dns"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield every interface endpoint of the service that is not available, while the path does not do without it."""
    private = (case.then or case.path or case.verdict).verdict_class is VerdictClass.PRIVATE
    blocking = {b.subject for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_ENDPOINT_STATE}
    blocking |= {r.block.subject for r in case.resolutions if r.block is not None}
    used = {r.endpoint_id for r in case.resolutions}
    for endpoint in case.interface_endpoints:
        if endpoint.usable or (private and endpoint.id not in used):
            continue
        detail = f" ({endpoint.last_error})" if endpoint.last_error else ""
        yield Finding(
            rule=RULE,
            subject=endpoint.id,
            severity=Severity.CRITICAL if endpoint.id in blocking else None,
            evidence=(
                Evidence(
                    call="ec2:DescribeVpcEndpoints",
                    subject=endpoint.id,
                    fact=Words(
                        ko=f"{endpoint.id} ({endpoint.service_name}) 상태: {endpoint.state}{detail}",
                        en=f"{endpoint.id} ({endpoint.service_name}) is in state {endpoint.state}{detail}",
                    ),
                ),
            ),
            cli=_commands(endpoint, case.source.region),
        )


def _commands(endpoint: VpcEndpoint, region: str) -> tuple[str, ...]:
    if endpoint.state == "pendingacceptance":
        return (
            (
                f"aws ec2 accept-vpc-endpoint-connections --service-id <service-id> --vpc-endpoint-ids {endpoint.id} "
                f"--region {region}"
            ),
        )
    if endpoint.state not in {"failed", "rejected", "expired"}:
        return ()
    subnets, groups = " ".join(endpoint.subnet_ids) or "<subnet-id>", " ".join(endpoint.group_ids) or "<security-group-id>"
    dns = " --private-dns-enabled" if endpoint.private_dns else ""
    return (
        f"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids {endpoint.id} --region {region}",
        (
            f"aws ec2 create-vpc-endpoint --vpc-id {endpoint.vpc_id} --vpc-endpoint-type Interface"
            f" --service-name {endpoint.service_name} --subnet-ids {subnets} --security-group-ids {groups}{dns} --region "
            f"{region}"
        ),
    )
