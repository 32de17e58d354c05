"""The only Block Kit literals, and the only ways to make mrkdwn: everything else composes these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NewType

from bot.blocks.sites import names_another, site

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diagnostics.model.words import Lang, Words

Json = dict[str, Any]
#: Text in Slack's own markup, safe to send: whatever came from people, YAML or AWS was escaped on its way in.
Mrkdwn = NewType("Mrkdwn", str)

SECTION_LIMIT = 3000
HEADER_LIMIT = 150
FIELD_LIMIT = 2000
BUTTON_LIMIT = 75
VALUE_LIMIT = 2000
CONTEXT_LIMIT = 10
SMALL_LIMIT = 2000
ROW_LIMIT = 25
OPTIONS_LIMIT = 100
TITLE_LIMIT = 24
OPTION_VALUE_LIMIT = 150
RADIO_LIMIT = 10
CONFIRM_TITLE_LIMIT = 100
CONFIRM_LIMIT = 300
CHOICE_LIMIT = 30

_ZERO_WIDTH = "\u200b"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def esc(text: str) -> Mrkdwn:
    """Give text that Slack shows as it is: no mention, link or control character survives."""
    return Mrkdwn(_CONTROL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def fill(words: Words, lang: Lang, **particulars: Mrkdwn) -> Mrkdwn:
    """Give one of the bot's own sentences with its particulars, which are markup already."""
    return Mrkdwn(esc(words.say(lang)).format(**particulars))


def join(parts: Iterable[Mrkdwn], between: str = "") -> Mrkdwn:
    """Give the pieces as one; what stands between them is ours."""
    return Mrkdwn(between.join(parts))


def bold(text: str) -> Mrkdwn:
    """Give bold text that also renders next to Korean letters, where Slack wants a boundary."""
    inner = esc(text.strip()).replace("*", "∗").replace("\n", " ")
    return Mrkdwn(f"{_ZERO_WIDTH}*{inner}*{_ZERO_WIDTH}" if inner else "")


def italic(text: str) -> Mrkdwn:
    """Give slanted text, with the same boundary as bold."""
    inner = esc(text.strip()).replace("\n", " ")
    return Mrkdwn(f"{_ZERO_WIDTH}_{inner}_{_ZERO_WIDTH}" if inner else "")


def code(text: str) -> Mrkdwn:
    """Give inline code; a backtick inside becomes an apostrophe, because nothing escapes it."""
    inner = esc(" ".join(text.split())).replace("`", "'")
    return Mrkdwn(f"`{inner}`" if inner else "")


def code_block(text: str) -> Mrkdwn:
    """Give a block that is copied as one piece."""
    return Mrkdwn(f"```\n{esc(text.strip(chr(10))).replace('```', chr(39) * 3)}\n```")


def preformatted(text: str) -> Json:
    """Give a block of code that is copied as it is, with no markup in it; `text` is never cut."""
    lines = _CONTROL.sub("", text).strip("\n")
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": lines or " "}]}],
    }


def columns(left: Mrkdwn, right: Mrkdwn) -> Json:
    """Give one section with two texts side by side, each at most as long as a column takes."""
    fields = [{"type": "mrkdwn", "text": cut(text, FIELD_LIMIT), "verbatim": True} for text in (left, right)]
    return {"type": "section", "fields": fields}


def link(url: str, label: str) -> Mrkdwn:
    """Give a link; an address that is no web address stays plain text.

    Behind a label that names another site than the one it leads to stands where it does lead.
    """
    url = _CONTROL.sub("", url)
    if not re.fullmatch(r"https?://[^\s<>|]+", url):
        return esc(label)
    shown = esc(label).replace("|", "¦").replace("\n", " ")
    if not shown.strip() or label == url:
        return Mrkdwn(f"<{url}>")
    return Mrkdwn(f"<{url}|{shown} ({site(url)})>" if names_another(label, url) else f"<{url}|{shown}>")


def quote(text: str) -> Mrkdwn:
    """Give a quotation of what somebody wrote."""
    return Mrkdwn("\n".join(f">{line}" for line in esc(text).split("\n")))


def person(user_id: str) -> Mrkdwn:
    """Give the mention of one person by id; anything else than an id is shown as text."""
    return Mrkdwn(f"<@{user_id}>") if re.fullmatch(r"[A-Z0-9]+", user_id) else esc(user_id)


def channel(channel_id: str) -> Mrkdwn:
    """Give the link to a channel by id; anything else than an id is shown as text."""
    return Mrkdwn(f"<#{channel_id}>") if re.fullmatch(r"[A-Z0-9]+", channel_id) else esc(channel_id)


def bullets(items: Iterable[Mrkdwn], mark: str = "• ") -> Mrkdwn:
    """Give a list, one item a line."""
    return Mrkdwn("\n".join(mark + item for item in items))


