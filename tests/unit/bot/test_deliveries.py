"""What tells one delivery from another."""

from __future__ import annotations

import threading
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.deliveries import delivery_key, message_key
from bot.middleware import Arrivals
from bot.state.store import State

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE = 8


def test_an_event_is_known_by_its_id_and_team() -> None:
    """The same event has the same key, whatever else the payload says."""
    assert delivery_key({"team_id": "T1", "event_id": "Ev1"}) == delivery_key(
        {"team_id": "T1", "event_id": "Ev1", "event_time": 2}
    )
    assert delivery_key({"team_id": "T2", "event_id": "Ev1"}) != delivery_key({"team_id": "T1", "event_id": "Ev1"})


def test_two_clicks_are_two_deliveries() -> None:
    """A click is known by its trigger and its moment."""
    first = {"type": "block_actions", "team": {"id": "T1"}, "trigger_id": "1", "actions": [{"action_ts": "1.0"}]}
    second = {**first, "actions": [{"action_ts": "2.0"}]}
    assert delivery_key(first) != delivery_key(second)
    assert delivery_key(first) == delivery_key(dict(first))


def test_what_has_no_id_is_never_taken_for_a_repetition() -> None:
    """A payload without an id gets no key."""
    assert delivery_key({"type": "ssl_check"}) is None


def test_a_mention_and_its_message_are_the_same_words() -> None:
    """Both events of one message share a key; another person's message does not."""
    assert message_key("T1", "C1", "1.0", "U1") == message_key("T1", "C1", "1.0", "U1")
    assert message_key("T1", "C1", "1.0", "U1") != message_key("T1", "C1", "1.0", "U2")


def test_deliveries_of_one_thing_at_one_moment_are_done_once(tmp_path: Path) -> None:
    """Whichever comes first is dealt with; the others are acknowledged and nothing more, however close they come."""
    state = State.open(f"sqlite:///{tmp_path / 'routelore.db'}")
    app = App(signing_secret="s", authorize=lambda **_: AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1"))
    done: list[str] = []
    app.middleware(Arrivals(state))
    app.event("app_mention")(lambda event: done.append(event["ts"]))
    start = threading.Barrier(AT_ONCE)
    statuses: list[int] = []

    def deliver(event_id: str) -> None:
        event = {"type": "app_mention", "user": "U1", "text": "?", "ts": event_id, "channel": "C1"}
        body: dict[str, Any] = {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": event}
        start.wait(10)
        statuses.append(app.dispatch(BoltRequest(body=body, mode="socket_mode")).status)

    for event_id in ("Ev1", "Ev2", "Ev3"):
        threads = [threading.Thread(target=deliver, args=(event_id,)) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    app.listener_runner.listener_executor.shutdown(wait=True)
    state.close()
    assert sorted(done) == ["Ev1", "Ev2", "Ev3"]
    assert statuses == [200] * 3 * AT_ONCE


def test_what_people_say_to_each_other_is_acknowledged_and_reaches_no_listener(tmp_path: Path) -> None:
    """Nor is it written down. What they say in a thread may be meant for the bot, and what bots say never is."""
    state = State.open(f"sqlite:///{tmp_path / 'routelore.db'}")
    app = App(signing_secret="s", authorize=lambda **_: AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1"))
    heard: list[str] = []
    app.middleware(Arrivals(state))
    app.event("message")(lambda event: heard.append(event["text"]))
    said: list[dict[str, Any]] = [
        {"text": "to all", "channel_type": "channel"},
        {"text": "in a thread", "channel_type": "channel", "thread_ts": "0.5"},
        {"text": "to the bot", "channel_type": "im"},
        {"text": "by a bot", "channel_type": "im", "bot_id": "B2"},
        {"text": "changed", "channel_type": "im", "subtype": "message_changed"},
    ]
    for number, one in enumerate(said):
        event = {"type": "message", "user": "U1", "ts": f"{number}.0", "channel": "C1", **one}
        body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": event}
        request = BoltRequest(body=body, mode="socket_mode")
        assert copy_context().run(app.dispatch, request).status == 200
    app.listener_runner.listener_executor.shutdown(wait=True)
    assert sorted(heard) == ["in a thread", "to the bot"]
    assert state.promises.open() == 2  # whoever carries them to their end is `bot.middleware.carrying`
    state.close()
