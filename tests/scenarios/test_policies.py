"""What is said of policies beside verdicts and findings: what a fix warns of, what stays undecided, how long it takes."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from network import REGION, changed

from diagnostics import AskerError, Diagnosis, Query, diagnose
from diagnostics.changes import read_change
from diagnostics.collect import Answers, Meta, snapshot_of
from diagnostics.explain.certainty import assumptions
from diagnostics.repair import repair, what_if

_BY_ADDRESS = {"Effect": "Deny", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.20/32"}}}
_ROLE = "arn:aws:iam::444455556666:role/app"
_ONE_TABLE: list[dict[str, Any]] = [
    {"implicit": {"subnet": "subnet-a1"}},
    {"implicit": {"subnet": "subnet-a2"}},
    {"route": {"table": "rtb-main", "to": "0.0.0.0/0", "target": "nat-0a"}},
]


def asked(*given: dict[str, Any], to: str = "s3://my-bucket", principal: str = "") -> Diagnosis:
    """Give the diagnosis of a question from subnet-a1 in the baseline with changes."""
    snapshot = snapshot_of(Answers(said=changed(list(given)), meta=Meta(region=REGION)))
    (diagnosis,) = diagnose(Query(source="subnet-a1", to=to, principal=principal), snapshot)
    return diagnosis


def bucket(*statements: dict[str, Any], name: str = "my-bucket") -> dict[str, Any]:
    """Give the change that adds a bucket with these statements in its policy."""
    return {"bucket": {"name": name, "policy": list(statements) or None}}


def test_a_fix_that_turns_a_bucket_against_subnets_says_so_in_words() -> None:
    """Both subnets of the table lose the bucket that goes by address; the warning names the statement and the subnets."""
    (fix,) = repair(asked(*_ONE_TABLE, bucket(_BY_ADDRESS, name="their-bucket"), to="s3"))
    warned = [w for w in fix.warnings if "their-bucket" in w.en]
    assert [w.en for w in warned] == [
        "In the policy of bucket their-bucket, Deny statement no. 1 starts to apply to requests from subnet-a1, subnet-a2."
    ]
    assert "their-bucket 버킷 정책의 1번 Deny 스테이트먼트: subnet-a1, subnet-a2에서 오는 요청에" in warned[0].ko


def test_a_fix_that_mends_the_policy_too_does_not_warn_of_it() -> None:
    """The policy that it leaves behind lets both ways through, for every subnet that moves."""
    (fix,) = repair(asked(*_ONE_TABLE, bucket(_BY_ADDRESS)))
    assert fix.changes[0].kind == "admit-endpoint"
    assert not [w for w in fix.warnings if "In the policy of bucket" in w.en]


def test_what_a_policy_leaves_open_is_said() -> None:
    """Which key would have to be known, and in which policy."""
    org = {"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}
    diagnosis = asked({"gateway": {"tables": ["rtb-a1"]}}, bucket(org))
    assert any("my-bucket" in s and "aws:PrincipalOrgID" in s for s in assumptions(diagnosis, "en"))
    assert any("my-bucket" in s and "aws:PrincipalOrgID" in s for s in assumptions(diagnosis, "ko"))


def test_what_was_evaluated_for_a_principal_is_said() -> None:
    """Bucket policies are among it only where the bucket's was seen."""
    seen = assumptions(asked({"gateway": {"tables": ["rtb-a1"]}}, bucket(), principal=_ROLE), "en")
    unseen = assumptions(asked({"gateway": {"tables": ["rtb-a1"]}}, principal=_ROLE), "en")
    assert any("endpoint and bucket policies were evaluated" in s for s in seen)
    assert any("bucket policies were not looked at" in s for s in unseen)


def test_several_changes_of_policies_are_tried_together() -> None:
    """Before, the bucket refuses; after its policy and the endpoint's are changed, and only then, the way is private."""
    given = [{"gateway": {"tables": ["rtb-a1"], "allows": "arn:aws:s3:::other-bucket/*"}}, bucket(_BY_ADDRESS)]
    snapshot = snapshot_of(Answers(said=changed(given), meta=Meta(region=REGION)))
    query = Query(source="subnet-a1", to="s3://my-bucket")
    words = ("admit-endpoint s3://my-bucket vpce-s3", "allow-bucket vpce-s3 my-bucket")
    changes = [read_change(text, snapshot) for text in words]
    verdicts = [[d.verdict.value for d in side] for side in what_if(query, snapshot, changes)]
    assert verdicts == [["BLOCKED_ENDPOINT_POLICY"], ["PRIVATE_GATEWAY_ENDPOINT"]]
    _, (half,) = what_if(query, snapshot, changes[1:])
    assert half.verdict.value == "BLOCKED_RESOURCE_POLICY"


def test_an_access_point_that_is_not_there_is_an_error_of_the_asker() -> None:
    """AWS says that there is none of that name."""
    gone = {"refused": {"key": "get-access-point.harbor", "code": "NoSuchAccessPoint"}}
    with pytest.raises(AskerError) as refused:
        asked(gone, to=f"arn:aws:s3:{REGION}:111122223333:accesspoint/harbor")
    assert refused.value.code == "no-such-access-point"


def test_a_repair_is_quick_enough_for_a_conversation() -> None:
    """Two steps with two policies, their side effects and warnings, in well under a third of a second of work."""
    diagnosis = asked(*_ONE_TABLE, bucket(_BY_ADDRESS), bucket(_BY_ADDRESS, name="their-bucket"))
    repair(diagnosis)  # the kinds of change are loaded once
    began = time.process_time()
    assert repair(diagnosis)
    assert time.process_time() - began < 0.3
