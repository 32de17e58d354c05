"""Several workspaces: each installs the app by itself, has its own token, and hears nothing of the others."""

from __future__ import annotations

import html
import logging
import re
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.listeners import digest
from bot.playground.slack import LocalSlack
from bot.playground.slack.delivery import Parcel, ParcelKind
from bot.serving.http import http_app
from bot.serving.listening import Listening
from bot.serving.opening import open_bot
from bot.settings import Settings
from bot.state.digests import Digest
from bot.state.installations import Installed
from tests.e2e.chat import Network, manifest, services_for, shown
from tests.servers.asking import Told, ask
from tests.servers.slack_front import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, Front

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.app import Bot

ORCHARD, HARBOR, STRANGER = "T0AORCHARD", "T0BHARBOR", "T0CSTRANGER"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Two workspaces behind one front, and the app that both may install."""

    front: Front
    bot: Bot
    port: int

    def slack(self, team: str) -> LocalSlack:
        """Give a workspace."""
        return self.front.workspaces[team]

    def begin(self, lang: str = "en") -> tuple[str, str]:
        """Open the install page and give the way to Slack with the cookie."""
        page = ask(self.port, "/slack/install", headers={"Accept-Language": lang})
        assert page.status == 200
        (way,) = re.findall(r'href="(http[^"]+/oauth/v2/authorize[^"]+)"', page.body)
        return html.unescape(way), page.headers["set-cookie"].split(";")[0]

    def come_back(self, path: str, cookie: str = "", lang: str = "en") -> Told:
        """Come back from Slack."""
        return ask(self.port, path, headers={"Cookie": cookie, "Accept-Language": lang})

    def install(self, team: str) -> Told:
        """Install the app in a workspace."""
        way, cookie = self.begin()
        return self.come_back(self.front.consent(way, team), cookie)

    def answers(self, team: str, question: str = "게이트웨이 엔드포인트가 뭐야?") -> str:
        """Ask in a workspace, and give all that the bot said in its thread."""
        slack = self.slack(team)
        said = slack.say("mina", "#network", f"@routelore {question}")
        slack.wait_for_message(lambda m: bool(m.bot_id) and m.thread_ts == said.ts, channel="#network", seconds=10)
        return "\n".join(shown(m) for m in slack.messages("#network") if m.bot_id and m.thread_ts == said.ts)

    def bots(self, team: str) -> list[str]:
        """Give everything that the bot said in a workspace."""
        return [shown(message) for message in self.slack(team).messages("#network") if message.bot_id]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Give two workspaces, and the app that serves whoever installs it."""
    with ExitStack() as ends:
        front = ends.enter_context(Front())
        for team in (ORCHARD, HARBOR):
            url = f"{front.url}/events/{team}"
            front.workspaces[team] = ends.enter_context(LocalSlack(manifest(), http_events=url, posts_per_second=None))
        settings = Settings.from_env(
            {
                "SLACK_CLIENT_ID": CLIENT_ID,
                "SLACK_CLIENT_SECRET": CLIENT_SECRET,
                "SLACK_SIGNING_SECRET": SIGNING_SECRET,
                "SLACK_API_URL": f"{front.url}/api/",
                "ROUTELORE_WORKSPACES": f"{ORCHARD},{HARBOR}",
                "ROUTELORE_DATABASE_URL": f"sqlite:///{tmp_path / 'routelore.db'}",
            }
        )
        assert settings.mistakes(http=True) == ()
        bot = open_bot(settings, services_for(Network()))
        ends.callback(bot.close)
        listening = Listening(http_app(bot, settings), 0, "127.0.0.1")
        listening.start()
        ends.callback(listening.stop)
        front.app_port = listening.port
        yield Place(front=front, bot=bot, port=listening.port)


