"""The words of a change: read by the line that shows how they are written, or refused in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ground import FURNISHED, ground

from diagnostics import AskerError
from diagnostics.changes import kinds_of_change, list_changes, read_change
from diagnostics.model.change import Change

if TYPE_CHECKING:
    from diagnostics import Lang

SNAPSHOT = ground(*FURNISHED)


def test_a_change_is_read_as_it_is_written() -> None:
    """The text of a change reads back as the same change."""
    change = read_change("add-route-table vpce-s3 rtb-a2", SNAPSHOT)
    assert change == Change("add-route-table", ("vpce-s3", "rtb-a2"))
    assert read_change(change.text, SNAPSHOT) == change


@pytest.mark.parametrize(
    ("written", "arguments"),
    [
        ("`ADD-ROUTE-TABLE VPCE-S3 RTB-A2`", ("vpce-s3", "rtb-a2")),
        ("add-route-table vpce-s3, rtb-a2", ("vpce-s3", "rtb-a2")),
        ("create-gateway-endpoint s3 rtb-a1 rtb-a2", ("s3", "rtb-a1", "rtb-a2")),
        ("create-interface-endpoint sts subnet-a1 subnet-a2", ("sts", "subnet-a1", "subnet-a2")),
        ("create-interface-endpoint ecr.api subnet-a1 sg-endpoint", ("ecr.api", "subnet-a1", "sg-endpoint")),
        ("create-interface-endpoint com.amazonaws.us-east-1.s3 subnet-a1 sg-new", None),
        ("private-dns vpce-s3-i ON", ("vpce-s3-i", "on")),
        ("add-route rtb-a1 10.9.1.7/16 nat-0a", ("rtb-a1", "10.9.0.0/16", "nat-0a")),
        ("add-route rtb-a1 pl-team tgw-0f", ("rtb-a1", "pl-team", "tgw-0f")),
        ("allow-egress sg-app 443 pl-s3", ("sg-app", "443", "pl-s3")),
        ("allow-egress sg-app 443 0.0.0.0/0", ("sg-app", "443", "0.0.0.0/0")),
        ("allow-endpoint-ingress sg-endpoint 443 sg-app", ("sg-endpoint", "443", "sg-app")),
        ("allow-acl acl-default ingress 0.0.0.0/0 1024-65535", ("acl-default", "ingress", "0.0.0.0/0", "1024-65535")),
    ],
)
def test_words_are_taken_as_the_usage_line_says(written: str, arguments: tuple[str, ...] | None) -> None:
    """Case, quotes and commas do not matter; ranges are put in AWS's own form."""
    found = read_change(written, SNAPSHOT)
    assert arguments is None or found.arguments == arguments


@pytest.mark.parametrize(
    ("written", "code", "where"),
    [
        ("", "unknown-change", ""),
        ("paint-it-blue vpc-0a", "unknown-change", "paint-it-blue"),
        ("add-route-table vpce-s3", "unreadable-change", "RTB"),
        ("add-route-table rtb-a1 vpce-s3", "unreadable-change", "rtb-a1"),
        ("add-route-table vpce-s3 rtb-a1 rtb-a2", "unreadable-change", "rtb-a2"),
        ("private-dns vpce-s3-i maybe", "unreadable-change", "maybe"),
        ("allow-egress sg-app 99999 pl-s3", "unreadable-change", "99999"),
        ("allow-acl acl-default ingress 0.0.0.0/0 900-80", "unreadable-change", "900-80"),
        ("add-route rtb-a1 10.0.0.300/8 nat-0a", "unreadable-change", "10.0.0.300/8"),
        ("add-route-table vpce-none rtb-a1", "unknown-in-change", "vpce-none"),
        ("disassociate-zone Z0NONE vpc-0a", "unknown-in-change", "Z0NONE"),
        ("create-interface-endpoint sts subnet-none", "unknown-in-change", "subnet-none"),
    ],
)
def test_what_cannot_be_read_says_which_word(written: str, code: str, where: str) -> None:
    """The error names the word, or the one that is missing, and how the change is written."""
    with pytest.raises(AskerError) as refused:
        read_change(written, SNAPSHOT)
    assert refused.value.code == code
    given = refused.value.particulars
    assert (given["what"] if code == "unknown-change" else given["where"]) == where
    assert code != "unreadable-change" or given["usage"].split()[0] == written.split(maxsplit=1)[0]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_list_names_every_kind_once(lang: Lang) -> None:
    """What `--what-if list` prints is every kind, with one line on what it does."""
    listed = list_changes(lang)
    assert [usage.split()[0] for usage, _ in listed] == sorted(kinds_of_change())
    assert all(said.strip() for _, said in listed)


def test_a_kind_is_named_as_its_file() -> None:
    """Whoever reads a change finds its file."""
    for name, kind in kinds_of_change().items():
        assert kind.USAGE.split()[0] == name
        assert Path(str(kind.__file__)).stem == name.replace("-", "_")  # type: ignore[attr-defined]
