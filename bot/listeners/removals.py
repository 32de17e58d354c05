"""The app removed from a workspace, or its token revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext

    from bot.listeners.resources import Resources


def register(app: App, resources: Resources) -> None:
    """Hear of it when somebody removes the app, or Slack revokes its token.

    https://docs.slack.dev/reference/events/app_uninstalled and https://docs.slack.dev/reference/events/tokens_revoked
    """

    def uninstalled(body: dict[str, Any], context: BoltContext) -> None:
        _removed(resources, body, context)

    def revoked(body: dict[str, Any], context: BoltContext) -> None:
        if (body["event"].get("tokens") or {}).get("bot"):
            _removed(resources, body, context)

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(revoked)


def _removed(resources: Resources, body: dict[str, Any], context: BoltContext) -> None:
    resources.workspaces.removed(context.team_id or "", context.enterprise_id or "", float(body.get("event_time") or 0))
