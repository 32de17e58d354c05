"""What names resolve to is decided by a Route 53 Profile, or by a private zone of another account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.analysis.name_claims import profiles_of, unread_of_profiles, within
from diagnostics.analysis.resolve import uses_custom_dns
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case
    from diagnostics.model.names import HostedZone, Profile

RULE = Rule(
    code="DNS-009",
    id="dns-from-elsewhere",
    severity=Severity.INFO,
    title=Words(
        ko="이름 풀이가 Route 53 프로필이나 다른 계정의 영역에 달려 있어요",
        en="DNS comes from a Route 53 Profile or a zone of another account",
    ),
    why=Words(
        ko=(
            "프로필은 프라이빗 호스팅 영역, Resolver 규칙, DNS 방화벽 규칙 그룹, 인터페이스 엔드포인트를 여러 VPC에 한꺼번에 "
            "적용해요. VPC에서 영역 목록을 조회해도 프로필로 들어온 영역은 보이지 않고, 다른 계정이 소유한 영역은 레코드를 "
            "읽지 못할 수 있어요. 그래서 이 VPC의 설정만 봐서는 이름이 어디로 풀리는지 다 알 수 없어요."
        ),
        en=(
            "A Profile applies private hosted zones, Resolver rules, DNS Firewall rule groups and interface endpoints to many "
            "VPCs at once. Zones that come by a Profile are not listed with the VPC's own, and records of a zone that another "
            "account owns may not be readable. The settings of this VPC alone do not tell what a name resolves to."
        ),
    ),
    fix=Words(
        ko=(
            "의도한 구성이면 고칠 것은 없어요. 읽지 못한 부분이 있다면 조회 권한을 추가하거나, 프로필이나 영역을 소유한 "
            "계정에서 진단해 보세요. 실제 답은 인스턴스에서 nslookup으로 확인할 수 있어요."
        ),
        en=(
            "If this is intended, there is nothing to fix. Where parts could not be read, add the read permission, or diagnose from "
            "the account that owns the Profile or the zone. nslookup on an instance shows the real answer."
        ),
    ),
    caveats=(
        Words(
            ko="같은 도메인이 겹치면 VPC에 직접 연결한 설정이 프로필보다 우선하고, 도메인이 다르면 더 구체적인 쪽이 이겨요.",
            en="For the same domain the VPC's own settings come before a Profile's; otherwise the more specific domain wins.",
        ),
        Words(
            ko="프로필을 고치면 그 프로필을 쓰는 모든 VPC의 이름 풀이가 함께 바뀌어요.",
            en="A change to a Profile changes what names resolve to in every VPC that uses it.",
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html",
        "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByVPC.html",
    ),
    causes=("unread",),
    see_also=("private-zone-shadows-aws", "resolver-rule-captures-name", "dns-firewall-blocks", "permission-missing"),
    learn=("private-dns", "use-dns-name", "verify-with-nslookup"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield each Profile of the VPC, and each zone of another account that holds the name."""
    if uses_custom_dns(case.vpc, case.snapshot) is not None:
        return
    hidden = unread_of_profiles(case.vpc.id, case.snapshot)
    for profile in profiles_of(case.vpc.id, case.snapshot):
        unread = {profile.id, *(each.id for each in profile.resources or ())} & set(hidden)
        yield Finding(
            rule=RULE,
            subject=profile.id,
            cause="unread" if unread else None,
            evidence=(_associated(profile, case), *(_unread(i) for i in sorted(unread))),
        )
    for zone in case.snapshot.hosted_zones.values():
        if case.vpc.id in zone.vpc_ids and _foreign(zone, case) and within(case.destination.hostname, zone.name):
            yield Finding(
                rule=RULE,
                subject=zone.id,
                cause="unread" if zone.records is None else None,
                evidence=(_owned(zone),),
            )


def _foreign(zone: HostedZone, case: Case) -> bool:
    return zone.owner.isdigit() and bool(case.snapshot.account) and zone.owner != case.snapshot.account


def _associated(profile: Profile, case: Case) -> Evidence:
    kinds = ", ".join(sorted({each.kind for each in profile.resources or ()}))
    return Evidence(
        call="route53profiles:ListProfileAssociations",
        subject=profile.id,
        fact=Words(
            ko=f"{case.vpc.id}에 프로필({profile.id})이 연결돼 있어요" + (f" (담긴 리소스: {kinds})" if kinds else ""),
            en=f"Profile {profile.id} is associated with {case.vpc.id}" + (f" and brings {kinds}" if kinds else ""),
        ),
    )


def _unread(own: str) -> Evidence:
    return Evidence(
        call="route53profiles:ListProfileResourceAssociations",
        subject=own,
        fact=Words(ko=f"{own}의 내용은 볼 수 없었어요", en=f"what {own} holds could not be read"),
    )


def _owned(zone: HostedZone) -> Evidence:
    return Evidence(
        call="route53:ListHostedZonesByVPC",
        subject=zone.id,
        fact=Words(
            ko=f"프라이빗 호스팅 영역 {zone.name}({zone.id})은 계정 {zone.owner}의 것이에요",
            en=f"private hosted zone {zone.name} ({zone.id}) is owned by account {zone.owner}",
        ),
    )
