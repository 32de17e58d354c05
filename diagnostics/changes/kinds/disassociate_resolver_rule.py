"""Take a Route 53 Resolver rule off a VPC, so that its names are answered in the VPC again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostics.changes.cautions import WHOLE_VPC
from diagnostics.changes.editing import put, refuse
from diagnostics.model.words import Words

if TYPE_CHECKING:
    from diagnostics.model.change import Change
    from diagnostics.model.snapshot import Snapshot

NAME = "disassociate-resolver-rule"
USAGE = "disassociate-resolver-rule RULE VPC"
TITLE = Words(ko="Resolver 규칙을 VPC에서 연결 해제해요", en="Disassociate a Resolver rule from a VPC")
RANK = 7


def apply(change: Change, snapshot: Snapshot) -> Snapshot:
    """Give the snapshot with the rule off the VPC."""
    rule_id, vpc_id = change.arguments
    rule = snapshot.resolver_rules[rule_id]
    if vpc_id not in rule.vpc_ids:
        refuse(change, f"ResourceNotFoundException: {rule_id} is not associated with {vpc_id}")
    return put(snapshot, "resolver_rules", replace(rule, vpc_ids=tuple(v for v in rule.vpc_ids if v != vpc_id)))


def cli(change: Change, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the command."""
    rule_id, vpc_id = change.arguments
    words = f"disassociate-resolver-rule --vpc-id {vpc_id} --resolver-rule-id {rule_id} --region {snapshot.region}"
    return (f"aws route53resolver {words}",)


def terraform(change: Change, _: Snapshot) -> str:
    """Say which association to remove."""
    rule_id, vpc_id = change.arguments
    return f"# remove the aws_route53_resolver_rule_association of {rule_id} and {vpc_id}"


def warnings(change: Change, snapshot: Snapshot) -> tuple[Words, ...]:
    """Warn of the names that only the servers behind the rule know."""
    rule = snapshot.resolver_rules[change.arguments[0]]
    lost = Words(
        ko=(
            f"{rule.domain or '.'} 아래의 사내 이름은 풀리지 않게 돼요. 규칙을 남겨야 한다면 서비스 이름에만 SYSTEM 규칙을 "
            "추가하는 방법도 있어요."
        ),
        en=(
            f"Names under {rule.domain or '.'} that only the servers behind the rule know stop resolving. To keep it, add a "
            "SYSTEM rule for the service's name instead."
        ),
    )
    return (lost, WHOLE_VPC)


def describe(change: Change, snapshot: Snapshot) -> Words:
    """Say which rule leaves which VPC."""
    rule_id, vpc_id = change.arguments
    domain = snapshot.resolver_rules[rule_id].domain or "."
    return Words(
        ko=f"{domain} Resolver 규칙({rule_id})을 {vpc_id}에서 연결 해제",
        en=f"Disassociate Resolver rule {rule_id} ({domain}) from {vpc_id}",
    )
