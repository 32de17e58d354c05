"""Several accounts at once: one account's answer never holds another's data, whoever asks, and however they interleave."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest

from bot.listeners.unknown_source import names_of
from bot.rights.policy import Account
from bot.services import Named, Target, services, target_of
from diagnostics.collect import pack, snapshot_of, unpack
from diagnostics.collect.errors import AccessError
from tests.unit.collect.local_aws import REGION

if TYPE_CHECKING:
    import boto3

    from diagnostics.model.snapshot import Snapshot
    from tests.unit.collect.local_aws import LocalAws

IDS = ("111122223333", "444455556666", "777788889999")
OTHER_REGION = "us-east-1"
ROUNDS = 2


def account(number: str) -> Account:
    """Give an account of a policy."""
    role = f"arn:aws:iam::{number}:role/routelore"
    return Account(name=f"a{number[:4]}", id=number, role=role, external_id="env:ORCHARD_ID", regions=(REGION, OTHER_REGION))


def build(aws: LocalAws, session: boto3.Session | None, name: str, region: str) -> str:
    """Build a VPC of this name in an account, and give its id."""
    ec2 = aws.client("ec2", region) if session is None else session.client("ec2", region, endpoint_url=aws.url)
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    ec2.create_tags(Resources=[vpc, subnet], Tags=[{"Key": "Name", "Value": name}])
    ec2.close()
    return str(vpc)


def inside(aws: LocalAws, number: str) -> boto3.Session:
    """Give a session of somebody who works in the account."""
    import boto3

    sts = aws.client("sts")
    keys = sts.assume_role(RoleArn=f"arn:aws:iam::{number}:role/admin", RoleSessionName="admin")["Credentials"]
    return boto3.Session(
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )


@pytest.fixture
def built(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """Give the VPC of each account and Region, boto3's own account among them, under the empty id."""
    monkeypatch.setenv("ORCHARD_ID", "orchard-7")
    sessions = {"": None, **{number: inside(aws, number) for number in IDS}}
    return {
        (number, region): build(aws, session, f"net-{number or 'own'}-{region}", region)
        for number, session in sessions.items()
        for region in (REGION, OTHER_REGION)
    }


def test_answers_to_several_people_about_several_accounts_never_mix(
    built: dict[tuple[str, str], str], aws: LocalAws
) -> None:
    """Each of many readings at once, kept and opened again as threads keep them, has its own account and nothing else."""
    done = services()
    wanted = list(built) * ROUNDS

    def read(number: str, region: str, asker: str) -> tuple[Snapshot, Snapshot]:
        target = target_of(account(number), region, asker) if number else Target(region=region, asker=asker)
        answers = done.collect(lambda *_: None, Named(), target)
        return snapshot_of(answers), snapshot_of(unpack(pack(answers)))

    with ThreadPoolExecutor(6) as pool:
        under_way = [pool.submit(read, *one, f"U0{at}.r{at}") for at, one in enumerate(wanted)]
        read_back = [future.result() for future in under_way]
    for (number, region), pair in zip(wanted, read_back, strict=True):
        others = set(built.values()) - {built[number, region]}
        for snapshot in pair:
            assert built[number, region] in snapshot.vpcs
            assert others.isdisjoint(snapshot.vpcs)
            assert {name for name in names_of(snapshot) if name.startswith("net-")} == {f"net-{number or 'own'}-{region}"}
            assert snapshot.region == region
            assert snapshot.account == number or not number
    assert aws.seen["AssumeRole"] == len(IDS) + ROUNDS * len(IDS) * 2  # those that built, and one for each request


def test_each_session_is_one_askers(built: dict[tuple[str, str], str], aws: LocalAws) -> None:
    """Two who ask about one account have sessions of their own, so that CloudTrail tells who asked what."""
    assert built
    done = services()
    told = []
    for asker in ("U0MINA.1f2e3d4c", "U0SOL.5a6b7c8d", "U0MINA.9e8f7a6b"):
        done.collect(lambda *_: None, Named(), target_of(account(IDS[0]), REGION, asker))
        said = dict(parse_qsl(aws.last["AssumeRole"]))
        told.append((said["RoleSessionName"], said["ExternalId"]))
    assert told == [
        ("routelore-U0MINA.1f2e3d4c", "orchard-7"),
        ("routelore-U0SOL.5a6b7c8d", "orchard-7"),
        ("routelore-U0MINA.9e8f7a6b", "orchard-7"),
    ]


def test_an_answer_about_another_account_than_the_granted_one_is_refused(built: dict[tuple[str, str], str]) -> None:
    """Credentials that changed under a policy show nobody what the policy does not name."""
    assert built
    with pytest.raises(AccessError) as error:
        services().collect(lambda *_: None, Named(), Target(account=IDS[0], region=REGION))
    assert error.value.code == "other-account"
    assert error.value.particulars["wanted"] == IDS[0]


def test_an_external_id_that_is_not_there_stops_before_aws_is_asked(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the reference; the role is not tried without."""
    monkeypatch.delenv("ORCHARD_ID", raising=False)
    with pytest.raises(AccessError) as error:
        target_of(account(IDS[0]), REGION, "U0MINA")
    assert (error.value.code, error.value.particulars) == ("secret-missing", {"where": "env:ORCHARD_ID"})
    assert aws.seen["AssumeRole"] == 0
