"""A process that was only slow, and was overtaken: what it had on its way to Slack is not there twice."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING

import pytest

from bot.blocks.parts import fill, section
from bot.middleware.posting_once import OnceClient, TakenOverError
from bot.playground.slack import LocalSlack
from bot.state.store import State
from bot.undertaking import CURRENT
from bot.wording import THE_THREAD
from tests.e2e.chat import manifest
from tests.replicas import LEASE, TOO_LONG, silent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slack_sdk.web import SlackResponse


class Two:
    """Two processes on one database: the first has promised an answer, and stands still when told to."""

    def __init__(self, url: str, slack: LocalSlack) -> None:
        """Let something be asked, and promised."""
        self.slack = slack
        self.first, self.second = (State.open(url, lease=LEASE) for _ in range(2))
        asked = slack.say("mina", "#network", "hello")
        self.root, self.channel = str(asked.ts), slack.messages("#network")[-1].channel
        body = {"team_id": "T1", "event": {"type": "reaction_added", "user": "U1"}}
        self.undertaking = self.first.promises.take_up("T1:event:1", "T1", body)

    def answer(self, client: OnceClient) -> SlackResponse:
        """Post the answer."""
        return client.chat_postMessage(
            channel=self.channel, thread_ts=self.root, text="Because.", blocks=[section(fill(THE_THREAD, "en"))]
        )

    def stand_still(self) -> None:
        """Let the first be silent for so long that the second does all of what it had promised."""
        silent(self.first)
        assert self.first.promises._alive is not None
        self.first.promises._alive -= TOO_LONG
        copy_context().run(self._do_the_other)

    def _do_the_other(self) -> None:
        (taken,) = self.second.promises.left()
        CURRENT.set(taken.undertaking)
        taken.undertaking.begin()
        self.answer(OnceClient(token=self.slack.bot_token, base_url=self.slack.api_url))
        taken.undertaking.end()

    @property
    def answers(self) -> int:
        """Give how many answers stand in the thread."""
        return len([one for one in self.slack.messages("#network") if one.thread_ts == self.root and one.bot_id])


class StandsStill(OnceClient):
    """A client that stands still on the way to Slack, or on the way back."""

    two: Two
    coming_back = False

    def plainly(self, api_method: str, **said: object) -> SlackResponse:
        """Call a method, and stand still before it or after it."""
        posting = api_method == "chat.postMessage"
        if posting and not self.coming_back:
            self.two.stand_still()
        answer = super().plainly(api_method, **said)
        if posting and self.coming_back:
            self.two.stand_still()
        return answer


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    """Give two processes, and a workspace."""
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        two = Two(f"sqlite:///{tmp_path / 'routelore.db'}", slack)
        token = CURRENT.set(two.undertaking)
        yield two
        CURRENT.reset(token)
        two.first.close()
        two.second.close()


@pytest.mark.parametrize("coming_back", [False, True], ids=["before Slack has it", "before the answer is back"])
def test_what_two_processes_posted_stands_there_once(two: Two, *, coming_back: bool) -> None:
    """Whoever was overtaken takes its own back; what the other has found and taken for its own stays."""
    client = StandsStill(token=two.slack.bot_token, base_url=two.slack.api_url)
    client.two, client.coming_back = two, coming_back
    with pytest.raises(TakenOverError):
        two.answer(client)
    assert two.answers == 1


def test_whoever_was_overtaken_changes_no_message_any_more(two: Two) -> None:
    """Its progress would stand where the answer of the other is."""
    client = OnceClient(token=two.slack.bot_token, base_url=two.slack.api_url)
    ts = two.answer(client)["ts"]
    two.stand_still()
    with pytest.raises(TakenOverError):
        client.chat_update(channel=two.channel, ts=ts, text="40 %")
    assert two.answers == 1
