"""What tools would show: predicted output is what the readers read, and what they read agrees."""

from __future__ import annotations

import re

import pytest

from diagnostics.evidence import Prediction, Stance, Tool, compare, predict, read_evidence
from tests.unit.evidence.asked import SCENARIOS, diagnosed, scenario

HANGUL = re.compile(r"[가-힣]")


def shown(name: str, tool: Tool) -> Prediction:
    """Give what a tool would show first in a scenario."""
    return next(one for one in predict(scenario(name), "ko") if one.tool is tool)


def as_printed(prediction: Prediction) -> str:
    """Give the command and its output with numbers where the prediction leaves them open."""
    output = prediction.output.replace("10.x.x.x", "10.0.1.77").replace("x.x.x.x", "99.77.1.1").replace(".x", ".9")
    return f"$ {prediction.command}\n{output}"


@pytest.mark.parametrize("name", list(SCENARIOS))
def test_predicted_output_never_contradicts_its_own_diagnosis(name: str) -> None:
    """Run, pasted and read back, it agrees, or says nothing where the configuration leaves the way open."""
    diagnosis = scenario(name)
    for prediction in predict(diagnosis, "en"):
        readings = compare(read_evidence(as_printed(prediction)), diagnosis).readings
        assert [r.stance for r in readings if r.stance is Stance.CONTRADICTS] == [], prediction


@pytest.mark.parametrize("name", list(SCENARIOS))
def test_every_prediction_says_what_it_proves_and_what_not_in_both_languages(name: str) -> None:
    """The commands and the output are the same; the sentences are Korean or English."""
    diagnosis = scenario(name)
    korean, english = predict(diagnosis, "ko"), predict(diagnosis, "en")
    assert [(one.command, one.output) for one in korean] == [(one.command, one.output) for one in english]
    assert all(HANGUL.search(one.proves) and HANGUL.search(one.not_proven) for one in korean)
    assert not any(HANGUL.search(f"{one.proves}{one.not_proven}{one.when}") for one in english)


def test_through_nat_the_first_hop_is_the_nats_private_ip() -> None:
    """The scenario's NAT gateway has 10.0.0.20."""
    found = shown("S01", Tool.TRACEROUTE)
    assert found.command == "sudo traceroute -n -T -p 443 s3.ap-northeast-2.amazonaws.com"
    assert " 1  10.0.0.20  " in found.output
    assert "10.0.0.20" in found.proves


def test_a_gateway_endpoint_shows_asterisks_and_then_s3() -> None:
    """And what is missing is called weak evidence."""
    found = shown("S02", Tool.TRACEROUTE)
    assert found.output.splitlines()[1:] == [" 1  * * *", " 2  * * *", " …", " 7  52.219.56.x  1.2 ms"]
    assert "약한 증거" in found.not_proven


def test_nslookup_shows_a_prefix_list_address_and_proves_nothing_of_a_gateway_endpoint() -> None:
    """The server is the VPC's own."""
    found = shown("S02", Tool.NSLOOKUP)
    assert "Address:\t10.0.0.2#53" in found.output
    assert "Address: 52.219.56.x" in found.output
    assert "게이트웨이 엔드포인트" in found.not_proven


def test_private_dns_shows_the_endpoints_addresses() -> None:
    """As private addresses, one for each of its network interfaces."""
    found = shown("S35", Tool.NSLOOKUP)
    assert re.findall(r"Address: (10\.\S+)", found.output) == ["10.0.1.203", "10.0.2.204"]
    assert shown("S35", Tool.TRACEROUTE).output.splitlines()[1:] == [" 1  10.0.1.203  0.3 ms"]


@pytest.mark.parametrize("name", ["S06", "S08", "S40", "S50", "S52"])
def test_whatever_blocks_in_silence_times_out(name: str) -> None:
    """No route, no public address, the endpoint's security group, the source's, a network ACL: all alike."""
    assert "timed out" in shown(name, Tool.CURL).output
    assert shown(name, Tool.AWS_CLI).output.startswith("Connect timeout on endpoint URL")
    assert shown(name, Tool.TRACEROUTE).output.endswith("30  * * *")


def test_without_a_resolver_no_name_resolves() -> None:
    """Every tool says so in its own words."""
    outputs = {one.tool: one.output for one in predict(scenario("S58"), "ko")}
    assert "no servers could be reached" in outputs[Tool.NSLOOKUP]
    assert "Name or service not known" in outputs[Tool.TRACEROUTE]
    assert "Could not resolve host" in outputs[Tool.CURL]
    assert "Could not connect to the endpoint URL" in outputs[Tool.AWS_CLI]


