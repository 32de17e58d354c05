"""The sample account as a server: what its environment says, what it refuses, and that nothing of it stays."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from bot.playground.account import ACCOUNT, REGION, SampleAccount, wearing
from bot.playground.account.server import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@pytest.fixture(scope="module")
def environment() -> Iterator[Mapping[str, str]]:
    """Give the environment of a running account without a network."""
    account = SampleAccount(empty=True)
    yield account.start()
    account.stop()


def test_the_environment_leads_to_loopback_and_to_no_file_of_the_user(environment: Mapping[str, str]) -> None:
    """boto3 finds made-up keys, this machine and the sample's Region, and reads no profile."""
    assert environment["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    assert environment["AWS_DEFAULT_REGION"] == REGION
    assert {environment["AWS_CONFIG_FILE"], environment["AWS_SHARED_CREDENTIALS_FILE"]} == {os.devnull}
    assert environment["AWS_EC2_METADATA_DISABLED"] == "true"


def test_wearing_the_environment_hides_a_real_profile_and_gives_it_back(environment: Mapping[str, str]) -> None:
    """A developer's own profile, token and endpoints are out of the way, and back afterwards."""
    own = {
        "AWS_PROFILE": "work",
        "AWS_SESSION_TOKEN": "t",
        "AWS_ENDPOINT_URL_EC2": "http://10.0.0.1",
        "NO_PROXY": "a",
        "HOME": "/h",
    }
    worn = dict(own)
    with wearing(environment, over=worn):
        assert worn == {"HOME": "/h", **environment}
    assert worn == own


def test_every_service_sees_the_same_account(environment: Mapping[str, str]) -> None:
    """Calls of EC2 and of STS are answered by one account, whatever the keys."""
    sts, ec2 = client_of("sts", environment), client_of("ec2", environment)
    owner = ec2.describe_vpcs()["Vpcs"][0]["OwnerId"]
    identity = sts.get_caller_identity()["Account"]
    sts.close()
    ec2.close()
    assert identity == owner == ACCOUNT


@pytest.mark.parametrize(
    ("service", "method"),
    [
        ("ec2", "describe_verified_access_groups"),
        ("route53resolver", "list_firewall_configs"),
    ],
)
def test_a_call_that_moto_does_not_know_is_refused_in_a_sentence(
    environment: Mapping[str, str], service: str, method: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither the caller nor the terminal gets a stack trace, and nothing is tried eight times."""
    client = client_of(service, environment)
    with pytest.raises(ClientError, match="The sample account cannot answer") as caught:
        getattr(client, method)()
    client.close()
    assert caught.value.response["Error"]["Code"] == "UnsupportedOperation"
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0
    assert capfd.readouterr() == ("", "")


def test_a_region_that_is_none_is_refused_as_aws_refuses(environment: Mapping[str, str]) -> None:
    """A slip in the Region's name ends in AWS's own words for it."""
    client = client_of("ec2", {**environment, "AWS_DEFAULT_REGION": "ap-northeast-9"})
    with pytest.raises(ClientError, match="OptInRequired"):
        client.describe_vpcs()
    client.close()


def test_an_unknown_id_is_refused_with_aws_own_code(environment: Mapping[str, str]) -> None:
    """What moto refuses, the account refuses, code and words."""
    client = client_of("ec2", environment)
    with pytest.raises(ClientError, match=r"InvalidSubnetID\.NotFound"):
        client.describe_subnets(SubnetIds=["subnet-0123456789abcdef0"])
    client.close()


def test_a_taken_port_is_an_error_of_the_operating_system() -> None:
    """Who asks for a port that somebody has can say so; the process does not end."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="use"):
        SampleAccount(port=taken.getsockname()[1], account="444444444444").start()


def test_stopping_leaves_no_thread_no_port_and_no_account() -> None:
    """After a stop the port is free, the thread gone, and the next start begins with an empty account."""
    account = SampleAccount(account="555555555555", empty=True)
    before = set(threading.enumerate())
    first = account.start()
    assert _with_one_more_vpc(first) == 2
    account.stop()
    account.stop()
    assert set(threading.enumerate()) <= before
    port = int(first["AWS_ENDPOINT_URL"].rpartition(":")[2])
    again = SampleAccount(account="555555555555", empty=True, port=port)
    assert _with_one_more_vpc(again.start()) == 2
    again.stop()


def _with_one_more_vpc(environment: Mapping[str, str]) -> int:
    client: Any = client_of("ec2", environment)
    client.create_vpc(CidrBlock="10.60.0.0/16")
    count = len(client.describe_vpcs()["Vpcs"])
    client.close()
    return count
