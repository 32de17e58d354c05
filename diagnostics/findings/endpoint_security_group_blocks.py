"""The security group on the interface endpoint does not admit the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="IFE-005",
    id="endpoint-security-group-blocks",
    severity=Severity.CRITICAL,
    title=Words(
        ko="엔드포인트의 보안 그룹이 클라이언트의 접속을 막고 있어요",
        en="The endpoint's security group does not admit the client",
    ),
    why=Words(
        ko=(
            "이름은 엔드포인트의 사설 IP로 잘 풀리는데, 엔드포인트에 붙은 보안 그룹의 인바운드 규칙이 이 "
            "클라이언트를 허용하지 않아서 연결이 타임아웃 나요. 만들 때 보안 그룹을 지정하지 않으면 VPC의 기본 보안 "
            "그룹이 붙고, 그 그룹은 자기 그룹 멤버만 들여보내요."
        ),
        en=(
            "The name resolves to the endpoint's private addresses, but no inbound rule of the security groups on the "
            "endpoint admits this client, so connections time out. An endpoint created without a security group gets "
            "the VPC's default one, which admits only its own members."
        ),
    ),
    fix=Words(
        ko=(
            "엔드포인트의 보안 그룹에 클라이언트의 보안 그룹이나 서브넷 대역에서 오는 443/tcp 인바운드를 허용하세요. "
            "기본 보안 그룹만 붙어 있다면 엔드포인트 전용 보안 그룹을 만들어 붙이는 편이 안전해요."
        ),
        en=(
            "Allow inbound tcp/443 from the client's security group or subnet range on the endpoint's security group. "
            "If the endpoint has only the default group, give it a dedicated one instead."
        ),
    ),
    caveats=(
        Words(
            ko="기본 보안 그룹에 규칙을 추가하면 그 그룹을 쓰는 다른 리소스에도 443이 열려요.",
            en="A rule added to the default group opens port 443 on everything else that uses that group.",
        ),
        Words(
            ko=(
                "보안 그룹 참조는 같은 VPC와 같은 리전 피어링에서 통해요. Transit Gateway 너머의 클라이언트는 보안 그룹 "
                "참조를 켜 두지 않았다면 CIDR로 허용하세요."
            ),
            en=(
                "Group references work inside the VPC and over same-Region peering. For clients behind a transit "
                "gateway allow a CIDR, unless security group referencing is enabled."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    ),
    causes=("default_sg_only",),
    aws_code="ENI_SG_RULES_MISMATCH",
    see_also=("security-group-egress-closed", "network-acl-on-the-far-subnet"),
    learn=("interface-endpoint", "eni"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each security group that turns the client away at the endpoint."""
    met = {b.subject: b for t in case.traces for b in t.blocks if b.verdict is Verdict.BLOCKED_ENDPOINT_SG}
    port, region, groups = case.destination.port, case.source.region, case.source.group_ids
    origin = f"--source-group {groups[0]}" if groups else f"--cidr {case.subnet.cidr or '<client-cidr>'}"
    client = (
        f'referenced_security_group_id = "{groups[0]}"' if groups else f'cidr_ipv4                    = "{case.subnet.cidr}"'
    )
    for subject, block in met.items():
        default = block.cause == "default_sg_only"
        endpoint = next((e for e in case.interface_endpoints if subject in e.group_ids), None)
        target = "<new-security-group-id>" if default else subject
        before = (
            (
                f'aws ec2 create-security-group --group-name endpoint-https --description "HTTPS to VPC endpoints"'
                f" --vpc-id {case.vpc.id} --region {region}"
            ),
        )
        after = (
            (
                f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint.id if endpoint else '<vpc-endpoint-id>'}"
                f" --add-security-group-ids {target} --region {region}"
            ),
        )
        allow = (
            f"aws ec2 authorize-security-group-ingress --group-id {target} --protocol tcp --port {port} {origin}"
            f" --region {region}"
        )
        yield Finding(
            rule=RULE,
            subject=subject,
            cause="default_sg_only" if default else None,
            severity=Severity.HIGH if block.partial else None,
            evidence=block.evidence,
            cli=(*before, allow, *after) if default else (allow,),
            terraform=(
                f'resource "aws_vpc_security_group_ingress_rule" "endpoint_https" {{\n'
                f'  security_group_id            = "{target}"\n'
                f'  ip_protocol                  = "tcp"\n'
                f"  from_port                    = {port}\n"
                f"  to_port                      = {port}\n"
                f"  {client}\n"
                f"}}"
            ),
        )
