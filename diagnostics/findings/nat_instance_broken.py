"""A NAT instance or appliance on the way forwards nothing: source/destination check, state, attachment, security groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.trace import Block

_GROUPS = "ec2:DescribeSecurityGroups"
RULE = Rule(
    code="RTE-009",
    id="nat-instance-broken",
    severity=Severity.CRITICAL,
    title=Words(
        ko="NAT 인스턴스나 어플라이언스가 트래픽을 전달하지 못해요",
        en="The NAT instance or appliance does not forward traffic",
    ),
    why=Words(
        ko=(
            "라우트가 가리키는 네트워크 인터페이스가 트래픽을 넘기지 못하는 상태예요. 소스/대상 확인이 켜져 있으면 자기 "
            "앞으로 온 패킷이 아니라며 버리고, 인스턴스가 멈췄거나 인터페이스가 떨어져 있으면 받을 상대가 없어요. 인스턴스의 "
            "보안 그룹이 서브넷에서 온 트래픽을 받지 않거나 밖으로 내보내지 않아도 마찬가지예요. 이 라우트를 쓰는 "
            "서브넷의 외부 통신이 모두 멈춰요."
        ),
        en=(
            "The network interface that the route points at cannot forward. With the source/destination check on, it "
            "drops packets that are not addressed to itself; with the instance stopped or the interface detached, nothing receives them. Its security groups must also allow traffic from the subnets and out again. All "
            "outbound traffic of the subnets on this route stops."
        ),
    ),
    fix=Words(
        ko=(
            "인스턴스를 켜고, 인터페이스를 연결하고, 소스/대상 확인을 끄고, 보안 그룹을 여세요. 가능하면 NAT 게이트웨이로 "
            "바꾸고, S3와 DynamoDB는 게이트웨이 엔드포인트로 보내 NAT를 아예 타지 않게 하세요."
        ),
        en=(
            "Start the instance, attach the interface, turn the source/destination check off and open its security "
            "groups to the subnets. Better, replace it with a NAT gateway, and take S3 and DynamoDB off NAT altogether with gateway endpoints."
        ),
    ),
    caveats=(
        Words(
            ko=(
                "소스/대상 확인은 트래픽을 전달하는 인스턴스에서만 끄세요. 운영체제의 IP 포워딩과 NAT 규칙도 켜져 "
                "있어야 하는데, 그건 AWS 설정에 보이지 않아요."
            ),
            en=(
                "Turn the check off only on instances that forward. The operating system's IP forwarding and NAT rules "
                "must be on too; AWS's configuration does not show them."
            ),
        ),
        Words(
            ko=(
                "인스턴스를 새로 띄우는 오토 스케일링 구성이면 확인이 다시 켜진 채로 떠요. 사용자 데이터 스크립트에서 끄도록 해 두세요."
            ),
            en=(
                "Where auto scaling replaces the instance, the check is on again. Have the instance's user data turn it off at boot."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html",
    ),
    aws_code="ENI_SOURCE_DEST_CHECK_RESTRICTION",
    see_also=("blackhole-route", "nat-path-broken", "gateway-endpoint-missing"),
    learn=("nat", "route-target", "eni"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each forwarding interface that drops what it is sent, and one whose groups list no inbound rule at all."""
    met = {b.subject: b for t in case.traces for b in t.blocks if b.cause.startswith("nat_instance_")}
    for subject, block in met.items():
        yield Finding(
            rule=RULE,
            subject=subject,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=_commands(block, case),
            terraform=f'# {subject}\nresource "aws_network_interface" "nat" {{\n  source_dest_check = false\n}}'
            if block.cause == "nat_instance_source_dest_check"
            else "",
        )
    forwarders = dict.fromkeys(h.id for t in case.traces for h in t.hops if h.kind == "network-interface")
    told = {e.subject: e for t in case.traces for e in t.evidence if e.call == _GROUPS and e.subject in forwarders}
    for subject, evidence in told.items():
        if subject not in met and subject != case.source.eni_id:
            yield Finding(rule=RULE, subject=subject, severity=Severity.HIGH, evidence=(evidence,))


def _commands(block: Block, case: Case) -> tuple[str, ...]:
    """Give the command that lets the interface forward again."""
    region, subject = case.source.region, block.subject
    eni = case.snapshot.enis.get(subject)
    instance = (eni.instance_id if eni else None) or "<instance-id>"
    group = eni.group_ids[0] if eni and eni.group_ids else "<security-group-id>"
    at = f"--network-interface-id {subject}"
    port = case.destination.port
    commands = {
        "nat_instance_source_dest_check": f"modify-network-interface-attribute {at} --no-source-dest-check",
        "nat_instance_not_running": f"start-instances --instance-ids {instance}",
        "nat_instance_detached": f"attach-network-interface {at} --instance-id {instance} --device-index 1",
        "nat_instance_group_ingress": (
            f"authorize-security-group-ingress --group-id {group} --protocol tcp --port {port}"
            f" --cidr {case.subnet.cidr or '<source-cidr>'}"
        ),
        "nat_instance_group_egress": (
            f"authorize-security-group-egress --group-id {group} --protocol tcp --port {port} --cidr 0.0.0.0/0"
        ),
    }
    gone = block.cause == "nat_instance_detached" and eni is None
    return () if gone or block.cause not in commands else (f"aws ec2 {commands[block.cause]} --region {region}",)
