"""A customer's prefix list holds addresses of the service and is routed elsewhere than the gateway endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.model.addresses import AddressSet, parse_cidr, prefix_length
from diagnostics.model.finding import Finding, Rule, Severity
from diagnostics.model.trace import Evidence
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnostics.model.finding import Case

RULE = Rule(
    code="RTE-002",
    id="prefix-lists-overlap",
    severity=Severity.HIGH,
    title=Words(
        ko="고객 관리형 접두사 목록이 서비스의 접두사 목록과 겹쳐요",
        en="A customer prefix list overlaps the service's prefix list",
    ),
    why=Words(
        ko=(
            "같은 라우팅 테이블에서 두 접두사 목록이 같은 CIDR을 서로 다른 타깃으로 보내고 있어요. AWS는 이럴 때 둘 중 "
            "하나를 무작위로 골라 계속 쓴다고 해요. 지금 어느 쪽으로 가는지는 설정만 봐서는 아무도 알 수 없고, 라우트를 "
            "다시 만들면 바뀔 수 있어요."
        ),
        en=(
            "Two prefix lists in the same route table send the same CIDR to different targets. AWS says that it then "
            "picks one at random and stays with it. The configuration does not tell which way traffic goes today, and recreating a route may change it."
        ),
    ),
    fix=Words(
        ko="고객 관리형 목록에서 서비스 대역과 겹치는 항목을 빼세요.",
        en="Remove the entries that overlap the service's ranges from the customer-managed list.",
    ),
    caveats=(
        Words(
            ko="목록은 여러 라우팅 테이블과 보안 그룹에서 함께 쓰일 수 있어요. 항목을 빼면 그 모든 곳에 영향을 줘요.",
            en="Other route tables and security groups may use the same list; removing an entry changes them all.",
        ),
        Words(
            ko="다른 계정이 공유해 준 목록이면 소유자만 고칠 수 있어요. 그때는 이 테이블에서 그 목록의 라우트를 빼세요.",
            en=(
                "A list shared by another account can be changed by its owner only. Then drop its route from this table "
                "instead."
            ),
        ),
        Words(
            ko="길이가 다른 CIDR끼리 포개진 경우는 더 구체적인 쪽이 이긴다고 봤지만, AWS 문서가 분명히 말하지는 않아요.",
            en=(
                "For nested CIDRs of different length we take the more specific one to win; AWS's text does not say so "
                "outright."
            ),
        ),
    ),
    sources=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html",
        "https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
    ),
    see_also=("static-route-beats-endpoint", "security-group-wrong-prefix-list"),
    learn=("route-table", "route-destination", "gateway-route-added"),
)
_WIDE = 1  # a customer's /0 or /1 is a default route by another name


def check(case: Case) -> Iterator[Finding]:
    """Yield each customer list in the table that holds, or nests with, a CIDR of the endpoint's list; mild if nested."""
    table, lists = case.table, case.snapshot.prefix_lists
    if table is None:
        return
    own = {e.id for e in case.gateway_endpoints}
    service = [r for r in table.routes if r.by_prefix_list and r.target.id in own]
    ours = {c for r in service if r.destination in lists for c in lists[r.destination].cidrs or ()}
    targets = {r.target.id for r in service}
    for route in table.routes:
        other = lists.get(route.destination)
        if other is None or other.aws or route.target.id in targets:
            continue
        theirs = [c for c in other.cidrs or () if prefix_length(c) > _WIDE]
        same = sorted(set(theirs) & ours)
        shared = same or sorted(c for c in theirs if any(_overlap(c, o) for o in ours))
        if not shared:
            continue
        removed = " ".join(f"Cidr={c}" for c in shared)
        yield Finding(
            rule=RULE,
            subject=other.id,
            severity=None if same else Severity.MEDIUM,
            evidence=(
                Evidence(
                    call="ec2:GetManagedPrefixListEntries",
                    subject=other.id,
                    fact=Words(
                        ko=(
                            f"{other.id} ({other.name}) 항목 {', '.join(shared[:4])}: 서비스 대역과 "
                            f"{'같아요' if same else '포개져요'}"
                        ),
                        en=(
                            f"{other.id} ({other.name}) holds {', '.join(shared[:4])}, which "
                            f"{'are ranges' if same else 'nest with ranges'} of the service"
                        ),
                    ),
                ),
                *(
                    Evidence(
                        call="ec2:DescribeRouteTables",
                        subject=table.id,
                        fact=Words(
                            ko=f"{table.id}: {r.destination} → {r.target.id}",
                            en=f"{table.id}: {r.destination} → {r.target.id}",
                        ),
                    )
                    for r in (route, *service)
                ),
            ),
            cli=(
                (
                    f"aws ec2 modify-managed-prefix-list --prefix-list-id {other.id} --current-version <current-version>"
                    f" --remove-entries {removed} --region {case.source.region}"
                ),
            ),
            terraform=(
                f"# aws_ec2_managed_prefix_list_entry: prefix_list_id = {other.id}, cidr = {', '.join(shared)} (제거 / "
                "remove)"
            ),
        )


def _overlap(one: str, other: str) -> bool:
    parsed = parse_cidr(one)
    return parsed is not None and bool(AddressSet(parsed[0], (parsed[1],)) & AddressSet.of((other,), parsed[0]))
