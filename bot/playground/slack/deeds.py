"""What `POST /ui/act` can do: each wish of the page as one of the persons' actions."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from bot.playground.slack.refusals import Code, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.playground.slack.desk import Desk
    from bot.playground.slack.interacting import Shown
    from bot.playground.slack.nouns import Message, View
    from bot.playground.slack.persons import Persons
    from bot.playground.slack.wire import Json


class Deeds:
    """Reads wishes; a field that is lacking is a KeyError, which names it."""

    def __init__(self, desk: Desk, persons: Persons) -> None:
        self._desk = desk
        self._persons = persons

    def table(self) -> Mapping[str, Callable[[Json], Json]]:
        """The deeds by the name that a wish calls them."""
        act = self._persons
        return {
            "say": lambda w: act.say(w["user"], w["channel"], w["text"], w.get("thread_ts")).body(),
            "upload": self._upload,
            "edit": lambda w: act.edit(w["user"], w["channel"], w["ts"], w["text"]).body(),
            "delete": lambda w: act.delete(w["user"], w["channel"], w["ts"]).body(),
            "react": lambda w: act.react(w["user"], w["channel"], w["ts"], w["name"]).body(),
            "open_dm": lambda w: act.open_dm(w["user"]).body(),
            "home": lambda w: act.open_home(w["user"]).body(),
            "command": lambda w: act.command(w["user"], w["channel"], w["text"]).body(),
            "shortcut": self._shortcut,
            "click": self._click,
            "select": self._select,
            "suggest": self._suggest,
            "submit": lambda w: act.submit_view(w["user"], w.get("values") or w.get("state"), self._view(w)).body(),
            "close": lambda w: act.close_view(w["user"], self._view(w)).body(),
        }

    def _upload(self, wish: Json) -> Json:
        try:
            content = base64.b64decode(wish["content"], validate=True)
        except ValueError as wrong:
            raise Refusal(Code.INVALID_ARGUMENTS, messages=["content must be base64"]) from wrong
        where = wish["channel"], wish["name"], content, wish.get("text") or "", wish.get("thread_ts")
        return self._persons.upload(wish["user"], *where).body()

    def _shortcut(self, wish: Json) -> Json:
        message = self._message(wish) if wish.get("ts") else None
        return self._persons.shortcut(wish["user"], wish["callback_id"], message).body()

    def _click(self, wish: Json) -> Json:
        where, value = self._shown(wish), _choice(wish)
        return self._persons.click(wish["user"], where, wish["action_id"], value=value, **self._rest(wish)).body()

    def _select(self, wish: Json) -> Json:
        where, value = self._shown(wish), _choice(wish)
        return self._persons.select(wish["user"], where, wish["action_id"], value, **self._rest(wish)).body()

    def _suggest(self, wish: Json) -> Json:
        typed = wish.get("value") or ""
        options = self._persons.suggest(wish["user"], self._shown(wish), wish["action_id"], typed)
        return {"ok": True, "options": list(options)}

    def _rest(self, wish: Json) -> Json:
        return {"block_id": wish.get("block_id"), "state": wish.get("state")}

    def _shown(self, wish: Json) -> Shown:
        return self._view(wish) or self._message(wish)

    def _view(self, wish: Json) -> View | None:
        view_id = wish.get("view_id")
        if not view_id:
            return None
        view = self._desk.workspace.views.get(view_id)
        if view is None:
            raise Refusal(Code.NOT_FOUND)
        return view

    def _message(self, wish: Json) -> Message:
        message = self._desk.workspace.message(wish["channel"], wish["ts"])
        if message is None:
            raise Refusal(Code.MESSAGE_NOT_FOUND)
        return message


def _choice(wish: Json) -> object:
    """What was chosen: the wish's `value`, or what stands under the name that Slack's own state gives it."""
    if "value" in wish:
        return wish["value"]
    return next((value for name, value in wish.items() if name.startswith("selected_")), None)
