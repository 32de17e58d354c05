"""Saved folders: as the AWS CLI writes them, as older tools wrote them, and with garbage in them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.collect import Answers, Meta, Refusal, jsonfile, pack, read_saved, snapshot_of, unpack, write_saved
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from pathlib import Path

SUBNETS = {"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "AvailabilityZone": "ap-northeast-2a"}]}
DENIED = (
    "\nAn error occurred (UnauthorizedOperation) when calling the DescribeRouteTables operation: "
    "You are not authorized to perform this operation.\n"
)


def folder_with(folder: Path, **files: Any) -> Path:
    """Write files into a folder: objects as JSON, the rest as it is; `__` stands for a dot and `_` for a hyphen."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("__", ".").replace("_", "-")
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def test_a_folder_of_the_clis_output_is_read_call_by_call(tmp_path: Path) -> None:
    """Answers, refusals and what the folder says of itself."""
    folder_with(
        tmp_path,
        describe_subnets__json=SUBNETS,
        describe_route_tables__error=DENIED,
        snapshot__json={"account": "111122223333", "region": "ap-northeast-2", "by": "me", "new": 1},
    )
    answers = read_saved(tmp_path)
    assert answers.said["describe-subnets"] == SUBNETS
    assert answers.said["describe-route-tables"] == Refusal(
        "UnauthorizedOperation", "You are not authorized to perform this operation."
    )
    assert (answers.meta.account, answers.meta.region, answers.meta.by) == ("111122223333", "ap-northeast-2", "me")
    gap = snapshot_of(answers).unseen("ec2:DescribeRouteTables")
    assert gap is not None
    assert gap.reason == "denied"


def test_older_names_and_extra_endings_are_known_by_what_is_inside(tmp_path: Path) -> None:
    """AWS's older dumps, one file a Region, and both kinds of prefix lists in one file."""
    lists = [
        {"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.ap-northeast-2.s3", "Cidrs": ["52.219.56.0/22"]},
        {"PrefixListId": "pl-2", "PrefixListName": "harbor", "OwnerId": "111122223333", "MaxEntries": 2},
    ]
    (tmp_path / "RouteTables.json").write_text(json.dumps({"RouteTables": [{"RouteTableId": "rtb-1"}]}))
    (tmp_path / "PrefixLists.json").write_text(json.dumps({"PrefixLists": lists}))
    (tmp_path / "vpc-1-dns.json").write_text(json.dumps({"VpcId": "vpc-1", "EnableDnsSupport": {"Value": True}}))
    folder_with(
        tmp_path, describe_subnets__one__json=SUBNETS, describe_subnets__two__json={"Subnets": [{"SubnetId": "subnet-2"}]}
    )
    answers = read_saved(tmp_path)
    seen = snapshot_of(answers)
    assert set(seen.route_tables) == {"rtb-1"}
    assert set(seen.subnets) == {"subnet-1", "subnet-2"}
    assert (seen.prefix_lists["pl-1"].cidrs, seen.prefix_lists["pl-2"].aws) == (("52.219.56.0/22",), False)
    assert answers.said["describe-vpc-attribute.vpc-1.enableDnsSupport"]
    assert answers.unread == ()


