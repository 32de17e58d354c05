"""`routelore check --live`: each thing that must work, tried, and what to do about each that does not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from bot.console.check_live import check_live
from bot.console.terminal import Exit, Terminal
from bot.playground.slack import LocalSlack
from bot.settings import Settings
from bot.state.store import State
from tests.e2e.chat import manifest
from tests.servers.redis import redis
from tests.unit.collect.local_aws import REGION, LocalAws, refusing, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diagnostics.model.words import Lang

POLICY = """
accounts:
  own: {id: "123456789012", regions: [ap-northeast-2]}
  prod: {id: "444455556666", role: "arn:aws:iam::444455556666:role/routelore-read", regions: [ap-northeast-2]}
grants:
  - to: {users: [U012AB3CD]}
    accounts: [own, prod]
"""


@pytest.fixture(scope="module")
def running_aws() -> Iterator[LocalAws]:
    """Run a local AWS once for all tests."""
    with running() as aws:
        yield aws


@pytest.fixture
def aws(running_aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> LocalAws:
    """Give the local AWS with nothing refused, and boto3 settings that lead to it."""
    running_aws.forget()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ENDPOINT_URL", running_aws.url)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    return running_aws


def with_scopes(*scopes: str) -> dict[str, Any]:
    """Give the app's manifest with these scopes."""
    asked = manifest()
    asked["oauth_config"]["scopes"]["bot"] = list(scopes)
    return asked


def granted() -> list[str]:
    """Give the scopes of the app's manifest."""
    scopes: list[str] = manifest()["oauth_config"]["scopes"]["bot"]
    return scopes


def env_of(slack: LocalSlack, folder: Path) -> dict[str, str]:
    """Give the environment of an app in this workspace."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
    }


def checked(env: dict[str, str], lang: Lang = "en") -> tuple[Exit, list[str]]:
    """Run the check and give how it ended, and its lines."""
    out = io.StringIO()
    status = check_live(Terminal(out=out, err=io.StringIO(), settings=Settings.from_env(env), lang=lang))
    return status, out.getvalue().splitlines()


def test_all_is_well_where_all_is_well(aws: LocalAws, tmp_path: Path) -> None:
    """A line for each thing, and status 0; nothing was posted, connected or written."""
    assert aws
    State.open(f"sqlite:///{tmp_path / 'routelore.db'}").close()
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "redis").mkdir()
    with LocalSlack(manifest()) as slack, redis(tmp_path / "redis") as broker:
        env = env_of(slack, tmp_path)
        policy = {"ROUTELORE_POLICY": str(tmp_path / "policy.yaml"), "ROUTELORE_BROKER_URL": broker}
        status, lines = checked(env | policy)
        assert {call.method for call in slack.calls} == {"auth.test", "apps.connections.open"}
    assert status is Exit.FINE
    assert not [line for line in lines if line.startswith("wrong")]
    told = "\n".join(lines)
    for what in ("good for Orchard", "all that are needed", "good for Socket Mode", "revision", "Broker: it answers"):
        assert what in told
    assert "AWS own: account 123456789012 in ap-northeast-2" in told
    assert "AWS prod: account 444455556666" in told


def test_scopes_are_held_against_what_the_code_needs(aws: LocalAws, tmp_path: Path) -> None:
    """What lacks is wrong and says how to get it; what is too much is a note."""
    assert aws
    few = [one for one in granted() if one != "files:write"]
    with LocalSlack(with_scopes(*few, "reactions:write")) as slack:
        status, lines = checked(env_of(slack, tmp_path))
    assert status is Exit.WRONG_USE
    (missing,) = (line for line in lines if "missing" in line)
    assert missing.startswith("wrong")
    assert "files:write" in missing
    assert "reactions:write" not in missing
    (unused,) = (line for line in lines if "not used" in line)
    assert unused.startswith("note")
    assert "reactions:write" in unused


def test_a_token_that_slack_refuses_is_told_and_the_rest_is_tried(aws: LocalAws, tmp_path: Path) -> None:
    """With Slack's code; status 3, and the other lines are there."""
    assert aws
    with LocalSlack(manifest()) as slack:
        status, lines = checked(
            {**env_of(slack, tmp_path), "SLACK_BOT_TOKEN": "xoxb-not-this", "SLACK_APP_TOKEN": "xapp-nor"}
        )
    assert status is Exit.UNREACHABLE
    assert sum("(invalid_auth)" in line for line in lines) == 2
    assert any(line.startswith("ok") and "AWS" in line for line in lines)


def test_what_aws_refuses_is_named_by_permission(aws: LocalAws, tmp_path: Path) -> None:
    """And a role that cannot be assumed by its sentence."""
    aws.refuse("DescribeFlowLogs")
    aws.refuse("AssumeRole", "AccessDenied")
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    database = {"ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}"}
    status, lines = checked({**database, "ROUTELORE_POLICY": str(tmp_path / "policy.yaml")})
    assert status is Exit.UNREACHABLE
    assert any(line.startswith("wrong") and "ec2:DescribeFlowLogs" in line for line in lines)
    assert any(line.startswith("wrong") and "AWS prod" in line and "routelore-read" in line for line in lines)


