"""Whether this process can serve just now, part by part; asked of the parts in the background, so that asking is free."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.listeners.reasons import REFUSALS, code_of
from bot.rounds import Job, Rounds
from bot.state.database import StateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.settings import Settings
    from bot.state.store import State

LOG = logging.getLogger("routelore")
EVERY = timedelta(seconds=5)
#: An answer older than this is none: whatever gives it hangs.
STALE = 20.0
#: So long a question to Slack may take.
SLACK_SECONDS = 3
#: What Slack says of a token that will not work again. https://docs.slack.dev/reference/methods/auth.test#errors
DEAD = frozenset({"account_inactive", "invalid_auth", "not_authed", "org_login_required", "token_expired", "token_revoked"})
STOPPING, READY, NOT_READY = "stopping", "ready", "not ready"


@dataclass(slots=True)
class Part:
    """One thing that serving needs; `works` says whether it is there, and is asked again and again."""

    works: Callable[[], bool]
    was: bool = True
    asked: float = float("-inf")


@dataclass(slots=True)
class Readiness:
    """What this process needs to serve, as it was when last looked at."""

    parts: Mapping[str, Callable[[], bool]]
    every: timedelta = EVERY
    now: Callable[[], float] = time.monotonic
    stopping: threading.Event = field(default_factory=threading.Event)
    _parts: dict[str, Part] = field(init=False)
    _rounds: Rounds = field(init=False)

    def __post_init__(self) -> None:
        """Take the parts; nothing is looked at before `start`."""
        self._parts = {name: Part(works) for name, works in self.parts.items()}
        self._rounds = Rounds("readiness", [Job(name="readiness", every=self.every, do=self.look)])

    def start(self) -> None:
        """Look at every part from now on."""
        self.look()
        self._rounds.start()

    def stop(self) -> None:
        """Be ready no more: whoever asks is told so from this moment."""
        self.stopping.set()

    def close(self) -> None:
        """Look no more."""
        self._rounds.close()

    def look(self) -> None:
        """Look at every part once."""
        for name, part in self._parts.items():
            works = part.works()
            if works != part.was:
                LOG.log(logging.INFO if works else logging.ERROR, "%s is %s", name, READY if works else NOT_READY)
            part.was, part.asked = works, self.now()

    def report(self) -> dict[str, str]:
        """Give each part with how it is; never why, which belongs into the log."""
        fresh = self.now() - STALE
        parts = {name: READY if part.was and part.asked >= fresh else NOT_READY for name, part in self._parts.items()}
        return {"serving": STOPPING if self.stopping.is_set() else READY, **parts}

    @property
    def ready(self) -> bool:
        """Say whether all of it is."""
        return all(state == READY for state in self.report().values())


def database_answers(state: State) -> Callable[[], bool]:
    """Give what says whether the database answers."""

    def answers() -> bool:
        try:
            state.look()
        except StateError as error:
            LOG.debug("the database does not answer: %s", error.words.en)
            return False
        return True

    return answers


def token_lives(settings: Settings) -> Callable[[], bool]:
    """Give what says whether Slack takes the bot's token; where Slack cannot be asked just now, what it said last holds."""
    client = WebClient(token=settings.bot_token, base_url=settings.api_url, timeout=SLACK_SECONDS)
    client.retry_handlers = []
    known = [True, float("-inf")]

    def lives() -> bool:
        if time.monotonic() - known[1] < timedelta(minutes=1).total_seconds():
            return bool(known[0])
        known[1] = time.monotonic()
        try:
            client.auth_test()
            known[0] = True
        except SlackApiError as error:
            known[0] = code_of(error) not in DEAD
        except REFUSALS as error:
            LOG.debug("the token could not be looked at: %s", code_of(error))
        return bool(known[0])

    return lives
