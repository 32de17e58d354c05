"""What is posted for a promise: each message carries a mark, so that a second attempt finds it and posts none twice.

The mark is the `block_id` of a block, which Slack keeps and gives back. A second attempt changes the messages that the first
one posted; what became of them is remembered, and where the first attempt ended before that, the thread is looked through.
Files carry no blocks: they are known by their title. Where Slack does not let the bot read the thread, it posts again, as
an answer twice is better than none.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from slack_bolt import Respond
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookResponse

from bot.middleware.calling import LineClient
from bot.phrases import promises as words
from bot.undertaking import CURRENT, TooLateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk import WebClient

    from bot.undertaking import Undertaking

LOG = logging.getLogger("routelore")
PREFIX = "routelore:"
#: So many pages of a thread are looked through, of so many messages each.
PAGES, OF = 5, 200
#: Slack's clock and ours may differ by so many seconds.
SKEW = 60
#: What changes what was posted.
CHANGING = frozenset({"chat.update", "chat.delete"})
#: What Slack says of a message that somebody deleted.
GONE = frozenset({"message_not_found"})
#: What it says of one that is there and cannot be changed any more.
SETTLED = frozenset({"edit_window_closed", "cant_update_message"})


class TakenOverError(SlackClientError):
    """Another process has taken over what this one was doing, as it was silent for too long; nothing more is posted."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("another process does this by now")


class OnceClient(LineClient):
    """A client that posts nothing twice of what is promised; all else it does as it is."""

    def api_call(self, api_method: str, **how: Any) -> SlackResponse:  # noqa: ANN401 (passed on)
        """Call a method of Slack's; one that shows something shows it once for each step of what it is called for."""
        undertaking = CURRENT.get()
        if undertaking is None:
            return super().api_call(api_method, **how)
        if api_method == "views.open" and undertaking.attempt > 1:
            raise TooLateError(words.FORM_LATE)
        if api_method == "chat.postMessage":
            return _Message(self, undertaking, dict(how.get("json") or {})).posted()
        if api_method == "files.completeUploadExternal":
            said = dict(how.get("params") or {})
            return self._once(
                undertaking, _file_step(said), said, lambda: super(OnceClient, self).api_call(api_method, **how)
            )
        if api_method == "chat.postEphemeral":
            said = dict(how.get("json") or {})
            name = f"aside:{said.get('channel')}:{said.get('user')}"
            return self._once(undertaking, name, {}, lambda: super(OnceClient, self).api_call(api_method, **how))
        if api_method in CHANGING:
            _hold(undertaking)  # else whoever was overtaken would put its progress over the answer of who goes on
        return super().api_call(api_method, **how)

    def _once(
        self, undertaking: Undertaking, name: str, place: dict[str, Any], call: Callable[[], SlackResponse]
    ) -> SlackResponse:
        """Do what cannot be changed afterwards, unless it was done; in a thread, where it is to be seen."""
        step = undertaking.step(name)
        channel, title = str(place.get("channel_id") or ""), _title(place)
        if step in undertaking.before or (
            channel and seen(self, undertaking, channel, place.get("thread_ts"), _nth(title, step))
        ):
            return made(self, {"ok": True, "files": [{"title": title}]})
        _hold(undertaking)
        answer = call()
        undertaking.note(step, "done")
        return answer


class OnceRespond(Respond):
    """Answers by a response URL, where an attempt before this one has not done so.

    Where Slack takes nothing there any more, as half an hour is over or five answers were given, what is shown to the asker
    goes to their direct message.
    """

    def __init__(self, client: OnceClient, response_url: str | None, user: str) -> None:
        """Answer at this URL; `user` is who asked."""
        super().__init__(response_url=response_url, proxy=client.proxy, ssl=client.ssl)
        self._client = client
        self._user = user

    def __call__(self, *args: Any, **said: Any) -> WebhookResponse:  # noqa: ANN401 (passed on)
        """Show something, once for each step of what it is shown for."""
        undertaking = CURRENT.get()
        if undertaking is None:
            return self._responded(args, said)
        step = undertaking.step("respond")
        if step in undertaking.before:
            return WebhookResponse(url=self.response_url or "", status_code=200, body="ok", headers={})
        _hold(undertaking)
        answer = self._responded(args, said)
        undertaking.note(step, "done")
        return answer

    def _responded(self, args: tuple[Any, ...], said: Mapping[str, Any]) -> WebhookResponse:
        answer = super().__call__(*args, **said)
        instead = not (said.get("replace_original") or said.get("delete_original"))
        if answer.status_code != HTTPStatus.OK and instead and self._user and said.get("text"):
            LOG.warning("a response URL took no answer status=%d", answer.status_code)
            parts = {part: said[part] for part in ("text", "blocks") if part in said}
            self._client.chat_postMessage(channel=self._user, unfurl_links=False, **parts)
        return answer


