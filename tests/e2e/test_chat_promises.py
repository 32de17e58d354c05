"""A bot that dies at any step of what people asked of it: the next one finishes it, and nobody sees anything twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.middleware.taking_over import take_over
from bot.phrases import promises as words
from bot.playground.slack import LocalSlack
from bot.state.store import State
from tests.e2e.chat import manifest, serving, shown
from tests.e2e.dying import BOTH, dying, everything, played
from tests.e2e.scenes import QUESTION, SCENES
from tests.servers.postgres import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOWING = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"})


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Give a workspace in which bots come and go."""
    with LocalSlack(manifest(), posts_per_second=None) as opened:
        yield opened


@pytest.mark.parametrize("scene", SCENES)
def test_a_death_right_after_something_was_shown_is_seen_by_nobody(scene: str, tmp_path: Path) -> None:
    """Each message is there once, each count is what it would be, nothing is left; `tests/bench/kills.py` has every step."""
    good = played(SCENES[scene], folder(tmp_path, "good"))
    assert good.for_all or good.asides
    shown_at = next(at for at, step in enumerate(good.death.trace, start=1) if step in SHOWING)
    came = played(SCENES[scene], folder(tmp_path, "cut off"), shown_at + 1)
    assert came.death.dead
    assert came.for_all == good.for_all
    assert len(good.asides) <= len(came.asides) <= len(good.asides) + 1  # Slack does not say which of these are there
    assert came.rows == good.rows


def folder(where: Path, name: str) -> Path:
    """Make a folder."""
    (where / name).mkdir()
    return where / name


def test_what_was_promised_too_long_ago_is_told_and_not_done(slack: LocalSlack, tmp_path: Path) -> None:
    """Half an hour later nobody waits for an answer any more, but for a word."""
    with serving(slack, tmp_path) as chat, dying(chat, 3):
        root = chat.ask("mina", "#network", QUESTION)
    assert _left(slack, tmp_path, timedelta(hours=1)) == [words.TOO_LATE.ko]
    assert [m.thread_ts for m in everything(slack)] == [root]


def test_what_ends_every_process_is_not_tried_for_ever(slack: LocalSlack, tmp_path: Path) -> None:
    """After three attempts its asker is told, and it is forgotten."""
    with serving(slack, tmp_path) as chat, dying(chat, 3):
        chat.ask("mina", "#network", QUESTION)
    for _ in range(2):
        state = State.open(f"sqlite:///{tmp_path / 'routelore.db'}", lambda: datetime.now(UTC) + timedelta(minutes=5))
        assert [taken.too_late for taken in state.promises.left()] == [False]
        state.close()
    assert _left(slack, tmp_path, timedelta(minutes=15)) == [words.TOO_LATE.ko]


def test_a_second_delivery_of_what_was_done_is_nothing(slack: LocalSlack, tmp_path: Path) -> None:
    """Also where the process that did it is gone."""
    with serving(slack, tmp_path, env=BOTH) as chat:
        slack.faults.duplicate_next()
        chat.heard("#network", chat.ask("mina", "#network", QUESTION), "출처")
        until(lambda: chat.bot.resources.state.promises.open() == 0)
    assert len(_left(slack, tmp_path, timedelta(minutes=5))) == 1


def _left(slack: LocalSlack, folder: Path, after: timedelta) -> list[str]:
    """Let a bot do what is left, so much later, and give the first line of everything that was ever said."""
    slack.faults.waiting = type(slack.faults)().waiting
    later = datetime.now(UTC) + after
    with serving(slack, folder, now=lambda: later) as chat:
        take_over(chat.bot.app, chat.bot.resources.state.promises)
        until(lambda: chat.bot.resources.state.promises.open() == 0)
        chat.quiet()
    return [shown(message).partition("\n")[0] for message in everything(slack)]
