"""Properties of changes: what is undone is as it was, and nothing that can be written breaks anything."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given, reject, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from ground import FURNISHED, after, ground

from diagnostics import AskerError, Query, Snapshot, diagnose
from diagnostics.changes import apply_change, kinds_of_change, read_change
from diagnostics.model.change import Change

SNAPSHOT = ground(*FURNISHED)
SUBNETS, SERVICES = ("subnet-a1", "subnet-a2", "subnet-pub"), ("s3", "ec2", "dynamodb")
#: What undoes what. The first part of a pair may be refused as things stand; then there is nothing to undo.
PAIRS = [
    ("add-route-table vpce-s3 rtb-a2", "remove-route-table vpce-s3 rtb-a2"),
    ("remove-route-table vpce-s3 rtb-a1", "add-route-table vpce-s3 rtb-a1"),
    ("gateway-ip-type vpce-s3 dualstack", "gateway-ip-type vpce-s3 ipv4"),
    ("private-dns vpce-ec2-i off", "private-dns vpce-ec2-i on"),
    ("inbound-resolver-only vpce-s3-i off", "inbound-resolver-only vpce-s3-i on"),
    ("create-gateway-endpoint dynamodb rtb-a1 rtb-a2", "delete-endpoint vpce-new-dynamodb"),
    ("create-interface-endpoint sts subnet-a1", "delete-endpoint vpce-new-sts"),
    ("add-route rtb-a1 52.219.56.0/22 nat-0a", "remove-route rtb-a1 52.219.56.0/22"),
    ("remove-route rtb-a1 0.0.0.0/0", "add-route rtb-a1 0.0.0.0/0 nat-0a"),
    ("replace-route rtb-a2 0.0.0.0/0 igw-0a", "replace-route rtb-a2 0.0.0.0/0 nat-0a"),
    ("associate-table subnet-a1 rtb-pub", "associate-table subnet-a1 rtb-a1"),
    ("dns-support vpc-0a off", "dns-support vpc-0a on"),
    ("dns-hostnames vpc-0a off", "dns-hostnames vpc-0a on"),
    ("source-dest-check eni-a1 off", "source-dest-check eni-a1 on"),
]
WORDS = st.sampled_from(
    (
        *(id for held in (SNAPSHOT.vpcs, SNAPSHOT.subnets, SNAPSHOT.route_tables, SNAPSHOT.endpoints) for id in held),
        *(
            id
            for held in (SNAPSHOT.security_groups, SNAPSHOT.network_acls, SNAPSHOT.enis, SNAPSHOT.nat_gateways)
            for id in held
        ),
        *("on", "off", "egress", "ingress", "443", "1024-65535", "s3", "ec2", "sts", "dynamodb", "sg-new"),
        *(
            "0.0.0.0/0",
            "10.0.0.0/16",
            "52.219.56.0/22",
            "::/0",
            "pl-s3",
            "pl-none",
            "igw-0a",
            "tgw-0a",
            "i-none",
            "vpce-none",
        ),
    )
)


def verdicts(snapshot: Snapshot) -> list[str]:
    """Give the verdict of every subnet and service."""
    return [
        diagnose(Query(source=subnet, to=service), snapshot)[0].verdict.value for subnet in SUBNETS for service in SERVICES
    ]


@given(pairs=st.lists(st.sampled_from(PAIRS), max_size=4, unique=True))
@settings(max_examples=60, deadline=None)
def test_what_is_undone_is_as_it_was(pairs: list[tuple[str, str]]) -> None:
    """Changes made and then undone, the last one first, leave every verdict as it was."""
    snapshot, undo = SNAPSHOT, []
    for there, back in pairs:
        try:
            snapshot = after(there, snapshot)
        except AskerError:
            continue
        undo.append(back)
    for back in reversed(undo):
        try:
            snapshot = after(back, snapshot)
        except AskerError:
            reject()  # such as private DNS, which may be switched off while the VPC's attributes are off, and not on
    assert verdicts(snapshot) == verdicts(SNAPSHOT)


@given(kind=st.sampled_from(sorted(kinds_of_change())), words=st.lists(WORDS, min_size=1, max_size=5))
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_is_made_or_refused(kind: str, words: list[str]) -> None:
    """No words break reading, making, saying or diagnosing: they are taken, or refused with a code."""
    try:
        change = read_change(" ".join((kind, *words)), SNAPSHOT)
        changed = apply_change(change, SNAPSHOT)
    except AskerError:
        return
    known = kinds_of_change()[kind]
    assert known.cli(change, SNAPSHOT)
    assert known.terraform(change, SNAPSHOT)
    assert known.describe(change, SNAPSHOT)
    assert known.warnings(change, SNAPSHOT) is not None
    assert verdicts(changed)


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(kinds_of_change())), st.lists(WORDS, min_size=1, max_size=4)), max_size=12
    )
)
@settings(max_examples=100, deadline=None)
def test_one_change_after_another_breaks_nothing(steps: list[tuple[str, list[str]]]) -> None:
    """Networks that changes have led to take further changes, and are diagnosed."""
    snapshot = SNAPSHOT
    for kind, words in steps:
        try:
            snapshot = after(" ".join((kind, *words)), snapshot)
        except AskerError:
            continue
    assert verdicts(snapshot)


def test_a_change_is_its_text() -> None:
    """Two changes that are written the same are the same."""
    assert Change("delete-nat", ("nat-0a",)) == read_change("delete-nat nat-0a", SNAPSHOT)
