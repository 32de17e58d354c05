"""A private hosted zone's record points at an address or endpoint that is no longer there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.model.addresses import V6, AddressSet
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Verdict
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.network import VpcEndpoint

RULE = Rule(
    code="DNS-004",
    id="private-zone-record-stale",
    severity=Severity.CRITICAL,
    title=Words(
        ko="프라이빗 호스팅 영역의 레코드가 없어진 엔드포인트를 가리켜요",
        en="A private hosted zone's record points at an endpoint that is gone",
    ),
    why=Words(
        ko=(
            "이름이 지금은 어떤 엔드포인트에도 없는 사설 IP나 vpce- 이름으로 풀려요. 엔드포인트를 다시 만들면서 "
            "레코드를 고치지 않았을 때 생기고, 패킷은 받을 상대가 없는 주소로 나가서 연결이 타임아웃 나요."
        ),
        en=(
            "The name resolves to a private address or a vpce- name that no endpoint has any more. It happens when an endpoint is recreated and the record is not updated. Packets go to an address where nothing answers, and connections time out."
        ),
    ),
    fix=Words(
        ko=(
            "레코드를 현재 엔드포인트의 리전 DNS 이름을 가리키는 별칭(alias)으로 바꾸세요. IP를 적어 두면 다음번에도 "
            "같은 일이 생겨요. 엔드포인트가 더 필요 없으면 영역의 연결을 해제하세요."
        ),
        en=(
            "Make the record an alias of the current endpoint's regional DNS name; addresses written down go stale "
            "again. If no endpoint is wanted any more, disassociate the zone."
        ),
    ),
    caveats=(
        Words(
            ko="클라이언트는 예전 답을 TTL만큼 더 기억해요. 오래 떠 있는 프로세스는 재시작해야 할 수도 있어요.",
            en="Clients keep the old answer for its TTL; long-running processes may need a restart.",
        ),
        Words(
            ko=(
                "다른 계정이나 VPC에 있는 엔드포인트의 IP일 수도 있어요. 그 네트워크는 여기서 보이지 않으니 소유자에게 "
                "확인하세요."
            ),
            en=(
                "The address may belong to an endpoint of another account or VPC that cannot be seen from here. Ask its "
                "owner."
            ),
        ),
        Words(
            ko="S3는 영역의 apex와 와일드카드(*) 레코드를 둘 다 고쳐야 해요.",
            en="For S3, both the apex and the wildcard (*) record have to be changed.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html",
    ),
    see_also=("private-zone-shadows-aws", "interface-endpoint-not-available", "private-dns-off"),
    learn=("use-dns-name", "verify-with-nslookup", "private-dns"),
)
_V6 = Words(ko="IPv6로 갈 때", en="over IPv6")


def check(case: Case) -> Iterator[Finding]:
    """Yield each zone whose record answers with what no endpoint has."""
    halves = (half for r in case.resolutions for half in (r, replace(r.ipv6, when=_V6) if r.ipv6 else None) if half)
    for resolution in halves:
        block = resolution.block
        kind = "AAAA" if (resolution.addresses or AddressSet(4)).family == V6 else "A"
        if block is None or block.verdict is not Verdict.BLOCKED_ENDPOINT_STATE or block.cause != "stale_record":
            continue
        current = next((e for e in case.interface_endpoints if e.usable and e.dns_names), None)
        zone = f"--hosted-zone-id {block.subject}"
        if current is None:
            command = (
                f"aws route53 disassociate-vpc-from-hosted-zone {zone}"
                f" --vpc VPCRegion={case.source.region},VPCId={case.vpc.id}"
            )
        else:
            name, to = case.destination.hostname, current.dns_names[0]
            alias = f'"HostedZoneId":"{_zone_of(current)}","DNSName":"{to}","EvaluateTargetHealth":false'
            record = f'"Name":"{name}","Type":"{kind}","AliasTarget":{{{alias}}}'
            changes = f'[{{"Action":"UPSERT","ResourceRecordSet":{{{record}}}}}]'
            command = f"aws route53 change-resource-record-sets {zone} --change-batch '{{\"Changes\":{changes}}}'"
        yield Finding(
            rule=RULE,
            subject=block.subject,
            severity=Severity.HIGH if resolution.when is not None else None,
            evidence=block.evidence,
            cli=(command,),
            terraform=(
                'resource "aws_route53_record" "endpoint" {\n'
                f'  zone_id = "{block.subject}"\n'
                f'  name    = "{case.destination.hostname}"\n'
                f'  type    = "{kind}"\n'
                "  alias {\n"
                f'    name                   = "{current.dns_names[0]}"\n'
                f'    zone_id                = "{_zone_of(current)}"\n'
                "    evaluate_target_health = false\n"
                "  }\n"
                "}"
            )
            if current
            else "",
        )


def _zone_of(endpoint: VpcEndpoint) -> str:
    """Give the hosted zone that an alias to the endpoint names: AWS's own for the service, not the customer's."""
    return endpoint.dns_zone_id or "<endpoint-hosted-zone-id>"
