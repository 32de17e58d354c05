"""The policy's file while the bot runs: what is saved is in force at once, and a mistake changes nothing."""

from __future__ import annotations

import os
import time
from pathlib import PosixPath
from typing import TYPE_CHECKING

import pytest

from bot.listeners.policy_file import PolicyFile
from knowledge.store import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "accounts:\n  tools: {regions: [us-east-1]}\ngrants:\n  - to: {users: [USER]}\n    accounts: [tools]\n"


def granted_to(policy: PolicyFile) -> frozenset[str]:
    """Give whom the policy in force names."""
    return frozenset(user for grant in policy().grants for user in grant.users)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a policy for one person."""
    made = tmp_path / "policy.yaml"
    made.write_text(TEXT.replace("USER", "U0MINA"))
    return made


class OnASlowClock(PosixPath):
    """A file whose times are those of a clock that ticks every two seconds."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Give what the file system would tell."""
        seen = super().stat(follow_symlinks=follow_symlinks)
        tick = int(time.time()) // 2 * 2
        whole = (*seen[:7], tick, tick, tick)
        return os.stat_result(whole, {"st_mtime_ns": tick * 10**9, "st_ctime_ns": tick * 10**9})


class Heard:
    """What maintainers were told."""

    def __init__(self, policy: PolicyFile) -> None:
        """Listen."""
        self.said: list[str] = []
        policy.on_trouble(lambda error: self.said.append(error.message), lambda: self.said.append("mended"))


def test_what_is_saved_is_in_force_at_the_next_question(file: Path) -> None:
    """Nobody waits for a restart, or for a round."""
    policy = PolicyFile(file)
    assert granted_to(policy) == {"U0MINA"}
    file.write_text(TEXT.replace("USER", "U0SOL"))
    assert granted_to(policy) == {"U0SOL"}


def test_a_file_that_is_swapped_whole_is_noticed(file: Path) -> None:
    """Volumes of Kubernetes and careful editors put another file in its place, perhaps as old and as long."""
    policy = PolicyFile(file)
    other = file.with_name("other.yaml")
    other.write_text(TEXT.replace("USER", "U0JUNE"))
    other.replace(file)
    assert granted_to(policy) == {"U0JUNE"}


def test_of_two_versions_that_are_saved_at_once_the_last_is_in_force(file: Path) -> None:
    """Where the clock of a file system ticks slowly, two versions of one length look the same from outside."""
    policy = PolicyFile(OnASlowClock(file))
    for user in ("U0JUNE", "U0MINA", "U0JUNE"):
        file.write_text(TEXT.replace("USER", user))
        assert granted_to(policy) == {user}


@pytest.mark.parametrize("broken", ["grants: [", "accounts: {}\n", ""])
def test_a_mistake_leaves_the_last_good_policy_in_force(file: Path, broken: str) -> None:
    """Neither does it open the gate to everybody, nor close it to those who had a right."""
    policy = PolicyFile(file)
    file.write_text(broken)
    assert granted_to(policy) == {"U0MINA"}
    file.unlink()
    assert granted_to(policy) == {"U0MINA"}
    file.write_text(TEXT.replace("USER", "U0SOL"))
    assert granted_to(policy) == {"U0SOL"}


def test_maintainers_are_told_once_of_a_mistake_and_of_its_end(file: Path) -> None:
    """Not while somebody may still be saving, and not again at every look."""
    policy = PolicyFile(file)
    heard = Heard(policy)
    for _ in range(3):
        policy.look()
    assert heard.said == []
    file.write_text(TEXT.replace("USER", "mina"))
    policy.look()
    assert heard.said == []
    for _ in range(3):
        policy.look()
    (said,) = heard.said
    assert "write the member id" in said
    file.write_text(TEXT.replace("USER", "U0MINA"))
    for _ in range(3):
        policy.look()
    assert heard.said[1:] == ["mended"]


def test_a_mistake_that_is_mended_before_the_second_look_is_told_to_nobody(file: Path) -> None:
    """It was somebody in the middle of saving."""
    policy = PolicyFile(file)
    heard = Heard(policy)
    file.write_text("grants: [")
    policy.look()
    file.write_text(TEXT.replace("USER", "U0SOL"))
    policy.look()
    policy.look()
    assert heard.said == []
    assert granted_to(policy) == {"U0SOL"}


def test_a_broken_policy_stops_the_start(file: Path) -> None:
    """There is no good one to go by."""
    file.write_text("grants: [")
    with pytest.raises(KnowledgeError, match="is not valid YAML"):
        PolicyFile(file)
