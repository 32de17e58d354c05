"""The script for the AWS CLI: run for real, it saves what the collector would have read."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import botocore.session
import jmespath
import pytest
from botocore import xform_name
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.collect import Answers, Refusal, read_saved, snapshot_of
from diagnostics.collect.calls import CALLS, Call, When
from diagnostics.collect.looks import SUBJECTS
from diagnostics.collect.script import PAGED_BY_HAND, kebab, script
from diagnostics.collect.touched import AWS_DOMAINS, waits_for, wanted
from diagnostics.model.flow import AskerError
from tests.unit.collect.aws_cli import AwsCli, on_the_path
from tests.unit.collect.local_aws import REGION, LocalAws, silent
from tests.unit.collect.networks import (
    access_point,
    block_public_access,
    bucket,
    empty_account,
    function,
    orchard,
    touching_everything,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diagnostics.collect import AwsCollector
    from diagnostics.collect.answers import Body
    from diagnostics.model.snapshot import Snapshot

TOUCHED = [call for call in CALLS if call.when is When.TOUCHED]


@pytest.fixture
def cli(aws: LocalAws, tmp_path: Path) -> Iterator[AwsCli]:
    """Give the stand-in for the AWS CLI, which is the `aws` that scripts find."""
    made = AwsCli(aws)
    with on_the_path(tmp_path / "bin", made):
        yield made


def run(folder: Path, text: str, *, shell: str = "sh", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder, with no other settings than these."""
    (folder / "save.sh").write_text(text, encoding="utf-8")
    path = f"{folder / 'bin'}{os.pathsep}{os.defpath}"
    words = [shell, "save.sh", "saved"]
    return subprocess.run(words, cwd=folder, env={"PATH": path, **settings}, capture_output=True, text=True, check=False)


def seen(answers: Answers) -> Snapshot:
    """Give the snapshot without the time at which it was taken."""
    return replace(snapshot_of(answers), taken_at="")


@pytest.mark.parametrize("shell", ["dash", "bash"])
def test_the_script_saves_what_the_collector_reads(
    aws: LocalAws, cli: AwsCli, collector: AwsCollector, tmp_path: Path, shell: str
) -> None:
    """On a network that touches every call, the folder gives the snapshot of the live account."""
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} here")
    touching_everything(aws)
    live = seen(collector.collect())
    block_public_access(aws)
    done = run(tmp_path, script(REGION), shell=shell)
    assert (done.returncode, cli.asked[0]) == (0, ["--version"]), done.stderr
    assert seen(read_saved(tmp_path / "saved")) == live
    assert live.gaps == ()
    assert {path.suffix for path in (tmp_path / "saved").iterdir()} == {".json"}


def test_refused_calls_leave_their_words_and_the_rest_goes_on(
    aws: LocalAws, cli: AwsCli, collector: AwsCollector, tmp_path: Path
) -> None:
    """The folder holds an .error for each refusal, and gives the same gaps as the live account."""
    empty_account(aws.client("ec2"))
    touching_everything(aws)
    for action in ("DescribeRouteTables", "DescribeNetworkAcls", "DescribeVpcAttribute", "GetCallerIdentity"):
        aws.refuse(action)
    live = seen(collector.collect())
    block_public_access(aws)
    done = run(tmp_path, script(REGION))
    assert done.returncode == 0, done.stderr
    assert cli.asked
    saved = read_saved(tmp_path / "saved")
    assert saved.refusal("describe-route-tables") == Refusal(
        "UnauthorizedOperation", "You are not authorized to perform DescribeRouteTables"
    )
    assert seen(saved) == live
    assert not list((tmp_path / "saved").glob(".*"))


def test_one_vpc_its_bucket_and_its_function_can_be_saved(
    aws: LocalAws, cli: AwsCli, collector: AwsCollector, tmp_path: Path
) -> None:
    """The script asks about the VPC and what the question names, and keeps no secrets of the function."""
    ids = orchard(aws.client("ec2"))
    point = access_point(aws, "harbor", bucket(aws, "harbor-data"), ids["vpc"])
    named = (bucket(aws, "orchard-data"), "harbor-gone", point)
    names = {"bucket": named, "function": function(aws, "orchard-fn")}
    live = seen(collector.collect(vpc_id=ids["vpc"], **names))
    done = run(tmp_path, script(REGION, ids["vpc"], **names))
    assert done.returncode == 0, done.stderr
    assert seen(read_saved(tmp_path / "saved")) == live
    assert cli.asked
    assert not any("apple-pie" in path.read_text() for path in (tmp_path / "saved").iterdir())


