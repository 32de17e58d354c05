"""Modals in the local Slack: stacked, updated, cleared, with options that the app suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.slack import LocalSlack
from tests.unit.playground.slack_app import bolt_app, connected, manifest, refusal, web_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt import Ack, App
    from slack_sdk import WebClient

SUBNETS = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("orchard", "harbor", "quarry")]


def modal(title: str, **parts: Any) -> dict[str, Any]:
    """A modal that asks what to do next, with an external select beside it."""
    text = {"type": "plain_text", "text": title}
    return {
        "type": "modal",
        "callback_id": "steps",
        "title": text,
        "submit": text,
        "blocks": [
            {
                "type": "input",
                "block_id": "next",
                "label": text,
                "element": {"type": "plain_text_input", "action_id": "step", "max_length": 10},
            },
            {
                "type": "section",
                "block_id": "where",
                "text": text,
                "accessory": {"type": "external_select", "action_id": "subnet", "min_query_length": 0},
            },
        ],
        **parts,
    }


ANSWERS: dict[str, dict[str, Any]] = {
    "update": {"response_action": "update", "view": modal("Updated")},
    "push": {"response_action": "push", "view": modal("Pushed")},
    "clear": {"response_action": "clear"},
    "bad view": {"response_action": "update", "view": modal("A title that is much too long")},
    "bad errors": {"response_action": "errors", "errors": {"where": "a section takes no errors"}},
}


def stepping_app(slack: LocalSlack) -> App:
    """A Bolt app whose modal does what is typed into it."""
    app = bolt_app(slack)

    @app.view("steps")
    def submitted(ack: Ack, view: dict[str, Any]) -> None:
        ack(**ANSWERS.get(view["state"]["values"]["next"]["step"]["value"], {}))

    @app.options("subnet")
    def suggest(ack: Ack, payload: dict[str, Any]) -> None:
        ack(options=[option for option in SUBNETS if payload["value"] in str(option["value"])])

    @app.action("subnet")
    def chosen(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        picked = body["actions"][0]["selected_option"]["value"]
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=modal(picked.title()))

    @app.shortcut("diagnose")
    def opened(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal("First"))

    return app


@pytest.fixture(scope="module")
def running() -> Iterator[LocalSlack]:
    """A local Slack with the stepping app connected."""
    with LocalSlack(manifest(), posts_per_second=None) as slack, connected(slack, stepping_app(slack)):
        yield slack


@pytest.fixture
def slack(running: LocalSlack) -> LocalSlack:
    """The local Slack with the first modal open in front of Jun."""
    assert running.shortcut("jun", "diagnose").ok
    assert running.wait_for(lambda: titles(running) == ["First"])
    return running


def titles(slack: LocalSlack) -> list[str]:
    """The titles of Jun's open modals, the one on top last."""
    return [view.content["title"]["text"] for view in slack.views("jun")]


@pytest.mark.parametrize(
    ("step", "action", "left"),
    [("update", "update", ["Updated"]), ("push", "push", ["First", "Pushed"]), ("clear", "clear", []), ("done", None, [])],
)
def test_the_answer_to_a_submission_changes_the_screen(
    slack: LocalSlack, step: str, action: str | None, left: list[str]
) -> None:
    """An ack can update the modal, put another on top, clear all of them or close the one."""
    outcome = slack.submit_view("jun", {"step": step})
    assert (outcome.ok, outcome.response_action) == (True, action)
    assert titles(slack) == left


@pytest.mark.parametrize(("step", "error"), [("bad view", "invalid_arguments"), ("bad errors", "invalid_response")])
def test_a_wrong_answer_leaves_the_modal(slack: LocalSlack, step: str, error: str) -> None:
    """What Slack cannot show is an error for the person, and the modal stays."""
    assert slack.submit_view("jun", {"step": step}).error == error
    assert titles(slack) == ["First"]


def test_three_modals_are_the_most(slack: LocalSlack) -> None:
    """A fourth cannot be pushed, and closing the top one shows the one below."""
    for _ in range(2):
        assert slack.submit_view("jun", {"step": "push"}).ok
    assert slack.submit_view("jun", {"step": "push"}).error == "push_limit_reached"
    assert slack.close_view("jun").ok
    assert titles(slack) == ["First", "Pushed"]


def test_a_form_is_checked_before_it_is_sent(slack: LocalSlack) -> None:
    """Empty required fields and texts that are too long do not reach the app."""
    assert dict(slack.submit_view("jun").errors) == {"next": "Please complete this required field."}
    assert dict(slack.submit_view("jun", {"step": "a" * 11}).errors) == {"next": "Must be 10 characters or less."}


def test_suggested_options_can_be_chosen(slack: LocalSlack) -> None:
    """The app suggests for what was typed; choosing updates the view, which keeps what was filled in."""
    view = slack.views("jun")[-1]
    assert [option["value"] for option in slack.suggest("jun", view, "subnet", "harb")] == ["harbor"]
    assert slack.select("jun", view, "subnet", "quarry").error == "no_such_option"
    assert slack.select("jun", view, "subnet", "harbor", state={"next": {"step": {"value": "kept"}}}).ok
    assert slack.wait_for(lambda: titles(slack) == ["Harbor"])
    values = slack.views("jun")[-1].state
    assert values["next"]["step"]["value"] == "kept"
    assert values["where"]["subnet"]["selected_option"]["value"] == "harbor"


def test_a_push_needs_a_trigger_from_a_modal(slack: LocalSlack) -> None:
    """A trigger of a command or a message pushes nothing."""
    trigger = slack.desk.tickets.trigger("U0JUN")
    assert refusal(web_client(slack).views_push, trigger_id=trigger, view=modal("More"))["error"] == "invalid_trigger_id"


def test_a_modal_is_its_users_alone(slack: LocalSlack) -> None:
    """Nobody else can use or submit it."""
    assert slack.select("sol", slack.views("jun")[-1], "subnet", "harbor").error == "not_found"
    assert slack.submit_view("sol", {"step": "clear"}).error == "not_found"
