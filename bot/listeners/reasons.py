"""One sentence for whatever went wrong: nobody who asked is left without an answer or a reason."""

from __future__ import annotations

import logging
import re
import traceback
from http import HTTPStatus
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError, SlackClientError

from bot import wording
from bot.blocks.parts import Mrkdwn, esc, fill
from bot.rights.refusal import NotAllowedError
from bot.state.database import StateError
from bot.telemetry.happenings import failed, refused
from bot.telemetry.redaction import Redactor
from bot.telemetry.requests import new_id, request_id
from bot.telemetry.traces import span
from bot.undertaking import TooLateError, put_off
from diagnostics.model.flow import AskerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")
#: What Slack says where the bot may not speak.
OUTSIDE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "no_permission"})
#: What is raised where Slack refuses a call, and where it cannot be reached.
REFUSALS = (SlackClientError, OSError)
#: What Slack says where it is its own fault, or where it was asked too much. https://docs.slack.dev/reference/methods
AWAY = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"})
#: What Slack says of people who cannot be written to, now or ever.
UNREACHABLE = frozenset(
    {"user_not_found", "user_disabled", "account_inactive", "cannot_dm_bot", "channel_not_found", "user_not_visible"}
)

_CODE = re.compile(r"[a-z][a-z0-9_]{1,63}")


def attempt(job: Callable[[], None], tell: Callable[[Mrkdwn], object], lang: Lang) -> None:
    """Do the job; where it fails, tell the asker why in one sentence."""
    try:
        with span("work"):
            job()
    except Exception as error:  # noqa: BLE001 (the last resort: whatever it is, it is logged and the asker is told)
        told = reason(error, lang)
        try:
            tell(told)
        except REFUSALS as untold:
            not_told(untold)


def not_told(untold: Exception) -> None:
    """Log that the reason could not be told either; where Slack is away, what was promised is tried again later."""
    LOG.error("the reason could not be told: %s", code_of(untold))
    if is_away(untold):
        put_off()


def is_away(error: Exception) -> bool:
    """Say whether Slack did not answer, or not in a way that says anything of what it was asked."""
    if isinstance(error, SlackApiError):
        status = error.response.status_code or 0
        return status >= HTTPStatus.INTERNAL_SERVER_ERROR or code_of(error) in AWAY
    return isinstance(error, OSError)


def reason(error: Exception, lang: Lang) -> Mrkdwn:
    """Give the sentence for an error; the unforeseen is logged under an id, without the words of any message."""
    from diagnostics.collect.errors import AccessError, ServiceError
    from diagnostics.explain import trouble
    from knowledge.store import KnowledgeError

    if isinstance(error, AskerError | AccessError | ServiceError):
        refused(error.code)
        told, mine = trouble(error.code, error.particulars, lang), isinstance(error, AskerError)
        return esc(Redactor().terminal_line(told) if mine else Redactor().chat_line(told))
    if isinstance(error, NotAllowedError | TooLateError):
        refused("not-allowed" if isinstance(error, NotAllowedError) else "too-late")
        return esc(error.words.say(lang))
    if isinstance(error, StateError):
        failed("StateError")
        LOG.error("state: %s", error.words.en)
        return esc(error.in_chat.say(lang))
    request = request_id() or new_id()
    failed(type(error).__name__)
    if isinstance(error, SlackApiError):
        LOG.error("slack refused id=%s code=%s %s", request, code_of(error), where(error))
        return fill(wording.SLACK_REFUSED, lang, code=esc(code_of(error)), id=esc(request))
    LOG.error("unforeseen id=%s type=%s %s", request, type(error).__name__, where(error))
    if isinstance(error, KnowledgeError):
        return fill(wording.KNOWLEDGE_BROKEN, lang)
    return fill(wording.BROKE, lang, id=esc(request))


def code_of(error: Exception) -> str:
    """Give Slack's own code for a refusal; where Slack was not reached, what kind of trouble it was.

    What is no code is not passed on: the SDK puts there whatever a proxy answers that stands between.
    """
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    code = str(error.response.get("error"))
    return code if _CODE.fullmatch(code) else "unknown_error"


def where(error: BaseException) -> str:
    """Give the places in the code that an error came through; never its message, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return "at " + " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
