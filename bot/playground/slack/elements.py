"""The elements of Block Kit: buttons, selects and inputs, with the limits that Slack sets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.slack.shapes import (
    Report,
    Shape,
    anything,
    by_type,
    choice,
    fields,
    flag,
    many,
    not_both,
    one_of,
    plain,
    string,
    text,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.slack.wire import Json

ID = string(255)
URL = string(3000)

CONFIRM = fields(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)
OPTION = fields(
    {"text": text(75), "value": string(150)},
    {"description": text(75), "url": URL},
)
PLAIN_OPTION = fields(
    {"text": plain(75), "value": string(150)},
    {"description": plain(75), "url": URL},
)
OPTION_GROUP = fields({"label": plain(75), "options": many(PLAIN_OPTION, 100)}, {})

ACTION = {"action_id": ID, "confirm": CONFIRM}
FOCUS = {**ACTION, "focus_on_load": flag}
FIELD = {**FOCUS, "placeholder": plain(150)}


def _length_range(value: Json, pointer: str, report: Report) -> None:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and not 0 <= least <= 3000:  # noqa: PLR2004 -- Slack's own bound
        report("must be between 0 and 3000", f"{pointer}/min_length")
    if isinstance(most, int) and not 1 <= most <= 3000:  # noqa: PLR2004 -- Slack's own bound
        report("must be between 1 and 3000", f"{pointer}/max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report("min_length must not exceed max_length", pointer)


def _initial_is_offered(value: Json, pointer: str, report: Report) -> None:
    chosen = value.get("initial_option")
    groups = value.get("option_groups") or []
    offered = [*(value.get("options") or []), *(option for group in groups for option in _options(group))]
    if chosen is not None and chosen not in offered:
        report("initial_option must match one of the options exactly", f"{pointer}/initial_option")


def _options(group: object) -> list[object]:
    options = group.get("options") if isinstance(group, dict) else None
    return options if isinstance(options, list) else []


def _static_select(extra: Mapping[str, Shape]) -> Shape:
    return fields(
        {},
        {**FIELD, "options": many(PLAIN_OPTION, 100), "option_groups": many(OPTION_GROUP, 100), **extra},
        one_of("options", "option_groups"),
        not_both("options", "option_groups"),
        _initial_is_offered,
    )


MOST = {"max_selected_items": whole}
BUTTON = fields(
    {"text": plain(75)},
    {
        **ACTION,
        "value": string(2000),
        "url": URL,
        "style": choice("primary", "danger"),
        "accessibility_label": string(75),
        "visible_to_user_ids": many(ID, 100),
        "agent_prompt": string(4000),
    },
)
IMAGE_ELEMENT = fields(
    {"alt_text": string(2000)},
    {"image_url": URL, "slack_file": anything},
    one_of("image_url", "slack_file"),
    not_both("image_url", "slack_file"),
)
STATIC_SELECT = _static_select({"initial_option": PLAIN_OPTION})
EXTERNAL_SELECT = fields({}, {**FIELD, "min_query_length": whole, "initial_option": PLAIN_OPTION})
OVERFLOW = fields({"options": many(PLAIN_OPTION, 5)}, ACTION)
RADIO_BUTTONS = fields({"options": many(OPTION, 10)}, {**FOCUS, "initial_option": OPTION}, _initial_is_offered)
CHECKBOXES = fields({"options": many(OPTION, 10)}, {**FOCUS, "initial_options": many(OPTION, 10)})
PICKED = many(ID, 100)

SELECTS: Mapping[str, Shape] = {
    "static_select": STATIC_SELECT,
    "external_select": EXTERNAL_SELECT,
    "users_select": fields({}, {**FIELD, "initial_user": ID}),
    "channels_select": fields({}, {**FIELD, "initial_channel": ID, "response_url_enabled": flag}),
    "conversations_select": fields(
        {},
        {
            **FIELD,
            "initial_conversation": ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": anything,
        },
    ),
    "multi_static_select": _static_select({**MOST, "initial_options": many(PLAIN_OPTION, 100)}),
    "multi_external_select": fields({}, {**FIELD, **MOST, "min_query_length": whole, "initial_options": anything}),
    "multi_users_select": fields({}, {**FIELD, **MOST, "initial_users": PICKED}),
    "multi_channels_select": fields({}, {**FIELD, **MOST, "initial_channels": PICKED}),
    "multi_conversations_select": fields({}, {**FIELD, **MOST, "initial_conversations": PICKED, "filter": anything}),
}
PICKERS: Mapping[str, Shape] = {
    "datepicker": fields({}, {**FIELD, "initial_date": string(10, 10)}),
    "timepicker": fields({}, {**FIELD, "initial_time": string(5, 5), "timezone": string(255)}),
    "radio_buttons": RADIO_BUTTONS,
    "checkboxes": CHECKBOXES,
}
DATETIME = {"datetimepicker": fields({}, {**FOCUS, "initial_date_time": whole})}
PLAIN_TEXT_INPUT = fields(
    {},
    {
        **FIELD,
        "initial_value": string(3000, 0),
        "multiline": flag,
        "min_length": whole,
        "max_length": whole,
        "dispatch_action_config": anything,
    },
    _length_range,
)

IN_ACTIONS: Mapping[str, Shape] = {"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **PICKERS, **DATETIME}
"""What an actions block may hold."""

IN_ACCESSORY: Mapping[str, Shape] = {"button": BUTTON, "image": IMAGE_ELEMENT, "overflow": OVERFLOW, **SELECTS, **PICKERS}
"""What may stand beside a section."""

IN_INPUT: Mapping[str, Shape] = {
    "plain_text_input": PLAIN_TEXT_INPUT,
    "email_text_input": fields({}, {**FIELD, "initial_value": string(3000), "dispatch_action_config": anything}),
    "url_text_input": fields({}, {**FIELD, "initial_value": string(3000), "dispatch_action_config": anything}),
    "number_input": fields(
        {"is_decimal_allowed": flag},
        {**FIELD, "initial_value": string(255), "min_value": string(255), "max_value": string(255)},
    ),
    **SELECTS,
    **PICKERS,
    **DATETIME,
}
"""What may be asked for in an input block."""

IN_CONTEXT: Mapping[str, Shape] = {
    "image": IMAGE_ELEMENT,
    "plain_text": text(2000, "plain_text"),
    "mrkdwn": text(2000, "mrkdwn"),
}
"""What a context block may hold."""

FEEDBACK_BUTTON = fields({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
IN_CONTEXT_ACTIONS: Mapping[str, Shape] = {
    "feedback_buttons": fields({"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, ACTION),
    "icon_button": fields(
        {"icon": string(255), "text": plain(75)},
        {**ACTION, "value": string(2000), "accessibility_label": string(75), "visible_to_user_ids": many(ID, 100)},
    ),
}
"""What a context_actions block may hold."""

INTERACTIVE = frozenset({*IN_ACTIONS, *IN_INPUT, *IN_CONTEXT_ACTIONS})
"""The types of element that carry an action id."""

ACCESSORY = by_type(IN_ACCESSORY)
