"""Whatever is pressed or filled in by whomever: a sentence at most, nothing of the network, nothing done, no stack trace."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bot.ids import Action, Block, Callback
from bot.playground.slack import LocalSlack, payloads
from bot.rights.policy import Account, Grant, Policy
from tests.e2e.chat import Chat, Network, manifest, serving, shown
from tests.scenarios.network import ACCOUNT, REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.playground.slack import Message

TEAM = "T0ORCHARD"
#: What only mina may see: sol and other teams may not.
SECRETS = ("nat-0a", "rtb-a1", "eni-", "PUBLIC_VIA_NAT_GATEWAY", ACCOUNT, "10.0.1.")
#: Keys that buttons of ours carry, filled with what no button carries.
KEYS = "abdefhiklmnopqrstuvwy"
NAMES = ("account", "region", "at", "form", "lab", "id", "entry", "question", "team", "user", "channel", "ts", "sweep")
HOSTILE = (
    "",
    "{",
    "null",
    "[1]",
    "7" * 2000,
    "[" * 2000,
    '{"a":' * 400,
    json.dumps(dict.fromkeys((*KEYS, *NAMES), "../../etc/passwd")),
    json.dumps(dict.fromkeys((*KEYS, *NAMES), "<!channel> <@U0MINA>")),
    json.dumps({"s": "subnet-a1", "d": "s3", "l": "ko", "b": "two-sheds", "n": "0", "f": "1", "e": "gateway-endpoint"}),
    json.dumps({key: {"x": [None, 1e308, True]} for key in KEYS}),
    json.dumps(dict.fromkeys(KEYS, -(10**18))),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A workspace in which mina alone may have the account, and a diagnosis of hers to press at."""

    chat: Chat
    channel: str
    report: Message

    def public(self) -> dict[str, str]:
        """Give every message that others than mina may read, by its time."""
        seen = (m for user in ("sol", "jun") for m in self.chat.slack.messages(self.channel, user))
        return {m.ts: shown(m) for m in (*seen, *self.chat.slack.messages(self.chat.direct("sol")))}

    def fresh(self, before: dict[str, str]) -> list[str]:
        """Give what others than mina may read since then."""
        return [text for ts, text in self.public().items() if ts not in before]

    def press(self, user: str, action: dict[str, Any], metadata: str) -> None:
        """Send the bot a click as Slack would, with whatever stands in it: in a message, and in a form at the same time."""
        desk = self.chat.slack.desk
        channel = desk.workspace.channels[self.report.channel]
        who = self.chat.slack.user_id(user)
        answer = desk.tickets.response(channel.id, who, thread_ts=self.report.thread_ts)
        clicked = {
            **payloads.on_message(self.report, channel),
            "actions": [{"block_id": "b", "action_ts": desk.workspace.next_ts(), **action}],
            "trigger_id": desk.tickets.trigger(who, from_modal=False),
            "response_url": f"{desk.origin}/response/{answer}",
            "view": {"id": "V0FORGED", "type": "modal", "private_metadata": metadata, "state": {"values": {}}},
        }
        parcel = payloads.interaction("block_actions", desk.workspace.person(user), **clicked)
        if action["action_id"] in set(Action):
            assert desk.courier.ask(parcel).acked
        else:  # a number behind the name, which not every action may have
            desk.courier.send(parcel)

    def submit(self, user: str, callback: str, metadata: str, values: dict[str, Any]) -> None:
        """Send the bot a form that it never opened."""
        desk = self.chat.slack.desk
        view = {
            "id": "V0FORGED",
            "type": "modal",
            "callback_id": callback,
            "private_metadata": metadata,
            "state": {"values": values},
        }
        trigger = desk.tickets.trigger(self.chat.slack.user_id(user), from_modal=False)
        parts = {"view": view, "trigger_id": trigger, "response_urls": []}
        assert desk.courier.ask(payloads.interaction("view_submission", desk.workspace.person(user), **parts)).acked


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Give the workspace, with mina's diagnosis in a channel where it is shown to all."""
    account = Account(name="prod", id=ACCOUNT, regions=(REGION,))
    with LocalSlack(manifest(), posts_per_second=None) as slack:
        listed: list[str] = []

        def policy() -> Policy:
            grant = Grant(users=frozenset({"U0MINA"}), accounts=("prod",))
            return Policy(accounts={"prod": account}, grants=(grant,), shown_in=frozenset(listed))

        with serving(slack, tmp_path_factory.mktemp("pressing"), network=Network(), policy=policy) as chat:
            channel = chat.new_channel()
            listed.append(slack.channel_id(channel))
            root = chat.ask("mina", channel, "@routelore 왜 subnet-a1에서 S3 트래픽이 NAT로 나가?")
            report = chat.heard(channel, root, "해결 방법")
            chat.quiet()
            yield Stage(chat, channel, report)


def _troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what was logged of errors that nobody foresaw."""
    return [
        f"{record.name}: {record.getMessage()[:300]} {record.exc_info and record.exc_info[1]!r}"
        for record in caplog.records
        if record.exc_info or (record.levelno >= logging.ERROR and not record.getMessage().startswith("slack refused"))
    ]


def _deeds(stage: Stage) -> tuple[object, ...]:
    """Give what a click could have done: network readings, records of what was allowed, what is taught, what is swept."""
    state = stage.chat.bot.resources.state
    allowed = [one for one in state.audit.records(TEAM) if one.outcome != "not-allowed"]
    return (stage.chat.network.read, len(allowed), state.taught.entries(TEAM))


@pytest.mark.parametrize("action", list(Action), ids=lambda action: action.value)
def test_somebody_without_the_right_gets_nothing_whatever_is_pressed(
    stage: Stage, action: Action, caplog: pytest.LogCaptureFixture
) -> None:
    """With every value that no button has, as a button and as a menu; numbers behind the name that nobody offered."""
    before, deeds = stage.public(), _deeds(stage)
    for at, value in enumerate(HOSTILE):
        name = action.value if at % 3 else f"{action.value}.{'9' * 40}"
        stage.press("sol", {"type": "button", "action_id": name, "value": value}, value)
        option = {"text": {"type": "plain_text", "text": "x"}, "value": value[:150]}
        stage.press("sol", {"type": "static_select", "action_id": name, "selected_option": option}, value)
    stage.chat.quiet()
    assert _troubles(caplog) == []
    assert _deeds(stage) == deeds
    assert not [one for one in stage.fresh(before) if any(secret in one for secret in (*SECRETS, "Traceback", "<!channel>"))]


@pytest.mark.parametrize("callback", [one for one in Callback if one.value.endswith("_view")], ids=lambda one: one.value)
def test_a_form_that_was_never_opened_does_nothing(
    stage: Stage, callback: Callback, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it says it stands on, and whatever is filled in: the wrong types, ids of nothing, too much."""
    before, deeds = stage.public(), _deeds(stage)
    odd: tuple[dict[str, Any], ...] = (
        {},
        {block.value: {} for block in Block},
        {block.value: {action.value: {"value": "x" * 300} for action in Action} for block in Block},
        {block.value: {action.value: {"selected_option": {"value": "../../x"}} for action in Action} for block in Block},
        {block.value: {action.value: {"value": None, "selected_option": None} for action in Action} for block in Block},
    )
    for metadata in HOSTILE:
        for values in odd:
            stage.submit("sol", callback.value, metadata, values)
    stage.chat.quiet()
    assert _troubles(caplog) == []
    assert _deeds(stage) == deeds
    assert not [one for one in stage.fresh(before) if any(secret in one for secret in (*SECRETS, "Traceback"))]