def test_a_zone_that_lacks_the_name_gives_nxdomain() -> None:
    """A private hosted zone does not fall through to public DNS."""
    zones = {"HostedZoneSummaries": [{"HostedZoneId": "Z1", "Name": "amazonaws.com.", "Owner": {"OwningAccount": "1"}}]}
    given = [
        {"answer": {"key": "list-hosted-zones-by-vpc.vpc-0a", "value": zones}},
        {"answer": {"key": "list-resource-record-sets.Z1", "value": {"ResourceRecordSets": []}}},
    ]
    found = next(one for one in predict(diagnosed(given), "en") if one.tool is Tool.NSLOOKUP)
    assert found.output.endswith("NXDOMAIN")


@pytest.mark.parametrize(
    ("rule", "end"),
    [
        ({"BlockResponse": "NODATA"}, "*** Can't find s3.ap-northeast-2.amazonaws.com: No answer"),
        ({"BlockResponse": "NXDOMAIN"}, "** server can't find s3.ap-northeast-2.amazonaws.com: NXDOMAIN"),
        (
            {"BlockResponse": "OVERRIDE", "BlockOverrideDomain": "hole.example.", "BlockOverrideDnsType": "CNAME"},
            "s3.ap-northeast-2.amazonaws.com\tcanonical name = hole.example.\n…",
        ),
    ],
    ids=["nodata", "nxdomain", "override"],
)
def test_dns_firewall_answers_as_its_rule_says(rule: dict[str, str], end: str) -> None:
    """No address of the name, no such name, or another name in its place; a managed list in front changes nothing."""
    block = {"priority": 10, "action": "BLOCK", "list": "rslvr-fdl-0a", "domains": ["*.amazonaws.com."], **rule}
    managed = {"priority": 5, "action": "BLOCK", "managed": "rslvr-fdl-aws", "BlockResponse": "NODATA"}
    given = [{"dns_firewall": {"rules": [managed, block]}}]
    found = next(one for one in predict(diagnosed(given), "en") if one.tool is Tool.NSLOOKUP)
    assert found.output.endswith(end)


def test_a_name_with_other_records_alone_has_no_answer() -> None:
    """A private zone that holds the name without an address says NODATA, not that the name does not exist."""
    record = {"name": "s3.ap-northeast-2.amazonaws.com", "a": ['"v=1"'], "Type": "TXT"}
    given = [{"zone": {"id": "Z0A", "name": "amazonaws.com", "records": [record]}}]
    found = next(one for one in predict(diagnosed(given), "en") if one.tool is Tool.NSLOOKUP)
    assert found.output.endswith("*** Can't find s3.ap-northeast-2.amazonaws.com: No answer")


def test_a_stale_record_resolves_and_then_nobody_answers() -> None:
    """The name is answered with what the record says; connections to that address time out."""
    outputs = {one.tool: one.output for one in predict(scenario("S59"), "ko")}
    assert outputs[Tool.NSLOOKUP].endswith("Address: 10.0.1.200")
    assert outputs[Tool.TRACEROUTE].endswith("30  * * *")
    assert "timed out" in outputs[Tool.CURL]


def test_each_way_of_a_mixed_verdict_has_its_own_output_and_says_when() -> None:
    """One of S3's CIDRs leaves through NAT, the rest by the endpoint."""
    traced = [one for one in predict(scenario("S14"), "en") if one.tool is Tool.TRACEROUTE]
    assert [one.when for one in traced] == [
        "where the destination is in 52.219.56.0/22",
        "where the destination is in 3.5.140.0/22",
    ]
    assert ["10.0.0.20" in one.output for one in traced] == [True, False]


def test_the_command_dials_the_name_that_was_asked() -> None:
    """A bucket is listed in its own Region; other services have a listing of their own; a host of nobody's has none."""
    bucket = [{"bucket": {"name": "harbor", "region": "ap-northeast-2"}}]
    commands = {
        to: [one.command for one in predict(diagnosed(bucket, to=to), "en") if one.tool is Tool.AWS_CLI]
        for to in ("s3://harbor", "sts", "dynamodb", "example.internal.test")
    }
    assert commands == {
        "s3://harbor": ["aws s3 ls s3://harbor --region ap-northeast-2"],
        "sts": ["aws sts get-caller-identity --region ap-northeast-2"],
        "dynamodb": ["aws dynamodb list-tables --region ap-northeast-2"],
        "example.internal.test": [],
    }


def test_a_function_outside_every_vpc_has_no_shell_to_run_in() -> None:
    """Nothing is predicted for it."""
    assert predict(diagnosed([{"function": {"name": "thresher"}}], source="lambda:thresher"), "ko") == ()
