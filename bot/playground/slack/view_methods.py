"""The views.* methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.slack import modals
from bot.playground.slack.blocks import Surface
from bot.playground.slack.calls import Call, Method, Methods
from bot.playground.slack.payloads import view_part
from bot.playground.slack.refusals import Code, Refusal
from bot.playground.slack.surfaces import checked_view

if TYPE_CHECKING:
    from bot.playground.slack.nouns import View
    from bot.playground.slack.wire import Json


def open_view(call: Call) -> Json:
    """The reply to views.open; an invalid view does not use up the trigger."""
    content = checked_view(call.value("view"), Surface.MODAL)
    trigger = call.desk.tickets.spend_trigger(call.need("trigger_id"))
    return _shown(modals.open_modal(call.desk, trigger.user, content))


def push_view(call: Call) -> Json:
    """The reply to views.push, whose trigger must come from a modal."""
    content = checked_view(call.value("view"), Surface.MODAL)
    trigger = call.desk.tickets.spend_trigger(call.need("trigger_id"))
    if not trigger.from_modal:
        raise Refusal(Code.INVALID_TRIGGER)
    return _shown(modals.push_modal(call.desk, trigger.user, content))


def update_view(call: Call) -> Json:
    """The reply to views.update, by view id or by the app's own external id."""
    return _shown(modals.update_view(call.desk, _named(call), call.value("view"), call.text("hash")))


def publish_view(call: Call) -> Json:
    """The reply to views.publish."""
    if not call.desk.manifest.home_tab:
        raise Refusal(Code.NOT_ENABLED)
    person = call.person("user_id")
    return _shown(modals.publish_home(call.desk, person.id, call.value("view"), call.text("hash")))


def _named(call: Call) -> View:
    view_id, external = call.text("view_id"), call.text("external_id")
    for view in call.desk.workspace.views.values():
        if view.id == view_id or (external and view.content.get("external_id") == external):
            return view
    raise Refusal(Code.NOT_FOUND)


def _shown(view: View) -> Json:
    return {"ok": True, "view": view_part(view)}


METHODS: Methods = {
    "views.open": Method(open_view),
    "views.push": Method(push_view),
    "views.update": Method(update_view),
    "views.publish": Method(publish_view),
}