def cut(text: str, limit: int) -> str:
    """Give the text, shortened with an ellipsis where it is longer than Slack allows."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def plain_text(text: str, limit: int) -> Json:
    """Give a text object that Slack shows without any markup."""
    return {"type": "plain_text", "text": cut(_CONTROL.sub("", text).strip() or "-", limit), "emoji": False}


def section(text: Mrkdwn, accessory: Json | None = None) -> Json:
    """Give one section; longer text belongs through `paging.sections`."""
    block: Json = {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION_LIMIT), "verbatim": True}}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def context(*texts: Mrkdwn) -> Json:
    """Give small print."""
    kept = [text for text in texts if text][:CONTEXT_LIMIT]
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": cut(text, SMALL_LIMIT), "verbatim": True} for text in kept],
    }


def header(text: str) -> Json:
    """Give a headline."""
    return {"type": "header", "text": plain_text(text, HEADER_LIMIT)}


def divider() -> Json:
    """Give a line."""
    return {"type": "divider"}


def button(label: str, action: str, value: str = "", *, primary: bool = False) -> Json:
    """Give a button; the value comes back with the click."""
    element: Json = {"type": "button", "text": plain_text(label, BUTTON_LIMIT), "action_id": action}
    if value:
        element["value"] = value
    if primary:
        element["style"] = "primary"
    return element


def asks_first(element: Json, title: str, text: str, *, yes: str, no: str) -> Json:
    """Give the button with a question that Slack asks before it counts as pressed.

    — https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
    """
    asked = {
        "title": plain_text(title, CONFIRM_TITLE_LIMIT),
        "text": plain_text(text, CONFIRM_LIMIT),
        "confirm": plain_text(yes, CHOICE_LIMIT),
        "deny": plain_text(no, CHOICE_LIMIT),
    }
    return {**element, "confirm": asked}


def table(rows: Sequence[Sequence[str]]) -> Json:
    """Give a table of plain text, its first row the header; a message may hold one. Wide ones scroll sideways.

    — https://docs.slack.dev/reference/block-kit/blocks/table-block
    """
    shown = [[{"type": "raw_text", "text": _CONTROL.sub("", cell).strip() or "-"} for cell in row] for row in rows]
    return {"type": "table", "rows": shown}


def actions(*elements: Json) -> Json:
    """Give a row of things to press."""
    return {"type": "actions", "elements": list(elements[:ROW_LIMIT])}


def option(label: str, value: str) -> Json:
    """Give one choice of a menu."""
    return {"text": plain_text(label, BUTTON_LIMIT), "value": value[:OPTION_VALUE_LIMIT]}


def menu(action: str, placeholder: str, groups: Sequence[tuple[str, Sequence[Json]]], chosen: Json | None = None) -> Json:
    """Give a menu. Groups that hold more than Slack allows are split, so that none of the choices is lost."""
    split = [
        (label if at == 0 else f"{label} ({at // OPTIONS_LIMIT + 1})", list(options[at : at + OPTIONS_LIMIT]))
        for label, options in groups
        for at in range(0, len(options), OPTIONS_LIMIT)
    ]
    element: Json = {"type": "static_select", "action_id": action, "placeholder": plain_text(placeholder, HEADER_LIMIT)}
    if len(split) == 1:
        element["options"] = split[0][1]
    else:
        element["option_groups"] = [
            {"label": plain_text(label, BUTTON_LIMIT), "options": options} for label, options in split[:OPTIONS_LIMIT]
        ]
    if chosen is not None:
        element["initial_option"] = chosen
    return element


def radios(action: str, choices: Sequence[tuple[Mrkdwn, str]]) -> Json:
    """Give choices of which one can be picked, each a label and a value; ten at most.

    A label that its markup makes too long for Slack is shown without any.
    — https://docs.slack.dev/reference/block-kit/composition-objects/option-object
    """
    return {"type": "radio_buttons", "action_id": action, "options": [_radio(*one) for one in choices[:RADIO_LIMIT]]}


def _radio(label: Mrkdwn, value: str) -> Json:
    if len(label) <= BUTTON_LIMIT:
        return {"text": {"type": "mrkdwn", "text": label, "verbatim": True}, "value": value}
    bare = label.replace(_ZERO_WIDTH, "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return option(bare, value)


def channel_menu(action: str, placeholder: str) -> Json:
    """Give a menu of conversations to post in, the current one chosen."""
    return {
        "type": "conversations_select",
        "action_id": action,
        "placeholder": plain_text(placeholder, HEADER_LIMIT),
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }


def field(block_id: str, label: str, element: Json, *, dispatch: bool = False, hint: str = "") -> Json:
    """Give a labelled input of a modal; `dispatch` tells the app at once when it changes, a `hint` makes it optional."""
    block: Json = {"type": "input", "block_id": block_id, "label": plain_text(label, VALUE_LIMIT), "element": element}
    if hint:
        block["optional"] = True
        block["hint"] = plain_text(hint, VALUE_LIMIT)
    if dispatch:
        block["dispatch_action"] = True
    return block


def line_field(action: str, placeholder: str, limit: int) -> Json:
    """Give a field for one line of text."""
    return {
        "type": "plain_text_input",
        "action_id": action,
        "max_length": limit,
        "placeholder": plain_text(placeholder, HEADER_LIMIT),
    }


def text_field(action: str, initial: str, limit: int) -> Json:
    """Give a field for several lines of text."""
    return {
        "type": "plain_text_input",
        "action_id": action,
        "multiline": True,
        "max_length": limit,
        "initial_value": initial[:limit],
    }


def writing_field(action: str, placeholder: str, limit: int, initial: str = "", *, lines: bool = False) -> Json:
    """Give a field to write in, with what stands there already, if anything does; of one line, or of several `lines`."""
    element = {**line_field(action, placeholder, limit), "multiline": lines}
    if initial:
        element["initial_value"] = initial[:limit]
    return element


def modal(*, title: str, close: str, blocks: Sequence[Json], callback: str, submit: str = "", metadata: str = "") -> Json:
    """Give a modal view; without `submit` it only shows."""
    view: Json = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, TITLE_LIMIT),
        "close": plain_text(close, TITLE_LIMIT),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    if submit:
        view["submit"] = plain_text(submit, TITLE_LIMIT)
    return view


def home(blocks: Sequence[Json]) -> Json:
    """Give an App Home view."""
    return {"type": "home", "blocks": list(blocks)}
