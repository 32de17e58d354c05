"""The form while AWS is read for it: it tells the progress, and closing it ends the reading."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.blocks import form
from bot.deliveries import team_of
from bot.ids import Callback
from bot.listeners.reasons import code_of
from bot.listeners.sign import SECONDS_BETWEEN_CHANGES
from bot.listeners.under_way import CANCELLED, HaltedError
from bot.phrases import limits as words
from bot.services import read_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.blocks.parts import Json, Mrkdwn
    from bot.listeners.resources import Resources
    from diagnostics.model.words import Lang

LOG = logging.getLogger("routelore")
#: What Slack says of a view that is on nobody's screen any more.
_GONE = frozenset({"not_found", "view_not_found"})


@dataclass(slots=True)
class OpenView:
    """A view that is on somebody's screen."""

    client: WebClient
    id: str
    lang: Lang
    changed: float = 0.0
    ts: str = ""

    def put(self, view: Json) -> bool:
        """Change it, and say whether it is there still; a view that was closed meanwhile needs nothing."""
        try:
            self.client.views_update(view_id=self.id, view=view)
        except SlackApiError as error:
            if code_of(error) not in _GONE:
                raise
            return False
        return True

    def stop(self, reason: Mrkdwn) -> None:
        """Say why there is nothing to choose."""
        self.put(form.stopped(self.lang, reason))

    give_reason = stop

    def say(self, blocks: Sequence[Json], text: Mrkdwn) -> str:
        """Say why there is nothing to choose, as one answers elsewhere."""
        del blocks
        self.stop(text)
        return ""

    def say_waiting(self, text: Mrkdwn) -> None:
        """Say that the reading has not begun."""
        self.put(form.loading(self.lang, text))

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell how far the reading is, at most once a second.

        Raises:
            HaltedError: the view was closed, which another process may have been told of.
        """
        if time.monotonic() - self.changed >= SECONDS_BETWEEN_CHANGES:
            self.changed = time.monotonic()
            now = form.progress(self.lang, done, total, read_now(what, self.lang))
            if not self.put(form.loading(self.lang, now)):
                raise HaltedError(CANCELLED, words.CANCELLED)


def end_when_closed(app: App, resources: Resources) -> None:
    """Bind the closing of the form while AWS is read for it.

    — https://docs.slack.dev/surfaces/modals#handling_submissions
    """

    def closed(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        for reading in resources.under_way.all_of(f"{team_of(body)}:{body['user']['id']}"):
            if isinstance(reading.shown, OpenView) and reading.shown.id == body["view"]["id"] and reading.cancel():
                LOG.info("a form was closed while AWS was read for it")

    app.view_closed(Callback.DIAGNOSE_VIEW.value)(closed)
