"""A policy file is read whole, or every mistake in it is told with its line and with what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.rights.policy import Account, Grant
from bot.rights.reading import mistakes, read_policy
from knowledge.store import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
accounts:
  prod:
    id: "111122223333"
    role: arn:aws:iam::111122223333:role/teams/routelore
    external_id: secretsmanager:routelore/prod#external-id
    regions: [ap-northeast-2, us-east-1]
  tools: {regions: [ap-northeast-2]}
grants:
  - to:
      users: [U012AB3CD]
      groups: [S012AB3CD]
    accounts: [prod, tools]
  - to: {channels: [C012AB3CD, G012AB3CD]}
    accounts: [prod]
    regions: [us-east-1]
    workspace: T012AB3CD
shown_in: [C012AB3CD]
"""


def written(folder: Path, text: str) -> Path:
    """Give the path of a policy with this text."""
    file = folder / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_policy_is_read_as_it_is_written(tmp_path: Path) -> None:
    """Accounts, grants and channels, in the file's order."""
    policy = read_policy(written(tmp_path, GOOD), "policy.yaml")
    assert list(policy.accounts) == ["prod", "tools"]
    assert policy.accounts["prod"] == Account(
        name="prod",
        id="111122223333",
        role="arn:aws:iam::111122223333:role/teams/routelore",
        external_id="secretsmanager:routelore/prod#external-id",
        regions=("ap-northeast-2", "us-east-1"),
    )
    assert policy.accounts["tools"] == Account(name="tools", regions=("ap-northeast-2",))
    assert policy.grants == (
        Grant(users=frozenset({"U012AB3CD"}), groups=frozenset({"S012AB3CD"}), accounts=("prod", "tools")),
        Grant(
            workspace="T012AB3CD",
            channels=frozenset({"C012AB3CD", "G012AB3CD"}),
            accounts=("prod",),
            regions=("us-east-1",),
        ),
    )
    assert policy.shown_in == {"C012AB3CD"}


def test_the_role_says_which_account_it_is(tmp_path: Path) -> None:
    """The id can be left out: the answers are held to the account of the role."""
    text = GOOD.replace('    id: "111122223333"\n', "")
    assert read_policy(written(tmp_path, text), "policy.yaml").accounts["prod"].id == "111122223333"


