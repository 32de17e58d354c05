"""What the local Slack says when it refuses: Slack's own error codes, as one exception."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.slack.wire import Json


class Code(StrEnum):
    """Slack's error codes, each where a reply or a person's screen would show it."""

    ALREADY_REACTED = "already_reacted"
    BOT_NOT_FOUND = "bot_not_found"
    CANNOT_REPLY = "cannot_reply_to_message"
    CANT_DELETE = "cant_delete_message"
    CANT_UPDATE = "cant_update_message"
    CHANNEL_NOT_FOUND = "channel_not_found"
    DISPATCH_FAILED = "dispatch_failed"
    DUPLICATE_EXTERNAL_ID = "duplicate_external_id"
    EXCHANGED_TRIGGER = "exchanged_trigger_id"
    EXPIRED_TRIGGER = "expired_trigger_id"
    EXPIRED_URL = "expired_url"
    FATAL = "fatal_error"
    FILE_NOT_FOUND = "file_not_found"
    HASH_CONFLICT = "hash_conflict"
    INTERACTIVITY_OFF = "interactivity_disabled"
    INVALID_ARGUMENTS = "invalid_arguments"
    INVALID_AUTH = "invalid_auth"
    INVALID_BLOCKS = "invalid_blocks"
    INVALID_BLOCKS_FORMAT = "invalid_blocks_format"
    INVALID_COMMAND = "invalid_command"
    INVALID_RESPONSE = "invalid_response"
    INVALID_TRIGGER = "invalid_trigger_id"
    INVALID_URL = "invalid_url"
    MESSAGE_NOT_FOUND = "message_not_found"
    MESSAGES_TAB_DISABLED = "messages_tab_disabled"
    MISSING_SCOPE = "missing_scope"
    MSG_BLOCKS_TOO_LONG = "msg_blocks_too_long"
    MSG_TOO_LONG = "msg_too_long"
    NOT_ALLOWED_TOKEN = "not_allowed_token_type"  # noqa: S105 -- an error code
    NOT_AUTHED = "not_authed"
    NOT_ENABLED = "not_enabled"
    NOT_FOUND = "not_found"
    NOT_IN_CHANNEL = "not_in_channel"
    NO_SUCH_ELEMENT = "no_such_element"
    NO_SUCH_SUBTEAM = "no_such_subteam"
    NO_SUCH_OPTION = "no_such_option"
    INCOMPLETE = "incomplete"
    NO_REACTION = "no_reaction"
    NO_TEXT = "no_text"
    OPERATION_TIMEOUT = "operation_timeout"
    PUSH_LIMIT = "push_limit_reached"
    RATE_LIMITED = "ratelimited"
    THREAD_NOT_FOUND = "thread_not_found"
    TOO_MANY_SOCKETS = "too_many_websockets"
    UNKNOWN_METHOD = "unknown_method"
    USED_URL = "used_url"
    USER_NOT_FOUND = "user_not_found"
    USER_NOT_IN_CHANNEL = "user_not_in_channel"
    VIEW_TOO_LARGE = "view_too_large"


class Refusal(Exception):  # noqa: N818 -- Slack refuses; nothing here went wrong
    """A request that Slack would refuse, with the code and the details it would give."""

    def __init__(self, code: str, *, messages: Sequence[str] = (), **details: object) -> None:
        super().__init__(code)
        self.code = str(code)
        self.messages = tuple(messages)
        self.details = details

    def reply(self) -> Json:
        """The body of Slack's answer."""
        body: Json = {"ok": False, "error": self.code, **self.details}
        if self.messages:
            body["errors"] = list(self.messages)
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body


class TooMany(Refusal):
    """A request that came too soon after others, with the seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(Code.RATE_LIMITED)
        self.retry_after = retry_after