@pytest.mark.parametrize(
    "joined",
    [
        json.dumps(SUBNETS) + "\n" + json.dumps({"Subnets": [{"SubnetId": "subnet-2"}]}),
        json.dumps([SUBNETS, {"Subnets": [{"SubnetId": "subnet-2"}], "NextToken": "x"}]),
    ],
)
def test_pages_joined_in_one_file_are_one_answer(tmp_path: Path, joined: str) -> None:
    """Documents one after another, and a list of documents."""
    folder_with(tmp_path, describe_subnets__json=joined)
    assert set(snapshot_of(read_saved(tmp_path)).subnets) == {"subnet-1", "subnet-2"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_powershell_writes_is_read(tmp_path: Path, encoding: str) -> None:
    """Byte order marks and UTF-16 are understood."""
    folder_with(tmp_path, describe_subnets__json=json.dumps(SUBNETS).encode(encoding))
    assert read_saved(tmp_path).said["describe-subnets"] == SUBNETS


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\xff", "is no text"),
        ("{", "is not JSON"),
        ("[" * 200_000, "is not JSON that can be read"),
        ("7", "holds no JSON object"),
        ("[]", "holds no JSON object"),
        ("", "is empty"),
        ({"Vpcs": []}, "no answer to this call"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_failed_call(tmp_path: Path, content: Any, why: str) -> None:
    """The gap names the call, the file and what is wrong with it; the file beside it is read."""
    folder_with(tmp_path, describe_route_tables__json=content, describe_subnets__json=SUBNETS)
    seen = snapshot_of(read_saved(tmp_path))
    gap = seen.unseen("ec2:DescribeRouteTables")
    assert gap is not None
    assert gap.reason == "failed"
    assert "describe-route-tables.json" in gap.detail
    assert why in gap.detail
    assert set(seen.subnets) == {"subnet-1"}


def test_an_answer_counts_more_than_a_warning_beside_it(tmp_path: Path) -> None:
    """Shells leave an empty .error beside every answer, and the CLI warns on stderr."""
    folder_with(
        tmp_path,
        describe_subnets__json=SUBNETS,
        describe_subnets__error="urllib3 warning\n",
        describe_route_tables__json="",
        describe_route_tables__error=DENIED,
        describe_vpcs__json={"Vpcs": []},
        describe_vpcs__error="",
    )
    said = read_saved(tmp_path).said
    assert (said["describe-subnets"], said["describe-vpcs"]) == (SUBNETS, {"Vpcs": []})
    refusal = said["describe-route-tables"]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "UnauthorizedOperation"


def test_unknown_files_are_reported_or_left_alone(tmp_path: Path) -> None:
    """A note is nobody's business; JSON that answers no call is named with the reason."""
    folder_with(
        tmp_path, describe_subnets__json=SUBNETS, README__md="hello", holiday__json={"where": "sea"}, broken__json="{"
    )
    assert dict(read_saved(tmp_path).unread) == {
        "broken.json": "is not JSON (line 1)",
        "holiday.json": "holds where, which is no answer that is read here",
    }


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Nor is a pipe opened, nor a link in a circle."""
    outside = tmp_path / "secret.json"
    outside.write_text(json.dumps({"RouteTables": [{"RouteTableId": "rtb-1"}]}))
    folder = folder_with(tmp_path / "saved", describe_subnets__json=SUBNETS)
    (folder / "describe-route-tables.json").symlink_to(outside)
    (folder / "describe-vpcs.json").symlink_to(folder / "describe-vpcs.json")
    (folder / "describe-instances.json").mkdir()
    os.mkfifo(folder / "describe-network-acls.json")
    seen = snapshot_of(read_saved(folder))
    assert seen.route_tables == {}
    reasons = {gap.call: gap.detail for gap in seen.gaps if gap.reason == "failed"}
    assert "leads out of the folder" in reasons["ec2:DescribeRouteTables"]
    assert {"ec2:DescribeVpcs", "ec2:DescribeInstances", "ec2:DescribeNetworkAcls"} <= reasons.keys()


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    """Nothing real is that large, so it is not loaded at all."""
    folder_with(tmp_path, describe_subnets__json=SUBNETS)
    with (tmp_path / "describe-vpcs.json").open("wb") as huge:
        huge.truncate(jsonfile.LONGEST + 1)
    gap = snapshot_of(read_saved(tmp_path)).unseen("ec2:DescribeVpcs")
    assert gap is not None
    assert "is larger than 64 MiB" in gap.detail


def test_folders_that_are_no_snapshot_are_refused(tmp_path: Path) -> None:
    """Missing, a file, empty, and full of something else: each has its own code."""
    a_file = tmp_path / "a-file"
    a_file.write_text("x")
    (tmp_path / "empty").mkdir()
    folder_with(tmp_path / "photos", one__jpg=b"\xff\xd8", two__json={"album": []})
    found = {}
    for name in ("gone", "a-file", "empty", "photos"):
        with pytest.raises(AskerError) as raised:
            read_saved(tmp_path / name)
        found[name] = raised.value.code
        assert raised.value.particulars["folder"] == str(tmp_path / name)
    assert found == {
        "gone": "saved-folder-missing",
        "a-file": "saved-folder-not-a-folder",
        "empty": "saved-folder-empty",
        "photos": "saved-folder-not-a-snapshot",
    }


ANSWERS = Answers(
    said={
        "describe-subnets": SUBNETS,
        "describe-route-tables": Refusal("UnauthorizedOperation", "no"),
        "list-resource-record-sets.Z1": {"ResourceRecordSets": []},
    },
    meta=Meta(
        partition="aws",
        account="111122223333",
        region="ap-northeast-2",
        taken_at="2026-11-23T00:00:00+00:00",
        by="routelore 0.1",
    ),
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """The folder has the published names, the CLI's own words, and the same answers."""
    write_saved(ANSWERS, tmp_path / "a" / "b")
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == [
        "describe-route-tables.error",
        "describe-subnets.json",
        "list-resource-record-sets.Z1.json",
        "snapshot.json",
    ]
    words = (tmp_path / "a" / "b" / "describe-route-tables.error").read_text()
    assert words == "An error occurred (UnauthorizedOperation) when calling the DescribeRouteTables operation: no\n"
    assert read_saved(tmp_path / "a" / "b") == ANSWERS
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_an_older_snapshot_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    """Its stale files go, other files stay, and a folder that is no snapshot is left alone."""
    folder = tmp_path / "saved"
    folder.mkdir()
    write_saved(ANSWERS, folder)
    (folder / "README.md").write_text("mine")
    write_saved(Answers(said={"describe-vpcs": {"Vpcs": []}}), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "describe-vpcs.json", "snapshot.json"]
    with pytest.raises(AskerError) as raised:
        write_saved(ANSWERS, folder_with(tmp_path / "home", diary__txt="dear"))
    assert raised.value.code == "saved-folder-not-empty"
    with pytest.raises(AskerError) as raised:
        write_saved(ANSWERS, tmp_path / "home" / "diary.txt")
    assert raised.value.code == "saved-folder-not-a-folder"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder inside a file cannot be made."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(AskerError) as raised:
        write_saved(ANSWERS, tmp_path / "file" / "saved")
    assert raised.value.code == "saved-folder-not-writable"


def test_a_pack_opens_as_it_was_closed() -> None:
    """Answers, refusals and what they say of themselves survive; other bytes are refused."""
    assert unpack(pack(ANSWERS)) == ANSWERS
    for broken in (b"", b"hello", pack(ANSWERS)[:-9]):
        with pytest.raises(ValueError, match="no packed answers"):
            unpack(broken)


@pytest.mark.parametrize(
    ("stderr", "meaning"),
    [
        (
            "aws: [ERROR]: An error occurred (AccessDeniedException) when calling the ListResolverRules operation: no",
            "denied",
        ),
        ("An error occurred (RequestLimitExceeded) when calling the X operation (reached max retries: 4): slow", "failed"),
        ("aws: error: argument operation: Invalid choice, valid choices are:", "unsupported"),
        ('Unable to locate credentials. You can configure credentials by running "aws configure".', "failed"),
        ("An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: none", "none"),
        ("An error occurred (InvalidVpcID.NotFound) when calling the DescribeVpcAttribute operation: gone", "absent"),
    ],
)
def test_what_the_cli_complains_of_is_understood(stderr: str, meaning: str) -> None:
    """Old and new versions of the CLI, and those that do not know the command."""
    assert Refusal.from_cli(stderr).meaning == meaning
