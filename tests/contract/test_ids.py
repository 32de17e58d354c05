"""Every id that a block sends is answered by a listener, and every listener's id is sent by a block."""

from __future__ import annotations

import ast
from pathlib import Path

from bot.ids import Action, Callback

BOT = Path(__file__).resolve().parents[2] / "bot"
BLOCKS = sorted((BOT / "blocks").glob("*.py"))
LISTENERS = sorted((BOT / "listeners").glob("*.py"))


def _members(node: ast.AST, enum: str) -> set[str]:
    """Give the names of an enumeration's members that stand in a piece of code."""
    return {
        one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == enum
    }


def _bound(method: str, enum: str) -> set[str]:
    """Give the members that listeners bind by `app.METHOD(…)`."""
    found: set[str] = set()
    for file in LISTENERS:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "app":
                found |= {member for arg in node.args for member in _members(arg, enum)}
    return found


def _sent(enum: str) -> set[str]:
    return {member for file in BLOCKS for member in _members(ast.parse(file.read_text(encoding="utf-8")), enum)}


def test_what_can_be_pressed_is_answered_and_what_is_answered_can_be_pressed() -> None:
    """No button is dead, and no listener waits for a button that is nowhere."""
    assert _sent("Action") == _bound("action", "Action") == {action.name for action in Action}


def test_every_view_and_shortcut_is_answered() -> None:
    """What is submitted or chosen from a menu of Slack's has a listener."""
    views = {callback.name for callback in Callback if callback.name.endswith("_VIEW")}
    shortcuts = {callback.name for callback in Callback if callback.name.endswith("_SHORTCUT")}
    assert _bound("view", "Callback") == views == _sent("Callback")
    assert _bound("shortcut", "Callback") == shortcuts
    assert {callback.name for callback in Callback} == views | shortcuts


def test_ids_are_short_and_apart() -> None:
    """Slack takes 255 characters, and a number behind a repeated id names no other."""
    values = [action.value for action in Action]
    assert len(set(values)) == len(values)
    assert all(len(value) <= 200 and "." not in value for value in values)