REGIONS = ("ap-northeast-2", "us-east-1", "eu-west-1", "us-west-2", "ap-southeast-1", "eu-central-1", "ca-central-1")


def policy_of(folder: Path, granted: str, regions: tuple[str, ...] = REGIONS) -> dict[str, str]:
    """Write a policy with one account, and give the environment with it."""
    held = ", ".join(regions)
    text = f"""
accounts:
  prod: {{id: "444455556666", role: "arn:aws:iam::444455556666:role/routelore-read", regions: [{held}]}}
grants:
  - {{to: {{users: [U012AB3CD]}}, accounts: [prod]{granted}}}
"""
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    return {
        "ROUTELORE_DATABASE_URL": f"sqlite:///{folder / 'routelore.db'}",
        "ROUTELORE_POLICY": str(folder / "policy.yaml"),
    }


def test_every_region_that_is_granted_is_tried(aws: LocalAws, tmp_path: Path) -> None:
    """Each has its line, and none that nobody is granted; what is the same in all of them is said once."""
    status, lines = checked(policy_of(tmp_path, ", regions: [us-east-1, eu-west-1]"))
    assert status is Exit.FINE
    read = [line for line in lines if "AWS prod: account 444455556666 in" in line]
    assert [region for region in REGIONS if any(f"in {region}," in line for line in read)] == ["us-east-1", "eu-west-1"]
    assert len(read) == 2
    assert sum("were not tried" in line for line in lines) == 1
    assert aws.seen["DescribeSubnets"] == 2


def test_many_regions_are_one_line(aws: LocalAws, tmp_path: Path) -> None:
    """It names the first few, and says how many more there are; in Korean, too."""
    status, lines = checked(policy_of(tmp_path, ""), "ko")
    assert status is Exit.FINE
    (read,) = (line for line in lines if "444455556666 계정" in line)
    assert "ap-northeast-2, us-east-1, eu-west-1 외 4개" in read
    assert aws.seen["DescribeSubnets"] == len(REGIONS)


def test_what_is_wrong_in_one_region_names_it(aws: LocalAws, tmp_path: Path) -> None:
    """The others are fine, and say so; each other set of permissions is said once, with the Regions that lack it."""
    aws.refuse("ListFirewallRuleGroupAssociations")
    aws.instead["DescribeFlowLogs"] = lambda: (
        refusing("UnauthorizedOperation") if "/eu-west-1/" in aws.where["DescribeFlowLogs"] else None
    )
    status, lines = checked(policy_of(tmp_path, "", REGIONS[:3]))
    assert status is Exit.WRONG_USE
    wrong = [line for line in lines if line.startswith("wrong")]
    here, elsewhere = sorted(wrong, key=lambda line: "eu-west-1" not in line)
    assert "AWS prod (eu-west-1)" in here
    assert "ec2:DescribeFlowLogs" in here
    assert "AWS prod (ap-northeast-2, us-east-1)" in elsewhere
    assert "ec2:DescribeFlowLogs" not in elsewhere
    assert sum(line.startswith("ok") and "AWS prod: account" in line for line in lines) == 3


def test_a_role_that_is_refused_everywhere_is_said_once(aws: LocalAws, tmp_path: Path) -> None:
    """However many Regions there are."""
    aws.refuse("AssumeRole", "AccessDenied")
    status, lines = checked(policy_of(tmp_path, ""))
    assert status is Exit.UNREACHABLE
    assert len([line for line in lines if "AWS prod" in line]) == 1


def test_a_database_that_is_not_there_is_not_made(aws: LocalAws, tmp_path: Path) -> None:
    """The first start makes it; what cannot be opened says why, without a password."""
    assert aws
    status, lines = checked({"ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"})
    assert status is Exit.FINE
    assert any("still empty" in line for line in lines)
    assert not (tmp_path / "new.db").exists()
    status, lines = checked({"ROUTELORE_DATABASE_URL": "postgresql://app:hunter22@127.0.0.1:9/routelore"})
    assert status is Exit.UNREACHABLE
    assert "hunter22" not in "\n".join(lines)


def test_a_broker_that_does_not_answer_is_told(aws: LocalAws, tmp_path: Path) -> None:
    """Within seconds."""
    assert aws
    database = f"sqlite:///{tmp_path / 'new.db'}"
    status, lines = checked({"ROUTELORE_DATABASE_URL": database, "ROUTELORE_BROKER_URL": "redis://:hunter22@127.0.0.1:9/0"})
    assert status is Exit.UNREACHABLE
    assert any(line.startswith("wrong") and "Broker" in line for line in lines)
    assert "hunter22" not in "\n".join(lines)


def test_it_speaks_korean(aws: LocalAws, tmp_path: Path) -> None:
    """Where the terminal does."""
    assert aws
    _, lines = checked({"ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"}, "ko")
    assert any(line.startswith("참고") and "데이터베이스" in line for line in lines)
