"""Flow log records, S3 access log lines and CloudTrail events as people paste them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from diagnostics.evidence import read_evidence
from diagnostics.evidence.observation import AccessLine, FlowRecord, PolicyKind, TrailEvent

DEFAULT = "2 111122223333 eni-a1 10.0.1.10 52.219.56.9 51444 443 6 20 4249 1418530010 1418530070 ACCEPT OK"
ADVISED = (
    "5 eni-a1 10.0.1.10 52.219.56.9 51444 443 6 4249 1418530010 1418530070 ACCEPT OK 10.0.1.10 52.219.56.9 - S3 egress 7 "
    "subnet-a1 apne2-az1"
)
ALL_FIELDS = f"{DEFAULT} vpc-0a subnet-a1 i-0a 3 IPv4 10.0.1.10 52.219.56.9 ap-northeast-2 apne2-az1 - - - S3 egress 8"
HEADED = (
    "version vpc-id subnet-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr action log-status flow-direction "
    "traffic-path pkt-dst-aws-service\n"
    "5 vpc-0a subnet-a1 eni-a1 10.0.1.10 52.219.56.9 10.0.1.10 52.219.56.9 ACCEPT OK egress 8 S3"
)
ACCESS = (
    "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be harbor [06/Feb/2026:00:00:38 +0000] 10.0.1.10 "
    'arn:aws:sts::111122223333:assumed-role/app/i-0a 3E57427F3EXAMPLE REST.GET.OBJECT a/b.txt "GET /a/b.txt HTTP/1.1" 200 - '
    '113 - 7 - "-" "aws-cli/2.17 (\\"x\\")" - s9lz= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader '
    "harbor.s3.ap-northeast-2.amazonaws.com TLSv1.2 - -"
)
EVENT: dict[str, Any] = {
    "eventVersion": "1.11",
    "eventSource": "s3.amazonaws.com",
    "eventName": "ListBuckets",
    "awsRegion": "ap-northeast-2",
    "sourceIPAddress": "10.0.1.10",
    "vpcEndpointId": "vpce-0abc",
    "eventCategory": "Management",
}


def record(pasted: str) -> FlowRecord:
    """Give the one flow log record in pasted output."""
    (found,) = read_evidence(pasted)
    assert isinstance(found, FlowRecord)
    return found


def event(pasted: str) -> TrailEvent:
    """Give the one CloudTrail event in pasted output."""
    (found,) = read_evidence(pasted)
    assert isinstance(found, TrailEvent)
    return found


def test_a_record_of_the_default_format_is_read() -> None:
    """It has neither a direction nor a traffic path."""
    found = record(DEFAULT)
    assert (found.interface, found.sender, found.receiver, found.action) == ("eni-a1", "10.0.1.10", "52.219.56.9", "ACCEPT")
    assert not found.has_path


@pytest.mark.parametrize(
    ("pasted", "path"),
    [
        (ADVISED, "7"),
        (ALL_FIELDS, "8"),
        (HEADED, "8"),
        (HEADED.replace("version vpc-id", "${version} ${vpc-id}"), "8"),
        (f"2026-11-23T01:02:03.000Z {ADVISED}", "7"),
        (ADVISED.replace(" ", "\t"), "7"),
    ],
    ids=["advised order", "all fields", "with a header", "with a format", "with a time before it", "by tabs"],
)
def test_a_record_that_says_its_traffic_path_is_read(pasted: str, path: str) -> None:
    """Whether its fields are named, or in an order that is known."""
    found = record(pasted)
    assert (found.traffic_path, found.destination_service, found.direction) == (path, "S3", "egress")


def test_a_record_without_data_has_no_ends() -> None:
    """`-` is nothing."""
    found = record("2 111122223333 eni-a1 - - - - - - - 1431280876 1431280934 - NODATA")
    assert (found.status, found.sender, found.receiver) == ("NODATA", "", "")


def test_a_record_in_an_unknown_order_is_not_guessed_at() -> None:
    """Values that fit no layout are left alone."""
    assert read_evidence("5 ACCEPT 52.219.56.9 eni-a1 443 OK") == ()


def test_an_access_log_line_gives_remote_address_and_host() -> None:
    """Quoted fields with spaces and escaped quotes are one field each."""
    (found,) = read_evidence(ACCESS)
    assert isinstance(found, AccessLine)
    assert (found.bucket, found.remote, found.status) == ("harbor", "10.0.1.10", "200")
    assert found.host == "harbor.s3.ap-northeast-2.amazonaws.com"


def test_an_access_log_line_that_was_cut_still_gives_the_address() -> None:
    """What comes before the cut is read."""
    (found,) = read_evidence(ACCESS[: ACCESS.index(" 200 ")])
    assert isinstance(found, AccessLine)
    assert (found.remote, found.host) == ("10.0.1.10", "")


@pytest.mark.parametrize(
    "pasted",
    [
        json.dumps(EVENT),
        json.dumps(EVENT, indent=2),
        json.dumps({"Records": [EVENT]}),
        json.dumps({"Events": [{"EventId": "1", "CloudTrailEvent": json.dumps(EVENT)}]}),
        f"이거 보세요 [링크] {json.dumps(EVENT)} 끝",
        json.dumps(EVENT, indent=2)[:-30],
    ],
    ids=["one line", "indented", "records", "lookup-events", "in a sentence", "cut"],
)
def test_a_cloudtrail_event_is_found_however_it_is_pasted(pasted: str) -> None:
    """Whole, in a file of records, as text in a field, or cut short."""
    found = event(pasted)
    assert (found.service, found.name, found.source, found.endpoint) == ("s3", "ListBuckets", "10.0.1.10", "vpce-0abc")


def test_a_network_activity_event_says_that_the_endpoint_policy_refused() -> None:
    """`VpceAccessDenied` is the endpoint policy's."""
    found = event(json.dumps({**EVENT, "eventCategory": "NetworkActivity", "errorCode": "VpceAccessDenied"}))
    assert found.refusal is not None
    assert found.refusal.by is PolicyKind.ENDPOINT