def test_the_pages_that_the_cli_does_not_turn_are_turned(aws: LocalAws, cli: AwsCli, tmp_path: Path) -> None:
    """Both pages of the exclusions arrive, in the one file of their call."""
    block_public_access(aws)
    assert run(tmp_path, script(REGION)).returncode == 0
    assert cli.asked
    exclusions = read_saved(tmp_path / "saved").rows(
        "describe-vpc-block-public-access-exclusions", "VpcBlockPublicAccessExclusions"
    )
    assert len(exclusions) == 2


def test_an_older_cli_is_asked_again_without_what_it_does_not_know(aws: LocalAws, cli: AwsCli, tmp_path: Path) -> None:
    """The instances and interfaces arrive, and no refusal is left behind."""
    assert aws.url
    cli.unknown = frozenset({"--include-managed-resources"})
    done = run(tmp_path, script(None), AWS_REGION=REGION)
    assert done.returncode == 0, done.stderr
    assert read_saved(tmp_path / "saved").body("describe-instances") == {"Reservations": []}
    assert not list((tmp_path / "saved").glob("*.error"))
    progress = [line[1:].partition("]")[0].split("/") for line in done.stderr.splitlines() if line.startswith("[")]
    assert progress[-1][0] == progress[-1][1] == str(len(progress))


def test_a_bucket_that_may_not_be_headed_is_asked_about_in_another_way(aws: LocalAws, cli: AwsCli, tmp_path: Path) -> None:
    """Without s3:ListBucket the AWS CLI hides the Region that S3 names; GetBucketLocation may still tell it."""
    bucket(aws, "orchard-data", "eu-west-1")
    aws.instead["HeadBucket"] = lambda: silent(403)
    assert run(tmp_path, script(REGION, bucket="orchard-data")).returncode == 0
    assert cli.asked
    assert snapshot_of(read_saved(tmp_path / "saved")).buckets["orchard-data"].region == "eu-west-1"


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"version": "aws-cli/1.45.11 Python/3.11.7"}, 2, "version 1"),
        ({"signed_in": False}, 3, "not signed in"),
    ],
)
def test_a_cli_that_cannot_serve_is_named_at_once(
    aws: LocalAws, cli: AwsCli, tmp_path: Path, change: dict[str, object], status: int, words: str
) -> None:
    """One line says what is wrong, and no folder is left behind."""
    assert aws.url
    for name, value in change.items():
        setattr(cli, name, value)
    done = run(tmp_path, script(REGION))
    assert (done.returncode, words in done.stderr.splitlines()[-1]) == (status, True)
    assert not (tmp_path / "saved").exists()


def test_nothing_is_overwritten(aws: LocalAws, cli: AwsCli, tmp_path: Path) -> None:
    """A folder with something in it, and a zip that is there already, are left alone."""
    assert aws.url
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "mine").write_text("mine")
    assert "not empty" in run(tmp_path, script(REGION)).stderr
    shutil.rmtree(tmp_path / "saved")
    (tmp_path / "saved.zip").write_text("mine")
    assert run(tmp_path, script(REGION)).returncode == 2
    assert (tmp_path / "saved.zip").read_text() == "mine"
    assert all(words == ["--version"] for words in cli.asked)


def test_a_missing_region_is_said(aws: LocalAws, cli: AwsCli, tmp_path: Path) -> None:
    """Neither the script nor the AWS CLI knows one."""
    assert aws.url
    done = run(tmp_path, script(None))
    assert (done.returncode, "no Region is set" in done.stderr) == (2, True)
    assert ["configure", "get", "region"] in cli.asked


@pytest.mark.parametrize(
    "names",
    [
        {"region": "ap northeast"},
        {"region": "ap-northeast-2; rm -rf /"},
        {"vpc_id": "vpc-1,Values=x"},
        {"bucket": "$(reboot)"},
        {"bucket": ("orchard-data", "../x")},
        {"function": "a b"},
    ],
)
def test_a_name_that_can_be_none_does_not_get_into_the_script(names: dict[str, str]) -> None:
    """Whatever a shell could take for something else is refused."""
    with pytest.raises(AskerError):
        script(**names)


@pytest.mark.parametrize("call", CALLS, ids=Call.key)
def test_options_and_pages_are_those_of_the_aws_cli(call: Call) -> None:
    """Every parameter is spelt as the AWS CLI spells it, and the pages that it does not turn are known."""
    models = botocore.session.get_session()
    operation = models.get_service_model(call.service).operation_model(call.operation)
    for name in call.arguments(subject="x", region=REGION, vpc_id="vpc-1"):
        assert name in operation.input_shape.members
        assert kebab(name) == xform_name(name, "-")
    try:
        models.get_paginator_model(call.service).get_paginator(call.operation)
    except ValueError:
        assert (call.word in PAGED_BY_HAND) == bool(call.cursor)
    else:
        assert call.word not in PAGED_BY_HAND


