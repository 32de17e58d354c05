"""DNS answers beside the configuration."""

from __future__ import annotations

import pytest

from diagnostics.evidence import Stance
from diagnostics.evidence.compared import explanations as why
from tests.unit.evidence.asked import HOST, diagnosed, gateway, interface, reading, scenario, through_nat

EC2 = "ec2.ap-northeast-2.amazonaws.com"
ENDPOINT_IP = "10.0.1.203"


def answered(name: str, *addresses: str, server: str = "10.0.0.2") -> str:
    """Give what nslookup prints for an answer."""
    rows = "".join(f"Name:\t{name}\nAddress: {address}\n" for address in addresses)
    return f"$ nslookup {name}\nServer:\t\t{server}\nAddress:\t{server}#53\n\nNon-authoritative answer:\n{rows}"


def test_a_public_answer_agrees_with_a_gateway_endpoint_and_does_not_prove_it() -> None:
    """A gateway endpoint changes no name: public addresses are as they should be, and tell nothing of the way."""
    found = reading(answered(HOST, "52.219.56.9"), gateway())
    assert found.stance is Stance.AGREES
    assert "게이트웨이 엔드포인트를 타는지는 이름으로 알 수 없어요" in found.proves.ko
    assert "52.219.56.0/22" in found.proves.en
    assert found.look == why.SEE_ROUTES


def test_the_endpoints_own_addresses_agree_with_private_dns() -> None:
    """An address of the endpoint's network interface is called by the endpoint's id."""
    found = reading(answered(EC2, ENDPOINT_IP), interface())
    assert found.stance is Stance.AGREES
    assert "vpce-ec2-i" in found.proves.en


def test_a_public_answer_contradicts_private_dns_and_the_asked_server_is_blamed_first() -> None:
    """An answer of another server than the VPC's is the likeliest explanation."""
    found = reading(answered(EC2, "52.95.10.1", server="8.8.8.8"), interface())
    assert found.stance is Stance.CONTRADICTS
    assert "8.8.8.8" in found.explanations[0].ko
    assert why.CACHED in found.explanations
    assert found.look is not None
    assert "nslookup ec2.ap-northeast-2.amazonaws.com 10.0.0.2" in found.look.en


def test_a_public_answer_of_the_vpcs_own_server_points_at_caches_and_other_places() -> None:
    """Where the server is the right one, it is not blamed."""
    found = reading(answered(EC2, "52.95.10.1"), interface())
    assert found.stance is Stance.CONTRADICTS
    assert found.explanations[0] == why.CACHED
    assert why.OTHER_DNS not in found.explanations


def test_a_private_answer_contradicts_a_public_name() -> None:
    """Something that the snapshot does not have must be answering."""
    found = reading(answered(HOST, "10.9.9.9"), gateway())
    assert found.stance is Stance.CONTRADICTS
    assert why.UNSEEN_ZONE in found.explanations


def test_an_address_outside_the_prefix_list_is_another_regions() -> None:
    """The gateway endpoint's route would not match it."""
    found = reading(answered(HOST, "52.216.1.1"), gateway())
    assert found.stance is Stance.CONTRADICTS
    assert found.explanations[0] == why.OTHER_REGION


def test_a_name_of_another_service_says_nothing() -> None:
    """Private DNS answers name by name."""
    found = reading(answered("s3.amazonaws.com", "52.216.1.1"), gateway())
    assert found.stance is Stance.SAYS_NOTHING


def test_another_bucket_of_the_same_service_counts() -> None:
    """All buckets of a Region are behind the same addresses."""
    assert reading(answered(f"harbor.{HOST}", "52.219.56.9"), gateway()).stance is Stance.AGREES


def test_ipv6_addresses_alone_cannot_be_compared() -> None:
    """The diagnosis is about IPv4."""
    assert reading(answered(HOST, "2600:1fa0::1"), gateway()).stance is Stance.SAYS_NOTHING


@pytest.mark.parametrize(("diagnosis", "stance"), [("S58", Stance.AGREES), ("S02", Stance.CONTRADICTS)])
def test_a_name_that_does_not_resolve_is_right_where_the_resolver_is_off(diagnosis: str, stance: Stance) -> None:
    """The same failure agrees with one configuration and contradicts another."""
    failed = f"$ nslookup {HOST}\n;; connection timed out; no servers could be reached"
    assert reading(failed, scenario(diagnosis)).stance is stance


def test_an_answer_settles_what_custom_dns_servers_left_open() -> None:
    """With DNS servers of one's own there are two branches, and an answer says which holds."""
    options = {
        "DhcpOptions": [
            {
                "DhcpOptionsId": "dopt-0a",
                "DhcpConfigurations": [{"Key": "domain-name-servers", "Values": [{"Value": "10.0.9.53"}]}],
            }
        ]
    }
    given = [{"answer": {"key": "describe-dhcp-options", "value": options}}, {"interface": {"service": "ec2"}}]
    diagnosis = diagnosed(given, to="ec2")
    assert diagnosis.verdict == "UNKNOWN_DNS"
    private = reading(answered(EC2, ENDPOINT_IP, server="10.0.9.53"), diagnosis)
    public = reading(answered(EC2, "52.95.10.1", server="10.0.9.53"), diagnosis)
    assert private.stance is public.stance is Stance.AGREES
    assert "if those DNS servers forward to the Amazon resolver" in private.agreement.en
    assert "if those DNS servers answer from public DNS" in public.agreement.en
    assert "PUBLIC_VIA_NAT_GATEWAY" in public.agreement.ko


def test_an_answer_beside_a_way_through_nat_is_as_public() -> None:
    """NAT and a gateway endpoint look the same by name."""
    assert reading(answered(HOST, "52.219.56.9"), through_nat()).stance is Stance.AGREES
