"""What processes that are gone promised and did not do: taken over, and delivered again as if by Slack."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_bolt import BoltRequest

from bot.middleware.arrivals import TAKEN
from bot.rounds import Job, Rounds

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.state.promises import Promises

LOG = logging.getLogger("routelore")


def keeping(app: App, promises: Promises) -> Rounds:
    """Give the rounds in which a process says that it is alive and does what others left, apart from slower ones."""
    jobs = (
        Job(name="alive", every=promises.every, do=promises.beat),
        Job(name="take-over", every=promises.every, do=lambda: take_over(app, promises)),
    )
    return Rounds("promises", jobs)


def take_over(app: App, promises: Promises) -> None:
    """Do what others left, the oldest first; each is handed to its listener, and done in the listeners' own threads."""
    for taken in promises.left():
        app.dispatch(BoltRequest(body=taken.body, mode="socket_mode", context={TAKEN: taken}))
