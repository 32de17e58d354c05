"""What is worth a line in the log and a figure, each in one call: an answer, a diagnosis, a refusal, a failure, a reply."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.telemetry.metrics import Count, Time, count, took
from bot.telemetry.requests import course

if TYPE_CHECKING:
    from collections.abc import Iterable

LOG = logging.getLogger("routelore")
#: What a person sees.
_SHOWS = frozenset(
    {"chat.postMessage", "chat.postEphemeral", "chat.update", "views.open", "views.publish", "views.push", "views.update"}
)


def answered(kind: str, entry: str, lang: str) -> None:
    """Tell that a question was answered from the notes: found, ambiguous or missing, and with which entry."""
    count(Count.QUESTIONS, kind=kind)
    LOG.info("answered", extra={"kind": kind, "entry": entry, "lang": lang, **_so_far(Time.ANSWER)})


def diagnosed(verdicts: Iterable[str]) -> None:
    """Tell that ways were diagnosed, with which verdicts. Of which account is for the audit alone."""
    each = list(verdicts)
    for verdict in each:
        count(Count.VERDICTS, verdict=verdict)
    LOG.info("diagnosed", extra={"verdicts": ",".join(sorted(set(each))), **_so_far(Time.DIAGNOSIS)})


def refused(code: str) -> None:
    """Tell that something was not done, by the code of the sentence that the asker got."""
    count(Count.REFUSALS, code=code)
    LOG.info("refused", extra={"code": code})


def failed(kind: str) -> None:
    """Count that something unforeseen went wrong, by the type of the error."""
    count(Count.FAILURES, type=kind)


def replied() -> None:
    """Tell that the asker sees something; the first time of a request is timed."""
    now = course()
    if now is not None and now.replies():
        took(Time.FIRST_REPLY, now.seconds)


def called(method: str, outcome: str) -> None:
    """Tell how Slack's Web API answered a call; what shows something is a reply."""
    count(Count.SLACK_CALLS, method=method, outcome=outcome)
    if outcome == "ok" and method in _SHOWS:
        replied()


def _so_far(what: Time) -> dict[str, int]:
    """Give how long the request took until here, and how many calls to AWS; nothing where nobody asked."""
    now = course()
    if now is None:
        return {}
    took(what, now.seconds)
    calls = {"aws_calls": now.calls} if now.calls else {}
    return {"ms": round(now.seconds * 1000), **calls}
