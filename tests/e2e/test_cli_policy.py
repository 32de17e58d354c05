"""The policy at the terminal: checked, and read before anything is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.shell import one_line, run

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "accounts:\n  tools: {regions: [us-east-1]}\ngrants:\n  - to: {users: [U012AB3CD]}\n    accounts: [tools]\n"
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_check_tells_every_mistake_of_a_policy(tmp_path: Path) -> None:
    """Each as `file:line`, of the file that the settings name."""
    file = tmp_path / "policy.yaml"
    file.write_text(GOOD.replace("U012AB3CD", "mina").replace("us-east-1", "virginia"))
    done = run("check", env={"ROUTELORE_POLICY": str(file)})
    assert done.returncode == 2
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()] == [f"{file}:2:", f"{file}:4:"]


def test_check_says_what_a_policy_comes_to(tmp_path: Path) -> None:
    """Of the file that the command names, so that whoever checks it sees that it was read."""
    file = tmp_path / "policy.yaml"
    file.write_text(GOOD)
    done = run("check", "--policy", str(file), env=TOKENS)
    assert done.returncode == 0, done.stdout
    assert f"The policy ({file}) is all right, too: accounts: 1, grants: 1." in done.stderr


def test_a_grant_of_no_workspace_is_told_where_several_install_the_app(tmp_path: Path) -> None:
    """It is nobody's there, which whoever wrote it did not mean."""
    file = tmp_path / "policy.yaml"
    file.write_text(GOOD)
    several = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "client",
        "ROUTELORE_WORKSPACES": "*",
        "SLACK_SIGNING_SECRET": "signing",
    }
    for text, told in ((GOOD, True), (f"{GOOD}    workspace: T012AB3CD\n", False)):
        file.write_text(text)
        done = run("check", "--policy", str(file), env=several)
        assert done.returncode == 0, done.stdout
        assert ("grants that name no workspace" in done.stderr) is told


def test_without_a_policy_it_is_said_who_may_have_what_diagnosed() -> None:
    """In one sentence that says how to narrow it, where a workspace is meant."""
    done = run("check", env=TOKENS)
    assert done.returncode == 0, done.stdout
    assert "every full member of the workspace can have the AWS account of boto3's settings diagnosed" in done.stderr
    assert "ROUTELORE_POLICY" in done.stderr


def test_a_broken_policy_stops_the_start(tmp_path: Path) -> None:
    """One line, before Slack is asked anything."""
    file = tmp_path / "policy.yaml"
    file.write_text(GOOD.replace("accounts: [tools]", "accounts: [prod]"))
    done = run("serve", env={**TOKENS, "ROUTELORE_POLICY": str(file)})
    assert done.returncode == 2
    assert one_line(done).startswith(f'{file}:5: grants "prod"')


def test_a_policy_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    """It is never taken for none."""
    done = run("serve", env={**TOKENS, "ROUTELORE_POLICY": str(tmp_path / "none.yaml")})
    assert done.returncode == 2
    assert "ROUTELORE_POLICY names no file that is there." in one_line(done)


def test_a_secret_that_is_not_where_it_should_be_stops_the_start() -> None:
    """The sentence names the reference."""
    done = run("serve", env={**TOKENS, "SLACK_BOT_TOKEN": "env:BOT_TOKEN"})
    assert done.returncode == 2
    assert one_line(done) == "There is no secret at env:BOT_TOKEN. Check the name, or store the value there.\n"