def test_each_workspace_gets_its_own_answers_with_its_own_token(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Both install it; a question in one is answered there and nowhere else; no token is in the log."""
    with caplog.at_level(logging.INFO):
        page = place.install(ORCHARD)
        assert (page.status, "Installed" in page.body) == (200, True)
        assert f"&lt;b&gt;{ORCHARD}&lt;/b&gt;" in page.body
        assert place.install(HARBOR).status == 200
        assert "출처: 노트" in place.answers(ORCHARD)
        assert place.bots(HARBOR) == []
        assert "출처: 노트" in place.answers(HARBOR, "NAT 게이트웨이가 뭐야?")
        assert len(set(place.front.tokens.values())) == 2
    assert not [token for token in place.front.tokens if token in caplog.text]
    assert CLIENT_SECRET not in caplog.text


def test_a_summary_goes_to_the_workspace_that_wants_it(place: Place) -> None:
    """What the app says unasked is written with the token of that workspace; where it is not installed, it is not said."""
    place.install(ORCHARD)
    weekly = [
        Digest(team=team, channel="C0NETWORK", lang="ko", zone="Asia/Seoul", offset=32_400) for team in (ORCHARD, HARBOR)
    ]
    for one in weekly:
        place.bot.resources.state.digests.switch_on(one)
    later = weekly[0].monday(datetime.now(UTC) + timedelta(days=7)) + timedelta(minutes=5)
    place.bot.resources.state.digests.now = lambda: later  # type: ignore[method-assign,unused-ignore]
    digest.post_due(place.bot.resources)
    assert (len(place.bots(ORCHARD)), len(place.bots(HARBOR))) == (1, 0)
    place.install(HARBOR)
    digest.post_due(place.bot.resources)
    assert (len(place.bots(ORCHARD)), len(place.bots(HARBOR))) == (1, 1)


def test_an_installation_is_finished_once_by_the_browser_that_began_it(place: Place) -> None:
    """A state that was made up, one of another browser, one used before, one too old: a sentence each, and no token."""
    way, cookie = place.begin()
    back = place.front.consent(way, ORCHARD)
    forged = place.come_back("/slack/oauth_redirect?code=1&state=made-up", "slack-app-oauth-state=made-up")
    assert (forged.status, "more than ten minutes ago" in forged.body) == (401, True)
    assert place.come_back(back).status == 400
    assert "not begun in this browser" in place.come_back(back, "slack-app-oauth-state=other").body
    assert place.come_back(back, cookie).status == 200
    replayed = place.come_back(back, cookie)
    assert (replayed.status, "finished already" in replayed.body) == (401, True)
    way, cookie = place.begin()
    database = place.bot.resources.state.installations._database
    now, database.now = database.now, lambda: datetime.now(UTC) + timedelta(minutes=11)
    assert place.come_back(place.front.consent(way, ORCHARD), cookie).status == 401
    database.now = now
    assert len(place.front.tokens) == 1


def test_a_consent_that_is_denied_or_broken_is_told_on_a_page(place: Place) -> None:
    """What Slack says becomes a sentence in the browser's language, and nothing of it runs in the browser."""
    denied = place.come_back("/slack/oauth_redirect?error=access_denied&state=x", lang="ko-KR,ko;q=0.9")
    assert "취소하셨어요" in denied.body
    hostile = place.come_back("/slack/oauth_redirect?error=%3Cscript%3Ealert(1)%3C/script%3E%0Aline")
    assert "Slack refused" in hostile.body
    assert "<script" not in hostile.body
    assert "default-src 'none'" in hostile.headers["content-security-policy"]
    way, cookie = place.begin()
    back = place.front.consent(way, ORCHARD)
    place.front.codes.clear()
    assert "Slack refused" in place.come_back(back, cookie).body


def test_a_workspace_that_may_not_install_it_gives_its_token_back(place: Place) -> None:
    """It is told its id to pass on; the token is revoked and kept nowhere."""
    page = place.install(STRANGER)
    assert (page.status, STRANGER in page.body) == (403, True)
    assert place.front.tokens == {}
    assert place.bot.resources.state.installations.of(CLIENT_ID, STRANGER) is None


def _tell_removed(place: Place, at: float) -> None:
    event = {"type": "app_uninstalled"}
    payload = {
        "type": "event_callback",
        "event": event,
        "event_id": f"Ev{at}",
        "event_time": int(at),
        "team_id": "T0ORCHARD",
        "authorizations": [{"enterprise_id": None, "team_id": "T0ORCHARD", "is_enterprise_install": False}],
    }
    place.slack(ORCHARD).deliver(Parcel(kind=ParcelKind.EVENT, payload=payload, what="app_uninstalled"))


def test_a_workspace_that_removes_it_is_forgotten_but_not_one_that_came_back(place: Place) -> None:
    """The token goes with the app; news of a removal before a newer installation changes nothing."""
    place.install(ORCHARD)
    installations = place.bot.resources.state.installations
    _tell_removed(place, time.time() - 3600)
    time.sleep(0.5)
    assert installations.of(CLIENT_ID, ORCHARD) == Installed(team=ORCHARD, enterprise="")
    _tell_removed(place, time.time())
    assert place.slack(ORCHARD).wait_for(lambda: installations.of(CLIENT_ID, ORCHARD) is None, 5)
    assert place.bot.resources.workspaces.client(ORCHARD) is None
    place.slack(ORCHARD).say("mina", "#network", "@routelore 게이트웨이 엔드포인트가 뭐야?")
    place.slack(ORCHARD).command("mina", "#network", "/routelore help")
    assert not [text for text in place.bots(ORCHARD) if "출처" in text]


def test_tokens_are_renewed_before_they_end_and_once(place: Place) -> None:
    """Of many requests at the same moment one renews; where Slack does not renew just now, the old one is used."""
    place.front.rotates, place.front.expires_in = True, 60
    place.install(ORCHARD)
    place.front.expires_in = 43_200
    (old,) = place.front.tokens
    place.front.broken = "internal_error"
    client = place.bot.resources.workspaces.client(ORCHARD)
    assert client is not None
    assert client.token == old
    place.front.broken = ""
    found: list[str | None] = []

    def look() -> None:
        one = place.bot.resources.workspaces.client(ORCHARD)
        found.append(one.token if one is not None else None)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(set(found)) == 1
    assert found[0] != old
    assert place.front.asked.count("oauth.v2.access") == 3
    assert "출처: 노트" in place.answers(ORCHARD)
