"""A modal's submission: what is filled in, what is missing, and what the app's answer does to the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.playground.slack import modals
from bot.playground.slack.outcomes import Outcome
from bot.playground.slack.refusals import Code
from bot.playground.slack.widgets import chosen_in, find_widget, is_empty, widgets_in

if TYPE_CHECKING:
    from bot.playground.slack.desk import Desk
    from bot.playground.slack.nouns import View
    from bot.playground.slack.wire import Json


def filled_in(view: View, values: Mapping[str, object], offered: Mapping[str, Sequence[Json]]) -> Json:
    """The view's state with these values: by action id, or by block id in the shape that Slack sends."""
    blocks = view.content["blocks"]
    by_block = {block["block_id"] for block in blocks}
    state = {block_id: dict(actions) for block_id, actions in view.state.items()}
    for name, value in values.items():
        if name in by_block and isinstance(value, Mapping):
            for action_id, given in value.items():
                widget = find_widget(blocks, action_id, block_id=name)
                state.setdefault(name, {})[action_id] = {"type": widget.kind, **given}
        else:
            widget = find_widget(blocks, name)
            chosen = chosen_in(widget, value, offered=offered.get(name, ()))
            state.setdefault(widget.block["block_id"], {})[name] = {"type": widget.kind, **chosen}
    return state


def missing(view: View) -> dict[str, str]:
    """What Slack's client complains about before it sends a form, by block id."""
    found: dict[str, str] = {}
    for widget in widgets_in(view.content["blocks"]):
        if widget.block["type"] != "input":
            continue
        block_id, element = widget.block["block_id"], widget.element
        state = view.state.get(block_id, {}).get(element["action_id"], {})
        text = str(state.get("value") or "")
        if is_empty(state) and not widget.block.get("optional"):
            found[block_id] = "Please complete this required field."
        elif text and len(text) < int(element.get("min_length") or 0):
            found[block_id] = f"Must be {element['min_length']} characters or more."
        elif len(text) > int(element.get("max_length") or 3000):
            found[block_id] = f"Must be {element.get('max_length') or 3000} characters or less."
    return found


def follow(desk: Desk, view: View, answer: Json) -> Outcome:
    """The outcome of a submission that was acked with this answer; an empty one closes the modal."""
    action = answer.get("response_action")
    if action is None:
        modals.close_modal(desk, view)
        return Outcome()
    if action == "errors":
        return _errors(view, answer.get("errors"))
    if action == "clear":
        modals.close_all(desk, view.user)
    elif action == "update":
        modals.update_view(desk, view, answer.get("view"), "")
    elif action == "push":
        modals.push_modal(desk, view.user, answer.get("view"))
    else:
        return Outcome(ok=False, error=Code.INVALID_RESPONSE)
    return Outcome(response_action=str(action))


def _errors(view: View, errors: object) -> Outcome:
    """The errors shown under their inputs; Slack takes only those of input blocks that are there."""
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        return Outcome(ok=False, error=Code.INVALID_RESPONSE, messages=("errors must name input blocks of the view",))
    return Outcome(ok=False, response_action="errors", errors={key: str(value) for key, value in errors.items()})
