"""What tells one delivery from another."""

from __future__ import annotations

from bot.deliveries import delivery_key, message_key


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
