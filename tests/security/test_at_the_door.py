"""Many at the door at the same moment: each workspace gets its own token, each signed question its one answer."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.state.installations import BotRow
from tests.e2e.test_several_workspaces import HARBOR, ORCHARD, Place, place
from tests.servers.asking import Told, ask
from tests.servers.slack_front import CLIENT_ID

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["place"]


def test_installations_at_the_same_moment_mix_no_tokens(place: Place) -> None:
    """Of two workspaces, each twice at once: each is served with a token of its own afterwards."""
    with ThreadPoolExecutor(4) as many:
        pages = list(many.map(place.install, (ORCHARD, HARBOR, ORCHARD, HARBOR)))
    assert [page.status for page in pages] == [200] * 4
    for team in (ORCHARD, HARBOR):
        client = place.bot.resources.workspaces.client(team)
        assert client is not None
        assert place.front.tokens[str(client.token)] == team
        assert place.bot.resources.state.installations.of(CLIENT_ID, team) is not None
    assert not [page for page in pages for token in place.front.tokens if token in page.body]


def test_a_state_is_finished_once_whoever_comes_back_at_the_same_moment(place: Place) -> None:
    """Eight requests with one state and its cookie: one installs, the others are told, and one row is kept."""
    way, cookie = place.begin()
    back = place.front.consent(way, ORCHARD)
    with ThreadPoolExecutor(8) as many:
        pages = list(many.map(lambda _: place.come_back(back, cookie), range(8)))
    assert sorted(page.status for page in pages) == [200, *[401] * 7]
    with place.bot.resources.state.installations.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(BotRow)) == 1


def test_of_two_hundred_at_once_each_genuine_one_is_answered_once(place: Place) -> None:
    """Signed ones, the same again, and forged ones between: 200, 200 and nothing more, 401; nothing hangs."""
    place.install(ORCHARD)
    slack = place.slack(ORCHARD)
    place.answers(ORCHARD)
    before, began = len(slack.sent_requests()), time.monotonic()

    def forged(_: int) -> Told:
        headers = {"x-slack-signature": "v0=" + "0" * 64, "x-slack-request-timestamp": str(int(time.time()))}
        return ask(place.port, "/slack/events", body=b'{"type":"event_callback"}', headers=headers)

    def genuine(number: int) -> str:
        return str(slack.say("mina", "#network", f"@routelore NAT 게이트웨이가 뭐야? {number}").ts)

    with ThreadPoolExecutor(16) as many:
        refused = [many.submit(forged, at) for at in range(140)]
        roots = [many.submit(genuine, at).result(30) for at in range(20)]
        assert {one.result(30).status for one in refused} == {401}

    def answered() -> bool:
        return all(_replies(place, root) for root in roots)

    assert slack.wait_for(answered, 30)
    again = slack.sent_requests()[before:]
    with ThreadPoolExecutor(16) as many:
        repeated: Callable[[int], int] = lambda at: slack.post_request(again[at % len(again)])  # noqa: E731 (for its type)
        assert set(many.map(repeated, range(40))) == {200}
    time.sleep(1)
    assert [len(_replies(place, root)) for root in roots] == [1] * 20
    assert time.monotonic() - began < 60


def _replies(place: Place, root: str) -> list[str]:
    return [m.ts for m in place.slack(ORCHARD).messages("#network") if m.bot_id and m.thread_ts == root]