@pytest.mark.parametrize("call", TOUCHED, ids=Call.key)
def test_every_further_call_waits_for_what_the_collector_waits_for(call: Call) -> None:
    """What a call is about is looked for in the answers in which the collector looks; `describe-vpcs` lies behind zones."""
    subjects = SUBJECTS[call.word]
    looked = {look.word for look in (*subjects.found, *subjects.known)}
    assert looked <= set(waits_for(call)) <= looked | {"describe-vpcs"}


IDS = st.sampled_from(["pl-1", "pl-2", "pl-3", "pl-4"])
OWNED = st.sampled_from(["com.amazonaws.ap-northeast-2.s3", "com.amazonaws.ap-northeast-2.dynamodb", "harbor", "x.s3"])
ZONES = st.sampled_from(
    [f"{at}{name}." for name in AWS_DOMAINS for at in ("", "s3.", "x")] + ["com.", "cn.", ".", "corp.example.", "aws."]
)
ROUTES = st.fixed_dictionaries(
    {},
    optional={
        "DestinationPrefixListId": IDS,
        "VpcPeeringConnectionId": IDS,
        "EgressOnlyInternetGatewayId": IDS,
        "TransitGatewayId": IDS,
    },
)
PERMISSIONS = st.lists(st.fixed_dictionaries({"PrefixListIds": st.lists(st.fixed_dictionaries({"PrefixListId": IDS}))}))
PREFIX_LISTS = st.lists(
    st.fixed_dictionaries(
        {"PrefixListId": IDS, "PrefixListName": OWNED}, optional={"Cidrs": st.just(["52.219.56.0/22"]) | st.just([])}
    )
)


def rows_of(member: str, rows: st.SearchStrategy[list[Body]]) -> st.SearchStrategy[Body]:
    """Give answers with rows under a member."""
    return rows.map(lambda listed: {member: listed})


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "describe-vpcs": st.just({"Vpcs": [{"VpcId": "vpc-1"}, {"VpcId": "vpc-2"}]}),
            "describe-prefix-lists": rows_of("PrefixLists", PREFIX_LISTS),
            "describe-managed-prefix-lists": rows_of("PrefixLists", PREFIX_LISTS),
            "describe-route-tables": rows_of("RouteTables", st.lists(st.fixed_dictionaries({"Routes": st.lists(ROUTES)}))),
            "describe-transit-gateway-route-tables": rows_of(
                "TransitGatewayRouteTables", st.lists(st.fixed_dictionaries({"TransitGatewayRouteTableId": IDS}))
            ),
            "describe-transit-gateway-attachments": rows_of(
                "TransitGatewayAttachments",
                st.lists(
                    st.fixed_dictionaries(
                        {}, optional={"Association": st.fixed_dictionaries({"TransitGatewayRouteTableId": IDS})}
                    )
                ),
            ),
            "describe-security-groups": rows_of(
                "SecurityGroups",
                st.lists(
                    st.fixed_dictionaries({}, optional={"IpPermissions": PERMISSIONS, "IpPermissionsEgress": PERMISSIONS})
                ),
            ),
            "describe-vpc-block-public-access-options": st.sampled_from(["off", "block-ingress"]).map(
                lambda mode: {"VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": mode}}
            ),
            "list-resolver-rule-associations": rows_of(
                "ResolverRuleAssociations",
                st.lists(st.fixed_dictionaries({"ResolverRuleId": st.sampled_from(["rslvr-autodefined-x", "rslvr-rr-1"])})),
            ),
            "list-hosted-zones-by-vpc.vpc-1": rows_of(
                "HostedZoneSummaries",
                st.lists(
                    st.fixed_dictionaries(
                        {
                            "HostedZoneId": st.sampled_from(["Z1", "Z2", "Z3"]),
                            "Name": ZONES,
                            "Owner": st.sampled_from([{"OwningAccount": "1"}, {"OwningService": "vpce.amazonaws.com"}]),
                        }
                    )
                ),
            ),
        },
    )
)
def test_the_clis_queries_find_what_the_collector_finds(said: dict[str, Body]) -> None:
    """For any answers, what a call is about comes out the same by JMESPath and by the collector's own rules."""
    answers = Answers(said=said)
    for call in TOUCHED:
        subjects = SUBJECTS[call.word]
        known, found = (
            [
                each
                for look in looks
                for body in _answers_to(said, look.word)
                for each in jmespath.search(look.query, body) or ()
            ]
            for looks in (subjects.known, subjects.found)
        )
        about = [each for each in dict.fromkeys(found) if each not in known]
        if "vpcs" in call.word and "describe-vpcs" not in said:
            continue
        expected = wanted(call, answers)
        assert sorted(about) == sorted(expected) if call.subject_as else bool(about) == bool(expected), call.word


def _answers_to(said: dict[str, Body], word: str) -> list[Body]:
    if word == "list-hosted-zones-by-vpc" and "describe-vpcs" not in said:
        return []
    return [body for key, body in said.items() if key.partition(".")[0] == word]
