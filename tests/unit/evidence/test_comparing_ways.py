"""Traced routes, connections and CLI answers beside the configuration."""

from __future__ import annotations

import pytest

from diagnostics.evidence import Stance, compare, read_evidence
from diagnostics.evidence.compared import explanations as why
from tests.unit.evidence.asked import HOST, diagnosed, gateway, interface, isolated, reading, scenario, through_nat

EC2 = "ec2.ap-northeast-2.amazonaws.com"
HEAD = f"traceroute to {HOST} (52.219.56.9), 30 hops max, 60 byte packets\n"
BY_NAT = f"$ traceroute -T -p 443 {HOST}\n{HEAD} 1  10.0.0.20  0.4 ms\n 2  * * *\n 9  52.219.56.9  2.1 ms"
SILENT = f"$ traceroute -T -p 443 {HOST}\n{HEAD} 1  * * *\n 7  52.219.56.9  1.2 ms"
LOST = f"$ traceroute -T -p 443 {HOST}\n{HEAD}" + "\n".join(f"{n:2}  * * *" for n in range(1, 31))
UDP = LOST.replace("-T -p 443 ", "")
CONNECTS = f"*   Trying 52.219.56.9:443...\n* Connected to {HOST} (52.219.56.9) port 443\n< HTTP/1.1 403 Forbidden"
TIMES_OUT = f"$ curl -v https://{HOST}\n*   Trying 52.219.56.9:443...\n* Connection timed out after 5001 milliseconds"
LISTS = "$ aws s3 ls\n2024-05-17 10:21:33 harbor-logs"
CLI_TIMES_OUT = f'Connect timeout on endpoint URL: "https://{HOST}/"'
DENIED = "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: User: x is not authorized "


def test_a_nat_hop_agrees_with_a_way_through_that_nat_gateway() -> None:
    """It is called by its id."""
    found = reading(BY_NAT, through_nat())
    assert found.stance is Stance.AGREES
    assert "nat-0a" in found.proves.ko


def test_a_nat_hop_contradicts_a_gateway_endpoint() -> None:
    """A forwarder that shows itself is on the way, whatever the route table of the diagnosed subnet says."""
    found = reading(BY_NAT, gateway())
    assert found.stance is Stance.CONTRADICTS
    assert "vpce-s3" in found.agreement.en
    assert "eni-a1" in found.explanations[0].en


def test_a_missing_nat_hop_is_weak_evidence_either_way() -> None:
    """It does not contradict a NAT gateway, and does not prove a gateway endpoint."""
    assert reading(SILENT, through_nat()).stance is Stance.SAYS_NOTHING
    found = reading(SILENT, gateway())
    assert found.stance is Stance.AGREES
    assert "weak evidence" in found.agreement.en


def test_asterisks_of_udp_prove_nothing() -> None:
    """A gateway endpoint passes only TCP and ICMP echo."""
    found = reading(UDP, gateway())
    assert found.stance is Stance.SAYS_NOTHING
    assert found.look is not None
    assert f"traceroute -n -T -p 443 {HOST}" in found.look.ko


@pytest.mark.parametrize("pasted", [LOST, TIMES_OUT, CLI_TIMES_OUT])
def test_what_never_arrives_agrees_with_a_block_and_contradicts_an_open_way(pasted: str) -> None:
    """A TCP traceroute, curl and the CLI say the same in their own words."""
    assert reading(pasted, isolated()).stance is Stance.AGREES
    found = reading(pasted, gateway())
    assert found.stance is Stance.CONTRADICTS
    assert why.LOCAL_FIREWALL in found.explanations


@pytest.mark.parametrize("pasted", [SILENT, CONNECTS, LISTS])
def test_what_arrives_contradicts_a_block(pasted: str) -> None:
    """The snapshot may be older than the network."""
    found = reading(pasted, isolated())
    assert found.stance is Stance.CONTRADICTS
    assert found.look == why.COLLECT_AGAIN


@pytest.mark.parametrize("name", ["S50", "S52", "S40"])
def test_a_timeout_agrees_with_every_filter_that_blocks(name: str) -> None:
    """Security groups, network ACLs and the endpoint's security group all drop in silence."""
    diagnosis = scenario(name)
    pasted = CLI_TIMES_OUT.replace(HOST, diagnosis.case.destination.hostname)
    assert reading(pasted, diagnosis).stance is Stance.AGREES