def test_a_policy_may_grant_nothing(tmp_path: Path) -> None:
    """Whoever wants no diagnosis in Slack at all can say so."""
    policy = read_policy(written(tmp_path, "accounts: {}\ngrants: []\n"), "policy.yaml")
    assert (dict(policy.accounts), policy.grants, policy.shown_in) == ({}, (), frozenset())


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('"111122223333"', '"1111-2222-3333"', 3, "write the account's 12 digits"),
        ('"111122223333"', '"444455556666"', 4, 'the account 111122223333 in "prod", which is 444455556666'),
        ("arn:aws:iam::111122223333:role/teams/routelore", "routelore", 4, "the ARN of a role, such as arn:aws:iam"),
        ("secretsmanager:routelore/prod#external-id", "hunter2-hunter2", 5, "write env:NAME, ssm:/path"),
        ("[ap-northeast-2, us-east-1]", "[seoul]", 6, "write a Region, such as ap-northeast-2"),
        ("[ap-northeast-2, us-east-1]", "[us-east-1, us-east-1]", 6, '"us-east-1" twice'),
        ("[ap-northeast-2, us-east-1]", "[]", 6, "write at least 1"),
        ("  tools: {", "  Tools: {}\n  tools: {", 7, "write lower-case letters, digits and hyphens"),
        ("  tools: {", f"  {'t' * 41}: {{}}\n  tools: {{", 7, "40 at most"),
        ("  tools: {", "  tools: {external_id: env:ID, ", 7, "which has no role"),
        ("  tools: {", '  tools: {id: "111122223333", ', 7, 'as "prod" and as "tools"; keep one'),
        ("  tools: {", "  own: {regions: [us-east-1]}\n  tools: {", 8, 'two accounts without a role, "own" and "tools"'),
        ("  tools: {", "  tools: {color: red, ", 7, 'has an unknown field "color"'),
        ("  tools: {regions: [ap-northeast-2]}", "  tools: {}", 7, 'lacks "regions"'),
        ("  tools: {regions: [ap-northeast-2]}", "  tools: nothing", 7, "write a mapping with regions"),
        ("  tools: {", "  us-east-1: {regions: [us-east-1]}\n  tools: {", 7, "which people would take for the Region"),
        ("  tools: {", '  "444455556666": {regions: [us-east-1]}\n  tools: {', 7, "write a name that is no number"),
        ("[ap-northeast-2, us-east-1]", "[us-east-1, cn-north-1]", 6, "in the partition aws-cn, beside a role of aws"),
        ("arn:aws:iam", "arn:aws-us-gov:iam", 6, "in the partition aws, beside a role of aws-us-gov"),
        ("routelore/prod#external-id", "routelore/prod#", 5, "write env:NAME, ssm:/path"),
        ("    regions: [us-east-1]", "\tregions: [us-east-1]", 15, "is indented with a tab"),
        ("shown_in: [C012AB3CD]", "shown_in:", 17, 'has "shown_in" as nothing; write a list'),
        ("[U012AB3CD]", '["@mina"]', 10, "write the member id (“Copy member ID” in their profile)"),
        ("[U012AB3CD]", "[S012AB3CD]", 10, "which is an id for groups; move it there"),
        ("groups: [S012AB3CD]", "groups: [net-ops]", 11, "write the user group's id"),
        ("groups: [S012AB3CD]", "group: [S012AB3CD]", 11, "the fields are users, groups, channels"),
        ("[C012AB3CD, G012AB3CD]", '["#network"]', 13, "write the channel's id"),
        ("{channels: [C012AB3CD, G012AB3CD]}", "{}", 13, "is a grant to nobody"),
        ("{channels: [C012AB3CD, G012AB3CD]}", "{users: []}", 13, "is a grant to nobody"),
        ("{channels: [C012AB3CD, G012AB3CD]}", "[C012AB3CD]", 13, "write a mapping with users, groups, channels"),
        ("    accounts: [prod]", "    accounts: []", 14, "write at least 1"),
        ("    accounts: [prod]", "    accounts: [production]", 14, "the accounts are prod, tools"),
        ("    regions: [us-east-1]", "    regions: [us-east-2]", 15, 'leaves nothing of "prod"'),
        (
            "    regions: [us-east-1]",
            "    regions: [us-east-1, us-west-2]",
            15,
            '"us-west-2", which none of the accounts has',
        ),
        ("    workspace: T012AB3CD", "    workspace: acme", 16, "write the workspace's id"),
        ("shown_in: [C012AB3CD]", "shown_in: [D012AB3CD]", 17, "write the channel's id"),
        ("shown_in: [C012AB3CD]", "shown_in: C012AB3CD", 17, "write a list"),
        ("shown_in:", "show_in:", 17, "the fields are accounts, grants, shown_in"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_with_what_to_write(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    """One sentence for each, which is also what keeps the policy from being served."""
    assert old in GOOD
    file = written(tmp_path, GOOD.replace(old, new, 1))
    (found,) = mistakes(file, "policy.yaml")
    assert str(found).startswith(f"policy.yaml:{line}: "), found
    assert says in found.message
    with pytest.raises(KnowledgeError, match=re.escape(str(found))):
        read_policy(file, "policy.yaml")


def test_an_external_id_that_is_written_out_is_not_repeated(tmp_path: Path) -> None:
    """What should have been secret is in no sentence."""
    file = written(tmp_path, GOOD.replace("secretsmanager:routelore/prod#external-id", "hunter2-hunter2"))
    assert "hunter2" not in str(mistakes(file, "policy.yaml")[0])


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """A mistake in an account is no reason to say nothing of the grants, or to call the account unknown."""
    text = GOOD.replace('"111122223333"', '"12"').replace("[U012AB3CD]", "[mina]").replace("[C012AB3CD]", "[x]")
    found = mistakes(written(tmp_path, text), "policy.yaml")
    assert [one.line for one in found] == [3, 10, 17]


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_policy_is_told_what_belongs_there(tmp_path: Path, text: str) -> None:
    """It names the page about policies."""
    (found,) = mistakes(written(tmp_path, text), "policy.yaml")
    assert "write accounts and grants, as in docs/policy.md" in found.message


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """The name, and what to look at."""
    (found,) = mistakes(tmp_path / "none.yaml", "none.yaml")
    assert str(found).startswith("none.yaml:1: cannot be read")
