"""Changes to names: a domain let through DNS Firewall, and a zone's record that leads to today's endpoint."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ground import ground

from diagnostics import AskerError, Query, Verdict, diagnose
from diagnostics.changes import apply_change, kinds_of_change, read_change

EC2 = "ec2.ap-northeast-2.amazonaws.com"
S3 = "s3.ap-northeast-2.amazonaws.com"
GUARD: dict[str, Any] = {
    "dns_firewall": {"rules": [{"priority": 5, "action": "BLOCK", "list": "rslvr-fdl-0a", "domains": ["*."]}]}
}
FULL: dict[str, Any] = {
    "dns_firewall": {"rules": [{"priority": 1, "action": "BLOCK", "list": "rslvr-fdl-0a", "domains": ["*."]}]}
}
STALE: dict[str, Any] = {"zone": {"id": "Z0A", "name": EC2, "records": [{"name": EC2, "a": ["10.0.1.250"]}]}}
ENDPOINT: dict[str, Any] = {"interface": {"service": "ec2", "private_dns": False}}


def verdict(snapshot: Any, to: str) -> Verdict:
    """Give what the analysis says of the way from the first subnet."""
    (found,) = diagnose(Query(source="subnet-a1", to=to), snapshot)
    return found.verdict


def test_an_allowed_name_passes_and_others_stay_blocked() -> None:
    """The rule goes in front of the group's first, for the name and those below it."""
    guarded = ground(GUARD)
    change = read_change(f"allow-domain rslvr-frg-0a {EC2}.", guarded)
    after = apply_change(change, guarded)
    assert verdict(guarded, "ec2") is Verdict.BLOCKED_DNS
    assert (verdict(after, "ec2"), verdict(after, "sts")) == (Verdict.PUBLIC_VIA_NAT_GATEWAY, Verdict.BLOCKED_DNS)
    commands = " ".join(kinds_of_change()["allow-domain"].cli(change, guarded))
    assert f"--domains '{EC2}' '*.{EC2}'" in commands
    assert "--priority 4 --action ALLOW" in commands


@pytest.mark.parametrize(
    ("given", "text", "why"),
    [
        ([FULL], f"allow-domain rslvr-frg-0a {EC2}", "ValidationException"),
        (
            [GUARD, {"refused": {"key": "list-firewall-rules.rslvr-frg-0a", "code": "AccessDeniedException"}}],
            f"allow-domain rslvr-frg-0a {EC2}",
            "AccessDeniedException",
        ),
        ([STALE, ENDPOINT], f"set-zone-alias Z0A {S3} vpce-ec2-i", "InvalidChangeBatch"),
        ([STALE, {"gateway": {"tables": ["rtb-a1"]}}], f"set-zone-alias Z0A {EC2} vpce-s3", "InvalidChangeBatch"),
        (
            [ENDPOINT, {"zone": {"id": "Z0A", "name": EC2, "owner": "444455556666", "records": []}}],
            f"set-zone-alias Z0A {EC2} vpce-ec2-i",
            "AccessDenied",
        ),
    ],
)
def test_aws_refuses_what_cannot_be(given: list[dict[str, Any]], text: str, why: str) -> None:
    """No room in front, rules or records that are not ours, a name outside the zone, an endpoint without names."""
    snapshot = ground(*given)
    with pytest.raises(AskerError) as refused:
        apply_change(read_change(text, snapshot), snapshot)
    assert refused.value.particulars["why"].startswith(why)


def test_a_stale_record_becomes_an_alias_that_works() -> None:
    """The name leads to the endpoint of today, and the batch is JSON once the shell has filled in the endpoint's zone."""
    stale = ground(STALE, ENDPOINT)
    change = read_change(f"set-zone-alias Z0A {EC2} vpce-ec2-i", stale)
    after = apply_change(change, stale)
    assert verdict(stale, "ec2") is Verdict.BLOCKED_ENDPOINT_STATE
    assert verdict(after, "ec2") is Verdict.PRIVATE_INTERFACE_ENDPOINT
    found, command = kinds_of_change()["set-zone-alias"].cli(change, stale)
    assert found.startswith("ALIAS_ZONE=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-ec2-i ")
    filled = command.replace("'\"$ALIAS_ZONE\"'", "Z27")
    batch = json.loads(re.search(r"--change-batch '(.*)'$", filled)[1])  # type: ignore[index]
    assert batch["Changes"][0]["ResourceRecordSet"]["AliasTarget"]["HostedZoneId"] == "Z27"


def test_for_s3_the_names_of_buckets_follow() -> None:
    """Apex and wildcard become aliases together."""
    records = [{"name": name, "a": ["10.0.1.250"]} for name in (S3, f"*.{S3}")]
    zone = {"zone": {"id": "Z0A", "name": S3, "records": records}}
    stale = ground(zone, {"interface": {"service": "s3", "private_dns": False}})
    after = apply_change(read_change(f"set-zone-alias Z0A {S3} vpce-s3-i", stale), stale)
    for name in (S3, f"orchard.{S3}"):
        assert verdict(after, f"https://{name}") is Verdict.PRIVATE_INTERFACE_ENDPOINT
