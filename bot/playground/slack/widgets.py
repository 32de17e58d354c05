"""Block Kit elements in a person's hands: found by action id, and what choosing something in them sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.slack.refusals import Code, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.playground.slack.wire import Json

SELECTED = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
"""Where an element that takes ids or times puts them."""

ONE_OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
MANY_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
PRESSED = frozenset({"button", "icon_button", "feedback_buttons"})


@dataclass(frozen=True, slots=True)
class Widget:
    """An element and the block that it stands in."""

    element: Json
    block: Json

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def tells_at_once(self) -> bool:
        """Whether using it sends block_actions: everything does but what waits in a form for its submit."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))

    def action(self, chosen: Json, ts: str) -> Json:
        """The action that a block_actions payload lists."""
        shown: Json = {key: self.element[key] for key in ("text", "style", "placeholder") if key in self.element}
        ids = {"action_id": self.element["action_id"], "block_id": self.block["block_id"]}
        return {"type": self.kind, **ids, **shown, **chosen, "action_ts": ts}


def find_widget(blocks: Sequence[Json], action_id: str, *, block_id: str | None = None, value: object = None) -> Widget:
    """The element of this action id; where several share it, the one of this block or with this value."""
    found = [widget for widget in widgets_in(blocks) if widget.element.get("action_id") == action_id]
    if block_id:
        found = [widget for widget in found if widget.block.get("block_id") == block_id]
    exact = [widget for widget in found if value is not None and widget.element.get("value") == value]
    if not found:
        raise Refusal(Code.NO_SUCH_ELEMENT, messages=[f"nothing with action_id {action_id} is shown here"])
    return (exact or found)[0]


def widgets_in(blocks: Sequence[Json]) -> Iterator[Widget]:
    """Every element of these blocks that can be used."""
    for block in blocks:
        yield from widgets_in(block.get("child_blocks") or ())
        for element in (block.get("element"), block.get("accessory"), *(block.get("elements") or ())):
            if isinstance(element, dict) and "action_id" in element:
                yield Widget(element, block)


def chosen_in(widget: Widget, value: object, *, offered: Sequence[Json] = ()) -> Json:
    """What the element holds once this value was chosen in it; `offered` are an external select's options."""
    element, kind = widget.element, widget.kind
    if kind in PRESSED:
        return _pressed(element, value)
    if kind in ONE_OPTION:
        return {"selected_option": _option(element, value, offered) if value else None}
    if kind in MANY_OPTIONS:
        values = value if isinstance(value, list | tuple) else [value]
        return {"selected_options": [_option(element, one, offered) for one in values if one]}
    return {SELECTED.get(kind, "value"): value}


def is_empty(state: Mapping[str, object]) -> bool:
    """Whether an element's state holds nothing."""
    return not any(value for key, value in state.items() if key != "type")


def _pressed(element: Json, value: object) -> Json:
    if element["type"] == "feedback_buttons":
        sides = (element["positive_button"], element["negative_button"])
        side = next((one for one in sides if one["value"] == value), sides[0])
        return {"text": side["text"], "value": side["value"]}
    return {"value": element["value"]} if "value" in element else {}


def _option(element: Json, value: object, offered: Sequence[Json]) -> Json:
    """The option of this value; a whole option may be given as well."""
    if isinstance(value, dict):
        value = value.get("value")
    groups = element.get("option_groups") or ()
    options = [*(element.get("options") or ()), *(one for group in groups for one in group["options"]), *offered]
    found: Json | None = next((one for one in options if one["value"] == value), None)
    if found is None:
        raise Refusal(Code.NO_SUCH_OPTION, messages=[f"{element['action_id']} offers no option {value}"])
    return found
