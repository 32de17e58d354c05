"""One file per Slack surface, each with `register(app, resources)`; beside them what the surfaces share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.listeners import (
    answer_buttons,
    ask_team,
    commands,
    diagnose_modal,
    diagnosis_buttons,
    home,
    mentions,
    messages,
    overview,
    seen,
    shortcuts,
    tape,
)

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.listeners.resources import Resources


def register(app: App, resources: Resources) -> None:
    """Bind every surface to the app."""
    said = (mentions, messages, commands, shortcuts)
    pressed = (diagnosis_buttons, answer_buttons, overview, seen, tape)
    surfaces = (*said, *pressed, ask_team, diagnose_modal, home)
    for surface in surfaces:
        surface.register(app, resources)
