"""Names that somebody guesses: whether there is such an account, Region, subnet or VPC shows in nothing that they get."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.playground.slack import LocalSlack
from bot.rights.policy import Account, Grant, Policy
from tests.e2e.chat import Chat, Network, manifest, serving, shown
from tests.scenarios.network import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator

TEAM = "T0ORCHARD"
SEOUL, TOKYO, PARIS = "ap-northeast-2", "ap-northeast-1", "eu-west-3"
BASALT = "222233334444"
#: What there is in the account that only mina has, and what there is nowhere, of the same form.
TAGS = ("zk-4417", "zk-4418")
ACCOUNTS = ("basalt", "cobalt")
NUMBERS = (BASALT, "555566667777")
REGIONS = (TOKYO, PARIS)
OF_A_TAG = (
    "@routelore {}",
    "@routelore 왜 {}에서 S3 트래픽이 NAT로 나가?",
    "@routelore is {} private?",
    "@routelore subnet-a1 and {} to s3",
    "@routelore show the route table of {}",
)
OF_AN_ACCOUNT = (
    "@routelore diagnose subnet-a1 to s3 in {}",
    "@routelore diagnose subnet-a1 to s3 in the {} account",
    "@routelore --account {} diagnose subnet-a1 to s3",
    "@routelore {}에서 subnet-a1 S3 private이야?",
    "@routelore sweep {}",
)
OF_A_REGION = (
    "@routelore diagnose subnet-a1 to s3 {}",
    "@routelore {} subnet-a1 S3 진단",
)


#: How often a sign of work is changed depends on the time.
SHOWING = frozenset({"chat.update", "assistant.threads.setStatus"})


def _until_done(chat: Chat) -> None:
    """Return once nothing is under way, at three looks."""
    work, promises, idle = chat.bot.work, chat.bot.resources.state.promises, 0
    while idle < 3:
        time.sleep(0.04)
        busy = promises.open() or work.running or work.waiting
        idle = 0 if busy else idle + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Yard:
    """A workspace: mina has both accounts, jun the first, sol none; what was said of the second is in a listed channel."""

    chat: Chat
    listed: str
    thread: str
    others: str

    def _seen(self, user: str) -> tuple[str, ...]:
        places = (self.listed, self.chat.direct(user))
        return tuple(shown(m) for place in places for m in self.chat.slack.messages(place, user) if m.bot_id)

    def comes_of(self, user: str, where: str, text: str) -> tuple[str, tuple[str, ...]]:
        """Give what somebody gets to see of what they ask, and what Slack was asked meanwhile."""
        self.chat.bot.resources.gate.belonging.__init__()  # type: ignore[misc]  # Slack is asked anew, as a minute later
        before, calls = self._seen(user), len(self.chat.slack.calls)
        if where == "command":
            assert self.chat.slack.command(user, self.listed, text.replace("@routelore", "/routelore")).ok
        else:
            direct = self.chat.direct(user)
            places: dict[str, tuple[str, str | None]] = {"channel": (self.listed, None), "direct": (direct, None)}
            places |= {"thread": (self.listed, self.thread), "another's thread": (self.listed, self.others)}
            channel, root = places[where]
            self.chat.ask(user, channel, text, root)
        assert self.chat.slack.wait_for(lambda: len(self._seen(user)) > len(before), 20), text
        _until_done(self.chat)
        rest = list(self._seen(user))
        for one in before:
            rest.remove(one)
        asked = tuple(call.method for call in self.chat.slack.calls[calls:] if call.method not in SHOWING)
        return "\n---\n".join(rest), asked


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """Give the workspace, in which the names of the second account are known."""
    listed: list[str] = []
    role = "arn:aws:iam::{}:role/routelore"
    dev = Account(name="dev", id=ACCOUNT, role=role.format(ACCOUNT), regions=(SEOUL,))
    basalt = Account(name="basalt", id=BASALT, role=role.format(BASALT), regions=(SEOUL, TOKYO))
    grants = (
        Grant(users=frozenset({"U0MINA"}), accounts=("dev", "basalt")),
        Grant(users=frozenset({"U0JUN"}), accounts=("dev",)),
    )

    def policy() -> Policy:
        return Policy(accounts={"dev": dev, "basalt": basalt}, grants=grants, shown_in=frozenset(listed))

    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, tmp_path_factory.mktemp("guessing"), network=Network(), policy=policy) as chat,
    ):
        channel = chat.new_channel()
        listed.append(slack.channel_id(channel))
        chat.bot.resources.state.keep_names(TEAM, TAGS[:1], "basalt", SEOUL)
        roots = [
            chat.ask(user, channel, f"@routelore diagnose subnet-a1 to s3 in {account} {SEOUL}")
            for user, account in (("jun", "dev"), ("mina", "basalt"))
        ]
        for root in roots:
            chat.heard(channel, root, "The fix")
        _until_done(chat)
        yield Yard(chat=chat, listed=channel, thread=roots[0], others=roots[1])


def _alike(yard: Yard, user: str, where: str, text: str, guesses: tuple[str, str]) -> None:
    """Say the same with what there is and with what there is not; all that differs is the word."""
    told = [yard.comes_of(user, where, text.format(guess)) for guess in guesses]
    plain = {
        re.sub(rf"(?i){re.escape(guess)}|\d{{10}}\.?\d{{6}}", "…", seen)
        for guess, (seen, _) in zip(guesses, told, strict=True)
    }
    assert len(plain) == 1, text
    assert sorted(told[0][1]) == sorted(told[1][1]), text


@pytest.mark.parametrize(
    ("user", "where"), [("jun", "channel"), ("jun", "command"), ("sol", "direct"), ("sol", "another's thread")]
)
def test_a_name_tag_that_one_does_not_reach_is_a_word_like_any_other(yard: Yard, user: str, where: str) -> None:
    """In words, in place and in what Slack is asked for it, which is what takes time."""
    yard.comes_of(user, where, OF_A_TAG[0].format("zk-4419"))
    for text in OF_A_TAG:
        _alike(yard, user, where, text, TAGS)


@pytest.mark.parametrize(("user", "where"), [("jun", "direct"), ("sol", "channel")])
def test_an_account_that_one_does_not_reach_is_as_one_that_there_is_not(yard: Yard, user: str, where: str) -> None:
    """By its name, by its number, and in a Region that only others have."""
    yard.comes_of(user, where, OF_A_TAG[0].format("zk-4419"))
    for text in OF_AN_ACCOUNT:
        _alike(yard, user, where, text, ACCOUNTS)
    for text in OF_AN_ACCOUNT[1:2]:
        _alike(yard, user, where, text, NUMBERS)
    for text in OF_A_REGION:
        _alike(yard, user, where, text, REGIONS)


def test_who_reaches_the_account_uses_its_names(yard: Yard) -> None:
    """The same words mean a place of the network to mina, who has it, and a bare word is the account to her."""
    told, _ = yard.comes_of("mina", "channel", "@routelore zk-4417")
    assert "`zk-4417`" in told
    yard.comes_of("mina", "direct", f"@routelore is subnet-a1 private to s3 in basalt {SEOUL}?")
    network = yard.chat.network
    assert isinstance(network, Network)
    assert network.target.account == BASALT


def test_a_report_names_the_account_that_it_is_about(yard: Yard) -> None:
    """Whoever has one account of several, and means another in words that are no account to us, sees which it is."""
    told, _ = yard.comes_of("jun", "direct", "@routelore diagnose subnet-a1 to s3 in basalt")
    assert "dev" in told
