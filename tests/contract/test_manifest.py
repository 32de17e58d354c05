"""The manifest and the code agree, in both directions."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from bot.ids import COMMAND, Callback
from bot.manifest import EVENT_SCOPES, METHOD_SCOPES, mistakes, scopes

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "app.yaml"
LISTENERS = [*(ROOT / "bot" / "listeners").glob("*.py"), ROOT / "bot" / "app.py"]
CALLERS = [*LISTENERS, *(file for part in ("middleware", "serving") for file in (ROOT / "bot" / part).glob("*.py"))]
METHOD = re.compile(
    r"(?:apps|chat|conversations|files|usergroups|users|views|reactions|auth|assistant|pins|bookmarks|team|dnd)_[A-Za-z0-9_]+"
)


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """Give the manifest."""
    read: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return read


def _calls() -> set[str]:
    """Give the methods of the Web API that the code calls on a client."""
    found: set[str] = set()
    for file in CALLERS:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and METHOD.fullmatch(node.attr) and hasattr(WebClient, node.attr):
                found.add(node.attr)
    return found


def test_the_manifest_has_no_mistakes() -> None:
    """What `routelore check` says of it is nothing."""
    assert mistakes(MANIFEST) == []


def test_every_method_that_is_called_is_listed_with_its_scope() -> None:
    """The list of methods is the code's own, no more and no fewer."""
    assert _calls() == set(METHOD_SCOPES)


def test_the_scopes_are_those_of_the_methods_events_and_commands(manifest: dict[str, Any]) -> None:
    """Nothing is missing and nothing is asked for later use."""
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == scopes()
    assert "user" not in manifest["oauth_config"]["scopes"]


def test_every_scope_says_why() -> None:
    """Each scope stands on a line with its reason."""
    text = MANIFEST.read_text(encoding="utf-8")
    for scope in scopes():
        assert re.search(rf"^ +- {re.escape(scope)} # \S.{{10,}}$", text, re.MULTILINE), scope


def test_every_event_has_a_listener_and_every_listener_its_event(manifest: dict[str, Any]) -> None:
    """What Slack sends is answered, and what is listened for is sent."""
    registered = set()
    for file in LISTENERS:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "event":
                registered |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    subscribed = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert {event.partition(".")[0] for event in subscribed} == registered
    assert subscribed == set(EVENT_SCOPES)


def test_the_command_and_the_shortcuts_are_declared(manifest: dict[str, Any]) -> None:
    """Their names are those that the code binds."""
    features = manifest["features"]
    assert [one["command"] for one in features["slash_commands"]] == [COMMAND]
    assert {one["callback_id"] for one in features["shortcuts"]} == {
        Callback.DIAGNOSE_SHORTCUT.value,
        Callback.ANSWER_SHORTCUT.value,
        Callback.TEACH_SHORTCUT.value,
    }


def test_slacks_lengths_are_kept(manifest: dict[str, Any]) -> None:
    """Names and descriptions are as long as Slack takes them."""
    about, features = manifest["display_information"], manifest["features"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in features["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("      - chat:write # answer where it is a member\n", "", "the scope chat:write is missing"),
        ("      - commands #", "      - admin #", "the scope admin is not used"),
        ("      - message.im #", "      - message.mpim #", "the event message.mpim is not used"),
        ("command: /routelore", "command: /other", "/other is a command that nothing answers"),
        ("callback_id: answer_message", "callback_id: other", "other is a shortcut that nothing answers"),
        ("is_enabled: true", "is_enabled: false", "interactivity"),
        ("settings:", "settings: [", "app.yaml:"),
    ],
)
def test_a_manifest_that_drifts_is_told_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    """`routelore check` names the file, the line and what to write."""
    changed = tmp_path / "app.yaml"
    changed.write_text(MANIFEST.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = mistakes(changed)
    assert any(says in one for one in found), found
    assert all(re.match(r"app\.yaml:\d+: ", one) for one in found)
