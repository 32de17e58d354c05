"""Installing, renewing and removing at the same moment, on both databases: one token a workspace, none that was removed."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Bot, Installation
from sqlalchemy import func, select

from bot.middleware import OnceClient
from bot.serving.workspaces import SeveralWorkspaces
from bot.settings import Settings
from bot.state.database import Database
from bot.state.installations import BotRow, Installations, Installed
from tests.servers.slack_front import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, Front

if TYPE_CHECKING:
    from collections.abc import Iterator

TEAM = "T0AORCHARD"
PLACE = Installed(team=TEAM, enterprise="")


class Slack(Front):
    """Slack's OAuth, which can be held up in mid-answer."""

    held: threading.Event | None = None
    came: threading.Event

    def _access(self, said: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        answer = super()._access(said, headers)
        if self.held is not None:
            self.came.set()
            assert self.held.wait(10)
        return answer


class Replicas:
    """Two processes that serve the same app on one database."""

    def __init__(self, slack: Slack, url: str) -> None:
        """Open the database twice."""
        self.slack = slack
        self.databases = [Database.open(url) for _ in range(2)]
        self.kept = [Installations(database) for database in self.databases]
        settings = Settings.from_env(
            {"SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET, "SLACK_SIGNING_SECRET": SIGNING_SECRET}
        )
        client = OnceClient.like(WebClient(base_url=f"{slack.url}/api/"))
        self.each = [SeveralWorkspaces(settings, kept, client) for kept in self.kept]

    def rows(self) -> int:
        """Say how many rows there are."""
        with self.databases[0].transaction() as session:
            return session.scalar(select(func.count()).select_from(BotRow)) or 0

    def found(self, at: int = 0) -> str | None:
        """Give the token that a process finds without asking Slack."""
        bot = self.each[at].store.find_bot(enterprise_id=None, team_id=TEAM)
        return None if bot is None else bot.bot_token

    def installed(self, token: str, at: float, **more: Any) -> Installation:
        """Give what Slack gives when somebody installs the app."""
        about: dict[str, Any] = {
            "app_id": "A0ROUTELORE",
            "team_id": TEAM,
            "user_id": "U0MINA",
            "bot_id": "B0",
            "bot_user_id": "U0",
        }
        return Installation(**about, bot_token=token, bot_scopes=["chat:write"], installed_at=at, **more)

    def ending(self, seconds: float) -> None:
        """Install the app with a token that ends soon."""
        self.slack.refreshers["xoxe-1-first"] = TEAM
        more = {"bot_refresh_token": "xoxe-1-first", "bot_token_expires_at": int(time.time() + seconds)}
        self.each[0].store.save(self.installed("xoxb-first", time.time() - 60, **more))


@pytest.fixture
def two(database_url: str) -> Iterator[Replicas]:
    """Give two processes on one database."""
    with ExitStack() as ends:
        slack = Slack()
        slack.rotates, slack.came = True, threading.Event()
        replicas = Replicas(ends.enter_context(slack), database_url)
        for database in replicas.databases:
            ends.callback(database.close)
        yield replicas


def test_of_many_installations_at_once_the_last_is_kept_alone(two: Replicas) -> None:
    """Whoever is written first: one row, whose token is that of the latest; an older one that comes late changes nothing."""
    now = time.time()
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda at: two.each[at % 2].store.save(two.installed(f"xoxb-{at}", now + at)), range(12)))
    assert (two.rows(), two.found(0), two.found(1)) == (1, "xoxb-11", "xoxb-11")
    two.each[1].store.save(two.installed("xoxb-late", now - 1))
    two.each[0].store.save(two.installed("xoxb-same-moment", now + 11))
    assert (two.rows(), two.found()) == (1, "xoxb-same-moment")


def test_installing_one_workspace_touches_no_other(two: Replicas) -> None:
    """Neither the row of another workspace nor that of the organisation that it is in."""
    now = time.time()
    for team, enterprise in ((TEAM, None), ("T0BHARBOR", None), (TEAM, "E0GROVE"), (None, "E0GROVE")):
        token = f"xoxb-{team}{enterprise}"
        where: dict[str, Any] = {"team_id": team, "enterprise_id": enterprise, "app_id": "A0"}
        one = Bot(**where, bot_token=token, bot_id="B", bot_user_id="U", installed_at=now)
        two.each[0].store.save_bot(one)
        two.each[1].store.save_bot(one)
    assert two.rows() == 4
    assert two.found() == f"xoxb-{TEAM}None"


@pytest.mark.parametrize("left", [600, -5], ids=["still works", "works no more"])
def test_two_processes_use_a_refresh_token_once(two: Replicas, left: float) -> None:
    """While one renews, the other has the old token for as long as that works, and else waits for the new one."""
    two.ending(left)
    two.slack.held = threading.Event()
    with ThreadPoolExecutor(2) as both:
        first = both.submit(two.each[0].bot, PLACE)
        assert two.slack.came.wait(10)
        second = both.submit(two.each[1].bot, PLACE)
        if left > 0:
            assert getattr(second.result(10), "bot_token", "") == "xoxb-first"
        two.slack.held.set()
        new = getattr(first.result(10), "bot_token", "")
        assert new != "xoxb-first"
        if left < 0:
            assert getattr(second.result(10), "bot_token", "") == new
    assert two.slack.asked == ["oauth.v2.access"]
    assert (two.rows(), two.found(0), two.found(1)) == (1, new, new)


def test_a_renewal_that_failed_is_tried_again_by_whoever_comes_next(two: Replicas) -> None:
    """The hold on it ends with the attempt, not with time."""
    two.ending(600)
    two.slack.broken = "internal_error"
    assert getattr(two.each[0].bot(PLACE), "bot_token", "") == "xoxb-first"
    two.slack.broken = ""
    assert getattr(two.each[1].bot(PLACE), "bot_token", "") != "xoxb-first"


@pytest.mark.parametrize("comes_back", [False, True])
def test_what_is_removed_during_a_renewal_stays_removed(two: Replicas, *, comes_back: bool) -> None:
    """The new token is kept nowhere and not used; where the app was installed anew meanwhile, that token is the one."""
    two.ending(600)
    two.slack.held = threading.Event()
    with ThreadPoolExecutor(1) as one:
        renewing = one.submit(two.each[0].bot, PLACE)
        assert two.slack.came.wait(10)
        two.each[1].removed(TEAM, "", time.time())
        if comes_back:
            two.each[1].store.save(two.installed("xoxb-again", time.time() + 5))
        two.slack.held.set()
        bot = renewing.result(10)
    wanted = "xoxb-again" if comes_back else None
    assert (bot and bot.bot_token, two.found(0), two.found(1)) == (wanted,) * 3
    assert two.rows() == int(comes_back)