class _Message:
    """One message that is to be posted for something promised."""

    def __init__(self, client: OnceClient, undertaking: Undertaking, said: dict[str, Any]) -> None:
        self._client = client
        self._undertaking = undertaking
        self._said = said
        self._step = undertaking.step(f"post:{said.get('channel')}:{said.get('thread_ts') or ''}")
        self._mark = PREFIX + blake2b(f"{undertaking.key}|{self._step}".encode(), digest_size=16).hexdigest()

    def posted(self) -> SlackResponse:
        """Post it, or change the one that was posted before."""
        where = self._before()
        _hold(self._undertaking)
        if where and (changed := self._changed(*where)) is not None:
            return changed
        answer = self._client.plainly("chat.postMessage", **(self._said | self._marked()))
        if not self._undertaking.holds:  # it stood still on the way to Slack, and was overtaken there
            self._take_back(str(answer["channel"]), str(answer["ts"]))
            raise TakenOverError
        self._note(str(answer["channel"]), str(answer["ts"]))
        return answer

    def _take_back(self, channel: str, ts: str) -> None:
        """Delete what was posted, where whoever goes on had posted it; where they found this one, it is theirs now."""
        marks = _marks(self._client, channel, self._said.get("thread_ts"), self._undertaking.since - SKEW)
        if self._mark in marks and marks[self._mark] != ts:
            self._client.plainly("chat.delete", channel=channel, ts=ts)

    def _before(self) -> tuple[str, str] | None:
        """Give the channel and the ts of the message that was posted before, if one was."""
        if (known := self._undertaking.before.get(self._step)) is not None:
            channel, _, ts = known.partition(" ")
            return channel, ts
        channel, thread = str(self._said.get("channel")), self._said.get("thread_ts")
        found = seen(self._client, self._undertaking, channel, thread, self._mark)
        if found is None:
            return None
        self._note(*found)
        return found

    def _changed(self, channel: str, ts: str) -> SlackResponse | None:
        """Put what is said now into the message that was posted before; None where somebody deleted it."""
        said: dict[str, Any] = {"channel": channel, "ts": ts}
        said |= {part: self._said[part] for part in ("text", "blocks") if part in self._said}
        try:
            return self._client.plainly("chat.update", **said)
        except SlackApiError as error:
            code = str(error.response.get("error"))
            if code in GONE:
                return None
            if code not in SETTLED:
                raise
        return made(self._client, {"ok": True, "channel": channel, "ts": ts})

    def _marked(self) -> dict[str, Any]:
        """Give the blocks with the mark on the first that has no name of its own."""
        blocks = self._said.get("blocks")
        if not isinstance(blocks, list | tuple):
            return {}
        at = next((at for at, block in enumerate(blocks) if isinstance(block, dict) and "block_id" not in block), None)
        return {"blocks": [{**block, "block_id": self._mark} if n == at else block for n, block in enumerate(blocks)]}

    def _note(self, channel: str, ts: str) -> None:
        self._undertaking.note(self._step, f"{channel} {ts}")


def seen(
    client: OnceClient, undertaking: Undertaking, channel: str, thread: str | None, mark: str
) -> tuple[str, str] | None:
    """Give the channel and the ts of a message that an attempt before this one posted and could not remember."""
    if undertaking.attempt == 1:
        return None
    place = f"{channel}:{thread or ''}"
    if place not in undertaking.found:
        undertaking.found[place] = _marks(client, channel, thread, undertaking.since - SKEW)
    found = undertaking.found[place]
    return (found[""], found[mark]) if mark in found else None


def _marks(client: OnceClient, channel: str, thread: str | None, since: float) -> Mapping[str, str]:
    """Give the ts of every message since then by its mark, of two the first's, and the channel's id by no mark."""
    marks: dict[str, str] = {"": channel}
    titles: Counter[str] = Counter()
    try:
        if channel.startswith(("U", "W")):
            marks[""] = str(client.conversations_open(users=channel)["channel"]["id"])
        cursor = ""
        for _ in range(PAGES):
            page: dict[str, Any] = {"channel": marks[""], "oldest": f"{since:.6f}", "limit": OF, "cursor": cursor or None}
            read = client.conversations_replies(ts=thread, **page) if thread else client.conversations_history(**page)
            for message in sorted(read["messages"], key=lambda one: str(one["ts"])):
                for mark in _marks_of(message, titles):
                    marks.setdefault(mark, str(message["ts"]))
            cursor = str((read.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
    except SlackApiError as error:
        LOG.warning("what was posted before cannot be looked for: %s", error.response.get("error"))
    return marks


def _marks_of(message: Mapping[str, Any], titles: Counter[str]) -> list[str]:
    found = [str(block.get("block_id")) for block in message.get("blocks") or ()]
    marks = [mark for mark in found if mark.startswith(PREFIX)]
    for file in message.get("files") or ():
        title = str(file.get("title"))
        titles[title] += 1
        marks.append(f"{title}#{titles[title]}")
    return marks


def _file_step(said: Mapping[str, Any]) -> str:
    digest = blake2b(_title(said).encode(), digest_size=8).hexdigest()
    return f"file:{said.get('channel_id')}:{said.get('thread_ts') or ''}:{digest}"


def _title(said: Mapping[str, Any]) -> str:
    """Give the title of the file that is being shown; empty where none is."""
    files = said.get("files")
    rows = json.loads(files) if isinstance(files, str) else files or []
    return str(rows[0].get("title")) if rows else ""


def _nth(title: str, step: str) -> str:
    """Give the mark of a file: its title, and the how many-th of that title it is."""
    return f"{title}#{step.rpartition('#')[2]}"


def _hold(undertaking: Undertaking) -> None:
    """Go on only with what is still this process's to do."""
    if not undertaking.holds:
        raise TakenOverError


def made(client: WebClient, data: dict[str, Any]) -> SlackResponse:
    """Give an answer of Slack's that stands for the one to the call of an attempt before."""
    return SlackResponse(
        client=client, http_verb="POST", api_url=client.base_url, req_args={}, data=data, headers={}, status_code=200
    )