def test_a_trace_to_the_endpoint_agrees_with_an_interface_endpoint() -> None:
    """It is the first hop and the last."""
    pasted = f"traceroute to {EC2} (10.0.1.203), 30 hops max, 60 byte packets\n 1  10.0.1.203  0.3 ms"
    found = reading(pasted, interface())
    assert found.stance is Stance.AGREES
    assert "vpce-ec2-i" in found.proves.ko


def test_a_connection_to_the_endpoint_agrees_and_to_a_public_address_does_not() -> None:
    """The address that curl names is compared with what the name should become."""
    connected = "* Connected to {host} ({ip}) port 443 (#0)\n< HTTP/1.1 400 Bad Request"
    assert reading(connected.format(host=EC2, ip="10.0.1.203"), interface()).stance is Stance.AGREES
    assert reading(connected.format(host=EC2, ip="52.95.10.1"), interface()).stance is Stance.CONTRADICTS


def test_a_403_to_unsigned_curl_is_no_refusal() -> None:
    """It proves that packets come and go."""
    found = reading(CONNECTS, gateway())
    assert found.stance is Stance.AGREES
    assert "unsigned" in found.proves.en


def test_a_proxy_says_nothing_of_the_subnet() -> None:
    """The proxy resolves, and takes its own way."""
    pasted = f"* Uses proxy env variable https_proxy == 'http://10.0.9.9:3128'\n{CONNECTS}"
    assert reading(pasted, gateway()).stance is Stance.SAYS_NOTHING


def test_a_listing_proves_reach_and_permission_and_not_the_way() -> None:
    """`aws s3 ls` looks the same through NAT and through an endpoint."""
    for diagnosis in (gateway(), through_nat()):
        found = reading(LISTS, diagnosis)
        assert found.stance is Stance.AGREES
        assert "It does not prove which path it took" in found.proves.en


def test_an_endpoint_policys_refusal_proves_an_endpoint() -> None:
    """Only what goes through an endpoint meets its policy."""
    pasted = f"{DENIED}because no VPC endpoint policy allows the s3:ListBucket action"
    assert reading(pasted, gateway()).stance is Stance.AGREES
    assert reading(pasted, through_nat()).stance is Stance.CONTRADICTS


def test_a_bucket_policys_refusal_proves_only_that_it_arrived() -> None:
    """Its conditions are what to look at."""
    found = reading(f"{DENIED}with an explicit deny in a resource-based policy", through_nat())
    assert found.stance is Stance.AGREES
    assert found.look is not None
    assert "aws:SourceVpce" in found.look.ko


def test_missing_credentials_say_nothing_of_the_network() -> None:
    """Nothing was sent."""
    assert reading("Unable to locate credentials", isolated()).stance is Stance.SAYS_NOTHING


def test_a_name_that_the_cli_could_not_connect_to_agrees_where_it_does_not_resolve() -> None:
    """The CLI says the same of a name that does not resolve and of a refused connection."""
    pasted = f'Could not connect to the endpoint URL: "https://{HOST}/"'
    assert reading(pasted, scenario("S58")).stance is Stance.AGREES
    assert reading(pasted, gateway()).stance is Stance.CONTRADICTS


def test_another_services_answer_says_nothing() -> None:
    """A call to STS tells nothing of S3."""
    assert reading('$ aws sts get-caller-identity\n{\n "Account": "1"\n}', gateway()).stance is Stance.SAYS_NOTHING


def test_one_contradiction_outweighs_agreements() -> None:
    """Several observations come to one stance."""
    name = f"Name: {HOST}\nAddress: 52.219.56.9\n"
    assert compare(read_evidence(name), gateway()).stance is Stance.AGREES
    assert compare(read_evidence(f"{name}{BY_NAT}"), gateway()).stance is Stance.CONTRADICTS
    assert compare((), gateway()).stance is Stance.SAYS_NOTHING


def test_a_function_outside_every_vpc_has_nothing_to_compare_with() -> None:
    """No network of the account was walked."""
    outside = diagnosed([{"function": {"name": "thresher"}}], source="lambda:thresher")
    assert reading(LISTS, outside).stance is Stance.SAYS_NOTHING
