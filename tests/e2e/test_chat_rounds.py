"""What comes round by itself in several processes at once is done once; also where one of them dies while it does it."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.listeners import digest, hearing_back, teaching_notices
from bot.playground.slack import LocalSlack
from bot.playground.slack.workspace import TEAM
from bot.state.database import StateError
from bot.state.digests import Digest
from bot.state.waiting import Waiting
from knowledge.taught.proposal import Proposal
from tests.e2e.chat import Chat, manifest, serving, shown
from tests.e2e.dying import BOTH, Death, everything

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MONDAY = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
ASKED = "NAT 게이트웨이가 뭐야?"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start in the week before."""
        self.at = MONDAY - timedelta(days=3)

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Give the clock of both processes."""
    return Clock()


@pytest.fixture
def both(tmp_path: Path, clock: Clock) -> Iterator[tuple[Chat, Chat]]:
    """Give two processes that serve one workspace from one database."""
    with (
        LocalSlack(manifest(), posts_per_second=None) as slack,
        serving(slack, tmp_path, env=BOTH, now=clock) as one,
        serving(slack, tmp_path, env=BOTH, now=clock) as other,
    ):
        yield one, other


def digest_is_due(chat: Chat, clock: Clock) -> None:
    """Let a summary be due."""
    channel = chat.slack.channel_id("#network")
    chat.bot.resources.state.digests.switch_on(Digest(team=TEAM, channel=channel, lang="ko", zone="Asia/Seoul"))
    clock.at = MONDAY


def somebody_waits(chat: Chat, _clock: Clock) -> None:
    """Let somebody wait for what the notes answer."""
    chat.bot.resources.state.waiting.turn(Waiting(team=TEAM, user="U0SOL", text=ASKED, lang="ko"))


def something_is_untold(chat: Chat, clock: Clock) -> None:
    """Let a proposal be there that nobody was told of."""
    chat.bot.resources.state.taught.propose(TEAM, "U0SOL", Proposal(question="누가 관리해요?", ko="플랫폼 팀이요."), "ko")
    clock.at += timedelta(minutes=2)


ROUNDS: dict[str, tuple[Callable[[Chat, Clock], None], Callable[[Chat], None], int]] = {
    "the weekly summary": (digest_is_due, lambda chat: digest.post_due(chat.bot.resources), 1),
    "whoever waits": (somebody_waits, lambda chat: hearing_back.tell_everybody(chat.bot.resources), 1),
    "a proposal": (something_is_untold, lambda chat: teaching_notices.tell_missed(chat.bot.resources), 3),
}


@pytest.mark.parametrize("name", ROUNDS)
def test_two_processes_that_come_round_at_once_tell_once(name: str, both: tuple[Chat, Chat], clock: Clock) -> None:
    """And in the rounds after that, neither does."""
    ready, go_round, messages = ROUNDS[name]
    ready(both[0], clock)
    for _ in range(2):
        threads = [threading.Thread(target=go_round, args=(chat,)) for chat in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert len(everything(both[0].slack)) == messages, [shown(m)[:60] for m in everything(both[0].slack)]


@pytest.mark.parametrize("name", ROUNDS)
def test_what_was_told_by_one_that_died_is_not_told_again(name: str, both: tuple[Chat, Chat], clock: Clock) -> None:
    """It had posted the message and not remembered that it had: the other finds it, once its time is over."""
    ready, go_round, messages = ROUNDS[name]
    ready(both[0], clock)
    slack, state = both[0].slack, both[0].bot.resources.state
    death = Death(10**6, armed_by="chat.postMessage")
    death.follow(state._database._engine)
    slack.faults.waiting = death  # type: ignore[assignment]  # it is asked for nothing else
    death.last = 2
    with suppress(StateError):
        go_round(both[0])
    slack.faults.waiting = defaultdict(deque)
    assert death.dead
    assert len(everything(slack)) == 1
    clock.at += timedelta(minutes=11)
    go_round(both[1])
    assert len(everything(slack)) == messages, [shown(m)[:60] for m in everything(slack)]
