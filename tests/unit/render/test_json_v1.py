"""The published JSON: its keys, its values, and nothing else."""

from __future__ import annotations

import json

import pytest

from diagnostics.render.json_v1 import document
from tests.unit.render.samples import (
    EVERY,
    GATEWAY,
    IGW,
    NAT,
    SUBNET,
    TABLE,
    blocked_by_group,
    by_nat,
    mixed,
    unseen_transit,
)

KEYS = [
    "schema",
    "source",
    "destination",
    "verdict",
    "class",
    "path",
    "then",
    "confidence",
    "flags",
    "properties",
    "hops",
    "findings",
    "fixes",
    "parts",
    "gaps",
]


@pytest.mark.parametrize("name", EVERY)
def test_every_document_has_exactly_the_published_keys_and_is_json(name: str) -> None:
    """Programs may rely on every key being there, in order, and on nothing that JSON cannot say."""
    written = document(EVERY[name](), "ko")
    assert list(written) == KEYS
    assert json.loads(json.dumps(written)) == written


def test_a_nat_path_is_written_as_published() -> None:
    """The example of the published interface, with the hops and the route that was chosen."""
    written = document(by_nat())
    assert written["schema"] == "routelore.diagnosis/v1"
    assert written["source"] == {
        "account": "111122223333",
        "region": "ap-northeast-2",
        "vpc": "vpc-1",
        "subnet": SUBNET,
        "eni": None,
        "instance": None,
    }
    assert written["hops"] == [
        {"kind": "subnet", "id": SUBNET},
        {
            "kind": "route-table",
            "id": TABLE,
            "association": "explicit",
            "route": {"destination": "0.0.0.0/0", "target": NAT},
        },
        {"kind": "nat-gateway", "id": NAT, "route": {"destination": "0.0.0.0/0", "target": IGW}},
        {"kind": "internet-gateway", "id": IGW},
        {"kind": "service", "id": "s3"},
    ]
    assert (written["verdict"], written["class"], written["path"]) == (
        "PUBLIC_VIA_NAT_GATEWAY",
        "public",
        "PUBLIC_VIA_NAT_GATEWAY",
    )
    assert written["properties"]["on_aws_network"] is True
    assert written["fixes"] == []


def test_findings_are_written_in_the_language_asked_for() -> None:
    """Titles and facts are words; codes and ids are not."""
    (korean,) = document(by_nat(), "ko")["findings"]
    (english,) = document(by_nat(), "en")["findings"]
    assert korean["code"] == english["code"] == "GWE-002"
    assert english["evidence"][0]["fact"] == f"RouteTableIds of {GATEWAY} does not hold {TABLE}"
    assert korean["title"] != english["title"]


def test_a_filter_keeps_the_network_verdict_as_path() -> None:
    """What blocks is the verdict; where the network would lead stays visible."""
    written = document(blocked_by_group())
    assert (written["verdict"], written["path"], written["class"]) == (
        "BLOCKED_SG_EGRESS",
        "PRIVATE_GATEWAY_ENDPOINT",
        "blocked",
    )
    assert written["source"]["instance"] == "i-0abc"
    assert written["destination"]["bucket"] == "team-logs"


def test_parts_and_gaps_are_written() -> None:
    """A mixed verdict lists its parts, and every gap names the action that would fill it."""
    assert [p["verdict"] for p in document(mixed())["parts"]] == ["PRIVATE_GATEWAY_ENDPOINT", "PUBLIC_VIA_NAT_GATEWAY"]
    assert document(unseen_transit())["gaps"][0] == {
        "call": "ec2:DescribeNetworkAcls",
        "reason": "denied",
        "hides": "network ACLs",
        "needs": "ec2:DescribeNetworkAcls",
    }
